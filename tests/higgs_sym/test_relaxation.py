"""A small gap under pair breaking against sums over frequencies and the response at T = 0."""

import math

import mpmath as mp
import pytest

from higgs_sym.registry import formula
from tests.higgs_sym.test_currents import angle


def cot(omega, rate):
    """Return u of a frequency of either sign, gap 1."""
    theta = angle(abs(omega), 1, rate)
    return mp.sign(omega) / mp.tan(theta)


def test_response_without_a_threshold_is_that_of_the_propagator() -> None:
    """D(i Omega) from the exact kernel of a gapless state against 2 ln(1 + Omega/(2 Gamma))."""
    rate = mp.mpf(30)
    kappa = formula("relaxation.zero_temperature").lambdify("mpmath")(1, rate)

    def inside(omega, frequency):
        u1, u2 = cot(omega - frequency / 2, rate), cot(omega + frequency / 2, rate)
        R1, R2 = mp.sqrt(1 + u1 * u1), mp.sqrt(1 + u2 * u2)
        C = (u1 * u2 - 1) / (R1 * R2)
        return (1 / R1 + 1 / R2) / 2 - (1 + C) / (R1 + R2 - rate * (1 - C))

    def inverse(frequency):
        half = frequency / 2
        ends = [0, half, 1, rate, 100 * rate, 10**4 * rate, mp.inf]
        return 2 * mp.quad(lambda omega: inside(omega, frequency), ends)

    static, moved = inverse(mp.mpf("1e-9")), inverse(20 * kappa)
    # The zero of D(0) + slope Omega; the next terms are of order 1/alpha^2 and kappa/Gamma.
    assert float(20 * kappa * static / (moved - static)) == pytest.approx(float(kappa), rel=5e-3)


def test_gap_equation_near_T_c_has_its_cubic_term() -> None:
    T, rate, gap = mp.mpf("0.3"), mp.mpf("0.7"), mp.mpf("0.01")

    def term(n):
        omega = 2 * mp.pi * T * (n + 0.5)
        f = mp.sin(angle(omega, gap, rate)) / gap
        return 2 * mp.pi * T * (f - 1 / (omega + rate))

    with mp.workdps(30):
        found = -sum(term(n) for n in range(400)) / gap**2
    own = formula("relaxation.cubic").lambdify("numpy")(0.3, 0.7)
    # Order gap^2 is left out, 1e-4, and terms beyond n = 400, (1/400)^2.
    assert float(found) == pytest.approx(own, rel=2e-4)


def test_propagator_is_its_sum() -> None:
    T, rate, frequency = 0.2, 0.5, 0.3
    own = formula("relaxation.pair_propagator").lambdify("numpy")

    def rest(omega):
        return 1 / omega - 2 / (2 * omega + frequency + 2 * rate + 0.4 * 0.5**2)

    number = 20000
    direct = sum(2 * math.pi * T * rest(2 * math.pi * T * (n + 0.5)) for n in range(number))
    # The last frequencies are far above the others: the rest of the sum is shift/omega.
    beyond = (0.5 + frequency / 2 + 0.2 * 0.5**2) / (2 * math.pi * T * number)
    found = own(frequency, T, T, rate, 0.4, 0.5)
    assert found == pytest.approx(float(direct + beyond), rel=1e-7)
