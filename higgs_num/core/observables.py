"""Kernels of the quantities recorded along a trajectory."""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel
from higgs_num.core.sums import dot


@kernel
def observe(
    S: Vector, weights: Vector, weighted_eps: Vector, norm_0: Vector, half_lambda: float
) -> tuple[float, float, float]:
    """Return Delta, the energy and max_j | |S_j| - norm_0_j | of spins `S` of shape (3, n).

    `weighted_eps` = weights * eps. Energy: sum_j weights_j eps_j S^z_j - Delta^2/lambda.
    """
    gap = half_lambda * dot(weights, S[0])
    energy = dot(weighted_eps, S[2]) - gap * gap / (2.0 * half_lambda)
    change = 0.0
    for i in range(norm_0.size):
        norm = np.sqrt(S[0, i] ** 2 + S[1, i] ** 2 + S[2, i] ** 2)
        change = max(change, abs(norm - norm_0[i]))
    return gap, energy, change
