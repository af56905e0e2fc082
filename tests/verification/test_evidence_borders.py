"""Where evidence begins to hold, and to fail: in numbers that binary fractions hold exactly."""

import math
from typing import Any

import pytest

from higgs_num.signals.agreement import SIGMAS
from verification.evidence import Evidence, Relation

QUARTER = 0.25
UP = math.inf


def holds(measured: float, uncertainty: float = 0.0, relation: Relation = "equal") -> bool | None:
    texts: dict[str, Any] = {"name": "n", "why_tolerance": "w", "method": "m"}
    return Evidence(
        measured=measured, expected=0.0, tolerance=QUARTER, uncertainty=uncertainty,
        relation=relation, **texts,
    ).holds  # fmt: skip


def test_an_exact_number_may_differ_by_the_tolerance() -> None:
    assert SIGMAS == 3.0
    for sign in (1.0, -1.0):
        assert holds(sign * QUARTER) is True
        assert holds(sign * math.nextafter(QUARTER, UP)) is False


def test_between_the_tolerance_and_three_errors_beyond_nothing_is_decided() -> None:
    assert holds(1.0, QUARTER) is None
    assert holds(math.nextafter(1.0, UP), QUARTER) is False
    assert holds(math.nextafter(QUARTER, UP), QUARTER) is None
    # An error as large as the tolerance is small enough; a larger one says nothing.
    assert holds(QUARTER, QUARTER) is True
    assert holds(QUARTER, math.nextafter(QUARTER, UP)) is None
    assert holds(0.0, 2.0) is None


@pytest.mark.parametrize(("relation", "sign"), [("below", 1.0), ("above", -1.0)])
def test_a_bound_may_be_met_by_more_than_the_error(relation: Relation, sign: float) -> None:
    # Three errors of 1/2 from the tolerance: 1/4 - 3/2.
    assert holds(sign * -1.25, 0.5, relation) is True
    assert holds(sign * math.nextafter(-1.25, UP), 0.5, relation) is None
    assert holds(sign * -9.0, 0.0, relation) is True
    assert holds(sign * QUARTER, 0.0, relation) is True
    assert holds(sign * math.nextafter(QUARTER, UP), 0.0, relation) is False
