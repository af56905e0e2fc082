"""What is left out is part of the interface: scripts rely on it."""

import math

from higgs_num import steady
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # Zero temperature, no cutoff, nothing certified.
    assert defaults_of(steady) == {
        "SteadyState.temperature": 0.0,
        "border_gap.cutoff": math.inf,
        "steady_map.cutoff": math.inf,
        "steady_state.certify": False,
        "steady_state.cutoff": math.inf,
        "steady_state.temperature": 0.0,
    }
