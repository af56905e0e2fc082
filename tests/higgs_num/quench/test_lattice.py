"""Levels of a lattice: a narrow band whose sums are well defined for gaps of any size."""

from typing import Any

import numpy as np
import pytest

from higgs_num.quench import RK4, Levels, MultiProduct, Problem, SolveIvp, run
from higgs_num.steady.lax_vector import isolated_roots_of_levels
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.quench import printed_equations


def chain(sites: int = 200, closed: bool = False) -> Levels:
    """Return the band -2 cos k of a chain, each level once; closed: with both edges."""
    k = np.arange(sites + 1) / sites if closed else (np.arange(sites) + 0.5) / sites
    eps = np.sort(-2.0 * np.cos(np.pi * k))
    return Levels((eps - eps[::-1]) / 2.0, np.full(eps.size, 4.0 / sites))


BAND: dict[str, Any] = {"cutoff": 2.0, "t_max": 5.0, "save_every": 0.25}
FIXED = MultiProduct(order=14, longest_step=0.0625)


@pytest.mark.parametrize(
    "quench",
    [
        {"gap_initial": 2.5, "gap_final": 2.68},
        {"gap_initial": 1.0, "gap_final": 2.68},
        {"gap_initial": 2.68, "gap_final": 1.0},
        {"gap_initial": 0.05, "gap_final": 10.0},
        {"gap_initial": 2.5, "gap_final": 2.68, "rate_s": 0.3, "rate_u": 0.1, "closure": "odd"},
    ],
)
@pytest.mark.parametrize("closed", [False, True])
def test_a_gap_above_the_band_follows_the_printed_equations(
    quench: dict[str, Any], closed: bool
) -> None:
    problem = Problem(**quench, **BAND, levels=chain(closed=closed))
    result = run(problem)
    gap, _ = printed_equations.solve(problem, result.time)
    # The tolerance of `run`, in units of gap_final; scipy's at 1e-13 is far below.
    assert np.max(np.abs(result.gap - gap)) < 1e-10 * problem.gap_final
    assert result.error is not None
    assert result.error <= 1e-10


@pytest.mark.parametrize("rates", [{}, {"rate_s": 0.5, "rate_u": 0.2, "closure": "odd"}])
@pytest.mark.parametrize("stepper", [FIXED, RK4(1e-3), SolveIvp(rtol=1e-12, atol=1e-13)])
def test_equal_gaps_stay(rates: dict[str, Any], stepper: Any) -> None:
    result = run(Problem(2.68, 2.68, **BAND, **rates, levels=chain(60)), stepper)
    # An exact fixed point: round-off, and of the integrators their tolerance of 1e-12 a step.
    assert np.max(np.abs(result.gap - 2.68)) < (1e-12 if stepper is FIXED else 1e-10)


def test_the_steady_state_of_the_sources_is_that_of_a_constant_density() -> None:
    """It is that of the levels themselves to first order in the quench, whatever their density."""
    own, constant = [], []
    for change in (0.02, 0.01):
        gaps = (2.68 - change, 2.68)
        own.append(isolated_roots_of_levels(chain(), *gaps)[0] - 2.68)
        constant.append(Problem(*gaps, **BAND, levels=chain()).Delta_s - 2.68)
    for mine, flat in zip(own, constant, strict=True):
        assert abs(mine) < 1e-4
        assert abs(mine - flat) < 1e-4
    # Both differ from gap_final by the square of the quench: 4 when it doubles, to third order.
    assert own[0] / own[1] == pytest.approx(4.0, rel=0.02)
    assert constant[0] / constant[1] == pytest.approx(4.0, rel=0.02)


def test_the_cutoff_reaches_as_far_as_the_levels() -> None:
    with pytest.raises(ArgumentError, match=r"`levels` must lie within the cutoff, 1\.5, but is"):
        Problem(2.68, 2.68, **{**BAND, "cutoff": 1.5}, levels=chain())
    with pytest.raises(ArgumentError, match=r"`cutoff` must be > the larger gap, 2\.68"):
        Problem(2.68, 2.68, **BAND, levels=40)
