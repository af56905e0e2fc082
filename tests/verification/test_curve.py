"""Lines through samples, and envelopes."""

import numpy as np

from verification.measurements.curve import smooth, within


def test_a_line_through_twelve_samples_a_period_is_the_oscillation() -> None:
    time = np.arange(0.0, 60.0, np.pi / 12.0)
    fine, values = smooth(time, np.cos(2.0 * time))
    inside = (fine > 2.0) & (fine < time[-1] - 2.0)
    error = np.abs(values - np.cos(2.0 * fine))[inside]
    # (2 pi/12)^4/384 = 2.0e-4 and a tenth for the next order; straight lines are off by 3e-2.
    assert error.max() < 2.2e-4
    assert np.diff(fine).max() < 0.0251


def test_an_envelope_does_not_alias_where_the_spacing_is_a_period() -> None:
    period = np.pi
    # Centres exactly a period apart see one phase only.
    around = within(np.arange(10.0, 200.0, period), period)
    size = np.abs(np.cos(2.0 * around + 1.0)).max(axis=1)
    # At most half a sample, pi/16, from a maximum.
    assert np.all(size > 1.0 - 0.5 * (np.pi / 16.0) ** 2)
