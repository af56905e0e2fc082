"""When an oscillation has come down to a level."""

import math

import numpy as np

from higgs_num.quench import Result
from higgs_sym.ground.errors import ComputationError


def arrival(result: Result, level: float) -> float:
    """Return when the amplitude of the oscillation over one period first falls below `level`.

    Raises `ComputationError` if it never does.
    """
    half = 0.5 * math.pi / result.problem.gap_final
    omega = 2.0 * result.problem.gap_final
    for centre in np.arange(half, result.time[-1] - half, 0.125):
        t, gap = result.window(centre - half, centre + half)
        columns = np.stack([np.ones_like(t), np.cos(omega * t), np.sin(omega * t)], axis=1)
        _, a, b = np.linalg.lstsq(columns, gap, rcond=None)[0]
        if math.hypot(a, b) < level:
            return float(centre)
    raise ComputationError(f"The oscillation is still above {level:.3g} at {result.time[-1]:g}")
