"""Coupling constant from the gap, and the gap from the coupling constant, Eq. (10)."""

import math

import numpy as np

from higgs_num.equilibrium.coefficients import LARGEST_EXCESS
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.levels.sets import LevelSet
from higgs_sym.ground.errors import ArgumentError, nonnegative, positive

# Below this fraction of the smallest energy the sum over S^x/Delta no longer changes.
SMALLEST_GAP = 1e-9
STEP = 4.0  # of the search for a bracket; a sum costs a few milliseconds at most


def coupling(levels: LevelSet, Delta: float, rate_s: float = 0.0, rate_u: float = 0.0) -> float:
    """Return lambda such that Delta = (lambda/2) sum_j weights_j S^x_j in equilibrium.

    Parameters
    ----------
    levels : LevelSet
        All levels or their positive half, in the same unit as `Delta` and the rates. The same
        weights in a later sum over S^x give back `Delta` exactly, so equilibrium is a fixed point
        on these levels.
    Delta, rate_s, rate_u : float
        As in `pseudospins`.

    Raises
    ------
    ArgumentError
        As `pseudospins` does.

    Notes
    -----
    Eq. (10). The coupling is dimensionless; it depends on the cutoff through `levels`.
    """
    Sx = pseudospins(levels.energies, Delta, rate_s, rate_u).Sx
    return 2.0 * float(Delta) / float(np.sum(levels.weights * Sx))


def gap(levels: LevelSet, lam: float, rate_s: float = 0.0, rate_u: float = 0.0) -> float:
    """Return the gap amplitude Delta of the state with coupling `lam`: the inverse of `coupling`.

    `levels` as in `coupling`; the rates are in the unit of `levels`, and so is the result. Raises
    `ArgumentError` if `lam` is too weak for a gap on these levels at these rates; gaps below
    (rate_u - rate_s)/10^4 are not searched for.
    """
    from scipy.optimize import brentq

    lam = positive("lam", lam)
    rate_s, rate_u = nonnegative("rate_s", rate_s), nonnegative("rate_u", rate_u)

    def excess(log_gap: float) -> float:
        return lam / coupling(levels, math.exp(log_gap), rate_s, rate_u) - 1.0

    upper = math.log(lam * float(np.sum(levels.weights)) / 2.0)  # S^x = 1 at every level
    while excess(upper) >= 0.0:
        upper += math.log(STEP)
    scale = float(np.min(np.abs(levels.energies[levels.energies != 0.0])))
    if rate_s > 0.0:
        scale = min(scale, rate_s)
    smallest = max(SMALLEST_GAP * scale, STEP * (rate_u - rate_s) / LARGEST_EXCESS)
    floor = min(math.log(smallest), upper - math.log(STEP))
    lower = upper - math.log(STEP)
    while excess(lower) < 0.0:
        if lower < floor:
            least = coupling(levels, math.exp(lower), rate_s, rate_u)
            raise ArgumentError("lam", f"be > {least:.6g} for a gap to exist here", lam)
        upper, lower = lower, lower - math.log(STEP)
    return math.exp(float(brentq(excess, lower, upper, xtol=1e-15, rtol=8.9e-16)))
