"""Solvers of scipy on Eq. (9) as printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from higgs_num.core.arrays import Vector
from higgs_num.inputs import settle
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.bounds import checked_tolerances
from higgs_num.quench.steppers.general import General, Solver
from higgs_num.quench.steppers.right_side import RightSide
from higgs_sym.ground.errors import ComputationError, one_of

Method = Literal["RK45", "DOP853", "Radau", "BDF", "LSODA"]


@dataclass(frozen=True)
class SolveIvp(General):
    """What `scipy.integrate.solve_ivp` does with one of its methods and its tolerances.

    Tolerances bound the error of each step, in spins of length one: `rtol` from 100 roundings of a
    double to 1/100, `atol` from 1e-100 to 1/100.

    The implicit methods (Radau, BDF, LSODA when it finds stiffness) hold a dense Jacobian.

    Examples
    --------
    >>> from higgs_num.quench import Problem, SolveIvp, run
    >>> result = run(Problem(0.95, 1.0, levels=200, t_max=10.0), SolveIvp("DOP853", rtol=1e-8))
    >>> print(f"{result.gap[-1]:.6f}")
    1.001424
    """

    method: Method = "DOP853"
    rtol: float = 1e-10
    atol: float = 1e-12

    def __post_init__(self) -> None:
        one_of("method", self.method, get_args(Method))
        settle(self, **checked_tolerances(self.rtol, self.atol))

    def right_side(self, motion: Motion, near: float) -> Callable[[float, Vector], Vector]:
        """Return dS/dt of (t, S) on the piece of the coupling to which the time `near` belongs."""
        return RightSide.of(motion, near)

    def start(self, motion: Motion, t: float, end: float, S: Vector) -> Solver:
        """Return the solver at work from (t, S) on, up to the next break point `end`."""
        import scipy.integrate

        side = self.right_side(motion, 0.5 * (t + end))
        make: Any = getattr(scipy.integrate, self.method)
        return _Steps(make(side, t, S, end, rtol=self.rtol, atol=self.atol))


class _Steps:
    """Steps of a solver of scipy, and its interpolation between the last two."""

    def __init__(self, solver: Any) -> None:
        self._solver = solver
        self._between: Any = None

    def __call__(self, t: float) -> Vector:
        solver = self._solver
        while solver.t < t:
            message = solver.step()
            self._between = None
            if solver.status == "failed":
                raise ComputationError(f"{type(solver).__name__} stopped: {message}")
        if solver.t == t:
            return solver.y.copy()  # type: ignore[no-any-return]
        if self._between is None:
            self._between = solver.dense_output()
        return self._between(t)  # type: ignore[no-any-return]
