"""Currents, inductance and fields against closed forms, sums done elsewhere, and limits."""

import math

import mpmath as mp
import numpy as np
import pytest

from higgs_num.currents import (
    depairing,
    depairing_amperes,
    flowing,
    free_energy,
    inductance,
    jump_ratio,
    kinetic_inductance,
    superfluid_density,
    superheating_field,
)
from higgs_num.currents.inductance import nonlinearity
from higgs_num.equilibrium.pair_breaking import CLEAN_TRANSITION, gap, rate_of_transition
from higgs_sym.ground.errors import ArgumentError

c = 4.0 / (3.0 * math.pi)


def test_density_at_zero_temperature():
    for alpha in (0.0, 0.1, 0.7, 1.0):
        rate = alpha * math.exp(-math.pi * alpha / 4.0)
        expected = math.exp(-math.pi * alpha / 4.0) * (1.0 - c * alpha)
        # The gap is the root of an equation solved to round-off.
        assert superfluid_density(rate) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("rate", [0.47, 0.49, 0.4999])
def test_density_of_a_gapless_state(rate):
    Delta = gap(rate)
    alpha = rate / Delta
    with mp.workdps(20):
        start = mp.sqrt(mp.mpf(alpha) ** 2 - 1)
        whole = mp.quad(
            lambda u: (1 - alpha / (1 + u * u) ** 1.5) / (1 + u * u), [start, 5, mp.inf]
        )
    assert superfluid_density(rate) == pytest.approx(float(2 / mp.pi * Delta * whole), rel=1e-11)


def test_density_at_the_gapless_onset():
    onset = superfluid_density(math.exp(-math.pi / 4.0))
    assert onset == pytest.approx(0.2624, abs=5e-5)  # four digits of the literature
    assert onset == pytest.approx(math.exp(-math.pi / 4.0) * (1.0 - c), rel=1e-12)


@pytest.mark.parametrize(("rate", "T"), [(0.1, 0.2), (0.3, 0.1), (0.05, 0.45)])
def test_density_at_a_temperature(rate, T):
    Delta = gap(rate, T)
    total = sum(
        float(4 * T / (1 + u * u))
        for u in (
            mp.findroot(
                lambda u, n=n: (
                    u * (1 - rate / Delta / mp.sqrt(1 + u * u)) - mp.pi * T * (2 * n + 1) / Delta
                ),
                mp.pi * T * (2 * n + 1) / Delta + rate / Delta + 0.5,
            )
            for n in range(600)
        )
    )
    # The rest of the sum, 1/R^2 = Delta^2/(omega + rate)^2 far out: to 1e-9 of its value.
    last = 2.0 * math.pi * T * 600
    total += 4.0 * T * Delta**2 / (2.0 * math.pi * T) / (last + rate)
    assert superfluid_density(rate, T) == pytest.approx(total, rel=3e-7)


def test_density_of_a_clean_film():
    for T in (0.1, 0.3, 0.55):
        Delta = gap(0.0, T)
        expected = Delta * math.tanh(0.5 * Delta / T)
        assert superfluid_density(0.0, T) == pytest.approx(expected, rel=1e-12)
    # The sum at a tiny rate is the closed form, but for c alpha and pi alpha/4.
    assert superfluid_density(1e-9, 0.3) == pytest.approx(superfluid_density(0.0, 0.3), rel=1e-8)


def test_depairing_without_impurities():
    most = depairing()
    # The root of 4 alpha^2 - (3 pi + 16/pi) alpha + 4, where d ln J/d alpha = 0.
    b = 3.0 * math.pi + 16.0 / math.pi
    alpha = (b - math.sqrt(b * b - 64.0)) / 8.0
    assert most.alpha == pytest.approx(alpha, rel=1e-11)
    assert most.gap == pytest.approx(math.exp(-math.pi * alpha / 4.0), rel=1e-11)
    assert (most.alpha, most.rate, most.gap) == pytest.approx(
        (0.300386, 0.237258, 0.789842), abs=6e-7
    )


