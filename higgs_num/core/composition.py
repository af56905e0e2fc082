"""Symmetric composition of the exact flows of `core.splitting` and `core.driven`: B A B ... A B.

Each flow is a rotation (sources apart), so |S| is kept to round-off. The duration of the A of
turn i is that of table `which[i]`; `kicks` (turns + 1,) are the durations of the B's.
"""

import numpy as np

from higgs_num.core import driven, splitting
from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.blocks import BLOCK, lane_sum, row_sum
from higgs_num.core.compile import kernel
from higgs_num.core.fma import fma
from higgs_num.core.splitting import versine_sine

Y, Z = BLOCK, 2 * BLOCK  # rows that B turns, of either kind of state


@kernel
def _kick(block: Vector, v1: float, s1: float) -> None:
    """B in place."""
    for i in range(BLOCK):
        y, z = block[Y + i], block[Z + i]
        block[Y + i] = fma(-v1, y, fma(-s1, z, y))
        block[Z + i] = fma(-v1, z, fma(s1, y, z))


@kernel
def advance_free(
    state: Vector, tables: Vector, which: Indices, kicks: Vector,
    half_lambdas: Vector, offset: float, angles: Vector,
) -> Vector:  # fmt: skip
    """Return the state `angles.shape[0]` steps later; arrays as in `splitting.advance`.

    angles (steps, turns + 1, 2) takes (1 - cos, sin) of every B made.
    """
    now = state.copy()
    old = np.empty(state.shape[1])
    lanes = np.empty(4 * BLOCK)
    for step in range(angles.shape[0]):
        total = row_sum(now, 0)
        for turn in range(which.size):
            v1, s1 = versine_sine(2.0 * half_lambdas[step, turn] * kicks[turn] * (total + offset))
            angles[step, turn] = v1, s1
            table = tables[which[turn]]
            lanes[:] = 0.0
            for b in range(now.shape[0]):
                old[:] = now[b]  # the compiler vectorises only where nothing overlaps
                splitting._turn(old, table[b], v1, s1, now[b], lanes)
            total = lane_sum(lanes, 0)
        v1, s1 = versine_sine(
            2.0 * half_lambdas[step, which.size] * kicks[which.size] * (total + offset)
        )
        angles[step, which.size] = v1, s1
        for b in range(now.shape[0]):
            _kick(now[b], v1, s1)
    return now


@kernel
def advance_driven(
    state: Vector, tables: Vector, P: Vector, which: Indices, kicks: Vector,
    half_lambdas: Vector, offset: float, angles: Vector,
) -> Vector:  # fmt: skip
    """As `advance_free`, with oscillating sources; arrays as in `driven.advance`."""
    now = state.copy()
    old = np.empty(state.shape[1])
    lanes = np.empty(4 * BLOCK)
    for step in range(angles.shape[0]):
        total = driven.gap_sum(now, P)
        for turn in range(which.size):
            v1, s1 = versine_sine(2.0 * half_lambdas[step, turn] * kicks[turn] * (total + offset))
            angles[step, turn] = v1, s1
            table = tables[which[turn]]
            lanes[:] = 0.0
            for b in range(now.shape[0]):
                old[:] = now[b]
                driven._turn(old, table[b], P[b], v1, s1, now[b], lanes)
            total = lane_sum(lanes, 0)
        v1, s1 = versine_sine(
            2.0 * half_lambdas[step, which.size] * kicks[which.size] * (total + offset)
        )
        angles[step, which.size] = v1, s1
        for b in range(now.shape[0]):
            _kick(now[b], v1, s1)
    return now


@kernel
def follow(state: Vector, tables: Vector, P: Vector, which: Indices, angles: Vector) -> Vector:
    """Return the state of levels led by a known Delta(t), `angles` as `advance_free` made them."""
    result = state.copy()
    old = np.empty(state.shape[1])
    for b in range(state.shape[0]):
        block = result[b]
        for step in range(angles.shape[0]):
            for turn in range(which.size):
                v1, s1 = angles[step, turn]
                old[:] = block
                driven._led_turn(old, tables[which[turn], b], P[b], v1, s1, block)
            v1, s1 = angles[step, which.size]
            _kick(block, v1, s1)
    return result
