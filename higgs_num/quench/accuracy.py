"""Order and step for a tolerance, from errors measured on a short copy of the quench."""

import dataclasses
import math
from typing import TypeVar

import numpy as np

from higgs_num.quench.compression import compressed
from higgs_num.quench.motion import motion
from higgs_num.quench.problem import Problem
from higgs_num.quench.steppers import Composition, MultiProduct
from higgs_num.quench.steppers.floor import FLOOR
from higgs_num.quench.trajectory import follow
from higgs_sym.errors import ComputationError

WINDOW = 12.0  # of the short copy, in 1/gap: the transient, where Delta(t) moves most
SAFETY = 10.0  # the error grows in proportion to time, or somewhat faster in phase III
NOISE = 1e-13  # round-off of a difference of two solutions over the short time, in gap_final
MOST_STEPS = 4096  # in the time between two saves

Adaptive = TypeVar("Adaptive", MultiProduct, Composition)


def choose(problem: Problem, stepper: Adaptive) -> tuple[Adaptive, float]:
    """Return the cheapest fixed order and step, and the error of Delta(t) expected at t_max.

    Errors of candidates are differences from a finer solution over a short time; the splitting
    makes the same error each step, so they grow in proportion to time.

    Raises
    ------
    ComputationError
        If no candidate reaches the tolerance.
    """
    interval = float(problem.times[1])
    gap = max(problem.gap_initial, problem.gap_final)
    saves = max(1, math.ceil(WINDOW / gap / interval))
    if problem.drive is not None:  # the short copy would not see all of it
        saves = problem.times.size - 1
    short = dataclasses.replace(problem, t_max=min(problem.t_max, saves * interval))
    rule = compressed(short)
    equations = motion(short, half=None if rule is None else rule.levels)
    growth = SAFETY * max(1.0, problem.t_max / short.t_max) / problem.gap_final
    times = short.times

    def gaps(method: MultiProduct | Composition) -> np.ndarray:
        return follow(method, equations, times).record[:, 0]

    def reference(steps: int) -> np.ndarray:
        return gaps(MultiProduct(order=14, longest_step=interval / steps))

    # A level at the cutoff turns by 2 eps h; above one turn a step no scheme here converges.
    fewest = max(1, math.ceil(problem.cutoff * interval / math.pi))
    ladder = sorted({fewest * n for n in (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128)})
    candidates = sorted(
        (steps * turns, order, steps)
        for steps in range(fewest, max(ladder) + 1)
        if steps in ladder or steps < 4 * fewest
        for order, turns in stepper.work.items()
    )
    reference_steps = 2 * fewest + 1
    exact = reference(reference_steps)
    known: dict[tuple[int, int], float] = {}
    for _, order, steps in candidates:
        if steps > MOST_STEPS:
            continue
        if any(_hopeless(order, steps, seen, error, growth, stepper.tol)
               for seen, error in known.items()):  # fmt: skip
            continue
        if steps >= reference_steps:
            reference_steps = 2 * steps
            exact = reference(reference_steps)
        fixed = stepper.with_step(order, interval / steps)
        difference = float(np.max(np.abs(gaps(fixed) - exact)))
        error = max(0.0, difference - NOISE * problem.gap_final)
        known[order, steps] = error
        if error * growth <= stepper.tol:
            floor = FLOOR * max(1.0, problem.t_max / short.t_max / 10.0)
            return fixed, max(error * growth, floor)
    raise ComputationError(f"No step reaches the tolerance {stepper.tol:g}")


def _hopeless(
    order: int, steps: int, seen: tuple[int, int], error: float, growth: float, tol: float
) -> bool:
    """Whether a measured candidate of the same order says that `steps` are still too few."""
    same, fewer = seen
    if same != order or steps < fewer:
        return False
    # Twice the nominal order: far from the limit errors fall faster than they will.
    return error * growth * (fewer / steps) ** (2 * order) > tol
