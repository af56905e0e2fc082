"""Coupling constant from the gap, and the gap from the coupling constant, Eq. (10)."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from higgs_num.equilibrium.coefficients import LARGEST_EXCESS
from higgs_num.equilibrium.pseudospins import energies, pseudospins
from higgs_sym.ground.errors import ArgumentError, nonnegative, positive

Array = NDArray[np.float64]

# Below this fraction of the smallest energy the sum over S^x/Delta no longer changes.
SMALLEST_GAP = 1e-9
STEP = 4.0  # of the search for a bracket; a sum costs a few milliseconds at most


def _grid(levels: ArrayLike, weights: ArrayLike) -> tuple[Array, Array]:
    points = energies("levels", levels)
    shares = energies("weights", weights)
    if points.size == 0:
        raise ArgumentError("levels", "have at least one entry", "empty")
    if shares.shape != points.shape:
        raise ArgumentError("weights", f"have the shape of `levels`, {points.shape}", shares.shape)
    if (shares < 0.0).any() or not (shares > 0.0).any():
        raise ArgumentError("weights", "be >= 0 and not all 0", float(shares.min()))
    return points.reshape(-1), shares.reshape(-1)


def coupling(
    levels: ArrayLike,
    weights: ArrayLike,
    Delta: float,
    rate_s: float = 0.0,
    rate_u: float = 0.0,
) -> float:
    """Return lambda such that Delta = (lambda/2) sum_j weights_j S^x_j in equilibrium.

    Parameters
    ----------
    levels : array-like
        Energies eps_j, in the same unit as `Delta` and the rates.
    weights : array-like of the shape of `levels`
        Quadrature weights of the integral over eps, same unit, >= 0. If `levels` covers eps > 0
        alone, the weights carry the factor 2. The same weights in a later sum over S^x give
        back `Delta` exactly, so equilibrium is a fixed point on the grid.
    Delta, rate_s, rate_u : float
        As in `pseudospins`.

    Raises
    ------
    ArgumentError
        Also if the shapes differ, or weights are negative or all zero.

    Notes
    -----
    Eq. (10). The coupling is dimensionless; it depends on the cutoff through `levels`.
    """
    points, shares = _grid(levels, weights)
    Sx = pseudospins(points, Delta, rate_s, rate_u).Sx
    return 2.0 * float(Delta) / float(np.sum(shares * Sx))


def gap(
    levels: ArrayLike,
    weights: ArrayLike,
    lam: float,
    rate_s: float = 0.0,
    rate_u: float = 0.0,
) -> float:
    """Return the gap amplitude Delta of the state with coupling `lam`: the inverse of `coupling`.

    `levels`, `weights` as in `coupling`; the rates are in the unit of `levels`, and so is the
    result. Raises `ArgumentError` if `lam` is too weak for a gap on this grid at these rates; gaps
    below (rate_u - rate_s)/10^4 are not searched for.
    """
    points, shares = _grid(levels, weights)
    lam = positive("lam", lam)
    rate_s, rate_u = nonnegative("rate_s", rate_s), nonnegative("rate_u", rate_u)

    def excess(log_gap: float) -> float:
        Delta = math.exp(log_gap)
        return lam / coupling(points, shares, Delta, rate_s, rate_u) - 1.0

    upper = math.log(lam * float(np.sum(shares)) / 2.0)  # S^x = 1 at every level
    while excess(upper) >= 0.0:
        upper += math.log(STEP)
    sizes = np.abs(points[points != 0.0])
    scale = float(sizes.min()) if sizes.size else math.exp(upper)
    if rate_s > 0.0:
        scale = min(scale, rate_s)
    smallest = max(SMALLEST_GAP * scale, STEP * (rate_u - rate_s) / LARGEST_EXCESS)
    floor = min(math.log(smallest), upper - math.log(STEP))
    lower = upper - math.log(STEP)
    while excess(lower) < 0.0:
        if lower < floor:
            least = coupling(points, shares, math.exp(lower), rate_s, rate_u)
            raise ArgumentError("lam", f"be > {least:.6g} for a gap to exist here", lam)
        upper, lower = lower, lower - math.log(STEP)
    return math.exp(float(brentq(excess, lower, upper, xtol=1e-15, rtol=8.9e-16)))
