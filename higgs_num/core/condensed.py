"""Many levels, a few nodes: what moves Delta(t) during a window of some steps.

Given Delta(t), all that a level does in a window of length H is linear in its state, and an entire
function of eps^2 of exponential type 2 H (odd parts times eps): the spins turn by R(eps), and what
oscillates, (C/E, G), acts on them by two vectors q(eps). So a polynomial through few nodes eps_k
gives R and q on all levels beyond double precision. Read the other way round, the levels act on
Delta(t) as the nodes would with the states sum_eps L_k(eps) S(eps), L_k the polynomial that is one
at its node: eq. (9) for K levels, made with `core.extrapolated` as for any others.

A window is thus: the sums on the nodes; their steps; R and q on the nodes, led by the same angles;
R and q by interpolation on all levels, which then make the window in one pass.

Rows of levels: s^x, S^y, S^z, C, G as in `core.sourced`, each (m,), m a multiple of eight.
"""

from typing import NamedTuple

import numpy as np

from higgs_num.core import free, sourced
from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.compile import kernel
from higgs_num.core.extrapolated import ChainTable, advance_chains
from higgs_num.core.lanes import (
    LANES,
    Lanes,
    add,
    apart,
    fma,
    fnma,
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
from higgs_num.core.observe import LEVEL, MOMENTS, Coefficients, Diary
from higgs_num.core.observe import moments as moments_of
from higgs_num.core.rotation import turned

ROWS = 5
ENTRIES = 12  # of R (two columns, the third is their product) and q on a node


class Nodes(NamedTuple):
    """The nodes of a window, K of them, positive.

    eps, E (K,); values (m * K,): of L_k on all levels, the K of a group of eight one after
    another; tail (2, K): rows whose products with a function on the nodes are its two highest
    coefficients; seen: tables for the nodes, of `core.free` where nothing that moves Delta
    oscillates; led: always of `core.sourced`; levels: rows of `core.observe` for the nodes.
    """

    eps: Vector
    E: Vector
    values: Vector
    tail: Vector
    seen: Coefficients
    led: Coefficients
    levels: Vector


class AllLevels(NamedTuple):
    """What stays of all levels, each (m,); padding has weight 0.

    eps; energy_inverse: 1/E; t, s: shears of the rotation 2 E H of a window; inverse: 1/weight;
    lengths (2, m): |S| at t = 0 of eps, of -eps; Px, ax of the seen sector, and of the hidden
    one: hidden_constant, hidden_cosine.
    """

    eps: Vector
    energy_inverse: Vector
    t: Vector
    s: Vector
    inverse: Vector
    lengths: Vector
    Px: Vector
    ax: Vector
    hidden_constant: Vector
    hidden_cosine: Vector


@kernel
def _place(k: int, row: int, rows: int) -> int:
    """Return where a row of node k lies in groups of eight."""
    return (k // LANES * rows + row) * LANES + k % LANES


@kernel
def _add(sums: Vector, at: int, a: Lanes, x: Lanes, b: Lanes, y: Lanes) -> None:
    """Add a x + b y to eight sums."""
    store(sums, at, fma(b, y, fma(a, x, load(sums, at))))


@kernel
def gather(
    state: Vector, nodes: Nodes, everything: AllLevels, sums: Vector, rows: int, out: Vector
) -> None:
    """Write the states of the nodes to `out`, as `core.free` or `core.sourced` keeps them.

    sums (K * ROWS * LANES,): scratch.
    """
    count = nodes.eps.size
    x, y, z, c, g = state[0], state[1], state[2], state[3], state[4]
    sums[:] = 0.0
    # Two groups at a time: the sums travel half as often.
    for at in range(0, everything.eps.size - LANES, 2 * LANES):
        on = at + LANES
        eps, eps2 = load(everything.eps, at), load(everything.eps, on)
        sx, sy, sz = load(x, at), mul(eps, load(y, at)), mul(eps, load(z, at))
        sx2, sy2, sz2 = load(x, on), mul(eps2, load(y, on)), mul(eps2, load(z, on))
        first, second = at * count, on * count
        for k in range(count):
            a, b = load(nodes.values, first + k * LANES), load(nodes.values, second + k * LANES)
            to = k * ROWS * LANES
            _add(sums, to, a, sx, b, sx2)
            _add(sums, to + LANES, a, sy, b, sy2)
            _add(sums, to + 2 * LANES, a, sz, b, sz2)
        if rows == sourced.ROWS:
            sc = mul(mul(eps, load(everything.energy_inverse, at)), load(c, at))
            sc2 = mul(mul(eps2, load(everything.energy_inverse, on)), load(c, on))
            sg, sg2 = mul(eps, load(g, at)), mul(eps2, load(g, on))
            for k in range(count):
                a, b = load(nodes.values, first + k * LANES), load(nodes.values, second + k * LANES)
                to = (k * ROWS + 3) * LANES
                _add(sums, to, a, sc, b, sc2)
                _add(sums, to + LANES, a, sg, b, sg2)
    for k in range(count):
        over, to = 1.0 / nodes.eps[k], k * ROWS * LANES
        out[_place(k, 0, rows)] = total(load(sums, to))
        out[_place(k, 1, rows)] = over * total(load(sums, to + LANES))
        out[_place(k, 2, rows)] = over * total(load(sums, to + 2 * LANES))
        if rows == sourced.ROWS:
            out[_place(k, 3, rows)] = over * nodes.E[k] * total(load(sums, to + 3 * LANES))
            out[_place(k, 4, rows)] = over * total(load(sums, to + 4 * LANES))


@kernel
def _add_share(sums: Vector, at: int, share: Lanes, x: Lanes, y: Lanes, z: Lanes) -> None:
    """Add a share of three rows to sums from `at` on."""
    store(sums, at, fma(share, x, load(sums, at)))
    store(sums, at + LANES, fma(share, y, load(sums, at + LANES)))
    store(sums, at + 2 * LANES, fma(share, z, load(sums, at + 2 * LANES)))


@kernel
def lead_columns(
    groups: int, table_rows: int, tables: Vector, counts: Indices, weights: Vector,
    angles: Vector, led: Vector, result: Vector,
) -> None:  # fmt: skip
    """Fill led (groups * 6 * LANES,): what becomes of spins along x and along y on the nodes.

    angles (steps, turns, 2): those of the B's. The states of a chain stay in registers.
    """
    apart()
    for group in range(groups):
        start, entry = group * 6 * LANES, group * table_rows * LANES
        for row in range(6):
            store(led, start + row * LANES, splat(1.0 if row in (0, 4) else 0.0))
        for step in range(angles.shape[0]):
            result[: 6 * LANES] = 0.0
            turn_ = 0
            for chain in range(counts.size):
                t, s = load(tables[chain], entry), load(tables[chain], entry + LANES)
                ax, ay = load(led, start), load(led, start + LANES)
                az, bx = load(led, start + 2 * LANES), load(led, start + 3 * LANES)
                by, bz = load(led, start + 4 * LANES), load(led, start + 5 * LANES)
                for i in range(turn_, turn_ + counts[chain]):
                    t1, s1 = splat(angles[step, i, 0]), splat(angles[step, i, 1])
                    az, ay = turned(az, ay, t1, s1)
                    bz, by = turned(bz, by, t1, s1)
                    ax, ay = turned(ax, ay, t, s)
                    bx, by = turned(bx, by, t, s)
                turn_ += counts[chain]
                t1, s1 = splat(angles[step, turn_, 0]), splat(angles[step, turn_, 1])
                turn_ += 1
                az, ay = turned(az, ay, t1, s1)
                bz, by = turned(bz, by, t1, s1)
                share = splat(weights[chain])
                _add_share(result, 0, share, ax, ay, az)
                _add_share(result, 3 * LANES, share, bx, by, bz)
            led[start : start + 6 * LANES] = result[: 6 * LANES]


@kernel
def lead_driven(
    groups: int, tables: Vector, P: Vector, counts: Indices, weights: Vector,
    angles: Vector, led: Vector, scratch: Vector,
) -> None:  # fmt: skip
    """Fill led (groups * 6 * LANES,): what C = 1, and what G = 1, has made of a spin of zero.

    Tables and P as in `core.sourced`. (C, G) of the second is (-G, C) of the first.
    """
    apart()
    result, state = scratch[: 8 * LANES], scratch[8 * LANES : 16 * LANES]
    for group in range(groups):
        start, entry = group * 6 * LANES, group * sourced.TABLE * LANES
        solution = group * sourced.SOLUTION * LANES
        gy, pz = load(P, solution + LANES), load(P, solution + 2 * LANES)
        state[:] = 0.0
        store(state, 6 * LANES, splat(1.0))
        for step in range(angles.shape[0]):
            result[:] = 0.0
            turn_ = 0
            for chain in range(counts.size):
                table = tables[chain]
                t, s = load(table, entry), load(table, entry + LANES)
                tE, sE = load(table, entry + 2 * LANES), load(table, entry + 3 * LANES)
                ax, ay, az = load(state, 0), load(state, LANES), load(state, 2 * LANES)
                bx, by, bz = load(state, 3 * LANES), load(state, 4 * LANES), load(state, 5 * LANES)
                c, g = load(state, 6 * LANES), load(state, 7 * LANES)
                for i in range(turn_, turn_ + counts[chain]):
                    t1, s1 = splat(angles[step, i, 0]), splat(angles[step, i, 1])
                    az, ay = turned(az, ay, t1, s1)
                    bz, by = turned(bz, by, t1, s1)
                    ax, ay = turned(ax, fnma(gy, g, ay), t, s)
                    bx, by = turned(bx, fnma(gy, c, by), t, s)
                    new_g, new_c = turned(g, c, tE, sE)
                    ay, by = fma(gy, new_g, ay), fma(gy, new_c, by)
                    az = fma(pz, sub(new_c, c), az)
                    bz = fma(pz, sub(g, new_g), bz)
                    c, g = new_c, new_g
                turn_ += counts[chain]
                t1, s1 = splat(angles[step, turn_, 0]), splat(angles[step, turn_, 1])
                turn_ += 1
                az, ay = turned(az, ay, t1, s1)
                bz, by = turned(bz, by, t1, s1)
                share = splat(weights[chain])
                _add_share(result, 0, share, ax, ay, az)
                _add_share(result, 3 * LANES, share, bx, by, bz)
                store(result, 6 * LANES, c)
                store(result, 7 * LANES, g)
            state[:] = result
        led[start : start + 6 * LANES] = state[: 6 * LANES]


@kernel
def entries_of(led: Vector, driven: Vector, nodes: Nodes, entries: Vector) -> None:
    """Fill entries (K, ENTRIES) of R and q, odd ones over eps, from what was led.

    R is made a rotation again: as sums of rotated vectors its columns are so up to the error of
    the method.
    """
    for k in range(nodes.eps.size):
        over, at, entry = 1.0 / nodes.eps[k], _place(k, 0, 6), entries[k]
        ax, ay, az = led[at], led[at + LANES], led[at + 2 * LANES]
        bx, by, bz = led[at + 3 * LANES], led[at + 4 * LANES], led[at + 5 * LANES]
        scale = 1.0 / np.sqrt(ax * ax + ay * ay + az * az)
        ax, ay, az = scale * ax, scale * ay, scale * az
        along = ax * bx + ay * by + az * bz
        bx, by, bz = bx - along * ax, by - along * ay, bz - along * az
        scale = 1.0 / np.sqrt(bx * bx + by * by + bz * bz)
        entry[0], entry[1], entry[2] = ax, over * ay, over * az
        entry[3], entry[4], entry[5] = over * scale * bx, scale * by, scale * bz
        of_A = nodes.E[k]
        entry[6] = over * of_A * driven[at]
        entry[7], entry[8] = of_A * driven[at + LANES], of_A * driven[at + 2 * LANES]
        entry[9] = over * driven[at + 3 * LANES]
        entry[10], entry[11] = driven[at + 4 * LANES], driven[at + 5 * LANES]


@kernel
def unresolved(nodes: Nodes, entries: Vector) -> float:
    """Return the largest of the two highest coefficients of R on the nodes."""
    most = 0.0
    for row in range(2):
        for entry in (0, 4, 5):
            value = 0.0
            for k in range(nodes.eps.size):
                value += nodes.tail[row, k] * entries[k, entry]
            most = max(most, abs(value))
            if not np.isfinite(value):
                return np.inf
    return most


@kernel
def _rotate(
    rows: Vector, at: int, xx: Lanes, yx: Lanes, zx: Lanes, xy: Lanes, yy: Lanes, zy: Lanes,
    xz: Lanes, yz: Lanes, zz: Lanes,
) -> None:  # fmt: skip
    """R in place, by its columns."""
    sx, sy, sz = load(rows[0], at), load(rows[1], at), load(rows[2], at)
    store(rows[0], at, fma(xz, sz, fma(xy, sy, mul(xx, sx))))
    store(rows[1], at, fma(yz, sz, fma(yy, sy, mul(yx, sx))))
    store(rows[2], at, fma(zz, sz, fma(zy, sy, mul(zx, sx))))


@kernel
def _drive(
    rows: Vector, at: int, energy_inverse: Lanes, tE: Lanes, sE: Lanes,
    px: Lanes, py: Lanes, pz: Lanes, qx: Lanes, qy: Lanes, qz: Lanes,
) -> None:  # fmt: skip
    """Add what C/E (p) and G (q) have done, and turn them."""
    C, G = load(rows[3], at), load(rows[4], at)
    A = mul(energy_inverse, C)
    store(rows[0], at, fma(qx, G, fma(px, A, load(rows[0], at))))
    store(rows[1], at, fma(qy, G, fma(py, A, load(rows[1], at))))
    store(rows[2], at, fma(qz, G, fma(pz, A, load(rows[2], at))))
    G, C = turned(G, C, tE, sE)
    store(rows[3], at, C)
    store(rows[4], at, G)


@kernel
def move(
    state: Vector, hidden: Vector, nodes: Nodes, everything: AllLevels, entries: Vector,
    sourced_: bool,
) -> None:  # fmt: skip
    """Make the window on all levels, in place; `sourced_`: whether anything oscillates in either.

    hidden (ROWS, m) or (ROWS, 0).
    """
    count = nodes.eps.size
    for at in range(0, everything.eps.size, LANES):
        eps = load(everything.eps, at)
        xx = yx = zx = xy = yy = zy = splat(0.0)
        for k in range(count):
            value, entry = load(nodes.values, at * count + k * LANES), entries[k]
            xx, yx = fma(splat(entry[0]), value, xx), fma(splat(entry[1]), value, yx)
            zx, xy = fma(splat(entry[2]), value, zx), fma(splat(entry[3]), value, xy)
            yy, zy = fma(splat(entry[4]), value, yy), fma(splat(entry[5]), value, zy)
        yx, zx, xy = mul(eps, yx), mul(eps, zx), mul(eps, xy)
        xz = fnma(zx, yy, mul(yx, zy))
        yz = fnma(xx, zy, mul(zx, xy))
        zz = fnma(yx, xy, mul(xx, yy))
        _rotate(state, at, xx, yx, zx, xy, yy, zy, xz, yz, zz)
        if hidden.shape[1] > 0:
            _rotate(hidden, at, xx, yx, zx, xy, yy, zy, xz, yz, zz)
    if not sourced_:
        return
    for at in range(0, everything.eps.size, LANES):
        eps, energy_inverse = load(everything.eps, at), load(everything.energy_inverse, at)
        tE, sE = load(everything.t, at), load(everything.s, at)
        px = py = pz = qx = qy = qz = splat(0.0)
        for k in range(count):
            value, entry = load(nodes.values, at * count + k * LANES), entries[k]
            px, py = fma(splat(entry[6]), value, px), fma(splat(entry[7]), value, py)
            pz, qx = fma(splat(entry[8]), value, pz), fma(splat(entry[9]), value, qx)
            qy, qz = fma(splat(entry[10]), value, qy), fma(splat(entry[11]), value, qz)
        px, qx = mul(eps, px), mul(eps, qx)
        _drive(state, at, energy_inverse, tE, sE, px, py, pz, qx, qy, qz)
        if hidden.shape[1] > 0:
            _drive(hidden, at, energy_inverse, tE, sE, px, py, pz, qx, qy, qz)


@kernel
def largest_change(state: Vector, hidden: Vector, everything: AllLevels) -> float:
    """Return the largest change of |S| of any level since t = 0."""
    most = splat(0.0)
    x, y, z, c = state[0], state[1], state[2], state[3]
    hx, hy, hz, hc = hidden[0], hidden[1], hidden[2], hidden[3]
    for at in range(0, everything.eps.size, LANES):
        inverse = load(everything.inverse, at)
        sx = fma(load(everything.ax, at), load(c, at), add(load(x, at), load(everything.Px, at)))
        sy, sz = load(y, at), load(z, at)
        if hidden.shape[1] > 0:
            dx = add(load(hx, at), load(everything.hidden_constant, at))
            dx = fma(load(everything.hidden_cosine, at), load(hc, at), dx)
            dy, dz = load(hy, at), load(hz, at)
            ux, uy, uz = sub(sx, dx), sub(sy, dy), sub(sz, dz)
            square = fma(ux, ux, fma(uy, uy, mul(uz, uz)))
            mirrored = load(everything.lengths[1], at)
            most = larger(size(sub(mul(inverse, root(square)), mirrored)), most)
            sx, sy, sz = add(sx, dx), add(sy, dy), add(sz, dz)
        square = fma(sx, sx, fma(sy, sy, mul(sz, sz)))
        length = load(everything.lengths[0], at)
        most = larger(size(sub(mul(inverse, root(square)), length)), most)
    out = np.empty(LANES)
    store(out, 0, most)
    return np.max(out)


@kernel
def _keep_lengths(state: Vector, rows: int, levels: Vector) -> None:
    """Write 1/|s|^2 of the nodes where `core.free.combine_free` looks for them."""
    for group in range(state.size // (rows * LANES)):
        for lane in range(LANES):
            at = group * rows * LANES + lane
            x, y, z = state[at], state[at + LANES], state[at + 2 * LANES]
            square = x * x + y * y + z * z
            inverse = 1.0 / square if square > 0.0 else 0.0
            levels[(group * LEVEL + LEVEL - 1) * LANES + lane] = inverse


@kernel
def advance_windows(
    steps: int, cells: Indices, scheme: ChainTable, nodes: Nodes, everything: AllLevels,
    offset: float, half_lambdas: Vector, state: Vector, hidden: Vector, sourced_: bool,
    moments: Vector, angles: Vector, changes: Vector, tails: Vector, scratch: Vector,
) -> None:  # fmt: skip
    """Make changes.size windows of `steps` steps each, `state` and `hidden` in place.

    half_lambdas (1 or all steps, turns); moments (all steps, 2, MOMENTS), angles (steps, turns,
    2): scratch; changes, tails (windows,): the largest change of |S|, and what was not resolved;
    scratch (`room`,): on a cache line.
    """
    rows = free.ROWS if nodes.seen.P.size == 0 else sourced.ROWS
    groups = nodes.levels.size // (LEVEL * LANES)
    size_ = groups * rows * LANES
    sums, rest = scratch[: nodes.eps.size * ROWS * LANES], scratch[nodes.eps.size * ROWS * LANES :]
    states, rest = rest[: 2 * size_].reshape(2, size_), rest[2 * size_ :]
    heap, work, rest = rest[:size_], rest[size_ : 2 * size_].reshape(1, size_), rest[2 * size_ :]
    led, driven = rest[: groups * 6 * LANES], rest[groups * 6 * LANES : groups * 12 * LANES]
    result = rest[groups * 12 * LANES :]
    entries = np.zeros((nodes.eps.size, ENTRIES))
    nobody = np.zeros(0)
    of_nobody = Coefficients(np.zeros((1, 0)), nobody, nobody)
    watched = np.zeros(steps, dtype=np.int64)
    unused = np.zeros((steps, 2, LANES))
    for window in range(changes.size):
        gather(state, nodes, everything, sums, rows, states[0])
        _keep_lengths(states[0], rows, nodes.levels)
        first = window * steps
        lambdas = half_lambdas
        if half_lambdas.shape[0] > 1:
            lambdas = half_lambdas[first : first + steps]
        diary = Diary(nodes.levels, watched, moments[first : first + steps], unused, angles)
        advance_chains(
            0, 1, cells, scheme, nodes.seen, offset, lambdas, states, heap, work,
            nobody, of_nobody, diary,
        )  # fmt: skip
        tables = nodes.led.tables
        counts, weights = scheme.counts, scheme.weights
        lead_columns(groups, sourced.TABLE, tables, counts, weights, angles, led, result)
        if sourced_:
            lead_driven(groups, tables, nodes.led.P, counts, weights, angles, driven, result)
        entries_of(led, driven, nodes, entries)
        tails[window] = unresolved(nodes, entries)
        move(state, hidden, nodes, everything, entries, sourced_)
        changes[window] = largest_change(state, hidden, everything)


def room(nodes: int, groups: int) -> int:
    """Return how many numbers of scratch `advance_windows` needs."""
    return (nodes * ROWS + groups * (4 * ROWS + 12) + 16) * LANES


@kernel
def node_moments(state: Vector, nodes: Nodes, everything: AllLevels) -> Vector:
    """Return the moments (MOMENTS,) of `core.observe` at the start of a window."""
    rows = free.ROWS if nodes.seen.P.size == 0 else sourced.ROWS
    groups = nodes.levels.size // (LEVEL * LANES)
    sums_of = np.empty(nodes.eps.size * ROWS * LANES)
    on_nodes = np.zeros(groups * rows * LANES)
    gather(state, nodes, everything, sums_of, rows, on_nodes)
    sums = np.zeros(MOMENTS)
    moments_of(on_nodes, nodes.seen.P, nodes.levels, 0, groups, sums)
    return sums
