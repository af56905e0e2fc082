"""The inputs of a random-matrix quench, validated once."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from higgs_num.core.arrays import Vector
from higgs_num.inputs import (
    SavedTimes,
    check_rates,
    check_revival,
    duration,
    energy,
    enough_levels,
    from_plain,
    settle,
    to_plain,
)
from higgs_num.levels import even
from higgs_sym.ground.errors import ArgumentError, instance, integer, told

MOST_LEVELS = 5_000  # beyond, one product takes minutes
MOST_SAVED = 1_000_000
MOST_STEPS = 10**12

LARGEST_SEED = 2**63 - 1
SMALLEST_GAP = 1e-6  # of the cutoff: the coupling of clean samples is then exact to 1e-11

# cutoff * step: the phase that a level at the cutoff gains in one step. At this value Delta(t)
# errs by 6e-5 over t = 20 and 1.2e-4 over t = 100 (measured, see docs/oracle.md).
PHASE_PER_STEP = 1.25


@dataclass(frozen=True)
class Disorder:
    """What defines an ensemble of random samples, checked; `Ensemble` tells what each is."""

    cutoff: float
    levels: int
    rate_s: float
    rate_u: float
    realisations: int
    seed: int

    def __post_init__(self) -> None:
        rate_s, rate_u = check_rates(self.rate_s, self.rate_u)
        settle(
            self,
            cutoff=energy("cutoff", self.cutoff),
            levels=even("levels", self.levels, most=MOST_LEVELS),
            rate_s=rate_s,
            rate_u=rate_u,
            realisations=integer("realisations", self.realisations, least=1, most=100_000),
            seed=integer("seed", self.seed, least=0, most=LARGEST_SEED),
        )
        for name, rate in (("rate_s", rate_s), ("rate_u", rate_u)):
            if rate >= self.cutoff:
                raise ArgumentError(name, f"be < the cutoff, {told(self.cutoff)}", rate)

    def gap(self, name: str, value: Any) -> float:
        """Return a gap as a float, or raise `ArgumentError` if the samples do not resolve it.

        The anomalous density, to which the coupling is inverse, comes out of eigenvectors whose
        components have round-off of 1e-16, and is some gap/cutoff.
        """
        number = energy(name, value)
        if number >= self.cutoff:
            raise ArgumentError("cutoff", f"be > {name}, {told(number)}", self.cutoff)
        if number < SMALLEST_GAP * self.cutoff:
            rule = f"be >= {SMALLEST_GAP:g} of the cutoff, {told(self.cutoff)}"
            raise ArgumentError(name, rule, number)
        return number


@dataclass(frozen=True)
class Ensemble:
    """A sudden quench of the coupling at t = 0 in an ensemble of random samples.

    All energies and rates are in one unit of the user's choice, times in its inverse (hbar = 1).
    No result depends on that unit as long as energies lie between 1e-25 and 1e25 in it, times
    between 1e-40 and 1e40; others are refused.

    Parameters
    ----------
    gap_initial, gap_final
        Self-consistent gaps before and after, *with* the impurities, below the cutoff and at least
        1e-6 of it. In every realisation lambda is the one that makes each gap self-consistent
        there.
    rate_s, rate_u
        1/tau_s (spin-flip) and 1/tau_u (potential), >= 0 and below the cutoff. rate_s above a
        gap is the gapless state. The self-consistent Born approximation is exact for
        levels -> infinity; at finite size a rate should exceed the level spacing.
    cutoff
        omega_D, larger than both gaps and rates.
    levels
        N, an even number of equally spaced bare levels in [-cutoff, cutoff].
    realisations
        Number of independent samples of the disorder.
    seed
        Whole number from 0 to 2^63 - 1. Realisation i draws from the seed sequence (seed, levels,
        i).
    t_max
        Last time. It may not exceed pi/spacing, where equally spaced levels rephase.
    save_every
        Saved times are 0 and its multiples.
    step
        Largest time step, 1.25/cutoff unless given; it is shortened so that save_every is a
        whole number of steps.

    Raises
    ------
    ArgumentError
        If a value breaks a rule above.

    Examples
    --------
    >>> from higgs_num.oracle import Ensemble
    >>> problem = Ensemble(0.8, 1.0, rate_s=0.1, levels=40, realisations=2, t_max=2.0)
    >>> problem.times.size
    9
    """

    gap_initial: float
    gap_final: float
    rate_s: float = 0.0
    rate_u: float = 0.0
    cutoff: float = 5.0
    levels: int = 300
    realisations: int = 8
    seed: int = 1
    t_max: float = 40.0
    save_every: float = 0.25
    step: float | None = None

    def __post_init__(self) -> None:
        disorder = self.disorder
        settle(self, **to_plain(disorder))
        for name in ("gap_initial", "gap_final"):
            settle(self, **{name: disorder.gap(name, getattr(self, name))})
        saved = self.saved_times
        settle(self, t_max=saved.t_max, save_every=saved.save_every)
        enough = enough_levels(self.cutoff, self.t_max)
        check_revival(self.t_max, math.pi / self.spacing, f"{enough} levels would do")
        if self.step is not None:
            settle(self, step=duration("step", self.step))
            if self.save_every / self.step > MOST_STEPS:
                rule = f"leave at most {MOST_STEPS:.0e} steps in save_every"
                raise ArgumentError("step", rule, self.step)

    @property
    def disorder(self) -> Disorder:
        """What defines the samples."""
        return Disorder(
            self.cutoff, self.levels, self.rate_s, self.rate_u, self.realisations, self.seed
        )

    @cached_property
    def saved_times(self) -> SavedTimes:
        """When |Delta(t)| is recorded."""
        return SavedTimes(self.t_max, self.save_every, most=MOST_SAVED)

    @property
    def spacing(self) -> float:
        """Distance of neighbouring bare levels."""
        return 2.0 * self.cutoff / self.levels

    @property
    def steps_per_save(self) -> int:
        """Number of steps between saved times."""
        longest = PHASE_PER_STEP / self.cutoff if self.step is None else self.step
        return max(1, math.ceil(self.save_every / longest * (1.0 - 1e-12)))

    @property
    def times(self) -> Vector:
        """Saved times."""
        return self.saved_times.times

    def to_dict(self) -> dict[str, Any]:
        """Return the inputs as JSON types; `from_dict` rebuilds the ensemble."""
        return to_plain(self)

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """Rebuild an ensemble from `to_dict`."""
        return from_plain(cls, instance("plain", plain, dict))
