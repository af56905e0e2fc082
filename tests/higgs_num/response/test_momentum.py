"""Modes of finite momentum: D(omega, q) from its definition, thresholds, tails, relaxation."""

import math

import mpmath as mp
import numpy as np
import pytest
from scipy.integrate import quad

from higgs_num.core import pairs
from higgs_num.response import gap_edge, spectrum, step_response, thermal_spectrum
from higgs_num.response.time_domain import relaxation_pole
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import formula
from tests.higgs_num.response import definition


@pytest.mark.parametrize(("alpha", "Q"), [(0.2, 0.3), (0.2, 4.0), (1.6, 0.5)])
def test_imaginary_axis_is_the_definition(alpha, Q):
    for Omega in (0.5, 3.0):

        def integrand(omega, Omega=Omega):
            u1, u2 = (definition.u_matsubara(omega + s * Omega / 2, alpha) for s in (-1, 1))
            R1, R2 = mp.sqrt(1 + u1 * u1), mp.sqrt(1 + u2 * u2)
            C = (u1 * u2 - 1) / (R1 * R2)
            return (1 / R1 + 1 / R2) / 2 - (1 + C) / (R1 + R2 - alpha + alpha * C + Q)

        half = Omega / 2
        with mp.workdps(16):
            near = mp.quad(integrand, [0, half, half + 0.5, half + 3, half + 40, 1e4])
            far = mp.quad(lambda x: integrand(1 / x) / x**2, [mp.mpf("1e-9"), 1e-6, 1e-4])
            far += integrand(mp.mpf(10) ** 9) * 10**9  # falls as omega^-2
        found = spectrum(1j * Omega, alpha, Q=Q)
        assert float(found.inverse.real) == pytest.approx(float(2 * (near + far)), rel=1e-8)
        assert float(found.error) < 1e-11


def test_static_clean_film():
    # alpha = 0: R = sqrt(1 + omega^2), C = (omega^2 - 1)/R^2 at equal frequencies.
    for Q in (1e-3, 0.5, 20.0):

        def integrand(w, Q=Q):
            R = math.sqrt(1.0 + w * w)
            return 2.0 * (1.0 / R - 2.0 * w * w / (R * R * (2.0 * R + Q)))

        expected, _ = quad(integrand, 0.0, np.inf, epsabs=1e-12)
        assert float(spectrum(0.0, 0.0, Q=Q).inverse.real) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("Q", [1e-3, 0.5, 1.9, 2.1, 20.0])
def test_static_clean_film_in_closed_form(Q):
    one = formula(f"momentum.static_clean{'' if Q < 2.0 else '_large'}").lambdify("mpmath")
    with mp.workdps(30):
        expected = float(one(Q))
    assert float(spectrum(0.0, 0.0, Q=Q).inverse.real) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("rate_s", [0.0, 0.3, 2.5])
def test_loss_adds_to_the_length_of_the_propagators(rate_s):
    # Gradients add D q^2 g_1 dg to the equation whose homogeneous part is (M_1 + M_2) g_1 dg:
    # the mode's amplitude with K -> K + Q, for any frequencies.
    rng = np.random.default_rng(5)
    for _ in range(20):
        u1, u2 = rng.normal(size=2) + 1j * rng.normal(size=2)
        R1, R2 = np.sqrt(1 + u1 * u1), np.sqrt(1 + u2 * u2)
        Q = float(rng.uniform(0.1, 3.0))
        dg = with_gradients(u1, u2, rate_s, Q)
        expected = (1 / R1 + 1 / R2) / 2 - (dg[0, 1] + dg[1, 0]) / 2
        ours = pairs.pair_integrand(u1, R1, u2, R2, rate_s, (pairs.AMPLITUDE, Q))
        assert ours == pytest.approx(expected, rel=1e-9, abs=1e-10)  # a system of condition 1e4


def with_gradients(u1, u2, rate_s, Q):
    """Return delta g of M_1 dg - dg M_2 + Q g_1 dg + dM g_2 - g_1 dM = 0, g_1 dg + dg g_2 = 0."""
    tau, g1, g2 = definition.TAU_3, definition.propagator(u1), definition.propagator(u2)

    def full(u, g):
        omega = u * (1 - rate_s / np.sqrt(1 + u * u))
        return omega * tau + definition.TAU_1 + 0.5 * rate_s * tau @ g @ tau

    M1, M2 = full(u1, g1), full(u2, g2)

    def equations(dg, driven):
        dM = driven * definition.TAU_1 + 0.5 * rate_s * tau @ dg @ tau
        kinetic = M1 @ dg - dg @ M2 + Q * g1 @ dg + dM @ g2 - g1 @ dM
        return np.concatenate([kinetic.ravel(), (g1 @ dg + dg @ g2).ravel()])

    basis = [np.eye(4)[n].reshape(2, 2).astype(complex) for n in range(4)]
    matrix = np.stack([equations(unit, 0.0) for unit in basis], axis=1)
    source = equations(np.zeros((2, 2), dtype=complex), 1.0)
    solution, *_ = np.linalg.lstsq(matrix, -source, rcond=None)
    assert np.abs(matrix @ solution + source).max() < 1e-12
    return solution.reshape(2, 2)


