"""The classical Runge-Kutta method on Eq. (9) as printed: slow, for cross-checks."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.runge_kutta import rk4_steps
from higgs_num.inputs import duration, settle
from higgs_num.quench.motion import Motion, snapshot, unfolded
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.steppers.interface import Resumable
from higgs_num.quench.steppers.padding import padded
from higgs_num.quench.steppers.schedule import fewest_steps
from higgs_sym.ground.errors import ArgumentError, told
from higgs_sym.ground.parts import in_parts

# Equally spaced times differ by an interval to round-off, which is no reason for other steps.
SAME_INTERVAL = 1e-12
LARGEST_TURN = 2.8  # radians of a step: the method is stable up to sqrt(8)


@dataclass(frozen=True)
class Steps:
    """`count` steps h from one save to the next, `interval` later.

    `half_turn` (2, n): cos and sin of half a step's turn of (C, G).
    """

    interval: float
    count: int
    h: float
    half_turn: Vector

    @classmethod
    def of(cls, motion: Motion, interval: float, longest: float) -> Self:
        """Return the fewest steps that are no longer than `longest`."""
        h = interval / (count := fewest_steps(interval, longest))
        turn = 2.0 * h * float(np.max(np.abs(motion.levels.energies)))
        if turn > LARGEST_TURN:
            rule = (
                f"turn the highest level by at most {LARGEST_TURN:g} radians, or errors grow "
                f"(be <= {told(h * LARGEST_TURN / turn)})"
            )
            raise ArgumentError("longest_step", rule, longest)
        E = padded(motion.sources.E)
        return cls(interval, count, h, np.stack([np.cos(E * h), np.sin(E * h)]))


@dataclass(frozen=True)
class RungeKuttaState:
    """S (3, n) and (C, G) (2, n), padded, with the arrays of the equations."""

    motion: Motion
    times: Vector
    saves: int
    steps: Steps
    levels: Vector
    weights: Vector
    coefficients: Vector
    S: Vector
    CG: Vector


@dataclass(frozen=True)
class RK4(Resumable):
    """Classical Runge-Kutta with fixed steps of at most `longest_step` (in 1/energy).

    A step in which the highest level turns by more than 2.8 radians, where the method is unstable,
    is refused.

    Examples
    --------
    >>> from higgs_num.quench import RK4, Problem, run
    >>> result = run(Problem(0.95, 1.0, levels=200, t_max=10.0), RK4(longest_step=0.05))
    >>> print(f"{result.gap[-1]:.6f}")
    1.001426
    """

    longest_step: float

    order: ClassVar[int] = 4

    @property
    def resumable(self) -> RK4:
        """Itself."""
        return self

    def __post_init__(self) -> None:
        settle(self, longest_step=duration("longest_step", self.longest_step))

    def init(self, motion: Motion, times: Vector, stops: Vector) -> RungeKuttaState:  # noqa: ARG002
        """Return the state at t = 0."""
        sources = motion.sources
        S, sin_theta = padded(motion.spins), padded(sources.sin_theta)
        return RungeKuttaState(
            motion,
            times,
            0,
            Steps.of(motion, float(times[1]), self.longest_step),
            padded(motion.levels.energies),
            padded(motion.levels.weights),
            padded(np.stack([sources.constant, sources.x_source, sources.y_source])),
            S,
            np.stack([sin_theta, np.zeros_like(sin_theta)]),
        )

    def advance(self, state: RungeKuttaState, pieces: int) -> tuple[RungeKuttaState, Recorded]:
        """Go to the next `pieces` of the times; also return the record of these."""
        records = []
        for _ in range(min(pieces, state.times.size - 1 - state.saves)):
            state = self._step(state)
            records.append(self.observe(state))
        return state, Recorded.joined(records)

    def _step(self, state: RungeKuttaState) -> RungeKuttaState:
        steps = state.steps
        interval = float(state.times[state.saves + 1] - state.times[state.saves])
        if not math.isclose(interval, steps.interval, rel_tol=SAME_INTERVAL):
            steps = Steps.of(state.motion, interval, self.longest_step)
        S, CG = state.S.copy(), state.CG.copy()

        def make(begin: int, end: int) -> None:
            rk4_steps(
                S, CG[0], CG[1], state.levels, state.weights, state.motion.half_lambda,
                state.coefficients[0], state.coefficients[1], state.coefficients[2],
                state.motion.sources.z_source, steps.half_turn[0], steps.half_turn[1],
                steps.h, end - begin,
            )  # fmt: skip

        in_parts(steps.count, make)
        return replace(state, saves=state.saves + 1, steps=steps, S=S, CG=CG)

    def time(self, state: RungeKuttaState) -> float:
        """Return the time of a state."""
        return float(state.times[state.saves])

    def observe(self, state: RungeKuttaState) -> Recorded:
        """Return the record of this one time."""
        return snapshot(state.motion, self._followed(state), self.time(state))

    def spins(self, state: RungeKuttaState) -> Vector:
        """Return S of shape (3, N) on all levels."""
        return unfolded(self._followed(state), state.motion.folded)

    def arrays(self, state: RungeKuttaState) -> dict[str, Vector]:
        """Return the numbers that change along a trajectory, by name."""
        numbers = np.array([float(state.saves), state.steps.interval])
        return {"S": state.S, "CG": state.CG, "numbers": numbers}

    def restored(self, state: RungeKuttaState, arrays: dict[str, Vector]) -> RungeKuttaState:
        """Return `state` with the numbers that `arrays` gave; ValueError if they do not fit."""
        saves, interval = int(arrays["numbers"][0]), float(arrays["numbers"][1])
        if not (0 <= saves < state.times.size and interval > 0.0):
            raise ValueError("the state lies outside the times of the problem")
        # The last interval, not a new one that differs from it by round-off, gives the same bits.
        steps = Steps.of(state.motion, interval, self.longest_step)
        return replace(state, S=arrays["S"], CG=arrays["CG"], saves=saves, steps=steps)

    @staticmethod
    def _followed(state: RungeKuttaState) -> Vector:
        return state.S[:, : len(state.motion.levels)]
