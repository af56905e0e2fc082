"""Extrapolated Strang splitting of Eq. (9) with the oscillating sources of theta.

As `core.splitting`, with a particular solution P^x = Px + ax C, P^y = gy G, P^z = pz C that
follows (C, G) = sin(theta) (cos 2Et, sin 2Et). Kept are s^x = S^x - P^x, S^y, S^z, C and G, all
times the weight of the level. B turns S^y and S^z as they are; A turns s^x and S^y - P^y, and
carries P along.
"""

import numpy as np

from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.blocks import BLOCK, lane_sum
from higgs_num.core.compile import kernel
from higgs_num.core.fma import fma
from higgs_num.core.splitting import next_sum, versine_sine

X, Y, Z, C, G = (row * BLOCK for row in range(5))  # rows of a state
V, S, VE, SE = (row * BLOCK for row in range(4))  # rows of a table: of 2 eps tau, of 2 E tau
AX, GY, PZ = (row * BLOCK for row in range(3))  # rows of the particular solution
ROWS = 5


@kernel
def _turn(
    old: Vector, table: Vector, P: Vector, v1: float, s1: float, new: Vector, sums: Vector
) -> None:
    """B A from `old` to `new`; sums of S^x, of its change without S^y, of sin S^y, sin S^z."""
    for i in range(BLOCK):
        v, s, vE, sE = table[V + i], table[S + i], table[VE + i], table[SE + i]
        ax, gy, pz = P[AX + i], P[GY + i], P[PZ + i]
        x, y, z, c, g = old[X + i], old[Y + i], old[Z + i], old[C + i], old[G + i]
        z1 = fma(-v1, z, fma(s1, y, z))
        y1 = fma(-gy, g, fma(-v1, y, fma(-s1, z, y)))
        x2 = fma(-v, x, fma(s, y1, x))
        fall = fma(vE, c, sE * g)
        g2 = fma(-vE, g, fma(sE, c, g))
        c2 = c - fall
        y2 = fma(gy, g2, fma(-v, y1, fma(-s, x, y1)))
        z2 = fma(-pz, fall, z1)
        new[X + i], new[Y + i], new[Z + i], new[C + i], new[G + i] = x2, y2, z2, c2, g2
        drop = fma(v, x2, fma(s, gy * g2, ax * fma(vE, c2, sE * g2)))
        sums[i] += fma(ax, c2, x2)
        sums[BLOCK + i] += drop
        sums[2 * BLOCK + i] = fma(s, y2, sums[2 * BLOCK + i])
        sums[3 * BLOCK + i] = fma(s, z2, sums[3 * BLOCK + i])


@kernel
def _two_turns(
    state: Vector, table: Vector, P: Vector,
    v1: float, s1: float, v2: float, s2: float, sums: Vector,
) -> None:  # fmt: skip
    """B A B A in place."""
    for i in range(BLOCK):
        v, s, vE, sE = table[V + i], table[S + i], table[VE + i], table[SE + i]
        ax, gy, pz = P[AX + i], P[GY + i], P[PZ + i]
        x, y, z, c, g = state[X + i], state[Y + i], state[Z + i], state[C + i], state[G + i]
        z1 = fma(-v1, z, fma(s1, y, z))
        y1 = fma(-gy, g, fma(-v1, y, fma(-s1, z, y)))
        x2 = fma(-v, x, fma(s, y1, x))
        fall = fma(vE, c, sE * g)
        g2 = fma(-vE, g, fma(sE, c, g))
        c2 = c - fall
        y2 = fma(gy, g2, fma(-v, y1, fma(-s, x, y1)))
        z2 = fma(-pz, fall, z1)
        z3 = fma(-v2, z2, fma(s2, y2, z2))
        y3 = fma(-gy, g2, fma(-v2, y2, fma(-s2, z2, y2)))
        x4 = fma(-v, x2, fma(s, y3, x2))
        fall2 = fma(vE, c2, sE * g2)
        g4 = fma(-vE, g2, fma(sE, c2, g2))
        c4 = c2 - fall2
        y4 = fma(gy, g4, fma(-v, y3, fma(-s, x2, y3)))
        z4 = fma(-pz, fall2, z3)
        state[X + i], state[Y + i], state[Z + i] = x4, y4, z4
        state[C + i], state[G + i] = c4, g4
        drop = fma(v, x4, fma(s, gy * g4, ax * fma(vE, c4, sE * g4)))
        sums[i] += fma(ax, c4, x4)
        sums[BLOCK + i] += drop
        sums[2 * BLOCK + i] = fma(s, y4, sums[2 * BLOCK + i])
        sums[3 * BLOCK + i] = fma(s, z4, sums[3 * BLOCK + i])


@kernel
def _last_turn(
    state: Vector, table: Vector, P: Vector,
    v1: float, s1: float, v2: float, s2: float, weight: float, total: Vector,
) -> None:  # fmt: skip
    """Add `weight` times B A B/2 of the state to `total`; C and G are exact, and replaced."""
    for i in range(BLOCK):
        v, s, vE, sE = table[V + i], table[S + i], table[VE + i], table[SE + i]
        gy, pz = P[GY + i], P[PZ + i]
        x, y, z, c, g = state[X + i], state[Y + i], state[Z + i], state[C + i], state[G + i]
        z1 = fma(-v1, z, fma(s1, y, z))
        y1 = fma(-gy, g, fma(-v1, y, fma(-s1, z, y)))
        x2 = fma(-v, x, fma(s, y1, x))
        fall = fma(vE, c, sE * g)
        g2 = fma(-vE, g, fma(sE, c, g))
        y2 = fma(gy, g2, fma(-v, y1, fma(-s, x, y1)))
        z2 = fma(-pz, fall, z1)
        total[X + i] = fma(weight, x2, total[X + i])
        total[Y + i] = fma(weight, fma(-v2, y2, fma(-s2, z2, y2)), total[Y + i])
        total[Z + i] = fma(weight, fma(-v2, z2, fma(s2, y2, z2)), total[Z + i])
        total[C + i] = c - fall
        total[G + i] = g2


