"""From a critical temperature to a rate, and from a rate to the gap at a temperature.

Unit: the gap Delta_00 of the clean film at T = 0, infinite cutoff, k_B = 1. The pair-breaking rate
is the energy rate 1/tau_s of `conventions.alpha`: alpha = rate/Delta(T), and superconductivity
ends at rate = 1/2.
"""

import math

import numpy as np
from scipy.optimize import brentq
from scipy.special import digamma, polygamma

from higgs_num.core.arrays import Vector
from higgs_sym.ground.errors import ArgumentError, ComputationError, nonnegative, positive, told

CLEAN_TRANSITION = math.exp(0.57721566490153286) / math.pi  # T_c0/Delta_00
CRITICAL_RATE = 0.5  # `thermodynamics.critical_rate`
LOWEST_RATIO = 1e-9  # of T_c: below, the rate is 1/2 - (pi T_c)^2/3 = 1/2 to 1e-18
TERMS = 400  # of a Matsubara sum, before its tail
NEWTON = 60
CLOSE = 1e-15


def rate_of_transition(ratio: float) -> float:
    """Return the rate at which T_c/T_c0 is `ratio`, in (0, 1]; Abrikosov and Gor'kov (1961).

    Raises
    ------
    ArgumentError
        If the ratio is not in (0, 1].

    Examples
    --------
    >>> from higgs_num.films import rate_of_transition
    >>> print(f"{rate_of_transition(0.5):.12f}")
    0.325206062581
    """
    ratio = positive("ratio", ratio)
    if ratio > 1.0:
        raise ArgumentError("ratio", "be T_c/T_c0 <= 1: scattering does not raise T_c", ratio)
    if ratio == 1.0:
        return 0.0
    if ratio < LOWEST_RATIO:
        return CRITICAL_RATE
    target = float(digamma(0.5)) - math.log(ratio)
    # psi(1/2 + rho) = psi(1/2) - ln(ratio); psi grows as a logarithm: start from its inverse.
    rho = math.exp(target) if target > 0.0 else -math.log(ratio) / float(polygamma(1, 0.5))
    for _ in range(NEWTON):
        step = (float(digamma(0.5 + rho)) - target) / float(polygamma(1, 0.5 + rho))
        new = rho - step
        new = new if new > 0.0 else 0.5 * rho
        if abs(new - rho) <= CLOSE * max(1.0, rho):
            return 2.0 * math.pi * new * ratio * CLEAN_TRANSITION
        rho = new
    return 2.0 * math.pi * rho * ratio * CLEAN_TRANSITION


def transition(rate: float) -> float:
    """Return T_c/T_c0 at a rate, 0 at rates of 1/2 and more.

    Raises
    ------
    ArgumentError
        If the rate is negative.

    Examples
    --------
    >>> from higgs_num.films import rate_of_transition, transition
    >>> round(transition(0.0), 12), round(rate_of_transition(transition(0.1) / transition(0.0)), 12)
    (1.0, 0.1)
    """
    rate = nonnegative("rate", rate)
    if rate >= CRITICAL_RATE:
        return 0.0
    if rate == 0.0:
        return 1.0

    def excess(log: float) -> float:
        t = math.exp(log)
        rho = rate / (2.0 * math.pi * t * CLEAN_TRANSITION)
        return log + float(digamma(0.5 + rho)) - float(digamma(0.5))

    low = -1.0
    while excess(low) > 0.0:
        low *= 2.0
        if low < -700.0:
            return 0.0
    return math.exp(brentq(excess, low, 0.0, xtol=1e-15, rtol=8.9e-16))


