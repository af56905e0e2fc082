"""How little of a trajectory is enough for its late law, and what is used of it."""

import math

import numpy as np
import pytest

from higgs_num.steady.late_time import late_decay, late_time, late_transient, late_wave
from higgs_sym.ground.errors import ArgumentError

PERIOD_ONE = 2.0 * math.pi


def test_thirty_periods_are_enough() -> None:
    t = np.linspace(0.0, 30.0, 961)
    gap = 0.8 + np.zeros_like(t)
    assert late_time(t[1:], gap[1:], PERIOD_ONE).gap.value == pytest.approx(0.8, abs=1e-12)
    t[-1] = math.nextafter(30.0, 0.0)
    with pytest.raises(ArgumentError, match="`time` must last at least 30"):
        late_time(t, gap, PERIOD_ONE)


def test_four_cycles_are_enough() -> None:
    t = np.arange(0, 4 * 64 + 1) / 64  # four maxima of the sine, and four minima
    found = late_wave(t, np.sin(PERIOD_ONE * t))
    # Quintic spline: (h w)^6/6! ~ 1e-9, larger at the ends.
    assert found.period.value == pytest.approx(1.0, abs=1e-6)
    assert found.gap_max.value == pytest.approx(1.0, abs=1e-6)
    assert found.gap_min.value == pytest.approx(-1.0, abs=1e-6)
    for part in (t[:-32], t[32:]):  # three minima; three maxima
        with pytest.raises(ArgumentError, match="four cycles"):
            late_wave(part, np.sin(PERIOD_ONE * part))


def test_values_of_a_wave_are_medians_and_their_spread() -> None:
    t = np.arange(0, 5 * 64 + 1) / 64
    wave = np.sin(PERIOD_ONE * t)
    # One of five maxima is higher by a smooth bump a tenth high that its neighbours do not feel.
    found = late_wave(t, wave + 0.1 * np.exp(-(((t - 2.25) / 0.2) ** 2)))
    assert found.gap_max.value == pytest.approx(1.0, abs=1e-6)
    assert found.gap_max.uncertainty == pytest.approx(0.1, abs=1e-6)


def test_nine_decay_times_are_enough() -> None:
    rate = 0.5
    t = np.arange(1, 18 * 16 + 1) / 16  # up to 18 = 9/rate
    found = late_decay(t, 3.0 * t**-1.5 * np.exp(-rate * t), rate)
    # In the model: rounding, magnified by nearly dependent columns.
    assert found.rate.value == pytest.approx(rate, abs=1e-8)
    assert found.exponent.value == pytest.approx(1.5, abs=1e-6)
    with pytest.raises(ArgumentError, match="`time` must last at least 18"):
        late_decay(t[:-1], np.ones(t.size - 1), rate)


def test_only_the_window_of_a_decay_is_used() -> None:
    rate = 0.5
    t = np.arange(1, 30 * 16 + 1) / 16
    gap = 3.0 * t**-1.5 * np.exp(-rate * t)
    gap[(t < 3.0 / rate) | (t > 10.0 / rate)] = 1.0
    assert late_decay(t, gap, rate).rate.value == pytest.approx(rate, abs=1e-8)


def test_ten_maxima_of_a_transient_are_enough() -> None:
    # Maxima at whole times: 4, ..., 13 in rate t = 1 ... 4.
    t = np.arange(1, 21 * 128 + 1) / 128
    gap = np.cos(PERIOD_ONE * t) * (1.0 + 1e-3 * np.exp(-0.3 * t) / np.sqrt(t))
    found = late_transient(t, gap, 1.0, 0.3)
    # The spline errs by (h w)^6/720 = 2e-11, at t = 13 4e-6 of the excess.
    assert found.rate.value == pytest.approx(0.3, abs=1e-6)
    assert found.exponent.value == pytest.approx(0.5, abs=1e-5)
    # With this rate they are 3, ..., 11.
    with pytest.raises(ArgumentError, match="`time` must last beyond"):
        late_transient(t, gap, 1.0, 0.3334)
