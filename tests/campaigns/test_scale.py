"""No result depends on the unit: energies times c, times over c, to the ends of the stated range.

Beyond them the inputs are refused. By powers of two every number is the same to the bit.
"""

import functools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_sym.ground.errors import ArgumentError
from tests.campaigns.quench_units import UNITS
from tests.campaigns.scaled import Scaled

QUICK = [one for one in UNITS if not one.slow]


def _name(one: Scaled) -> str:
    return one.name


@functools.cache
def _in_unit_one(row: Scaled) -> dict[str, np.ndarray]:
    return row.reduced(1.0)


def _agree(row: Scaled, unit: float, atol: float) -> None:
    found, expected = row.reduced(unit), _in_unit_one(row)
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_allclose(
            found[name], values, rtol=0, atol=atol, err_msg=f"{row.name}: {name}, unit {unit}"
        )


def _between(row: Scaled, share: float) -> float:
    low, high = math.log10(row.least), math.log10(row.most)
    return float(10.0 ** (low + share * (high - low)))


EVERY = pytest.mark.parametrize(
    "row",
    [pytest.param(one, marks=[pytest.mark.slow] if one.slow else []) for one in UNITS],
    ids=_name,
)


@EVERY
def test_the_ends_of_the_range_give_what_unit_one_gives(row: Scaled) -> None:
    for unit in (row.least * (1.0 + 1e-9), row.most * (1.0 - 1e-9)):
        _agree(row, unit, row.atol)


@pytest.mark.parametrize("row", UNITS, ids=_name)
def test_beyond_the_ends_inputs_are_refused(row: Scaled) -> None:
    for unit in (row.least / 100.0, row.most * 100.0, 1e-300, 1e300):
        with pytest.raises(ArgumentError) as caught:
            row.function(unit)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("row", [one for one in QUICK if one.exact], ids=_name)
def test_powers_of_two_give_the_same_bits(row: Scaled) -> None:
    for share in (0.01, 0.4, 0.99):
        _agree(row, 2.0 ** round(math.log2(_between(row, share))), 0.0)


@settings(max_examples=20, deadline=None)
@given(row=st.sampled_from(QUICK), share=st.floats(0.001, 0.999))
def test_any_unit_gives_what_unit_one_gives(row: Scaled, share: float) -> None:
    _agree(row, _between(row, share), row.atol)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(row=st.sampled_from(UNITS), share=st.floats(0.001, 0.999))
def test_many_units_give_what_unit_one_gives(row: Scaled, share: float) -> None:
    _agree(row, _between(row, share), row.atol)
