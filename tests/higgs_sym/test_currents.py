"""Statics of currents against Usadel's equation solved number by number."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import brentq

from higgs_sym.registry import formula

# Quadratures of smooth functions at 15 digits, differentiated once: ten digits are left.
NUMERICAL = 1e-10
# Gauss-Legendre in s of omega = (1+s)/(1-s): integrands that fall as 1/omega^2 or faster stay
# finite, and are analytic from the imaginary axis to 1 - alpha^(2/3) of the gap.
_s, _weights = np.polynomial.legendre.leggauss(400)
OMEGA, WEIGHTS = (1.0 + _s) / (1.0 - _s), 2.0 * _weights / (1.0 - _s) ** 2


def angle(gap, rate):
    """Return theta of omega f - gap g + rate f g = 0 at the nodes, by Newton from a pure state."""
    theta = np.arctan2(gap, OMEGA + rate)
    for _ in range(60):
        f, g = np.sin(theta), np.cos(theta)
        theta -= (OMEGA * f - gap * g + rate * f * g) / (
            OMEGA * g + gap * f + rate * (g * g - f * f)
        )
    f, g = np.sin(theta), np.cos(theta)
    assert np.max(np.abs(OMEGA * f - gap * g + rate * f * g) / (1.0 + OMEGA)) < 1e-14
    return theta


def excess(gap, rate):
    """Return the integral of f/gap - 1/sqrt(1 + omega^2), 0 where the gap of clean 1 is `gap`."""
    inside = np.sin(angle(gap, rate)) / gap - 1.0 / np.hypot(1.0, OMEGA)
    return float(WEIGHTS @ inside)


def gap_at(rate):
    guess = np.exp(-np.pi * rate / 4)
    return brentq(excess, 0.6 * guess, guess, args=(rate,), xtol=1e-15, rtol=1e-15)


def density_at(gap, rate):
    return 2 / np.pi * float(WEIGHTS @ np.sin(angle(gap, rate)) ** 2)


def test_density_is_the_integral_of_the_square() -> None:
    for alpha in (0.3, 0.9):
        own = formula("currents.density").lambdify("numpy")(1.0, alpha)
        assert own == pytest.approx(density_at(1.0, alpha), rel=NUMERICAL)


def test_density_without_a_gap_is_the_integral_too() -> None:
    own = formula("currents.density_gapless").lambdify("numpy")
    # At alpha = 30 the two terms of the usual form agree to four digits.
    for alpha in (1.4, 30.0):
        direct = density_at(1.0, alpha)
        assert own(1.0, alpha) == pytest.approx(direct, rel=NUMERICAL)


@pytest.fixture(scope="module")
def currents() -> list[float]:
    """Return sqrt(rate) n_s at four rates around the largest, the gap solved numerically."""
    rates = [0.236, 0.237, 0.238, 0.239]
    return [np.sqrt(rate) * density_at(gap_at(rate), rate) for rate in rates]


def test_current_is_largest_at_the_depairing_rate(currents) -> None:
    # The slope at midpoints, linear over 0.002 to 1e-6 of the rate.
    slopes = [(b - a) / 1e-3 for a, b in pairwise(currents)]
    middle = 0.2375 - slopes[1] * 2e-3 / (slopes[2] - slopes[0])
    assert formula("currents.depairing_rate").lambdify("numpy")() == pytest.approx(middle, abs=2e-6)
    alpha = formula("currents.depairing_alpha").lambdify("numpy")()
    # Flat at the top: the nearest rate tells the current to 1e-5.
    assert max(currents) == pytest.approx(
        formula("currents.current").lambdify("numpy")(alpha), rel=1e-5
    )


def test_numbers_of_the_literature() -> None:
    # Kupriyanov and Lukichev; Kubo; Lin and Gurevich, to the digits they print.
    printed = {
        "depairing_alpha": (0.300, 1e-3),
        "depairing_rate": (0.237, 1e-3),
        "depairing_gap": (0.790, 1e-3),
        "inductance_parallel": (0.409, 5e-4),
        "inductance_perpendicular": (0.136, 5e-4),
        "superheating": (0.795, 1e-3),
    }
    for name, (value, digit) in printed.items():
        own = formula(f"currents.{name}").lambdify("numpy")()
        assert own == pytest.approx(value, abs=digit), name


def test_condensation_energy_is_the_functional_at_its_minimum() -> None:
    rate = 0.4
    gap = gap_at(rate)
    theta = angle(gap, rate)
    f = np.sin(theta)
    kept = -2 * OMEGA * np.sin(theta / 2) ** 2 + gap * f - rate / 2 * f * f
    # gap^2/lambda in the same integral, by the gap equation.
    energy = float(WEIGHTS @ (gap * f - 2 * kept))
    own = formula("currents.free_energy").lambdify("numpy")(rate / gap)
    assert -2 * energy == pytest.approx(own, rel=NUMERICAL)
