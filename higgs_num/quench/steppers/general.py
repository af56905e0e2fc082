"""What steppers share that hand Eq. (9) to a general-purpose solver, to compare with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.quench.motion import Motion, snapshot, unfolded
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.steppers.interface import Stepper
from higgs_num.quench.steppers.padding import padded

Solver = Callable[[float], Vector]
"""A solver at work between two break points: S (3 m,) at times that do not decrease."""

SAME_TIME = 1e-9  # of the time between saves: a break point this near to a save is at it


class Path:
    """A solver at work: it stops at every break point of the coupling and starts anew there.

    No step then crosses a break point, neither a kink (which costs the order) nor a whole pulse
    (which a long step would not see).
    """

    def __init__(
        self,
        start: Callable[[float, float, Vector], Solver],
        motion: Motion,
        times: Vector,
        saves: int,
        S: Vector,
    ) -> None:
        self.saves = saves
        self._start = start
        last = float(times[-1])
        ends = [t for t in breaks(motion, times) if times[saves] < t < last]
        self._ends = [*ends, last]
        self._solver = start(float(times[saves]), self._ends[0], S)

    def to(self, t: float) -> Vector:
        """Return S (3 m,) at time t, not earlier than the one before."""
        while t > self._ends[0]:
            end = self._ends.pop(0)
            self._solver = self._start(end, self._ends[0], self._solver(end))
        return self._solver(t)


def breaks(motion: Motion, times: Vector) -> list[float]:
    """Return the break points of the coupling; those that round-off keeps from a save are at it."""
    if motion.drive is None:
        return []
    near = SAME_TIME * float(np.min(np.diff(times)))
    nearest = [float(times[np.argmin(np.abs(times - t))]) for t in motion.drive.breaks]
    return [
        save if abs(save - t) <= near else t
        for save, t in zip(nearest, motion.drive.breaks, strict=True)
    ]


@dataclass(frozen=True)
class GeneralState:
    """S (3 m,) padded, one component after another, at `times[saves]`.

    `path` is the solver that has come here, so that it goes on without a restart. Once it has gone
    further, an old state starts a new one.
    """

    motion: Motion
    times: Vector
    saves: int
    S: Vector
    path: Path | None = None


class General(Stepper, ABC):
    """The protocol of a stepper for a solver that `start` starts."""

    @property
    def knows_drives(self) -> bool:
        """The right-hand side takes lambda at its time."""
        return True

    @abstractmethod
    def start(self, motion: Motion, t: float, end: float, S: Vector) -> Solver:
        """Return a solver at work from (t, S) on, up to the next break point `end`."""

    def init(self, motion: Motion, times: Vector, stops: Vector) -> GeneralState:  # noqa: ARG002
        """Return the state at t = 0; it stops at the requested times and the break points."""
        return GeneralState(motion, times, 0, padded(motion.spins).reshape(-1))

    def advance(self, state: GeneralState, pieces: int) -> tuple[GeneralState, Recorded]:
        """Go to the next `pieces` of the times; also return the record of these."""
        motion, path = state.motion, state.path
        saves = min(pieces, state.times.size - 1 - state.saves)
        if path is None or path.saves != state.saves:
            path = Path(
                lambda t, end, S: self.start(motion, t, end, S),
                motion, state.times, state.saves, state.S,
            )  # fmt: skip
        records = []
        S = state.S
        for save in range(saves):
            t = float(state.times[state.saves + save + 1])
            S = path.to(t)
            path.saves += 1
            records.append(snapshot(motion, _followed(motion, S), t))
        moved = replace(state, S=S, saves=state.saves + saves, path=path)
        return moved, Recorded.joined(records)

    def time(self, state: GeneralState) -> float:
        """Return the time of a state."""
        return float(state.times[state.saves])

    def observe(self, state: GeneralState) -> Recorded:
        """Return the record of this one time."""
        t = float(state.times[state.saves])
        return snapshot(state.motion, _followed(state.motion, state.S), t)

    def spins(self, state: GeneralState) -> Vector:
        """Return S of shape (3, N) on all levels."""
        return unfolded(_followed(state.motion, state.S), state.motion.folded)


def _followed(motion: Motion, S: Vector) -> Vector:
    return S.reshape(3, -1)[:, : len(motion.levels)]