def gap(rate: float, temperature: float = 0.0) -> float:
    """Return Delta(T)/Delta_00; 0 at and above the transition.

    Raises
    ------
    ArgumentError
        If the rate or the temperature is negative.

    Examples
    --------
    >>> from higgs_num.films import gap
    >>> gap(0.0), round(gap(0.1), 12), gap(0.5)
    (1.0, 0.918002542723, 0.0)
    """
    rate, T = nonnegative("rate", rate), nonnegative("temperature", temperature)
    if rate >= CRITICAL_RATE or transition(rate) * CLEAN_TRANSITION <= T:
        return 0.0
    if T == 0.0:
        return _cold(rate)
    top = _cold(rate)
    low = top
    while _excess(low, rate, T) > 0.0:  # too large a gap
        low *= 0.5
        if low < 1e-8:
            return 0.0
    if low == top:  # round-off at the lowest temperatures
        return top
    return float(brentq(_excess, low, min(top, 2.0 * low), args=(rate, T), xtol=1e-15, rtol=1e-14))


def _cold(rate: float) -> float:
    """Return the gap at T = 0: `thermodynamics.ln_gap`, and `ln_gap_gapless` beyond alpha = 1."""
    if rate == 0.0:
        return 1.0

    def excess(log: float) -> float:
        alpha = rate * math.exp(-log)
        if alpha <= 1.0:
            return log + 0.25 * math.pi * alpha
        rest = math.sqrt((alpha - 1.0) * (alpha + 1.0)) / alpha
        return log + math.acosh(alpha) + 0.5 * (alpha * math.asin(1.0 / alpha) - rest)

    # ln(gap) falls from 0 to -inf as the rate grows to 1/2, where alpha is infinite: the excess
    # rises with the logarithm from ln(2 rate) < 0 at -inf.
    low = -1.0
    while excess(low) > 0.0:
        low *= 2.0
        if low < -700.0:
            return 0.0
    return math.exp(brentq(excess, low, 0.0, xtol=1e-15, rtol=8.9e-16))


def _excess(Delta: float, rate: float, T: float) -> float:
    """Return a function that rises through zero at the gap of this temperature.

    The gap equation sum_n [1/(n + 1/2) - h(n + 1/2)] = ln(T_c0/T), h = 2 pi T/(Delta R) at
    omega = 2 pi T nu = Delta u (1 - alpha/R). Terms n < N one by one; beyond, the sum is the
    integral of h, asinh u - alpha (u/(2 R^2) + atan(u)/2), and of the midpoint rule h'(N)/24 and
    -7 h'''(N)/5760, in which h = 1/nu is enough. What follows is below 1e-14.
    """
    alpha, scale = rate / Delta, 2.0 * math.pi * T
    nu = np.append(np.arange(TERMS) + 0.5, TERMS)
    R = amplitude(scale * nu / Delta, alpha)
    h = scale / (Delta * R)
    end = float(R[-1])
    u = math.sqrt((end - 1.0) * (end + 1.0))
    integral = math.asinh(u) - alpha * (0.5 * u / end**2 + 0.5 * math.atan(u))
    slope = -((scale / Delta) ** 2) * u / (end**3 - alpha)
    pairs = float(np.sum(h[:-1])) - integral + slope / 24.0 + 7.0 / (960.0 * TERMS**4)
    return math.log(Delta) + 0.25 * math.pi * alpha - pairs


def amplitude(x: Vector, alpha: float) -> Vector:
    """Return R = sqrt(1 + u^2) at Matsubara frequencies x = omega/Delta > 0, (n,).

    Raises
    ------
    ComputationError
        If the equation x = u (1 - alpha/R) was not solved.
    """
    # u >= x/(1 - alpha/R) >= x; convex beyond the solution: Newton from above converges.
    u = x + alpha + math.sqrt(alpha)
    for _ in range(NEWTON):
        R = np.sqrt(1.0 + u * u)
        step = (u * (1.0 - alpha / R) - x) / (1.0 - alpha / R**3)
        u = u - step
        if np.max(np.abs(step) / np.maximum(u, 1e-3)) < 4e-16:
            return np.asarray(np.sqrt(1.0 + u * u))
    if np.max(np.abs(step) / np.maximum(u, 1e-3)) < 1e-13:
        return np.asarray(np.sqrt(1.0 + u * u))
    raise ComputationError(f"A Matsubara amplitude was not found at alpha = {told(alpha)}")
