"""What stands on a border: the last value that is taken, and the first that is refused."""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from higgs_num.inputs import (
    SavedTimes,
    check_band,
    check_gaps,
    check_rates,
    check_revival,
    enough_levels,
    from_plain,
)
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
        ([0.5, 1.0 + 2e-12], "lie in"),
        (0.5, "have 1 dimension"),
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
    assert check_gaps(1.0, 2.0) == (1.0, 2.0)
    assert check_band(math.nextafter(2.0, 3.0), 2.0) == math.nextafter(2.0, 3.0)
    with pytest.raises(ArgumentError, match="`cutoff`"):
        check_band(2.0, 2.0)
    check_rates(0.0, 0.0)
    check_revival(7.0, 7.0, "")
    with pytest.raises(ArgumentError, match="`t_max`"):
        check_revival(math.nextafter(7.0, 8.0), 7.0, "")


@pytest.mark.parametrize("value", [0.0, -1.0, math.nan, math.inf])
def test_times_are_positive_and_finite(value: float) -> None:
    with pytest.raises(ArgumentError, match="`save_every` must"):
        SavedTimes(1.0, value)
    with pytest.raises(ArgumentError, match="`t_max` must"):
        SavedTimes(value, 0.25)
    with pytest.raises(ArgumentError, match="`save_every` must"):
        SavedTimes(1.0, value, save_at=[0.5])


def test_one_pair_of_levels_more_than_needed() -> None:
    # Pairs needed: cutoff t_max/pi, rounded up; 5/2 and 2.
    assert enough_levels(5.0, 0.5 * math.pi) == 2 * (3 + 1)
    assert enough_levels(4.0, 0.499 * math.pi) == 2 * (2 + 1)


def test_what_has_a_default_may_be_left_out() -> None:
    @dataclass(frozen=True)
    class Drawn:
        first: float
        second: float = 2.0
        third: tuple[float, ...] = field(default_factory=tuple)

    assert from_plain(Drawn, {"first": 1.0}) == Drawn(1.0)
    assert from_plain(Drawn, {"first": 1.0, "third": [3.0]}) == Drawn(1.0, 2.0, (3.0,))
    with pytest.raises(ArgumentError, match="third, but is made of second, third"):
        from_plain(Drawn, {"third": [], "second": 1.0})
