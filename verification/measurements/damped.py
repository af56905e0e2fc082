"""Frequency and damping of an oscillation that comes to rest, from a window."""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector


@dataclass(frozen=True)
class Damped:
    """c + exp(-rate t) (a cos(frequency t) + b sin(frequency t)) in a window."""

    frequency: float
    rate: float
    rest: float
    residual: float


def damped(time: Vector, values: Vector, frequency: float, rate: float) -> Damped:
    """Return the fit to values (n,) at times (n,), begun near a frequency and a rate.

    The rest and both amplitudes are linear and are solved for at each trial.
    """
    from scipy.optimize import least_squares

    begin = time - time[0]

    def basis(guess: Vector) -> Vector:
        decay = np.exp(-guess[1] * begin)
        turn = guess[0] * begin
        return np.stack([np.ones_like(time), decay * np.cos(turn), decay * np.sin(turn)], axis=1)

    def left(guess: Vector) -> Vector:
        columns = basis(guess)
        return np.asarray(values - columns @ np.linalg.lstsq(columns, values, rcond=None)[0])

    found = least_squares(left, [frequency, rate], xtol=1e-12, ftol=1e-12)
    rest = float(np.linalg.lstsq(basis(found.x), values, rcond=None)[0][0])
    return Damped(float(found.x[0]), float(found.x[1]), rest, float(np.std(left(found.x))))
