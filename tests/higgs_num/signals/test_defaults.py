"""What is left out is part of the interface: scripts rely on it."""

from higgs_num import signals
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # A pure cosine of known frequency.
    assert defaults_of(signals) == {
        "Oscillation.corrections": 0,
        "Oscillation.fit_frequency": False,
        "Oscillation.fit_power": False,
        "Oscillation.power": 0.0,
    }
