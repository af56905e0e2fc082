"""The exact quench against others at equal error of Delta(t), all in one run.

    python -m benchmarks.kinetic [--quick]

Error: the largest |delta Delta| over the run on the times of the method itself, in units of
Delta_f = 1, against a run at tolerance 1e-9. `with companion`: `solve` as users run it, with the
second run that estimates the error; `alone`: the run it returns, followed once more without. Linear
algebra has one thread everywhere; our second thread is our own. Seconds of ours are medians of
three, or what fits into five seconds.

Heun's method (`benchmarks/two_time.py`) is of second order, but with steps that can be afforded its
weak instability, of third order, is most of its error. So the errors of shorter steps h are those
of a(t) h^2 + b(t) h^3 from the two shortest steps that were run, which is tested on a third, and
seconds grow as the cube of their number: products with squares that no cache holds. `stable`: with
three corrections instead of one.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TypeVar

import numpy as np

from benchmarks.machine import description
from benchmarks.two_time import two_time
from higgs_num.core.arrays import Vector
from higgs_num.kinetic import Band, KineticQuench, KineticResult, Method, solve
from higgs_num.kinetic.follow import Setting, Trajectory
from higgs_num.kinetic.run import Solved, followed, on_threads
from higgs_num.kinetic.runs import Runs
from higgs_num.kinetic.spins import level_spins
from higgs_num.oracle import Ensemble, extrapolate, simulate
from higgs_sym.ground.errors import ComputationError
from higgs_sym.ground.progress import silent

T = TypeVar("T")

REFERENCE, LONG, REPEAT = 1e-9, 5.0, 3
QUICK = (KineticQuench(0.7, 1.0, rate_s=0.2, cutoff=5.0, t_max=10.0),)
QUENCHES = (
    KineticQuench(0.7, 1.0, rate_s=0.2, cutoff=5.0, t_max=30.0),
    KineticQuench(0.7, 1.0, rate_s=0.1, cutoff=6.0, t_max=60.0),
    KineticQuench(0.7, 1.0, rate_s=0.3, cutoff=6.0, t_max=60.0),
)
# Of two runs with Heun's method, the second with twice as many: what takes a minute at most.
HEUN_STEPS = {10.0: 400, 30.0: 1200, 60.0: 1200}
ORDER_STEPS, ORDER_UNTIL = (200, 400, 800, 1600), 3.0
PROVED_STEPS, PROVED_UNTIL = (400, 800, 1600), 10.0
CORRECTORS = 3  # of the other variant: the trapezoidal rule, which is stable


def timed(work: Callable[[], T], repeat: int = 1) -> tuple[T, float]:
    """Return what the work gives, and its median seconds: so many times, or five seconds long."""
    seconds: list[float] = []
    while len(seconds) < repeat and sum(seconds) < LONG:
        started = time.perf_counter()
        made = work()
        seconds.append(time.perf_counter() - started)
    return made, statistics.median(seconds)


def short(number: float) -> str:
    """Return it with two digits."""
    return f"{float(f'{number:.1e}'):,.0f}" if number >= 10.0 else f"{number:.1f}"


def label(p: KineticQuench) -> str:
    return f"t = {p.times[-1]:g}, W = {p.cutoff:g}, 1/tau_s = {p.rate_s:g}"


def solved(problem: KineticQuench, tol: float, threads: int = 1) -> Solved:
    """Follow a quench with the companion, as `solve` does."""
    with on_threads(threads) as pool:
        return followed(Runs(problem, tol, pool=pool), silent)


def alone(problem: KineticQuench, setting: Setting, method: Method, threads: int = 1) -> Trajectory:
    """Follow a quench once, with given panels."""
    with on_threads(threads) as pool:
        return Runs(problem, REFERENCE, pool=pool).follow(setting, method)


def setting_of(found: Solved) -> Setting:
    assert found.setting is not None  # the band is finite
    return found.setting


def values(trajectory: Trajectory) -> Vector:
    """Return Delta on all nodes."""
    return np.concatenate([trajectory.gap[:1, 0], trajectory.gap[:, 1:].ravel()])


def error_of(found: Trajectory, exact: Trajectory) -> float:
    return float(np.max(np.abs(values(found) - exact.at(found.nodes)[0])))


# Heun's method


def heun(
    setting: Setting, steps: int, exact: Trajectory, correctors: int = 1
) -> tuple[Vector, float]:
    """Return the errors on the grid, and seconds."""
    with on_threads(1):
        gap, seconds = timed(partial(two_time, setting, steps, correctors))
    return gap - exact.at(np.linspace(0.0, setting.stop, steps + 1))[0], seconds


@dataclass(frozen=True, eq=False)
class Heun:
    """Two runs, the second with twice the steps, and what follows for shorter steps."""

    steps: int  # of the second
    coarse: Vector
    fine: Vector
    seconds: float

    @property
    def error(self) -> float:
        return float(np.max(np.abs(self.fine)))

    def errors(self, shorter: Vector) -> Vector:
        """Return the errors of a h^2 + b h^3 for steps shorter by these factors."""
        fine = self.fine[::2]
        cubic = (self.coarse - 4.0 * fine) / 4.0
        square = fine - cubic
        return np.array([np.max(np.abs(square * x**2 + cubic * x**3)) for x in shorter])

    def seconds_for(self, error: float) -> tuple[float, str]:
        """Return seconds, and a cell of the table, for an error that was not reached."""
        shorter = np.geomspace(1e-6, 1.0, 2000)
        found = np.interp(np.log(error), np.log(self.errors(shorter)), np.log(shorter))
        steps = self.steps / float(np.exp(found))
        seconds = self.seconds * (steps / self.steps) ** 3
        return seconds, f"{short(steps)}, {short(seconds)} s, {short(32e-9 * steps**2)} GB"


def order_of_heun() -> None:
    problem = KineticQuench(0.7, 1.0, rate_s=0.2, cutoff=5.0, t_max=ORDER_UNTIL)
    found = solved(problem, REFERENCE)
    setting, exact = setting_of(found), found.widest.trajectory
    errors = [float(np.max(np.abs(heun(setting, n, exact)[0]))) for n in ORDER_STEPS]
    orders = [float(np.log2(a / b)) for a, b in pairwise(errors)]
    print(
        f"Heun, t = {ORDER_UNTIL:g}, {', '.join(map(str, ORDER_STEPS))} steps: errors "
        f"{', '.join(f'{one:.1e}' for one in errors)}, order "
        f"{', '.join(f'{one:.2f}' for one in orders)}"
    )
    problem = KineticQuench(0.7, 1.0, rate_s=0.2, cutoff=5.0, t_max=PROVED_UNTIL)
    found = solved(problem, REFERENCE)
    setting, exact = setting_of(found), found.widest.trajectory
    (one, _), (two, last), (three, _) = (heun(setting, n, exact) for n in PROVED_STEPS)
    guess = Heun(PROVED_STEPS[1], one, two, last).errors(np.array([0.5]))[0]
    print(
        f"The rule, t = {PROVED_UNTIL:g}: from {PROVED_STEPS[0]} and {PROVED_STEPS[1]} steps an "
        f"error of {guess:.2e} with {PROVED_STEPS[2]}; found {np.max(np.abs(three)):.2e}\n",
        flush=True,
    )


# Equal error


@dataclass(frozen=True, eq=False)
class Tried:
    """Panels, their error and the seconds of one run."""

    method: Method
    error: float
    seconds: float


def tried(problem: KineticQuench, setting: Setting, exact: Trajectory) -> list[Tried]:
    """Return what long panels of few points do."""
    found = []
    for points in (8, 12):
        for phase in (8.0, 6.0, 4.0):
            method = Method(points, phase, 1e-7, 1e-7)
            try:
                one, seconds = timed(partial(alone, problem, setting, method))
            except ComputationError:  # panels too long for the iteration
                continue
            found.append(Tried(method, error_of(one, exact), seconds))
    return found


def same_error(problems: tuple[KineticQuench, ...]) -> None:
    print("Both measured; ours alone, the fastest panels that err no more:\n")
    print(
        "| quench | peer | steps | error | seconds | ours: points, phase | error | seconds "
        "| ratio |\n|---|---|---|---|---|---|---|---|---|"
    )
    known = []
    for problem in problems:
        found = solved(problem, REFERENCE)
        setting, exact = setting_of(found), found.widest.trajectory
        n = HEUN_STEPS[problem.times[-1]]
        (coarse, _), (fine, second) = (heun(setting, k, exact) for k in (n, 2 * n))
        peer = Heun(2 * n, coarse, fine, second)
        known.append((problem, setting, exact, peer))
        stable, third = heun(setting, n, exact, CORRECTORS)
        ours = tried(problem, setting, exact)
        for name, steps, theirs, seconds in (
            ("Heun", 2 * n, peer.error, second),
            ("stable", n, float(np.max(np.abs(stable))), third),
        ):
            best = min((one for one in ours if one.error <= theirs), key=lambda one: one.seconds)
            m = best.method
            print(
                f"| {label(problem)} | {name} | {steps:,} | {theirs:.1e} | {seconds:.1f} s "
                f"| {m.points}, {m.phase:g} | {best.error:.1e} | {best.seconds:.2f} s "
                f"| {short(seconds / best.seconds)} |",
                flush=True,
            )
    print("\nOurs measured, Heun extrapolated (ratios: with companion, alone; one thread):\n")
    print(
        "| quench, tol | times | error | with companion: 1, 2 threads | alone: 1, 2 threads "
        "| Heun at tol: steps, time, memory | ratio | ratio at our error |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    for problem, setting, exact, peer in known:
        for tol in (1e-6, 1e-8):
            whole, companion = timed(partial(solved, problem, tol), REPEAT)
            _, companion_two = timed(partial(solved, problem, tol, 2), REPEAT)
            method = whole.widest.method
            one, once = timed(partial(alone, problem, setting, method), REPEAT)
            _, once_two = timed(partial(alone, problem, setting, method, 2), REPEAT)
            error = error_of(one, exact)
            at_tol, cell_tol = peer.seconds_for(tol)
            at_error, _ = peer.seconds_for(error)
            print(
                f"| {label(problem)}, {tol:.0e} | {one.nodes.size:,} | {error:.1e} "
                f"| {companion:.2f} s, {companion_two:.2f} s | {once:.2f} s, {once_two:.2f} s "
                f"| {cell_tol} | {short(at_tol / companion)}, {short(at_tol / once)} "
                f"| {short(at_error / companion)}, {short(at_error / once)} |",
                flush=True,
            )


# Random matrices


def flat(t_max: float, depth: int) -> KineticQuench:
    return KineticQuench(
        0.7, 1.0, rate_s=0.2, cutoff=5.0, band=Band.FLAT, depth=depth,
        t_max=t_max, save_every=0.25,
    )  # fmt: skip


def rms(values: Vector) -> float:
    return float(np.sqrt(np.mean(values**2)))


def against_matrices(t_max: float, samples: dict[int, int], deepest: int) -> None:
    exact = solve(flat(t_max, deepest), tol=1e-5, threads=1)
    found: dict[int, KineticResult] = {}
    results = []
    rows: list[tuple[str, float, float, float]] = []
    for levels, realisations in samples.items():
        ensemble = Ensemble(
            0.7, 1.0, rate_s=0.2, cutoff=5.0, levels=levels, realisations=realisations, seed=1,
            t_max=t_max, save_every=0.25,
        )  # fmt: skip
        one = simulate(ensemble, workers=1)
        results.append(one)
        away, noise = rms(one.mean - exact.gap), rms(one.standard_error)
        rows.append((f"N = {levels}, {realisations} samples", away, noise, one.seconds))
    line = extrapolate(results)
    away, noise = rms(line.gap - exact.gap), rms(line.standard_error)
    rows.append(("extrapolated in 1/N", away, noise, sum(one.seconds for one in results)))
    print(
        f"Flat band, W = 5, 1/tau_s = 0.2, 0.7 -> 1, t = {t_max:g}, root mean squares over t; ours "
        f"against depth {deepest}, whole `solve`, one thread, tol 1e-5:\n"
    )
    print(
        "| random matrices | rms difference to ours | standard error | seconds, one core "
        "| ours: depth | rms error | seconds | ratio |\n|---|---|---|---|---|---|---|---|"
    )
    for name, away, noise, seconds in rows:
        for depth in (1, 2, 4, 8):
            if depth not in found:
                found[depth] = solve(flat(t_max, depth), tol=1e-5, threads=1)
            ours = found[depth]
            if (error := rms(ours.gap - exact.gap)) <= max(away, noise) or 2 * depth == deepest:
                break
        print(
            f"| {name} | {away:.1e} | {noise:.1e} | {seconds:.1f} s | {depth} | {error:.1e} "
            f"| {ours.seconds:.1f} s | {seconds / ours.seconds:.1f} |",
            flush=True,
        )


# Levels


def level_resolved(problem: KineticQuench) -> None:
    """Sum Delta over levels of which each is followed in the known self-energy."""
    found = solved(problem, 1e-6)
    setting, run = setting_of(found), found.widest.trajectory
    _, once = timed(partial(alone, problem, setting, found.widest.method), 3)
    print(
        f"{label(problem)}, {run.nodes.size} times; scalar functions: {once:.2f} s alone, "
        f"{run.sweeps / run.lengths.size:.1f} sweeps a panel\n"
    )
    print(
        "| levels eps > 0 | of W t/2 | error of Delta(t) | seconds | a level | over ours |\n"
        "|---|---|---|---|---|---|"
    )
    least = problem.cutoff * problem.times[-1] / 2.0
    for count in (round(share * least) for share in (0.8, 1.0, 1.2)):
        # Gauss's rule for a semicircle; S^x(-eps) = S^x(eps).
        angle = np.pi * np.arange(1, count + 1) / (2 * count + 1)
        energies = problem.cutoff * np.cos(angle)
        weights = 4.0 / (2 * count + 1) * np.sin(angle) ** 2
        with on_threads(1):
            spins, seconds = timed(partial(level_spins, setting, run, energies))
        error = float(np.max(np.abs(setting.final * (weights @ spins[:, 0]) - values(run))))
        print(
            f"| {count} | {count / least:.2f} | {error:.1e} | {seconds:.1f} s "
            f"| {seconds / count:.2f} s | {seconds / once:.0f} |",
            flush=True,
        )


# Growth


def growth(until: tuple[float, ...]) -> None:
    print("W = 5, 1/tau_s = 0.2, 0.7 -> 1, tol 1e-6, with the companion, one thread:\n")
    print("| t | times | seconds | memory, GB | error, estimated |\n|---|---|---|---|---|")
    nodes, seconds = [], []
    for t_max in until:
        problem = KineticQuench(0.7, 1.0, rate_s=0.2, cutoff=5.0, t_max=t_max)
        one = solve(problem, tol=1e-6, threads=1)
        nodes.append(one.nodes)
        seconds.append(one.seconds)
        print(
            f"| {t_max:g} | {one.nodes:,.0f} | {one.seconds:.1f} | {one.memory * 1e-9:.2f} "
            f"| {one.error:.1e} |",
            flush=True,
        )
    x, y = np.log(nodes), np.log(seconds)
    print(
        f"\nSeconds grow as times to the power {np.polyfit(x, y, 1)[0]:.2f}, "
        f"between the last two {(y[-1] - y[-2]) / (x[-1] - x[-2]):.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short times, in a minute")
    options = parser.parse_args()
    print(description(), "\n")
    solved(KineticQuench(0.7, 1.0, cutoff=5.0, t_max=1.0), 1e-4)  # loads what is loaded once
    order_of_heun()
    same_error(QUICK if options.quick else QUENCHES)
    print()
    if options.quick:
        against_matrices(9.0, {60: 8, 120: 4}, 8)
    else:
        against_matrices(18.0, {120: 32, 240: 16}, 16)
    print()
    level_resolved((QUICK if options.quick else QUENCHES)[0])
    print()
    growth((15.0, 30.0, 60.0) if options.quick else (30.0, 60.0, 120.0, 240.0))


if __name__ == "__main__":
    main()
