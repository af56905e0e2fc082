"""Weak pair breaking: the response near 2 Delta on the scale alpha^(2/3) (gap = 1).

With `E = 1 + alpha^(2/3) e`, `R = alpha^(1/3) r` the quartic of the equilibrium curve becomes
`r^3 + 2 e r + 2 = 0`, with its fold at e = -3/2, r = 1, and
`D^R(2 + alpha^(2/3) x) = alpha^(1/3) F(x) + ...`: one function for all weak rates.
"""

import cmath
import math
from functools import cache

from higgs_num.response.frequencies import complex_number
from higgs_sym.ground.errors import ArgumentError, ComputationError

STEP_SAME = 0.2
STEP_OPPOSITE = 0.08
LEFT = 37.0
RIGHT = 75.0  # the integrand falls as s^(-3/2) only


def _follow(delta: complex, rho: complex) -> complex:
    """Return rho = r - 1 at e = -3/2 + delta, the root Newton reaches from `rho`."""
    for _ in range(80):
        value = rho * rho * (rho + 3.0) + 2.0 * delta * (1.0 + rho)
        step = value / (3.0 * rho * (rho + 2.0) + 2.0 * delta)
        rho -= step
        if abs(step) < 1e-9 * abs(rho):
            return rho
    raise ComputationError(f"the scaling curve was lost at delta = {delta}")


def _pair(r1: complex, r2: complex, x: complex) -> complex:
    """Return (r1^2 + r2^2)/(r1 r2 (r1 + r2)); the cubic replaces the cancelling squares."""
    return -2.0 * (x + 1.0 / r1 + 1.0 / r2) / (r1 * r2 * (r1 + r2))


def scaling_function(x: complex) -> complex:
    """Return F(x); Im x < 0 is the continuation through the cut x > -3. Error about 1e-12.

    Raises ArgumentError unless Re x > -3, right of the threshold.
    """
    x = complex_number("x", x)
    if x.real <= -3.0:
        raise ArgumentError("x", "have a real part > -3", x)
    span = x + 3.0
    angle = 0.5 * min(0.0, cmath.phase(span))
    turn = cmath.exp(1j * angle)
    total = 0.0j
    s = turn * math.exp(RIGHT)
    mirror = cmath.sqrt(-2j * s.conjugate())
    other = cmath.sqrt(-2j * s)
    for n in range(int((RIGHT + LEFT) / STEP_SAME) + 1):
        s = turn * math.exp(RIGHT - n * STEP_SAME)
        mirror = _follow(1j * s.conjugate(), mirror)
        other = _follow(span + 1j * s, other)
        total += 2.0 * STEP_SAME * s * _pair(1.0 + mirror.conjugate(), 1.0 + other, x)
    half = int(LEFT / STEP_OPPOSITE)
    r = []
    for n in range(2 * half + 1):
        other = _follow(span / (1.0 + math.exp((n - half) * STEP_OPPOSITE)), other)
        r.append(1.0 + other)
    for n in range(half + 1):
        share = math.exp((n - half) * STEP_OPPOSITE)
        weight = share / (1.0 + share) ** 2 * (0.5 if n == half else 1.0)
        total -= 2j * span * STEP_OPPOSITE * weight * _pair(r[n], r[2 * half - n], x)
    return total


@cache
def scaling_pole() -> complex:
    """Return the zero of F: the pole is at `2 + x alpha^(2/3)` for alpha -> 0."""
    x, before = -0.7 - 1.2j, -0.6 - 1.1j
    value, value_before = scaling_function(x), scaling_function(before)
    for _ in range(30):
        x, before = x - value * (x - before) / (value - value_before), x
        value, value_before = scaling_function(x), value
        if abs(x - before) < 1e-11:
            return x
    raise ComputationError("the zero of the scaling function was not found")
