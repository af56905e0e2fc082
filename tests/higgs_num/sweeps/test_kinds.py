"""Each kind gives what its solver gives, and knows on which code that depends."""

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from higgs_num.sweeps.kinds import KINDS

POINTS: dict[str, dict[str, Any]] = {
    "quench": {"gap_initial": 0.8, "rate_s": 0.1, "t_max": 10.0, "closure": "odd"},
    "kinetic": {"gap_initial": 0.8, "rate_s": 0.1, "t_max": 4.0, "tol": 1e-3, "cutoff": 3.0},
    "steady": {"gap_initial": 0.1},
    "response": {"rate_s": 0.3, "points": 9},
    "mode": {"rate_s": 0.3, "rate_u": 0.1},
    "oracle": {"gap_initial": 0.8, "levels": 40, "t_max": 4.0, "realisations": 2},
}
# Rooms that only hold results together, or are not asked for numbers.
WITHOUT_NUMBERS = {"results", "sweeps"}


@pytest.mark.parametrize("name", KINDS)
def test_all_outputs_of_a_point(name: str) -> None:
    kind = KINDS[name]
    point = kind.complete(POINTS[name])
    found = kind.compute(point, tuple(kind.outputs))
    along = {dim: values.size for dim, (values, _) in kind.coordinates(point).items()}
    assert set(found) == set(kind.outputs)
    for output, one in kind.outputs.items():
        assert np.shape(found[output]) == tuple(along[dim] for dim in one.dims)
        if one.classes:
            assert 0 <= int(found[output]) < len(one.classes)
    assert set(kind.usual) <= set(kind.outputs)
    assert kind.seconds(point) > 0.0


@pytest.mark.parametrize("name", KINDS)
def test_the_code_of_a_kind_holds_all_rooms_that_it_loads(name: str) -> None:
    program = f"""
import json, sys
from higgs_num.sweeps.kinds import kind
one = kind({name!r})
one.compute(one.complete({POINTS[name]!r}), tuple(one.outputs))
print(json.dumps(sorted(m for m in sys.modules if m.startswith("higgs_num."))))
"""
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    loaded = {module.split(".")[1] for module in json.loads(told.splitlines()[-1])}
    named = {room.split("/")[1] for room in KINDS[name].rooms}
    assert loaded - WITHOUT_NUMBERS <= named


def test_quenches() -> None:
    from higgs_num.quench import Problem, run

    kind = KINDS["quench"]
    found = kind.compute(kind.complete(POINTS["quench"]), ("gap",))["gap"]
    exact = run(Problem(0.8, 1.0, rate_s=0.1, t_max=10.0, closure="odd")).gap
    assert np.max(np.abs(np.asarray(found) - exact)) < 1e-8  # the tolerance of the kind


def test_exact_quenches() -> None:
    from higgs_num.kinetic import KineticQuench, solve

    kind = KINDS["kinetic"]
    found = kind.compute(kind.complete(POINTS["kinetic"]), ("gap",))["gap"]
    problem = KineticQuench(0.8, 1.0, rate_s=0.1, t_max=4.0, cutoff=3.0)
    np.testing.assert_array_equal(found, solve(problem, tol=1e-3, threads=1).gap)


def test_steady_states() -> None:
    kind = KINDS["steady"]
    found = kind.compute(kind.complete(POINTS["steady"]), tuple(kind.outputs))
    # ln 10 > pi/2: phase III; beta = ln(Delta_f/Delta_i) without a cutoff.
    assert kind.outputs["phase"].classes[int(found["phase"])] == "III"
    assert found["beta"] == pytest.approx(np.log(10.0), rel=1e-14)


def test_modes() -> None:
    kind = KINDS["mode"]
    found = kind.compute(kind.complete(POINTS["mode"]), tuple(kind.outputs))
    z = 0.5 * (0.3 - 0.1)
    assert found["closure_pole"] == pytest.approx(2.0 * np.sqrt(1.0 - z * z), rel=1e-13)
    assert found["threshold"] == pytest.approx(2.0 * (1.0 - 0.3 ** (2.0 / 3.0)) ** 1.5, rel=1e-13)


def test_response() -> None:
    from higgs_num.response import spectrum

    kind = KINDS["response"]
    found = kind.compute(kind.complete(POINTS["response"]), ("absorption",))["absorption"]
    exact = spectrum(np.linspace(0.0, 4.0, 9), 0.3)
    np.testing.assert_array_equal(found, exact.absorption)


def test_random_matrices() -> None:
    from higgs_num.oracle import Ensemble, simulate

    kind = KINDS["oracle"]
    found = kind.compute(kind.complete(POINTS["oracle"]), ("gap", "standard_error"))
    exact = simulate(
        Ensemble(0.8, 1.0, cutoff=4.0, levels=40, realisations=2, t_max=4.0), workers=1
    )
    np.testing.assert_array_equal(found["gap"], exact.mean)
