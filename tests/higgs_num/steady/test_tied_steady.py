"""The numbers of the clean steady state against the registry, at drawn points."""

import math

import mpmath as mp
import numpy as np
import pytest

from higgs_num.steady import border_gap, lax, steady_state
from higgs_num.steady.approach import approach_constant, approach_zero, decay_root
from higgs_num.steady.wave import Wave
from higgs_sym.registry import formula

# A few roundings of the elementary functions involved.
ROUND_OFF = 1e-14
CUTOFF = 12.0


def value(id, *arguments):
    with mp.workdps(40):
        return float(formula(id).lambdify("mpmath")(*arguments))


@pytest.mark.parametrize("y", [1e-3, 0.2, 0.9, 1.3, 8.0])
def test_function_on_the_axis(y):
    got = float(lax.axis_function(np.array(y), np.array(1.0 / CUTOFF)))
    assert got == pytest.approx(value("steady.axis", y, 1.0, CUTOFF), rel=ROUND_OFF)


@pytest.mark.parametrize("final", [0.3, 0.7, 1.9, 4.0, 9.0])
def test_coupling_change_and_first_root(final):
    state = steady_state(1.0, final, CUTOFF)
    assert state.beta == pytest.approx(value("lax.beta", 1.0, final, CUTOFF), rel=ROUND_OFF)
    # Round-off of a condition whose slope in ln y is of order 1.
    condition = value("lax.gap_steady_condition", state.roots[0], 1.0, state.beta, CUTOFF)
    assert abs(condition) < 1e-13


@pytest.mark.parametrize("final", [6.5, 9.0, 11.0])
def test_second_root_and_wave(final):
    state = steady_state(1.0, final, CUTOFF)
    first, second = state.roots
    condition = value("steady.second_root_condition", second, 1.0, state.beta, CUTOFF)
    assert abs(condition) < 1e-13  # as above
    wave = state.wave
    assert wave is not None
    assert (wave.gap_max, wave.gap_min) == (first + second, first - second)
    parameter = value("steady.wave_parameter", first, second)
    assert wave.modulus**2 == pytest.approx(parameter, rel=ROUND_OFF)
    period = value("steady.wave_period", first, second)
    assert wave.period == pytest.approx(period, rel=10 * ROUND_OFF)
    # Slope by central differences of 1e-4: error h^2 = 1e-8 times a third derivative.
    for t in (0.1, 0.37, 0.8):
        h = 1e-4 / first
        slope = float(wave(t + h) - wave(t - h)) / (2 * h)
        want = value("steady.wave_slope_squared", float(wave(t)), first, second)
        assert slope**2 == pytest.approx(want, rel=1e-6)


def test_wave_of_given_roots():
    wave = Wave(1.0, 3.0)  # w_1 = 2, w_2 = 1
    assert wave.period == pytest.approx(value("steady.wave_period", 2, 1), rel=10 * ROUND_OFF)


@pytest.mark.parametrize("final", [0.05, 0.6, 0.999, 1.4, 9.0])
@pytest.mark.parametrize("eps", [-9.0, -0.3, 0.01, 1.0, 11.5])
def test_distribution(final, eps):
    state = steady_state(1.0, final, CUTOFF)
    at = (eps, 1.0, state.beta, CUTOFF)
    cosine, sine = value("lax.cos_theta", *at), value("steady.sin_theta", *at)
    # cos(theta) is a root of a small difference for strong quenches at small eps.
    assert float(state.cos_theta(eps)) == pytest.approx(cosine, rel=1e-12)
    assert float(state.sin_theta(eps)) == pytest.approx(sine, rel=1e-12)


@pytest.mark.parametrize("final", [0.05, 0.6, 1.4, 9.0])
def test_energy(final):
    state = steady_state(1.0, final, CUTOFF)
    ratio = math.asinh(CUTOFF) / math.asinh(CUTOFF / final)
    want = value("steady.energy", 1.0, state.beta, ratio, CUTOFF)
    assert state.energy == pytest.approx(want, rel=10 * ROUND_OFF)
    infinite = steady_state(1.0, final)
    want = value("steady.energy_infinite", 1.0, math.log(final))
    assert infinite.energy == pytest.approx(want, rel=10 * ROUND_OFF)


@pytest.mark.parametrize("beta", [-1.6, -2.5, -7.0])
def test_decay_of_phase_I(beta):
    kappa = -decay_root(beta, 1.0 / CUTOFF)
    # The slope of the condition grows as the root nears -1: the rounding of kappa times it.
    slope = 1.0 / (1.0 - kappa)
    assert abs(value("steady.decay_condition", kappa, 1.0, beta, CUTOFF)) < 100 * ROUND_OFF * slope
    rate = approach_zero(beta, 1.0, CUTOFF).rate
    assert rate == pytest.approx(value("steady.decay_rate", kappa), rel=ROUND_OFF)


@pytest.mark.parametrize("beta", [-1.5, -0.2, 1e-6, 0.9])
def test_approach_of_phase_II(beta):
    approach = approach_constant(beta, 0.8)
    nu = value("steady.approach_exponent", beta)
    assert approach.drift == pytest.approx(nu, rel=ROUND_OFF)
    size = value("steady.approach_amplitude", 0.8, beta, 50.0)
    assert approach.coefficient is not None
    assert approach.coefficient * 50.0**approach.exponent == pytest.approx(size, rel=ROUND_OFF)


@pytest.mark.parametrize("temperature", [0.3, 0.8])
@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_thermal_borders(temperature, sign):
    border = value("steady.thermal_border", 1.0, temperature)
    # The start's beta is the clean one less a constant: shift the final gap across the border.
    offset = steady_state(1.0, 1.0, temperature=temperature).beta
    counts = []
    for side in (-1e-3, 1e-3):
        final = math.exp(sign * border + side - offset)
        counts.append(len(steady_state(1.0, final, temperature=temperature).roots))
    assert counts == ([0, 1] if sign < 0 else [1, 2])


@pytest.mark.parametrize("sign", [-1, 1])
def test_borders_of_the_phase_diagram(sign):
    boundary = value("lax.ratio_boundary")
    assert border_gap(1.0, sign * math.pi / 2) == pytest.approx(boundary**sign, rel=ROUND_OFF)
    final = border_gap(1.0, sign * math.pi / 2, CUTOFF)
    beta = value("lax.beta", 1.0, final, CUTOFF)
    assert beta == pytest.approx(sign * math.pi / 2, rel=ROUND_OFF)
