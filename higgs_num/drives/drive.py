"""What a drive is: lambda(t)/lambda_final after t = 0, piece by piece.

A drive writes the expression of each piece once, in plain arithmetic and a sine that it is
handed. What steppers need follows: numbers from arrays, Taylor series from jets, and the
expressions of other packages from their own objects.

Stages of a composition lie outside their step. Near a break point they take lambda as smoothly
continued from the piece to which the time `near` belongs; elsewhere `near` is t itself.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.drives.jet import Jet
from higgs_num.drives.jet import sin as jet_sin
from higgs_num.inputs import settle
from higgs_sym.ground.errors import finite

Function = Callable[[Any], Any]


@dataclass(frozen=True)
class Piece:
    """`factor(t)` = lambda(t)/lambda_final up to the time `until`, smooth within."""

    factor: Function
    until: float = np.inf


@dataclass(frozen=True)
class Drive(ABC):
    """A coupling that goes on changing; a frozen value with its own parameters, all numbers.

    Examples
    --------
    >>> from higgs_num.drives import Drive, Ramp
    >>> isinstance(Ramp(2.0), Drive)
    True
    """

    def __post_init__(self) -> None:
        settle(self, **{name: finite(name, getattr(self, name)) for name in self.parameters()})

    @classmethod
    def of(cls, *parameters: float) -> Self:
        """Return the drive of this kind with its parameters in order."""
        make: Any = cls
        made: Self = make(*parameters)
        return made

    @classmethod
    def parameters(cls) -> tuple[str, ...]:
        """Return the names of the parameters in order."""
        return tuple(field.name for field in fields(cls))

    @abstractmethod
    def pieces(self, initial: float, sin: Function) -> tuple[Piece, ...]:
        """Return the pieces in order of time, the last without end.

        initial: lambda_initial/lambda_final. sin: the sine for whatever t is.
        """

    @property
    def breaks(self) -> tuple[float, ...]:
        """Times at which a derivative of lambda jumps."""
        return tuple(piece.until for piece in self.pieces(1.0, np.sin)[:-1])

    @property
    def fastest(self) -> float:
        """Energy whose spins, at twice its frequency, turn as fast as lambda within a piece."""
        return 0.0

    def piece(self, near: float, initial: float, sin: Function) -> Function:
        """Return lambda(t)/lambda_final as a function of t, on the piece of `near`."""
        pieces = self.pieces(initial, sin)
        return next(piece.factor for piece in pieces if near < piece.until)

    def factor(self, t: Vector, initial: float, near: Vector) -> Vector:
        """Return lambda(t)/lambda_final at times of any shape."""
        *earlier, last = self.pieces(initial, np.sin)
        value = last.factor(t)
        for piece in reversed(earlier):
            value = np.where(near < piece.until, piece.factor(t), value)
        return np.asarray(np.broadcast_to(value, np.shape(t)))

    def series(self, t: Vector, initial: float, near: Vector, order: int) -> Vector:
        """Return the Taylor coefficients of `factor` at times (n,): (n, order + 1)."""
        time = Jet.of_time(t, order)
        *earlier, last = self.pieces(initial, jet_sin)
        value = time.lifted(last.factor(time)).coefficients
        for piece in reversed(earlier):
            own = time.lifted(piece.factor(time)).coefficients
            value = np.where(near[:, None] < piece.until, own, value)
        return value
