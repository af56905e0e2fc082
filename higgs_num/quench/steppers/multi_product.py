"""Extrapolated Strang splitting (multi-product expansion): the fast default."""

import math
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.extrapolation import CHAINS, extrapolation_weights
from higgs_num.quench.steppers.splitting import Observed, Scheme, SplittingState
from higgs_sym.errors import ArgumentError, one_of, positive

FLOOR = 1e-12


@dataclass(frozen=True)
class MultiProduct:
    """Extrapolated Strang splitting of even order 4 ... 14.

    Parameters
    ----------
    tol
        Error of Delta(t) up to t_max, in units of gap_final, >= 1e-12 (the floor of round-off).
        `run` measures the error of several orders and steps on a short copy of the quench and
        takes the cheapest that stays below; its `Result` says which, and the error expected.
    order, longest_step
        Both given: this order, and steps that divide the time between saves and are no longer
        than this (in 1/energy, as times); no error is estimated then.
    """

    tol: float = 1e-10
    order: int | None = None
    longest_step: float | None = None

    by_parity = True

    def __post_init__(self) -> None:
        if positive("tol", self.tol) < FLOOR:
            raise ArgumentError("tol", f"be >= {FLOOR:g}, the floor of round-off", self.tol)
        if (self.order is None) != (self.longest_step is None):
            raise ArgumentError("order", "be given together with `longest_step`", self.order)
        if self.order is not None:
            one_of("order", str(self.order), map(str, CHAINS))
            positive("longest_step", self.longest_step)

    @property
    def fixed(self) -> bool:
        """Whether order and step are given."""
        return self.order is not None

    def init(self, motion: Motion, interval: float) -> SplittingState:
        """Return the state at t = 0, with one rotation table for each distinct rotation."""
        if self.order is None or self.longest_step is None:
            raise ArgumentError("order", "be chosen before the first step (`run` does it)", None)
        steps = math.ceil(interval / self.longest_step * (1.0 - 1e-12))
        counts = CHAINS[self.order]
        scheme = Scheme(np.array(counts), extrapolation_weights(counts), interval / steps, steps)
        return SplittingState.of(scheme, motion)

    def advance(self, state: SplittingState, saves: int) -> tuple[SplittingState, Vector]:
        """Return the state `saves` intervals later and (saves, 3), `observe` after each."""
        return state.advanced(saves)

    def observe(self, state: SplittingState) -> Observed:
        """Return Delta, the energy and the largest change of |S|."""
        return state.observe()

    def spins(self, state: SplittingState) -> Vector:
        """Return S of shape (3, N) on all levels."""
        return state.spins()

    def arrays(self, state: SplittingState) -> dict[str, Vector]:
        """Return the numbers that change along a trajectory, by name."""
        return state.arrays()

    def restored(self, state: SplittingState, arrays: dict[str, Vector]) -> SplittingState:
        """Return `state` (from `init`) with the numbers that `arrays` gave."""
        return state.restored(arrays)
