"""Coupling constant from the gap, and the gap from the coupling constant, Eq. (10)."""

import math

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.equilibrium.coefficients import LARGEST_EXCESS, LARGEST_RATE
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.levels.sets import LevelSet
from higgs_sym.ground.errors import ArgumentError, instance, nonnegative, positive

# Below this fraction of the smallest energy the sum over S^x/Delta no longer changes.
SMALLEST_GAP = 1e-9
LEAST_RATIO = 1e-300  # of a gap to any energy: smaller ones leave double precision
LARGEST_LOG = 709.0  # of a gap
STEP = 4.0  # of the search for a bracket; a sum costs a few milliseconds at most


def coupling(
    levels: LevelSet,
    Delta: float,
    rate_s: float = 0.0,
    rate_u: float = 0.0,
    temperature: float = 0.0,
) -> float:
    """Return lambda such that Delta = (lambda/2) sum_j weights_j S^x_j in equilibrium.

    Parameters
    ----------
    levels : LevelSet
        All levels or their positive half, in the same unit as `Delta` and the rates. The same
        weights in a later sum over S^x give back `Delta` exactly, so equilibrium is a fixed point
        on these levels.
    Delta, rate_s, rate_u, temperature : float
        As in `pseudospins`.

    Raises
    ------
    ArgumentError
        As `pseudospins` does.

    Notes
    -----
    Eq. (10). The coupling is dimensionless; it depends on the cutoff through `levels`.
    """
    levels = instance("levels", levels, LevelSet)
    Delta = positive("Delta", Delta)
    Sx = pseudospins(levels.energies, Delta, rate_s, rate_u, temperature).Sx
    # In a power of two as the unit no sum overflows, and no bit changes.
    weights, exponent = _scaled(levels.weights)
    with np.errstate(under="ignore"):
        total = float(np.sum(weights * Sx))
    # Half of the exponent each: both together may be out of range.
    half = exponent // 2
    lam = math.ldexp(math.ldexp(Delta, -half) / (total / 2.0), half - exponent)
    if not 0.0 < lam < math.inf:
        raise ArgumentError("Delta", "give a coupling within double precision", Delta)
    return lam


def _scaled(values: Vector) -> tuple[Vector, int]:
    """Return values below 1 and the power of two that they are multiplied by to be `values`."""
    exponent = math.frexp(float(np.max(np.abs(values))))[1]
    return np.ldexp(values, -exponent), exponent


def gap(levels: LevelSet, lam: float, rate_s: float = 0.0, rate_u: float = 0.0) -> float:
    """Return the gap amplitude Delta of the state with coupling `lam`: the inverse of `coupling`.

    `levels` as in `coupling`; the rates are in the unit of `levels`, and so is the result. Raises
    `ArgumentError` if `lam` is too weak for a gap on these levels at these rates; gaps below
    (rate_u - rate_s)/10^4, rate_s/10^139, 10^-300 of any energy, and 10^-300 are not searched for.
    """
    from scipy.optimize import brentq

    levels = instance("levels", levels, LevelSet)
    lam = positive("lam", lam)
    rate_s, rate_u = nonnegative("rate_s", rate_s), nonnegative("rate_u", rate_u)

    def excess(log_gap: float) -> float:
        return lam / coupling(levels, math.exp(log_gap), rate_s, rate_u) - 1.0

    weights, exponent = _scaled(levels.weights)
    log_weight = math.log(float(np.sum(weights))) + exponent * math.log(2.0)
    upper = min(math.log(lam) - math.log(2.0) + log_weight, LARGEST_LOG)  # S^x = 1 at every level
    sizes = np.abs(levels.energies[levels.energies != 0.0])
    scale = float(np.min(sizes)) if rate_s == 0.0 else min(float(np.min(sizes)), rate_s)
    reachable = max(
        rate_s / LARGEST_RATE * STEP,
        (rate_u - rate_s) * (STEP / LARGEST_EXCESS),
        float(np.max(sizes)) * LEAST_RATIO,
        LEAST_RATIO,
    )
    sought = min(math.log(max(SMALLEST_GAP * scale, LEAST_RATIO)), upper - math.log(STEP))
    lowest = max(math.log(reachable), sought)
    lower = max(upper, lowest)
    while excess(lower) >= 0.0:
        if lower == LARGEST_LOG:
            raise ArgumentError("lam", "leave the gap within double precision", lam)
        lower = min(lower + math.log(STEP), LARGEST_LOG)
    while True:
        if lower <= lowest:
            least = coupling(levels, math.exp(lowest), rate_s, rate_u)
            raise ArgumentError("lam", f"be > {least:.6g} for a gap to exist here", lam)
        upper, lower = lower, max(lower - math.log(STEP), lowest)
        if excess(lower) >= 0.0:
            return math.exp(float(brentq(excess, lower, upper, xtol=1e-15, rtol=8.9e-16)))
