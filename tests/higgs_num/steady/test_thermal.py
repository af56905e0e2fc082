import math

import mpmath as mp
import numpy as np
import pytest

from higgs_num.levels import HalfLevels
from higgs_num.steady import lax_vector, steady_state
from higgs_num.steady.asymptote import fit_asymptote
from higgs_num.steady.thermal import Shortening
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
    state = steady_state(gap_initial, gap_final, 10.0, temperature)
    assert state.phase == phase
    # A rule graded towards eps = 0 resolves the smallest gap.
    x, w = np.polynomial.legendre.leggauss(20)
    edges = np.concatenate([[0.0], 10.0 * 2.0 ** np.arange(-14.0, 1.0)])
    half = (edges[:-1, None] + 0.5 * np.diff(edges)[:, None] * (1 + x)).ravel()
    weights = (0.5 * np.diff(edges)[:, None] * w).ravel()
    levels = HalfLevels(half, 2.0 * weights).everywhere
    length = np.tanh(np.hypot(levels.energies, gap_initial) / (2 * temperature))
    found = lax_vector.isolated_roots_of_levels(levels, gap_initial, gap_final, length)
    # Both rules are accurate to 1e-12 and better; the roots of III are 1e-2 sensitive.
    np.testing.assert_allclose(found, state.roots, rtol=1e-9)


@pytest.mark.parametrize("eps", [0.05, 0.7, 4.0])
@pytest.mark.parametrize(("gap_initial", "gap_final", "temperature", "phase"), CASES[:4])
def test_cos_theta_is_the_cut_of_the_defining_integral(
    gap_initial, gap_final, temperature, phase, eps
):
    D = 10.0
    state = steady_state(gap_initial, gap_final, D, temperature)
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
        length = mp.tanh(mp.hypot(e0, gap_initial) / (2 * mp.mpf(temperature)))
        turning = mp.sqrt(length**2 - expected**2)
    # Sums over some thousand nodes with cancellation at eps.
    assert abs(state.cos_theta(eps) - expected) < 1e-12
    assert state.cos_theta(-eps) == state.cos_theta(eps)
    assert abs(state.sin_theta(eps) - turning) < 1e-12 * (1 + expected / turning)
    assert state.sin_theta(-eps) == state.sin_theta(eps)


def test_cold_limit_and_the_limit_of_no_quench():
    eps = np.linspace(-9.9, 10.0, 23)
    cold, zero = steady_state(0.5, 1.0, 10.0, 0.01), steady_state(0.5, 1.0, 10.0)
    # exp(-Delta_i/T) = 2e-22.
    np.testing.assert_allclose(cold.roots, zero.roots, rtol=1e-13)
    np.testing.assert_allclose(cold.cos_theta(eps), zero.cos_theta(eps), atol=1e-13)
    # Final coupling equal to the initial one: nothing moves and cos(theta) is the spin length.
    T = 0.3
    with mp.workdps(20):
        strength = mp.quad(lambda e: mp.tanh(mp.hypot(e, 1) / (2 * T)) / mp.hypot(e, 1), [0, 1, 10])
        gap_cold = float(10 / mp.sinh(strength))
    same = steady_state(1.0, gap_cold, 10.0, T)
    # beta is 1e-16 instead of 0.
    assert same.gap_steady == pytest.approx(1.0, rel=1e-14)
    np.testing.assert_allclose(same.cos_theta(eps), np.tanh(np.hypot(eps, 1) / (2 * T)), atol=1e-13)


@pytest.mark.parametrize("sign", [-1, 1])
def test_borders_shrink_with_the_polarisation_at_the_gap(sign):
    # Border at beta = sign (pi/2) tanh(Delta_i/2T); beta(gap_final) = K - asinh(D/gap_final).
    d, T, D = 0.3, 0.4, 20.0
    kinetic = steady_state(d, 1.0, D, T).beta + math.asinh(D)
    border = sign * math.pi / 2 * math.tanh(d / (2 * T))
    for shift, phase in ((-1e-4, "II"), (1e-4, "I" if sign < 0 else "III")):
        final = D / math.sinh(kinetic - border - sign * shift)
        assert steady_state(d, final, D, T).phase == phase


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((0.0, 1.0, math.inf, 0.1), "gap_initial"),
        ((1.0, 0.0, math.inf, 0.1), "gap_final"),
        ((1.0, 1.0, math.inf, -1.0), "temperature"),
        ((1.0, 1.0, math.inf, math.nan), "temperature"),
        ((1.0, 1.0, math.inf, math.inf), "temperature"),
        ((1.0, 1.0, math.inf, 1e-101), "temperature"),
        ((1.0, 1.0, math.inf, 1e101), "temperature"),
        ((1.0, 1.0, -1.0, 0.1), "cutoff"),
    ],
)
def test_bad_input_is_named(arguments, name):
    with pytest.raises(ArgumentError, match=f"`{name}` must"):
        steady_state(*arguments)


