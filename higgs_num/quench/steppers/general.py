"""Solvers of scipy on Eq. (9) as printed, to compare with."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.quench.motion import Motion, observed, unfolded
from higgs_sym.errors import ComputationError, one_of, positive

Method = Literal["RK45", "DOP853", "Radau", "BDF", "LSODA"]
METHODS = ("RK45", "DOP853", "Radau", "BDF", "LSODA")


@dataclass(frozen=True)
class GeneralState:
    """Time, S (3 n,) one component after another, and the equations."""

    motion: Motion
    interval: float
    saves: int
    S: Vector


def slope(motion: Motion, t: float, S: Vector) -> Vector:
    """Return the right-hand side of (9) for S (3 n,), with numpy."""
    sources, eps = motion.sources, motion.levels.energies
    x, y, z = S.reshape(3, -1)
    two_gap = (
        2.0 * float(motion.half_lambda_at(np.array(t))) * float(np.dot(motion.levels.weights, x))
    )
    phase = 2.0 * sources.E * t
    C, G = sources.sin_theta * np.cos(phase), sources.sin_theta * np.sin(phase)
    return np.concatenate(
        [
            2.0 * eps * y + sources.x_source * G,
            -2.0 * eps * x - two_gap * z + sources.constant + sources.y_source * C,
            two_gap * y + sources.z_source * G,
        ]
    )


@dataclass(frozen=True)
class SolveIvp:
    """`scipy.integrate.solve_ivp` with one of its methods and its tolerances."""

    method: Method = "DOP853"
    rtol: float = 1e-10
    atol: float = 1e-12

    by_parity = False

    def __post_init__(self) -> None:
        one_of("method", self.method, METHODS)
        positive("rtol", self.rtol)
        positive("atol", self.atol)

    def init(self, motion: Motion, interval: float) -> GeneralState:
        """Return the state at t = 0."""
        return GeneralState(motion, interval, 0, motion.spins.reshape(-1))

    def advance(self, state: GeneralState, saves: int) -> tuple[GeneralState, Vector]:
        """Return the state `saves` intervals later and (saves, 3), `observe` after each."""
        from scipy.integrate import solve_ivp

        times = (state.saves + np.arange(saves + 1)) * state.interval
        solution: Any = solve_ivp(
            lambda t, S: slope(state.motion, t, S), (times[0], times[-1]), state.S,
            self.method, times[1:], rtol=self.rtol, atol=self.atol,
        )  # fmt: skip
        if not solution.success:
            raise ComputationError(f"{self.method} stopped: {solution.message}")
        states = [replace(state, S=S, saves=state.saves + i) for i, S in enumerate(solution.y.T, 1)]
        record = np.array([self.observe(each) for each in states])
        return states[-1], record

    def observe(self, state: GeneralState) -> tuple[float, float, float]:
        """Return Delta, the energy and the largest change of |S|."""
        return observed(state.motion, state.S.reshape(3, -1), state.saves * state.interval)

    def spins(self, state: GeneralState) -> Vector:
        """Return S of shape (3, N) on all levels."""
        return unfolded(state.S.reshape(3, -1), state.motion.folded)

    def arrays(self, state: GeneralState) -> dict[str, Vector]:
        """Return the numbers that change along a trajectory, by name."""
        return {"S": state.S, "saves": np.array([float(state.saves)])}

    def restored(self, state: GeneralState, arrays: dict[str, Vector]) -> GeneralState:
        """Return `state` with the numbers that `arrays` gave."""
        return replace(state, S=arrays["S"], saves=int(arrays["saves"][0]))
