import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from higgs_num.signals import Measured, Oscillation, fit, measure
from higgs_sym.ground.errors import ArgumentError

TIME = np.arange(40, 2400) / 8.0


def tail(frequency, power, amplitude, phase, mean=1.0, time=TIME):
    return mean + amplitude * time**-power * np.cos(frequency * time + phase)


# The model contains the signal, so only the round-off of lstsq and the stop of the search remain.
EXACT = 1e-9


@given(
    frequency=st.floats(1.5, 2.5),
    power=st.floats(0.2, 2.0),
    phase=st.floats(-3.0, 3.0),
    amplitude=st.floats(1e-6, 1.0),
)
def test_fit_finds_the_parameters_it_was_made_with(frequency, power, phase, amplitude):
    start = Oscillation(frequency + 2e-3, power + 0.05, fit_frequency=True, fit_power=True)
    found = fit(TIME, tail(frequency, power, amplitude, phase), [start])
    mode = found.components[0]
    # The signal is rounded at 1e-16 absolute, its tail is amplitude t^-2 ~ amplitude 1e-5.
    reach = max(EXACT, 1e-15 / amplitude * 300.0**power)
    assert mode.frequency == pytest.approx(frequency, abs=reach)
    assert mode.power == pytest.approx(power, abs=100.0 * reach)
    assert mode.amplitude == pytest.approx(amplitude, rel=1000.0 * reach)
    assert math.cos(mode.phase - phase) == pytest.approx(1.0, abs=1e-6 + reach)
    assert found.mean == pytest.approx(1.0, abs=EXACT)


def test_mode_and_continuum_edge_are_told_apart():
    signal = tail(1.97, 0.0, 0.1, math.pi) + tail(2.0, 1.5, 0.4, 0.3, mean=0.0)
    model = [Oscillation(1.972, 0.0, fit_frequency=True), Oscillation(2.0, 1.5)]
    mode, edge = fit(TIME, signal, model).components
    assert mode.frequency == pytest.approx(1.97, abs=EXACT)
    assert mode.amplitude == pytest.approx(0.1, rel=EXACT)
    assert edge.amplitude == pytest.approx(0.4, rel=1e-7)
    assert edge.phase == pytest.approx(0.3, abs=1e-7)


def test_a_missing_component_shows_in_the_residual():
    signal = tail(1.97, 0.0, 0.1, math.pi) + tail(2.3, 0.0, 0.01, 0.0, mean=0.0)
    found = fit(TIME, signal, [Oscillation(1.97, 0.0, fit_frequency=True)])
    assert found.residual == pytest.approx(0.01, rel=0.1)


def test_corrections_in_one_over_t_are_part_of_the_model():
    signal = tail(2.0, 0.5, 0.3, 0.7) + tail(2.0, 1.5, 0.2, -0.4, mean=0.0)
    without = fit(TIME, signal, [Oscillation(2.0, 0.5)])
    within = fit(TIME, signal, [Oscillation(2.0, 0.5, corrections=1)])
    assert within.residual < 1e-13 < without.residual
    assert within.components[0].phase == pytest.approx(0.7, abs=1e-9)


def test_spread_over_windows_tells_what_is_not_known():
    # A power law that no window has: the exponent drifts from window to window.
    signal = 1.0 + np.cos(2.0 * TIME) / (1.0 + TIME)
    model = [Oscillation(2.0, 1.0, fit_power=True)]
    windows = [(5.0, 50.0), (20.0, 200.0), (50.0, 299.0)]
    (power,) = measure(TIME, signal, model, windows, lambda f: f.components[0].power)
    assert 0.01 < abs(power.value - 1.0) + power.uncertainty < 0.2


def test_spread_is_the_distance_to_the_last():
    assert Measured.spread([1.0, 4.0, 3.0]) == Measured(3.0, 2.0)


def test_too_few_data_are_refused():
    with pytest.raises(ArgumentError, match="`time` must have at least 6 values, but is 5"):
        fit(TIME[:5], TIME[:5], [Oscillation(2.0)])


def test_time_zero_is_refused():
    time = np.arange(100.0)
    with pytest.raises(ArgumentError, match="`time` must start after 0, but is 0"):
        fit(time, time, [Oscillation(2.0)])
