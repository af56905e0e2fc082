"""What a file of results holds: named arrays with dimensions and units, and attributes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.arrays import Vector
from higgs_sym.ground.errors import ArgumentError

Attribute = str | int | float


@dataclass(frozen=True)
class Quantity:
    """What an array is: its name, the names of its dimensions, its unit and long name.

    An array of one dimension with the name of that dimension is a coordinate. Labels that are
    texts have the empty unit.
    """

    name: str
    dims: tuple[str, ...]
    unit: str
    long_name: str

    @property
    def attributes(self) -> dict[str, str]:
        """Attributes of the variable in a file, as the conventions of netCDF name them."""
        unit = {"units": self.unit} if self.unit else {}
        return {"long_name": self.long_name, **unit}


@dataclass(frozen=True, eq=False)
class Variable:
    """A quantity and its values: float64, or an object array of str.

    Raises
    ------
    ArgumentError
        If the number of dimensions or the type is wrong, or a number is not finite.
    """

    quantity: Quantity
    values: NDArray[Any]

    def __post_init__(self) -> None:
        name, dims = self.quantity.name, self.quantity.dims
        if self.values.ndim != len(dims):
            rule = f"have the dimensions ({', '.join(dims)})"
            raise ArgumentError(name, rule, f"of shape {self.values.shape}")
        if self.values.dtype == object:
            if not all(type(one) is str for one in self.values.flat):
                raise ArgumentError(name, "hold numbers or texts", "of another type")
        elif self.values.dtype != np.float64:
            raise ArgumentError(name, "hold float64 numbers", f"of type {self.values.dtype}")
        elif not np.all(np.isfinite(self.values)):
            lost = self.values[~np.isfinite(self.values)]
            raise ArgumentError(name, "be finite", f"{lost[0]} at {lost.size} places")


@dataclass(frozen=True, eq=False)
class Content:
    """Variables by name, and the attributes of the file by name.

    Raises
    ------
    ArgumentError
        If variables disagree about the size of a dimension.
    """

    variables: Mapping[str, Variable]
    attributes: Mapping[str, Attribute]

    def __post_init__(self) -> None:
        _ = self.sizes

    @property
    def sizes(self) -> dict[str, int]:
        """Sizes of the dimensions by name, in the order in which variables mention them."""
        sizes: dict[str, int] = {}
        for name, variable in self.variables.items():
            for dim, size in zip(variable.quantity.dims, variable.values.shape, strict=True):
                if sizes.setdefault(dim, size) != size:
                    raise ArgumentError(name, f"have {sizes[dim]} entries along `{dim}`", size)
        return sizes

    def values(self, quantity: Quantity) -> NDArray[Any]:
        """Return the values of the variable that is this quantity, or raise `ArgumentError`."""
        if quantity.name not in self.variables:
            raise ArgumentError(quantity.name, "be among the arrays", "missing")
        found = self.variables[quantity.name]
        if (found.quantity.dims, found.quantity.unit) != (quantity.dims, quantity.unit):
            raise ArgumentError(
                quantity.name,
                f"be over ({', '.join(quantity.dims)}), unit `{quantity.unit}`",
                f"over ({', '.join(found.quantity.dims)}), unit `{found.quantity.unit}`",
            )
        return found.values

    def numbers(self, quantity: Quantity) -> Vector:
        """As `values`, but texts are refused."""
        values = self.values(quantity)
        if values.dtype != np.float64:
            raise ArgumentError(quantity.name, "hold numbers", "texts")
        return values

    def attribute(self, name: str) -> Attribute:
        """Return the attribute, or raise `ArgumentError` if it is missing."""
        if name not in self.attributes:
            raise ArgumentError(name, "be among the attributes", "missing")
        return self.attributes[name]
