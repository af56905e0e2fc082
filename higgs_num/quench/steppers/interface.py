"""What a stepper is: `init` and `step`, all state passed and returned."""

from typing import Any, Protocol

from higgs_num.core.arrays import Vector
from higgs_num.quench.motion import Motion


class Stepper(Protocol):
    """A method for Eq. (9), a frozen value with its own parameters.

    The state is opaque to the caller; it is never changed in place, so an old state can be
    stepped again.
    """

    @property
    def order(self) -> int:
        """Order of the method in the step size."""
        ...

    def init(self, motion: Motion, interval: float) -> Any:
        """Return the state at t = 0, prepared for steps of `interval` (time between saves)."""
        ...

    def step(self, state: Any) -> Any:
        """Return the state one `interval` later."""
        ...

    def spins(self, state: Any) -> Vector:
        """Return S of shape (3, n) on the levels of the motion."""
        ...
