"""What a stepper is: `init` and `advance`, all state passed and returned."""

from typing import Any, Protocol

from higgs_num.core.arrays import Vector
from higgs_num.quench.motion import Motion


class Stepper(Protocol):
    """A method for Eq. (9), a frozen value with its own parameters.

    The state is opaque to the caller; it is never changed in place, so an old state can be
    advanced again.
    """

    @property
    def by_parity(self) -> bool:
        """Whether `init` understands a motion whose opposite-parity sector is apart."""
        ...

    def init(self, motion: Motion, times: Vector, stops: Vector) -> Any:
        """Return the state at t = 0.

        times: what is asked for, increasing, from 0 on. stops: times that steps must hit, where
        a derivative of lambda jumps or the state is looked at.
        """
        ...

    def advance(self, state: Any, pieces: int) -> tuple[Any, Vector]:
        """Return the state a few steps later, and what `observe` says at the n times that passed.

        (n, 3 + 3 p), for those of `times` that lie in between.
        pieces: how much to do at most, in units of the stepper's own. No call crosses a stop.
        """
        ...

    def time(self, state: Any) -> float:
        """Return the time of a state."""
        ...

    def observe(self, state: Any) -> Vector:
        """Return Delta, the energy, max_p | |S_p| - |S_p(0)| |, and S of probes: (3 + 3 p,)."""
        ...

    def spins(self, state: Any) -> Vector:
        """Return S of shape (3, N) on all levels."""
        ...

    def arrays(self, state: Any) -> dict[str, Vector]:
        """Return the numbers that change along a trajectory, by name."""
        ...

    def restored(self, state: Any, arrays: dict[str, Vector]) -> Any:
        """Return `state`, as `init` gave it, with the numbers that `arrays` gave."""
        ...
