"""Extrapolated Strang splitting of Eq. (9) without oscillating sources.

With the constant source absorbed in the particular solution P^x, the equations of s = S - P split
into two exactly solvable flows. A: rotation of (s^x, s^y) by 2 eps tau, a table for every level.
B: rotation of (s^y, s^z) about x by the common angle 2 Delta tau; Delta is invariant under it, so
the nonlinear self-consistent part needs one sum over the levels. A chain of k Strang steps is
B/2 A B A ... A B/2; chains of several k are combined with extrapolation weights.

Kernels hold weights times s, so that sums need no weights. Rotations are stored as (1 - cos,
sin): what is added to a vector is then small, and lengths drift by round-off of that alone. Each
pass over the levels also sums what the *next* pass needs to know Delta half-way, after its first
A; so one pass makes two turns (B A), which halves the traffic with memory.
"""

import math

import numpy as np

from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.blocks import BLOCK, lane_sum, row_sum
from higgs_num.core.compile import kernel
from higgs_num.core.fma import fma

X, Y, Z = 0, BLOCK, 2 * BLOCK  # rows of a state
V, S = 0, BLOCK  # rows of a table: 1 - cos and sin of 2 eps tau
SUMS = 4  # rows of the sums: s^x; (1 - cos) s^x; sin s^y; sin s^z


@kernel
def _turn(old: Vector, table: Vector, v1: float, s1: float, new: Vector, sums: Vector) -> None:
    """B A from the block `old` to the block `new`."""
    for i in range(BLOCK):
        v, s = table[V + i], table[S + i]
        x, y, z = old[X + i], old[Y + i], old[Z + i]
        y1 = fma(-v1, y, fma(-s1, z, y))
        z1 = fma(-v1, z, fma(s1, y, z))
        x2 = fma(-v, x, fma(s, y1, x))
        y2 = fma(-v, y1, fma(-s, x, y1))
        new[X + i], new[Y + i], new[Z + i] = x2, y2, z1
        sums[i] += x2
        sums[BLOCK + i] = fma(v, x2, sums[BLOCK + i])
        sums[2 * BLOCK + i] = fma(s, y2, sums[2 * BLOCK + i])
        sums[3 * BLOCK + i] = fma(s, z1, sums[3 * BLOCK + i])


@kernel
def _two_turns(
    state: Vector, table: Vector, v1: float, s1: float, v2: float, s2: float, sums: Vector
) -> None:
    """B A B A in place."""
    for i in range(BLOCK):
        v, s = table[V + i], table[S + i]
        x, y, z = state[X + i], state[Y + i], state[Z + i]
        y1 = fma(-v1, y, fma(-s1, z, y))
        z1 = fma(-v1, z, fma(s1, y, z))
        x2 = fma(-v, x, fma(s, y1, x))
        y2 = fma(-v, y1, fma(-s, x, y1))
        y3 = fma(-v2, y2, fma(-s2, z1, y2))
        z3 = fma(-v2, z1, fma(s2, y2, z1))
        x4 = fma(-v, x2, fma(s, y3, x2))
        y4 = fma(-v, y3, fma(-s, x2, y3))
        state[X + i], state[Y + i], state[Z + i] = x4, y4, z3
        sums[i] += x4
        sums[BLOCK + i] = fma(v, x4, sums[BLOCK + i])
        sums[2 * BLOCK + i] = fma(s, y4, sums[2 * BLOCK + i])
        sums[3 * BLOCK + i] = fma(s, z3, sums[3 * BLOCK + i])


@kernel
def _last_turn(
    state: Vector, table: Vector, v1: float, s1: float, v2: float, s2: float,
    weight: float, total: Vector,
) -> None:  # fmt: skip
    """Add `weight` times B A B/2 of the state to `total`."""
    for i in range(BLOCK):
        v, s = table[V + i], table[S + i]
        x, y, z = state[X + i], state[Y + i], state[Z + i]
        y1 = fma(-v1, y, fma(-s1, z, y))
        z1 = fma(-v1, z, fma(s1, y, z))
        x2 = fma(-v, x, fma(s, y1, x))
        y2 = fma(-v, y1, fma(-s, x, y1))
        total[X + i] = fma(weight, x2, total[X + i])
        total[Y + i] = fma(weight, fma(-v2, y2, fma(-s2, z1, y2)), total[Y + i])
        total[Z + i] = fma(weight, fma(-v2, z1, fma(s2, y2, z1)), total[Z + i])


