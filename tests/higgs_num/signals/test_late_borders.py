"""How little of a trajectory is enough for its late law, and what is used of it."""

import math

import numpy as np
import pytest

from higgs_num.signals.late_time import late_decay, late_time, late_transient, late_wave
from higgs_num.steady import Wave, steady_state
from higgs_num.steady.asymptote import fit_asymptote, wave_maximum, without_ripple
from higgs_sym.ground.errors import ArgumentError

PERIOD_ONE = 2.0 * math.pi


def test_thirty_periods_are_enough() -> None:
    t = np.linspace(0.0, 30.0, 961)
    gap = 0.8 + 0.1 * np.cos(PERIOD_ONE * t)
    # The law is of the fitted kind: only rounding is left.
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


def test_the_window_of_a_decay_begins_after_three_decay_times() -> None:
    rate = 0.5
    t = np.arange(1, 30 * 16 + 1) / 16
    gap = 3.0 * t**-1.5 * np.exp(-rate * t)
    gap[(t >= 3.0 / rate) & (t < 3.5 / rate)] *= 1.1
    # A tenth more in a fourteenth of the window tilts the logarithm.
    assert abs(late_decay(t, gap, rate).rate.value - rate) > 1e-3


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


def test_eight_saved_times_with_both_ends_are_enough() -> None:
    state = steady_state(0.5, 1.0, 10.0)
    t = np.arange(1.0, 61.0)
    gap = fit_asymptote(state, t, np.ones(60))(t)
    found = fit_asymptote(state, t, gap, (20.0, 27.0))
    np.testing.assert_allclose(found(t), gap, rtol=1e-12)
    with pytest.raises(ArgumentError, match="`window` must hold at least 8"):
        fit_asymptote(state, t, gap, (20.0, 26.0))


def test_windows_that_are_not_given() -> None:
    t = np.arange(1, 3201) / 32
    # Phase II: the second half.
    assert fit_asymptote(steady_state(0.5, 1.0, 10.0), t, t).window == (50.0, 100.0)
    # Phase I: e-folds, after the first ones and before the ripple drowns the law.
    state = steady_state(6.0, 1.0, 10.0)
    rate = state.approach.rate
    first, last = fit_asymptote(state, t, np.exp(-rate * t) * t**-1.5).window
    assert 1.0 < first * rate < 3.0
    assert 6.0 < last * rate < 10.0
    short = t[t < 0.9 * last]
    found = fit_asymptote(state, short, np.exp(-rate * short) * short**-1.5)
    assert found.window == (first, short[-1])


def test_one_average_needs_the_whole_reach() -> None:
    # Spacing 1/8 and cutoff 9: 18/9 of time are 16 steps on either side.
    t = np.arange(33) / 8
    times, gap = without_ripple(t, 2.0 + t, 9.0)
    assert times.tolist() == [2.0]
    assert gap == pytest.approx(4.0, rel=1e-14)
    with pytest.raises(ArgumentError, match="`time` must span more than 4"):
        without_ripple(t[:-1], t[:-1], 9.0)
    # Half of the width, 1.5/cutoff, is the coarsest.
    assert without_ripple(np.arange(99) / 6, np.ones(99), 9.0)[1] == pytest.approx(1.0)
    with pytest.raises(ArgumentError, match="`time` must be spaced"):
        without_ripple(np.arange(99) * 0.1667, np.ones(99), 9.0)


def test_no_ripple_without_a_cutoff() -> None:
    t = np.arange(5.0)
    assert without_ripple(t, t, math.inf)[1].tolist() == t.tolist()


@pytest.mark.parametrize("share", [0.1, 0.3, 0.45, 0.6, 0.9])
def test_the_maximum_of_a_sharp_wave_is_found_from_anywhere(share: float) -> None:
    # Narrow maxima: a search from the wrong place stays where nothing pulls it.
    wave = Wave(0.001, 0.9)
    t = np.linspace(20.0, 60.0, 801)
    turns = (wave_maximum(wave, t, wave(t - share * wave.period)) / wave.period) - share
    # The curve is exact: the fit converges to rounding in t.
    assert abs(turns - round(turns)) < 1e-10
