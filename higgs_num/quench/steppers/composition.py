"""Symmetric composition of the exactly solvable flows: keeps |S| over any time."""

import math
from dataclasses import dataclass, replace

import numpy as np

from higgs_num.core import composition
from higgs_num.core.arrays import Indices, Vector
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.floor import FLOOR
from higgs_num.quench.steppers.splitting import (
    Driven,
    Observed,
    SplittingState,
    rotation_tables,
)
from higgs_num.quench.steppers.symmetric import OUTER, coefficients
from higgs_sym.errors import ArgumentError, one_of, positive


@dataclass(frozen=True)
class Sequence:
    """`steps` times B A B ... A B; durations of the tables, the table of each A, of the B's."""

    durations: Vector
    which: Indices
    kicks: Vector
    steps: int
    h: float

    @property
    def interval(self) -> float:
        """Time between saves."""
        return self.h * self.steps

    @property
    def kick_times(self) -> Vector:
        """Times of the B's between two saves, in units of it, (steps, turns)."""
        passed = np.cumsum(self.durations[self.which]) / self.h
        fractions = np.concatenate([[0.0], passed[:-1], [1.0]])
        times: Vector = (np.arange(self.steps)[:, None] + fractions) / self.steps
        return times

    @classmethod
    def of(cls, order: int, h: float, steps: int) -> "Sequence":
        """Return the sequence of a step h; neighbouring B's are one."""
        stages = coefficients(order)
        # Mirrored stages share their table.
        count = stages.size
        which = np.minimum(np.arange(count), np.arange(count)[::-1])
        ends = np.concatenate([[0.0], stages, [0.0]]) / 2.0
        return cls(h * stages[: count // 2 + 1], which, h * (ends[:-1] + ends[1:]), steps, h)

    def tables(self, *frequencies: Vector) -> Vector:
        """Return 1 - cos and sin of frequency times duration, (durations, b, 2 len BLOCK)."""
        return rotation_tables(self.durations, *frequencies)

    def advanced(self, state: SplittingState, saves: int) -> tuple[SplittingState, Vector]:
        """Return `state` so many saves later, and (saves, 3), what it shows after each."""
        record = np.empty((saves, 3))
        angles = np.empty((self.steps, self.kicks.size, 2))
        for save in range(saves):
            state = self._advanced_once(state, angles)
            record[save] = state.observe()
        return state, record

    def _advanced_once(self, state: SplittingState, angles: Vector) -> SplittingState:
        seen, hidden = state.seen, state.hidden
        half_lambdas = state.half_lambdas(1, self.kick_times)[0]
        if isinstance(seen, Driven):
            moved = composition.advance_driven(
                seen.state, seen.tables, seen.P, self.which, self.kicks,
                half_lambdas, seen.offset, angles,
            )  # fmt: skip
            return replace(state, seen=replace(seen, state=moved), saves=state.saves + 1)
        moved = composition.advance_free(
            seen.state, seen.tables, self.which, self.kicks, half_lambdas, seen.offset, angles
        )
        if hidden is not None:
            other = composition.follow(hidden.state, hidden.tables, hidden.P, self.which, angles)
            hidden = replace(hidden, state=other)
        return replace(state, seen=replace(seen, state=moved), hidden=hidden, saves=state.saves + 1)


@dataclass(frozen=True)
class Composition:
    """Symmetric composition of order 4, 6 or 8: |S| is kept to round-off in the clean limit.

    Parameters
    ----------
    order
        4 (5 stages), 6 (9 stages) or 8 (15 stages).
    tol
        As of `MultiProduct`; `run` chooses the step.
    longest_step
        If given: steps divide the time between saves and are no longer than this (in 1/energy);
        no error is estimated then.
    """

    order: int = 8
    tol: float = 1e-10
    longest_step: float | None = None

    by_parity = True

    def __post_init__(self) -> None:
        one_of("order", str(self.order), map(str, OUTER))
        if positive("tol", self.tol) < FLOOR:
            raise ArgumentError("tol", f"be >= {FLOOR:g}, the floor of round-off", self.tol)
        if self.longest_step is not None:
            positive("longest_step", self.longest_step)

    @property
    def fixed(self) -> bool:
        """Whether the step is given."""
        return self.longest_step is not None

    @property
    def work(self) -> dict[int, int]:
        """Passes over the levels in one step, for each order that may be chosen."""
        return {self.order: 2 * len(OUTER[self.order]) + 2}

    def with_step(self, order: int, longest_step: float) -> "Composition":
        """Return the method with fixed steps."""
        return Composition(order, self.tol, longest_step)

    def init(self, motion: Motion, interval: float) -> SplittingState:
        """Return the state at t = 0, with one rotation table for each distinct rotation."""
        if self.longest_step is None:
            raise ArgumentError(
                "longest_step", "be chosen before the first step (`run` does it)", None
            )
        steps = math.ceil(interval / self.longest_step * (1.0 - 1e-12))
        return SplittingState.of(Sequence.of(self.order, interval / steps, steps), motion)

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