@kernel
def versine_sine(angle: float) -> tuple[float, float]:
    """Return 1 - cos and sin without cancellation."""
    half = math.sin(0.5 * angle)
    return 2.0 * half * half, math.sin(angle)


@kernel
def next_sum(now: float, v: float, s: float, lanes: Vector) -> float:
    """Return the sum of s^x after a turn by (v, s), from the sums before it."""
    ahead = lane_sum(lanes, 2) - v * lane_sum(lanes, 2) - s * lane_sum(lanes, 3)
    return now + (ahead - lane_sum(lanes, 1))


@kernel
def _step(
    state: Vector, work: Vector, total: Vector, tables: Vector, counts: Indices,
    weights: Vector, h: float, half_lambdas: Vector, offset: float, angles: Vector,
) -> None:  # fmt: skip
    """Fill `total` with the state one step of h later."""
    blocks = state.shape[0]
    lanes = np.empty(SUMS * BLOCK)
    block = np.empty(3 * BLOCK)
    total[:] = 0.0
    start = row_sum(state, 0)
    turn = 0
    for chain in range(counts.size):
        count = counts[chain]
        table = tables[chain]
        scale = 2.0 * h / count
        v1, s1 = versine_sine(0.5 * scale * half_lambdas[turn] * (start + offset))
        angles[turn] = v1, s1
        lanes[:] = 0.0
        for b in range(blocks):
            _turn(state[b], table[b], v1, s1, work[b], lanes)
        done = 1
        while done < count - 1:
            now = lane_sum(lanes, 0)
            v1, s1 = versine_sine(scale * half_lambdas[turn + done] * (now + offset))
            angles[turn + done] = v1, s1
            if done + 2 <= count - 1:
                ahead = next_sum(now, v1, s1, lanes) + offset
                v2, s2 = versine_sine(scale * half_lambdas[turn + done + 1] * ahead)
                angles[turn + done + 1] = v2, s2
                lanes[:] = 0.0
                for b in range(blocks):
                    _two_turns(work[b], table[b], v1, s1, v2, s2, lanes)
                done += 2
            else:
                lanes[:] = 0.0
                for b in range(blocks):
                    block[:] = work[b]  # the compiler vectorises only where nothing overlaps
                    _turn(block, table[b], v1, s1, work[b], lanes)
                done += 1
        now = lane_sum(lanes, 0)
        v1, s1 = versine_sine(scale * half_lambdas[turn + count - 1] * (now + offset))
        ahead = next_sum(now, v1, s1, lanes) + offset
        v2, s2 = versine_sine(0.5 * scale * half_lambdas[turn + count] * ahead)
        angles[turn + count - 1] = v1, s1
        angles[turn + count] = v2, s2
        for b in range(blocks):
            _last_turn(work[b], table[b], v1, s1, v2, s2, weights[chain], total[b])
        turn += count + 1


@kernel
def advance(
    state: Vector, tables: Vector, counts: Indices, weights: Vector, h: float,
    half_lambdas: Vector, offset: float, angles: Vector,
) -> Vector:  # fmt: skip
    """Return the state after `angles.shape[0]` steps of h; `state` stays as it is.

    state (b, 3 BLOCK): weights times s; tables (m, b, 2 BLOCK): one for each chain, of h/count;
    counts (m,): turns of the chains, >= 2; weights (m,): of the extrapolation; offset: weighted
    sum of P^x, so that Delta = half_lambda (sum s^x + offset); half_lambdas
    (steps, sum(counts + 1)): at the time of every B. angles (steps, sum(counts + 1), 2)
    takes (1 - cos, sin) of every B made.
    """
    now = state.copy()
    after = np.empty_like(state)
    work = np.empty_like(state)
    for step in range(angles.shape[0]):
        _step(
            now, work, after, tables, counts, weights, h, half_lambdas[step], offset, angles[step]
        )  # fmt: skip
        now, after = after, now
    return now
