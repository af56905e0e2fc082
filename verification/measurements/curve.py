"""Curves to draw: smooth lines through saved samples, and envelopes that do not alias."""

import numpy as np

from higgs_num.core.arrays import Vector


def smooth(time: Vector, values: Vector, every: float = 0.025) -> tuple[Vector, Vector]:
    """Return the cubic spline through samples (n,), on times that are `every` apart.

    Samples pi/12 apart of an oscillation of frequency 2 are met by it to (1/2)^4/384 = 2e-4 of its
    amplitude, less than the width of a line; joined by straight lines they are a polygon.
    """
    from scipy.interpolate import CubicSpline

    fine = np.linspace(time[0], time[-1], max(2, round((time[-1] - time[0]) / every) + 1))
    return fine, np.asarray(CubicSpline(time, values)(fine), dtype=float)


def within(times: Vector, period: float, samples: int = 16) -> Vector:
    """Return times over one `period` around each of `times`, (n, samples): for an envelope.

    Of sixteen the largest misses a maximum by at most (pi/16)^2/2, two percent. Samples whose
    distance grows with the time come to lie a period apart somewhere, and alias there.
    """
    return np.asarray(times[:, None] + period * (np.arange(samples) / samples - 0.5), dtype=float)
