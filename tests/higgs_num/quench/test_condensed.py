"""Few nodes for all levels during a window: what they resolve, and that Delta(t) is the same."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from higgs_num.drives import Pulse, Ramp
from higgs_num.levels import Levels
from higgs_num.quench import Condensed, MultiProduct, Observable, Problem, gap_of, run
from higgs_num.quench.steppers.condensed import STEPS, node_count, node_values
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.quench import printed_equations

# Phases I, II and III, weak and strong, with each kind of impurities.
QUENCHES: list[dict[str, Any]] = [
    {"gap_initial": 0.9, "gap_final": 1.0},
    {"gap_initial": 0.05, "gap_final": 1.0},
    {"gap_initial": 6.0, "gap_final": 1.0},
    {"gap_initial": 0.6, "gap_final": 1.0, "rate_s": 0.3, "closure": "static"},
    {"gap_initial": 0.6, "gap_final": 1.0, "rate_s": 0.3, "rate_u": 0.1, "closure": "even"},
    {"gap_initial": 1.4, "gap_final": 1.0, "rate_s": 0.05, "rate_u": 0.2, "closure": "odd"},
    {"gap_initial": 0.9, "gap_final": 1.0, "cutoff": 1.5, "rate_s": 0.1, "closure": "odd"},
]


@pytest.mark.parametrize("phase", [0.5, 5.0, 20.8, 80.0])
def test_nodes_resolve_what_a_level_does_in_a_window(phase: float) -> None:
    """R(eps) by DOP853 at other levels, and its polynomial through the nodes."""
    cutoff = 10.0
    window = phase / (2.0 * cutoff)
    K = node_count(phase, 1e-10)
    at = cutoff * np.cos((2.0 * np.arange(K) + 1.0) * np.pi / (4.0 * K))
    between = np.linspace(0.01, cutoff, 101)

    def turned(eps: Any) -> Any:
        def slope(t: float, flat: Any) -> Any:
            x, y, z = flat.reshape(3, -1)
            gap = 1.0 + 0.3 * np.cos(2.0 * t)
            return np.concatenate([2 * eps * y, -2 * eps * x - 2 * gap * z, 2 * gap * y])

        start = np.concatenate([np.ones_like(eps), np.zeros(2 * eps.size)])
        found = solve_ivp(slope, (0.0, window), start, method="DOP853", rtol=1e-13, atol=1e-14)
        return found.y[:, -1].reshape(3, -1)

    exact, nodes = turned(between), turned(at)
    values = node_values(between, at)
    # x is even in eps, y and z are odd; what DOP853 itself is wrong by, some 1e-12.
    for row, over in enumerate((1.0, at, at)):
        found = (nodes[row] / over) @ values * (1.0 if row == 0 else between)
        assert np.max(np.abs(found - exact[row])) < 1e-11


def test_polynomials_are_one_at_their_node() -> None:
    at = 3.0 * np.cos((2.0 * np.arange(7) + 1.0) * np.pi / 28.0)
    np.testing.assert_array_equal(node_values(at, at), np.eye(7))
    # A polynomial of degree 6 in eps^2 comes out as it is, up to the round-off of seven terms.
    eps = np.linspace(0.0, 3.0, 50)
    coefficients = np.arange(1.0, 8.0)
    exact = np.polyval(coefficients, (eps / 3.0) ** 2)
    np.testing.assert_allclose(
        np.polyval(coefficients, (at / 3.0) ** 2) @ node_values(eps, at), exact, rtol=1e-13
    )


@pytest.mark.parametrize("quench", QUENCHES)
def test_as_all_levels_with_the_same_steps(quench: dict[str, Any]) -> None:
    """With steps so short that both are exact but for round-off, which (9) lets grow."""
    problem = Problem(t_max=60.0, **quench)
    whole = run(problem, MultiProduct(order=14, longest_step=0.1))
    few = run(problem, Condensed(order=14, longest_step=0.1))
    # 150 windows, each wrong by 1e-13 at most; sources that oscillate let that grow as t^2, and
    # single levels are turned by 2 Delta t of what Delta has integrated up to.
    tol = 1e-9 if problem.disordered and problem.closure == "odd" else 1e-11
    assert np.max(np.abs(few.gap - whole.gap)) < tol
    assert np.max(np.abs(few.energy - whole.energy)) < 10.0 * tol
    scale = np.max(np.abs(whole.final_spins))
    assert np.max(np.abs(few.final_spins - whole.final_spins)) < 100.0 * tol * scale


def test_the_printed_equations_over_many_windows() -> None:
    problem = Problem(0.7, 1.0, rate_s=0.2, closure="odd", levels=200, cutoff=4.0, t_max=30.0)
    exact, spins = printed_equations.solve(problem, problem.times)
    found = run(problem, Condensed(1e-9), compress=False)
    assert np.max(np.abs(found.gap - exact)) < 1e-9  # what it is asked for
    # Single levels integrate what Delta is wrong by, and (9) drives them to lengths of ten.
    assert np.max(np.abs(found.final_spins - spins[-1])) < 1e-7


@pytest.mark.parametrize("drive", [Ramp(3.0), Pulse(0.2, 5.0, 1.0)])
def test_drives(drive: Any) -> None:
    problem = Problem(0.8, 1.0, t_max=30.0, drive=drive, rate_s=0.1)
    exact = run(problem, MultiProduct(1e-11)).gap
    assert np.max(np.abs(run(problem, Condensed(1e-9)).gap - exact)) < 1e-9


def test_spins_keep_their_length() -> None:
    found = run(Problem(0.3, 1.0, t_max=100.0), Condensed(1e-8))
    # R is a rotation on the nodes; between them up to what is not resolved, in 100 windows.
    assert np.max(found.norm_change) < 1e-10


def test_one_step_for_a_neighbourhood_serves_all_of_it() -> None:
    """Problems at random, against a solution whose error is a thousandth of what is asked for."""
    rng = np.random.default_rng(11)
    worst = 0.0
    for _ in range(12):
        ratio, rate = float(np.exp(rng.uniform(-3.0, 2.0))), float(rng.uniform(0.0, 0.3))
        rate = min(rate, ratio)
        closure = ["static", "even", "odd"][rng.integers(2)]
        if not 0.25 < ratio < 4.0:  # (9) needs a clean steady state with a gap, and a stable one
            rate = 0.0
        problem = Problem(ratio, 1.0, rate_s=rate, closure=closure, t_max=100.0)
        exact = run(problem, MultiProduct(1e-11)).gap
        worst = max(worst, float(np.max(np.abs(gap_of(problem, 1e-8).gap - exact))))
    assert worst < 1e-8


@pytest.mark.parametrize("closure", ["static", "even", "odd"])
def test_gap_alone_has_the_bits_of_a_run(closure: Any) -> None:
    problem = Problem(0.8, 1.0, rate_s=0.1, closure=closure, t_max=40.0)
    alone = gap_of(problem, 1e-7)
    whole = run(problem, alone.method)
    np.testing.assert_array_equal(alone.gap, whole.gap)
    np.testing.assert_array_equal(alone.energy, whole.energy)


def test_gap_alone_where_no_rule_can_stand_for_the_levels() -> None:
    lopsided = Levels(np.linspace(-3.0, 2.0, 60), np.full(60, 5.0 / 60.0))
    problem = Problem(0.8, 1.0, levels=lopsided, cutoff=3.0, t_max=10.0)
    assert np.max(np.abs(gap_of(problem).gap - run(problem).gap)) < 1e-8


def test_refusals() -> None:
    problem = Problem(0.8, 1.0, t_max=10.0)
    with pytest.raises(ArgumentError, match="`probes` must be empty for this method"):
        run(dataclasses.replace(problem, probes=(0.5,)), Condensed())
    one = Observable("up", lambda eps, S, t: S[2])
    with pytest.raises(ArgumentError, match="`observe` must be empty for this method"):
        run(problem, Condensed(), observe=[one])
    lopsided = Levels(np.linspace(-3.0, 2.0, 60), np.full(60, 5.0 / 60.0))
    with pytest.raises(ArgumentError, match="`levels` must be symmetric"):
        run(Problem(0.8, 1.0, levels=lopsided, cutoff=3.0, t_max=10.0), Condensed())
    with pytest.raises(ArgumentError, match="`longest_step` must turn the highest level"):
        run(problem, Condensed(order=14, longest_step=1.0))


def test_a_window_is_whole_steps_between_stops() -> None:
    found = run(
        Problem(0.8, 1.0, t_max=10.0, drive=Ramp(3.3)), Condensed(order=14, longest_step=2.0 / 7.0)
    )
    assert found.time[-1] == 10.0
    assert STEPS > 1
