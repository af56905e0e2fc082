"""Results that declare their fields once: what is declared is written, read, checked, listed."""

import dataclasses
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, dataclass_transform

import numpy as np

from higgs_num.results import netcdf
from higgs_num.results.content import Content, Quantity, Variable
from higgs_num.results.digest import check_seal, sealed
from higgs_num.results.fields import DECLARED, Declared, Labels, array, composed, header, series
from higgs_sym.ground.errors import ArgumentError, FileError, flag, path_text
from higgs_sym.ground.shown import Shown

if TYPE_CHECKING:
    import xarray


T = TypeVar("T")


@dataclass_transform(
    frozen_default=True,
    eq_default=False,
    kw_only_default=True,
    field_specifiers=(array, composed, series, header),
)
def declaring(cls: type[T]) -> type[T]:
    """Make a class of declared fields a frozen dataclass; a result may inherit from it.

    It is made by names: arrays of one shape in another order would pass for each other.
    """
    return dataclasses.dataclass(frozen=True, eq=False, repr=False, kw_only=True)(cls)


@dataclass_transform(
    frozen_default=True, eq_default=False, field_specifiers=(array, composed, series, header)
)
class Archived(Shown):
    """A result: a frozen dataclass whose every field is declared by one of `results.fields`.

    A subclass names its file format and version, and the labels of its dimensions:

        class Result(Archived, format="higgs-toolkit quench result", version=3, labels=(PROBE,)):
            method: str = header(TEXT)
            time: Vector = array("time", unit=TIME, long_name="time")

    The version goes up with every change of the fields.
    """

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]
    _format: ClassVar[netcdf.Format]
    _declared: ClassVar[Mapping[str, Declared]]
    _labels: ClassVar[tuple[Labels, ...]]

    def __init_subclass__(
        cls, *, format: str, version: int, labels: tuple[Labels, ...] = ()
    ) -> None:
        super().__init_subclass__()
        dataclasses.dataclass(frozen=True, eq=False, repr=False)(cls)
        cls._format = netcdf.Format(format, version)
        cls._labels = labels
        fields = dataclasses.fields(cls)
        undeclared = [one.name for one in fields if DECLARED not in one.metadata]
        if undeclared:
            raise TypeError(f"{cls.__name__}: no declaration of {', '.join(undeclared)}")
        cls._declared = {one.name: one.metadata[DECLARED] for one in fields}
        known = cls.quantities()
        if len({one.name for one in known}) < len(known):
            raise TypeError(f"{cls.__name__}: two arrays have one name")
        dims = {dim for one in known if one.dims != (one.name,) for dim in one.dims}
        unused = [one.dim for one in labels if one.dim not in dims]
        if unused:
            raise TypeError(f"{cls.__name__}: no array has the dimension {', '.join(unused)}")

    @classmethod
    def quantities(cls) -> tuple[Quantity, ...]:
        """Return all arrays that such a result has, with dimensions, units and long names."""
        fields = (one for name, known in cls._declared.items() for one in known.quantities(name))
        return (*fields, *(one.quantity for one in cls._labels))

    def plain(self, *names: str) -> dict[str, Any]:
        """Return the named fields as JSON types."""
        return {name: self._declared[name].plain(getattr(self, name)) for name in names}

    def to_xarray(self) -> "xarray.Dataset":
        """Return an xarray Dataset of all arrays; everything else is attributes.

        It is equal to what xarray opens from the file that `save` writes.
        """
        from higgs_num.results.labelled import dataset

        return dataset(self._content())

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Write a netCDF-4 file; nothing half-written is left on an error.

        Raises
        ------
        FileError
            If the file exists (without `overwrite`) or cannot be written.
        ArgumentError
            If arrays disagree in shape or hold what is not a finite number.
        """
        path_text("path", path)
        netcdf.write(self._content(), path, overwrite=flag("overwrite", overwrite))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read what `save` wrote; every number has the same bits.

        Raises
        ------
        FileError
            If the file is missing, damaged, changed, of another version, or no such result.
        """
        path_text("path", path)
        try:
            content = netcdf.read(path, cls._format)
            for quantity in cls.quantities():
                content.values(quantity)
            check_seal(content)
            found = cls(**{name: one.value(name, content) for name, one in cls._declared.items()})
            for labels in cls._labels:
                _check_labels(labels.variable(found), content)
        except FileError:
            raise
        except (KeyError, ValueError, TypeError) as error:
            told = " ".join(str(error).split())
            raise FileError(path, f"is a damaged {cls._format.name}: {told}") from None
        return found

    def _content(self) -> Content:
        variables: dict[str, Variable] = {}
        attributes = dict(self._format.attributes)
        for name, declared in self._declared.items():
            value = getattr(self, name)
            attributes.update(declared.attributes(name, value))
            for variable in declared.variables(name, value):
                own = variable.quantity.name
                if own in variables or own in {one.dim for one in self._labels}:
                    raise ArgumentError(name, "have names of their own", own)
                variables[own] = variable
        variables.update({one.dim: one.variable(self) for one in self._labels})
        return sealed(Content(variables, attributes))


def _check_labels(expected: Variable, content: Content) -> None:
    name = expected.quantity.name
    if not np.array_equal(content.variables[name].values, expected.values):
        raise ArgumentError(name, "be the labels that the inputs give", "others")
