"""Part of a trajectory."""

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.arrays import Vector
from higgs_sym.ground.errors import ArgumentError


def within(time: Vector, start: float, stop: float) -> NDArray[np.bool_]:
    """Return where start <= t <= stop, (nt,), or raise `ArgumentError` if that is nowhere."""
    inside: NDArray[np.bool_] = (time >= start) & (time <= stop)
    if not np.any(inside):
        raise ArgumentError("start", f"select saved times up to {time[-1]:.6g}", start)
    return inside
