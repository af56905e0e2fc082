"""Levels that are led by a known Delta(t) and do not act on it: no sums.

Rows and tables as in `core.sourced`; the angles of B are those that `core.extrapolated` and
`core.composition` wrote down. Levels are cut in pieces that stay in the nearest cache.
"""

import numpy as np

from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.compile import kernel
from higgs_num.core.lanes import LANES, fma, load, splat, store
from higgs_num.core.rotation import turned
from higgs_num.core.sourced import ROWS, SOLUTION, TABLE, put_sourced, turn

PIECE = 16  # groups of levels


@kernel
def _turns(
    old: Vector, from_: int, new: Vector, to: int, groups: int, table: Vector, P: Vector,
    group: int, angles: Vector, turn_: int, both: bool,
) -> None:  # fmt: skip
    """B A, or B A B A if `both`, of `groups` groups from old[from_:] to new[to:].

    Table and P are those of the groups from `group` on. One pass for all groups a turn or two: a
    group alone would wait for each of its results.
    """
    t1, s1 = splat(angles[turn_, 0]), splat(angles[turn_, 1])
    second = turn_ + 1 if both else turn_
    t2, s2 = splat(angles[second, 0]), splat(angles[second, 1])
    for k in range(groups):
        at, entry = from_ + k * ROWS * LANES, (group + k) * TABLE * LANES
        solution = (group + k) * SOLUTION * LANES
        t, s = load(table, entry), load(table, entry + LANES)
        tE, sE = load(table, entry + 2 * LANES), load(table, entry + 3 * LANES)
        gy, pz = load(P, solution + LANES), load(P, solution + 2 * LANES)
        x, y, z = load(old, at), load(old, at + LANES), load(old, at + 2 * LANES)
        c, g = load(old, at + 3 * LANES), load(old, at + 4 * LANES)
        x, y, z, c, g = turn(x, y, z, c, g, t1, s1, t, s, tE, sE, gy, pz)
        if both:
            x, y, z, c, g = turn(x, y, z, c, g, t2, s2, t, s, tE, sE, gy, pz)
        put_sourced(new, to + k * ROWS * LANES, x, y, z, c, g)


@kernel
def _end_chain(
    work: Vector, groups: int, angles: Vector, turn_: int, weight: float, result: Vector
) -> None:
    """Add `weight` times B/2 of the chain to the result; C and G are exact, and replaced."""
    t1, s1, share = splat(angles[turn_, 0]), splat(angles[turn_, 1]), splat(weight)
    for at in range(0, groups * ROWS * LANES, ROWS * LANES):
        x, y, z = load(work, at), load(work, at + LANES), load(work, at + 2 * LANES)
        z, y = turned(z, y, t1, s1)
        x = fma(share, x, load(result, at))
        y = fma(share, y, load(result, at + LANES))
        z = fma(share, z, load(result, at + 2 * LANES))
        put_sourced(result, at, x, y, z, load(work, at + 3 * LANES), load(work, at + 4 * LANES))


@kernel
def lead_extrapolated(
    state: Vector, begin: int, end: int, tables: Vector, P: Vector,
    counts: Indices, weights: Vector, angles: Vector,
) -> None:  # fmt: skip
    """Move groups `begin` ... `end` of the state by one step; angles (turns, 2) of its B's."""
    work, result = np.empty(PIECE * ROWS * LANES), np.empty(PIECE * ROWS * LANES)
    for piece in range(begin, end, PIECE):
        groups = min(PIECE, end - piece)
        start, length = piece * ROWS * LANES, groups * ROWS * LANES
        result[:] = 0.0
        turn_ = 0
        for chain in range(counts.size):
            count, table = counts[chain], tables[chain]
            _turns(state, start, work, 0, groups, table, P, piece, angles, turn_, True)
            for i in range(2, count, 2):
                _turns(
                    work, 0, work, 0, groups, table, P, piece, angles, turn_ + i, i + 1 < count
                )  # fmt: skip
            _end_chain(work, groups, angles, turn_ + count, weights[chain], result)
            turn_ += count + 1
        state[start : start + length] = result[:length]


@kernel
def lead_composed(
    state: Vector, begin: int, end: int, tables: Vector, P: Vector, which: Indices, angles: Vector
) -> None:
    """As `lead_extrapolated`, for a composition whose turn i has the table `which[i]`."""
    t1, s1 = splat(angles[which.size, 0]), splat(angles[which.size, 1])
    for piece in range(begin, end, PIECE):
        groups = min(PIECE, end - piece)
        start = piece * ROWS * LANES
        for i in range(which.size):
            table = tables[which[i]]
            _turns(state, start, state, start, groups, table, P, piece, angles, i, False)
        for at in range(start, start + groups * ROWS * LANES, ROWS * LANES):
            z, y = turned(load(state, at + 2 * LANES), load(state, at + LANES), t1, s1)
            store(state, at + LANES, y)
            store(state, at + 2 * LANES, z)


@kernel
def record_extrapolated(
    state: Vector, tables: Vector, P: Vector, counts: Indices, weights: Vector,
    angles: Vector, record: Vector,
) -> None:  # fmt: skip
    """Move all groups by the steps of angles (steps, turns, 2); record (steps, m) the states."""
    groups = state.size // (ROWS * LANES)
    for step in range(angles.shape[0]):
        lead_extrapolated(state, 0, groups, tables, P, counts, weights, angles[step])
        record[step] = state


@kernel
def record_composed(
    state: Vector, tables: Vector, P: Vector, which: Indices, angles: Vector, record: Vector
) -> None:
    """As `record_extrapolated`, for a composition."""
    groups = state.size // (ROWS * LANES)
    for step in range(angles.shape[0]):
        lead_composed(state, 0, groups, tables, P, which, angles[step])
        record[step] = state
