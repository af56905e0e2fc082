"""Steppers that hand (9) to general-purpose solvers, those of other packages where they are."""

import importlib.util
import sys
from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import pytest

from benchmarks import numpy_side
from higgs_num.quench import (
    RK4,
    Cvode,
    Heyoka,
    Levels,
    Modulation,
    MultiProduct,
    Problem,
    Pulse,
    Ramp,
    SolveIvp,
    run,
)
from higgs_num.quench.motion import motion
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.steppers.general import breaks
from higgs_num.quench.steppers.right_side import RightSide
from higgs_num.quench.steppers.solve_ivp import Method
from higgs_num.quench.trajectory import follow
from higgs_sym.ground.errors import ArgumentError, PackageError
from tests.higgs_num.quench import printed_equations

DRIVES = [None, Ramp(3.0), Pulse(0.3, 1.0, 2.5), Modulation(-0.2, 1.7)]
SMALL: dict[str, Any] = {"levels": 60, "cutoff": 3.0, "t_max": 8.0}


def needing(module: str, make: Callable[[], Any], tolerance: float, name: str) -> Any:
    absent = importlib.util.find_spec(module) is None
    mark = pytest.mark.skipif(absent, reason=f"{module} is not installed")
    return pytest.param(make, tolerance, id=name, marks=[mark])


# Tolerances on Delta: about ten times the local ones, times 100 for multistep methods, which
# control the error of a step of S in the mean over the levels. Heyoka: round-off over 200 steps.
STEPPERS = [
    pytest.param(SolveIvp, 1e-9, id="DOP853"),
    pytest.param(lambda: SolveIvp("LSODA"), 1e-8, id="LSODA"),
    needing("sksundae", lambda: Cvode("Adams"), 1e-8, "Adams"),
    needing("sksundae", lambda: Cvode("BDF", 1e-9, 1e-10), 1e-6, "BDF"),
    needing("heyoka", Heyoka, 1e-12, "Taylor"),
    needing("heyoka", lambda: Heyoka(1e-9), 1e-7, "Taylor, loose"),
]
if np.finfo(np.longdouble).nmant == 63:
    STEPPERS.append(needing("heyoka", lambda: Heyoka(precision="extended"), 1e-12, "Taylor, 80"))


@pytest.mark.parametrize("drive", DRIVES)
@pytest.mark.parametrize(("make", "tolerance"), STEPPERS)
def test_each_follows_the_equations(make: Any, tolerance: float, drive: Any) -> None:
    closure = "odd" if drive is None else "even"
    problem = Problem(0.9, 1.0, rate_s=0.1, rate_u=0.1, closure=closure, drive=drive, **SMALL)
    one, other = run(problem, make()), run(problem, MultiProduct(order=14, longest_step=1 / 16))
    assert np.max(np.abs(one.gap - other.gap)) < tolerance
    # A level by itself is less exact than the sum.
    assert np.max(np.abs(one.final_spins - other.final_spins)) < 30.0 * tolerance
    np.testing.assert_allclose(one.energy, other.energy, rtol=0, atol=10.0 * tolerance)
    np.testing.assert_allclose(one.norm_change, other.norm_change, rtol=0, atol=30.0 * tolerance)


@pytest.mark.parametrize(
    ("make", "tolerance"), [*STEPPERS, pytest.param(lambda: RK4(1e-3), 1e-9, id="RK4")]
)
def test_times_need_not_be_equally_spaced(make: Any, tolerance: float) -> None:
    problem = Problem(0.9, 1.0, rate_s=0.1, closure="odd", **SMALL)
    times = np.array([0.0, 0.01, 0.7, 0.71, 3.0, 3.5, 7.9])
    gap, spins = printed_equations.solve(problem, times)
    found = follow(make(), motion(problem, by_parity=False), times)
    # DOP853 with 1e-13, too, makes about 1e-12.
    assert np.max(np.abs(found.record.gap - gap)) < max(tolerance, 1e-11)
    assert np.max(np.abs(found.spins - spins[-1])) < max(30.0 * tolerance, 1e-10)


@pytest.mark.parametrize(("make", "tolerance"), STEPPERS)
def test_no_step_goes_over_a_pulse(make: Any, tolerance: float) -> None:
    """From an equilibrium steps grow without bound, and the pulse lies between two saves."""
    pulse = Pulse(0.5, 10.0, 0.125)
    problem = Problem(1.0, 1.0, drive=pulse, levels=60, cutoff=3.0, t_max=20.0)
    exact = run(problem, MultiProduct(order=14, longest_step=1 / 16)).gap[-1]
    assert abs(exact - 1.0) > 1e-4
    found = follow(make(), motion(problem, by_parity=False), np.array([0.0, 20.0]))
    assert abs(found.record.gap[-1] - exact) < tolerance


