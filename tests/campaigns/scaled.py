"""A campaign over units as data: what a function gives in units of any size, and its dimension.

Functions of other packages join with a row of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Measured = Mapping[str, tuple[Any, int]]
"""Numbers by name, each with the power of the unit of energy that it goes as."""


@dataclass(frozen=True)
class Scaled:
    """A function of the unit, all of whose inputs are given in it.

    least, most: the ends of the units for which its inputs are in the stated range. atol: what
    two units may differ by, each quantity in its own unit, for the `reason`. exact: whether powers
    of two give the same bits.
    """

    name: str
    function: Callable[[float], Measured]
    least: float
    most: float
    atol: float
    reason: str
    exact: bool = True
    slow: bool = False

    def reduced(self, unit: float) -> dict[str, np.ndarray]:
        """Return all numbers in units of the unit; those that are finite for unit 1 are so here."""
        measured = self.function(unit)
        return {
            name: np.asarray(value, dtype=np.float64) / unit**power
            if abs(power) < 2
            else np.asarray(value, dtype=np.float64) / unit / unit
            for name, (value, power) in measured.items()
        }
