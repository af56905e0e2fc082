"""Passes over levels without oscillating sources, for `core.extrapolated` and `core.composition`.

With the constant source absorbed in the particular solution P^x, the equations of s = S - P split
into two exactly solvable flows. A: rotation of (s^x, s^y) by 2 eps tau, a table for every level.
B: rotation of (s^y, s^z) about x by the common angle 2 Delta tau; Delta is invariant under it, so
the nonlinear self-consistent part needs one sum over the levels.

Arrays hold weights times s, so that sums need no weights; rows of a state x, y, z, of a table t
and s of `core.rotation`, in groups of eight levels (`core.lanes`). Each pass also sums what the
*next* one needs to know Delta half-way, after its first A; so one pass makes two turns (B A),
which halves the traffic with memory.
"""

from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel
from higgs_num.core.lanes import LANES, Lanes, add, apart, fma, load, mul, splat, store, total
from higgs_num.core.rotation import turned

ROWS, TABLE = 3, 2


@kernel
def put_free(state: Vector, at: int, x: Lanes, y: Lanes, z: Lanes) -> None:
    """Write one group."""
    store(state, at, x)
    store(state, at + LANES, y)
    store(state, at + 2 * LANES, z)


@kernel
def gap_sum_free(state: Vector) -> float:
    """Return the sum of s^x."""
    sums = splat(0.0)
    for at in range(0, state.size, ROWS * LANES):
        sums = add(sums, load(state, at))
    return total(sums)


@kernel
def combine_free(
    state: Vector, other: Vector, levels: Vector, row: int, begin: int, end: int
) -> None:
    """Add `other` to `state` and restore |s| in groups `begin` ... `end`.

    A and B are rotations of s = S - P, so (9) keeps its length; sums of rotated vectors do not.
    The last of the `row` + 1 rows of `levels` is 1/|s|^2. One step of Newton's method leaves the
    square of what was wrong, and the next step starts from there.
    """
    half, more = splat(-0.5), splat(1.5)
    for group in range(begin, end):
        at = group * ROWS * LANES
        x = add(load(state, at), load(other, at))
        y = add(load(state, at + LANES), load(other, at + LANES))
        z = add(load(state, at + 2 * LANES), load(other, at + 2 * LANES))
        square = fma(x, x, fma(y, y, mul(z, z)))
        inverse = load(levels, (group * (row + 1) + row) * LANES)
        scale = fma(mul(half, inverse), square, more)
        put_free(state, at, mul(scale, x), mul(scale, y), mul(scale, z))


@kernel
def turns_free(
    old: Vector, new: Vector, table: Vector,
    t1: float, s1: float, t2: float, s2: float, both: bool,
) -> tuple[float, float, float, float]:  # fmt: skip
    """B A, or B A B A if `both`, from `old` to `new`, which may be the same.

    Return the sums of s^x, (1 - cos) s^x, sin s^y and sin s^z. After another B of (t, s) and an A
    the sum of s^x is sum s^x - sum (1 - cos) s^x + (1 - t s) sum sin s^y - s sum sin s^z.
    """
    apart()
    T1, S1, T2, S2 = splat(t1), splat(s1), splat(t2), splat(s2)
    now = fall = sum_y = sum_z = splat(0.0)
    at, entry = 0, 0
    for _ in range(old.size // (ROWS * LANES)):
        t, s = load(table, entry), load(table, entry + LANES)
        x, y, z = load(old, at), load(old, at + LANES), load(old, at + 2 * LANES)
        z, y = turned(z, y, T1, S1)
        x, y = turned(x, y, t, s)
        if both:
            z, y = turned(z, y, T2, S2)
            x, y = turned(x, y, t, s)
        put_free(new, at, x, y, z)
        now = add(now, x)
        fall = fma(t, mul(s, x), fall)
        sum_y = fma(s, y, sum_y)
        sum_z = fma(s, z, sum_z)
        at += ROWS * LANES
        entry += TABLE * LANES
    return total(now), total(fall), total(sum_y), total(sum_z)


@kernel
def last_turn_free(
    state: Vector, table: Vector, t1: float, s1: float, t2: float, s2: float,
    weight: float, result: Vector, fresh: bool,
) -> None:  # fmt: skip
    """Add `weight` times B A B/2 of the state to `result`, or write it there (`fresh`)."""
    apart()
    T1, S1, T2, S2, share = splat(t1), splat(s1), splat(t2), splat(s2), splat(weight)
    at, entry = 0, 0
    while at < state.size:
        t, s = load(table, entry), load(table, entry + LANES)
        x, y, z = load(state, at), load(state, at + LANES), load(state, at + 2 * LANES)
        z, y = turned(z, y, T1, S1)
        x, y = turned(x, y, t, s)
        z, y = turned(z, y, T2, S2)
        if fresh:
            x, y, z = mul(share, x), mul(share, y), mul(share, z)
        else:
            x = fma(share, x, load(result, at))
            y = fma(share, y, load(result, at + LANES))
            z = fma(share, z, load(result, at + 2 * LANES))
        put_free(result, at, x, y, z)
        at += ROWS * LANES
        entry += TABLE * LANES


@kernel
def kick_rows(state: Vector, rows: int, t1: float, s1: float) -> None:
    """B in place, on states of any number of rows."""
    T1, S1 = splat(t1), splat(s1)
    for at in range(0, state.size, rows * LANES):
        z, y = turned(load(state, at + 2 * LANES), load(state, at + LANES), T1, S1)
        store(state, at + LANES, y)
        store(state, at + 2 * LANES, z)