def test_depairing_near_the_transition():
    # Ginzburg-Landau: the density falls linearly with the rate, to 2/3 where J is largest.
    T = CLEAN_TRANSITION * (1.0 - 1e-5)
    most = depairing(0.0, T)
    still = superfluid_density(0.0, T)
    assert most.density / still == pytest.approx(2.0 / 3.0, rel=1e-4)


@pytest.mark.parametrize(("rate_s", "T"), [(0.0, 0.0), (0.2, 0.0), (0.1, 0.3)])
def test_no_current_is_larger(rate_s, T):
    most = depairing(rate_s, T)
    for factor in (0.9, 0.99, 1.01, 1.1):
        rate_q = (most.rate - rate_s) * factor
        assert math.sqrt(rate_q) * superfluid_density(rate_s + rate_q, T) < most.current


def test_wires_with_currents():
    # Of the plan of an experiment: J/J_dp, alpha, 2 eps_g/2 Delta_00, to the digits given.
    for share, alpha, edge in (
        (0.3, 0.01049, 0.9214),
        (0.5, 0.03113, 0.8346),
        (0.7, 0.06892, 0.7188),
        (0.9, 0.14660, 0.5467),
    ):
        state = flowing(share)
        assert state.alpha == pytest.approx(alpha, abs=6e-6)
        found = state.gap * (1.0 - state.alpha ** (2.0 / 3.0)) ** 1.5
        assert found == pytest.approx(edge, abs=6e-5)
        ratio = math.sqrt(state.rate_q) * state.density / depairing().current
        assert ratio == pytest.approx(share, rel=1e-12)


def test_nonlinear_inductance():
    along, across = nonlinearity()
    # Kubo (2025) has 0.409 and 0.136; here in closed form, with a = -dn/dGamma = pi/4 + c at 0.
    most = depairing()
    assert across == pytest.approx((math.pi / 4.0 + c) * most.current**2, rel=1e-9)
    assert (along, across) == pytest.approx((0.40896, 0.13632), abs=6e-6)
    assert along == 3.0 * across
    small = inductance(0.01)
    # The next term of the series is of order (J/J_dp)^4 = 1e-8.
    assert small.parallel - 1.0 == pytest.approx(along * 1e-4, rel=1e-3)
    assert small.perpendicular - 1.0 == pytest.approx(across * 1e-4, rel=1e-3)


@pytest.mark.parametrize(("rate_s", "T"), [(0.0, 0.0), (0.15, 0.0), (0.1, 0.3)])
def test_inductance_is_the_slope_of_the_momentum(rate_s, T):
    # dp/dJ by differences of p = sqrt(2 Gamma_q) at two currents.
    share, step = 0.6, 1e-4
    low, high = (flowing(share + s * step, rate_s, T) for s in (-1, 1))
    most = depairing(rate_s, T).current
    slope = (math.sqrt(high.rate_q) - math.sqrt(low.rate_q)) / (2.0 * step * most)
    expected = slope * superfluid_density(rate_s, T)
    found = inductance(share, rate_s, T)
    assert found.parallel == pytest.approx(expected, rel=1e-6)  # step^2 = 1e-8, times curvature
    assert found.perpendicular < found.parallel
    assert math.isinf(inductance(1.0, rate_s, T).parallel)


def test_inductance_of_a_square():
    # hbar R/(pi Delta): 10 ohm at 1 meV are 2.0951 pH (hbar = 0.65821 meV ps).
    assert kinetic_inductance(10.0, 1.0) == pytest.approx(6.5821195695 / math.pi, rel=1e-10)


