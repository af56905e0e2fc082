"""The classical Runge-Kutta method on Eq. (9) as printed: slow, for cross-checks."""

import math
from dataclasses import dataclass, replace

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.runge_kutta import rk4_steps
from higgs_num.quench.motion import Motion, observed, unfolded
from higgs_num.quench.steppers.padding import padded
from higgs_sym.errors import ArgumentError, positive


@dataclass(frozen=True)
class RungeKuttaState:
    """S (3, n) and (C, G) (2, n), padded, with the arrays of the equations."""

    motion: Motion
    substeps: int
    h: float
    levels: Vector
    weights: Vector
    coefficients: Vector
    half_turn: Vector
    S: Vector
    CG: Vector


@dataclass(frozen=True)
class RK4:
    """Classical Runge-Kutta with fixed steps of at most `longest_step` (in 1/energy)."""

    longest_step: float
    order: int = 4

    by_parity = False

    def __post_init__(self) -> None:
        positive("longest_step", self.longest_step)

    def init(self, motion: Motion, interval: float) -> RungeKuttaState:
        """Return the state at t = 0; ArgumentError if the coupling is driven."""
        if motion.drive is not None:
            raise ArgumentError(
                "drive", "be None for RK4 (SolveIvp and the splittings know it)", motion.drive
            )
        substeps = math.ceil(interval / self.longest_step * (1.0 - 1e-12))
        h = interval / substeps
        sources = motion.sources
        E = padded(sources.E)
        return RungeKuttaState(
            motion,
            substeps,
            h,
            padded(motion.levels.energies),
            padded(motion.levels.weights),
            padded(np.stack([sources.constant, sources.x_source, sources.y_source])),
            np.stack([np.cos(E * h), np.sin(E * h)]),
            padded(motion.spins),
            np.stack([padded(sources.sin_theta), np.zeros(E.size)]),
        )

    def advance(self, state: RungeKuttaState, saves: int) -> tuple[RungeKuttaState, Vector]:
        """Return the state `saves` intervals later and (saves, 3), `observe` after each."""
        record = np.empty((saves, 3))
        for save in range(saves):
            state = self._step(state)
            record[save] = self.observe(state)
        return state, record

    @staticmethod
    def _step(state: RungeKuttaState) -> RungeKuttaState:
        S, CG = state.S.copy(), state.CG.copy()
        rk4_steps(
            S, CG[0], CG[1], state.levels, state.weights, state.motion.half_lambda,
            state.coefficients[0], state.coefficients[1], state.coefficients[2],
            state.motion.sources.z_source, state.half_turn[0], state.half_turn[1],
            state.h, state.substeps,
        )  # fmt: skip
        return replace(state, S=S, CG=CG)

    def observe(self, state: RungeKuttaState) -> tuple[float, float, float]:
        """Return Delta, the energy and the largest change of |S|."""
        return observed(state.motion, self._followed(state), 0.0)

    def spins(self, state: RungeKuttaState) -> Vector:
        """Return S of shape (3, N) on all levels."""
        return unfolded(self._followed(state), state.motion.folded)

    def arrays(self, state: RungeKuttaState) -> dict[str, Vector]:
        """Return the numbers that change along a trajectory, by name."""
        return {"S": state.S, "CG": state.CG}

    def restored(self, state: RungeKuttaState, arrays: dict[str, Vector]) -> RungeKuttaState:
        """Return `state` with the numbers that `arrays` gave."""
        return replace(state, S=arrays["S"], CG=arrays["CG"])

    @staticmethod
    def _followed(state: RungeKuttaState) -> Vector:
        return state.S[:, : len(state.motion.levels)]
