"""What stands on a border: the last value that is taken, and the first that is refused."""

import math
from typing import Any

import numpy as np
import pytest

from higgs_num.inputs import SavedTimes, check_gaps, check_rates, check_revival
from higgs_sym.ground.errors import ArgumentError

MANY = 10_000_000


def test_one_interval_is_enough() -> None:
    np.testing.assert_array_equal(SavedTimes(0.25, 0.25).times, [0.0, 0.25])
    with pytest.raises(ArgumentError, match="`t_max` must be >= save_every"):
        SavedTimes(math.nextafter(0.25, 0.0), 0.25)


def test_as_many_times_as_allowed() -> None:
    assert SavedTimes(2.5, 0.25, most=10).times.size == 11
    with pytest.raises(ArgumentError, match="at most 10"):
        SavedTimes(math.nextafter(2.5, 3.0), 0.25, most=10)
    assert SavedTimes(1.0, 0.25, save_at=[0.0, 1.0], most=2).save_at == (0.0, 1.0)
    with pytest.raises(ArgumentError, match=f"at most {MANY}"):
        SavedTimes(1.0001 * MANY, 1.0)


@pytest.mark.parametrize(
    ("times", "text"),
    [
        ([], "have 1 to 10000000 times"),
        ([0.0], "end later than 0"),
        ([0.5, 0.5], "increase"),
        ([-5e-324, 1.0], "lie in"),
        ([0.5, math.nextafter(1.0, 2.0)], "lie in"),
        (0.5, "be a sequence"),
    ],
)
def test_times_outside_are_refused(times: Any, text: str) -> None:
    with pytest.raises(ArgumentError, match=f"`save_at` must {text}"):
        SavedTimes(1.0, 0.25, save_at=times)
    assert SavedTimes(1.0, 0.25, save_at=[1.0]).times.tolist() == [1.0]


def test_multiples_are_rounded_once() -> None:
    # 10 a unit of time: quotients of whole numbers; of 0.3 there is no whole number.
    assert SavedTimes(1.0, 0.1).times.tolist() == [k / 10 for k in range(11)]
    assert SavedTimes(0.9, 0.3).times.tolist() == [0.3 * k for k in range(4)]
    # A part in 1e13 less than a multiple is the multiple; a part in 1e6 is not.
    assert SavedTimes(1.0 - 1e-13, 0.25).times.size == 5
    assert SavedTimes(1.0 - 1e-6, 0.25).times.size == 4


def test_gaps_below_the_cutoff_and_times_up_to_the_revival() -> None:
    check_gaps(1.0, 2.0, math.nextafter(2.0, 3.0))
    check_gaps(2.0, 1.0, math.nextafter(2.0, 3.0))
    with pytest.raises(ArgumentError, match="`cutoff`"):
        check_gaps(2.0, 1.0, 2.0)
    check_rates(0.0, 0.0)
    check_revival(7.0, 7.0, "")
    with pytest.raises(ArgumentError, match="`t_max`"):
        check_revival(math.nextafter(7.0, 8.0), 7.0, "")
