"""Seconds and ratios of the integrators at equal measured accuracy, all in one run.

    python -m benchmarks.quench [--t-max 100] [--levels 15024] [--dop853]

Closure `static`, 1/tau_s = 0.1, cutoff 10, Delta_f = 1; error: max over the run of |delta Delta|.
Methods take turns, and the best of the repetitions counts, so that other work on the machine
disturbs all alike. Set-up (choice of steps, Gauss rule) is reported apart.
"""

import argparse
import math
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from scipy.integrate import solve_ivp

from benchmarks import c_reference
from higgs_num.core.arrays import Vector
from higgs_num.quench import MultiProduct, Problem, run
from higgs_num.quench.accuracy import choose
from higgs_num.quench.compression import compressed
from higgs_num.quench.motion import Motion, motion
from higgs_num.quench.steppers.extrapolation import CHAINS
from higgs_num.quench.trajectory import follow
from higgs_sym.errors import ComputationError

QUENCHES = {"weak": 0.95, "strong": 0.3, "III": 0.1}
Solve = Callable[[], Vector]


def step_for(solve: Callable[[float], Vector], exact: Vector, target: float, order: int) -> float:
    """Return a step whose measured error is just below the target."""
    h = 1.0 / 64.0
    for _ in range(6):
        error = float(np.max(np.abs(solve(h) - exact)))
        if 0.5 * target < error <= target:
            break
        if not error < 1.0:
            h /= 4.0
            continue
        interval = 1.0 / 6.0
        h = interval / math.ceil(interval / (h * (0.8 * target / error) ** (1.0 / order)))
    return h


def dop853(motion_: Motion, times: Vector, rtol: float) -> Vector:
    eps, w, source = motion_.levels.energies, motion_.levels.weights, motion_.sources.constant
    n = eps.size

    def slope(_t: float, y: Vector) -> Vector:
        two_gap = 2.0 * motion_.half_lambda * np.dot(w, y[:n])
        out = np.empty_like(y)
        out[:n] = 2.0 * eps * y[n : 2 * n]
        out[n : 2 * n] = source - 2.0 * eps * y[:n] - two_gap * y[2 * n :]
        out[2 * n :] = two_gap * y[n : 2 * n]
        return out

    start = motion_.spins.reshape(-1)
    solution = solve_ivp(slope, (0.0, times[-1]), start, "DOP853", times, rtol=rtol, atol=rtol)
    gap: Vector = motion_.half_lambda * (w @ solution.y[:n])
    return gap


def ours(stepper: MultiProduct, motion_: Motion, times: Vector) -> Vector:
    return follow(stepper, motion_, times).record[:, 0]


def error_of(stepper: MultiProduct, motion_: Motion, exact: Vector, times: Vector) -> float:
    try:
        return float(np.max(np.abs(ours(stepper, motion_, times) - exact)))
    except ComputationError:  # a step beyond the stability of the method
        return math.inf


def candidates(interval: float) -> list[MultiProduct]:
    """Return orders and steps, cheapest first: RK4, too, is given the step that just suffices."""
    costs = sorted(
        (steps * sum(k + 1 for k in CHAINS[order]), order, steps)
        for order in CHAINS
        for steps in (1, 2, 3, 4)
    )
    return [MultiProduct(order=o, longest_step=interval / n) for _, o, n in costs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--t-max", type=float, default=100.0)
    parser.add_argument("--levels", type=int, default=15024)
    parser.add_argument("--save-every", type=float, default=1.0 / 6.0)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--dop853", action="store_true", help="also scipy with numpy (slow)")
    parser.add_argument("--quenches", nargs="*", default=list(QUENCHES))
    options = parser.parse_args()
    library = c_reference.build()
    print("quench  target method          seconds   error   ratio to ours  set-up")
    for name in options.quenches:
        problem = Problem(
            QUENCHES[name], 1.0, rate_s=0.1, closure="static",
            levels=options.levels, t_max=options.t_max, save_every=options.save_every,
        )  # fmt: skip
        times, whole = problem.times, motion(problem)
        rule = compressed(problem)
        nodes = whole if rule is None else motion(problem, half=rule.levels)
        fine = MultiProduct(order=14, longest_step=1.0 / 24.0)
        exact = run(problem, fine, compress=False).gap
        for target in (1e-6, 1e-10):
            started = time.perf_counter()
            choose(problem, MultiProduct(target))
            set_up = time.perf_counter() - started
            fixed = next(
                stepper
                for stepper in candidates(float(times[1]))
                if error_of(stepper, nodes, exact, times) <= target
            )
            c_rk4 = partial(c_reference.rk4, library)
            h = step_for(partial(c_rk4, nodes, times), exact, target, 4)
            methods: dict[str, Solve] = {
                "ours, all": partial(ours, fixed, whole, times),
                "ours, nodes": partial(ours, fixed, nodes, times),
                "C RK4, all": partial(c_rk4, whole, times, h),
                "C RK4, nodes": partial(c_rk4, nodes, times, h),
            }
            if options.dop853:
                methods["DOP853, nodes"] = partial(dop853, nodes, times, target / 30.0)
            best, error = dict.fromkeys(methods, math.inf), dict.fromkeys(methods, 0.0)
            for _ in range(options.repeat):
                for label, solve in methods.items():
                    started = time.perf_counter()
                    gap = solve()
                    best[label] = min(best[label], time.perf_counter() - started)
                    error[label] = float(np.max(np.abs(gap - exact)))
            for label, seconds in best.items():
                base = best["ours, nodes" if "nodes" in label else "ours, all"]
                print(
                    f"{name:<7} {target:.0e}  {label:<14} {seconds:8.4f} {error[label]:8.1e} "
                    f"{seconds / base:8.2f}        {set_up if 'ours' in label else 0.0:.3f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
