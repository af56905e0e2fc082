"""Symmetric composition of the exactly solvable flows: keeps |S| over any time."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from higgs_num.core import composition
from higgs_num.core.arrays import Vector
from higgs_num.core.led import record_composed
from higgs_num.core.observe import Coefficients, Diary
from higgs_num.inputs import duration, settle
from higgs_num.quench.steppers.floor import checked_tol
from higgs_num.quench.steppers.layout import aligned
from higgs_num.quench.steppers.splitting import LARGEST_TURN, Splitting
from higgs_num.quench.steppers.symmetric import OUTER, stage_durations
from higgs_sym.ground.errors import one_integer


@dataclass(frozen=True)
class Sequence:
    """B A B ... A B in a step h; durations of the different A's."""

    kernel: composition.Turns
    durations: Vector
    h: float

    @classmethod
    def of(cls, order: int, h: float) -> Self:
        """Return the sequence of a step h; neighbouring B's are one."""
        stages = stage_durations(order)
        # Mirrored stages share their table.
        count = stages.size
        which = np.minimum(np.arange(count), np.arange(count)[::-1])
        ends = np.concatenate([[0.0], stages, [0.0]]) / 2.0
        turns = composition.Turns(which, h * (ends[:-1] + ends[1:]))
        return cls(turns, h * stages[: count // 2 + 1], h)

    @property
    def kick_times(self) -> Vector:
        """Times of the B's in units of the step, (turns,)."""
        passed = np.cumsum(self.durations[self.kernel.which]) / self.h
        return np.concatenate([[0.0], passed[:-1], [1.0]])

    def advance(
        self, seen: Coefficients, offset: float, half_lambdas: Vector, state: Vector,
        hidden: Vector, of_hidden: Coefficients, diary: Diary,
    ) -> Vector:  # fmt: skip
        """Return the state as many steps later as the diary has room; `hidden` moves in place."""
        moved = aligned(state.size)
        moved[:] = state
        composition.advance_composed(
            self.kernel, seen, offset, half_lambdas, moved, hidden, of_hidden, diary
        )  # fmt: skip
        return moved

    def lead(self, state: Vector, of_state: Coefficients, angles: Vector) -> Vector:
        """Move led levels in place by the steps of `angles`; return their states after each."""
        record = np.empty((angles.shape[0], state.size))
        record_composed(state, of_state.tables, of_state.P, self.kernel.which, angles, record)
        return record


@dataclass(frozen=True)
class Composition(Splitting):
    """Symmetric composition of order 4, 6 or 8: |S| is kept to round-off in the clean limit.

    Parameters
    ----------
    order
        4 (5 stages), 6 (9 stages) or 8 (15 stages).
    tol
        As of `MultiProduct`; `run` chooses the step.
    longest_step
        If given: steps of equal length no longer than this (in 1/energy); no error is
        estimated then.

    Examples
    --------
    >>> from higgs_num.quench import Composition, Problem, run
    >>> result = run(Problem(0.95, 1.0, levels=200, t_max=10.0), Composition(order=6, tol=1e-6))
    >>> bool(result.norm_change.max() < 1e-12)
    True
    """

    order: int = 8
    tol: float = 1e-10
    longest_step: float | None = None

    def __post_init__(self) -> None:
        settle(self, order=one_integer("order", self.order, OUTER), tol=checked_tol(self.tol))
        if self.longest_step is not None:
            settle(self, longest_step=duration("longest_step", self.longest_step))

    @property
    def adaptive(self) -> "Composition | None":
        """Itself, unless the step is given."""
        return self if self.longest_step is None else None

    @property
    def work(self) -> dict[int, float]:
        """Relative cost of one step, for each order that may be chosen."""
        return {self.order: 2.0 * len(OUTER[self.order]) + 2.0}

    def longest_possible(self, order: int, cutoff: float) -> float:
        """Return the longest step in which no A turns a level too far."""
        return LARGEST_TURN / (2.0 * cutoff * float(np.max(np.abs(stage_durations(order)))))

    def with_step(self, order: int, longest_step: float) -> "Composition":
        """Return the method with fixed steps."""
        return Composition(order, self.tol, longest_step)

    def scheme(self, h: float) -> Sequence:
        """Return what a step of h does."""
        return Sequence.of(self.order, h)
