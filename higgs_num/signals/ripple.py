"""The oscillation of frequency 2 D that a sharp end of a band at D leaves, averaged out."""

import math

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.signals.stretch import Stretch, check_even
from higgs_sym.ground.errors import ArgumentError

# A Gaussian of width RIPPLE_WIDTH/D leaves exp(-(2 RIPPLE_WIDTH)^2/2) = 2e-8 of the ripple, and is
# cut where it has fallen as far.
RIPPLE_WIDTH = 3.0
RIPPLE_REACH = 18.0


def smoothed(given: Stretch, cutoff: float) -> tuple[Vector, Vector]:
    """Return times and values averaged over some periods of the ripple, ends dropped.

    cutoff : D, > 0; if it is infinite, there is none

    Raises ArgumentError if the times are not equally spaced, by at most 1.5/cutoff, or less than
    36/cutoff of time is given.
    """
    time, signal = given.time, given.signal
    if math.isinf(cutoff):
        return time, signal
    spacing = check_even(time)
    if spacing * cutoff > 0.5 * RIPPLE_WIDTH:
        raise ArgumentError("time", f"be spaced by at most {1.5 / cutoff:.3g}", spacing)
    reach = math.ceil(RIPPLE_REACH / (cutoff * spacing))
    if time.size <= 2 * reach:
        raise ArgumentError("time", f"span more than {36.0 / cutoff:.3g}", float(time[-1]))
    steps = np.arange(-reach, reach + 1) * spacing * cutoff / RIPPLE_WIDTH
    weights = np.exp(-0.5 * steps**2)
    return time[reach:-reach], np.convolve(signal, weights / weights.sum(), "valid")
