"""Classes of signals that are made here: what they are is known."""

from typing import Any

import numpy as np
import pytest

from higgs_num.sweeps import outcome
from higgs_num.sweeps.outcome import CLASSES

T = np.arange(0.0, 300.0, 0.25)
LATER = np.maximum(T, 1.0)


@pytest.mark.parametrize(
    ("signal", "kind", "exponent"),
    [
        (1.0 + 0.1 * np.cos(2.0 * T) / np.sqrt(LATER), "constant", 0.5),
        (1.0 + 0.1 * np.cos(2.0 * T) * LATER**-2.0, "constant", None),
        (1.0 + 0.05 * np.cos(1.9 * T), "persistent", 0.0),
        (0.7 + 0.2 * np.cos(1.4 * T) + 0.03 * np.cos(2.8 * T), "persistent", 0.0),
        (np.exp(-0.3 * T), "vanishing", None),
        (1.0 + 1e-3 * np.cos(2.0 * T) * LATER, "growing", -1.0),
        (np.ones_like(T), "constant", None),
        (1.0 + 0.5 * np.exp(-0.1 * T), "constant", None),
        (np.zeros_like(T), "vanishing", None),
        (1.0 + 1e-3 * T, "undetermined", None),
        # Ringing of a band's edge, faster than the saved times, on what relaxes.
        (1.0 - 0.3 * np.exp(-T / 5.0) + 1e-5 * np.cos(24.9 * T), "constant", None),
    ],
)
@pytest.mark.parametrize("unit", [1.0, 1e-20])
def test_classes(signal: Any, kind: str, exponent: float | None, unit: float) -> None:
    found = outcome(T / unit, unit * signal)
    assert CLASSES[int(found["class"])] == kind
    if exponent is not None:
        # Windows of 30: an amplitude that changes within one is averaged.
        assert found["exponent"] == pytest.approx(exponent, abs=0.02)


def test_numbers() -> None:
    found = outcome(T, 0.9 + 0.1 * np.cos(1.8 * T + 0.3) / np.sqrt(LATER))
    assert found["asymptote"] == pytest.approx(0.9, abs=1e-4)
    assert found["frequency"] == pytest.approx(1.8, abs=1e-3)
    assert found["amplitude"] == pytest.approx(0.1 / np.sqrt(285.0), rel=0.05)  # last window


def test_clean_quenches_are_in_their_exact_phases() -> None:
    from higgs_num.quench import Problem, gap_of
    from higgs_num.steady import border_gap

    for gap_final, kind in (
        (border_gap(1.0, np.pi / 2.0, 10.0) * 1.2, "persistent"),
        (border_gap(1.0, np.pi / 2.0, 10.0) * 0.6, "constant"),
        (border_gap(1.0, -np.pi / 2.0, 10.0) * 0.7, "vanishing"),
    ):
        problem = Problem(1.0, gap_final, t_max=200.0)
        assert CLASSES[int(outcome(problem.times, gap_of(problem).gap)["class"])] == kind
