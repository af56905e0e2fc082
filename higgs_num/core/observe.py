"""What is taken down after a step: sums for Delta(t) and its derivatives, changes of |S|.

Delta(t) between two steps follows from its derivatives at both, and these from moments: the
precession closes on sums of eps^k S^x, k even, and eps^k S^y, eps^k S^z, k odd.
"""

from typing import NamedTuple

from higgs_num.core import free, sourced
from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.compile import kernel
from higgs_num.core.lanes import (
    LANES,
    add,
    fma,
    larger,
    load,
    mul,
    root,
    size,
    splat,
    store,
    sub,
    total,
)  # fmt: skip

EVEN = 5  # moments of S^x: eps^0 ... eps^8, and of S^y: eps^1 ... eps^9
ODD = 4  # of S^z: eps^1 ... eps^7
OF_SPINS = 2 * EVEN + ODD
# With oscillating sources also sums of eps^(2m) times what drives S^x, eps S^y and eps S^z, and of
# the same a quarter of a period later times 2E, m = 0 ... 4.
OF_SOURCES = 6 * EVEN
MOMENTS = OF_SPINS + OF_SOURCES
ENERGY = 2 * EVEN  # where the sum of eps S^z is
# Rows of the levels: 1/weight (0 for padding), eps, |S| at t = 0 of eps, of -eps, 2E, and one over
# the square of the length that `core.free.combine_free` keeps.
LEVEL = 6


class Coefficients(NamedTuple):
    """One parity on all levels: tables (durations, m), solution P (m) or (0), Px (m)."""

    tables: Vector
    P: Vector
    Px: Vector


class Diary(NamedTuple):
    """What is written down after every step.

    levels: rows as LEVEL says; watched (steps,): whether lengths are looked at; moments
    (steps, 2, MOMENTS) and changes (steps, 2, LANES) of either half of the levels; angles
    (steps, turns, 2): (t, s) of every B.
    """

    levels: Vector
    watched: Indices
    moments: Vector
    changes: Vector
    angles: Vector


@kernel
def groups_of(levels: Vector) -> int:
    """Return how many groups of eight there are."""
    return levels.size // (LEVEL * LANES)


@kernel
def _source_moments(
    state: Vector, P: Vector, levels: Vector, begin: int, end: int, out: Vector
) -> None:
    """Fill `out` (OF_SOURCES,); what P solves says which sources of (9) it absorbs."""
    for kind in range(6):
        a = b = c = d = e = splat(0.0)
        for group in range(begin, end):
            at, solution = group * sourced.ROWS * LANES, group * sourced.SOLUTION * LANES
            eps = load(levels, (group * LEVEL + 1) * LANES)
            twice_E = load(levels, (group * LEVEL + 4) * LANES)
            ax, gy, pz = (
                load(P, solution), load(P, solution + LANES), load(P, solution + 2 * LANES)
            )  # fmt: skip
            C, G = load(state, at + 3 * LANES), load(state, at + 4 * LANES)
            twice_eps = add(eps, eps)
            if kind < 2:  # P^x' - 2 eps P^y = -(2E ax + 2 eps gy) G
                source = sub(splat(0.0), fma(twice_E, ax, mul(twice_eps, gy)))
            elif kind < 4:  # P^y' + 2 eps P^x = (2E gy + 2 eps ax) C
                source = mul(eps, fma(twice_E, gy, mul(twice_eps, ax)))
            else:  # P^z' = -2E pz G
                source = mul(eps, sub(splat(0.0), mul(twice_E, pz)))
            if kind in (0, 4):
                term = mul(source, G)
            elif kind == 2:
                term = mul(source, C)
            elif kind == 3:
                term = mul(source, mul(twice_E, G))
            else:
                term = mul(source, mul(twice_E, C))
            square = mul(eps, eps)
            a = add(a, term)
            term = mul(square, term)
            b = add(b, term)
            term = mul(square, term)
            c = add(c, term)
            term = mul(square, term)
            d = add(d, term)
            e = fma(square, term, e)
        first = kind * EVEN
        out[first], out[first + 1], out[first + 2] = total(a), total(b), total(c)
        out[first + 3], out[first + 4] = total(d), total(e)


