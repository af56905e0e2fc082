"""Power laws y = prefactor x^exponent between measured numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from higgs_num.signals.measured import Measured
from higgs_sym.ground.errors import ArgumentError


@dataclass(frozen=True)
class PowerLaw:
    """Exponent and prefactor, with the spread when any one point is left out."""

    exponent: Measured
    prefactor: Measured


def power_law(x: Sequence[float], y: Sequence[float]) -> PowerLaw:
    """Fit log y against log x by a straight line.

    Raises
    ------
    ArgumentError
        If there are fewer than three points or any is not positive.
    """
    if len(x) < 3 or len(x) != len(y):
        raise ArgumentError("x", "have at least 3 values, as many as y", f"{len(x)}, {len(y)}")
    if min(x) <= 0.0 or min(y) <= 0.0:
        raise ArgumentError("x, y", "be > 0", min(*x, *y))
    log_x, log_y = np.log(x), np.log(y)
    lines = []
    for left_out in (*range(len(x)), None):
        keep = [i for i in range(len(x)) if i != left_out]
        slope, intercept = np.polyfit(log_x[keep], log_y[keep], 1)
        lines.append((float(slope), math.exp(intercept)))
    slopes, prefactors = zip(*lines, strict=True)
    return PowerLaw(Measured.spread(slopes), Measured.spread(prefactors))