def test_condensation_energy():
    from scipy.integrate import quad

    for rate in (0.1, 0.237, 0.4):
        lost, _ = quad(superfluid_density, 0.0, rate, epsabs=1e-12)
        assert free_energy(rate) == pytest.approx(1.0 - math.pi * lost, abs=1e-10)
    onset = math.exp(-math.pi / 4.0)
    # Continuous where the closed form hands over to the integral, and 0 at the end.
    assert free_energy(onset * (1 - 1e-9)) == pytest.approx(
        free_energy(onset * (1 + 1e-9)), abs=1e-8
    )
    assert free_energy(0.5) == 0.0


def test_superheating_field():
    assert superheating_field() == pytest.approx(0.7956, abs=5e-5)


def test_specific_heat_jump():
    step = 1e-4
    slope = (jump_ratio(1.0) - jump_ratio(1.0 - step)) / step
    # 3 - (8/3) psi'''(1/2)/(psi'(1/2) |psi''(1/2)|) with pi^4, pi^2/2 and 14 zeta(3).
    exact = 3.0 - 4.0 / 3.0 * math.pi**4 / (0.5 * math.pi**2 * 14.0 * float(mp.zeta(3)))
    assert exact == pytest.approx(1.43608, abs=5e-6)
    assert slope == pytest.approx(exact, rel=3e-4)  # of order step
    assert jump_ratio(1.0) == pytest.approx(1.0, rel=1e-12)
    # Against the gap itself: just below T_c the jump is that of the Ginzburg-Landau energy,
    # Delta^2 = slope (T_c - T): here the two slopes at T_c/T_c0 = 0.6.
    rate = rate_of_transition(0.6)
    Tc = 0.6 * CLEAN_TRANSITION
    slopes = []
    for one, top in ((rate, Tc), (0.0, CLEAN_TRANSITION)):
        near = [gap(one, top * (1.0 - x)) ** 2 / x for x in (1e-4, 2e-4)]
        slopes.append(2.0 * near[0] - near[1])
    rho = rate / (2.0 * math.pi * Tc)
    # dF/dT of -N a'^2/2B, Delta^2 = a'/B: the jump goes as Delta^2 slope times a' = 1 - rho psi'.
    entropy = 1.0 - rho * float(mp.psi(1, 0.5 + rho))
    expected = slopes[0] / slopes[1] * entropy * CLEAN_TRANSITION / Tc
    assert jump_ratio(0.6) == pytest.approx(expected, rel=1e-4)


def test_inputs():
    with pytest.raises(ArgumentError, match=r"share.*<= 1"):
        flowing(1.1)
    with pytest.raises(ArgumentError, match="rate_s"):
        depairing(0.5)
    with pytest.raises(ArgumentError, match=r"temperature.*T_c"):
        depairing(0.1, 0.6)
    with pytest.raises(ArgumentError, match="ratio"):
        jump_ratio(1.2)
    for name, call in {
        "rate": lambda: superfluid_density(-1.0),
        "share": lambda: flowing(-0.1),
    }.items():
        with pytest.raises(ArgumentError, match=name):
            call()
    assert superfluid_density(0.6) == 0.0
    assert np.isfinite(superfluid_density(0.4999999))


def test_depairing_current_in_amperes():
    # 0.75 Delta^(3/2)/(e R sqrt(hbar D)), Romijn et al. (1982), in SI by hand: 1 meV, 100 ohm,
    # 0.5 cm^2/s, 2 um. The literature rounds 0.7457 to two digits.
    joule, e, hbar = 1.602176634e-22, 1.602176634e-19, 1.054571817e-34
    si = 0.75 * joule**1.5 / (e * 100.0 * math.sqrt(hbar * 0.5e-4)) * 2e-6
    found = depairing_amperes(depairing().current, 1.0, 100.0, 0.5, 2.0)
    assert found == pytest.approx(si, rel=0.01)
    exact = si / 0.75 * math.pi / math.sqrt(2.0) * depairing().current
    assert found == pytest.approx(exact, rel=1e-8)  # digits of hbar
