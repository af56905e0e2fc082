"""Standard errors and correlations of a fit, against a fit of the whole model by scipy."""

import math

import numpy as np
import pytest
from scipy.optimize import curve_fit

from higgs_num.signals import Fit, Oscillation, fit

TIME = np.linspace(20.0, 120.0, 800)
NOISE = 1e-3
TRUE = (1.0, 2.0, 0.5, 0.4, 0.7)  # mean, frequency, power, amplitude, phase


def model(t, mean, frequency, power, amplitude, phase):
    return mean + amplitude * t**-power * np.cos(frequency * t + phase)


def noisy(seed: int = 0) -> np.ndarray:
    noise = np.random.default_rng(seed).standard_normal(TIME.size)
    return model(TIME, *TRUE) + NOISE * noise


def fitted(signal: np.ndarray, time: np.ndarray = TIME) -> Fit:
    unit = TIME[0] / time[0]
    return fit(time, signal, [Oscillation(2.002 * unit, 0.45, True, True)])


def test_errors_and_correlations_are_those_of_all_parameters_at_once() -> None:
    found = fitted(noisy()).estimates
    best, covariance = curve_fit(model, TIME, noisy(), p0=TRUE, xtol=1e-12, ftol=1e-12)
    errors = np.sqrt(np.diag(covariance))
    assert [one.name for one in found.numbers] == [
        "mean", "frequency 1", "power 1", "amplitude 1", "phase 1",
    ]  # fmt: skip
    for one, value, error in zip(found.numbers, best, errors, strict=True):
        # Both minima agree to far less than their errors; the reference takes its Jacobian from
        # differences with steps of 1e-8: six digits or so are left of a covariance.
        assert one.value == pytest.approx(value, abs=1e-3 * error)
        assert one.standard_error == pytest.approx(error, rel=1e-3)
    assert np.allclose(found.correlations, covariance / np.outer(errors, errors), atol=1e-3)


def test_errors_are_the_scatter_of_fits_to_draws() -> None:
    fits = [fitted(noisy(seed)) for seed in range(60)]
    for name, true in zip(("frequency 1", "power 1", "phase 1"), TRUE[1:3] + TRUE[4:], strict=True):
        shifts = [one.estimates[name].value - true for one in fits]
        told = fits[0].estimates[name].standard_error
        # The scatter of 60 draws is known to 1/sqrt(120), 9 %: four of them.
        assert told == pytest.approx(math.sqrt(np.mean(np.square(shifts))), rel=0.36)


@pytest.mark.parametrize("power", [-200, 300])
def test_units_change_errors_as_they_change_values(power: int) -> None:
    time, signal = np.ldexp(TIME, power), np.ldexp(noisy(), -power)
    one, other = fitted(noisy()), fitted(signal, time)
    for here, there in zip(one.estimates.numbers, other.estimates.numbers, strict=True):
        if not here.name.startswith("amplitude"):
            unit = -power if here.name.split()[0] in {"mean", "frequency"} else 0
            # Only the digits that scipy's search leaves differ.
            assert there.standard_error == pytest.approx(
                math.ldexp(here.standard_error, unit), rel=1e-6
            )
    # At the first time the oscillation has the same share of noise in any unit; the amplitude is
    # that at time 1, which is another time: its error follows from that of the power.
    share = other.estimates["amplitude 1"].standard_error / other.components[0].amplitude
    far = other.estimates["power 1"].standard_error * abs(math.log(float(time[0])))
    assert share == pytest.approx(far, rel=0.1)


def test_what_is_kept_has_no_error_and_is_told_as_such() -> None:
    found = fit(TIME, noisy(), [Oscillation(2.0, 0.5)])
    assert found.estimates["frequency 1"].kept
    assert len(found.estimates.correlations) == 3  # mean, amplitude, phase
    text = str(found)
    assert "frequency 1   2 (kept)" in text
    assert "amplitude 1   0.3998347058 +- 0.00037" in text
    assert "window 20 to 120" in text
    assert "Neighbouring" not in text


def test_a_model_that_lacks_a_term_says_so() -> None:
    found = fit(TIME, noisy() + 0.01 * np.cos(0.3 * TIME), [Oscillation(2.0, 0.5)])
    assert found.estimates.neighbours > 0.9  # 0.3 * 0.125: neighbours are a 160th of a turn apart
    assert "Neighbouring residuals are correlated" in str(found)


def test_the_phase_of_nothing_is_not_told() -> None:
    found = fit(TIME, np.ones_like(TIME), [Oscillation(2.0, 0.5)])
    assert found.estimates["phase 1"].standard_error is None
    assert "phase 1" in str(found)
    assert "not told" in str(found)