@kernel
def gap_sum(state: Vector, P: Vector) -> float:
    """Return the weighted sum of S^x - Px over all levels, in a fixed order."""
    lanes = np.zeros(BLOCK)
    for b in range(state.shape[0]):
        block, ax = state[b], P[b]
        for i in range(BLOCK):
            lanes[i] += fma(ax[AX + i], block[C + i], block[X + i])
    return lane_sum(lanes, 0)


@kernel
def _step(
    state: Vector, work: Vector, total: Vector, tables: Vector, P: Vector, counts: Indices,
    weights: Vector, h: float, half_lambdas: Vector, offset: float,
) -> None:  # fmt: skip
    """Fill `total` with the state one step of h later."""
    blocks = state.shape[0]
    lanes = np.empty(4 * BLOCK)
    block = np.empty(ROWS * BLOCK)
    total[:] = 0.0
    start = gap_sum(state, P)
    turn = 0
    for chain in range(counts.size):
        count = counts[chain]
        table = tables[chain]
        scale = 2.0 * h / count
        v1, s1 = versine_sine(0.5 * scale * half_lambdas[turn] * (start + offset))
        lanes[:] = 0.0
        for b in range(blocks):
            _turn(state[b], table[b], P[b], v1, s1, work[b], lanes)
        done = 1
        while done < count - 1:
            now = lane_sum(lanes, 0)
            v1, s1 = versine_sine(scale * half_lambdas[turn + done] * (now + offset))
            if done + 2 <= count - 1:
                ahead = next_sum(now, v1, s1, lanes) + offset
                v2, s2 = versine_sine(scale * half_lambdas[turn + done + 1] * ahead)
                lanes[:] = 0.0
                for b in range(blocks):
                    _two_turns(work[b], table[b], P[b], v1, s1, v2, s2, lanes)
                done += 2
            else:
                lanes[:] = 0.0
                for b in range(blocks):
                    block[:] = work[b]
                    _turn(block, table[b], P[b], v1, s1, work[b], lanes)
                done += 1
        now = lane_sum(lanes, 0)
        v1, s1 = versine_sine(scale * half_lambdas[turn + count - 1] * (now + offset))
        ahead = next_sum(now, v1, s1, lanes) + offset
        v2, s2 = versine_sine(0.5 * scale * half_lambdas[turn + count] * ahead)
        for b in range(blocks):
            _last_turn(work[b], table[b], P[b], v1, s1, v2, s2, weights[chain], total[b])
        turn += count + 1


@kernel
def advance(
    state: Vector, tables: Vector, P: Vector, counts: Indices, weights: Vector, h: float,
    half_lambdas: Vector, offset: float,
) -> Vector:  # fmt: skip
    """Return the state `half_lambdas.shape[0]` steps of h later; `state` stays as it is.

    state (b, 5 BLOCK); tables (m, b, 4 BLOCK); P (b, 3 BLOCK): ax, gy, pz; the rest as in
    `splitting.advance`.
    """
    now = state.copy()
    after = np.empty_like(state)
    work = np.empty_like(state)
    for step in range(half_lambdas.shape[0]):
        _step(
            now, work, after, tables, P, counts, weights, h, half_lambdas[step], offset
        )  # fmt: skip
        now, after = after, now
    return now


@kernel
def _led_turn(old: Vector, table: Vector, P: Vector, v1: float, s1: float, new: Vector) -> None:
    for i in range(BLOCK):
        v, s, vE, sE = table[V + i], table[S + i], table[VE + i], table[SE + i]
        gy, pz = P[GY + i], P[PZ + i]
        x, y, z, c, g = old[X + i], old[Y + i], old[Z + i], old[C + i], old[G + i]
        z1 = fma(-v1, z, fma(s1, y, z))
        y1 = fma(-gy, g, fma(-v1, y, fma(-s1, z, y)))
        fall = fma(vE, c, sE * g)
        g2 = fma(-vE, g, fma(sE, c, g))
        new[X + i] = fma(-v, x, fma(s, y1, x))
        new[Y + i] = fma(gy, g2, fma(-v, y1, fma(-s, x, y1)))
        new[Z + i] = fma(-pz, fall, z1)
        new[C + i] = c - fall
        new[G + i] = g2


@kernel
def follow(
    state: Vector, tables: Vector, P: Vector, counts: Indices, weights: Vector, angles: Vector
) -> Vector:
    """Return the state of levels that are led by a known Delta(t): no sums, block after block.

    `angles` (steps, sum(counts + 1), 2): as `splitting.advance` recorded them.
    """
    result = state.copy()
    one = np.empty(ROWS * BLOCK)
    other = np.empty(ROWS * BLOCK)
    total = np.empty(ROWS * BLOCK)
    for b in range(state.shape[0]):
        block = result[b]
        for step in range(angles.shape[0]):
            total[:] = 0.0
            turn = 0
            for chain in range(counts.size):
                count = counts[chain]
                table = tables[chain, b]
                v1, s1 = angles[step, turn]
                _led_turn(block, table, P[b], v1, s1, one)
                for k in range(1, count - 1):
                    v1, s1 = angles[step, turn + k]
                    _led_turn(one, table, P[b], v1, s1, other)
                    one, other = other, one
                v1, s1 = angles[step, turn + count - 1]
                v2, s2 = angles[step, turn + count]
                _last_turn(one, table, P[b], v1, s1, v2, s2, weights[chain], total)
                turn += count + 1
            block[:] = total
    return result
