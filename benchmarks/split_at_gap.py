"""Would the other split win, with A the precession about (Delta_s, 0, -eps)?

    python -m benchmarks.split_at_gap

B then turns by Delta - Delta_s only, so fewer turns may do. In the frame (p, y, n) of each level,
n along that field, A is again a rotation of two components, but B, about x, takes more arithmetic.
Printed are turns of B a unit of time at equal error, of the best order, and the cycles of a
turn; with Delta_s = 0 the same kernel is the split in use, as a check.
"""

import math

import numpy as np

from benchmarks.machine import best, cycle, description
from higgs_num.core import free
from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel
from higgs_num.core.lanes import LANES, Lanes, add, fma, fnma, load, mul, splat, store, sub, total
from higgs_num.core.rotation import shears, turned
from higgs_num.quench import MultiProduct, Problem
from higgs_num.quench.compression import compressed
from higgs_num.quench.motion import Motion, motion
from higgs_num.quench.steppers.extrapolation import CHAINS, extrapolation_weights
from higgs_num.quench.steppers.layout import pack, rotation_tables
from higgs_num.quench.trajectory import follow

TARGETS = (1e-6, 1e-10)


@kernel
def _kick(
    p: Lanes, y: Lanes, n: Lanes, e: Lanes, c: Lanes, t1: Lanes, s1: Lanes
) -> tuple[Lanes, Lanes, Lanes]:
    """B: x = e p + c n stays, and z = c p - e n turns with y."""
    z = fnma(e, n, mul(c, p))
    new_z, y = turned(z, y, t1, s1)
    change = sub(new_z, z)
    return fma(c, change, p), y, fnma(e, change, n)


