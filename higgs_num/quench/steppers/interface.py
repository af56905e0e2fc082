"""What a stepper is, and what some can do beyond that."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Protocol, Self, runtime_checkable

from higgs_num.core.arrays import Vector
from higgs_num.quench.motion import Motion
from higgs_num.quench.recorded import Recorded
from higgs_sym.ground.errors import ArgumentError, integer, quoted


@runtime_checkable
class Stepper(Protocol):
    """A method for Eq. (9), a frozen value with its own parameters.

    The state is opaque to the caller; it is never changed in place, so an old state can be
    advanced again. What a method can do beyond the bare protocol it says by its own properties;
    the defaults here say that it can't. A class that lacks one of the methods can't be made.

    Examples
    --------
    >>> from higgs_num.quench import RK4, Stepper
    >>> isinstance(RK4(0.01), Stepper)
    True
    """

    def __hash__(self) -> int:
        """Equal methods have one hash, as frozen dataclasses do: what is found for one is kept."""
        return object.__hash__(self)

    @property
    def by_parity(self) -> bool:
        """Whether it follows sectors of opposite parity and levels of no weight apart.

        It may then follow fewer levels that stand for all.
        """
        return False

    @property
    def leads(self) -> bool:
        """Whether single levels are known at any time: probes, and observables by parity."""
        return self.by_parity

    @property
    def knows_drives(self) -> bool:
        """Whether the coupling may go on changing after t = 0."""
        return False

    @property
    def adaptive(self) -> Adaptive | None:
        """Itself, if order or step are to be chosen for a tolerance before it can start."""
        return None

    @property
    def resumable(self) -> Resumable | None:
        """Itself, if a stopped run can go on with the same bits."""
        return None

    def require(self) -> None:
        """Raise `PackageError` if a package is missing without which it can't start."""
        return

    @abstractmethod
    def init(self, motion: Motion, times: Vector, stops: Vector) -> Any:
        """Return the state at t = 0.

        times: what is asked for, increasing, from 0 on. stops: times that steps must hit, where
        a derivative of lambda jumps or the state is looked at.
        """
        ...

    @abstractmethod
    def advance(self, state: Any, pieces: int) -> tuple[Any, Recorded]:
        """Return the state a few steps later, and the record at those of `times` that passed.

        pieces: how much to do at most, in units of the stepper's own. No call crosses a stop.
        """
        ...

    @abstractmethod
    def time(self, state: Any) -> float:
        """Return the time of a state."""
        ...

    @abstractmethod
    def observe(self, state: Any) -> Recorded:
        """Return the record of this one time."""
        ...

    @abstractmethod
    def spins(self, state: Any) -> Vector:
        """Return S of shape (3, N) on all levels."""
        ...


def checked_stepper(value: Any) -> Stepper:
    """Return the argument `stepper` if it is one, or raise `ArgumentError`."""
    if isinstance(value, type) or not isinstance(value, Stepper):
        raise ArgumentError("stepper", "be a method such as `MultiProduct()`", quoted(value))
    return value


class Adaptive(Stepper, Protocol):
    """A method whose order and step can be chosen for an error that is asked for."""

    @property
    @abstractmethod
    def tol(self) -> float:
        """Error of Delta(t) up to t_max, in units of gap_final."""
        ...

    @property
    @abstractmethod
    def work(self) -> dict[int, float]:
        """Relative cost of one step, for each order that may be chosen."""
        ...

    @abstractmethod
    def longest_possible(self, order: int, cutoff: float) -> float:
        """Return the longest step that is stable."""
        ...

    @abstractmethod
    def with_step(self, order: int, longest_step: float) -> Self:
        """Return the method with fixed order and steps."""
        ...


class Resumable(Stepper, Protocol):
    """A method whose state is a few arrays, from which it goes on with the same bits."""

    @abstractmethod
    def arrays(self, state: Any) -> dict[str, Vector]:
        """Return the numbers that change along a trajectory, by name."""
        ...

    @abstractmethod
    def restored(self, state: Any, arrays: dict[str, Vector]) -> Any:
        """Return `state`, as `init` gave it, with the numbers that `arrays` gave.

        They have the shapes of its own. ValueError if they do not fit.
        """
        ...

    def on_threads(self, threads: int) -> Self:
        """Return the method with so many threads, which change no bit.

        Raises
        ------
        ArgumentError
            If it can't use so many, by default if they are more than one.
        """
        integer("threads", threads, least=1, most=1)
        return self
