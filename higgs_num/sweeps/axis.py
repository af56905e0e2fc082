"""The values of one axis of a sweep, and how they are written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from higgs_num.inputs.grid import SYNTAX, numbers
from higgs_sym.ground.errors import ArgumentError, finite, integer, quoted

MOST_VALUES = 10_000_000

Value = float | int | str


@dataclass(frozen=True)
class Axis:
    """A parameter and the values it takes, in their order."""

    name: str
    values: tuple[Value, ...]

    def __len__(self) -> int:
        return len(self.values)


def axis(name: str, given: Any, *, repeats: bool = False) -> Axis:
    """Return an axis from what a user writes.

    given : a list or array of numbers, or of texts; or the text of a `grid` of numbers
    repeats : whether a value may come twice, as one of several axes that run together may

    Raises
    ------
    ArgumentError
        If it is none of these, has no value, or one twice.
    FileError
        If it names a file that cannot be read.
    """
    if isinstance(given, str):
        values: tuple[Value, ...] = numbers(name, given, most=MOST_VALUES)
    else:
        values = _listed(name, given)
    if not values:
        raise ArgumentError(name, "have at least one value", "empty")
    seen: set[Value] = set()
    for one in values:
        if one in seen and not repeats:
            raise ArgumentError(name, "take each value once", one)
        seen.add(one)
    return Axis(name, values)


def _listed(name: str, given: Any) -> tuple[Value, ...]:
    if isinstance(given, np.ndarray):
        given = given.tolist()
    if not isinstance(given, Sequence) or isinstance(given, bytes):
        raise ArgumentError(name, f"be a list of values, or {SYNTAX}", quoted(given))
    if len(given) > MOST_VALUES:
        raise ArgumentError(name, f"have at most {MOST_VALUES} values", len(given))
    return tuple(value(name, one) for one in given)


def value(name: str, given: Any) -> Value:
    """Return one value of a parameter as a text, a whole number or a finite float."""
    if isinstance(given, str):
        return str(given)
    number = finite(name, given)
    whole = isinstance(given, int | np.integer)
    return integer(name, given, least=-(10**15), most=10**15) if whole else number
