"""The values of one axis of a sweep, and how they are written down."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from higgs_sym.ground.errors import ArgumentError, finite, integer, positive, quoted

MOST_VALUES = 10_000_000
LOG = "log"

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

    given : a list or array of numbers, or of texts; a text "start:stop:count" for equal distances,
        "start:stop:count:log" for equal ratios; both ends belong to it.
    repeats : whether a value may come twice, as one of several axes that run together may

    Raises
    ------
    ArgumentError
        If it is none of these, has no value, or one twice.
    """
    values = _spaced(name, given) if isinstance(given, str) else _listed(name, given)
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
        raise ArgumentError(name, 'be a list of values, or "start:stop:count[:log]"', quoted(given))
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


def _spaced(name: str, text: str) -> tuple[Value, ...]:
    parts = text.split(":")
    if len(parts) not in (3, 4) or (len(parts) == 4 and parts[3] != LOG):
        raise ArgumentError(name, 'be written "start:stop:count" or with ":log" after it', text)
    try:
        start, stop, count = float(parts[0]), float(parts[1]), int(parts[2])
    except ValueError:
        raise ArgumentError(name, 'be numbers, "start:stop:count[:log]"', text) from None
    start, stop = finite(name, start), finite(name, stop)
    count = integer(f"{name} (count)", count, least=1, most=MOST_VALUES)
    if count == 1 and start != stop:
        raise ArgumentError(f"{name} (count)", "be >= 2 between two ends", count)
    if len(parts) == 4:
        positive(name, start), positive(name, stop)
        values = np.exp(np.linspace(math.log(start), math.log(stop), count))
    else:
        values = np.linspace(start, stop, count)
    values[0], values[-1] = start, stop
    return tuple(values.tolist())