@pytest.mark.parametrize("Q", [0.2, 1.0, 5.0])
def test_clean_threshold_is_linear(Q):
    # -Im D = (pi/Q) (omega - 2): the roots of the two edges, R_1 R_2, drop out of the loss. The
    # next term is smaller by sqrt(omega - 2)/Q.
    x = 1e-6
    slope = -float(spectrum(2.0 + x, 0.0, Q=Q).inverse.imag) / x
    assert slope == pytest.approx(math.pi / Q, rel=5e-4)
    assert float(spectrum(1.9, 0.0, Q=Q).inverse.imag) == 0.0


@pytest.mark.parametrize(("alpha", "Q"), [(0.1, 0.3), (0.5, 2.0)])
def test_threshold_with_spin_flips_stays_quadratic(alpha, Q):
    # pi/(12 alpha eps_g) at Q = 0, with the loss 2 (g - g^3) + Q instead of 2 (g - g^3).
    g = alpha ** (1.0 / 3.0)
    expected = math.pi / (12.0 * alpha * gap_edge(alpha)) / (1.0 + Q / (2.0 * (g - g**3)))
    x = 1e-5
    found = -float(spectrum(2.0 * gap_edge(alpha) + x, alpha, Q=Q).inverse.imag) / x**2
    assert found == pytest.approx(expected, rel=1e-3)  # the next term is of relative order x


def envelope(alpha, Q, t):
    """Return the complex amplitude of exp(-2i eps_g t) near a late time."""
    edge = 2.0 * gap_edge(alpha)
    times = t + 2.0 * np.pi / edge * np.arange(16) / 16.0
    return 2.0 * np.mean(step_response(times, alpha, Q=Q).remainder * np.exp(1j * edge * times))


def test_clean_tail_at_fixed_momentum():
    # D(0)/(Q D(2)^2) cos(2 t)/t^2, from the linear threshold; at q = 0 it is t^(-1/2).
    Q, t = 0.5, 2e4
    here = float(spectrum(0.0, 0.0, Q=Q).inverse.real)
    at_edge = float(spectrum(2.0, 0.0, Q=Q).inverse.real)
    found = envelope(0.0, Q, t) * t**2
    # Next to it falls t^(-5/2): sqrt(1/t)/Q is 1.4 %, and a hundredth of that was seen.
    assert found == pytest.approx(here / (Q * at_edge**2), rel=5e-3)


def test_tail_with_spin_flips_at_fixed_momentum():
    alpha, Q, t = 0.2, 0.5, 2e4
    g = alpha ** (1.0 / 3.0)
    edge = gap_edge(alpha)
    curvature = math.pi / (12.0 * alpha * edge) / (1.0 + Q / (2.0 * (g - g**3)))
    here = float(spectrum(0.0, alpha, Q=Q).inverse.real)
    at_edge = float(spectrum(2.0 * edge, alpha, Q=Q).inverse.real)
    # -A sin(2 eps_g t)/t^3 with A = (4/pi) D(0) curvature/(2 eps_g D(2 eps_g)^2).
    amplitude = 4.0 / math.pi * here * curvature / (2.0 * edge * at_edge**2)
    assert envelope(alpha, Q, t) * t**3 == pytest.approx(-1j * amplitude, rel=1e-3)


@pytest.mark.parametrize(("alpha", "Q"), [(0.0, 0.5), (0.1, 0.5), (1.6, 0.3), (2.5, 0.05)])
def test_response_in_time_against_the_fourier_integral(alpha, Q):
    def density(omega):
        return float(spectrum(omega, alpha, Q=Q).absorption) / omega

    edge = max(2.0 * gap_edge(alpha), 1e-9)
    static = float(spectrum(0.0, alpha, Q=Q).inverse.real)
    for t in (0.7, 6.0):
        options = {"weight": "cos", "wvar": t, "limit": 400}
        near, _ = quad(density, edge, edge + 6.0, epsabs=1e-9, **options)
        beyond, _ = quad(density, edge + 6.0, np.inf, epsabs=1e-8, limlst=200, **options)
        expected = 1.0 - 2.0 / np.pi * static * (near + beyond)
        # The tolerances of the two parts.
        assert step_response(t, alpha, Q=Q).value[0] == pytest.approx(expected, abs=1e-7)


def test_gapless_relaxation_diffuses():
    # alpha -> infinity: -i omega and D q^2 enter as one, so kappa grows by Q.
    bare, moved = relaxation_pole(20.0), relaxation_pole(20.0, 0.5)
    assert bare is not None
    assert moved is not None
    assert moved[0] - bare[0] == pytest.approx(0.5, rel=0.01)  # corrections of order 1/alpha^2


@pytest.mark.parametrize("alpha", [0.0, 0.2, 1.6])
def test_heat_goes_to_zero(alpha):
    omega = np.array([0.3, 1.1, 2.3, 7.0])
    cold = spectrum(omega, alpha, Q=0.5).inverse
    # Gapped: exp(-1/T) times thousands; gapless: (T/Delta)^2 times a few.
    warm = thermal_spectrum(omega, alpha, 1e-3, Q=0.5).inverse
    assert warm == pytest.approx(cold, abs=1e-11 if alpha < 1 else 1e-4)


def test_inputs():
    for Q in (-0.1, 1e-9, 1e3, math.nan):
        with pytest.raises(ArgumentError, match="Q"):
            spectrum(1.0, 0.1, Q=Q)
    with pytest.raises(ArgumentError, match="alpha"):
        spectrum(1.0, 0.0)
    with pytest.raises(ArgumentError, match="alpha"):
        step_response(1.0, 0.0)
