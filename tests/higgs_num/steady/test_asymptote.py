import math

import numpy as np
import pytest

from higgs_num.quench import Problem, run
from higgs_num.steady import Wave, steady_state
from higgs_num.steady.asymptote import fit_asymptote, wave_maximum, without_ripple
from higgs_sym.ground.errors import ArgumentError


def test_time_of_the_maximum_is_found_modulo_the_period():
    wave = Wave(0.3, 0.9)
    t = np.linspace(20.0, 60.0, 801)
    found = wave_maximum(wave, t, wave(t - 7.3))
    # The curve is exact: the fit converges to rounding in t.
    assert abs((found - 7.3) / wave.period - round((found - 7.3) / wave.period)) < 1e-12
    assert 20.0 <= found < 20.0 + wave.period


def test_phase_of_the_oscillation_is_found():
    state = steady_state(0.5, 1.0, 10.0)
    gap, beta = state.gap_steady, state.beta
    nu = -math.log(1 - (2 * beta / math.pi) ** 2) / (2 * math.pi)
    t = np.linspace(0.0, 300.0, 6001)[1:]
    angle = 2 * gap * t - nu * np.log(gap * t) + 0.8
    curve = gap - nu / (2 * t) + gap * np.sqrt(2 * nu / (gap * t)) * np.cos(angle)
    found = fit_asymptote(state, t, curve)
    # Linear least squares on exact data.
    assert abs(found.constant - 0.8) < 1e-12
    np.testing.assert_allclose(found(t), curve, atol=1e-13)


def test_prefactor_of_the_decay_is_found_under_a_larger_ripple():
    state = steady_state(6.0, 1.0, 10.0)
    t = np.linspace(0.0, 30.0, 961)
    with np.errstate(divide="ignore"):
        law = 0.09 * np.exp(-state.approach.rate * t) * t**-1.5
    ripple = 0.01 * np.cos(20.0 * t + 0.4) / (t + 1.0)
    law[0] = 2.0
    found = fit_asymptote(state, t, law + ripple)
    # The Gaussian leaves 2e-8 of the ripple, which is up to 1e3 times the law in the window.
    assert abs(found.constant - 0.09) < 0.09 * 1e-4


def test_averaging_keeps_slow_curves_and_removes_the_ripple():
    t = np.linspace(0.0, 20.0, 641)
    times, slow = without_ripple(t, 2.0 + 0.3 * t, 10.0)
    # A symmetric weight reproduces straight lines.
    np.testing.assert_allclose(slow, 2.0 + 0.3 * times, rtol=1e-13)
    assert np.abs(without_ripple(t, np.cos(20.0 * t), 10.0)[1]).max() < 1e-7
    with pytest.raises(ArgumentError, match="`time` must be spaced"):
        without_ripple(np.linspace(0, 20, 41), np.ones(41), 10.0)
    with pytest.raises(ArgumentError, match="`time` must span"):
        without_ripple(np.linspace(0, 3, 301), np.ones(301), 10.0)


@pytest.mark.parametrize(
    ("gap_initial", "t_max", "tolerance"),
    # What remains of the transient, as a fraction of the amplitude of the tail: (ln t)/t in
    # phase II, exp(-0.03 t) in phase III, the averaged ripple in phase I.
    [(2.0, 60.0, 0.02), (0.5, 60.0, 0.02), (0.1, 120.0, 0.01), (6.0, 20.0, 0.05)],
)
def test_trajectories_run_into_their_asymptote(gap_initial, t_max, tolerance):
    problem = Problem(
        gap_initial, 1.0, t_max=t_max, levels=1200, closure="static", save_every=1 / 16
    )
    result = run(problem)
    state = problem.clean_state
    exact = fit_asymptote(state, result.time, result.gap)
    t, gap = result.time[1:], result.gap[1:]
    if state.phase == "I":
        times, gap = without_ripple(t, gap, 10.0)
        late = (times > 8.0) & (times < 12.0)
        ratio = gap[late] / without_ripple(t, exact(t), 10.0)[1][late]
        assert np.abs(ratio - 1.0).max() < tolerance
        return
    late = t > 0.9 * t_max
    size = np.ptp(gap[late])
    assert np.abs(exact(t[late]) - gap[late]).max() < tolerance * size


def test_no_quench_has_a_flat_asymptote():
    state = steady_state(1.0, 1.0)
    t = np.linspace(0.0, 10.0, 101)
    np.testing.assert_array_equal(fit_asymptote(state, t, np.ones_like(t))(t), 1.0)


def test_bad_input_is_named():
    state = steady_state(0.5, 1.0, 10.0)
    t = np.linspace(0.0, 10.0, 101)
    with pytest.raises(ArgumentError, match="`gap` must have as many values as time"):
        fit_asymptote(state, t, t[1:])
    with pytest.raises(ArgumentError, match="`window` must hold"):
        fit_asymptote(state, t, t, (20.0, 30.0))
