"""Equations of motion (9)-(11) of a problem as plain arrays: what a stepper needs to know."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Self

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.drives import Drive
from higgs_num.equilibrium.coupling import coupling
from higgs_num.levels import HalfLevels, LevelSet
from higgs_num.quench.observable import Observable
from higgs_num.quench.parity import joined
from higgs_num.quench.problem import Problem
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.sectors import Sector, all_levels, known_rates, split
from higgs_num.quench.sources import Sources, sources


@dataclass(frozen=True)
class Led:
    """Levels of no weight, which follow Delta(t) and do not act on it.

    energies (m,), of any sign; spins (3, m) at t = 0. The first `probes` of them are those of the
    problem; the rest, if any, are all levels, for the observables.
    """

    energies: Vector
    spins: Vector
    sources: Sources
    probes: int

    @classmethod
    def of(cls, problem: Problem, everywhere: Vector) -> Self:
        """Return the probes of the problem and the levels `everywhere` (n,)."""
        eps = np.concatenate([problem.probes, everywhere])
        sector = all_levels(problem, eps)
        return cls(eps, sector.spins, sector.sources, len(problem.probes))


@dataclass(frozen=True)
class Motion:
    """One quench on the levels that have to be followed.

    `levels` are all levels, or, of a symmetric set, the positive half (`folded`). `spins` (3, n)
    is the state at t = 0 and `half_lambda` = lambda/2. If folded, `spins` and `sources` are those
    of the sector that moves Delta, and `hidden` is the opposite one, None where it is zero
    (`sectors.split`). With a `drive`, `half_lambda` is that of the final coupling and `initial`
    the ratio of the initial to it; at `breaks` > 0, increasing, derivatives of lambda jump before
    t_max. `led` are levels that are recorded and do not act, None if there are none.
    """

    levels: LevelSet
    half_lambda: float
    spins: Vector
    sources: Sources
    hidden: Sector | None = None
    drive: Drive | None = None
    initial: float = 1.0
    breaks: tuple[float, ...] = ()
    led: Led | None = None
    observables: tuple[Observable, ...] = ()
    sources_of: Callable[[Vector], Sources] | None = None

    def sources_at(self, eps: Vector) -> Sources:
        """Return the coefficients of sources on other levels (n,), with W and sin(theta) zero."""
        assert self.sources_of is not None  # motions of problems have it
        return self.sources_of(eps)

    @property
    def folded(self) -> bool:
        """Whether the positive half is followed and stands for all."""
        return not self.levels.whole

    @property
    def everywhere(self) -> LevelSet:
        """All levels of either sign, for which those that are followed stand."""
        return self.levels.everywhere

    def observed(self, spins: Vector, t: float) -> dict[str, float]:
        """Return the observables by name for spins (3, N) on `everywhere` at time t."""
        levels = self.everywhere
        return {
            one.name: one.total(levels.energies, levels.weights, spins, t)
            for one in self.observables
        }

    def half_lambda_at(self, t: Vector, near: Vector | None = None) -> Vector:
        """Return lambda(t)/2 at times of any shape; `near` as in `drive`."""
        if self.drive is None:
            return np.full(t.shape, self.half_lambda)
        with np.errstate(all="ignore"):  # what is not finite ends in a Delta(t) that is not
            factor = self.drive.factor(t, self.initial, t if near is None else near)
            return np.asarray(self.half_lambda * factor)

    def half_lambda_series(self, t: Vector, near: Vector, order: int) -> Vector:
        """Return the Taylor coefficients of lambda/2 at times (n,): (n, order + 1)."""
        if self.drive is None:
            return self.half_lambda * np.eye(1, order + 1).repeat(t.size, axis=0)
        with np.errstate(all="ignore"):
            return np.asarray(self.half_lambda * self.drive.series(t, self.initial, near, order))

    def half_lambdas(self, ends: Vector, fractions: Vector) -> Vector:
        """Return lambda/2 at fractions of steps that cross no stop, (steps, turns).

        ends (steps + 1,). Of a constant coupling one row, (1, turns).
        """
        if self.drive is None:
            return self.half_lambda_at(fractions)[None]
        starts, lengths = ends[:-1, None], np.diff(ends)[:, None]
        return self.half_lambda_at(starts + lengths * fractions, starts + lengths / 2.0)

    def half_lambdas_between(self, ends: Vector, order: int) -> Vector:
        """Return Taylor coefficients of lambda/2 at the ends of steps that cross no stop."""
        count = 1 if self.drive is None else ends.size
        middle = np.full(count, (ends[0] + ends[-1]) / 2.0)
        return self.half_lambda_series(ends[:count], middle, order)


def motion(
    problem: Problem,
    *,
    by_parity: bool = True,
    half: HalfLevels | None = None,
    observables: tuple[Observable, ...] = (),
) -> Motion:
    """Set up the motion after the quench.

    `by_parity` false: all levels are followed wherever there is a hidden sector, as (9) says, and
    none are led. `half`: levels that stand for those of a symmetric problem.
    """
    levels: LevelSet = problem.grid
    hidden: Sector | None = None
    if problem.grid.symmetric:
        positive = problem.grid.folded() if half is None else half
        seen, hidden = split(problem, positive)
        levels = positive if by_parity or hidden is None else positive.everywhere
    if levels.whole:
        seen, hidden = all_levels(problem, levels.energies), None
    known = *known_rates(problem), problem.temperature
    lambda_ = coupling(levels, problem.gap_final, *known)
    breaks = () if problem.drive is None else problem.drive.breaks
    led: Led | None = None
    if by_parity and (problem.probes or observables):
        led = Led.of(problem, levels.everywhere.energies if observables else np.zeros(0))
    return Motion(
        levels,
        lambda_ / 2.0,
        seen.spins,
        seen.sources,
        hidden,
        problem.drive,
        coupling(levels, problem.gap_initial, *known) / lambda_,
        tuple(time for time in breaks if 0.0 < time < problem.t_max),
        led,
        observables,
        partial(_coefficients, problem),
    )


def _coefficients(problem: Problem, eps: Vector) -> Sources:
    zero = np.zeros_like(eps)
    return sources(problem, eps, zero, zero)


def unfolded(spins: Vector, folded: bool) -> Vector:
    """Return spins (3, N) on all levels, rebuilt by parity from the followed ones."""
    return joined(spins) if folded else spins


def snapshot(motion: Motion, spins: Vector, t: float) -> Recorded:
    """Return the record at time t for spins (3, n) on the levels that are followed; no probes."""
    half_lambda = float(motion.half_lambda_at(np.array(t)))
    weights, eps = motion.levels.weights, motion.levels.energies
    gap = half_lambda * float(np.dot(weights, spins[0]))
    energy = float(np.dot(weights * eps, spins[2])) - gap * gap / (2.0 * half_lambda)
    lengths = np.linalg.norm(spins, axis=0) - np.linalg.norm(motion.spins, axis=0)
    return Recorded(
        gap=np.array([gap]),
        energy=np.array([energy]),
        norm_change=np.array([np.max(np.abs(lengths))]),
        probe_spins=np.zeros((1, 3, 0)),
        observables={
            name: np.array([value])
            for name, value in motion.observed(unfolded(spins, motion.folded), t).items()
        },
    )
