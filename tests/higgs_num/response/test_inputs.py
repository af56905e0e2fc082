"""Arguments of every type: the right value, or one line that names the argument."""

import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from higgs_num.levels import HalfLevels
from higgs_num.response import (
    continuum_edge,
    gap_edge,
    inverse_susceptibility,
    kick_response,
    peak,
    phase_inverse_susceptibility,
    second_sheet_pole,
    spectrum,
    static_inverse_susceptibility,
    step_response,
    thermal_phase_inverse_susceptibility,
    thermal_spectrum,
)
from higgs_num.response.closure import closure_mode, small_quench
from higgs_num.response.precise import precise_inverse_susceptibility
from higgs_num.response.scaling import scaling_function
from higgs_sym.ground.errors import ArgumentError, ComputationError
from tests.seldom import seldom

BAND = HalfLevels.continuum(10.0, 0.1, 50)
# Arguments that are right, by function; each is replaced by every bad value.
GOOD = {
    gap_edge: {"alpha": 0.1},
    static_inverse_susceptibility: {"alpha": 0.1},
    spectrum: {"omega": 1.0, "alpha": 0.1, "sheet": "physical"},
    phase_inverse_susceptibility: {"omega": 1.0, "alpha": 0.1},
    thermal_spectrum: {"omega": 1.0, "alpha": 0.1, "temperature": 0.3},
    thermal_phase_inverse_susceptibility: {"omega": 1.0, "alpha": 0.1, "temperature": 0.3},
    step_response: {"times": [1.0], "alpha": 0.1},
    kick_response: {"times": [1.0], "alpha": 0.1},
    peak: {"alpha": 0.1, "observable": "absorption", "temperature": 0.0},
    second_sheet_pole: {"alpha": 0.1},
    continuum_edge: {"alpha": 0.1},
    continuum_edge(0.1).late: {"times": [1.0]},
    second_sheet_pole(0.1).part: {"times": [1.0]},
    closure_mode: {"levels": BAND, "gap": 1.0, "rate_s": 0.2, "rate_u": 0.1},
    small_quench: {"levels": BAND, "gap": 1.0, "rate_s": 0.2, "rate_u": 0.1},
    scaling_function: {"x": 1j},
}
NEVER = (
    "abc", b"1", None, True, [None], [True], [0.5, "x"], [0.5, [1.0, 2.0]], object(), {},
    float("nan"), float("inf"), Decimal("nan"), 10**400, np.array(["1"]),
    np.ma.masked_array([1.0, 2.0], [0, 1]), lambda: 0,
)  # fmt: skip
EDGES = (
    -1.0, 0, 5e-324, 1e-300, 1e308, 1j, [], [[1.0, 2.0]], Fraction(1, 2), Decimal("0.5"),
    np.float32(0.5), np.int64(1), np.array(0.5), range(3), [0.5], [Fraction(1, 2)],
)  # fmt: skip


@pytest.mark.parametrize("function", GOOD, ids=lambda one: one.__qualname__)
def test_what_is_no_number_is_told_by_name(function) -> None:
    for name in GOOD[function]:
        for value in NEVER:
            with pytest.raises(ArgumentError, match=f"^Argument `{name}` must [^\n]*$"):
                function(**{**GOOD[function], name: value})


# `kick_response` takes what `step_response` takes, in the same function.
@pytest.mark.parametrize(
    "function", seldom(GOOD, [kick_response]), ids=lambda one: one.__qualname__
)
def test_edges_give_finite_numbers_or_one_line(function) -> None:
    for name in GOOD[function]:
        for value in EDGES:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                try:
                    found = function(**{**GOOD[function], name: value})
                except (ArgumentError, ComputationError) as told:
                    assert "\n" not in str(told)  # noqa: PT017
                    continue
            parts = vars(found).values() if hasattr(found, "__dict__") else [found]
            numbers = [one for one in parts if isinstance(one, float | complex | np.ndarray)]
            assert all(np.isfinite(one).all() for one in numbers), (name, value)


@pytest.mark.parametrize(
    "half", [Fraction(1, 2), Decimal("0.5"), np.float32(0.5), np.array(0.5), np.float64(0.5)]
)
def test_numbers_of_any_type_are_the_same_numbers(half) -> None:
    assert np.array_equal(inverse_susceptibility([half], half), inverse_susceptibility([0.5], 0.5))
    assert step_response([half], half).remainder == step_response(0.5, 0.5).remainder
    assert second_sheet_pole(half) == second_sheet_pole(0.5)


def test_the_clean_case_has_an_edge_and_a_static_value_but_no_peak() -> None:
    assert gap_edge(0.0) == 1.0
    assert static_inverse_susceptibility(0.0) == 2.0
    for refused in (lambda: peak(0.0, "absorption"), lambda: second_sheet_pole(0.0)):
        with pytest.raises(ArgumentError, match=r"`alpha` must be > 0 \(for clean systems .* but"):
            refused()


def test_a_frequency_near_zero_is_the_limit_not_the_static_value() -> None:
    static, near, limit = thermal_spectrum([0.0, 5e-324, 1e-8], 0.1, 1.0).inverse
    # D^R goes as its limit plus terms of order omega; the static value is another (docs).
    assert abs(near - limit) < 1e-6
    assert abs(near - static) > 0.5


def test_closure_has_no_mode_in_a_gapless_state() -> None:
    assert closure_mode(BAND, 1.0, 1.0) < 2.0
    with pytest.raises(ArgumentError, match=r"`rate_s` must be <= the gap, 1 .*, but is 1.5"):
        closure_mode(BAND, 1.0, 1.5)


def test_precise_refuses_what_is_no_number() -> None:
    for value in (True, None, "abc", [1.0], float("nan"), Decimal("nan")):
        with pytest.raises(ArgumentError, match="`omega` must be a finite number"):
            precise_inverse_susceptibility(value, 0.5, digits=5)
