"""What a quench of the exact theory may be, in one line if not."""

import json
import math
import re

import numpy as np
import pytest

from higgs_num.drives import Pulse
from higgs_num.kinetic import Band, KineticQuench, solve
from higgs_sym.ground.errors import ArgumentError


@pytest.mark.parametrize(
    ("changes", "name", "message"),
    [
        ({"gap_initial": 0.0}, "gap_initial", "be > 0"),
        ({"gap_final": -1.0}, "gap_final", "be > 0"),
        ({"gap_final": math.nan}, "gap_final", "be finite"),
        ({"rate_s": -0.1}, "rate_s", "be >= 0"),
        ({"rate_u": -0.1}, "rate_u", "be >= 0"),
        ({"cutoff": 1.0}, "cutoff", "be > the larger gap, 1, but is 1"),
        ({"cutoff": math.nan}, "cutoff", "be finite"),
        ({"cutoff": -math.inf}, "cutoff", "be > 0"),
        ({"cutoff": 501.0}, "cutoff", "be <= 1000 times the smaller gap, 0.5, but is 501"),
        ({"rate_s": 501.0}, "rate_s", "be <= 1000 times the smaller gap, 0.5, but is 501"),
        ({"rate_u": 4001.0}, "rate_u", "be <= 1000 times the cutoff, but is 4001"),
        ({"rate_u": 1001.0, "cutoff": math.inf}, "rate_u", "be <= 1000 times the cutoff"),
        (
            {"gap_initial": 501.0, "gap_final": 0.5, "cutoff": math.inf},
            "gap_initial",
            "be <= 1000 times the smaller gap, 0.5, but is 501",
        ),
        (
            {"gap_final": 501.0, "cutoff": math.inf},
            "gap_final",
            "be <= 1000 times gap_initial, 0.5, but is 501",
        ),
        ({"band": "round"}, "band", "be one of semicircle, flat, but is 'round'"),
        ({"depth": 0}, "depth", "be >= 1, but is 0"),
        ({"depth": 65}, "depth", "be <= 64, but is 65"),
        ({"depth": 1.5}, "depth", "be a whole number"),
        ({"temperature": -0.1}, "temperature", "be >= 0"),
        ({"temperature": 501.0}, "temperature", "be <= 1000 times gap_initial, 0.5, but is 501"),
        ({"temperature": 1e-10}, "temperature", "be 0 or >= 1e-09 times gap_initial, 0.5"),
        ({"t_max": 0.0}, "t_max", "be >"),
        ({"save_every": 1e-9}, "save_every", "leave at most 1000000 saved times"),
        ({"save_at": [1.0, 0.5]}, "save_at", "increas"),
        ({"drive": "ramp"}, "drive", "be"),
    ],
)
def test_what_is_refused(changes: dict[str, object], name: str, message: str) -> None:
    inputs = {"gap_initial": 0.5, "gap_final": 1.0, "cutoff": 4.0, "t_max": 1.0, **changes}
    with pytest.raises(ArgumentError, match=re.escape(message)) as caught:
        KineticQuench(**inputs)  # type: ignore[arg-type]
    assert caught.value.name == name
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "name", "message"),
    [
        ({"problem": 1}, "problem", "be an instance of KineticQuench, but is 1"),
        ({"tol": 1e-11}, "tol", "lie between 1e-10 and 0.01"),
        ({"tol": 0.1}, "tol", "lie between 1e-10 and 0.01"),
        ({"tol": "1"}, "tol", "be"),
        ({"progress": 1}, "progress", "be"),
        ({"allow_large": 1}, "allow_large", "be"),
        (
            {"problem": KineticQuench(0.5, 1.0, t_max=1e5)},
            "allow_large",
            r"be set \(--allow-large\) for about .* days on one core: .* times in 1 x",
        ),
        (
            {"problem": KineticQuench(2.0, 1.0, cutoff=math.inf, t_max=2.5)},
            "t_max",
            r"be > 2\.5, where the ringing of wide bands ends, but is 2\.5",
        ),
    ],
)
def test_what_is_not_solved(changes: dict[str, object], name: str, message: str) -> None:
    inputs = {"problem": KineticQuench(0.5, 1.0, cutoff=2.0, t_max=0.5), **changes}
    with pytest.raises(ArgumentError, match=message) as caught:
        solve(**inputs)  # type: ignore[arg-type]
    assert caught.value.name == name


def test_plain_inputs_come_back() -> None:
    problems = (
        KineticQuench(0.5, 1.0, 0.1, 0.2, 4.0, Band.FLAT, 3, 0.1, 1.0, 0.25, Pulse(0.5, 0.1, 0.2)),
        KineticQuench(0.5, 1.0, cutoff=math.inf, t_max=1.0, save_at=[0.25, 1.0]),
    )
    for one in problems:
        plain = json.loads(json.dumps(one.to_dict(), allow_nan=False))
        assert KineticQuench.from_dict(plain) == one


def test_saved_times() -> None:
    problem = KineticQuench(0.5, 1.0, cutoff=2.0, t_max=0.5, save_at=[0.1, 0.3])
    result = solve(problem, tol=1e-3)
    np.testing.assert_array_equal(result.time, [0.1, 0.3])
    time, gap = result.window(0.2, 0.4)
    assert (time.tolist(), gap.tolist()) == ([0.3], [result.gap[1]])
