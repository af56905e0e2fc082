"""Order and step for a tolerance, from errors measured on a short copy of the quench."""

import dataclasses
import math
from collections.abc import Callable

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.quench.compression import compressed
from higgs_num.quench.motion import Motion, motion
from higgs_num.quench.problem import Problem
from higgs_num.quench.steppers import MultiProduct
from higgs_num.quench.steppers.floor import FLOOR
from higgs_num.quench.steppers.interface import Adaptive, Stepper
from higgs_num.quench.steppers.splitting import oscillating
from higgs_num.quench.trajectory import follow
from higgs_sym.ground.errors import ArgumentError, ComputationError

WINDOW = 24.0  # of the short copy, in 1/gap: the transient, where Delta(t) moves most
SAMPLES = 400  # times in the short copy at which errors are measured, between steps too
# From the end of the short copy the error grows as t^p. p is measured there, but comes out up to
# 0.6 too small; it is at most 2: a drifting energy shifts a frequency, and that a phase. Over
# quenches of all phases, with and without impurities, a factor three remained enough.
SAFETY = 3.0
MORE_GROWTH, MOST_GROWTH = 0.6, 2.0
CONVERGED = 1e-12  # two solutions over the short time that differ by less, in gap_final, are exact
FALLING = 0.1  # shorter steps lower the error, of order 14, by 300, but not round-off
NOISE = 1e-14  # round-off of a solution over the short time at least, in gap_final
OWN_NOISE = 4.0  # round-off of a candidate at most, in that of the reference
TRIALS = 8  # steps tried for one order
WORTH = 1.05  # a step so much longer is worth another trial


def choose(problem: Problem, stepper: Adaptive) -> tuple[Adaptive, float]:
    """Return the cheapest fixed order and step, and the error of Delta(t) expected at t_max.

    Errors of candidates are differences from a finer solution over a short time, times their
    growth beyond it.

    Raises
    ------
    ArgumentError
        If round-off alone grows beyond the tolerance by t_max.
    ComputationError
        If no candidate reaches the tolerance.
    """
    short, equations, times = _short_copy(problem)

    def gaps(method: Stepper) -> Vector:
        return follow(method, equations, times).record.gap / problem.gap_final

    exact, noise = _reference(gaps, problem)
    longer = max(1.0, problem.t_max / short.t_max)
    coarse = np.abs(gaps(MultiProduct(order=10, longest_step=1.5 / problem.cutoff)) - exact)
    exponent = _exponent(coarse, oscillating(equations.sources))
    growth = SAFETY * longer ** min(MOST_GROWTH, exponent + MORE_GROWTH)
    floor = max(FLOOR, 2.0 * noise * longer**exponent)
    if stepper.tol < floor:
        raise ArgumentError(
            "tol",
            f"be >= {floor:.1e} for this quench, by whose t_max round-off may grow to that",
            stepper.tol,
        )

    differences: dict[Adaptive, float] = {}

    def error_of(method: Adaptive) -> float:
        try:
            difference = float(np.max(np.abs(gaps(method) - exact)))
        except ComputationError:  # far beyond the stability of the method
            return math.inf
        differences[method] = difference
        # Higher orders have larger weights of both signs, and so more round-off of their own.
        return float(growth * max(0.0, difference - OWN_NOISE * noise) + floor)

    best: tuple[float, Adaptive] | None = None
    for order, work in stepper.work.items():
        within = None if best is None else work / best[0]
        h = _longest(stepper, order, problem.cutoff, error_of, within)
        if h is not None:
            best = (work / h, stepper.with_step(order, h))
    if best is None:
        raise ComputationError(f"No step reaches the tolerance {stepper.tol:g}")
    # What could be round-off could be an error of the method as well.
    return best[1], min(stepper.tol, float(growth * differences[best[1]] + floor))


def _exponent(errors: Vector, sourced: bool) -> float:
    """Return p of the growth t^p of errors (n,) at equally spaced times."""
    if sourced:  # no length is kept then, and growth begins late
        return MOST_GROWTH
    first = float(np.max(errors[: errors.size // 2 + 1]))
    measured = math.log2(float(np.max(errors)) / first) if first > 0.0 else 0.0
    return min(MOST_GROWTH, measured)


def _short_copy(problem: Problem) -> tuple[Problem, Motion, Vector]:
    """Return a problem that ends soon, its equations on few nodes, and times to compare at."""
    gap = max(problem.gap_initial, problem.gap_final)
    end = min(problem.t_max, WINDOW / gap)
    if problem.drive is not None:  # the short copy would not see all of it
        end = problem.t_max
    short = dataclasses.replace(problem, t_max=end, save_every=end, save_at=None, probes=())
    rule = compressed(short)
    equations = motion(short, half=None if rule is None else rule.levels)
    equations = dataclasses.replace(equations, hidden=None)  # what Delta does not see
    return short, equations, np.linspace(0.0, end, SAMPLES + 1)


def _reference(gaps: Callable[[MultiProduct], Vector], problem: Problem) -> tuple[Vector, float]:
    """Return Delta(t) with steps so short that still shorter ones change nothing, and round-off.

    Round-off is what shorter steps do change.
    """
    h = 1.0 / problem.cutoff
    coarse = gaps(MultiProduct(order=14, longest_step=h))
    before = math.inf
    for _ in range(10):
        h /= 1.5
        fine = gaps(MultiProduct(order=14, longest_step=h))
        difference = float(np.max(np.abs(fine - coarse)))
        if difference < CONVERGED and difference > FALLING * before:
            break
        coarse, before = fine, difference
    return fine, max(NOISE, min(difference, before))


def _longest(
    stepper: Adaptive,
    order: int,
    cutoff: float,
    error_of: Callable[[Adaptive], float],
    shortest: float | None,
) -> float | None:
    """Return about the longest step that keeps to the tolerance.

    None if none does that is longer than `shortest`.
    """
    most = stepper.longest_possible(order, cutoff)
    h = 0.7 * most
    good: float | None = None
    bad = 1.0001 * most
    for _ in range(TRIALS):
        if shortest is not None and h <= shortest:
            break
        error = error_of(stepper.with_step(order, h))
        # The error goes as h^order; towards the longest steps it rises faster.
        factor = (stepper.tol / max(error, 1e-16)) ** (1.0 / order)
        if error <= stepper.tol:
            good = h
            proposed = min(h * min(0.97 * factor, 1.4), math.sqrt(h * bad))
            if proposed < WORTH * h:
                break
        else:
            bad = h
            proposed = h * min(max(0.95 * factor, 0.3), 0.97)
            if good is not None:
                proposed = math.sqrt(good * bad)
                if proposed < WORTH * good:
                    break
        h = proposed
    return good
