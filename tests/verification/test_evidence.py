import dataclasses
import math
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from higgs_sym.ground.errors import ArgumentError, ComputationError
from tests.verification.session_samples import evidence


@pytest.mark.parametrize(
    ("measured", "uncertainty", "holds"),
    [
        (1.0, 0.0, True),
        (1.125, 0.0, True),  # exactly at the tolerance 0.125: dyadic, so no rounding
        (0.875, 0.0, True),
        (1.1251, 0.0, False),
        (1.0, 0.125, True),
        (1.0, 0.126, None),  # agrees, but was not measured well enough to say so
        (1.25, 0.05, None),  # 0.25 off, decided only beyond 0.125 + 3 * 0.05
        (1.3, 0.05, False),
        (0.7, 0.05, False),
    ],
)
def test_equality(measured: float, uncertainty: float, holds: bool | None) -> None:
    found = evidence(measured=measured, expected=1.0, tolerance=0.125, uncertainty=uncertainty)
    assert found.holds is holds


@pytest.mark.parametrize(
    ("measured", "uncertainty", "holds"),
    [
        (0.5, 0.0, True),
        (1.125, 0.0, True),
        (1.1251, 0.0, False),
        (0.5, 0.2, True),  # farther below the bound than three times its uncertainty
        (0.9, 0.2, None),
        (1.5, 0.2, None),
        (1.8, 0.2, False),
    ],
)
def test_bounds_are_mirror_images(measured: float, uncertainty: float, holds: bool | None) -> None:
    found = evidence(
        measured=measured, expected=1.0, tolerance=0.125, uncertainty=uncertainty, relation="below"
    )
    mirrored = dataclasses.replace(found, measured=-found.measured, expected=-1.0, relation="above")
    assert found.holds is holds
    assert mirrored.holds is holds


numbers = st.floats(-1e3, 1e3)
small = st.floats(0.0, 10.0)


@given(numbers, numbers, st.floats(1e-9, 10.0), small, small)
def test_more_uncertainty_never_decides(
    measured: float, expected: float, tolerance: float, less: float, more: float
) -> None:
    sharp = evidence(measured=measured, expected=expected, tolerance=tolerance, uncertainty=less)
    blurred = dataclasses.replace(sharp, uncertainty=less + more)
    assert blurred.holds is None or blurred.holds == sharp.holds


@given(numbers, numbers, st.floats(1e-9, 10.0), small)
def test_the_sign_of_a_difference_does_not_matter(
    measured: float, expected: float, tolerance: float, uncertainty: float
) -> None:
    found = evidence(
        measured=measured, expected=expected, tolerance=tolerance, uncertainty=uncertainty
    )
    swapped = dataclasses.replace(found, measured=expected, expected=measured)
    assert found.holds == swapped.holds


@pytest.mark.parametrize(
    "value", [1, Fraction(1, 1), np.float32(1), np.int64(1), np.max(np.ones(3)), mpmath.mpf(1)]
)
def test_any_real_number_becomes_a_float(value: Any) -> None:
    found = evidence(measured=value)
    assert type(found.measured) is float
    assert found.measured == 1.0


@pytest.mark.parametrize("name", ["measured", "expected", "tolerance", "uncertainty"])
@pytest.mark.parametrize("value", [None, math.nan, math.inf, np.float64("nan")])
def test_no_number_is_an_error_and_never_a_pass(name: str, value: Any) -> None:
    with pytest.raises(ComputationError, match=name):
        evidence(**{name: value})


@pytest.mark.parametrize("value", [1 + 0j, np.ones(1), np.ones(2), [1.0], "1", True, np.True_])
def test_only_one_real_number_is_a_measurement(value: Any) -> None:
    with pytest.raises(ArgumentError, match="one real number"):
        evidence(measured=value)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"tolerance": 0.0}, "tolerance` must be > 0"),
        ({"tolerance": -1.0}, "tolerance` must be > 0"),
        ({"uncertainty": -1.0}, "uncertainty` must be >= 0"),
        ({"why_tolerance": " "}, "why_tolerance"),
        ({"method": ""}, "method"),
        ({"name": "two\nlines"}, "name"),
        ({"relation": "near"}, "relation"),
        ({"parameters": {"x": math.nan}}, r"parameters\[x\]"),
        ({"parameters": {"x": [1]}}, r"parameters\[x\]"),
    ],
)
def test_what_is_not_evidence_is_refused(changes: dict[str, Any], rule: str) -> None:
    with pytest.raises((ArgumentError, ComputationError), match=rule):
        evidence(**changes)


def test_parameters_are_kept_as_they_were() -> None:
    given_parameters = {"levels": np.int32(4), "rate": np.float64(0.1), "closure": "even"}
    found = evidence(parameters=given_parameters)
    given_parameters["levels"] = np.int32(5)
    assert dict(found.parameters) == {"levels": 4, "rate": 0.1, "closure": "even"}
    assert type(found.parameters["levels"]) is int
    with pytest.raises(TypeError):
        found.parameters["levels"] = 6  # type: ignore[index]
