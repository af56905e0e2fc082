"""What every kind of stepper must do: solve the printed equations, refuse, come back from files."""

import dataclasses
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.drives import Ramp
from higgs_num.quench import (
    RK4,
    Composition,
    Condensed,
    Cvode,
    Heyoka,
    MultiProduct,
    Problem,
    Result,
    SolveIvp,
    Stepper,
    run,
)
from higgs_num.quench.steppers import METHODS
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.quench import printed_equations

SMALL: dict[str, Any] = {"levels": 40, "cutoff": 3.0, "t_max": 4.0, "rate_s": 0.1}

# One of each kind, and the error of Delta(t) that it is allowed.
EXAMPLES: dict[Stepper, float] = {
    MultiProduct(1e-9): 1e-9,  # what it is asked for, as the next
    Composition(6, 1e-8): 1e-8,
    Condensed(1e-9): 1e-9,
    RK4(0.01): 2.6e-6,  # h^4 (2 omega_D)^5/120 at the highest level, over a time of 4
    SolveIvp("DOP853", 1e-8, 1e-10): 1e-7,  # ten times the local tolerance
}
PEERS = [Cvode("BDF"), Heyoka(1e-9)]  # their packages need not be here; see `test_general`
each = pytest.mark.parametrize("stepper", EXAMPLES, ids=lambda one: type(one).__name__)


def test_every_kind_of_stepper_is_tried() -> None:
    assert {type(one).__name__ for one in (*EXAMPLES, *PEERS)} == set(METHODS.table)


@each
@pytest.mark.parametrize("closure", ["static", "odd"])
def test_each_solves_the_printed_equations(stepper: Stepper, closure: Any) -> None:
    problem = Problem(0.9, 1.0, closure=closure, **SMALL)
    exact, _ = printed_equations.solve(problem, problem.times)
    assert np.max(np.abs(run(problem, stepper, compress=False).gap - exact)) < EXAMPLES[stepper]


@each
def test_each_follows_a_drive_or_says_that_it_cannot(stepper: Stepper) -> None:
    problem = Problem(0.9, 1.0, drive=Ramp(2.0), **SMALL)  # no step crosses a save
    if not stepper.knows_drives:
        with pytest.raises(ArgumentError, match="drive"):
            run(problem, stepper)
        return
    exact, _ = printed_equations.solve(problem, problem.times)
    # Over the kink scipy's steps are as exact as their tolerance, which is 1e-13.
    assert np.max(np.abs(run(problem, stepper, compress=False).gap - exact)) < EXAMPLES[stepper]


@each
def test_each_is_read_back(stepper: Stepper, tmp_path: Path) -> None:
    result = run(Problem(0.9, 1.0, levels=40, t_max=2.0), stepper)
    result.save(tmp_path / "run.nc")
    method = Result.load(tmp_path / "run.nc").method
    assert method == result.method
    assert type(method) is type(stepper)
    # It can be used again, with the order and step that it took.
    again = run(result.problem, method)
    np.testing.assert_array_equal(again.gap, result.gap)


@pytest.mark.parametrize("stepper", PEERS, ids=lambda one: type(one).__name__)
def test_a_result_of_a_peer_is_read_without_its_package(
    stepper: Stepper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run(Problem(0.9, 1.0, levels=40, t_max=2.0), RK4(0.05))
    for module in ("sksundae", "sksundae.cvode", "heyoka"):
        monkeypatch.setitem(sys.modules, module, None)
    dataclasses.replace(made, method=stepper).save(tmp_path / "run.nc")
    assert Result.load(tmp_path / "run.nc").method == stepper


def test_a_stepper_without_one_of_the_methods_cannot_be_made() -> None:
    class Timeless(Stepper):
        init = advance = observe = spins = lambda *_: None  # type: ignore[assignment]

    with pytest.raises(TypeError, match="abstract method"):
        Timeless()  # type: ignore[abstract]
