"""Sums whose order of additions is fixed, so that their bits are."""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel

BLOCK = 512


@kernel
def block_sum(terms: Vector, n: int) -> float:
    """Sum `terms[:n]`, n a multiple of 8, in eight lanes folded pairwise."""
    a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = 0.0
    for i in range(0, n, 8):
        a0 += terms[i]
        a1 += terms[i + 1]
        a2 += terms[i + 2]
        a3 += terms[i + 3]
        a4 += terms[i + 4]
        a5 += terms[i + 5]
        a6 += terms[i + 6]
        a7 += terms[i + 7]
    return ((a0 + a1) + (a2 + a3)) + ((a4 + a5) + (a6 + a7))


@kernel
def dot(weights: Vector, values: Vector) -> float:
    """Return sum_j weights_j values_j for vectors whose length is a multiple of 8."""
    terms = np.empty(BLOCK)
    total = 0.0
    for start in range(0, values.size, BLOCK):
        n = min(BLOCK, values.size - start)
        for i in range(n):
            terms[i] = weights[start + i] * values[start + i]
        total += block_sum(terms, n)
    return total
