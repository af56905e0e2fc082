"""Plane rotations as three shears.

By (t, s) = (tan(angle/2), sin(angle)), three multiply-adds instead of four. Each shear has
determinant one whatever the rounding of t and s, so rounded tables tilt the circle into an
ellipse, by 1e-16 once, and lengths do not drift: a constant rotation made 1e6 times keeps them.
"""

import math

from higgs_num.core.compile import kernel
from higgs_num.core.lanes import Lanes, fma, fnma


@kernel
def turned(x: Lanes, y: Lanes, t: Lanes, s: Lanes) -> tuple[Lanes, Lanes]:
    """Return (cos x + sin y, cos y - sin x)."""
    x = fma(t, y, x)
    y = fnma(s, x, y)
    return fma(t, y, x), y


@kernel
def shears(angle: float) -> tuple[float, float]:
    """Return (t, s) of a rotation by `angle`, |angle| < pi."""
    t = math.tan(0.5 * angle)
    return t, 2.0 * t / (1.0 + t * t)
