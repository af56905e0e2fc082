import math

import mpmath as mp
import numpy as np
import pytest

from higgs_num.steady import levels as lax_levels
from higgs_num.steady import steady_state, thermal
from higgs_num.steady.thermal import thermal_steady_state
from higgs_sym.ground.errors import ArgumentError

CASES = [
    (1.0, 0.9, 0.3, "II"),
    (1.0, 2.0, 0.3, "II"),
    (0.1, 5.0, 0.5, "III"),
    (1.0, 0.2, 0.4, "I"),
    (0.01, 3.0, 0.56, "III"),
]


@pytest.mark.parametrize(("gap_initial", "gap_final", "temperature", "phase"), CASES)
def test_roots_equal_those_of_polarised_levels(gap_initial, gap_final, temperature, phase):
    state = thermal_steady_state(gap_initial, gap_final, temperature, 10.0)
    assert state.phase == phase
    # A rule graded towards eps = 0 resolves the smallest gap.
    x, w = np.polynomial.legendre.leggauss(20)
    edges = np.concatenate([[0.0], 10.0 * 2.0 ** np.arange(-14.0, 1.0)])
    half = (edges[:-1, None] + 0.5 * np.diff(edges)[:, None] * (1 + x)).ravel()
    weights = (0.5 * np.diff(edges)[:, None] * w).ravel()
    eps = np.concatenate([-half[::-1], half])
    both = np.concatenate([weights[::-1], weights])
    length = np.tanh(np.hypot(eps, gap_initial) / (2 * temperature))
    found = lax_levels.isolated_roots(eps, both, gap_initial, gap_final, length)
    # Both rules are accurate to 1e-12 and better; the roots of III are 1e-2 sensitive.
    np.testing.assert_allclose(found, state.roots, rtol=1e-9)


@pytest.mark.parametrize("eps", [0.05, 0.7, 4.0])
@pytest.mark.parametrize(("gap_initial", "gap_final", "temperature", "phase"), CASES[:4])
def test_cos_theta_is_the_cut_of_the_defining_integral(
    gap_initial, gap_final, temperature, phase, eps
):
    D = 10.0
    state = thermal_steady_state(gap_initial, gap_final, temperature, D)
    with mp.workdps(30):
        e0 = mp.mpf(eps)

        def weight(e):
            E = mp.sqrt(e * e + mp.mpf(gap_initial) ** 2)
            return mp.tanh(E / (2 * mp.mpf(temperature))) / E

        # Principal value by folding around eps, where the integrand is odd to leading order.
        width = e0

        def folded(h):
            up, down = e0 + h, e0 - h
            return -(weight(up) / (up + e0) - weight(down) / (down + e0)) / h

        inner = mp.quad(folded, [0, width / 4, width])
        outer = mp.quad(
            lambda e: weight(e) / ((e0 - e) * (e0 + e)), [2 * e0, 3 * e0, (2 * e0 + D) / 2, D]
        )
        F = e0 * (inner + outer) - mp.j * mp.pi / 2 * weight(e0)
        kinetic = mp.quad(weight, [0, gap_initial, 1, D])
        beta = kinetic - mp.asinh(D / mp.mpf(gap_final))
        assert abs(state.beta - beta) < 1e-14 * (1 + abs(beta))
        norm = mp.mpf(gap_initial) ** 2 * F**2 + (e0 * F - beta) ** 2
        expected = 2 / mp.pi * abs(mp.im(mp.sqrt(norm)))
    # Sums over some thousand nodes with cancellation at eps.
    assert abs(state.cos_theta(eps) - expected) < 1e-12
    assert state.cos_theta(-eps) == state.cos_theta(eps)


def test_cold_limit_and_the_limit_of_no_quench():
    eps = np.linspace(-9.9, 10.0, 23)
    cold, zero = thermal_steady_state(0.5, 1.0, 0.01, 10.0), steady_state(0.5, 1.0, 10.0)
    # exp(-Delta_i/T) = 2e-22.
    np.testing.assert_allclose(cold.roots, zero.roots, rtol=1e-13)
    np.testing.assert_allclose(cold.cos_theta(eps), zero.cos_theta(eps), atol=1e-13)
    # Final coupling equal to the initial one: nothing moves and cos(theta) is the spin length.
    T = 0.3
    with mp.workdps(20):
        strength = mp.quad(lambda e: mp.tanh(mp.hypot(e, 1) / (2 * T)) / mp.hypot(e, 1), [0, 1, 10])
        gap_cold = float(10 / mp.sinh(strength))
    same = thermal_steady_state(1.0, gap_cold, T, 10.0)
    # beta is 1e-16 instead of 0.
    assert same.gap_steady == pytest.approx(1.0, rel=1e-14)
    np.testing.assert_allclose(same.cos_theta(eps), np.tanh(np.hypot(eps, 1) / (2 * T)), atol=1e-13)