@kernel
def one_turn(state: Vector, table: Vector, frame: Vector, t1: float, s1: float) -> float:
    """B A in place; return the sum of x."""
    T1, S1 = splat(t1), splat(s1)
    sums = splat(0.0)
    at, entry = 0, 0
    for _ in range(state.size // (3 * LANES)):
        t, s = load(table, entry), load(table, entry + LANES)
        e, c = load(frame, entry), load(frame, entry + LANES)
        p, y, n = load(state, at), load(state, at + LANES), load(state, at + 2 * LANES)
        p, y, n = _kick(p, y, n, e, c, T1, S1)
        p, y = turned(p, y, t, s)
        store(state, at, p)
        store(state, at + LANES, y)
        store(state, at + 2 * LANES, n)
        sums = add(sums, fma(e, p, mul(c, n)))
        at += 3 * LANES
        entry += 2 * LANES
    return total(sums)


@kernel
def _theirs(state: Vector, table: Vector, frame: Vector, passes: int) -> float:
    kept = 0.0
    for _ in range(passes):
        kept += one_turn(state, table, frame, 5e-4, 1e-3)
    return kept


@kernel
def _ours(state: Vector, table: Vector, passes: int) -> float:
    kept = 0.0
    for _ in range(passes):
        a, b, c, d = free.turns_free(state, state, table, 5e-4, 1e-3, 5e-4, 1e-3, True)
        kept += a + b + c + d
    return kept


@kernel
def _half_kick(state: Vector, frame: Vector, t1: float, s1: float) -> None:
    T1, S1 = splat(t1), splat(s1)
    entry = 0
    for at in range(0, state.size, 3 * LANES):
        e, c = load(frame, entry), load(frame, entry + LANES)
        p, y, n = load(state, at), load(state, at + LANES), load(state, at + 2 * LANES)
        p, y, n = _kick(p, y, n, e, c, T1, S1)
        store(state, at, p)
        store(state, at + LANES, y)
        store(state, at + 2 * LANES, n)
        entry += 2 * LANES


@kernel
def _x_sum(state: Vector, frame: Vector) -> float:
    sums = splat(0.0)
    entry = 0
    for at in range(0, state.size, 3 * LANES):
        e, c = load(frame, entry), load(frame, entry + LANES)
        sums = add(sums, fma(e, load(state, at), mul(c, load(state, at + 2 * LANES))))
        entry += 2 * LANES
    return total(sums)


@kernel
def _restore(state: Vector, inverse: Vector) -> None:
    """As `core.free.combine_free`: lengths are kept."""
    group = 0
    for at in range(0, state.size, 3 * LANES):
        p, y, n = load(state, at), load(state, at + LANES), load(state, at + 2 * LANES)
        square = fma(p, p, fma(y, y, mul(n, n)))
        scale = fma(mul(splat(-0.5), load(inverse, group)), square, splat(1.5))
        store(state, at, mul(scale, p))
        store(state, at + LANES, mul(scale, y))
        store(state, at + 2 * LANES, mul(scale, n))
        group += LANES


@kernel
def _steps(state, tables, frame, inverse, counts, weights, h, half_lambda, offset, split, gap):  # type: ignore[no-untyped-def]
    for step in range(gap.size):
        result = np.zeros_like(state)
        for chain in range(counts.size):
            work = state.copy()
            scale = 2.0 * h / counts[chain]
            Delta = half_lambda * (_x_sum(work, frame) + offset)
            t1, s1 = shears(0.5 * scale * (Delta - split))
            for _ in range(counts[chain]):
                Delta = half_lambda * (one_turn(work, tables[chain], frame, t1, s1) + offset)
                t1, s1 = shears(scale * (Delta - split))
            t1, s1 = shears(0.5 * scale * (Delta - split))
            _half_kick(work, frame, t1, s1)
            result += weights[chain] * work
        state[:] = result
        _restore(state, inverse)
        gap[step] = half_lambda * (_x_sum(state, frame) + offset)


def solved(equations: Motion, split: float, order: int, per_save: int, saves: int) -> Vector:
    """Return Delta at multiples of 1/2 with steps of 1/(2 per_save)."""
    eps, weights = equations.levels.energies, equations.levels.weights
    E = np.hypot(eps, split)
    e, c = eps / E, split / E
    Px = weights * equations.sources.Px
    x, _, z = weights * equations.spins
    x = x - Px
    h, counts = 0.5 / per_save, np.array(CHAINS[order])
    state = pack(e * x + c * z, np.zeros_like(x), c * x - e * z)
    inverse = pack(1.0 / (x * x + z * z))
    gap = np.empty(per_save * saves)
    _steps(
        state, rotation_tables(h / counts, 2.0 * E), pack(e, c), inverse, counts,
        extrapolation_weights(CHAINS[order]), h, equations.half_lambda, float(np.sum(Px)), split,
        gap,
    )  # fmt: skip
    return gap[per_save - 1 :: per_save]


def main() -> None:
    print(description(), "\n")
    print("Clean quenches, cutoff 10, t = 100\n")
    print(
        "| quench | target | Delta_s = 0: order, turns | split at Delta_s: order, turns | ratio |"
    )
    print("|---|---|---|---|---|")
    for name, gap_initial in (("weak", 0.95), ("strong", 0.3), ("III", 0.1)):
        problem = Problem(gap_initial, 1.0, levels=15_024, t_max=100.0, save_every=0.5)
        rule = compressed(problem)
        assert rule is not None
        equations = motion(problem, half=rule.levels)
        fine = MultiProduct(order=16, longest_step=1.0 / 12.0)
        exact = follow(fine, equations, problem.times).record.gap[1:]
        for target in TARGETS:
            found = []
            for split in (0.0, problem.clean_state.gap_steady):
                turns: list[tuple[float, int]] = []
                for order, chains in CHAINS.items():
                    for per_save in range(2, 9):
                        # An A of three radians at most, as in the package.
                        if 10.0 / per_save / min(chains) > 3.0 or order < 8:
                            continue
                        gap = solved(equations, split, order, per_save, exact.size)
                        if np.max(np.abs(gap - exact)) <= target:
                            turns.append((2.0 * per_save * sum(k + 1 for k in chains), order))
                            break
                found.append(min(turns, default=(math.nan, 0)))
            (a, one), (b, other) = found
            print(
                f"| {name} | {target:.0e} | {one}, {a:.0f} | {other}, {b:.0f} | {b / a:.2f} |",
                flush=True,
            )
    second = 1.0 / cycle()
    n = 4000
    state = pack(*np.random.default_rng(1).standard_normal((3, n)))
    table = rotation_tables(np.array([0.05]), np.linspace(0.0, 20.0, n))[0]
    frame = pack(np.full(n, 0.6), np.full(n, 0.8))

    passes = 5000
    theirs = best(lambda: _theirs(state, table, frame, passes)) * second / passes / n
    ours = best(lambda: _ours(state, table, passes)) * second / passes / n / 2.0
    print(f"\nCycles a level and turn: {ours:.2f} in use, two turns a pass; {theirs:.2f} split at")
    print("Delta_s, one turn a pass (for two it would need six sums instead of four, and eight")
    print("operations instead of three for every B)")


if __name__ == "__main__":
    main()
