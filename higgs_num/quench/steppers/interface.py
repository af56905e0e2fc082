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

    def init(self, motion: Motion, interval: float) -> Any:
        """Return the state at t = 0, prepared for steps of `interval` (time between saves)."""
        ...

    def advance(self, state: Any, saves: int) -> tuple[Any, Vector]:
        """Return the state `saves` intervals later and (saves, 3), what `observe` gives each."""
        ...

    def observe(self, state: Any) -> tuple[float, float, float]:
        """Return Delta, the energy and max_p | |S_p| - |S_p(0)| |."""
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
