"""Functions of eps that the user gives: what is accepted, refused, compared and saved."""

import dataclasses
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.quench import Levels, MultiProduct, Problem, Result, run
from higgs_num.quench.motion import motion
from higgs_sym.ground.errors import ArgumentError

GOOD: dict[str, Any] = {
    "gap_initial": 0.9, "gap_final": 1.0, "rate_s": 0.1, "rate_u": 0.3, "levels": 40, "t_max": 3.0,
}  # fmt: skip
THETA: dict[str, Any] = {"closure": "given"}
SPINS: dict[str, Any] = {"start": "given"}
FIXED = MultiProduct(order=12, longest_step=0.125)


def bell(eps: Any) -> Any:
    return 0.3 * np.exp(-(eps**2)) + 0.1 * np.tanh(eps)


def tilt(eps: Any) -> Any:
    return bell(eps)


def tilted(eps: Any) -> Any:
    return np.stack([np.cos(eps), 0.2 * np.sin(eps), -np.tanh(eps)])


def with_nan(eps: Any) -> Any:
    return np.where(eps > 2.0, math.nan, eps)


@pytest.mark.parametrize(
    ("changes", "name", "rule"),
    [
        ({"W": np.ones(39)}, "W", r"be of shape \(40,\) \(there are 40 levels\), but is of shape"),
        ({"W": np.ones((1, 40))}, "W", r"of shape \(1, 40\)"),
        ({"W": 1.0}, "W", r"of shape \(\)"),
        ({"W": lambda eps: 1.0}, "W", r"return shape \(40,\)"),
        ({"W": lambda eps: eps[1:]}, "W", r"of shape \(39,\)"),
        ({"W": lambda eps: None}, "W", "be a number, but is None"),
        ({"W": np.ones(40) + 0.0j}, "W", "hold real numbers, but is of type complex128"),
        ({"W": ["a"] * 40}, "W", "be a number, but is 'a'"),
        ({"W": [[1.0], [1.0, 2.0]]}, "W", "be a number, but is \\[1"),
        ({"W": np.full(40, math.nan)}, "W", r"be finite, but is nan at eps = -9\.75"),
        ({"W": with_nan}, "W", r"nan at eps = 2\.25"),
        ({"theta": lambda eps: eps / 0.0 * math.inf, **THETA}, "theta", "inf at eps = -9"),
        ({"theta": np.ones((3, 40)), **THETA}, "theta", r"shape \(40,\)"),
        ({"theta": bell}, "closure", "be 'given' when theta is, but is 'even'"),
        (THETA, "theta", "be given with closure = 'given', but is None"),
        ({"spins": np.ones(40), **SPINS}, "spins", r"shape \(3, 40\)"),
        ({"spins": np.ones((40, 3)), **SPINS}, "spins", r"of shape \(40, 3\)"),
        ({"spins": lambda eps: [eps, eps, with_nan(eps)], **SPINS}, "spins", r"eps = 2\.25"),
        ({"spins": tilted}, "start", "be 'given' when spins is, but is 'equilibrium'"),
        ({"spins": tilted, "start": "clean"}, "start", "'clean'"),
        (SPINS, "spins", "be given with start = 'given'"),
        # Other rules stay.
        ({"spins": tilted, **SPINS, "rate_s": 0.91}, "rate_s", "smaller gap, 0.9"),
        ({"theta": bell, **THETA, "gap_initial": 9.0}, "gap_final", "phase I"),
    ],
)
@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")
def test_bad_values(changes: dict[str, Any], name: str, rule: str) -> None:
    with pytest.raises(ArgumentError, match=rule) as caught:
        Problem(**{**GOOD, **changes})
    assert caught.value.name == name
    assert "\n" not in str(caught.value)


def test_a_callable_that_fails_between_the_levels_is_told() -> None:
    """The nodes are other levels than those of the problem, all of which are odd/160 here."""

    def sometimes(eps: Any) -> Any:
        on_a_level = np.abs(eps * 160.0 - np.round(eps * 160.0)) < 1e-9
        return np.where(on_a_level, 1.0, math.nan)

    problem = Problem(0.9, 1.0, rate_s=0.1, levels=1600, t_max=10.0, W=sometimes)
    with pytest.raises(ArgumentError, match="nan at eps"):
        run(problem, FIXED)
    assert np.isfinite(run(problem, FIXED, compress=False).gap).all()


@pytest.mark.parametrize("name", ["W", "theta", "spins"])
def test_arrays_of_any_layout_and_type_are_copied(name: str) -> None:
    choice = {"W": {}, "theta": THETA, "spins": SPINS}[name]
    shape = (3, 40) if name == "spins" else (40,)
    plain = np.arange(math.prod(shape)).reshape(shape) % 7 - 3
    strided = np.asfortranarray(np.repeat(plain, 2, axis=-1))[..., ::2]
    forms: list[Any] = [plain, plain.astype(np.float32), strided, plain.tolist()]
    problems = [Problem(**GOOD, **choice, **{name: form}) for form in forms]
    for problem in problems:
        held = problem.given[name].on(problem.grid.energies)
        assert held.dtype == np.float64
        assert held.flags.c_contiguous
        assert not held.flags.writeable
        np.testing.assert_array_equal(held, plain)
        assert problem == problems[0]
        assert hash(problem) == hash(problems[0])
    plain[...] = 0
    assert np.any(problems[0].given[name].on(problems[0].grid.energies))


