"""What is left out is part of the interface: scripts rely on it."""

from higgs_num import currents
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # Zero temperature, no impurities, no current; the field along the current if there is one.
    assert defaults_of(currents) == {
        "conductivity.direction": "parallel",
        "conductivity.share": 0.0,
        "conductivity.temperature": 0.0,
        "depairing.rate_s": 0.0,
        "depairing.temperature": 0.0,
        "flowing.rate_s": 0.0,
        "flowing.temperature": 0.0,
        "inductance.rate_s": 0.0,
        "inductance.temperature": 0.0,
        "nonlinearity.rate_s": 0.0,
        "nonlinearity.temperature": 0.0,
        "static_stiffness.temperature": 0.0,
        "superfluid_density.temperature": 0.0,
        "wire.peaks": False,
        "wire.rate_s": 0.0,
        "wire.temperature": 0.0,
    }
