import numpy as np
import pytest

from higgs_num.signals.late_time import late_decay, late_time, late_transient, late_wave
from higgs_num.steady import Wave
from higgs_sym.ground.errors import ArgumentError


def test_constants_of_a_synthetic_tail_come_back():
    t = np.arange(0, 4801) / 8
    tail = 0.9 + 0.3 * (t + 1e-30) ** -0.5 * np.cos(1.81 * t - 0.04 * np.log(t + 1e-30) + 0.7)
    with np.errstate(divide="ignore"):
        gap = tail - 0.02 / np.maximum(t, 1.0) + 0.1 / np.maximum(t, 1.0) ** 2
    found = late_time(t, gap, 1.8)
    # The mean has exactly the terms of the fit; what is left is the sidelobe of the window,
    # 1e-9, and for the shift that times the times.
    assert abs(found.gap.value - 0.9) < 2e-9
    assert abs(found.shift.value + 0.02) < 1e-6
    # The drift bends the phase within a window: of order drift (length/t)^2.
    assert abs(found.frequency.value - 1.81) < 1e-6
    assert abs(found.drift.value - 0.04) < 1e-3
    assert abs(found.amplitude.value - 0.3) < 1e-5
    assert found.gap.uncertainty < 3e-9


def test_turning_points_and_period_of_a_wave_come_back():
    wave = Wave(0.3, 0.8)
    t = np.arange(0, 1601) / 16
    found = late_wave(t, wave(t - 1.234))
    # Quintic spline: (h w)^6 ~ (0.1)^6.
    assert abs(found.gap_max.value - 0.8) < 1e-7
    assert abs(found.gap_min.value - 0.3) < 1e-7
    assert abs(found.period.value - wave.period) < 1e-7 * wave.period
    assert found.period.uncertainty < 1e-6


def test_rate_and_exponent_of_a_decay_come_back():
    t = np.arange(8, 401) / 8
    found = late_decay(t, -0.2 * t**-1.5 * np.exp(-0.3 * t) * np.exp(0.4 / t), 0.29)
    # The correction is one of the columns: rounding, magnified by nearly dependent columns.
    assert abs(found.rate.value - 0.3) < 1e-9
    assert abs(found.exponent.value - 1.5) < 1e-7


def test_short_trajectories_are_refused():
    t = np.linspace(0.0, 30.0, 301)
    with pytest.raises(ArgumentError, match="`time` must last"):
        late_time(t, np.ones_like(t), 2.0)
    with pytest.raises(ArgumentError, match="four cycles"):
        late_wave(t, np.cos(0.3 * t))
    with pytest.raises(ArgumentError, match="`time` must last"):
        late_decay(t, np.ones_like(t), 0.1)


def test_transient_of_a_wave_comes_back():
    wave = Wave(0.5, 0.9)
    t = np.arange(0, 9601) / 16
    envelope = 0.2 * np.exp(-0.01 * t) / np.sqrt(np.maximum(t, 1.0))
    gap = wave(t) + envelope * np.cos(2 * np.pi * t / wave.period)
    found = late_transient(t, gap, 0.9, 0.01)
    # Where the envelope falls, the maximum lies a little off the cosine's: second order in the
    # rate times the period.
    assert abs(found.rate.value - 0.01) < 1e-5
    assert abs(found.exponent.value - 0.5) < 1e-3
    with pytest.raises(ArgumentError, match="`time` must last"):
        late_transient(t[:800], gap[:800], 0.9, 0.01)