def test_equality_hash_and_repr() -> None:
    one = Problem(**GOOD, **THETA, theta=bell)
    assert one == Problem(**GOOD, **THETA, theta=bell)
    assert hash(one) == hash(Problem(**GOOD, **THETA, theta=bell))
    assert one == dataclasses.replace(one)
    assert one != Problem(**GOOD, **THETA, theta=tilt)
    array = Problem(**GOOD, **THETA, theta=bell(one.grid.energies))
    assert one != array
    assert array == dataclasses.replace(array)
    assert array != Problem(**GOOD, **THETA, theta=bell(one.grid.energies) + 1e-16)
    assert "theta=<bell>" in repr(one)
    assert "theta=<array of shape (40,)>" in repr(array)
    # Callable, but of a class without hash.
    polynomial = np.polynomial.Polynomial([0.0, 0.1])
    assert hash(Problem(**GOOD, W=polynomial)) == hash(Problem(**GOOD, W=polynomial))
    assert "W=<Polynomial>" in repr(Problem(**GOOD, W=polynomial))


def test_other_levels_ask_a_callable_again_and_refuse_an_array() -> None:
    one = Problem(**GOOD, W=bell)
    finer = dataclasses.replace(one, levels=80)
    np.testing.assert_array_equal(
        finer.given["W"].on(finer.grid.energies), bell(finer.grid.energies)
    )
    array = Problem(**GOOD, W=bell(one.grid.energies))
    with pytest.raises(ArgumentError, match=r"shape \(80,\)"):
        dataclasses.replace(array, levels=80)


@pytest.mark.parametrize("closure", ["static", "even", "odd"])
@pytest.mark.parametrize("compress", [True, False])
def test_the_derived_functions_given_back_change_no_bit(closure: Any, compress: bool) -> None:
    problem = Problem(
        0.9, 1.0, rate_s=0.1, rate_u=0.3, levels=1000, t_max=12.0, closure=closure
    )  # fmt: skip

    def W(eps: Any) -> Any:
        return pseudospins(eps, 1.0, 0.1, 0.3).W

    def spins(eps: Any) -> Any:
        state = pseudospins(eps, 0.9, 0.1, 0.3)
        return np.stack([state.Sx, np.zeros_like(eps), state.Sz])

    given = dataclasses.replace(problem, W=W, start="given", spins=spins)
    one, other = (run(each, FIXED, compress=compress) for each in (problem, given))
    assert one.levels == other.levels
    assert one.levels_reason == other.levels_reason
    for name in ("gap", "energy", "norm_change", "final_spins"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_the_derived_angle_given_back_is_the_odd_closure() -> None:
    problem = Problem(**{**GOOD, "closure": "odd"})
    state = problem.clean_state

    def theta(eps: Any) -> Any:
        return np.arctan2(np.sign(eps) * state.sin_theta(eps), state.cos_theta(eps))

    given = dataclasses.replace(problem, closure="given", theta=theta)
    # sin(theta) is rounded in another way, to 1e-16, and multiplies sources of up to 40.
    np.testing.assert_allclose(run(given, FIXED).gap, run(problem, FIXED).gap, rtol=0, atol=1e-13)


def test_without_impurities_the_functions_of_the_sources_do_nothing() -> None:
    clean = Problem(0.9, 1.0, levels=40, t_max=3.0)
    given = dataclasses.replace(clean, W=bell, theta=bell, closure="given")
    assert motion(given).hidden is None
    np.testing.assert_array_equal(run(given, FIXED).gap, run(clean, FIXED).gap)


@pytest.mark.parametrize("levels", [40, Levels(np.linspace(-1.0, 2.0, 40), np.ones(40))])
def test_a_file_keeps_the_values_on_the_levels(levels: Any, tmp_path: Path) -> None:
    inputs: dict[str, Any] = {**GOOD, "levels": levels, **THETA, **SPINS}
    problem = Problem(**inputs, W=bell, theta=bell, spins=tilted)
    eps = problem.grid.energies
    kept = Problem(**inputs, W=bell(eps), theta=bell(eps), spins=tilted(eps))
    assert Problem.from_dict(json.loads(json.dumps(problem.to_dict()))) == kept
    result = run(problem, FIXED)
    assert "closure given, W given" in repr(result)
    result.save(tmp_path / "run.nc")
    back = Result.load(tmp_path / "run.nc")
    assert back.problem == kept
    assert repr(back) == repr(result)
    again = run(back.problem, FIXED)
    np.testing.assert_array_equal(again.gap, result.gap)
    np.testing.assert_array_equal(again.final_spins, result.final_spins)
