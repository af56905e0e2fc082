"""Part of a trajectory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.arrays import Vector
from higgs_num.inputs import real_array
from higgs_sym.ground.errors import ArgumentError, told


def within(time: Vector, start: float, stop: float) -> NDArray[np.bool_]:
    """Return where start <= t <= stop, (nt,), or raise `ArgumentError` if that is nowhere.

    Either may be infinite.
    """
    start = real_array("start", start, ndim=0, allow_inf=True).item()
    stop = real_array("stop", stop, ndim=0, allow_inf=True).item()
    inside: NDArray[np.bool_] = (time >= start) & (time <= stop)
    if not np.any(inside):
        raise ArgumentError("start", f"select saved times up to {told(time[-1])}", start)
    return inside
