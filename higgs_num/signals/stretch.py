"""The stretch of a signal that an estimator is given: checked once, and in units of its own.

Estimators work on numbers of order one, so that none of their tolerances depends on the unit in
which a signal comes, and what is small or large as a whole neither underflows nor overflows.
"""

import math
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.inputs import real_array
from higgs_sym.ground.errors import ArgumentError, ComputationError

# Spacings of evenly spaced times differ by rounding only.
UNEVEN = 1e-6


@dataclass(frozen=True)
class Stretch:
    """Increasing times and the values at them, (n,), finite."""

    time: Vector
    signal: Vector

    @property
    def last(self) -> float:
        """Last time."""
        return float(self.time[-1])

    def within(self, start: float, stop: float) -> "Stretch":
        """Return what lies in [start, stop]."""
        inside = (self.time >= start) & (self.time <= stop)
        return Stretch(self.time[inside], self.signal[inside])

    def in_units(self, time: int, signal: int) -> "Stretch":
        """Return the same in units of 2^time and 2^signal, exactly."""
        return Stretch(np.ldexp(self.time, -time), np.ldexp(self.signal, -signal))


def stretch(time: Any, signal: Any, *, least: int = 1, name: str = "signal") -> Stretch:
    """Return a checked signal.

    `least` is how many values there must be, `name` what the caller calls the values.

    Raises
    ------
    ArgumentError
        If one is no array (n,) of finite real numbers, they are of different lengths, too short,
        or time does not increase.
    """
    t, y = real_array("time", time), real_array(name, signal)
    check_count(t, least)
    if y.size != t.size:
        raise ArgumentError(name, f"have as many values as time, {t.size}", y.size)
    late = np.flatnonzero(t[1:] <= t[:-1])
    if late.size:
        place = int(late[0])
        rule = f"{float(t[place + 1])!r} after {float(t[place])!r} at place {place + 1}"
        raise ArgumentError("time", "increase", rule)
    if not math.isfinite(float(t[-1]) - float(t[0])):
        raise ArgumentError("time", "span less than the largest float", f"{t[0]} to {t[-1]}")
    return Stretch(t, y)


def check_count(time: Vector, least: int) -> None:
    """Raise `ArgumentError` if there are fewer than `least` times."""
    if time.size < least:
        raise ArgumentError("time", f"have at least {least} values", time.size)


def check_even(time: Vector) -> float:
    """Return the spacing of at least two times; raise `ArgumentError` unless it is one."""
    steps = np.diff(time)
    mean = (float(time[-1]) - float(time[0])) / steps.size
    if float(np.max(np.abs(steps - mean))) > UNEVEN * mean:
        found = f"spaced by {float(steps.min()):.6g} to {float(steps.max()):.6g}"
        raise ArgumentError("time", "be equally spaced", found)
    return mean


def check_varies(signal: Vector, what: str, name: str = "signal") -> None:
    """Raise `ArgumentError` for a constant signal, in which there is no `what`."""
    if signal.size == 0 or bool(np.all(signal == signal[0])):
        raise ArgumentError(name, f"vary: a constant has no {what}", f"{signal[0]} throughout")


def exponent(*numbers: float | Vector) -> int:
    """Return the power of two just above the largest modulus; 0 if all are 0."""
    return math.frexp(max(float(np.max(np.abs(one))) for one in numbers))[1]


def restored(value: float, exponents: float, what: str) -> float:
    """Return value 2^exponents, for a value of order one or smaller.

    Raises `ComputationError` where double precision cannot hold it. What is small beside the unit
    2^exponents may underflow: the rounding of the unit is larger.
    """
    whole = math.floor(exponents)
    try:
        found = math.ldexp(value * 2.0 ** (exponents - whole), whole)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found) or (value != 0.0 and whole < sys.float_info.min_exp):
        raise ComputationError(f"The {what} is beyond double precision in these units")
    return found
