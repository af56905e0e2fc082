"""`higgs.check`: one trajectory in every form in which it may be had."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import higgs
from higgs_num.foreign import Outcome, Setting, Trajectory
from higgs_num.kinetic import KineticQuench, solve
from higgs_num.levels import Levels
from higgs_num.quench import Result
from higgs_sym.ground.errors import ArgumentError, FileError

PROBLEM = {"gap_initial": 0.5, "gap_final": 1.0, "cutoff": 10.0, "levels": 800}


@pytest.fixture(scope="module")
def result() -> Result:
    return higgs.run(higgs.Problem(**PROBLEM, t_max=30.0))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def comparisons(result: Result) -> Any:
    return higgs.check((result.time, result.gap), **PROBLEM).comparisons


def test_arrays_agree_and_wrong_ones_do_not(result: Result) -> None:
    found = higgs.check((result.time, result.gap), accuracy=1e-6, **PROBLEM)
    assert found.outcome is Outcome.AGREES
    # A factor of the time is a mistake that is known: energies in half the unit.
    wrong = higgs.check((2.0 * result.time, result.gap), **PROBLEM)
    assert wrong.outcome is Outcome.DIFFERS
    assert wrong.named


def test_all_forms_are_one_trajectory(result: Result, comparisons: Any, tmp_path: Path) -> None:
    result.save(tmp_path / "run.nc")
    np.savetxt(tmp_path / "run.csv", np.column_stack([result.time, result.gap]), fmt="%.17g",
               header="time gap", comments="")  # fmt: skip
    setting = Setting(0.5, 1.0, cutoff=10.0, levels=800)
    for one in (
        higgs.check(result),
        higgs.check(tmp_path / "run.nc"),
        higgs.check(str(tmp_path / "run.csv"), **PROBLEM),
        higgs.check(Trajectory(result.time, result.gap, setting)),
        higgs.check([result.time.tolist(), result.gap.tolist()], **PROBLEM),  # type: ignore[arg-type]
    ):
        assert one.comparisons == comparisons


def test_units_of_arrays_are_those_of_the_laboratory(result: Result, comparisons: Any) -> None:
    # hbar = 0.6582119569 meV ps, by the definitions of the SI; Delta_f = 2 meV.
    found = higgs.check(
        (result.time * 0.6582119569 / 2.0, 2.0 * result.gap),
        units={"time": "ps", "gap": "meV"},
        gap_initial="1 meV", gap_final="2 meV", cutoff="20 meV", levels=800,
    )  # fmt: skip
    assert found.outcome is Outcome.AGREES
    assert len(found.comparisons) == len(comparisons)


def test_levels_one_by_one(result: Result) -> None:
    rest = {key: value for key, value in PROBLEM.items() if key != "levels"}
    found = higgs.check((result.time, result.gap), levels=Levels.uniform(10.0, 800), **rest)
    assert found.outcome is Outcome.AGREES


def test_what_is_told_wins_over_what_a_result_holds(result: Result) -> None:
    # So coarse that nothing differs: no search for mistakes, which takes long.
    assert higgs.check(result, gap_final=1.01, accuracy=0.5).setting.gap_final == 1.01


def test_a_result_of_the_exact_theory() -> None:
    exact = solve(KineticQuench(gap_initial=0.9, gap_final=1.0, rate_s=0.2, t_max=10.0))
    assert higgs.check(exact).outcome is Outcome.AGREES


@pytest.mark.parametrize(
    ("given", "options", "told"),
    [
        (([0.0, 1.0], [1.0, 1.0]), {"gap_initail": 1.0}, "did you mean `gap_initial`"),
        (([0.0, 1.0], [1.0, 1.0]), {"columns": {"time": "t"}}, "`columns` must be left out"),
        (([0.0, 1.0],), {}, "pair"),
        (([0.0, 1.0], [1.0, 1.0, 1.0]), {}, "as many values as time, 2"),
        (([0.0, 1.0], [1.0, float("nan")]), {}, "be finite"),
        (([0.0, 1.0], [1.0, 1.0j]), {}, "be real"),
        (([0.0, 1.0], ["a", "b"]), {}, "`gap` must"),
        (7, {}, "be a path, a pair"),
    ],
)
def test_mistakes_are_told_in_one_line(given: Any, options: dict[str, Any], told: str) -> None:
    with pytest.raises(ArgumentError, match=told) as caught:
        higgs.check(given, **options)
    assert "\n" not in str(caught.value)


def test_what_no_check_knows_is_refused(tmp_path: Path) -> None:
    given = higgs.run(higgs.Problem(0.9, 1.0, rate_s=0.1, levels=100, t_max=5.0, W=lambda e: 1 / e))
    with pytest.raises(ArgumentError, match="functions given"):
        higgs.check(given)
    with pytest.raises(ArgumentError, match="`units` must be left out"):
        higgs.check(given, units={"time": "ps"})
    given.save(tmp_path / "run.nc")
    with pytest.raises(FileError, match="functions given"):
        higgs.check(tmp_path / "run.nc")
