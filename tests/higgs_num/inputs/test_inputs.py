"""Inputs as JSON, choices by a table of kinds, and the rules that solvers share."""

import json
import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from higgs_num.inputs import (
    Kinds,
    SavedTimes,
    check_band,
    check_gaps,
    check_rates,
    check_revival,
    enough_levels,
    from_plain,
    to_plain,
)
from higgs_num.levels import Levels
from higgs_sym.ground.errors import ArgumentError


@dataclass(frozen=True)
class Ramp:
    duration: float
    breaks: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Pulse:
    height: float
    threads: int = field(default=1, compare=False)

    def __post_init__(self) -> None:
        if self.height < 0.0:
            raise ArgumentError("height", "be >= 0", self.height)


@dataclass(frozen=True)
class Stranger:
    height: float


DRIVES: Kinds[Any] = Kinds("drive", Ramp, Pulse)


@pytest.mark.parametrize("value", [Ramp(1.5), Ramp(1.5, ((1.0, 2.0), ())), Pulse(0.1, threads=2)])
def test_inputs_come_back_from_json_and_can_be_hashed(value: Any) -> None:
    back = DRIVES.from_plain(json.loads(json.dumps(DRIVES.to_plain(value))))
    assert back == value
    assert hash(back) == hash(value)
    assert from_plain(type(value), json.loads(json.dumps(to_plain(value)))) == value


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ({"kind": "Stranger", "height": 1.0}, "`drive` must be one of Ramp, Pulse, but is 'Strang"),
        ({"height": 1.0}, "`drive` must be one of Ramp, Pulse, but is None"),
        ({"kind": ["Ramp"]}, "`drive` must be one of Ramp, Pulse, but is ['Ramp']"),
        ({"kind": "Ramp"}, "`Ramp` must be made of duration, breaks, but is made of nothing"),
        ({"kind": "Pulse", "height": 1.0, "width": 2.0}, "made of height, width"),
        ({"kind": "Pulse", "height": -1.0}, "`height` must be >= 0"),
    ],
)
def test_what_is_unknown_or_wrong_is_told(plain: dict[str, Any], text: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        DRIVES.from_plain(plain)
    assert text in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_does_not_count_in_a_comparison_is_left_out() -> None:
    assert DRIVES.to_plain(Pulse(0.1, threads=2)) == {"kind": "Pulse", "height": 0.1}
    assert DRIVES.kinds == (Ramp, Pulse)


def test_a_value_of_another_class_is_refused() -> None:
    with pytest.raises(ArgumentError, match="one of Ramp, Pulse"):
        DRIVES.to_plain(Stranger(1.0))


def test_the_name_of_the_kind_is_no_field() -> None:
    @dataclass(frozen=True)
    class Own:
        kind: str

    with pytest.raises(TypeError, match="kind"):
        Kinds("drive", Own)
    with pytest.raises(TypeError, match="two kinds of drive"):
        Kinds("drive", Ramp, Ramp)


@pytest.mark.parametrize(
    ("values", "name"),
    [((0.0, 1.0), "gap_initial"), ((1.0, math.nan), "gap_final"), ((1e-21, 1.0), "gap_initial")],
)
def test_gaps_are_positive_and_comparable(values: tuple[float, float], name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        check_gaps(*values)
    assert caught.value.name == name
    assert check_gaps(Fraction(1, 2), np.float32(2)) == (0.5, 2.0)


@pytest.mark.parametrize("cutoff", [2.0, math.inf, -3.0])
def test_the_band_reaches_beyond_the_gaps(cutoff: float) -> None:
    with pytest.raises(ArgumentError, match="`cutoff`"):
        check_band(cutoff, 2.0)
    assert check_band(2.1, 2.0) == 2.1


@pytest.mark.parametrize(("rates", "name"), [((-1.0, 0.0), "rate_s"), ((0.0, math.inf), "rate_u")])
def test_rates_are_not_negative(rates: tuple[float, float], name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        check_rates(*rates)
    assert caught.value.name == name


@pytest.mark.parametrize("cutoff", [1.0, 5.0, 10.0, 7.3])
@pytest.mark.parametrize("t_max", [0.1, math.pi, 20.0, 300.0])
def test_enough_levels_do_not_revive(cutoff: float, t_max: float) -> None:
    levels = enough_levels(cutoff, t_max)
    check_revival(t_max, Levels.uniform(cutoff, levels).revival_time, "unused")
    if levels > 4:
        fewer = Levels.uniform(cutoff, levels - 4).revival_time
        with pytest.raises(ArgumentError, match=r"revive \(buy more\)"):
            check_revival(t_max, fewer, "buy more")


def test_the_number_of_saved_times_is_bounded() -> None:
    with pytest.raises(ArgumentError, match="leave at most 10 saved times"):
        SavedTimes(3.0, 0.1, most=10)
    with pytest.raises(ArgumentError, match="have 1 to 2 times"):
        SavedTimes(3.0, 0.1, save_at=[0.0, 1.0, 2.0], most=2)


def test_a_last_time_that_rounding_puts_beyond_the_end_is_kept() -> None:
    late = 3 * 0.1  # the next double after 0.3
    assert SavedTimes(0.3, 0.1, save_at=[0, late]).times[-1] == late
    with pytest.raises(ArgumentError, match=r"t_max = 0\.3, but is 0\.3000000001$"):
        SavedTimes(0.3, 0.1, save_at=[0, 0.3000000001])


@pytest.mark.parametrize("bad", ["12", b"12", 0.5, {0.5}, (t for t in (0.5,)), [True, 2.0], [1j]])
def test_what_is_no_sequence_of_times_is_refused(bad: Any) -> None:
    with pytest.raises(ArgumentError, match="`save_at`"):
        SavedTimes(3.0, 0.5, save_at=bad)


def test_saved_times_are_a_value() -> None:
    asked = SavedTimes(3.0, 0.5, save_at=np.array([0.5, 2.0]))
    assert asked.save_at == (0.5, 2.0)
    assert hash(asked) == hash(SavedTimes(3.0, 0.5, save_at=[0.5, 2.0]))
    assert SavedTimes(3.0, 0.1).times[10] == 1.0
    assert SavedTimes(0.3, 0.1).times.size == 4
