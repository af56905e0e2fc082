"""What is left out is part of the interface: scripts rely on it."""

from higgs import films, sweeps, trajectories
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    assert {
        name: value
        for name, value in defaults_of(films, sweeps, trajectories).items()
        if name.split(".")[0] in ("check", "film", "sweep")
    } == {
        "check.accuracy": 1e-3,
        "check.modulus": False,
        "check.skip_missing": False,
        "film.name": "film",
        "film.temperature_K": 0.0,
        "sweep.allow_large": False,
        "sweep.drop": False,
        "sweep.retry_failed": False,
    }
