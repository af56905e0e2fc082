from typing import Any

import numpy as np
import pytest

from higgs_num.quench import MultiProduct, Problem, run
from higgs_num.quench.accuracy import choose
from higgs_num.quench.motion import motion
from higgs_num.quench.trajectory import follow
from higgs_sym.ground.errors import ArgumentError


@pytest.mark.parametrize("tol", [1e-4, 1e-7, 1e-10])
@pytest.mark.parametrize(
    "case",
    [
        {"gap_initial": 0.95, "rate_s": 0.1},
        {"gap_initial": 0.3, "rate_s": 0.1, "closure": "odd"},
        {"gap_initial": 0.1, "closure": "static"},
        {"gap_initial": 0.95, "save_every": 1.0},
        {"gap_initial": 0.95, "save_every": 1.0 / 64.0, "t_max": 10.0},
        {"gap_initial": 0.95, "cutoff": 40.0, "t_max": 15.0},
    ],
)
def test_the_error_is_below_the_tolerance(case: dict[str, Any], tol: float) -> None:
    problem = Problem(gap_final=1.0, **{"levels": 800, "t_max": 60.0, **case})
    result = run(problem, MultiProduct(tol), compress=False)
    fine = MultiProduct(order=14, longest_step=1.0 / 32.0)
    error = np.max(np.abs(result.gap - run(problem, fine, compress=False).gap))
    assert error < tol
    assert result.error is not None
    # The round-off of the reference itself is some 1e-12.
    assert error < result.error + 3e-12
    assert result.error <= tol


def test_long_runs_reach_the_default_tolerance() -> None:
    """Over 1000/Delta the errors allowed in the short copy are below its round-off."""
    problem = Problem(0.9, 1.0, rate_s=0.1, closure="static", cutoff=4.0, levels=2600, t_max=1e3)
    result = run(problem)
    fine = MultiProduct(order=14, longest_step=1.0 / 24.0)
    error = np.max(np.abs(result.gap - run(problem, fine, compress=False).gap))
    assert error < 1e-10
    assert result.error is not None
    assert result.error <= 1e-10


def test_the_step_scales_with_the_unit_of_energy() -> None:
    one = Problem(0.95, 1.0, rate_s=0.1, levels=400, t_max=30.0)
    chosen, error = choose(one, MultiProduct(1e-8))
    for c in (0.25, 8.0):
        other = Problem(
            0.95 * c, c, rate_s=0.1 * c, cutoff=10.0 * c, levels=400,
            t_max=30.0 / c, save_every=0.125 / c,
        )  # fmt: skip
        same, same_error = choose(other, MultiProduct(1e-8))
        assert same.order == chosen.order
        assert same.longest_step == pytest.approx((chosen.longest_step or 0.0) / c, rel=1e-14)
        assert same_error == pytest.approx(error, rel=1e-3)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"tol": 0.0}, "tol"),
        ({"tol": -1.0}, "tol"),
        ({"tol": 1e-13}, "tol"),
        ({"tol": float("nan")}, "tol"),
        ({"order": 5, "longest_step": 0.1}, "order"),
        ({"order": 14}, "order"),
        ({"longest_step": 0.1}, "order"),
        ({"order": 14, "longest_step": 0.0}, "longest_step"),
        ({"threads": 0}, "threads"),
        ({"threads": 3}, "threads"),
    ],
)
def test_bad_values(arguments: dict[str, Any], name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        MultiProduct(**arguments)
    assert caught.value.name == name or name in str(caught.value)


def test_two_sectors_are_the_literal_even_closure() -> None:
    problem = Problem(0.8, 1.0, rate_s=0.2, rate_u=0.1, levels=300, t_max=30.0)
    stepper = MultiProduct(order=14, longest_step=0.125)
    apart = motion(problem)
    literal = motion(problem, by_parity=False)
    assert apart.hidden is not None
    assert literal.hidden is None
    assert len(literal.levels) == 2 * len(apart.levels)
    one, other = (follow(stepper, each, problem.times) for each in (apart, literal))
    # The same numbers from different kernels and sums: round-off.
    for name, values in one.record.named.items():
        np.testing.assert_allclose(values, other.record.named[name], rtol=0, atol=3e-11)
    np.testing.assert_allclose(one.record.gap, other.record.gap, rtol=0, atol=1e-12)
    np.testing.assert_allclose(one.spins, other.spins, rtol=0, atol=1e-11)
