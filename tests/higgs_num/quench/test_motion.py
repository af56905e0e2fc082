"""Trajectories against scipy on the printed equations, and what the equations conserve."""

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from higgs_num.quench import RK4, Levels, MultiProduct, Problem, SolveIvp, run
from higgs_num.quench.motion import motion, unfolded
from higgs_num.quench.steppers.extrapolation import CHAINS, extrapolation_weights
from higgs_sym.ground.errors import ComputationError
from tests.higgs_num.quench import printed_equations

SMALL: dict[str, Any] = {"levels": 60, "cutoff": 3.0, "t_max": 20.0}
FIXED = MultiProduct(order=14, longest_step=0.125)
UNEQUAL = Levels(
    np.sort(np.concatenate([np.linspace(-2.9, 2.7, 31), np.linspace(0.031, 1.9, 9)])),
    np.linspace(0.1, 0.3, 40),
)
CASES = [
    {"gap_initial": 0.95, "rate_s": 0.1},
    {"gap_initial": 0.95, "rate_s": 0.1, "closure": "static"},
    {"gap_initial": 0.95, "rate_s": 0.1, "rate_u": 0.3, "closure": "odd"},
    {"gap_initial": 0.95, "rate_u": 0.2, "closure": "even", "start": "clean"},
    {"gap_initial": 1.3, "rate_s": 0.05, "rate_u": 0.05, "closure": "odd"},
    {"gap_initial": 0.3},
    {"gap_initial": 0.3, "rate_s": 0.2, "closure": "even"},
    {"gap_initial": 0.95, "rate_s": 0.1, "levels": UNEQUAL, "t_max": 10.0},
    {"gap_initial": 0.95, "levels": UNEQUAL, "t_max": 10.0},
]


@pytest.mark.parametrize("case", CASES)
def test_multi_product_follows_the_printed_equations(case: dict[str, Any]) -> None:
    problem = Problem(gap_final=1.0, **{**SMALL, **case})
    result = run(problem, FIXED)
    gap, spins = printed_equations.solve(problem, result.time)
    # Tolerance: DOP853 at rtol 1e-13 makes about 1e-12 over 20/Delta, both were compared at
    # halved tolerances.
    assert np.max(np.abs(result.gap - gap)) < 2e-11
    assert np.max(np.abs(result.final_spins - spins[-1])) < 2e-10
    norms = np.linalg.norm(spins, axis=1)
    assert np.max(np.abs(result.norm_change - np.max(np.abs(norms - norms[0]), axis=1))) < 2e-10
    eps, weights = problem.grid.energies, problem.grid.weights
    half_lambda = gap[0] / np.sum(weights * spins[0, 0])
    energy = spins[:, 2] @ (weights * eps) - gap**2 / (2.0 * half_lambda)
    np.testing.assert_allclose(result.energy, energy, rtol=0, atol=2e-10)


@pytest.mark.parametrize("case", CASES[:4])
def test_runge_kutta_agrees_with_multi_product(case: dict[str, Any]) -> None:
    problem = Problem(gap_final=1.0, **{**SMALL, **case, "t_max": 5.0})
    exact = run(problem, FIXED)
    slow = run(problem, RK4(1e-3))
    # RK4: (2 eps h)^5/120 a step, 5000 steps, eps <= 3: 3e-10.
    assert np.max(np.abs(slow.gap - exact.gap)) < 3e-10
    assert np.max(np.abs(slow.final_spins - exact.final_spins)) < 3e-10


@pytest.mark.parametrize("method", ["DOP853", "LSODA"])
@pytest.mark.parametrize("case", CASES[:3])
def test_scipy_agrees_with_multi_product(case: dict[str, Any], method: Any) -> None:
    problem = Problem(gap_final=1.0, **{**SMALL, **case, "t_max": 3.0})
    exact = run(problem, FIXED)
    other = run(problem, SolveIvp(method, rtol=1e-11, atol=1e-12))
    # Local tolerance 1e-11 over some hundreds of steps; LSODA is the least accurate.
    assert np.max(np.abs(other.gap - exact.gap)) < 2e-9
    assert np.max(np.abs(other.final_spins - exact.final_spins)) < 2e-8


