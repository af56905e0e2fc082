import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_num.levels.gauss import EFOLDS, gauss_rule
from higgs_num.levels.stretch import Stretch
from higgs_num.quench import Levels, MultiProduct, Problem, run
from higgs_num.quench import compression as module
from higgs_num.quench.compression import WORTH, compressed, nodes_needed

FIXED = MultiProduct(order=14, longest_step=0.1)


def cosine_sum(levels: Levels, time: float) -> float:
    return math.fsum(levels.weights * np.cos(2.0 * levels.energies * time))


def dirichlet(cutoff: float, count: int, time: float) -> float:
    """Return the same sum over `count` uniform levels in closed form."""
    spacing = 2.0 * cutoff / count
    if 2.0 * cutoff * time < 1e-8:  # where the next term is below round-off, and sines underflow
        return 2.0 * cutoff
    return spacing * math.sin(2.0 * cutoff * time) / math.sin(spacing * time)


@settings(deadline=None, max_examples=20)
@given(
    reach=st.floats(0.0, 300.0),
    cutoff=st.floats(0.1, 50.0),
    ratio=st.floats(1.5, 200.0),
    surplus=st.floats(1.0, 1000.0),
    crowded=st.booleans(),
)
def test_the_rule_sums_what_oscillates(
    reach: float, cutoff: float, ratio: float, surplus: float, crowded: bool
) -> None:
    variable = Stretch(cutoff, reach / cutoff, cutoff / ratio, math.inf, EFOLDS)
    count = 2 * math.ceil(surplus * variable.nodes / WORTH)
    if crowded:
        variable = dataclasses.replace(variable, edge=2.0 * cutoff / count)
        count *= 2
    levels = gauss_rule(variable, count, variable.nodes).levels
    assert 0.0 < levels.energies[0] < levels.energies[-1] < cutoff
    assert np.all(np.diff(levels.energies) > 0.0)
    assert np.all(levels.weights > 0.0)
    for share in (0.0, 0.3, 0.9, 0.99, 1.0):
        time = share * reach / cutoff
        # Round-off: of nodes times the slope; the sum has up to a thousand terms.
        error = abs(cosine_sum(levels, time) - dirichlet(cutoff, count, time)) / (2.0 * cutoff)
        assert error < 3e-14 + 1e-16 * reach


def test_the_band_limit_is_what_the_rule_needs() -> None:
    variable = Stretch(10.0, 50.0, 1.0, math.inf, EFOLDS)
    band = 10.0 * 50.0 / math.pi
    assert band + 40 < variable.nodes < band + 60

    def error(nodes: int) -> float:
        levels = gauss_rule(variable, 4000, nodes).levels
        times = np.linspace(0.0, 50.0, 201).tolist()
        return max(abs(cosine_sum(levels, t) - dirichlet(10.0, 4000, t)) for t in times)

    # At the band limit and below no rule can do it; a Gauss rule for polynomials needs 250.
    assert error(math.floor(band)) > 0.1
    assert error(variable.nodes - 10) < 1e-9
    assert error(variable.nodes) < 1e-12  # round-off of weights that sum to 20


@pytest.mark.parametrize(("gap", "time"), [(1.0, 0.5), (0.1, 10.0), (0.01, 1.0)])
def test_singularities_at_the_gap_are_summed(gap: float, time: float) -> None:
    variable = Stretch(10.0, time, gap, math.inf, EFOLDS)
    few, all_ = gauss_rule(variable, 8000, variable.nodes).levels, Levels.uniform(10.0, 8000)

    def total(levels: Levels) -> float:
        eps = levels.energies
        return math.fsum(levels.weights * np.cos(2.0 * eps * time) * gap / np.hypot(eps, gap))

    # Fewer nodes than the gap divides the cutoff into. Weights sum to 20.
    assert len(few) < 125
    assert abs(total(few) - total(all_)) < 1e-13


def test_a_logarithm_at_the_cutoff_needs_the_crowd_there() -> None:
    plain = Stretch(10.0, 20.0, 1.0, math.inf, EFOLDS)
    crowded = dataclasses.replace(plain, edge=20.0 / 15024)
    all_ = Levels.uniform(10.0, 15024).folded()

    def error(variable: Stretch) -> float:
        def total(levels: Levels) -> float:
            below = np.log1p(-levels.energies / 10.0)
            return math.fsum(levels.weights * np.cos(40.0 * levels.energies) * below)

        few = gauss_rule(variable, 15024, variable.nodes).levels
        return abs(total(few) - total(all_))

    assert error(plain) > 1e-7
    assert error(crowded) < 1e-12  # round-off of weights that sum to 20


@pytest.mark.parametrize(
    "case",
    [
        {"gap_initial": 0.95, "rate_s": 0.1},
        {"gap_initial": 0.3, "rate_s": 0.1, "closure": "static"},
        {"gap_initial": 0.1, "rate_u": 0.1, "closure": "odd"},
        {"gap_initial": 0.95, "rate_s": 0.1, "closure": "odd"},
        {"gap_initial": 0.3, "rate_s": 0.1, "cutoff": 40.0, "t_max": 20.0, "levels": 6000},
        {"gap_initial": 0.1, "rate_s": 0.1, "cutoff": 4.0, "t_max": 100.0},
        {"gap_initial": 0.1, "t_max": 2.0},
        {"gap_initial": 6.0},
        # theta(eps) is singular at the cutoff on the scale of the last few of many levels.
        {"gap_initial": 2.0, "rate_s": 0.1, "closure": "odd", "levels": 15024, "t_max": 10.0},
    ],
)
def test_fewer_levels_give_the_same_gap(case: dict[str, Any]) -> None:
    problem = Problem(gap_final=1.0, **{"levels": 4000, "t_max": 50.0, **case})
    few, all_ = run(problem, FIXED), run(problem, FIXED, compress=False)
    band = problem.cutoff * problem.t_max / math.pi
    assert len(few.levels) < 2.0 * (band + 100)
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
    monkeypatch.setattr(module, "nodes_needed", lambda _: 170)
    spoilt = run(problem, FIXED)
    assert spoilt.levels == problem.grid
    assert spoilt.levels_reason == "S^x at t_max/2 is not resolved by the nodes"
    assert "all followed (S^x at t_max/2" in repr(spoilt)
    np.testing.assert_array_equal(spoilt.gap, right.gap)


def test_nodes_do_not_depend_on_the_unit_or_the_number_of_levels() -> None:
    one = Problem(0.95, 1.0, levels=4000, t_max=50.0)
    assert nodes_needed(one) == nodes_needed(dataclasses.replace(one, levels=8000))
    other = Problem(9.5, 10.0, levels=4000, t_max=5.0, cutoff=100.0)
    assert nodes_needed(one) == nodes_needed(other)


def test_highest_coefficients_tell_what_fits_in_the_rule() -> None:
    variable = Stretch(10.0, 50.0, 1.0, math.inf, EFOLDS)
    rule = gauss_rule(variable, 4000, variable.nodes)
    eps = rule.levels.energies
    assert rule.unresolved(1.0 / np.hypot(eps, 1.0)) < 1e-13
    # What the nodes can represent, as opposed to sum, ends at half the time.
    assert rule.unresolved(np.cos(2.0 * eps * 20.0)) < 1e-10
    assert rule.unresolved(np.cos(2.0 * eps * 35.0)) > 1e-3
    assert rule.unresolved(np.where(eps < 3.0, 1.0, 2.0)) > 1e-3
    assert rule.unresolved(np.abs(eps - 3.0)) > 1e-6
