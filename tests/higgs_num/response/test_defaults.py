"""What is left out is part of the interface: scripts rely on it."""

from higgs_num import response
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # Zero temperature, no momentum, and the sheet of measurable frequencies.
    assert defaults_of(response) == {
        "Peak.Q": 0.0,
        "Peak.temperature": 0.0,
        "Pole.Q": 0.0,
        "Pole.temperature": 0.0,
        "Spectrum.Q": 0.0,
        "Spectrum.temperature": 0.0,
        "TimeResponse.Q": 0.0,
        "TimeResponse.temperature": 0.0,
        "inverse_susceptibility.sheet": "physical",
        "kick_response.Q": 0.0,
        "kick_response.temperature": 0.0,
        "peak.Q": 0.0,
        "peak.observable": "absorption",
        "peak.temperature": 0.0,
        "second_sheet_pole.Q": 0.0,
        "second_sheet_pole.temperature": 0.0,
        "spectrum.Q": 0.0,
        "spectrum.sheet": "physical",
        "step_response.Q": 0.0,
        "step_response.temperature": 0.0,
        "thermal_spectrum.Q": 0.0,
        "thermal_spectrum.digits": 12,
    }
