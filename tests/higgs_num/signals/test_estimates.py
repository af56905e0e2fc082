"""What a fit tells beside frequency and amplitude, by hand."""

import math

import numpy as np
import pytest

from higgs_num.signals import Measured, Oscillation, fit, measure, power_law
from higgs_sym.ground.errors import ArgumentError

TIME = np.arange(1.0, 20.0)


def test_the_ends_of_a_window_count() -> None:
    signal = 1.0 + 0.1 * np.cos(2.0 * TIME)
    # Three unknowns need six values, which 3, 4, ..., 8 are.
    found = measure(
        TIME, signal, [Oscillation(2.0)], [(3.0, 8.0)], lambda f: f.window[0], lambda f: f.window[1]
    )
    assert found == (Measured(3.0, 0.0), Measured(8.0, 0.0))


def test_a_constant_has_no_oscillation() -> None:
    found = fit(TIME, np.full(TIME.size, 2.5), [Oscillation(2.0)])
    assert found.mean == 2.5
    assert found.components[0].amplitude == 0.0
    assert found.residual == 0.0


@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_the_residual_is_the_largest_of_either_sign(sign: float) -> None:
    time = np.arange(1.0, 2001.0)
    signal = 5.0 + np.cos(2.0 * time)
    signal[700] += sign
    found = fit(time, signal, [Oscillation(2.0)])
    # One value in 2000 moves the mean and the two amplitudes by some 1e-3 at most.
    assert found.residual == pytest.approx(1.0, abs=5e-3)
    assert found.window == (1.0, 2000.0)
    assert found.mean == pytest.approx(5.0, abs=1e-3)


def test_the_amplitude_is_that_at_time_one() -> None:
    time = np.arange(16.0, 200.0, 0.5)
    signal = 3.0 * time**-0.5 * np.cos(1.7 * time + 0.4)
    (mode,) = fit(time, signal, [Oscillation(1.7, 0.5)]).components
    # Linear least squares of what the model contains: rounding.
    assert (mode.amplitude, mode.phase) == pytest.approx((3.0, 0.4), rel=1e-12)
    assert (mode.frequency, mode.power) == (1.7, 0.5)


def test_the_spread_of_a_power_law_is_that_of_leaving_one_out() -> None:
    # log y = 0, 1, 3 at log x = 0, 1, 2. Without the first the slope is 2 and the intercept -1,
    # without the second 3/2 and 0, without the last 1 and 0; all have 3/2 and -1/6.
    law = power_law(np.exp([0.0, 1.0, 2.0]), np.exp([0.0, 1.0, 3.0]))
    assert law.exponent.value == pytest.approx(1.5, rel=1e-13)
    assert law.exponent.uncertainty == pytest.approx(0.5, rel=1e-13)
    assert law.prefactor.value == pytest.approx(math.exp(-1 / 6), rel=1e-13)
    expected = math.exp(-1 / 6) - math.exp(-1.0)
    assert law.prefactor.uncertainty == pytest.approx(expected, rel=1e-12)


def test_a_measured_number_is_written_with_its_spread() -> None:
    assert str(Measured(1.25, 0.031)) == "1.25 +- 0.031"


def test_zero_is_no_point_of_a_power_law() -> None:
    for x, y in (([0.0, 1.0, 2.0], [1.0, 1.0, 1.0]), ([1.0, 2.0, 3.0], [1.0, 0.0, 2.0])):
        with pytest.raises(ArgumentError, match="must be > 0"):
            power_law(x, y)
    assert power_law([5e-324, 1.0, 2.0], [1.0, 1.0, 1.0]).exponent.value == 0.0
