"""A part of a trajectory, with both of its ends."""

import numpy as np
import pytest

from higgs_num.results.window import within
from higgs_sym.ground.errors import ArgumentError

TIME = np.array([0.0, 0.5, 1.0, 1.5])


def test_both_ends_belong_to_a_window() -> None:
    assert within(TIME, 0.5, 1.0).tolist() == [False, True, True, False]
    assert within(TIME, 0.9, 1.0).tolist() == [False, False, True, False]


@pytest.mark.parametrize(("start", "stop"), [(0.6, 0.9), (1.6, 9.0), (1.0, 0.5)])
def test_a_window_holds_a_time(start: float, stop: float) -> None:
    with pytest.raises(ArgumentError):
        within(TIME, start, stop)
