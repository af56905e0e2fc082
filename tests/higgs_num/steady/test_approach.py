import math

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp
from scipy.optimize import minimize_scalar

from higgs_num.steady import steady_state
from higgs_num.steady.approach import decay_root
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import formula


@pytest.mark.parametrize("cutoff", [math.inf, 10.0, 3.0])
@pytest.mark.parametrize("change", [1e-4, -1e-4])
def test_small_quenches_have_the_coefficient_of_volkov_and_kogan(cutoff, change):
    state = steady_state(1.0 - change, 1.0, cutoff)
    approach = state.approach
    assert approach is not None
    relative = formula("volkov_kogan.coefficient").expression.evalf()
    if math.isfinite(cutoff):
        relative = relative / math.sqrt(1 + 1 / cutoff**2)
    # delta Delta(t)/delta Delta_inf = 1 - relative cos(2t + pi/4)/sqrt(t), delta Delta_inf =
    # change; corrections are of relative order change.
    expected = float(relative) * change
    sign = -1.0 if math.cos(approach.phase - 1.25 * math.pi) > 0.9 else 1.0
    assert abs(sign * -approach.coefficient - expected) < 3 * change**2
    assert approach.exponent == -formula("volkov_kogan.exponent").expression.evalf()
    assert approach.frequency == 2 * state.gap_steady


def test_amplitude_diverges_at_the_borders_and_phases_differ_by_pi():
    for other in (math.exp(1.57), math.exp(-1.57)):
        approach = steady_state(1.0, other).approach
        # nu = -ln(1 - (1.57/(pi/2))^2)/(2 pi) = 1.1
        assert approach.drift > 1.0
    up, down = steady_state(0.9, 1.0).approach, steady_state(1.1, 1.0).approach
    assert up.phase - down.phase == math.pi


@pytest.mark.parametrize("ratio", [5.0, 6.0, 20.0, 1e6])
def test_decay_root_is_a_zero_of_the_continued_norm(ratio):
    beta = -math.log(ratio)
    eta = decay_root(beta, 0.0)
    p = math.acos(eta)
    # p tan(p/2) = -beta with p in (pi/2, pi); tan magnifies the rounding of p near pi.
    assert abs(p * math.tan(p / 2) + beta) < 1e-13 * abs(beta) / (1 + eta)


def test_decay_root_at_a_cutoff_by_continuing_the_defining_integral():
    # Continuation through the cut adds the jump: i y F(i y) behind the cut is -y H with
    # H(y) = (integral at |y|, odd in y) + pi/sqrt(1 - y^2).
    state = steady_state(6.0, 1.0, 10.0)
    y, d = 0.5 * state.approach.rate, 6.0

    def integrand(e):
        return y / (math.hypot(e, d) * (e * e + y * y))

    G = quad(integrand, 0, 10, points=[y, d], epsabs=0, epsrel=1e-12)[0]
    H = math.pi / math.sqrt(d * d - y * y) - G
    # Quadrature accurate to 1e-12.
    assert abs((-y - d) * H - state.beta) < 1e-10


def test_no_approach_without_a_quench_or_deep_in_phase_III():
    assert steady_state(1.0, 1.0).approach is None
    # Deep in phase III the branch point comes before the saddle.
    assert steady_state(0.05, 1.0).approach is None
    free = steady_state(2.0, 0.0).approach
    # int (2/E) cos(2 eps t) d eps = 2 K_0(4 t) decays as exp(-4 t)/sqrt(t).
    assert (free.exponent, free.rate) == (-0.5, 4.0)
    with pytest.raises(ArgumentError, match="`beta` must be < -pi/2"):
        decay_root(-1.0, 0.0)


@pytest.mark.parametrize("cutoff", [3.0, 30.0])
@pytest.mark.parametrize(
    ("gap_initial", "gap_final"), [(0.4, 1.0), (1.0, 1.0), (2.0, 0.7), (1.0, 0.0)]
)
def test_energy_is_that_of_the_initial_spins(gap_initial, gap_final, cutoff):
    state = steady_state(gap_initial, gap_final, cutoff)

    def ground(gap):
        # (E - eps)... kinetic part of the ground state of `gap` over the normal state.
        return 2 * quad(lambda e: e - e * e / math.hypot(e, gap), 0, cutoff, points=[gap])[0]

    strong = quad(lambda e: 1 / math.hypot(e, gap_initial), 0, cutoff, points=[gap_initial])[0]
    final = 0.0
    if gap_final:
        final = 1 / quad(lambda e: 1 / math.hypot(e, gap_final), 0, cutoff, points=[gap_final])[0]
    expected = ground(gap_initial) - final * (gap_initial * strong) ** 2
    # Quadrature to 1e-8 of the total.
    assert abs(state.energy - expected) < 1e-7
    if gap_final:
        rest = ground(gap_final) - gap_final**2 / final
        assert abs(state.excitation_energy - (expected - rest)) < 1e-7
        assert state.excitation_energy >= -1e-15
    else:
        assert abs(state.excitation_energy - expected) < 1e-7


def test_energy_without_cutoff():
    # -Delta_i^2 (1/2 + ln(Delta_f/Delta_i)): limit of a large cutoff, corrections 1/ln(D).
    state = steady_state(2.0, 1.0)
    assert state.energy == pytest.approx(-4 * (0.5 - math.log(2)), rel=1e-15)
    far = steady_state(2.0, 1.0, 1e200)
    # beta lambda_f is 1.5e-3 there.
    np.testing.assert_allclose(far.energy, state.energy, rtol=1e-2)


@pytest.mark.parametrize("ratio", [0.14, 0.18, 0.2])
def test_rate_of_phase_three_is_the_largest_floquet_exponent(ratio):
    # Spin-1/2 in the field of the wave at u = -i y: i psi' = (Delta(t) x - u z) psi.
    state = steady_state(ratio, 1.0)
    wave, w2 = state.wave, state.roots[1]

    def exponent(y):
        def right(t, psi):
            gap = float(wave(t))
            matrix = -1j * np.array([[1j * y, gap], [gap, -1j * y]])
            return (matrix @ psi.reshape(2, 2)).ravel()

        start = np.eye(2, dtype=complex).ravel()
        end = solve_ivp(right, (0, wave.period), start, rtol=1e-10, atol=1e-12).y[:, -1]
        growth = np.abs(np.linalg.eigvals(end.reshape(2, 2))).max()
        return 2 * math.log(growth) / wave.period

    found = minimize_scalar(lambda y: -exponent(y), bounds=(0.3 * w2, 0.95 * w2), method="bounded")
    # The solver's 1e-10 over a period, doubled and divided by it.
    assert abs(-found.fun - state.approach.rate) < 1e-8
    assert found.x < state.gap_initial