@pytest.mark.parametrize("closure", ["static", "even", "odd"])
@pytest.mark.parametrize("rates", [(0.0, 0.0), (0.2, 0.0), (0.0, 0.3), (0.5, 0.1)])
def test_a_zero_quench_stays_put(closure: Any, rates: tuple[float, float]) -> None:
    problem = Problem(
        1.0, 1.0, rate_s=rates[0], rate_u=rates[1], closure=closure, levels=300, t_max=40.0
    )
    # Equal gaps give theta = 0, so all closures coincide.
    result = run(problem, FIXED)
    assert np.max(np.abs(result.gap - 1.0)) < 1e-12
    # Lengths drift with the error of one step, most at the far levels.
    assert np.max(result.norm_change) < 1e-11
    initial = motion(problem, by_parity=False)
    start = unfolded(initial.spins, initial.folded)
    assert np.max(np.abs(result.final_spins - start)) < 1e-11


def test_even_gives_the_gap_of_static() -> None:
    even = Problem(0.9, 1.0, rate_s=0.2, rate_u=0.05, levels=400, t_max=50.0)
    static = dataclasses.replace(even, closure="static")
    one, other = (run(each, FIXED, compress=False) for each in (even, static))
    assert np.max(np.abs(one.gap - other.gap)) < 1e-12
    assert np.max(np.abs(one.energy - other.energy)) < 1e-9
    # The oscillating sources do act, on the sector Delta does not see.
    assert np.max(np.abs(one.final_spins - other.final_spins)) > 1e-3


def test_clean_quench_conserves_norms_and_energy() -> None:
    result = run(Problem(0.5, 1.0, levels=400, t_max=50.0), FIXED)
    # The extrapolation drifts by about 2e-11 in 300/Delta; the energy sums levels up to 10.
    assert np.max(result.norm_change) < 1e-11
    assert np.max(np.abs(result.energy - result.energy[0])) < 1e-9


def test_sources_change_norms() -> None:
    result = run(Problem(0.95, 1.0, rate_s=0.1, levels=400, t_max=50.0))
    assert np.max(result.norm_change) > 1e-3


def test_the_energy_between_long_steps_is_as_exact_as_at_their_ends() -> None:
    """The sources of S^z enter the highest derivative of the energy that is interpolated."""
    problem = Problem(
        1.25, 1.0, rate_s=0.25, rate_u=0.125, closure="odd", cutoff=4.0, levels=80, t_max=11.2
    )
    h = 0.56  # 2 eps h = 4.5 at the cutoff
    between = run(problem, MultiProduct(order=14, longest_step=h))
    ends = run(
        dataclasses.replace(problem, save_every=h), MultiProduct(order=14, longest_step=h)
    ).energy
    exact = run(problem, MultiProduct(order=14, longest_step=0.02)).energy
    exact_ends = run(
        dataclasses.replace(problem, save_every=h), MultiProduct(order=14, longest_step=0.02)
    ).energy
    # The polynomial adds 4e-11 of what the levels at the cutoff contribute (`core.dense`).
    at_ends = float(np.max(np.abs(ends - exact_ends)))
    assert np.max(np.abs(between.energy - exact)) < 1.1 * at_ends + 1e-10


@settings(max_examples=8, deadline=None)
@example(unit=0.75, gap_initial=1.25, rate_s=0.25, rate_u=0.125, closure="odd")
@given(
    unit=st.floats(0.5, 2.0),
    gap_initial=st.floats(0.3, 1.3),
    rate_s=st.floats(0.0, 0.25),
    rate_u=st.floats(0.0, 0.5),
    closure=st.sampled_from(["static", "even", "odd"]),
)
def test_the_unit_of_energy_does_not_matter(
    unit: float, gap_initial: float, rate_s: float, rate_u: float, closure: Any
) -> None:
    def in_unit(c: float) -> Any:
        return run(
            Problem(
                c * gap_initial, c, rate_s=c * rate_s, rate_u=c * rate_u, cutoff=4.0 * c,
                levels=80, t_max=12.0 / c, save_every=0.125 / c, closure=closure,
            )
        )  # fmt: skip

    one, other = in_unit(1.0), in_unit(unit)
    np.testing.assert_allclose(other.time * unit, one.time, rtol=1e-14)
    # Round-off of times and levels, grown over 12/Delta, and the error of two step sizes.
    np.testing.assert_allclose(other.gap / unit, one.gap, rtol=0, atol=1e-10)
    np.testing.assert_allclose(other.energy / unit**2, one.energy, rtol=0, atol=1e-9)


