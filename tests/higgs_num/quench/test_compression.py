import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_num.quench import Levels, MultiProduct, Problem, run
from higgs_num.quench import compression as module
from higgs_num.quench.compression import compressed, gauss_rule, nodes_needed

FIXED = MultiProduct(order=14, longest_step=0.125)


@settings(deadline=None, max_examples=20)
@given(half=st.integers(40, 400), share=st.floats(0.1, 0.5), cutoff=st.floats(0.1, 50.0))
def test_the_rule_sums_polynomials_exactly(half: int, share: float, cutoff: float) -> None:
    nodes = max(2, int(share * half))
    rule = gauss_rule(cutoff, 2 * half, nodes)
    whole = Levels.uniform(cutoff, 2 * half).folded()
    assert np.all(np.diff(rule.levels.energies) > 0.0)
    assert np.all(rule.levels.weights > 0.0)
    for degree in {0, 1, nodes, 2 * nodes - 1}:
        # Chebyshev polynomials stay of order one on the interval.
        def sums(levels: Levels, degree: int = degree) -> float:
            x = np.clip(2.0 * levels.energies / cutoff - 1.0, -1.0, 1.0)
            return math.fsum(levels.weights * np.cos(degree * np.arccos(x)))

        # Round-off of nodes times the slope of the polynomial.
        assert abs(sums(rule.levels) - sums(whole)) < 1e-14 * cutoff * (10 + degree) * 2


@pytest.mark.parametrize(
    "case",
    [
        {"gap_initial": 0.95, "rate_s": 0.1},
        {"gap_initial": 0.3, "rate_s": 0.1, "closure": "static"},
        {"gap_initial": 0.1, "rate_u": 0.1, "closure": "odd"},
        {"gap_initial": 0.95, "rate_s": 0.1, "closure": "odd"},
    ],
)
def test_fewer_levels_give_the_same_gap(case: dict[str, Any]) -> None:
    problem = Problem(gap_final=1.0, levels=4000, t_max=50.0, **case)
    few, all_ = run(problem, FIXED), run(problem, FIXED, compress=False)
    assert len(few.levels) < 0.25 * len(problem.grid)
    assert all_.levels == problem.grid
    # What numerics at full levels reach: round-off grown over 50/Delta, fastest in phase III.
    assert np.max(np.abs(few.gap - all_.gap)) < 1e-11
    assert "Gauss rule" in repr(few)
    assert "all followed" in repr(all_)


def test_few_levels_are_all_followed() -> None:
    problem = Problem(0.95, 1.0, levels=400, t_max=50.0)
    assert compressed(problem) is None
    assert run(problem, FIXED).levels == problem.grid
    own = dataclasses.replace(problem, levels=Levels.uniform(10.0, 4000), t_max=10.0)
    assert compressed(own) is None


def test_too_few_nodes_are_noticed_and_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem(0.95, 1.0, levels=2000, t_max=50.0)
    right = run(problem, FIXED, compress=False)
    monkeypatch.setattr(module, "nodes_needed", lambda _: 240)
    spoilt = run(problem, FIXED)
    assert spoilt.levels == problem.grid
    np.testing.assert_array_equal(spoilt.gap, right.gap)


def test_functions_that_are_not_smooth_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from higgs_num.quench import motion

    problem = Problem(0.95, 1.0, rate_s=0.1, closure="odd", levels=2000, t_max=20.0)
    built = motion.sources

    def jump(problem: Problem, eps: Any) -> Any:
        sources = built(problem, eps)
        return dataclasses.replace(sources, sin_theta=sources.sin_theta * np.where(eps < 3, 1, 2))

    monkeypatch.setattr(motion, "sources", jump)
    assert run(problem, FIXED).levels == problem.grid


def test_nodes_do_not_depend_on_the_unit_or_the_number_of_levels() -> None:
    one = Problem(0.95, 1.0, levels=4000, t_max=50.0)
    assert nodes_needed(one) == nodes_needed(dataclasses.replace(one, levels=8000))
    other = Problem(9.5, 10.0, levels=4000, t_max=5.0, cutoff=100.0)
    assert nodes_needed(one) == nodes_needed(other)
