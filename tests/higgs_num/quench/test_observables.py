"""Sums over levels that the user asks for."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.levels import Levels
from higgs_num.quench import (
    RK4,
    Composition,
    MultiProduct,
    Observable,
    Problem,
    Ramp,
    SolveIvp,
    resume,
    run,
    run_all,
)
from higgs_sym.ground.errors import ArgumentError, ComputationError
from tests.higgs_num.quench import printed_equations

SMALL: dict[str, Any] = {"levels": 40, "cutoff": 3.0, "t_max": 6.0, "save_every": 0.3}

kinetic = Observable("kinetic", lambda eps, S, _t: eps * S[2], unit="energy^2", smooth=True)
shell = Observable("shell", lambda eps, S, _t: np.where(np.abs(eps) < 1.0, eps * S[2], 0.0))
# Not of one parity, and of the time.
skew = Observable("skew", lambda eps, S, t: (1.0 + eps) * S[1] * math.cos(t) + S[0] * (eps > 0.5))
ALL = (kinetic, shell, skew)


def by_hand(problem: Problem, spins: Any) -> dict[str, Any]:
    """Return the same sums from S (nt, 3, N) of an independent solver."""
    eps, w, t = problem.grid.energies, problem.grid.weights, problem.times[:, None]
    x, y, z = spins[:, 0], spins[:, 1], spins[:, 2]
    return {
        "kinetic": np.sum(w * eps * z, axis=1),
        "shell": np.sum((w * eps * z)[:, np.abs(eps) < 1.0], axis=1),
        "skew": np.sum(w * ((1.0 + eps) * y * np.cos(t) + x * (eps > 0.5)), axis=1),
    }


@pytest.mark.parametrize("closure", ["static", "even", "odd"])
@pytest.mark.parametrize(
    ("stepper", "tolerance"),
    [
        (MultiProduct(order=14, longest_step=0.125), 1e-10),
        (Composition(8, longest_step=0.02), 1e-10),
        (RK4(0.002), 1e-8),
        (SolveIvp(), 1e-8),
    ],
)
def test_they_are_the_sums_over_the_spins(closure: Any, stepper: Any, tolerance: float) -> None:
    problem = Problem(0.8, 1.0, rate_s=0.2, rate_u=0.1, closure=closure, **SMALL)
    found = run(problem, stepper, observe=ALL)
    _, spins = printed_equations.solve(problem, problem.times)
    for name, expected in by_hand(problem, spins).items():
        # Errors of Delta(t) of the methods, times levels and weights of order ten.
        np.testing.assert_allclose(found.observables[name], expected, rtol=0, atol=tolerance)


def test_asking_changes_no_bit_of_the_gap() -> None:
    problem = Problem(0.8, 1.0, rate_s=0.2, drive=Ramp(1.0), probes=(0.3,), **SMALL)
    stepper = MultiProduct(order=12, longest_step=0.2)
    plain, asked = run(problem, stepper), run(problem, stepper, observe=ALL)
    for name in ("gap", "energy", "norm_change", "probe_spins", "final_spins"):
        np.testing.assert_array_equal(getattr(plain, name), getattr(asked, name))
    assert plain.observables == {}


def test_only_smooth_ones_are_summed_over_nodes() -> None:
    problem = Problem(0.8, 1.0, rate_s=0.1, levels=4000, t_max=20.0, save_every=5.0)
    few, all_ = run(problem, observe=(kinetic,)), run(problem, observe=(kinetic, shell))
    assert len(few.levels) < 1000
    assert len(all_.levels) == 4000
    assert all_.levels_reason == "shell need not be smooth in eps"
    # The same sum: round-off of numbers of order 100, and the error 1e-10 of two choices of steps.
    np.testing.assert_allclose(
        few.observables["kinetic"], all_.observables["kinetic"], rtol=0, atol=1e-8
    )


def test_the_energy_is_one_of_them() -> None:
    problem = Problem(0.8, 1.0, rate_s=0.1, levels=400, t_max=20.0)
    found = run(problem, MultiProduct(order=14, longest_step=0.125), observe=(kinetic,))
    # E = sum eps S^z - Delta^2/lambda: 1/lambda follows from one time and holds at all others.
    inverse = (found.observables["kinetic"][0] - found.energy[0]) / found.gap[0] ** 2
    expected = found.energy + found.gap**2 * inverse
    np.testing.assert_allclose(found.observables["kinetic"], expected, rtol=0, atol=1e-9)


def test_many_at_once_and_resuming(tmp_path: Path) -> None:
    problem = Problem(0.8, 1.0, rate_s=0.1, levels=400, t_max=20.0)
    once = run(problem, observe=(shell,))
    twice = run_all([problem, problem], threads=2, observe=(shell,))
    for one in twice:
        np.testing.assert_array_equal(one.observables["shell"], once.observables["shell"])

    def stop(done: float) -> None:
        if done > 0.3:
            raise KeyboardInterrupt

    path = tmp_path / "run.npz"
    with pytest.raises(KeyboardInterrupt):
        run(problem, observe=(shell,), progress=stop, checkpoint=path)
    with pytest.raises(ArgumentError, match=r"be those of the stopped run, \['shell'\]"):
        resume(path)
    again = resume(path, observe=(shell,))
    np.testing.assert_array_equal(again.observables["shell"], once.observables["shell"])


def test_a_set_that_is_not_symmetric() -> None:
    levels = Levels(np.linspace(-2.9, 2.7, 35), np.full(35, 0.16))
    problem = Problem(0.8, 1.0, rate_s=0.2, **{**SMALL, "levels": levels})
    found = run(problem, MultiProduct(order=14, longest_step=0.125), observe=ALL)
    _, spins = printed_equations.solve(problem, problem.times)
    for name, expected in by_hand(problem, spins).items():
        np.testing.assert_allclose(found.observables[name], expected, rtol=0, atol=1e-10)


@pytest.mark.parametrize(
    ("observe", "name", "rule"),
    [
        (lambda: (Observable("two words", np.sin),), "name", "identifier"),
        (lambda: (Observable("one", 3.0),), "function", "be a function, but is 3"),  # type: ignore[arg-type]
        (lambda: (shell, shell), "observe", "different names"),
        (lambda: (Observable("one", lambda _e, _S, _t: 1.0),), "one", "shape"),
        (lambda: (Observable("one", lambda e, _S, _t: 1j * e),), "one", "real numbers"),
        (lambda: (Observable("gap", lambda e, _S, _t: e),), "observe", "not be called `gap`"),
    ],
)
def test_bad_ones_are_told_before_any_work(observe: Any, name: str, rule: str) -> None:
    def never(_done: float) -> None:
        pytest.fail("work was done")

    with pytest.raises(ArgumentError, match=rule) as caught:
        run(Problem(0.8, 1.0, **SMALL), observe=observe(), progress=never)
    assert caught.value.name == name
    assert "\n" not in str(caught.value)


def test_one_that_is_not_finite_stops_the_run_with_the_time() -> None:
    late = Observable("late", lambda eps, _S, t: eps / (t - 0.6 if t == 0.6 else 1.0))
    problem = Problem(0.8, 1.0, **SMALL)
    with np.errstate(all="ignore"), pytest.raises(ComputationError, match=r"`late`.*time 0\.6"):
        run(problem, MultiProduct(order=8, longest_step=0.1), observe=(late,))


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (Observable("square", lambda _e, S, _t: S[0] ** 2, smooth=True), "is not linear in S"),
        (
            Observable("edge", lambda eps, S, _t: S[0] * (np.abs(eps) < 1.0), smooth=True),
            "is not resolved by the nodes",
        ),
        (
            Observable(
                "needle", lambda eps, S, _t: S[0] / (1.0 + ((eps - 3.0) / 1e-3) ** 2), smooth=True
            ),
            "is not resolved by the nodes",
        ),
    ],
)
def test_what_is_said_to_be_smooth_and_is_not_is_summed_over_all_levels(
    one: Observable, reason: str
) -> None:
    problem = Problem(0.8, 1.0, rate_s=0.1, levels=4000, t_max=20.0, save_every=5.0)
    found = run(problem, MultiProduct(1e-8), observe=(one,))
    assert found.levels_reason == f"{one.name} {reason}"
    assert len(found.levels) == 4000


def test_another_function_of_the_same_name_does_not_go_on(tmp_path: Path) -> None:
    problem = Problem(0.8, 1.0, rate_s=0.1, levels=400, t_max=20.0)

    def stop(done: float) -> None:
        if done > 0.3:
            raise KeyboardInterrupt

    path = tmp_path / "run.npz"
    with pytest.raises(KeyboardInterrupt):
        run(problem, observe=(shell,), progress=stop, checkpoint=path)
    other = Observable("shell", lambda eps, S, _t: S[0] + 0.0 * eps)
    with pytest.raises(ArgumentError, match="another for `shell`"):
        resume(path, observe=(other,))
    resume(path, observe=(shell,))


def test_a_function_that_fails_leaves_a_checkpoint(tmp_path: Path) -> None:
    problem = Problem(0.8, 1.0, rate_s=0.1, levels=400, t_max=20.0)
    broken = [True]

    def fragile(eps: Any, S: Any, t: float) -> Any:
        if t > 10.0 and broken:
            raise RuntimeError("mine")
        return S[0] + 0.0 * eps

    one = Observable("one", fragile)
    path = tmp_path / "run.npz"
    with pytest.raises(RuntimeError, match="mine"):
        run(problem, observe=(one,), checkpoint=path, checkpoint_every=0.0)
    broken.clear()
    again = resume(path, observe=(one,))
    np.testing.assert_array_equal(
        again.observables["one"], run(problem, observe=(one,)).observables["one"]
    )
