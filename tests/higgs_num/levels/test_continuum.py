"""Levels of a continuum: the limit that equally spaced ones approach."""

from typing import Any

import numpy as np
import pytest

from higgs_num.quench import MultiProduct, Problem, continuum_levels, run
from higgs_sym.ground.errors import ArgumentError

STEPPER = MultiProduct(order=14, longest_step=0.2)


@pytest.mark.parametrize(
    "case",
    [
        {"gap_initial": 0.95, "rate_s": 0.1, "t_max": 50.0},
        {"gap_initial": 0.1, "t_max": 50.0},
        {"gap_initial": 0.3, "rate_u": 0.2, "t_max": 10.0},
    ],
)
def test_equally_spaced_levels_approach_it_as_the_square_of_their_spacing(
    case: dict[str, Any],
) -> None:
    """The midpoint rule is wrong by the square of the spacing, and by nothing else."""
    levels = continuum_levels(10.0, gap=case["gap_initial"], t_max=case["t_max"])
    limit = run(Problem(gap_final=1.0, levels=levels, **case), STEPPER)
    errors = [
        np.max(np.abs(run(Problem(gap_final=1.0, levels=count, **case), STEPPER).gap - limit.gap))
        for count in (10_000, 20_000)
    ]
    # 1e-9 and more: round-off is a thousandth of it.
    assert errors[0] / errors[1] == pytest.approx(4.0, rel=0.01)


def test_few_levels_do_and_none_of_them_revives_before_the_end() -> None:
    levels = continuum_levels(10.0, gap=0.95, t_max=300.0)
    assert levels.symmetric
    assert len(levels) < 2.0 * 10.0 * 300.0 / np.pi + 150
    assert levels.revival_time > 300.0
    assert np.sum(levels.weights) == pytest.approx(20.0, rel=1e-13)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"cutoff": -1.0, "gap": 1.0, "t_max": 1.0}, "cutoff"),
        ({"cutoff": 1.0, "gap": 1.0, "t_max": 1.0}, "gap"),
        ({"cutoff": 2.0, "gap": 1.0, "t_max": 0.0}, "t_max"),
    ],
)
def test_bad_values(arguments: dict[str, float], name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        continuum_levels(**arguments)
    assert caught.value.name == name
