"""Passes over levels with the oscillating sources of theta; otherwise as `core.free`.

The particular solution P^x = Px + ax C, P^y = gy G, P^z = pz C follows (C, G) = sin(theta)
(cos 2Et, sin 2Et). Kept are s^x = S^x - P^x, S^y, S^z, C and G, all times the weight of the
level. B turns S^y and S^z as they are; A turns s^x and S^y - P^y, and carries P along.
Rows of a table: t, s of 2 eps tau, then of 2 E tau; of the particular solution: ax, gy, pz.
"""

from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel
from higgs_num.core.lanes import (
    LANES,
    Lanes,
    add,
    apart,
    fma,
    fnma,
    load,
    mul,
    splat,
    store,
    sub,
    total,
)  # fmt: skip
from higgs_num.core.rotation import turned

ROWS, TABLE, SOLUTION = 5, 4, 3


@kernel
def put_sourced(state: Vector, at: int, x: Lanes, y: Lanes, z: Lanes, c: Lanes, g: Lanes) -> None:
    """Write one group."""
    store(state, at, x)
    store(state, at + LANES, y)
    store(state, at + 2 * LANES, z)
    store(state, at + 3 * LANES, c)
    store(state, at + 4 * LANES, g)


@kernel
def turn(
    x: Lanes, y: Lanes, z: Lanes, c: Lanes, g: Lanes, t1: Lanes, s1: Lanes,
    t: Lanes, s: Lanes, tE: Lanes, sE: Lanes, gy: Lanes, pz: Lanes,
) -> tuple[Lanes, Lanes, Lanes, Lanes, Lanes]:  # fmt: skip
    """B A."""
    z, y = turned(z, y, t1, s1)
    x, y = turned(x, fnma(gy, g, y), t, s)
    new_g, new_c = turned(g, c, tE, sE)
    return x, fma(gy, new_g, y), fma(pz, sub(new_c, c), z), new_c, new_g


@kernel
def _fall(
    x: Lanes, c: Lanes, g: Lanes, t: Lanes, s: Lanes, tE: Lanes, sE: Lanes, ax: Lanes, gy: Lanes
) -> Lanes:
    """By how much the next A lowers S^x, without what S^y brings."""
    turning = mul(sE, fma(tE, c, g))
    fall: Lanes = fma(s, fma(t, x, mul(gy, g)), mul(ax, turning))
    return fall


@kernel
def gap_sum_sourced(state: Vector, P: Vector) -> float:
    """Return the sum of S^x - Px."""
    sums = splat(0.0)
    solution = 0
    for at in range(0, state.size, ROWS * LANES):
        x = fma(load(P, solution), load(state, at + 3 * LANES), load(state, at))
        sums = add(sums, x)
        solution += SOLUTION * LANES
    return total(sums)


@kernel
def combine_sourced(state: Vector, other: Vector, begin: int, end: int) -> None:
    """Add `other` to `state` in groups `begin` ... `end`; C and G, the same in both, stay."""
    for group in range(begin, end):
        at = group * ROWS * LANES
        for row in range(at, at + 3 * LANES, LANES):
            store(state, row, add(load(state, row), load(other, row)))


@kernel
def turns_sourced(
    old: Vector, new: Vector, table: Vector, P: Vector,
    t1: float, s1: float, t2: float, s2: float, both: bool,
) -> tuple[float, float, float, float]:  # fmt: skip
    """As `turns_free`, with S^x - Px for s^x."""
    apart()
    T1, S1, T2, S2 = splat(t1), splat(s1), splat(t2), splat(s2)
    now = fall = sum_y = sum_z = splat(0.0)
    at, entry, solution = 0, 0, 0
    for _ in range(old.size // (ROWS * LANES)):
        t, s = load(table, entry), load(table, entry + LANES)
        tE, sE = load(table, entry + 2 * LANES), load(table, entry + 3 * LANES)
        ax, gy, pz = (
            load(P, solution), load(P, solution + LANES), load(P, solution + 2 * LANES)
        )  # fmt: skip
        x, y, z = load(old, at), load(old, at + LANES), load(old, at + 2 * LANES)
        c, g = load(old, at + 3 * LANES), load(old, at + 4 * LANES)
        x, y, z, c, g = turn(x, y, z, c, g, T1, S1, t, s, tE, sE, gy, pz)
        if both:
            x, y, z, c, g = turn(x, y, z, c, g, T2, S2, t, s, tE, sE, gy, pz)
        put_sourced(new, at, x, y, z, c, g)
        now = add(now, fma(ax, c, x))
        fall = add(fall, _fall(x, c, g, t, s, tE, sE, ax, gy))
        sum_y = fma(s, y, sum_y)
        sum_z = fma(s, z, sum_z)
        at += ROWS * LANES
        entry += TABLE * LANES
        solution += SOLUTION * LANES
    return total(now), total(fall), total(sum_y), total(sum_z)


@kernel
def last_turn_sourced(
    state: Vector, table: Vector, P: Vector, t1: float, s1: float, t2: float, s2: float,
    weight: float, result: Vector, fresh: bool,
) -> None:  # fmt: skip
    """As `last_turn_free`; C and G are exact, and replaced."""
    apart()
    T1, S1, T2, S2, share = splat(t1), splat(s1), splat(t2), splat(s2), splat(weight)
    at, entry, solution = 0, 0, 0
    while at < state.size:
        t, s = load(table, entry), load(table, entry + LANES)
        tE, sE = load(table, entry + 2 * LANES), load(table, entry + 3 * LANES)
        gy, pz = load(P, solution + LANES), load(P, solution + 2 * LANES)
        x, y, z = load(state, at), load(state, at + LANES), load(state, at + 2 * LANES)
        c, g = load(state, at + 3 * LANES), load(state, at + 4 * LANES)
        x, y, z, c, g = turn(x, y, z, c, g, T1, S1, t, s, tE, sE, gy, pz)
        z, y = turned(z, y, T2, S2)
        if fresh:
            x, y, z = mul(share, x), mul(share, y), mul(share, z)
        else:
            x = fma(share, x, load(result, at))
            y = fma(share, y, load(result, at + LANES))
            z = fma(share, z, load(result, at + 2 * LANES))
        put_sourced(result, at, x, y, z, c, g)
        at += ROWS * LANES
        entry += TABLE * LANES
        solution += SOLUTION * LANES
