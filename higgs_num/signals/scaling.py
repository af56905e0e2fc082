"""Power laws y = prefactor x^exponent between measured numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.inputs import real_array
from higgs_num.signals.measured import Measured
from higgs_num.signals.stretch import restored
from higgs_sym.ground.errors import ArgumentError

LEAST = 3  # points, so that one can be left out


@dataclass(frozen=True)
class PowerLaw:
    """Exponent and prefactor, with the spread when any one point is left out.

    Examples
    --------
    >>> from higgs_num.signals import power_law
    >>> law = power_law([1.0, 2.0, 4.0, 8.0], [3.0, 12.0, 48.0, 192.0])
    >>> round(law.exponent.value, 9), round(law.prefactor.value, 9)
    (2.0, 3.0)
    """

    exponent: Measured
    prefactor: Measured


def power_law(x: Sequence[float], y: Sequence[float]) -> PowerLaw:
    """Fit log y against log x by a straight line.

    Raises
    ------
    ArgumentError
        If one is no sequence of finite real numbers, there are fewer than three different values
        of x, not as many of y, or any is not positive.
    ComputationError
        If the prefactor, the value of the law at x = 1, is beyond double precision.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.signals import power_law
    >>> x = np.array([1.0, 2.0, 4.0, 8.0])
    >>> round(power_law(x, 5.0 * x**1.5).exponent.value, 9)
    1.5
    """
    xs, ys = real_array("x", x), real_array("y", y)
    if xs.size < LEAST or xs.size != ys.size:
        rule = f"have at least {LEAST} values, as many as y"
        raise ArgumentError("x", rule, f"{xs.size}, {ys.size}")
    for name, values in (("x", xs), ("y", ys)):
        if values.min() <= 0.0:
            raise ArgumentError(name, "be > 0", float(values.min()))
    log_x, log_y = np.log(xs), np.log(ys)
    different = np.unique(log_x).size
    if different < LEAST:
        raise ArgumentError("x", f"hold at least {LEAST} different values", different)
    lines = []
    for left_out in (*range(xs.size), None):
        keep = [i for i in range(xs.size) if i != left_out]
        slope, height = _line(log_x[keep], log_y[keep])
        lines.append((slope, restored(1.0, height / math.log(2.0), "prefactor")))
    slopes, prefactors = zip(*lines, strict=True)
    return PowerLaw(Measured.spread(slopes), Measured.spread(prefactors))


def _line(x: Vector, y: Vector) -> tuple[float, float]:
    """Return slope and value at 0 of the straight line of least squares."""
    middle, height = float(np.mean(x)), float(np.mean(y))
    slope = float((x - middle) @ (y - height)) / float((x - middle) @ (x - middle))
    return slope, height - slope * middle
