"""Fits of what comes to rest, on signals that are written down."""

import numpy as np
import pytest

from higgs_num.signals.damped import damped, late_tail


def test_a_damped_oscillation_is_found_from_afar() -> None:
    t = np.linspace(6.0, 18.0, 97)
    signal = 0.96 + 0.05 * np.exp(-0.23 * t) * np.cos(1.71 * t + 0.4)
    found = damped(t, signal, 1.6, 0.3)
    # The signal is of the form that is fitted: round-off alone.
    assert found.frequency == pytest.approx(1.71, abs=1e-7)
    assert found.rate == pytest.approx(0.23, abs=1e-7)


def test_a_late_tail_is_found_beside_what_is_slow() -> None:
    t = np.linspace(40.0, 75.0, 281)
    signal = 0.72 - 0.01 / t**2 + 5.0 * np.sin(0.46 * t + 1.0) / t**2.5
    found = late_tail(t, signal, 0.47)
    assert found.power == pytest.approx(2.5, abs=1e-6)
    assert found.frequency == pytest.approx(0.46, abs=1e-7)
    assert found.rest == pytest.approx(0.72, abs=1e-9)
    assert found.slow == pytest.approx(-0.01, abs=1e-5)
