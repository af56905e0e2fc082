"""Kernels of the exactly solvable splitting of Eq. (9).

The equations of motion of s = S - P, where the particular solution P absorbs the sources,

    P^x = Px + ax C,  P^y = gy G,  P^z = pz C,   (C, G) = sin(theta) (cos 2Et, sin 2Et),

split into two exactly solvable flows. A: rotation of (s^x, s^y) by 2 eps tau and of (C, G) by
2 E tau. B: rotation of (s^y + P^y, s^z + P^z) about x by 2 Delta tau; Delta is invariant under it,
so the nonlinear self-consistent part needs one weighted sum over the levels.

Every sum runs in fixed blocks and lanes, in a fixed order, so the result has the same bits on
every run. The lanes are what lets the compiler use wide registers without reordering anything.
"""

import numpy as np

from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.compile import kernel
from higgs_num.core.sums import BLOCK, block_sum


@kernel
def _turn_block(
    sx: Vector, sy: Vector, sz: Vector, weights: Vector,
    cos_eps: Vector, sin_eps: Vector, cos_b: float, sin_b: float, terms: Vector,
) -> None:  # fmt: skip
    for i in range(sx.size):
        y = cos_b * sy[i] - sin_b * sz[i]
        sz[i] = sin_b * sy[i] + cos_b * sz[i]
        x = cos_eps[i] * sx[i] + sin_eps[i] * y
        sy[i] = cos_eps[i] * y - sin_eps[i] * sx[i]
        sx[i] = x
        terms[i] = weights[i] * x


@kernel
def _turn_block_driven(
    sx: Vector, sy: Vector, sz: Vector, C: Vector, G: Vector, weights: Vector,
    cos_eps: Vector, sin_eps: Vector, cos_E: Vector, sin_E: Vector,
    ax: Vector, gy: Vector, pz: Vector, cos_b: float, sin_b: float, terms: Vector,
) -> None:  # fmt: skip
    for i in range(sx.size):
        Py = gy[i] * G[i]
        Pz = pz[i] * C[i]
        y = sy[i] + Py
        z = sz[i] + Pz
        y_new = cos_b * y - sin_b * z - Py
        sz[i] = sin_b * y + cos_b * z - Pz
        x = cos_eps[i] * sx[i] + sin_eps[i] * y_new
        sy[i] = cos_eps[i] * y_new - sin_eps[i] * sx[i]
        sx[i] = x
        c = cos_E[i] * C[i] - sin_E[i] * G[i]
        G[i] = sin_E[i] * C[i] + cos_E[i] * G[i]
        C[i] = c
        terms[i] = weights[i] * (x + ax[i] * c)


@kernel
def _turn(
    sx: Vector, sy: Vector, sz: Vector, C: Vector, G: Vector, weights: Vector, table: Vector,
    ax: Vector, gy: Vector, pz: Vector, angle: float, driven: bool, terms: Vector,
) -> float:  # fmt: skip
    """Apply B by `angle`, then A of `table`; return sum_j weights_j (s^x + ax C)_j."""
    cos_b = np.cos(angle)
    sin_b = np.sin(angle)
    total = 0.0
    for start in range(0, sx.size, BLOCK):
        stop = min(start + BLOCK, sx.size)
        if driven:
            _turn_block_driven(
                sx[start:stop], sy[start:stop], sz[start:stop], C[start:stop], G[start:stop],
                weights[start:stop], table[0, start:stop], table[1, start:stop],
                table[2, start:stop], table[3, start:stop],
                ax[start:stop], gy[start:stop], pz[start:stop], cos_b, sin_b, terms,
            )  # fmt: skip
        else:
            _turn_block(
                sx[start:stop], sy[start:stop], sz[start:stop], weights[start:stop],
                table[0, start:stop], table[1, start:stop], cos_b, sin_b, terms,
            )  # fmt: skip
        total += block_sum(terms, stop - start)
    return total


@kernel
def composition(
    sx: Vector, sy: Vector, sz: Vector, C: Vector, G: Vector, weights: Vector,
    tables: Vector, order: Indices, durations: Vector,
    ax: Vector, gy: Vector, pz: Vector, half_lambda: float, offset: float, driven: bool,
) -> None:  # fmt: skip
    """One step of a composition A B A B ... A, in place.

    Vectors of shape (n,), n a multiple of 8 (padded with levels of zero weight);
    `tables` (m, 4, n): cos and sin of 2 eps tau and of 2 E tau for every distinct A;
    `order` (k + 1,): which table each A uses; `durations` (k,): tau of each B;
    `offset` = sum_j weights_j Px_j, so that Delta = half_lambda (sum + offset).
    """
    terms = np.empty(BLOCK)
    angle = 0.0
    for i in range(order.size):
        total = _turn(
            sx, sy, sz, C, G, weights, tables[order[i]], ax, gy, pz, angle, driven, terms
        )  # fmt: skip
        if i < durations.size:
            angle = 2.0 * durations[i] * half_lambda * (total + offset)