@kernel
def moments(state: Vector, P: Vector, levels: Vector, begin: int, end: int, out: Vector) -> None:
    """Fill `out` (MOMENTS,) from groups `begin` ... `end`, S^x without Px."""
    rows = free.ROWS if P.size == 0 else sourced.ROWS
    # One component at a time: all sums at once would not find room in the registers.
    a = b = c = d = e = splat(0.0)
    for group in range(begin, end):
        at = group * rows * LANES
        eps = load(levels, (group * LEVEL + 1) * LANES)
        x = load(state, at)
        if P.size > 0:
            x = fma(load(P, group * sourced.SOLUTION * LANES), load(state, at + 3 * LANES), x)
        square = mul(eps, eps)
        a = add(a, x)
        x = mul(square, x)
        b = add(b, x)
        x = mul(square, x)
        c = add(c, x)
        x = mul(square, x)
        d = add(d, x)
        e = fma(square, x, e)
    out[0], out[1], out[2], out[3], out[4] = total(a), total(b), total(c), total(d), total(e)
    a = b = c = d = e = splat(0.0)
    for group in range(begin, end):
        eps = load(levels, (group * LEVEL + 1) * LANES)
        square = mul(eps, eps)
        y = mul(eps, load(state, group * rows * LANES + LANES))
        a = add(a, y)
        y = mul(square, y)
        b = add(b, y)
        y = mul(square, y)
        c = add(c, y)
        y = mul(square, y)
        d = add(d, y)
        e = fma(square, y, e)
    out[5], out[6], out[7], out[8], out[9] = total(a), total(b), total(c), total(d), total(e)
    a = b = c = d = splat(0.0)
    for group in range(begin, end):
        eps = load(levels, (group * LEVEL + 1) * LANES)
        square = mul(eps, eps)
        z = mul(eps, load(state, group * rows * LANES + 2 * LANES))
        a = add(a, z)
        z = mul(square, z)
        b = add(b, z)
        z = mul(square, z)
        c = add(c, z)
        d = fma(square, z, d)
    out[10], out[11], out[12], out[13] = total(a), total(b), total(c), total(d)
    if P.size > 0:
        _source_moments(state, P, levels, begin, end, out[OF_SPINS:])


@kernel
def changes(
    state: Vector, P: Vector, Px: Vector,
    hidden: Vector, hidden_P: Vector, hidden_Px: Vector,
    levels: Vector, begin: int, end: int, out: Vector,
) -> None:  # fmt: skip
    """Fill `out` (LANES,) with the largest changes of |S| in groups `begin` ... `end`.

    With a hidden sector (not empty) both S + D and S - D are spins: of eps and of -eps.
    """
    rows = free.ROWS if P.size == 0 else sourced.ROWS
    most = splat(0.0)
    for group in range(begin, end):
        at = group * rows * LANES
        inverse = load(levels, group * LEVEL * LANES)
        length = load(levels, (group * LEVEL + 2) * LANES)
        x = add(load(state, at), load(Px, group * LANES))
        y = load(state, at + LANES)
        z = load(state, at + 2 * LANES)
        if P.size > 0:
            ax = load(P, group * sourced.SOLUTION * LANES)
            x = fma(ax, load(state, at + 3 * LANES), x)
        if hidden.size > 0:
            to = group * sourced.ROWS * LANES
            ax = load(hidden_P, group * sourced.SOLUTION * LANES)
            dx = add(load(hidden, to), load(hidden_Px, group * LANES))
            dx = fma(ax, load(hidden, to + 3 * LANES), dx)
            dy, dz = load(hidden, to + LANES), load(hidden, to + 2 * LANES)
            ux, uy, uz = sub(x, dx), sub(y, dy), sub(z, dz)
            square = fma(ux, ux, fma(uy, uy, mul(uz, uz)))
            mirrored = load(levels, (group * LEVEL + 3) * LANES)
            most = larger(size(sub(mul(inverse, root(square)), mirrored)), most)
            x, y, z = add(x, dx), add(y, dy), add(z, dz)
        square = fma(x, x, fma(y, y, mul(z, z)))
        most = larger(size(sub(mul(inverse, root(square)), length)), most)
    store(out, 0, most)
