"""When nodes may not stand for all levels, all are followed, and the result says why."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.quench import MultiProduct, Problem, Result, resume, run

FIXED = MultiProduct(order=14, longest_step=0.125)
LONG: dict[str, Any] = {"rate_s": 0.1, "rate_u": 0.3, "levels": 2000, "t_max": 20.0}


def equilibrium(eps: Any) -> Any:
    E = np.hypot(eps, 0.9)
    return np.stack([0.9 / E, np.zeros_like(eps), -eps / E])


def smooth(eps: Any) -> Any:
    return 1.0 / (4.0 + eps**2)


def kink(eps: Any) -> Any:
    return np.maximum(0.0, 1.0 - np.abs(np.abs(eps) - 3.0))


def jump(eps: Any) -> Any:
    return np.where(np.abs(eps) < 3.0, 0.2, 0.1) * np.sign(eps)


def narrow(eps: Any) -> Any:
    """Something at one level, 5.005, of which no node knows: they are some 0.1 apart there."""
    return smooth(eps) + 1e-3 * (np.abs(np.abs(eps) - 5.005) < 1e-3)


def bent(component: int) -> Any:
    signs = (1.0, np.sign, np.sign)

    def spins(eps: Any) -> Any:
        sign = signs[component]
        S = equilibrium(eps)
        S[component] += 0.1 * kink(eps) * (sign(eps) if callable(sign) else sign)
        return S

    return spins


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ({"W": kink}, "W is not resolved"),
        ({"W": narrow}, "W is not resolved"),
        ({"theta": jump, "closure": "given"}, "sin(theta) is not resolved"),
        ({"spins": bent(0), "start": "given"}, "S^x at the start is not resolved"),
        ({"spins": bent(1), "start": "given"}, "S^y at the start is not resolved"),
        ({"spins": bent(2), "start": "given"}, "S^z at the start is not resolved"),
        ({"W": smooth(Problem(0.9, 1.0, **LONG).grid.energies)}, "W given as an array"),
        ({"W": np.zeros(2000), "theta": np.zeros(2000), "closure": "given"}, "W, theta given as a"),
    ],
)
def test_all_levels_are_followed(case: dict[str, Any], reason: str, tmp_path: Path) -> None:
    problem = Problem(0.9, 1.0, **{**LONG, **case})
    result = run(problem, FIXED)
    assert result.levels == problem.grid
    assert result.levels_reason.startswith(reason)
    assert f"all followed ({reason}" in repr(result)
    np.testing.assert_array_equal(result.gap, run(problem, FIXED, compress=False).gap)
    result.save(tmp_path / "run.nc")
    assert Result.load(tmp_path / "run.nc").levels_reason == result.levels_reason


@pytest.mark.parametrize(
    "case",
    [
        {"W": smooth, "closure": "static"},
        {"W": lambda eps: smooth(eps) * (1.0 + eps), "closure": "static"},
        {"theta": lambda eps: 0.5 * smooth(eps) * (1.0 + eps), "closure": "given"},
        {"spins": equilibrium, "start": "given", "closure": "static"},
        {"spins": lambda e: equilibrium(e) + 0.1 * smooth(e), "start": "given"},
    ],
)
def test_smooth_functions_need_few_levels(case: dict[str, Any]) -> None:
    problem = Problem(0.9, 1.0, **{**LONG, **case})
    few, all_ = run(problem, FIXED), run(problem, FIXED, compress=False)
    assert len(few.levels) < 0.5 * len(all_.levels)
    assert few.levels_reason == all_.levels_reason == ""
    # What numerics at full levels reach: round-off grown over 20/Delta.
    assert np.max(np.abs(few.gap - all_.gap)) < 1e-11
    np.testing.assert_allclose(few.energy, all_.energy, rtol=0, atol=1e-9)


def opposite(eps: Any) -> Any:
    """The equilibrium with rough parts of the opposite parity."""
    even = 0.1 * kink(eps)
    return equilibrium(eps) + np.stack([even * np.sign(eps), even, even])


@pytest.mark.parametrize(
    "case",
    [
        {"theta": lambda eps: np.abs(jump(eps)), "closure": "given"},
        {"W": lambda eps: smooth(eps) + kink(eps) * np.sign(eps), "closure": "static"},
        {"spins": opposite, "start": "given"},
    ],
)
def test_what_delta_does_not_see_may_be_rough(case: dict[str, Any]) -> None:
    """The hidden sector is not summed: the levels that stand for all are right one by one."""
    problem = Problem(0.9, 1.0, **{**LONG, **case})
    few, all_ = run(problem, FIXED), run(problem, FIXED, compress=False)
    assert len(few.levels) < 0.5 * len(all_.levels)
    assert np.max(np.abs(few.gap - all_.gap)) < 1e-11
    np.testing.assert_allclose(few.energy, all_.energy, rtol=0, atol=1e-9)
    at_nodes = run(
        Problem(0.9, 1.0, **{**LONG, **case, "levels": few.levels, "t_max": 20.0}), FIXED
    )
    np.testing.assert_allclose(few.final_spins, at_nodes.final_spins, rtol=0, atol=1e-11)
    np.testing.assert_allclose(few.norm_change, at_nodes.norm_change, rtol=0, atol=1e-11)


def test_a_checkpoint_follows_what_it_can_keep(tmp_path: Path) -> None:
    problem = Problem(0.9, 1.0, W=smooth, **LONG)
    path = tmp_path / "run.npz"
    whole = run(problem, FIXED, checkpoint=path)
    assert whole.levels == problem.grid
    assert whole.levels_reason == "a checkpoint keeps W on the levels only"

    def interrupt(done: float) -> None:
        if done > 0.4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(problem, FIXED, checkpoint=path, progress=interrupt)
    again = resume(path)
    np.testing.assert_array_equal(again.gap, whole.gap)
    np.testing.assert_array_equal(again.final_spins, whole.final_spins)


def test_no_reason_where_few_levels_would_not_do_anyway() -> None:
    assert run(Problem(0.9, 1.0, levels=40, t_max=3.0, W=np.ones(40)), FIXED).levels_reason == ""
