"""What methods have in common whose states do the work: splittings, on all levels or on nodes."""

from __future__ import annotations

from abc import ABC
from typing import Any, Self

from higgs_num.core.arrays import Vector
from higgs_num.inputs import duration, settle
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.steppers.extrapolation import CHAINS
from higgs_num.quench.steppers.floor import checked_tol
from higgs_num.quench.steppers.interface import Resumable
from higgs_sym.ground.errors import ArgumentError, one_integer


class OfState(Resumable, ABC):
    """A resumable method of turns: sectors are followed apart, each turn has its own lambda.

    Its states have `time`, `advanced`, `observe`, `spins`, `arrays` and `restored`.
    """

    @property
    def by_parity(self) -> bool:
        """Sectors are followed apart."""
        return True

    @property
    def knows_drives(self) -> bool:
        """Each turn takes lambda at its own time."""
        return True

    @property
    def resumable(self) -> Self:
        """Itself."""
        return self

    def advance(self, state: Any, pieces: int) -> tuple[Any, Recorded]:
        """Return the state at most `pieces` steps later, and the record of the times passed."""
        moved: tuple[Any, Recorded] = state.advanced(pieces)
        return moved

    def time(self, state: Any) -> float:
        """Return the time of a state."""
        return float(state.time)

    def observe(self, state: Any) -> Recorded:
        """Return the record of this one time."""
        recorded: Recorded = state.observe()
        return recorded

    def spins(self, state: Any) -> Vector:
        """Return S of shape (3, N) on all levels."""
        spins: Vector = state.spins()
        return spins

    def arrays(self, state: Any) -> dict[str, Vector]:
        """Return the numbers that change along a trajectory, by name."""
        arrays: dict[str, Vector] = state.arrays()
        return arrays

    def restored(self, state: Any, arrays: dict[str, Vector]) -> Any:
        """Return `state` (from `init`) with the numbers that `arrays` gave."""
        return state.restored(arrays)


def settle_extrapolated(method: Any) -> None:
    """Check tol, order and longest_step of an extrapolated method, and convert them.

    Raises
    ------
    ArgumentError
        If one is out of its range, or only one of order and longest_step is given.
    """
    settle(method, tol=checked_tol(method.tol))
    if (method.order is None) != (method.longest_step is None):
        raise ArgumentError("order", "be given together with `longest_step`", method.order)
    if method.order is not None:
        order = one_integer("order", method.order, CHAINS)
        settle(method, order=order, longest_step=duration("longest_step", method.longest_step))