@pytest.mark.parametrize(("make", "tolerance"), STEPPERS)
def test_chunks_do_not_change_bits_and_an_old_state_goes_on(make: Any, tolerance: float) -> None:
    problem = Problem(0.9, 1.0, rate_s=0.1, drive=Ramp(3.0), **SMALL)
    stepper = make()
    start = stepper.init(motion(problem, by_parity=False), problem.times, np.zeros(0))
    _, whole = stepper.advance(start, 40)
    state, parts = start, []
    for saves in (1, 7, 32):
        old, before = state, state.S.copy()
        state, record = stepper.advance(state, saves)
        parts.append(record)
        np.testing.assert_array_equal(old.S, before)
    for name, values in Recorded.joined(parts).named.items():
        np.testing.assert_array_equal(values, whole.named[name])
    # Started anew: other steps, the same solution.
    _, record = stepper.advance(old, 32)
    for name, values in record.named.items():
        np.testing.assert_allclose(values, whole.named[name][8:], rtol=0, atol=30.0 * tolerance)


def test_break_points_are_saves_up_to_round_off() -> None:
    problem = Problem(1.0, 1.0, drive=Pulse(0.1, 0.3, 0.6), save_every=0.1, **SMALL)
    times = problem.times
    exact = breaks(motion(problem), times)
    assert exact[0] in times  # not so 0.3 itself: 3 * 0.1 is not 0.3
    assert exact[1] in times
    assert breaks(motion(problem), np.array([0.0, 0.5, 8.0])) == list(Pulse(0.1, 0.3, 0.6).breaks)


@pytest.mark.parametrize("drive", DRIVES)
@pytest.mark.parametrize("closure", ["static", "odd"])
def test_numpy_and_the_kernel_are_one_right_hand_side(closure: Any, drive: Any) -> None:
    levels = Levels(np.linspace(-2.9, 2.7, 35), np.full(35, 0.16))  # 35 are padded to 40
    problem = Problem(
        0.9, 1.0, rate_s=0.1, rate_u=0.2, closure=closure, drive=drive, levels=levels, t_max=8.0
    )
    equations = motion(problem, by_parity=False)
    S = np.random.default_rng(1).normal(size=(3, 40))
    S[:, 35:] = 0.0
    side = RightSide.of(equations, 1.5)
    for t in (0.0, 1.7, 6.3):
        one, other = (slope(t, S.reshape(-1)) for slope in (side, numpy_side.slope(side)))
        # Round-off of a sum of 35.
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-13)
        assert not one.reshape(3, -1)[:, 35:].any()


def test_the_jacobian_is_that_of_the_right_hand_side() -> None:
    problem = Problem(0.9, 1.0, rate_s=0.1, drive=Ramp(3.0), **SMALL)
    side = RightSide.of(motion(problem, by_parity=False), 1.0)
    S, change = np.random.default_rng(2).normal(size=(2, 3 * 64))
    product = np.empty_like(S)
    side.fill_product(0.7, S, change, product)
    # (9) is quadratic in S: the central difference is exact, up to the round-off of a sum.
    difference = (side(0.7, S + change) - side(0.7, S - change)) / 2.0
    np.testing.assert_allclose(product, difference, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("make", "module"), [(Cvode, "sksundae.cvode"), (Heyoka, "heyoka")])
def test_a_missing_package_is_named_with_the_line_that_gets_it(
    monkeypatch: pytest.MonkeyPatch, make: Any, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    package = module.partition(".")[0]
    method = make()  # to name it, as a file does, needs no package
    with pytest.raises(PackageError, match=package) as caught:
        run(Problem(0.9, 1.0, **SMALL), method)
    assert 'pip install "higgs-toolkit[peers]"' in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("method", get_args(Method))
def test_the_loosest_and_the_tightest_tolerances_bound_the_error(method: Method) -> None:
    problem = Problem(0.9, 1.0, levels=20, cutoff=3.0, t_max=1.0)
    exact = run(problem).gap
    for rtol, atol, error in (
        # A hundredth in each of a few steps; round-off in each of some ten thousand.
        (1e-2, 1e-2, 0.1),
        (2.3e-14, 1e-100, 1e-9),
    ):
        if method in ("Radau", "BDF") and rtol < 1e-10:
            continue  # their order is too low to get there in a second
        assert np.max(np.abs(run(problem, SolveIvp(method, rtol, atol)).gap - exact)) < error


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: SolveIvp("RK23"), "method"),  # type: ignore[arg-type]
        (lambda: SolveIvp(rtol=0.0), "rtol"),
        (lambda: SolveIvp(rtol=1e-15), "rtol"),
        (lambda: SolveIvp(rtol=0.5), "rtol"),
        (lambda: SolveIvp(rtol=1e-3, atol=1e300), "atol"),
        (lambda: SolveIvp(rtol=1e-3, atol=5e-324), "atol"),
        (lambda: Cvode(rtol=1e-3, atol=1.0), "atol"),
        (lambda: Heyoka(1e300), "tol"),
        (lambda: Heyoka(1e-300), "tol"),
        (lambda: SolveIvp(atol=-1.0), "atol"),
        (lambda: Cvode("Radau"), "method"),  # type: ignore[arg-type]
        (lambda: Cvode(rtol=0.0), "rtol"),
        (lambda: Cvode(atol=0.0), "atol"),
        (lambda: Heyoka(0.0), "tol"),
        (lambda: Heyoka(precision="single"), "precision"),  # type: ignore[arg-type]
    ],
)
def test_bad_values(make: Any, name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        make()
    assert caught.value.name == name
