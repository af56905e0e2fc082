"""CVODE of SUNDIALS (package scikit-sundae) on Eq. (9) as printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from higgs_num.core.arrays import Vector
from higgs_num.inputs import settle
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.bounds import checked_tolerances
from higgs_num.quench.steppers.general import General, Solver
from higgs_num.quench.steppers.peers import peer
from higgs_num.quench.steppers.right_side import RightSide
from higgs_sym.ground.errors import ComputationError, one_of

Multistep = Literal["Adams", "BDF"]
KRYLOV_DIMENSION = 10  # two or three are used: steps resolve the fastest level
MOST_STEPS = 100_000_000  # between saves: CVODE's own limit of 500 is for other problems


@dataclass(frozen=True)
class Cvode(General):
    """Multistep methods of variable order, Adams up to 12 or BDF up to 5.

    No Jacobian is stored. BDF solves its linear systems by GMRES with exact products. For Adams
    the Jacobian is taken as zero, which turns Newton's iteration (the only one that scikit-sundae
    gives) into the functional one that CVODE's manual advises for problems that are not stiff.
    Tolerances as of `SolveIvp`.

    Examples
    --------
    >>> from higgs_num.quench import Cvode
    >>> Cvode("BDF", rtol=1e-8)
    Cvode(method='BDF', rtol=1e-08, atol=1e-12)
    """

    method: Multistep = "Adams"
    rtol: float = 1e-10
    atol: float = 1e-12

    def __post_init__(self) -> None:
        one_of("method", self.method, get_args(Multistep))
        settle(self, **checked_tolerances(self.rtol, self.atol))

    def require(self) -> None:
        """Raise `PackageError` without scikit-sundae."""
        peer("sksundae.cvode")

    def start(self, motion: Motion, t: float, end: float, S: Vector) -> Solver:
        """Return the solver at work from (t, S) on, up to the next break point `end`."""
        cvode = peer("sksundae.cvode")
        side = RightSide.of(motion, 0.5 * (t + end))

        def slope(t: float, S: Vector, out: Vector) -> None:
            side.fill(t, S, out)

        def product(t: float, S: Vector, slope: Vector, change: Vector, out: Vector) -> None:  # noqa: ARG001
            side.fill_product(t, S, change, out)

        def zero(t: float, S: Vector, slope: Vector, change: Vector, out: Vector) -> None:  # noqa: ARG001
            out[:] = 0.0

        solver = cvode.CVODE(
            slope, method=self.method, rtol=self.rtol, atol=self.atol, max_num_steps=MOST_STEPS,
            linsolver="gmres", krylov_dim=KRYLOV_DIMENSION,
            jactimes=cvode.CVODEJacTimes(None, zero if self.method == "Adams" else product),
        )  # fmt: skip
        solver.init_step(t, S)
        return _Steps(solver, t, end, S)


class _Steps:
    """CVODE on its way: it steps past the time asked for, but never past `end`, and goes back."""

    def __init__(self, solver: Any, t: float, end: float, S: Vector) -> None:
        self._solver, self._end = solver, end
        self._at, self._S = t, S

    def __call__(self, t: float) -> Vector:
        if t > self._at:
            result = self._solver.step(t, method="normal", tstop=self._end)
            if not result.success:
                raise ComputationError(f"CVODE stopped: {result.message}")
            self._at, self._S = t, result.y
        return self._S
