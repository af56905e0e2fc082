"""Seconds and ratios of the integrators at equal measured accuracy, all in one run.

    python -m benchmarks.quench [--t-max 300] [--no-peers]

Closure `static`, 1/tau_s = 0.1, cutoff 10, Delta_f = 1, levels eps > 0 only; error: the largest
|delta Delta| over the run, 1,800 saved times. Every method gets the cheapest of its settings whose
measured error is below the target. Methods take turns, and the median of the repetitions counts,
so that other work on the machine disturbs all alike. Set-up (choice of steps, Gauss rule,
compilation) is not in the seconds; that of ours is printed apart.
"""

import argparse
import math
import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks import c_reference
from benchmarks.implicit_midpoint import implicit_midpoint
from benchmarks.machine import description
from benchmarks.numpy_side import NumpySolveIvp
from higgs_num.core.arrays import Vector
from higgs_num.quench import RK4, Cvode, Heyoka, MultiProduct, Problem, SolveIvp, Stepper, run_all
from higgs_num.quench.accuracy import choose
from higgs_num.quench.compression import compressed
from higgs_num.quench.motion import Motion, motion
from higgs_num.quench.steppers.extrapolation import CHAINS
from higgs_num.quench.trajectory import follow
from higgs_sym.ground.errors import ComputationError

QUENCHES = {"weak": 0.95, "strong": 0.3, "III": 0.1}
Solve = Callable[[], Vector]


def by(stepper: Stepper, equations: Motion, times: Vector) -> Vector:
    gap: Vector = follow(stepper, equations, times).record.gap
    return gap


def error_of(solve: Solve, exact: Vector) -> float:
    try:
        return float(np.max(np.abs(solve() - exact)))
    except ComputationError:  # a step beyond the stability of the method
        return math.inf


def fixed_step(solve: Callable[[float], Vector], exact: Vector, target: float, order: int) -> float:
    """Return a step whose measured error is just below the target; steps divide the saves."""
    interval, h = 1.0 / 6.0, 1.0 / 60.0
    for _ in range(8):
        error = error_of(partial(solve, h), exact)
        if 0.7 * target < error <= target:
            break
        if not error < 1.0:
            h /= 4.0
            continue
        h = interval / math.ceil(interval / (h * (0.9 * target / error) ** (1.0 / order)))
    return h


def tolerance(solve: Callable[[float], Vector], exact: Vector, target: float) -> float:
    """Return the largest tolerance of 1, 0.5, 0.25 ... times 100 targets that is good enough."""
    asked = 100.0 * target
    while error_of(partial(solve, asked), exact) > target:
        asked *= 0.5
    return asked


def ours(equations: Motion, times: Vector, exact: Vector, target: float) -> MultiProduct:
    """Return the fastest order and step whose measured error is below the target."""
    found: list[tuple[float, MultiProduct]] = []
    for order, work in MultiProduct().work.items():
        if len(CHAINS[order]) < 4:
            continue
        n = 1.0 / MultiProduct().longest_possible(order, 10.0)
        while n < 12.0:
            n *= 1.05
            stepper = MultiProduct(order=order, longest_step=1.0 / n)
            if error_of(partial(by, stepper, equations, times), exact) <= target:
                found.append((work * n, stepper))
                break
    return min(found, key=lambda pair: pair[0])[1]


def medians(methods: dict[str, Solve], repeat: int) -> dict[str, float]:
    seconds: dict[str, list[float]] = {label: [] for label in methods}
    for _ in range(repeat):
        for label, solve in methods.items():
            started = time.perf_counter()
            solve()
            seconds[label].append(time.perf_counter() - started)
    return {label: statistics.median(values) for label, values in seconds.items()}