@pytest.mark.parametrize("sign", [-1, 1])
def test_borders_shrink_with_the_polarisation_at_the_gap(sign):
    # Border at beta = sign (pi/2) tanh(Delta_i/2T); beta(gap_final) = K - asinh(D/gap_final).
    d, T, D = 0.3, 0.4, 20.0
    kinetic = thermal_steady_state(d, 1.0, T, D).beta + math.asinh(D)
    border = sign * math.pi / 2 * math.tanh(d / (2 * T))
    for shift, phase in ((-1e-4, "II"), (1e-4, "I" if sign < 0 else "III")):
        final = D / math.sinh(kinetic - border - sign * shift)
        assert thermal_steady_state(d, final, T, D).phase == phase


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((0.0, 1.0, 0.1), "gap_initial"),
        ((1.0, 0.0, 0.1), "gap_final"),
        ((1.0, 1.0, 0.0), "temperature"),
        ((1.0, 1.0, -1.0), "temperature"),
        ((1.0, 1.0, 0.1, -1.0), "cutoff"),
    ],
)
def test_bad_input_is_named(arguments, name):
    with pytest.raises(ArgumentError, match=f"`{name}` must"):
        thermal_steady_state(*arguments)


def test_levels_outside_the_band_are_refused():
    with pytest.raises(ArgumentError, match="`eps` must lie in"):
        thermal_steady_state(1.0, 0.9, 0.3, 10.0).cos_theta([0.0, 10.5])


def test_a_thermal_trajectory_tends_to_its_root():
    # Clean equations of motion with spins of thermal length; fourth-order Runge-Kutta.
    d, T, D = 0.8, 0.35, 4.0
    state = thermal_steady_state(d, 1.0, T, D)
    x, w = np.polynomial.legendre.leggauss(260)
    eps, w = (x + 1) * D / 2, w * D / 2
    E = np.hypot(eps, d)
    S = np.tanh(E / (2 * T)) * np.array([d, 0.0, 0.0])[:, None] / E
    S[2] = -np.tanh(E / (2 * T)) * eps / E
    coupling = 1.0 / float(np.sum(w / np.hypot(eps, 1.0)))

    def velocity(S):
        gap = coupling * (w @ S[0])
        return np.array([2 * eps * S[1], -2 * eps * S[0] - 2 * gap * S[2], 2 * gap * S[1]])

    h, steps = 0.03, 3200
    gaps = np.empty(steps)
    for k in range(steps):
        gaps[k] = coupling * (w @ S[0])
        k1 = velocity(S)
        k2 = velocity(S + h / 2 * k1)
        k3 = velocity(S + h / 2 * k2)
        k4 = velocity(S + h * k3)
        S = S + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    t = h * np.arange(steps)
    late = t > 40
    smooth = np.sin(np.pi * (t[late] - 40) / (t[-1] - 40)) ** 8
    # The mean is shifted by less than amplitude^2/t; the quench is 0.2 and t about 70. The T = 0
    # root differs by 0.01.
    assert abs(smooth @ gaps[late] / smooth.sum() - state.gap_steady) < 3e-4
    assert abs(steady_state(d, 1.0, D).gap_steady - state.gap_steady) > 5e-3


def test_a_level_on_a_node_of_the_quadrature_is_no_exception():
    state = thermal_steady_state(0.5, 1.0, 0.4, 10.0)
    nodes = thermal._Bath.of(0.5, 0.4, 10.0).nodes
    inner = nodes[(nodes > 0.01) & (nodes < 3.0)][::7]
    around = [state.cos_theta(inner * (1 + k * 1e-5)) for k in (-1, 0, 1)]
    # Second differences of a smooth function: (1e-5)^2, and the rounding of the quotient.
    np.testing.assert_allclose(around[1], 0.5 * (around[0] + around[2]), atol=1e-9)
