"""Frequency and damping of an oscillation that comes to rest, from a window."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector


@dataclass(frozen=True)
class Damped:
    """c + exp(-rate t) (a cos(frequency t) + b sin(frequency t)) in a window.

    left: root mean square of what the fit leaves.
    """

    frequency: float
    rate: float
    left: float


def damped(time: Vector, values: Vector, frequency: float, rate: float) -> Damped:
    """Return the fit to values (n,) at times (n,), begun near a frequency and a rate."""
    begin = time - time[0]

    def columns(guess: Vector) -> Vector:
        decay, turn = np.exp(-guess[1] * begin), guess[0] * begin
        return np.stack([np.ones_like(time), decay * np.cos(turn), decay * np.sin(turn)], axis=1)

    guess, linear = _fitted(columns, values, [frequency, rate])
    left = float(np.sqrt(np.mean((values - columns(guess) @ linear) ** 2)))
    return Damped(float(guess[0]), float(guess[1]), left)


@dataclass(frozen=True)
class Tail:
    """rest + slow/t^2 + t^-power (a cos(frequency t) + d sin(frequency t)) in a window."""

    frequency: float
    power: float
    rest: float
    slow: float


def late_tail(time: Vector, values: Vector, frequency: float) -> Tail:
    """Return the fit to values (n,) at times (n,), begun near a frequency and t^-3."""

    def columns(guess: Vector) -> Vector:
        decay, turn = (time / time[0]) ** -guess[1], guess[0] * time
        return np.stack(
            [np.ones_like(time), time**-2.0, decay * np.cos(turn), decay * np.sin(turn)], axis=1
        )

    guess, linear = _fitted(columns, values, [frequency, 3.0])
    return Tail(float(guess[0]), float(guess[1]), float(linear[0]), float(linear[1]))


def _fitted(
    columns: Callable[[Vector], Vector], values: Vector, begin: list[float]
) -> tuple[Vector, Vector]:
    """Return the nonlinear parameters and the linear ones, which are solved for at each trial."""
    from scipy.optimize import least_squares

    size = float(np.std(values))  # steps end by what is relative to it

    def solved(guess: Vector) -> Vector:
        return np.asarray(np.linalg.lstsq(columns(guess), values, rcond=None)[0])

    def left(guess: Vector) -> Vector:
        return np.asarray((values - columns(guess) @ solved(guess)) / size)

    found = least_squares(left, begin, x_scale=begin, xtol=1e-12, ftol=1e-14, gtol=1e-14)
    return np.asarray(found.x), solved(found.x)
