"""The implicit midpoint rule on Eq. (9) without oscillating sources, with numba.

It is what public codes for the clean problem use, since it keeps |S|; each step is solved by
iteration to round-off.
"""

import math

import numba
import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.quench.motion import Motion


@numba.njit(error_model="numpy", fastmath=True)
def _steps(S, eps, weights, constant, half_lambda, h, steps, saves):  # type: ignore[no-untyped-def]
    n = eps.size
    gap = np.empty(saves + 1)
    gap[0] = half_lambda * np.dot(weights, S[0])
    new, middle = S.copy(), np.empty_like(S)
    for save in range(saves):
        for _ in range(steps):
            for _ in range(50):
                for axis in range(3):
                    for i in range(n):
                        middle[axis, i] = 0.5 * (S[axis, i] + new[axis, i])
                two_gap = 2.0 * half_lambda * np.dot(weights, middle[0])
                change = 0.0
                for i in range(n):
                    x = S[0, i] + h * 2.0 * eps[i] * middle[1, i]
                    y = S[1, i] + h * (
                        constant[i] - 2.0 * eps[i] * middle[0, i] - two_gap * middle[2, i]
                    )
                    z = S[2, i] + h * two_gap * middle[1, i]
                    change = max(change, abs(x - new[0, i]) + abs(y - new[1, i]))
                    new[0, i], new[1, i], new[2, i] = x, y, z
                if change < 1e-14:
                    break
            S[:] = new
        gap[save + 1] = half_lambda * np.dot(weights, S[0])
    return gap


def implicit_midpoint(motion: Motion, times: Vector, longest_step: float) -> Vector:
    """Return Delta at equally spaced `times`."""
    interval = float(times[1])
    steps = math.ceil(interval / longest_step)
    gap: Vector = _steps(
        motion.spins.copy(), motion.levels.energies, motion.levels.weights,
        motion.sources.constant, motion.half_lambda, interval / steps, steps, times.size - 1,
    )  # fmt: skip
    return gap
