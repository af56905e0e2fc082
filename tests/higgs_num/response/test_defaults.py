"""What is left out is part of the interface: scripts rely on it."""

from higgs_num import response
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # Zero temperature and the sheet of measurable frequencies.
    assert defaults_of(response) == {
        "Peak.temperature": 0.0,
        "Spectrum.temperature": 0.0,
        "inverse_susceptibility.sheet": "physical",
        "peak.temperature": 0.0,
        "spectrum.sheet": "physical",
    }
