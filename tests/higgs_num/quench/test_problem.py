import json
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from higgs_num.drives import Ramp
from higgs_num.quench import RK4, Levels, MultiProduct, Observable, Problem, run
from higgs_num.quench.steppers import METHODS
from higgs_sym.ground.errors import ArgumentError

GOOD: dict[str, Any] = {"gap_initial": 0.95, "gap_final": 1.0, "levels": 400, "t_max": 20.0}


@pytest.mark.parametrize(
    ("changes", "name", "rule"),
    [
        ({"gap_initial": 0.0}, "gap_initial", "> 0"),
        ({"gap_initial": -1.0}, "gap_initial", "> 0"),
        ({"gap_final": 0.0}, "gap_final", "> 0"),
        ({"gap_final": math.nan}, "gap_final", "finite"),
        ({"gap_final": math.inf}, "gap_final", "finite"),
        ({"gap_final": "one"}, "gap_final", "number"),
        ({"gap_final": None}, "gap_final", "number"),
        ({"rate_s": -0.1}, "rate_s", ">= 0"),
        ({"rate_u": -0.1}, "rate_u", ">= 0"),
        ({"rate_u": math.inf}, "rate_u", "finite"),
        ({"rate_s": 0.96}, "rate_s", "smaller gap, 0.95"),
        ({"cutoff": 0.9}, "cutoff", "larger gap, 1"),
        ({"cutoff": 1.0}, "cutoff", "larger gap, 1"),
        ({"cutoff": -10.0}, "cutoff", "> 0"),
        ({"levels": 401}, "levels", "even"),
        ({"levels": 0}, "levels", ">= 2"),
        ({"levels": 10**12}, "levels", "<="),
        ({"levels": Levels.uniform(11.0, 400)}, "levels", "within the cutoff, 10"),
        ({"t_max": 0.0}, "t_max", "> 0"),
        ({"t_max": 0.01}, "t_max", "save_every"),
        ({"t_max": math.nan}, "t_max", "finite"),
        ({"save_every": 0.0}, "save_every", "> 0"),
        ({"save_every": 1e-9}, "save_every", "saved times"),
        ({"save_at": []}, "save_at", "have 1 to"),
        ({"save_at": 3.0}, "save_at", "have 1 dimension"),
        ({"save_at": ["soon"]}, "save_at", "number"),
        ({"save_at": [1.0, math.nan]}, "save_at", "finite"),
        ({"save_at": [1.0, 3.0, 2.0]}, "save_at", "increase, but is 3 before 2"),
        ({"save_at": [1.0, 1.0]}, "save_at", "increase"),
        ({"save_at": [-0.5, 1.0]}, "save_at", r"lie in \[0, t_max\], t_max = 20, but is -0.5"),
        ({"save_at": [1.0, 20.5]}, "save_at", r"t_max = 20, but is 20\.5"),
        ({"closure": "weird"}, "closure", "static, even, odd"),
        ({"start": "hot"}, "start", "equilibrium, clean"),
        ({"gap_initial": 9.0, "rate_s": 0.1}, "gap_final", "phase I"),
    ],
)
def test_bad_input(changes: dict[str, Any], name: str, rule: str) -> None:
    with pytest.raises(ArgumentError, match=rule) as caught:
        Problem(**{**GOOD, **changes})
    assert caught.value.name == name
    assert "\n" not in str(caught.value)


def test_beyond_the_revival_the_message_names_a_number_of_levels_that_does() -> None:
    with pytest.raises(ArgumentError, match="revive") as caught:
        Problem(0.95, 1.0, levels=400, t_max=100.0)
    enough = int(caught.value.rule.rsplit("(", 1)[1].split()[0])
    Problem(0.95, 1.0, levels=enough, t_max=100.0)
    with pytest.raises(ArgumentError, match="revive"):
        Problem(0.95, 1.0, levels=enough - 4, t_max=100.0)


def test_whole_times_are_saved_exactly_by_default() -> None:
    times = Problem(0.95, 1.0).times
    assert times[-1] == 300.0
    assert set(range(301)) <= set(times.tolist())


