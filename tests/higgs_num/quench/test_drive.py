"""Couplings that change in time, against scipy on the printed equations."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.quench import (
    RK4,
    Composition,
    Modulation,
    MultiProduct,
    Problem,
    Pulse,
    Ramp,
    Result,
    SolveIvp,
    resume,
    run,
)
from higgs_num.quench.motion import motion
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.quench import printed_equations

DRIVES = [Ramp(3.01), Pulse(0.3, 1.07, 2.5), Modulation(-0.2, 1.7)]
SMALL: dict[str, Any] = {"levels": 60, "cutoff": 3.0, "t_max": 8.0}
FIXED = MultiProduct(order=14, longest_step=0.125)


@pytest.mark.parametrize("drive", DRIVES)
@pytest.mark.parametrize("closure", ["static", "odd", "even"])
@pytest.mark.parametrize("stepper", [MultiProduct(), Composition()])
def test_the_printed_equations_are_followed(drive: Any, closure: Any, stepper: Any) -> None:
    problem = Problem(0.9, 1.0, rate_s=0.1, rate_u=0.1, closure=closure, drive=drive, **SMALL)
    result = run(problem, stepper)
    gap, spins = printed_equations.solve(problem, result.time)
    # The tolerance asked for; DOP853 crosses the break points, with some 1e-12.
    assert np.max(np.abs(result.gap - gap)) < 1e-10
    assert np.max(np.abs(result.final_spins - spins[-1])) < 1e-9
    eps, weights = problem.grid.energies, problem.grid.weights
    half_lambda = gap / (spins[:, 0] @ weights)
    energy = spins[:, 2] @ (weights * eps) - gap**2 / (2.0 * half_lambda)
    np.testing.assert_allclose(result.energy, energy, rtol=0, atol=1e-9)


def test_a_coupling_faster_than_all_levels_is_resolved() -> None:
    problem = Problem(
        0.9, 1.0, cutoff=4.0, levels=60, t_max=2.0, drive=Modulation(0.5, 100.0)
    )  # fmt: skip
    result = run(problem)
    gap, _ = printed_equations.solve(problem, result.time)
    # The tolerance asked for.
    assert np.max(np.abs(result.gap - gap)) < 1e-10


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: Pulse(0.5, 1.0, 5e-324), "duration"),
        (lambda: Pulse(0.5, 1.0, 1e-10), "duration"),
        (lambda: Pulse(0.5, 1e-300, 1.0), "start"),
        (lambda: Pulse(1e300, 1.0, 1.0), "height"),
        (lambda: Modulation(0.5, 1e300), "frequency"),
        (lambda: Modulation(0.5, 5e-324), "frequency"),
        (lambda: Ramp(1e300), "duration"),
    ],
)
def test_what_double_precision_cannot_tell_is_refused(make: Any, name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        make()
    assert caught.value.name == name


def test_scipy_by_its_own_stepper_agrees() -> None:
    problem = Problem(0.9, 1.0, rate_s=0.1, drive=Modulation(0.2, 1.7), **SMALL)
    one, other = run(problem, SolveIvp()), run(problem)
    # Local tolerance 1e-10 over a hundred steps.
    assert np.max(np.abs(one.gap - other.gap)) < 1e-8
    np.testing.assert_allclose(one.energy, other.energy, rtol=0, atol=1e-7)


@pytest.mark.parametrize("drive", [Ramp(1.0), Pulse(0.5, 0.5, 1.0), Modulation(0.3, 2.0)])
@pytest.mark.parametrize(
    ("make", "order", "counts"),
    [
        (lambda h: MultiProduct(order=4, longest_step=h), 4, (32, 48, 64)),
        (lambda h: Composition(4, longest_step=h), 4, (48, 64, 96)),
        (lambda h: Composition(6, longest_step=h), 6, (12, 16, 20)),
        (lambda h: Composition(8, longest_step=h), 8, (24, 28, 32)),
    ],
)
def test_the_order_is_kept(drive: Any, make: Any, order: int, counts: Any) -> None:
    """Break points lie at saved times, half a unit apart."""
    problem = Problem(
        0.7, 1.0, rate_s=0.2, closure="odd", levels=20, cutoff=2.4, t_max=2.0,
        save_every=0.5, drive=drive,
    )  # fmt: skip
    exact = run(problem, MultiProduct(order=14, longest_step=1.0 / 64.0)).final_spins
    errors = [np.linalg.norm(run(problem, make(0.5 * 4 / n)).final_spins - exact) for n in counts]
    slope = np.polyfit(np.log(counts), -np.log(errors), 1)[0]
    assert slope == pytest.approx(order, abs=0.1)


@pytest.mark.parametrize(
    ("drive", "breaks"),
    [
        (None, ()),
        (Modulation(0.1, 1.0), ()),
        (Ramp(0.3), (0.3,)),
        (Ramp(8.0), ()),  # at t_max: nothing follows
        (Pulse(0.1, 0.0, 1.7), (1.7,)),  # at 0: nothing precedes
        (Pulse(0.1, 0.7, 1.1), (0.7, 0.7 + 1.1)),
        (Pulse(0.1, 7.0, 5.0), (7.0,)),
    ],
)
def test_a_motion_knows_where_derivatives_jump(drive: Any, breaks: tuple[float, ...]) -> None:
    assert motion(Problem(0.9, 1.0, drive=drive, **SMALL)).breaks == breaks


def test_scipy_takes_breaks_between_saves() -> None:
    problem = Problem(0.9, 1.0, drive=Pulse(0.3, 0.55, 1.3), **SMALL)
    gap, _ = printed_equations.solve(problem, problem.times)
    # Local tolerance 1e-10 over a hundred steps.
    assert np.max(np.abs(run(problem, SolveIvp()).gap - gap)) < 1e-8


def test_a_slow_ramp_follows_the_equilibrium() -> None:
    problem = Problem(0.7, 1.0, levels=600, cutoff=5.0, t_max=100.0, drive=Ramp(80.0))
    result = run(problem)
    assert result.gap[0] == pytest.approx(0.7, abs=1e-12)
    # Corrections are of the order of the jump of the slope, 0.3/80 per unit time.
    assert np.max(np.abs(result.gap[result.time > 80.0] - 1.0)) < 0.01


def test_lengths_are_kept() -> None:
    problem = Problem(0.8, 1.0, drive=Modulation(0.1, 2.0), levels=400, t_max=50.0)
    result = run(problem, Composition(longest_step=1.0 / 24.0))
    # Rotations to 1e-16, some 2e4 of them.
    assert np.max(result.norm_change) < 1e-12
    assert np.max(np.abs(result.energy - result.energy[0])) > 1e-3


def test_a_file_keeps_the_drive(tmp_path: Path) -> None:
    for drive in DRIVES:
        result = run(Problem(0.9, 1.0, drive=drive, levels=40, t_max=2.0))
        result.save(tmp_path / "run.nc", overwrite=True)
        assert Result.load(tmp_path / "run.nc").problem == result.problem


@pytest.mark.parametrize(
    "stepper", [Composition(longest_step=0.125), MultiProduct(order=14, longest_step=0.125)]
)
def test_a_stopped_run_goes_on_with_the_same_bits(tmp_path: Path, stepper: Any) -> None:
    path = tmp_path / "run.npz"
    problem = Problem(0.8, 1.0, rate_s=0.1, levels=400, t_max=20.0, drive=Modulation(0.1, 2.0))
    whole = run(problem, stepper)

    def interrupt(done: float) -> None:
        if done > 0.4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(problem, stepper, progress=interrupt, checkpoint=path)
    again = resume(path)
    np.testing.assert_array_equal(again.gap, whole.gap)
    np.testing.assert_array_equal(again.final_spins, whole.final_spins)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: Ramp(0.0), "duration"),
        (lambda: Pulse(-1.0, 0.0, 1.0), "height"),
        (lambda: Pulse(0.1, -1.0, 1.0), "start"),
        (lambda: Pulse(0.1, 0.0, math.nan), "duration"),
        (lambda: Modulation(1.0, 1.0), "amplitude"),
        (lambda: Modulation(0.1, 0.0), "frequency"),
        (lambda: Problem(0.9, 1.0, drive=0.3), "drive"),  # type: ignore[arg-type]
        (
            lambda: run(Problem(0.9, 1.0, drive=Ramp(1.0), levels=40, t_max=2.0), RK4(0.1)),
            "drive",
        ),
    ],
)
def test_bad_values(make: Any, name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        make()
    assert caught.value.name == name
