"""Errors of methods, measured on a short copy of a quench."""

import dataclasses
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.quench.compression import compressed
from higgs_num.quench.motion import Motion, motion
from higgs_num.quench.problem import Problem
from higgs_num.quench.steppers import MultiProduct, Stepper
from higgs_num.quench.steppers.floor import FLOOR
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


@dataclass(frozen=True)
class Reference:
    """What is searched for once, and shared by neighbouring problems.

    step (in 1/energy): of order 14, so short that still shorter ones change nothing but round-off;
    noise: this round-off over the short time, in units of gap_final; exponent: p of the growth
    t^p of errors.
    """

    step: float
    noise: float
    exponent: float


@dataclass(frozen=True)
class Yardstick:
    """The exact Delta(t) of a short copy, and how errors there grow up to t_max.

    Errors are in units of gap_final. `exact` (n,) is Delta(t)/gap_final at `times`.
    """

    problem: Problem
    equations: Motion
    times: Vector
    exact: Vector
    reference: Reference
    growth: float
    floor: float

    @classmethod
    def of(cls, problem: Problem, reference: Reference | None = None) -> Self:
        """Return the yardstick of a problem; the reference is searched for unless it is known."""
        short, equations, times = _short_copy(problem)

        def gaps(method: Stepper) -> Vector:
            return follow(method, equations, times).record.gap / problem.gap_final

        if reference is None:
            exact, step, noise = _search(gaps, problem)
            rough = np.abs(gaps(MultiProduct(order=10, longest_step=1.5 / problem.fastest)) - exact)
            reference = Reference(step, noise, _exponent(rough, oscillating(equations.sources)))
        else:
            exact = gaps(MultiProduct(order=14, longest_step=reference.step))
        longer = max(1.0, problem.t_max / short.t_max)
        growth = SAFETY * longer ** min(MOST_GROWTH, reference.exponent + MORE_GROWTH)
        floor = max(FLOOR, 2.0 * reference.noise * longer**reference.exponent)
        return cls(problem, equations, times, exact, reference, growth, floor)

    def check(self, tol: float) -> None:
        """Raise ArgumentError if round-off alone grows beyond `tol` by t_max."""
        if tol < self.floor:
            raise ArgumentError(
                "tol",
                f"be >= {self.floor:.1e} for this quench, by whose t_max round-off may grow to "
                "that",
                tol,
            )

    def difference(self, method: Stepper) -> float:
        """Return the largest difference from `exact`, infinite beyond the method's stability."""
        try:
            gaps = follow(method, self.equations, self.times).record.gap / self.problem.gap_final
        except ComputationError:
            return math.inf
        return float(np.max(np.abs(gaps - self.exact)))

    def error(self, difference: float) -> float:
        """Return the error by t_max of a method that differs by so much over the short time."""
        # Higher orders have larger weights of both signs, and so more round-off of their own.
        own = max(0.0, difference - OWN_NOISE * self.reference.noise)
        return float(self.growth * own + self.floor)

    def expected(self, difference: float, tol: float) -> float:
        """Return the error to tell the user, at most `tol`, which has been asked for."""
        # What could be round-off could be an error of the method as well.
        return min(tol, float(self.growth * difference + self.floor))


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


def _search(
    gaps: Callable[[MultiProduct], Vector], problem: Problem
) -> tuple[Vector, float, float]:
    """Return Delta(t) with steps so short that still shorter ones change nothing; these; noise."""
    h = 1.0 / problem.fastest
    coarse = gaps(MultiProduct(order=14, longest_step=h))
    before = math.inf
    for _ in range(10):
        h /= 1.5
        fine = gaps(MultiProduct(order=14, longest_step=h))
        difference = float(np.max(np.abs(fine - coarse)))
        if difference < CONVERGED and difference > FALLING * before:
            break
        coarse, before = fine, difference
    # Round-off is what shorter steps do change.
    return fine, h, max(NOISE, min(difference, before))
