"""Pole condition of (9): a sum over levels whose zero in omega is the amplitude mode."""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel
from higgs_num.core.generated.kernels import closure_mode_pole_integrand
from higgs_num.core.sums import BLOCK, block_sum


@kernel
def pole_condition(
    eps: Vector, weights: Vector, Sx: Vector, W: Vector, omega: float, gap: float, z: float
) -> float:
    """Return sum_j weights_j dD/deps(eps_j) at 0 < omega < 2 gap; the vectors are (n,), any n."""
    terms = np.empty(BLOCK)
    total = 0.0
    for start in range(0, eps.size, BLOCK):
        n = min(BLOCK, eps.size - start)
        for i in range(n):
            j = start + i
            value = closure_mode_pole_integrand(eps[j], omega, gap, z, Sx[j], W[j])
            terms[i] = weights[j] * value
        whole = (n + 7) // 8 * 8  # the lanes of the sum
        terms[n:whole] = 0.0
        total += block_sum(terms, whole)
    return total
