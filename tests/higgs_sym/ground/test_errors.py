"""Numbers, flags and lists as users give them: the right value, or one line."""

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from higgs_sym.ground.errors import (
    ArgumentError,
    finite,
    flag,
    function,
    integer,
    listed,
    meant,
    nearest,
    one_integer,
    told,
)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (Fraction(1, 3), 1 / 3),
        (Decimal("0.1"), 0.1),
        (2**80, 2.0**80),
        (np.float32(0.1), 0.10000000149011612),
        (np.array(2), 2.0),
        (np.longdouble(2), 2.0),
        (np.array(Fraction(1, 4), dtype=object), 0.25),
    ],
)
def test_numbers_of_any_type_are_the_nearest_double(value: Any, number: float) -> None:
    found = finite("x", value)
    assert found == number
    assert type(found) is float


@pytest.mark.parametrize(
    "value",
    ["1", b"1", True, np.True_, None, 1j, np.timedelta64(1, "ns"), np.ma.masked, np.array([1.0]),
     Decimal("sNaN"), Decimal("inf"), 10**400, Decimal("1e999999999"), math.nan, float],
)  # fmt: skip
def test_what_is_no_number_is_told_in_one_line(value: Any) -> None:
    for check in (finite, lambda name, x: integer(name, x, least=0, most=9)):
        with pytest.raises(ArgumentError) as caught:
            check("x", value)
        assert caught.value.name == "x"
        assert "\n" not in str(caught.value)


def test_whole_numbers() -> None:
    for value in (3, 3.0, Decimal("3.0"), Fraction(6, 2), np.int8(3), np.array(3.0)):
        assert integer("n", value, least=0) == 3
    with pytest.raises(ArgumentError, match=r"be a whole number, but is 2\.5"):
        integer("n", 2.5, least=0)
    assert one_integer("n", 4.0, (2, 4)) == 4
    with pytest.raises(ArgumentError, match="be one of 2, 4, but is a whole number of"):
        one_integer("n", 10**5000, (2, 4))


def test_flags_functions_and_lists() -> None:
    assert flag("x", np.False_) is False
    with pytest.raises(ArgumentError, match="be True or False, but is 1"):
        flag("x", 1)
    with pytest.raises(ArgumentError, match="be a function"):
        function("f", float)
    assert listed("x", [1, 2], int) == (1, 2)
    for bad in ("12", iter([1]), {1: 2}, [1, "2"], None):
        with pytest.raises(ArgumentError, match="`x`"):
            listed("x", bad, int)


def test_a_rule_shows_the_digits_that_tell_it_from_the_value() -> None:
    assert told(0.1 + 0.2) == "0.30000000000000004"
    assert told(2.0) == "2"
    assert told(np.float64(0.3)) == "0.3"


def test_slips_are_told_with_what_they_may_mean() -> None:
    known = ("gap_initial", "gap_final", "levels", "t_max")
    # transposed, one letter short, one ending for another; letters of nothing
    assert nearest("gap_inital", known, most=1) == ["gap_initial"]
    assert nearest("levles", iter(known)) == ["levels"]
    # In common, of both: 10 of 14 letters with gap_final, 8 of 16 with gap_initial.
    assert nearest("gap_f", known) == ["gap_final"]
    assert nearest("gap_f", known, alike=0.5) == ["gap_final", "gap_initial"]
    assert nearest("zzz", known) == []
    assert meant(nearest("gap_finial", known)) == "did you mean gap_final or gap_initial?"
    assert meant([]) == ""
