"""Superfluid density of a dirty film with pair breaking.

Unit: the gap Delta_00 of the clean film at T = 0, k_B = 1. The density is that energy which
stands in the London kernel, sigma(omega) -> i pi n_s sigma_N/omega: Delta tanh(Delta/2T) of a clean
film (so 1 at T = 0), and the kinetic inductance of a square is hbar R_sq/(pi n_s).
"""

import math

import numpy as np
from numpy.polynomial import Chebyshev

from higgs_num.core.arrays import Vector
from higgs_num.equilibrium.pair_breaking import TERMS, amplitude, gap
from higgs_num.response.peaks import interpolated
from higgs_sym.ground.errors import nonnegative


def superfluid_density(rate: float, temperature: float = 0.0) -> float:
    """Return n_s/Delta_00 at the gap of this rate and temperature; 0 in the normal state.

    n_s = 4 T sum_{n >= 0} 1/R_n^2, at T = 0 (2/pi) int d omega/R^2: `currents.density`, beyond
    alpha = 1 `currents.density_gapless`. The penetration depth is lambda_0/sqrt(n_s).

    Raises
    ------
    ArgumentError
        If the rate or the temperature is negative.

    Examples
    --------
    >>> from higgs_num.currents import superfluid_density
    >>> superfluid_density(0.0), round(superfluid_density(0.1), 9)
    (1.0, 0.875561225)
    """
    rate, T = nonnegative("rate", rate), nonnegative("temperature", temperature)
    Delta = gap(rate, T)
    return density_of_gap(Delta, rate, T) if Delta > 0.0 else 0.0


def density_series(low: float, high: float, T: float, degree: int) -> Chebyshev:
    """Return n_s at temperature T as a polynomial in the rate, on [low, high]."""

    def densities(rates: Vector) -> Vector:
        return np.array([superfluid_density(float(rate), T) for rate in rates])

    return interpolated(densities, low, high, degree)


def density_of_gap(Delta: float, rate: float, T: float) -> float:
    """Return n_s of a given gap > 0, whether it is the one of equilibrium or not."""
    alpha = rate / Delta
    if T == 0.0:
        return 2.0 / math.pi * Delta * _beyond(max(alpha, 1.0), alpha)
    if alpha == 0.0:
        return Delta * math.tanh(0.5 * Delta / T)
    scale = 2.0 * math.pi * T
    nu = np.append(np.arange(TERMS) + 0.5, TERMS)
    R = amplitude(scale * nu / Delta, alpha)
    end = float(R[-1])
    u = math.sqrt((end - 1.0) * (end + 1.0))
    # The terms n >= N: their integral and the first correction of the midpoint rule.
    slope = -2.0 * u / (end * (end**3 - alpha)) * (scale / Delta)
    rest = Delta / scale * _beyond(end, alpha) + slope / 24.0
    return 4.0 * T * (float(np.sum(1.0 / R[:-1] ** 2)) + rest)


def _beyond(R: float, alpha: float) -> float:
    """Return int du (1 - alpha/R^3)/R^2 from R = sqrt(1 + u^2) >= 1 to infinity."""
    u = math.sqrt((R - 1.0) * (R + 1.0))
    less = 1.0 / (R * (R + u))  # 1 - u/R, of which the second integral is (1 - s)^2 (2 + s)/3
    return math.atan2(1.0, u) - alpha * less * less * (3.0 - less) / 3.0
