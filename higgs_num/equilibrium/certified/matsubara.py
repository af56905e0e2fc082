"""Certified sums over Matsubara frequencies of functions of y = 1/R, R = sqrt(1+u^2).

Energies in units of the gap. With h = 2 pi T/Delta and omega_n = h (n + 1/2), u solves
omega = u (1 - alpha/R). The first N terms are summed one by one; beyond them the summand is a
power series in 1/omega, summed exactly with Hurwitz's zeta function, and its remainder is
bounded by Cauchy's inequality: for |omega| > r = m + 2 alpha, m = 3 + 2|z| + 2|x|, the branch
that continues the physical one from infinity is analytic with |u| > m, since |u| = m would
give |omega| <= m + 1.07 alpha, and since the branch points, R^3 = alpha, have
|omega| = |u|^3 <= (1 + alpha^(2/3))^(3/2) < r. There the summands used here stay below 1.
"""

from collections.abc import Callable
from typing import Any

from flint import arb, arb_series, ctx, fmpq

from higgs_num.equilibrium.certified.state import State
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.ground.precision import precision

DIRECT = 8  # the first N terms reach up to omega = DIRECT * r
MOST_TERMS = 20_000
SERIES_BOUND = 1  # of |summand| on the circle |omega| = r

Summand = Callable[[Any], Any]  # of a ball, and of a power series of balls


def _float_root(omega: float, alpha: float) -> float:
    """Bisect omega y = sqrt(1-y^2) (1 - alpha y) in floating point."""
    low, high = 0.0, min(1.0, 1.0 / alpha) if alpha > 0.0 else 1.0
    for _ in range(60):
        y = (low + high) / 2
        if omega * y < (max(1.0 - y * y, 0.0)) ** 0.5 * (1.0 - alpha * y):
            low = y
        else:
            high = y
    return (low + high) / 2


def inverse_R(omega: arb, alpha: arb) -> arb:
    """Enclose y = 1/R at a real omega > 0.

    G(y) = omega y - sqrt(1-y^2) (1 - alpha y) has G' >= omega on the interval between 0 and
    min(1, 1/alpha), so a residual divided by omega bounds the error of an estimate.
    """
    y = arb(_float_root(float(omega), float(alpha)))
    for _ in range(ctx.prec.bit_length() - 4):
        root = (1 - y * y).sqrt()
        rest = 1 - alpha * y
        y = (y - (omega * y - root * rest) / (omega + y * rest / root + alpha * root)).mid()
    if not (0 < y < 1 and alpha * y < 1):
        return arb(0, 1)
    residual = omega * y - (1 - y * y).sqrt() * (1 - alpha * y)
    return y + arb(0, (abs(residual) / omega).upper())


def expansion_radius(state: State, x: fmpq) -> arb:
    """Return r: beyond |omega| = r, the summands are analytic and below `SERIES_BOUND`."""
    return 3 + 2 * abs(arb(state.z)) + 2 * abs(arb(x)) + 2 * arb(state.alpha)


def terms_needed(radius: arb, temperature: arb) -> arb:
    """Return how many terms reach DIRECT * r, or raise `ArgumentError` if that is too many."""
    needed = DIRECT * radius / (2 * arb.pi() * temperature)
    if not needed < MOST_TERMS:
        least = float((DIRECT * radius / (2 * arb.pi() * MOST_TERMS)).mid())
        raise ArgumentError("T", f"be > {least:.3g} times the gap here", float(temperature))
    return needed


def matsubara_sum(
    state: State,
    x: fmpq,
    temperature: arb,
    summand: Summand,
    *,
    subtract_leading: bool = False,
) -> arb:
    """Enclose sum_{n >= 0} summand(1/R_n) at `temperature` = T/Delta.

    With `subtract_leading`, 1/omega_n is subtracted from each term. `x` only sets the scale
    beyond which the summand is expanded. Raises `ArgumentError` if the temperature is so low
    that more than `MOST_TERMS` terms are needed.
    """
    alpha = arb(state.alpha)
    h = 2 * arb.pi() * temperature
    r = expansion_radius(state, x)
    count = int(float(terms_needed(r, temperature))) + 1
    total = arb(0)
    for n in range(count):
        omega = h * (arb(2 * n + 1) / 2)
        total += summand(inverse_R(omega, alpha))
        if subtract_leading:
            total -= 1 / omega
    first = arb(2 * count + 1) / 2
    terms = ctx.prec // 3 + 8  # DIRECT = 2^3
    with precision(ctx.prec, terms + 1):
        y = arb_series([0, 1])
        inverse_omega = y / ((1 - y * y).sqrt() * (1 - alpha * y))
        series = summand(inverse_omega.reversion())
        coefficients = series.coeffs()
    for k in range(2, len(coefficients)):
        total += coefficients[k] * h**-k * arb(k).zeta(first)
    q = r / (h * first)
    error = SERIES_BOUND * (1 + first) * q ** (terms + 1) / (1 - q)
    return total + arb(0, error.upper())
