"""What is left out is part of the interface: scripts rely on it."""

from higgs_num import sweeps
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    assert defaults_of(sweeps) == {
        "Plan.unit": "gap",
        "Refine.rounds": 1,
        "export.overwrite": False,
        "sweep.allow_large": False,
        "sweep.drop": False,
        "sweep.retry_failed": False,
    }
