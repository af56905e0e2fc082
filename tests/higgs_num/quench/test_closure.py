"""Closures as values: two numbers that every place reads."""

from typing import Any

import numpy as np
import pytest

from higgs_num.quench import Closure, MultiProduct, Problem, Start, run
from higgs_num.quench.sectors import all_levels, split
from higgs_num.quench.sine import sin_theta, sin_theta_parts
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.quench import printed_equations

SMALL: dict[str, Any] = {"levels": 60, "cutoff": 3.0, "t_max": 8.0, "rate_s": 0.2, "rate_u": 0.1}


def theta(eps: Any) -> Any:
    return 0.4 * np.exp(-(eps**2)) + 0.3 * np.tanh(eps)


def problems() -> list[Problem]:
    return [
        Problem(0.9, 1.0, closure=one, theta=theta if one is Closure.GIVEN else None, **SMALL)
        for one in Closure
    ]


@pytest.mark.parametrize("problem", problems(), ids=list(Closure))
def test_all_places_say_the_same_of_every_closure(problem: Problem) -> None:
    half = problem.grid.folded()
    even, odd = sin_theta_parts(problem, half)
    whole = sin_theta(problem, problem.grid.energies)
    # Halves of sums of two numbers: round-off.
    joined = np.concatenate([(even - odd)[::-1], even + odd])
    np.testing.assert_allclose(whole, joined, rtol=0, atol=1e-15)
    seen, hidden = split(problem, half)
    np.testing.assert_array_equal(seen.sources.sin_theta, odd)
    np.testing.assert_array_equal(0.0 if hidden is None else hidden.sources.sin_theta, even)
    np.testing.assert_array_equal(
        all_levels(problem, problem.grid.energies).sources.sin_theta, whole
    )


@pytest.mark.parametrize(
    "problem", [one for one in problems() if one.theta is None], ids=lambda one: str(one.closure)
)
def test_the_numbers_are_shares_of_the_root(problem: Problem) -> None:
    eps = problem.grid.energies
    root = np.sqrt(1.0 - problem.clean_state.cos_theta(eps) ** 2)
    expected = {"static": 0.0 * root, "even": root, "odd": np.sign(eps) * root}
    # The root is small, and 1 - cos^2 loses half of the digits.
    np.testing.assert_allclose(
        sin_theta(problem, eps), expected[problem.closure], rtol=0, atol=1e-7
    )


def test_inputs_tell_every_closure() -> None:
    assert all(f"`{one}`" in str(Problem.__doc__) for one in Closure)


@pytest.mark.parametrize("name", list(Closure))
def test_a_name_becomes_the_value(name: str) -> None:
    given = theta if name == "given" else None
    problem = Problem(0.9, 1.0, closure=str(name), theta=given, **SMALL)  # type: ignore[arg-type]
    assert problem.closure is Closure(name)
    assert Problem(0.9, 1.0, start="clean", **SMALL).start is Start.CLEAN  # type: ignore[arg-type]


def test_another_delta_s_is_followed() -> None:
    problem = Problem(0.9, 1.0, closure=Closure.ODD, gap_steady=0.7, **SMALL)
    assert problem.Delta_s == 0.7
    gap, spins = printed_equations.solve(problem, problem.times)
    found = run(problem, MultiProduct(order=14, longest_step=0.125))
    assert np.max(np.abs(found.gap - gap)) < 1e-11  # DOP853 at 1e-13, over 8/Delta
    assert np.max(np.abs(found.final_spins - spins[-1])) < 1e-10
    other = run(Problem(0.9, 1.0, closure=Closure.ODD, **SMALL))
    assert np.max(np.abs(found.gap - other.gap)) > 1e-3
    assert Problem.from_dict(problem.to_dict()) == problem


def test_with_delta_s_a_quench_may_end_in_phase_one() -> None:
    """There is no clean steady gap then, and none is needed."""
    inputs = {**SMALL, "cutoff": 20.0, "t_max": 2.0, "levels": 200}
    with pytest.raises(ArgumentError, match="phase I"):
        Problem(9.0, 1.0, closure=Closure.STATIC, **inputs)
    run(Problem(9.0, 1.0, closure=Closure.STATIC, gap_steady=1.0, **inputs))
    with pytest.raises(ArgumentError, match="phase I"):  # its root would be that of phase I
        Problem(9.0, 1.0, closure=Closure.ODD, gap_steady=1.0, **inputs)


@pytest.mark.parametrize("value", [0.0, -1.0, np.nan])
def test_delta_s_is_positive(value: float) -> None:
    with pytest.raises(ArgumentError) as caught:
        Problem(0.9, 1.0, gap_steady=value, **SMALL)
    assert caught.value.name == "gap_steady"