def test_what_is_known_at_zero_temperature_only_says_so():
    for final in (0.2, 0.9):
        state = steady_state(1.0, final, 10.0, 0.4)
        assert state.temperature == 0.4
        assert (state.approach, state.energy, state.excitation_energy) == (None, None, None)
        time = np.linspace(0.0, 20.0, 200)
        with pytest.raises(ArgumentError, match="`temperature` must be 0 for a law in phase"):
            fit_asymptote(state, time, np.ones_like(time))
    with pytest.raises(ArgumentError, match="`certify` must be left out at a temperature > 0"):
        steady_state(1.0, 0.9, 10.0, 0.4, certify=True)


@pytest.mark.parametrize("temperature", [1e-100, 1e-3, 1e3])
def test_very_cold_and_very_hot_states(temperature):
    eps = np.linspace(-9.0, 9.0, 7)
    state = steady_state(1.0, 1.2, 10.0, temperature)
    if temperature < 1.0:
        cold = steady_state(1.0, 1.2, 10.0)
        assert state.beta == cold.beta  # exp(-1000) of it is missing
        # The roots are found by other means, to some roundings.
        np.testing.assert_allclose(state.roots, cold.roots, rtol=1e-14)
        np.testing.assert_allclose(state.cos_theta(eps), cold.cos_theta(eps), atol=1e-14)
    else:
        # beta -> -asinh(D/Delta_f) + O(1/T): without spins no final gap is left.
        assert state.phase == "I"
        assert state.beta == pytest.approx(-math.asinh(10.0 / 1.2), rel=1e-2)


def test_levels_outside_the_band_are_refused():
    with pytest.raises(ArgumentError, match="`eps` must lie in"):
        steady_state(1.0, 0.9, 10.0, 0.3).cos_theta([0.0, 10.5])


def thermal_trajectory(d, T, D, steps, h=0.03):
    """Times and gaps of the clean equations of motion: fourth-order Runge-Kutta, Delta_f = 1."""
    x, w = np.polynomial.legendre.leggauss(260)
    eps, w = (x + 1) * D / 2, w * D / 2
    E = np.hypot(eps, d)
    S = np.tanh(E / (2 * T)) * np.array([d, 0.0, 0.0])[:, None] / E
    S[2] = -np.tanh(E / (2 * T)) * eps / E
    coupling = 1.0 / float(np.sum(w / np.hypot(eps, 1.0)))

    def velocity(S):
        gap = coupling * (w @ S[0])
        return np.array([2 * eps * S[1], -2 * eps * S[0] - 2 * gap * S[2], 2 * gap * S[1]])

    gaps = np.empty(steps)
    for k in range(steps):
        gaps[k] = coupling * (w @ S[0])
        k1 = velocity(S)
        k2 = velocity(S + h / 2 * k1)
        k3 = velocity(S + h / 2 * k2)
        k4 = velocity(S + h * k3)
        S = S + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return h * np.arange(steps), gaps


def test_a_thermal_trajectory_tends_to_its_root():
    d, T, D = 0.8, 0.35, 4.0
    state = steady_state(d, 1.0, D, T)
    t, gaps = thermal_trajectory(d, T, D, 3200)
    late = t > 40
    smooth = np.sin(np.pi * (t[late] - 40) / (t[-1] - 40)) ** 8
    # The mean is shifted by less than amplitude^2/t; the quench is 0.2 and t about 70. The T = 0
    # root differs by 0.01.
    assert abs(smooth @ gaps[late] / smooth.sum() - state.gap_steady) < 3e-4
    assert abs(steady_state(d, 1.0, D).gap_steady - state.gap_steady) > 5e-3


def test_a_thermal_trajectory_tends_to_the_wave_of_its_roots():
    d, T, D = 0.1, 0.1, 4.0
    state = steady_state(d, 1.0, D, T)
    assert state.phase == "III"
    t, gaps = thermal_trajectory(d, T, D, 3200)
    late = t > 70

    def miss(state):
        wave = fit_asymptote(state, t, gaps, window=(40.0, 96.0))
        return np.abs(wave(t[late]) - gaps[late]).max()

    # What is left of the transient falls exponentially, to 7e-4 here; one constant is fitted. The
    # roots at T = 0 give another period, by 12 per cent.
    assert miss(state) < 1.5e-3
    assert miss(steady_state(d, 1.0, D)) > 0.1


def test_a_level_on_a_node_of_the_quadrature_is_no_exception():
    state = steady_state(0.5, 1.0, 10.0, 0.4)
    nodes = Shortening.of(0.5, 0.4, 10.0).nodes
    inner = nodes[(nodes > 0.01) & (nodes < 3.0)][::7]
    around = [state.cos_theta(inner * (1 + k * 1e-5)) for k in (-1, 0, 1)]
    # Second differences of a smooth function: (1e-5)^2, and the rounding of the quotient.
    np.testing.assert_allclose(around[1], 0.5 * (around[0] + around[2]), atol=1e-9)
