"""Spins of single levels between two steps, from their derivatives at both (`core.dense`)."""

import numpy as np

from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.compile import kernel
from higgs_num.core.dense import ORDER, between


@kernel
def _series(
    state: Vector, eps: float, twice_E: float, ax: float, gy: float, pz: float, gap: Vector,
    S: Vector,
) -> None:  # fmt: skip
    """Fill Taylor coefficients (3, ORDER + 1) of S - Px for one level; state: rows of `sourced`."""
    C, G = np.zeros(ORDER + 1), np.zeros(ORDER + 1)
    C[0], G[0] = state[3], state[4]
    S[0, 0], S[1, 0], S[2, 0] = state[0] + ax * C[0], state[1], state[2]
    # The sources of (9) that P absorbs.
    of_x = -(twice_E * ax + 2.0 * eps * gy)
    of_y = twice_E * gy + 2.0 * eps * ax
    of_z = -twice_E * pz
    for q in range(ORDER):
        gap_y = gap_z = 0.0
        for i in range(q + 1):
            gap_y += gap[i] * S[1, q - i]
            gap_z += gap[i] * S[2, q - i]
        S[0, q + 1] = (2.0 * eps * S[1, q] + of_x * G[q]) / (q + 1)
        S[1, q + 1] = (-2.0 * eps * S[0, q] - 2.0 * gap_z + of_y * C[q]) / (q + 1)
        S[2, q + 1] = (2.0 * gap_y + of_z * G[q]) / (q + 1)
        C[q + 1] = -twice_E * G[q] / (q + 1)
        G[q + 1] = twice_E * C[q] / (q + 1)


@kernel
def textures(
    states: Vector, eps: Vector, twice_E: Vector, P: Vector, Px: Vector, gaps: Vector,
    ends: Vector, which: Indices, wanted: Vector, out: Vector,
) -> None:  # fmt: skip
    """Fill out (n, 3, p) with S of p levels at times `wanted` (n,), increasing.

    states (m, 5, p) and gaps (m, ORDER + 1), Taylor coefficients of Delta, at times ends (m,);
    P (3, p): ax, gy, pz; wanted[i] lies in the step that ends at which[i].
    """
    for p in range(eps.size):
        S = np.zeros((2, 3, ORDER + 1))
        known = -1
        for i in range(wanted.size):
            end = which[i]
            for at in (end - 1, end):
                if known < at:
                    _series(
                        states[at, :, p], eps[p], twice_E[p], P[0, p], P[1, p], P[2, p],
                        gaps[at], S[at % 2],
                    )  # fmt: skip
                    known = at
            h = ends[end] - ends[end - 1]
            x = (wanted[i] - ends[end - 1]) / h
            for axis in range(3):
                left, right = S[(end - 1) % 2, axis], S[end % 2, axis]
                out[i, axis, p] = between(left, right, h, x)
            out[i, 0, p] += Px[p]
