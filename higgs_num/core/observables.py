"""Kernels of the quantities recorded along a trajectory."""

import math

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.blocks import BLOCK, lane_sum
from higgs_num.core.compile import kernel

# Rows of the levels: S per unit of the stored product, eps, the length at t = 0.
INVERSE_WEIGHT, EPS, LENGTH = 0, BLOCK, 2 * BLOCK


@kernel
def observe(S: Vector, levels: Vector, half_lambda: float) -> tuple[float, float, float]:
    """Return Delta, the energy and the largest change of |S|.

    S (b, 3 BLOCK): weights times spins; levels (b, 3 BLOCK): 1/weights (0 for padding), eps, |S|
    at t = 0. Energy: sum of weights eps S^z, minus Delta^2/lambda.
    """
    sums = np.zeros(2 * BLOCK)
    changes = np.zeros(BLOCK)
    for b in range(S.shape[0]):
        spins, level = S[b], levels[b]
        for i in range(BLOCK):
            x, y, z = spins[i], spins[BLOCK + i], spins[2 * BLOCK + i]
            sums[i] += x
            sums[BLOCK + i] += level[EPS + i] * z
            length = level[INVERSE_WEIGHT + i] * math.sqrt(x * x + y * y + z * z)
            change = abs(length - level[LENGTH + i])
            changes[i] = change if change > changes[i] else changes[i]
    gap = half_lambda * lane_sum(sums, 0)
    energy = lane_sum(sums, 1) - gap * gap / (2.0 * half_lambda)
    return gap, energy, changes.max()


@kernel
def largest_change(S: Vector, D: Vector, levels: Vector) -> float:
    """Return the largest change of |S + D| and of |S - D| over all levels; D as S."""
    changes = np.zeros(BLOCK)
    for b in range(S.shape[0]):
        spins, other, level = S[b], D[b], levels[b]
        for i in range(BLOCK):
            x, y, z = spins[i], spins[BLOCK + i], spins[2 * BLOCK + i]
            dx, dy, dz = other[i], other[BLOCK + i], other[2 * BLOCK + i]
            plus = math.sqrt((x + dx) ** 2 + (y + dy) ** 2 + (z + dz) ** 2)
            minus = math.sqrt((x - dx) ** 2 + (y - dy) ** 2 + (z - dz) ** 2)
            up = abs(level[INVERSE_WEIGHT + i] * plus - level[LENGTH + i])
            down = abs(level[INVERSE_WEIGHT + i] * minus - level[LENGTH + i])
            change = up if up > down else down
            changes[i] = change if change > changes[i] else changes[i]
    return float(changes.max())