def against_c(names: list[str], t_max: float, levels: int, repeat: int) -> None:
    rk4, mpe = c_reference.build("rk4"), c_reference.build("mpe")
    print(
        "| quench, target | ours: order, step | all | nodes | C RK4, all | C RK4, nodes "
        "| all/all | all/nodes | nodes/nodes | two threads, all | nodes | numba/C | set-up |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for name in names:
        problem = Problem(
            QUENCHES[name], 1.0, rate_s=0.1, closure="static",
            levels=levels, t_max=t_max, save_every=1.0 / 6.0,
        )  # fmt: skip
        times, whole = problem.times, motion(problem)
        started = time.perf_counter()
        rule = compressed(problem)
        ruled = time.perf_counter() - started
        nodes = whole if rule is None else motion(problem, half=rule.levels)
        exact = by(MultiProduct(order=16, longest_step=1.0 / 12.0), whole, times)
        for target in (1e-6, 1e-10):
            started = time.perf_counter()
            choose(problem, MultiProduct(target))
            chosen = time.perf_counter() - started
            one = ours(nodes, times, exact, target)
            two = MultiProduct(order=one.order, longest_step=one.longest_step, threads=2)
            h = fixed_step(partial(c_reference.rk4, rk4, nodes, times), exact, target, 4)
            state = one.init(whole, times, np.zeros(0))
            t = medians(
                {
                    "all": partial(by, one, whole, times),
                    "nodes": partial(by, one, nodes, times),
                    "C all": partial(c_reference.rk4, rk4, whole, times, h),
                    "C nodes": partial(c_reference.rk4, rk4, nodes, times, h),
                    "two all": partial(by, two, whole, times),
                    "two nodes": partial(by, two, nodes, times),
                    "C same": partial(c_reference.mpe, mpe, state, state.schedule.count),
                },
                repeat,
            )
            print(
                f"| {name}, {target:.0e} | {one.order}, 1/{1.0 / (one.longest_step or 1.0):.2f} "
                f"| {t['all']:.3f} s | {t['nodes']:.4f} s | {t['C all']:.2f} s "
                f"| {t['C nodes']:.3f} s | {t['C all'] / t['all']:.1f} "
                f"| {t['C all'] / t['nodes']:.0f} | {t['C nodes'] / t['nodes']:.1f} "
                f"| {t['all'] / t['two all']:.2f} | {t['nodes'] / t['two nodes']:.2f} "
                f"| {t['all'] / t['C same']:.2f} | {chosen:.2f} + {ruled:.2f} s |",
                flush=True,
            )


def against_peers(repeat: int) -> None:
    problem = Problem(
        0.95, 1.0, rate_s=0.1, closure="static", levels=2000, t_max=100.0, save_every=1.0 / 6.0
    )
    times, equations = problem.times, motion(problem)
    exact = by(MultiProduct(order=16, longest_step=1.0 / 12.0), equations, times)
    rk4 = c_reference.build("rk4")
    print("| method | 1e-6: error | time / ours | 1e-10: error | time / ours |")
    print("|---|---|---|---|---|")
    columns: list[dict[str, tuple[float, float]]] = []
    for target in (1e-6, 1e-10):
        one = ours(equations, times, exact, target)
        c_rk4 = partial(c_reference.rk4, rk4, equations, times)
        midpoint = partial(implicit_midpoint, equations, times)

        def tolerant(make: Callable[[float], Stepper], target: float = target) -> Solve:
            def solve(asked: float) -> Vector:
                return by(make(asked), equations, times)

            return partial(solve, tolerance(solve, exact, target))

        h = fixed_step(c_rk4, exact, target, 4)
        methods: dict[str, Solve] = {
            "ours, all levels, one thread": partial(by, one, equations, times),
            "RK4, C": partial(c_rk4, h),
            "RK4, numba": partial(by, RK4(h), equations, times),
            "DOP853, scipy, numpy": tolerant(lambda x: NumpySolveIvp("DOP853", x, x)),
            "DOP853, scipy, numba": tolerant(lambda x: SolveIvp("DOP853", x, x)),
            "Adams, CVODE": tolerant(lambda x: Cvode("Adams", x, x)),
            "Taylor, heyoka": tolerant(Heyoka),
        }
        if target > 1e-8:  # order 2: hours at 1e-10
            h = fixed_step(midpoint, exact, target, 2)
            methods["implicit midpoint, numba"] = partial(midpoint, h)
        seconds = medians(methods, repeat)
        base = seconds["ours, all levels, one thread"]
        columns.append(
            {label: (error_of(m, exact), seconds[label] / base) for label, m in methods.items()}
        )
    for label in columns[0]:
        cells = [column.get(label) for column in columns]
        row = " | ".join("- | -" if c is None else f"{c[0]:.1e} | {c[1]:.1f}" for c in cells)
        print(f"| {label} | {row} |", flush=True)


def two_runs(repeat: int) -> None:
    problems = [Problem(gap, 1.0, rate_s=0.1, closure="static") for gap in (0.95, 0.9)]
    stepper = MultiProduct(order=14, longest_step=0.25)
    t = medians(
        {
            str(n): partial(run_all, problems, stepper, threads=n, compress=False)  # type: ignore[dict-item]
            for n in (1, 2)
        },
        repeat,
    )
    print(f"Two runs on two threads: {t['1'] / t['2']:.2f} times as fast as one after the other")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--t-max", type=float, default=300.0)
    parser.add_argument("--levels", type=int, default=15024)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--no-peers", action="store_true", help="only C, which needs no package")
    parser.add_argument("--quenches", nargs="*", default=list(QUENCHES))
    options = parser.parse_args()
    print(description(), "\n")
    against_c(options.quenches, options.t_max, options.levels, options.repeat)
    print()
    two_runs(options.repeat)
    if not options.no_peers:
        print("\n2,000 levels, t = 100, weak:\n")
        against_peers(max(1, options.repeat - 2))


if __name__ == "__main__":
    main()