@pytest.mark.parametrize("save_every", [0.1, 0.3, 1.0 / 3.0, 0.125, 7.0])
def test_saved_times_are_multiples_up_to_the_last(save_every: float) -> None:
    times = Problem(**GOOD, save_every=save_every).times
    assert times[0] == 0.0
    assert times[-1] <= 20.0 < times[-1] + save_every * (1.0 + 1e-9)
    np.testing.assert_allclose(times, np.arange(times.size) * save_every, rtol=1e-14)


@pytest.mark.parametrize("times", [[0.0, 0.1, 7.3], (2.5,), np.array([0.5, 20.0]), range(3)])
def test_times_that_are_asked_for_are_saved_as_they_are(times: Any) -> None:
    problem = Problem(**GOOD, save_at=times)
    np.testing.assert_array_equal(problem.times, np.array(times, dtype=float))
    assert problem.times.dtype == np.float64
    assert problem.save_at == tuple(float(time) for time in times)
    assert hash(problem) == hash(Problem(**GOOD, save_at=list(times)))
    assert Problem.from_dict(json.loads(json.dumps(problem.to_dict()))) == problem


def test_asked_times_need_no_regular_ones() -> None:
    """The default save_every is longer than this quench."""
    problem = Problem(0.95, 1.0, levels=400, t_max=0.1, save_at=[0.05])
    np.testing.assert_array_equal(problem.times, [0.05])


def test_regular_times_are_left_out_of_a_file_as_ever() -> None:
    assert not {"drive", "save_at", "W", "theta", "spins"} & set(Problem(**GOOD).to_dict())


@pytest.mark.parametrize("levels", [400, Levels([-2.0, -1.0, 0.5, 3.0], [1.0, 2.0, 1.0, 0.1])])
def test_round_trip_through_json(levels: int | Levels) -> None:
    problem = Problem(0.95, 1.1, rate_s=0.1, levels=levels, t_max=1.0, closure="odd")
    assert Problem.from_dict(json.loads(json.dumps(problem.to_dict()))) == problem


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int64, int, Fraction])
def test_numbers_of_any_kind_become_plain_ones_and_can_be_saved(kind: Any) -> None:
    inputs: dict[str, Any] = {
        "gap_initial": kind(1), "gap_final": kind(2), "rate_s": kind(0), "rate_u": kind(1),
        "cutoff": kind(10), "t_max": kind(4), "save_every": kind(2), "gap_steady": kind(1),
        "probes": (kind(1),), "levels": np.int64(40), "drive": Ramp(kind(2)),
    }  # fmt: skip
    problem = Problem(**inputs)
    assert Problem.from_dict(json.loads(json.dumps(problem.to_dict()))) == problem
    assert {type(getattr(problem, name)) for name in ("gap_initial", "cutoff", "t_max")} == {float}
    for method in (MultiProduct(tol=np.float32(1e-8)), RK4(np.float32(0.01))):
        assert METHODS.from_plain(json.loads(json.dumps(METHODS.to_plain(method)))) == method


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: Problem(0.9, 1.0, probes=0.5), "probes"),
        (lambda: Problem("much", 1.0), "gap_initial"),
        (lambda: MultiProduct(order="8.5", longest_step=0.1), "order"),
        (lambda: MultiProduct(order=8, longest_step="long"), "longest_step"),
        (lambda: MultiProduct(order=9, longest_step=0.1), "order"),
        (lambda: run(Problem(0.9, 1.0, levels=40, t_max=2.0), MultiProduct), "stepper"),
        (lambda: run(Problem(0.9, 1.0, levels=40, t_max=2.0), observe=[np.sin]), "observe"),
        (lambda: Observable("x", np.sin, unit=3), "unit"),
    ],
)
def test_what_is_no_number_is_named(make: Any, name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        make()
    assert caught.value.name == name


def test_a_function_that_problems_do_not_have_is_no_silent_default() -> None:
    with pytest.raises(KeyError, match="thetta"):
        Problem(0.9, 1.0).values("thetta", np.zeros(1))
