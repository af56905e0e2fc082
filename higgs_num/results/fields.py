"""How the fields of a result are declared: each once, with all that a file and a reader need.

`array`, `composed`, `series` and `header` stand where a default would stand in a class body:

    gap: Vector = array("time", unit=ENERGY, long_name="pairing amplitude Delta(t)")
"""

from __future__ import annotations

import dataclasses
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.results.codecs import Codec
from higgs_num.results.content import Attribute, Content, Quantity, Variable
from higgs_num.results.series import Curve, Series

DECLARED = "declared"


@dataclass(frozen=True)
class Labels:
    """Coordinate of a dimension that follows from the result, such as the inputs' probes.

    `of` takes the result and returns numbers or texts, one for each place along `dim`.
    """

    dim: str
    of: Callable[[Any], Sequence[float] | Sequence[str] | Vector]
    long_name: str
    unit: str = ""

    @property
    def quantity(self) -> Quantity:
        """The coordinate."""
        return Quantity(self.dim, (self.dim,), self.unit, self.long_name)

    def variable(self, result: Any) -> Variable:
        """Return the coordinate with its values."""
        values = np.asarray(self.of(result))
        # An empty list has no type of its own; units belong to numbers only.
        kind = np.float64 if self.unit else object
        return Variable(self.quantity, values.astype(kind))


class Declared(ABC):
    """What a field of a result holds, how it is written and read; `name` is the field's."""

    def quantities(self, name: str) -> tuple[Quantity, ...]:  # noqa: ARG002
        """Return the arrays that every such result has."""
        return ()

    def variables(self, name: str, value: Any) -> tuple[Variable, ...]:  # noqa: ARG002
        """Return the arrays of this record."""
        return ()

    def attributes(self, name: str, value: Any) -> dict[str, Attribute]:  # noqa: ARG002
        """Return the attributes of the file that hold the rest."""
        return {}

    @abstractmethod
    def value(self, name: str, content: Content) -> Any:
        """Return the value of the field from the content of a file."""

    @abstractmethod
    def plain(self, value: Any) -> Any:
        """Return the value as JSON types."""


@dataclass(frozen=True)
class _Array(Declared):
    dims: tuple[str, ...]
    unit: str
    long_name: str

    def _quantity(self, name: str) -> Quantity:
        return Quantity(name, self.dims, self.unit, self.long_name)

    def quantities(self, name: str) -> tuple[Quantity, ...]:
        return (self._quantity(name),)

    def variables(self, name: str, value: Any) -> tuple[Variable, ...]:
        return (Variable(self._quantity(name), np.asarray(value)),)

    def value(self, name: str, content: Content) -> Vector:
        return content.numbers(self._quantity(name))

    def plain(self, value: Vector) -> Any:
        return value.tolist()


@dataclass(frozen=True)
class _Composed(Declared):
    build: Callable[..., Any]
    parts: Mapping[str, Quantity]

    def quantities(self, name: str) -> tuple[Quantity, ...]:  # noqa: ARG002
        return tuple(self.parts.values())

    def variables(self, name: str, value: Any) -> tuple[Variable, ...]:  # noqa: ARG002
        return tuple(Variable(one, getattr(value, part)) for part, one in self.parts.items())

    def value(self, name: str, content: Content) -> Any:  # noqa: ARG002
        return self.build(**{part: content.numbers(one) for part, one in self.parts.items()})

    def plain(self, value: Any) -> Any:
        return {part: getattr(value, part).tolist() for part in self.parts}


@dataclass(frozen=True)
class _Series(Declared):
    dim: str

    def variables(self, name: str, value: Series) -> tuple[Variable, ...]:  # noqa: ARG002
        curves = {one: value.curve(one) for one in value}
        return tuple(
            Variable(Quantity(one, (self.dim,), curve.unit, curve.long_name), curve.values)
            for one, curve in curves.items()
        )

    def attributes(self, name: str, value: Series) -> dict[str, Attribute]:
        # Their names tell them apart from the arrays that every result has.
        return {name: json.dumps(list(value))}

    def value(self, name: str, content: Content) -> Series:
        curves: dict[str, Curve] = {}
        for one in json.loads(str(content.attribute(name))):
            found = content.variables[one].quantity
            values = content.numbers(Quantity(one, (self.dim,), found.unit, found.long_name))
            curves[one] = Curve(values, found.unit, found.long_name)
        return Series(curves)

    def plain(self, value: Series) -> Any:
        return {one: curve.tolist() for one, curve in value.items()}


@dataclass(frozen=True)
class _Header(Declared):
    codec: Codec[Any]

    def attributes(self, name: str, value: Any) -> dict[str, Attribute]:
        return {name: self.codec.to_attribute(value)}

    def value(self, name: str, content: Content) -> Any:
        return self.codec.from_attribute(content.attribute(name))

    def plain(self, value: Any) -> Any:
        return self.codec.to_plain(value)


def _field(declared: Declared) -> Any:
    return dataclasses.field(metadata={DECLARED: declared})


def array(*dims: str, unit: str, long_name: str) -> Any:
    """Declare float64 numbers over named dimensions; over its own name alone: a coordinate."""
    return _field(_Array(dims, unit, long_name))


def composed(build: Callable[..., Any], **parts: Quantity) -> Any:
    """Declare an object made of arrays: `build(**parts)`, with attributes of the same names."""
    return _field(_Composed(build, parts))


def series(dim: str) -> Any:
    """Declare a `Series` over a dimension."""
    return _field(_Series(dim))


def header(codec: Codec[Any]) -> Any:
    """Declare a value that is no array."""
    return _field(_Header(codec))
