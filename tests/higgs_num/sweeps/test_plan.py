"""What a plan may say, and what it is told if it may not."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.sweeps import Plan, Refine, cost, read_plan
from higgs_num.sweeps.axis import axis
from higgs_sym.ground.errors import ArgumentError, FileError
from tests.higgs_num.sweeps.own import NAME

TWO = ["gap_initial", "rate_s"]


def test_axes() -> None:
    assert axis("a", [3, 1.5, 2]).values == (3, 1.5, 2)
    assert axis("a", np.array([1.0, 2.0])).values == (1.0, 2.0)
    assert axis("a", "0:1:5").values == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert axis("a", "1:0:3").values == (1.0, 0.5, 0.0)
    assert axis("a", "0.5,1/4,2e-1").values == (0.5, 0.25, 0.2)
    ratios = np.array(axis("a", "0.05:8:41:log").values)
    assert (ratios[0], ratios[-1]) == (0.05, 8.0)  # both ends as they are written
    np.testing.assert_allclose(ratios[1:] / ratios[:-1], 160.0 ** (1 / 40), rtol=1e-13)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("0:1", "be written"),
        ("0:1:5:lin", "be written"),
        ("a:1:5", "`x` must be a finite number, but is 'a'"),
        ("0:1:5:log", "have positive ends to be logarithmic"),
        ("0:1:1", "have two points at least between two ends"),
        ("0:1:0", "`x` must be >= 1, but is 0"),
        ("0,inf", "be finite, but is inf"),
        ("@/none/such", "cannot be read"),
        ([], "have at least one value"),
        ([1.0, 2.0, 1.0], "take each value once, but is 1"),
        ([1, 1.0], "take each value once"),
        ([1.0, float("nan")], "be finite"),
        ([True], "be a number"),
        (3.0, "be a list"),
    ],
)
def test_axes_that_are_refused(given: Any, told: str) -> None:
    with pytest.raises((ArgumentError, FileError), match=told):
        axis("x", given)


def test_points_run_through_the_last_axis_first() -> None:
    plan = Plan(NAME, {"x": [1.0, 2.0], "y": [5.0, 6.0, 7.0]})
    found = [(one["x"], one["y"]) for one in plan.points()]
    assert found == [(1, 5), (1, 6), (1, 7), (2, 5), (2, 6), (2, 7)]
    assert plan.shape == (2, 3)
    assert len(plan) == 6
    assert next(plan.points())["behave"] == "well"
    assert [plan.point(k) for k in range(6)] == list(plan.points())


def test_zipped_axes_run_together() -> None:
    plan = Plan(NAME, {"x": [1.0, 1.0, 2.0], "y": [0.0, 1.0, 0.0]}, zipped=[["x", "y"]])
    assert [(one["x"], one["y"]) for one in plan.points()] == [(1, 0), (1, 1), (2, 0)]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"kind": "quensh"}, "`kind` must be one of quench, kinetic"),
        ({"kind": "no_such:KIND"}, "be importable"),
        ({"kind": "tests.higgs_num.sweeps.own:NAME"}, "be a `Kind`"),
        ({"axes": {}}, "have at least one parameter"),
        ({"axes": {"gap_inital": [1.0]}}, r"did you mean gap_initial\?"),
        ({"fixed": {"gap_initial": 1.0}}, "be an axis or fixed, not both"),
        ({"axes": {"rate_s": [0.1]}}, "`gap_initial` must be told"),
        ({"outputs": ["gaps"]}, r"did you mean gap\?"),
        ({"outputs": ["gap", "gap"]}, "name each once"),
        ({"axes": {"gap_initial": [0.5], "t_max": [1.0, 2.0]}}, "`t_max` must be fixed where"),
        (
            {"axes": {"gap_initial": [0.5, 0.6], "rate_s": [0.1]}, "zipped": [TWO]},
            "join axes of one length, but is 2 of gap_initial, 1 of rate_s",
        ),
        (
            {"axes": {"gap_initial": [0.5, 0.5], "rate_s": [0.1, 0.1]}, "zipped": [TWO]},
            "make each point once",
        ),
        ({"zipped": [["gap_initial"]]}, "at least two axes"),
        ({"zipped": [["gap_initial", "cutof"]]}, "`zip` must be one of gap_initial"),
        ({"refine": Refine("class")}, None),
        ({"refine": Refine("gap")}, "`refine` must be a class: class, law"),
        ({"time_limit": 0.0}, "`time_limit` must be > 0"),
        (
            {"axes": {"gap_initial": "0.1:1:100000", "rate_s": "0:0.1:10000"}},
            "at most 10000000 points, but is 1000000000, about",
        ),
    ],
)  # fmt: skip
def test_plans_that_are_refused(changed: dict[str, Any], told: str | None) -> None:
    good: dict[str, Any] = {"kind": "quench", "axes": {"gap_initial": [0.5, 0.6]}}
    if told is None:
        Plan(**{**good, **changed})
        return
    with pytest.raises(ArgumentError, match=told):
        Plan(**{**good, **changed})


def test_a_large_plan_is_refused_with_its_cost(tmp_path: Path) -> None:
    plan = Plan("quench", {"gap_initial": "0.1:1:3000", "rate_s": "0:0.1:3000"})
    with pytest.raises(ArgumentError, match=r"--allow-large.*9,000,000 points: about .* days"):
        cost(plan).check(tmp_path / "x.zarr", allow_large=False)


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        'kind = "quench"\nunit = "meV"\n[fixed]\ngap_final = 2.5\n'
        '[axes]\ngap_initial = ["1.5 meV", "0.6 THz"]\nrate_s = "0:0.5:3"\n'
    )
    plan = read_plan(path)
    # 0.6 THz: h times 1e12/s is 4.135667696 meV, by the SI's definition of h and e.
    assert plan.axes["gap_initial"] == pytest.approx((1.5, 0.6 * 4.135667696), rel=1e-9)
    assert Plan.from_dict(plan.to_dict()) == plan


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind = ", "is no TOML"),
        ('kind = "quench"\n[axis]\nx = [1]', r"did you mean axes\?"),
        ('kind = "quench"', "`axes` must be told"),
        ('[axes]\ngap_initial = [1]', "`kind` must be told"),
        ('kind = "quench"\n[axes]\ngap_initial = ["1 meV"]', "the plan name the `unit`"),
        ('kind = "quench"\nunit = "meV"\n[axes]\ngap_initial = ["1 ps"]', "an energy"),
        ('kind = "quench"\n[axes]\ngap_initial = [1]\n[refine]\nrounds = 2', "tell its `output`"),
    ],
)  # fmt: skip
def test_files_that_are_refused(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text)
    with pytest.raises((ArgumentError, FileError), match=told):
        read_plan(path)
