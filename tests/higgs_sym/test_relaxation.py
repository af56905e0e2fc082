"""A small gap under pair breaking against sums over frequencies and the response at T = 0."""

import math

import mpmath as mp
import pytest

from higgs_sym.registry import formula


def angle(omega, gap, rate):
    """Return theta of omega f - gap g + rate f g = 0, by Newton from the pure state."""

    def residual(theta):
        f, g = mp.sin(theta), mp.cos(theta)
        return omega * f - gap * g + rate * f * g

    return mp.findroot(residual, mp.atan(gap / (omega + rate)))


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


def jump(T_c, T_c0, rate):
    """Return the jump of the specific heat, N_0 = 1, from the energy a little below T_c."""
    T = T_c * (1 - mp.mpf("1e-3"))
    omegas = [2 * mp.pi * T * (n + mp.mpf(0.5)) for n in range(200)]
    normal = formula("thermodynamics.T_c_condition").lambdify("mpmath")(T, T_c0, rate)

    def equation(gap):
        rest = (1 / (w + rate) - mp.sin(angle(w, gap, rate)) / gap for w in omegas)
        return normal + 2 * mp.pi * T * sum(rest)

    gap = mp.findroot(equation, (T_c * 0.1, T_c * 0.12))

    def term(w):
        theta = angle(w, gap, rate)
        kept = gap * mp.sin(theta) - 2 * w * mp.sin(theta / 2) ** 2
        return gap**2 / (2 * (w + rate)) - kept + rate / 2 * mp.sin(theta) ** 2

    energy = normal * gap**2 + 4 * mp.pi * T * sum(map(term, omegas))
    return -2 * energy * T / (T_c - T) ** 2


def test_jump_of_the_specific_heat() -> None:
    T_c0, rate = mp.mpf(1), mp.mpf("0.6")
    condition = formula("thermodynamics.T_c_condition").lambdify("mpmath")
    with mp.workdps(25):
        T_c = mp.findroot(lambda T: condition(T, T_c0, rate), 0.5)
        ratio = jump(T_c, T_c0, rate) / jump(T_c0, T_c0, mp.mpf(0))
    own = formula("thermodynamics.jump_ratio").lambdify("numpy")(float(T_c), 1.0, 0.6)
    # The energy is quadratic below T_c up to a part in 1e3 of its own.
    assert float(ratio) == pytest.approx(own, rel=3e-3)


def test_slope_of_the_jump() -> None:
    T_c0, rate = 1.0, 1e-6
    T_c = T_c0 - math.pi / 4 * rate
    ratio = formula("thermodynamics.jump_ratio").lambdify("mpmath")(T_c, T_c0, rate)
    own = formula("thermodynamics.jump_slope").lambdify("numpy")()
    # Second order in the rate, 1e-6, and the digits of 1 - ratio among sixteen.
    assert float((1 - ratio) / (1 - T_c)) == pytest.approx(own, rel=1e-5)
    assert own == pytest.approx(1.436, abs=1e-3)  # 1.44 in the literature
