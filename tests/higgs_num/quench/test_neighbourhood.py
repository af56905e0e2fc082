"""What is found once for a neighbourhood of problems."""

from typing import Any

import numpy as np
import pytest

from higgs_num.quench import MultiProduct, Problem, Ramp, run
from higgs_num.quench import accuracy as module
from higgs_num.quench.accuracy import choose
from higgs_num.quench.neighbourhood import typical
from higgs_num.quench.yardstick import Yardstick

INPUTS: dict[str, Any] = {"gap_final": 2.0, "rate_s": 0.2, "levels": 2000, "t_max": 40.0}


def test_it_is_harder_close_by_and_shared() -> None:
    near = typical(Problem(1.9, **INPUTS))
    assert near is not None
    # ln(2/1.9) = 0.0513 -> 1/16, and 0.2/2 = 0.1 -> 1/8.
    assert near.gap_initial == pytest.approx(2.0 * np.exp(-1.0 / 16.0), rel=1e-15)
    assert near.rate_s == 2.0 / 8.0
    assert near == typical(Problem(1.905, **{**INPUTS, "rate_s": 0.22, "save_at": [1.0, 2.0]}))
    assert near != typical(Problem(2.1, **INPUTS))  # a weakening quench is another


def test_its_own_neighbourhood_is_that_of_its_typical_problem() -> None:
    near = typical(Problem(1.9, **{**INPUTS, "rate_s": 0.25, "rate_u": 0.5}))
    assert near is not None
    assert (near.rate_s, near.rate_u) == (0.25, 0.5)


@pytest.mark.parametrize(
    "case",
    [
        {"drive": Ramp(1.0)},
        {"W": lambda eps: 1.0 / np.hypot(1.0, eps)},
        {"gap_initial": 1.1, "gap_final": 1.0, "rate_s": 0.9},  # up to 1, and one gap lies below
    ],
)
def test_some_problems_are_one_of_a_kind(case: dict[str, Any]) -> None:
    inputs: dict[str, Any] = {"gap_initial": 1.9, **INPUTS, **case}
    near = typical(Problem(**inputs))
    if inputs["rate_s"] > 0.5:
        assert near is not None  # 1/tau_s = 1 is allowed here
        assert typical(Problem(**{**inputs, "gap_initial": 0.95})) is None
    else:
        assert near is None


def test_the_bits_do_not_depend_on_what_ran_before() -> None:
    problem = Problem(1.9, **INPUTS)
    module._of_neighbourhood.cache_clear()
    first = run(problem)
    module._of_neighbourhood.cache_clear()
    run(Problem(1.901, **INPUTS))
    second = run(problem)
    assert module._of_neighbourhood.cache_info().hits >= 1
    assert (first.method, first.error) == (second.method, second.error)
    np.testing.assert_array_equal(first.gap, second.gap)
    np.testing.assert_array_equal(first.final_spins, second.final_spins)


def test_the_error_is_that_of_the_problem_itself() -> None:
    problem = Problem(1.9, **INPUTS)
    method, error = choose(problem, MultiProduct(1e-9))
    stick = Yardstick.of(problem)
    difference = stick.difference(method)
    assert stick.error(difference) <= 1e-9
    # Two references that differ by their round-off, some 1e-14, times the growth.
    assert error == pytest.approx(stick.expected(difference, 1e-9), rel=0.02)


def test_where_it_does_not_serve_a_problem_is_searched_for_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = Problem(1.9, **INPUTS)
    near = typical(problem)
    assert near is not None
    known = module._of_neighbourhood(near, MultiProduct(1e-9))
    assert known is not None
    found = known.found.__class__(4, 0.1, known.found.difference)  # much too rough
    bad = known.__class__(found, known.reference)
    monkeypatch.setattr(module, "_of_neighbourhood", lambda *_: bad)
    method, error = choose(problem, MultiProduct(1e-9))
    assert method.order != 4
    assert error <= 1e-9
