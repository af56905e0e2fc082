"""Arrays that users give, and the first thing about each that is refused."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from higgs_num.inputs import real_array
from higgs_sym.ground.errors import ArgumentError


@pytest.mark.parametrize(
    ("given", "ndim"),
    [
        ([1, 2.5], 1),
        ((1.0, 2.5), 1),
        (np.array([1.0, 2.5], dtype=np.float32), 1),
        ([Fraction(1), Fraction(5, 2)], 1),
        ([[1.0, 2.5]], 2),
        ([[1.0, 2.5]], None),
        (np.array([1.0, 7.0, 2.5])[::2], 1),
    ],
)
def test_numbers_of_any_type_become_floats(given: Any, ndim: int | None) -> None:
    found = real_array("x", given, ndim=ndim)
    assert found.dtype == np.float64
    assert found.flags.c_contiguous
    assert found.shape == np.shape(given)
    assert found.ravel().tolist() == [1.0, 2.5]


def test_the_array_is_a_copy() -> None:
    given = np.array([1.0, 2.0])
    real_array("x", given)[0] = 5.0
    assert given[0] == 1.0


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (1.0, "have 1 dimension"),
        ([[1.0]], "have 1 dimension"),
        ([1.0, math.nan], "be finite"),
        ([1.0, math.inf], "be finite"),
        ([True, False], "be a number, but is True"),
        ([1j], "be a number, but is 1j"),
        (["1"], "be a number, but is '1'"),
        ("12", "be numbers"),
        ([[1.0], [1.0, 2.0]], "be a number, but is"),
        (np.ma.masked_array([1.0, 2.0], [True, False]), "have no masked entries"),
    ],
)
def test_anything_else_is_refused(given: Any, rule: str) -> None:
    with pytest.raises(ArgumentError, match=f"`x` must {rule}"):
        real_array("x", given)


def test_infinities_where_they_mean_something() -> None:
    assert real_array("x", [1.0, math.inf], allow_inf=True).tolist() == [1.0, math.inf]
    with pytest.raises(ArgumentError, match="`x` must be finite, but is nan at place 1"):
        real_array("x", [1.0, math.nan], allow_inf=True)


def test_a_number_where_one_is_meant() -> None:
    assert real_array("x", 2, ndim=0) == 2.0
    with pytest.raises(ArgumentError, match="`x` must be a number"):
        real_array("x", [2.0], ndim=0)