def test_reversal_returns_to_the_start() -> None:
    """(s_y -> -s_y, t -> -t) is a symmetry of the clean equations."""
    problem = Problem(0.6, 1.0, levels=200, t_max=20.0)
    stepper = MultiProduct(order=14, longest_step=0.125)
    equations = motion(problem)
    mirror = np.array([[1.0], [-1.0], [1.0]])
    state = stepper.init(equations, problem.times, np.zeros(0))
    state, _ = stepper.advance(state, 160)
    half = len(equations.levels)
    turned = dataclasses.replace(equations, spins=stepper.spins(state)[:, half:] * mirror)
    state = stepper.init(turned, problem.times, np.zeros(0))
    state, _ = stepper.advance(state, 160)
    # Twice the error over 20/Delta.
    assert np.max(np.abs(stepper.spins(state)[:, half:] * mirror - equations.spins)) < 1e-11


@pytest.mark.parametrize(
    ("make", "order", "cutoff", "counts"),
    [
        (RK4, 4, 1.2, (64, 128, 256)),
        (lambda h: MultiProduct(order=4, longest_step=h), 4, 1.2, (64, 96, 128)),
        (lambda h: MultiProduct(order=6, longest_step=h), 6, 2.4, (64, 96)),
        (lambda h: MultiProduct(order=8, longest_step=h), 8, 1.2, (6, 8)),
        (lambda h: MultiProduct(order=10, longest_step=h), 10, 2.4, (4, 8)),
    ],
)
def test_measured_order(make: Any, order: int, cutoff: float, counts: tuple[int, ...]) -> None:
    """Higher orders reach round-off before they show; their coefficients are tested below.

    All errors are 50 times the round-off of both solutions, 4e-14: 0.03 in an order over a factor
    of two.
    """
    problem = Problem(
        0.7, 1.0, rate_s=0.2, closure="odd", levels=20, cutoff=cutoff, t_max=2.0, save_every=2.0
    )
    _, spins = printed_equations.solve(problem, problem.times)
    errors = [np.linalg.norm(run(problem, make(2.0 / n)).final_spins - spins[-1]) for n in counts]
    slope = np.polyfit(np.log(counts), -np.log(errors), 1)[0]
    assert slope == pytest.approx(order, abs=0.1)
    assert make(1.0).order == order


@pytest.mark.parametrize("order", sorted(CHAINS))
def test_extrapolation_cancels_every_even_power_below_the_order(order: int) -> None:
    counts = CHAINS[order]
    weights = extrapolation_weights(counts)
    assert math.fsum(weights) == 1.0
    for power in range(2, order, 2):
        terms = [w / k**power for w, k in zip(weights, counts, strict=True)]
        # Weights are multiples of 2^-44.
        assert abs(math.fsum(terms)) < len(counts) * 2.0**-44
    left = math.fsum(w / k**order for w, k in zip(weights, counts, strict=True))
    assert abs(left) > 1e-13


def test_same_bits_twice() -> None:
    problem = Problem(0.95, 1.0, rate_s=0.1, levels=2000, t_max=5.0)
    one, other = run(problem), run(problem)
    np.testing.assert_array_equal(one.gap, other.gap)
    np.testing.assert_array_equal(one.final_spins, other.final_spins)


def test_nan_stops_the_run_with_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    advance, made = MultiProduct.advance, []

    def poisoned(self: MultiProduct, state: Any, pieces: int) -> Any:
        after, record = advance(self, state, pieces)
        made.append(len(record))
        if sum(made) >= 11:
            record.gap[11 - sum(made) - 1] = math.nan
        return after, record

    monkeypatch.setattr(MultiProduct, "advance", poisoned)
    with pytest.raises(ComputationError, match=r"finite at time 1\.375"):
        run(Problem(0.95, 1.0, levels=40, t_max=2.0), FIXED)


def test_progress_rises_to_one() -> None:
    seen: list[float] = []
    run(Problem(0.95, 1.0, levels=40, t_max=2.0), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
