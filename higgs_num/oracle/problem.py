"""The inputs of a random-matrix quench, validated once."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from higgs_num.core.arrays import Vector
from higgs_num.inputs import (
    SavedTimes,
    check_gaps,
    check_rates,
    check_revival,
    enough_levels,
    from_plain,
    settle,
    to_plain,
)
from higgs_sym.ground.errors import ArgumentError, finite, integer, positive

MOST_LEVELS = 5_000  # beyond, one product takes minutes
MOST_SAVED = 1_000_000

# Inputs that are one number each, and those of them that are whole.
NUMBERS = ("gap_initial", "gap_final", "rate_s", "rate_u", "cutoff", "t_max", "save_every")
WHOLE = ("levels", "realisations", "seed")

# cutoff * step: the phase that a level at the cutoff gains in one step. At this value Delta(t)
# errs by 6e-5 over t = 20 and 1.2e-4 over t = 100 (measured, see docs/oracle.md).
PHASE_PER_STEP = 1.25


def disorder_inputs(
    cutoff: float, levels: int, rate_s: float, rate_u: float, realisations: int, seed: int
) -> None:
    """Raise `ArgumentError` unless these define an ensemble of disorder."""
    positive("cutoff", cutoff)
    integer("levels", levels, least=2, most=MOST_LEVELS)
    if levels % 2:
        raise ArgumentError("levels", "be even (levels come in pairs +-eps)", levels)
    check_rates(rate_s, rate_u)
    for name, rate in (("rate_s", rate_s), ("rate_u", rate_u)):
        if rate >= cutoff:
            raise ArgumentError(name, f"be < the cutoff, {cutoff:.6g}", rate)
    integer("realisations", realisations, least=1, most=100_000)
    integer("seed", seed, least=0)


@dataclass(frozen=True)
class Ensemble:
    """A sudden quench of the coupling at t = 0 in an ensemble of random samples.

    All energies and rates are in one unit of the user's choice, times in its inverse (hbar = 1).

    Parameters
    ----------
    gap_initial, gap_final
        Self-consistent gaps > 0 before and after, *with* the impurities. In every realisation
        lambda is the one that makes each gap self-consistent there.
    rate_s, rate_u
        1/tau_s (spin-flip) and 1/tau_u (potential), >= 0 and below the cutoff. rate_s above a
        gap is the gapless state. The self-consistent Born approximation is exact for
        levels -> infinity; at finite size a rate should exceed the level spacing.
    cutoff
        omega_D, larger than both gaps.
    levels
        N, an even number of equally spaced bare levels in [-cutoff, cutoff].
    realisations
        Number of independent samples of the disorder.
    seed
        Whole number >= 0. Realisation i draws from the seed sequence (seed, levels, i).
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
        settle(self, **{name: finite(name, getattr(self, name)) for name in NUMBERS})
        check_gaps(self.gap_initial, self.gap_final, self.cutoff)
        disorder_inputs(
            self.cutoff, self.levels, self.rate_s, self.rate_u, self.realisations, self.seed
        )
        last = self.saved_times.t_max
        enough = enough_levels(self.cutoff, last)
        check_revival(last, math.pi / self.spacing, f"{enough} levels would do")
        settle(self, **{name: int(getattr(self, name)) for name in WHOLE})
        if self.step is not None:
            settle(self, step=positive("step", self.step))

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
        return from_plain(cls, plain)
