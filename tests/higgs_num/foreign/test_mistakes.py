"""Wrong trajectories are caught and the mistake is named; right ones pass.

They come from `script`, thirty lines of numpy that know nothing of the package, from scipy's
integrators on equations written down here, and, with impurities, from scipy on (9) as printed.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from higgs_num.foreign import Examination, Outcome, Setting, Trajectory, examine
from higgs_num.kinetic import KineticQuench, solve
from higgs_num.quench import Problem, SolveIvp, run
from higgs_num.quench.motion import motion
from higgs_num.response import step_response
from tests.higgs_num.foreign.script import trajectory
from tests.seldom import seldom

STATED: dict[str, Any] = {"gap_initial": 0.6, "gap_final": 1.0, "cutoff": 10.0}
RIGHT: dict[str, Any] = {
    "start": 0.6, "final": 1.0, "cutoff": 10.0, "n": 500, "step": 0.0125, "t_max": 50.0, "every": 8,
}  # fmt: skip


def checked(time: Any, gap: Any, accuracy: float = 1e-3, **known: Any) -> Examination:
    return examine(Trajectory(time, gap, Setting(**{**STATED, **known})), accuracy=accuracy)


def scripted(accuracy: float = 1e-3, known: dict[str, Any] | None = None, **changes: Any) -> Any:
    with np.errstate(all="ignore"):  # what is unstable on purpose overflows
        time, gap = trajectory(**{**RIGHT, **changes})
    return checked(time, gap, accuracy, **(known or {}))


@cache  # it is slow, and two tests look at it
def backward_euler() -> Any:
    return scripted(scheme="backward euler")


# The mistake that the script makes, and the name it must be given.
WRONG: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "a factor 2 lacks in the equations": ("time-halved", {"two": 1.0}, {}),
    "a factor 2 too much": ("time-doubled", {"two": 4.0, "step": 0.00625, "every": 16}, {}),
    "twice the coupling": ("coupling-doubled", {"lam": 2.0}, {}),
    "half the coupling": ("coupling-halved", {"lam": 0.5}, {}),
    "sign of S^y in the x equation": ("sign-in-x", {"signs": (-1, 1, 1)}, {}),
    "sign in the y equation": ("sign-in-y", {"signs": (1, -1, 1)}, {}),
    "sign of S^y in the z equation": ("sign-in-z", {"signs": (1, 1, -1)}, {}),
    "the gap of the field is not the sum": ("not-self-consistent", {"frozen": 1.0}, {}),
    "Delta_f for Delta_inf: linearised": ("linearised", {"linear": True}, {}),
    "the quench goes the other way": ("gaps-exchanged", {"start": 1.0, "final": 0.6}, {}),
    "half of the band": ("cutoff-halved", {"cutoff": 5.0, "n": 250}, {}),
    "twice the band": (
        "cutoff-doubled", {"cutoff": 20.0, "n": 1000, "step": 0.00625, "every": 16}, {},
    ),
    "half the levels stated": ("half-the-levels", {"n": 250}, {"levels": 500}),
    "levels too few, number unknown": ("too-few-levels", {"n": 200}, {}),
    "steps of Runge-Kutta too long": ("step-too-long", {"step": 0.1, "every": 1}, {}),
    "steps of second order too long": (
        "step-too-long", {"scheme": "midpoint", "step": 0.02, "every": 5}, {"levels": 500},
    ),
    "Euler's method": (
        "step-too-long", {"scheme": "euler", "step": 0.001, "every": 100}, {"levels": 500},
    ),
    "backward Euler": ("backward-euler", {"scheme": "backward euler"}, {}),
}  # fmt: skip


# Many steps, or many guesses before the right one: four to ten seconds each. What else is left
# out here is tried below with an integrator of scipy's.
LONG = (
    "Euler's method", "steps of second order too long", "backward Euler", "twice the band",
    "a factor 2 lacks in the equations", "sign of S^y in the x equation",
    "sign in the y equation", "half the coupling", "the quench goes the other way",
    "the gap of the field is not the sum",
)  # fmt: skip


@pytest.mark.parametrize("name", seldom(WRONG, LONG))
def test_each_mistake_is_named(name: str) -> None:
    expected, changes, known = WRONG[name]
    backward = changes == {"scheme": "backward euler"}
    found = backward_euler() if backward else scripted(known=known, **changes)
    assert found.outcome is Outcome.DIFFERS
    assert found.named, found
    assert found.named[0].mistake == expected
    # It explains what it is named for: nine tenths of the difference at least.
    assert found.named[0].after < 0.1 * found.named[0].before


@pytest.mark.slow
def test_the_order_and_the_step_are_fitted() -> None:
    fitted = scripted(step=0.1, every=1).named[0].fitted
    assert fitted["order"] == 4.0
    # Errors of fourth order: a step is known four times better than they are, 1e-3 of them.
    assert fitted["step"] == pytest.approx(0.1, rel=1e-3)
    fitted = backward_euler().named[0].fitted
    assert fitted["order"] == 1.0
    assert fitted["step"] == pytest.approx(0.0125, rel=1e-3)


def test_the_number_of_levels_is_counted() -> None:
    assert scripted(n=200).named[0].fitted == {"levels": 200.0}


@pytest.mark.parametrize(
    ("name", "time_factor", "gap_factor"),
    [
        pytest.param("time-times-2pi", 2.0 * math.pi, 1.0, marks=pytest.mark.slow),
        ("time-over-2pi", 0.5 / math.pi, 1.0),
        pytest.param("time-without-hbar", 1.0 / 0.6582119569509067, 1.0, marks=pytest.mark.slow),
        pytest.param("gap-doubled", 1.0, 2.0, marks=pytest.mark.slow),
        ("gap-halved", 1.0, 0.5),
    ],
)
def test_units_that_are_off_are_named(name: str, time_factor: float, gap_factor: float) -> None:
    time, gap = trajectory(**RIGHT)
    found = checked(time_factor * time, gap_factor * gap)
    assert [one.mistake for one in found.named] == [name]


def disordered(closure: str = "even", **changes: Any) -> Any:
    """Return a trajectory of (9) by scipy on the equations as printed."""
    problem = Problem(
        **{"gap_initial": 0.8, "gap_final": 1.0, "rate_s": 0.2, "rate_u": 0.05, "cutoff": 10.0,
           "levels": 400, "t_max": 40.0, "save_every": 0.1, "closure": closure, **changes}
    )  # fmt: skip
    result = run(problem, SolveIvp("DOP853", rtol=1e-9, atol=1e-9))
    return result.time, result.gap


STATED_RATES = {"gap_initial": 0.8, "rate_s": 0.2, "rate_u": 0.05, "levels": 400, "closure": "even"}


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("rate-s-doubled", {"rate_s": 0.4}),
        ("rate-s-halved", {"rate_s": 0.1}),
        ("rate-u-doubled", {"rate_u": 0.1}),
        ("rates-doubled", {"rate_s": 0.4, "rate_u": 0.1}),
        ("rates-exchanged", {"rate_s": 0.05, "rate_u": 0.2}),
        ("no-impurities", {"rate_s": 0.0, "rate_u": 0.0}),
        ("closure-odd", {"closure": "odd"}),
        ("clean-start", {"start": "clean"}),
        ("final-gap-in-sources", {"gap_steady": 1.0}),
    ],
)
def test_mistakes_with_impurities_are_named(name: str, changes: dict[str, Any]) -> None:
    # Some are small: a closure is told from another by what its sources do, some 1e-4 of the gap.
    found = checked(*disordered(**changes), accuracy=1e-5, **STATED_RATES)
    assert found.outcome is Outcome.DIFFERS
    assert name in [one.mistake for one in found.named], found


def sourced(factor: float) -> Any:
    """Return a trajectory of (9) by scipy, written down here, with sources times a factor."""
    problem = Problem(0.8, 1.0, rate_s=0.2, rate_u=0.05, cutoff=10.0, levels=400, t_max=30.0)
    right = motion(problem, by_parity=False)  # the start, W and theta; tests of `quench` hold them
    eps, weights = right.levels.energies, right.levels.weights
    of = right.sources

    def slope(t: float, y: Any) -> Any:
        x, s, z = y.reshape(3, eps.size)
        gap = right.half_lambda * np.sum(weights * x)
        C, G = (of.sin_theta * wave(2.0 * of.E * t) for wave in (np.cos, np.sin))
        return np.concatenate(
            [
                2.0 * eps * s + factor * of.x_source * G,
                -2.0 * eps * x - 2.0 * gap * z + factor * (of.constant + of.y_source * C),
                2.0 * gap * s + factor * of.z_source * G,
            ]
        )

    times = np.linspace(0.0, 30.0, 301)
    found = solve_ivp(
        slope, (0.0, 30.0), right.spins.ravel(), "DOP853", times, rtol=1e-9, atol=1e-9
    )
    return times, right.half_lambda * weights @ found.y[: eps.size]


@pytest.mark.parametrize(
    ("factor", "name"),
    [
        (1.0, None),
        (2.0, "sources-doubled"),
        (0.5, "sources-halved"),
        (-1.0, "sources-negated"),
        (0.0, "no-sources"),
    ],
)
def test_wrong_sources_are_named(factor: float, name: str | None) -> None:
    found = checked(*sourced(factor), accuracy=1e-4, **STATED_RATES)
    assert (found.outcome is Outcome.AGREES) == (name is None), found
    assert [one.mistake for one in found.named][:1] == ([] if name is None else [name])


def test_a_mistake_that_is_near_is_not_called_what_is_wrong() -> None:
    # Both signs make the gap collapse to zero, but not alike.
    times, gap = integrated("DOP853", 0.5, last=40.0, flipped=True)
    found = checked(times, gap, gap_initial=0.5, levels=N)
    assert [one.mistake for one in found.named] == ["sign-of-eps"]
    assert found.heading == "What is wrong"
    two = checked(
        times, gap + 0.02 * np.sin(times), gap_initial=0.5, levels=N
    )  # and something else
    assert "sign-of-eps" in [one.mistake for one in two.named]
    assert two.heading.startswith("Nearest, but not all of it: what is left is ")


def test_right_ones_of_the_script_pass() -> None:
    for start in (0.1, 0.6, 0.99, 2.0, 6.0):
        found = scripted(1e-5, {"gap_initial": start, "levels": 500}, start=start)
        assert found.outcome is Outcome.AGREES, found
        assert not found.named


N, CUTOFF = 400, 10.0


def integrated(
    method: str, start: float, last: float = 60.0, two: float = 2.0, lam: float = 1.0,
    signs: tuple[int, int, int] = (1, 1, 1), frozen: bool = False, cutoff: float = CUTOFF,
    final: float = 1.0, flipped: bool = False,
) -> Any:  # fmt: skip
    """Return times and gaps of equations written down here, by an integrator of scipy's."""
    d = 2.0 * cutoff / N
    eps = -cutoff + d * (np.arange(N) + 0.5)
    half = lam / (d * np.sum(1.0 / np.hypot(eps, final)))

    def slope(_t: float, y: Any) -> Any:
        x, s, z = y.reshape(3, N)
        gap = final if frozen else half * d * np.sum(x)
        return two * np.concatenate(
            [signs[0] * eps * s, -eps * x - signs[1] * gap * z, signs[2] * gap * s]
        )

    E = np.hypot(eps, start)
    y0 = np.concatenate([start / E, np.zeros(N), eps / E if flipped else -eps / E])
    times = np.linspace(0.0, last, round(8 * last) + 1)
    # LSODA multiplies errors of a step by some hundreds over such a time.
    tolerance = 1e-9 if method == "DOP853" else 1e-10
    found = solve_ivp(slope, (0.0, last), y0, method, times, rtol=tolerance, atol=tolerance)
    return times[: found.y.shape[1]], half * d * found.y[:N].sum(axis=0)


METHODS = ("DOP853", "LSODA")


def by_turns(cases: Sequence[Any], never: Sequence[str] = ()) -> list[Any]:
    """Return every case with both methods, of which one, by turns, is not slow, but of `never`."""
    pairs = [(method, case) for case in cases for method in METHODS]
    slow = [
        pair
        for k, pair in enumerate(pairs)
        if (k // 2 + k) % 2 == 0 or (isinstance(pair[1], tuple) and pair[1][0] in never)
    ]
    return seldom(pairs, slow)


@pytest.mark.parametrize(("method", "start"), by_turns([0.1, 0.7, 1.6, 5.5]))
def test_right_ones_of_foreign_integrators_pass(method: str, start: float) -> None:
    times, gap = integrated(method, start)
    # Of levels whose number is not told nothing is known but their continuum, from which 400 differ
    # by up to 1e-4 at the ends of the band.
    for accuracy, known in ((1e-3, {}), (1e-5, {"levels": N})):
        examined = checked(times, gap, accuracy, gap_initial=start, **known)
        assert examined.outcome is Outcome.AGREES, examined


# Those that are tried with neither method on every change: the script above makes them, too.
TWICE = ("time-doubled", "coupling-doubled", "cutoff-halved", "sign-in-z")
WRONG_EQUATIONS: list[tuple[str, dict[str, Any]]] = [
    ("time-halved", {"two": 1.0}),
    ("time-doubled", {"two": 4.0}),
    ("coupling-doubled", {"lam": 2.0}),
    ("coupling-halved", {"lam": 0.5}),
    ("sign-in-x", {"signs": (-1, 1, 1), "last": 2.0}),
    ("sign-in-y", {"signs": (1, -1, 1)}),
    ("sign-in-z", {"signs": (1, 1, -1), "last": 1.75}),
    ("not-self-consistent", {"frozen": True}),
    ("cutoff-halved", {"cutoff": 5.0}),
    ("gaps-exchanged", {"start": 1.0, "final": 0.6}),
]


@pytest.mark.parametrize(("method", "mistake"), by_turns(WRONG_EQUATIONS, TWICE))
def test_wrong_ones_of_foreign_integrators_are_named(
    method: str, mistake: tuple[str, dict[str, Any]]
) -> None:
    name, changes = mistake
    times, gap = integrated(method, **{"start": 0.6, "last": 40.0, **changes})
    found = checked(times, gap)
    assert found.outcome is Outcome.DIFFERS
    assert found.named, found
    assert found.named[0].mistake == name


def test_right_linear_response_agrees() -> None:
    time = np.linspace(0.0, 12.0, 41)
    stated = {"gap_initial": 0.99, "theory": "linear", "rate_s": 0.2, "cutoff": math.inf}
    right = 0.99 + 0.01 * step_response(time, 0.2).value
    assert checked(time, right, 1e-4, **stated).outcome is Outcome.AGREES


@pytest.mark.slow
def test_mistakes_of_linear_response_have_their_names() -> None:
    time = np.linspace(0.0, 30.0, 301)
    stated = {"gap_initial": 0.99, "theory": "linear", "rate_s": 0.2, "cutoff": math.inf}
    twice = 0.99 + 0.01 * step_response(time, 0.4).value
    assert "rate-s-doubled" in [one.mistake for one in checked(time, twice, 1e-5, **stated).named]


@pytest.mark.slow
def test_mistakes_of_the_exact_theory_are_named() -> None:
    stated = {"gap_initial": 0.6, "rate_s": 0.1, "rate_u": 0.0, "cutoff": 5.0}

    def solved(**changes: Any) -> Any:
        quench = {"gap_initial": 0.6, "gap_final": 1.0, "rate_s": 0.1, "cutoff": 5.0, **changes}
        result = solve(KineticQuench(**quench, t_max=25.0), tol=1e-5)
        return result.time, result.gap

    assert checked(*solved(), accuracy=1e-4, **stated).outcome is Outcome.AGREES
    for name, changes in (
        ("rate-s-doubled", {"rate_s": 0.2}),
        ("rate-s-halved", {"rate_s": 0.05}),
        ("rates-exchanged", {"rate_s": 0.0, "rate_u": 0.1}),
        ("gaps-exchanged", {"gap_initial": 1.0, "gap_final": 0.6}),
    ):
        found = checked(*solved(**changes), accuracy=1e-4, **stated)
        assert name in [one.mistake for one in found.named], (name, found)


def test_right_ones_with_impurities_pass() -> None:
    for closure in ("even", "static", "odd"):
        found = checked(*disordered(closure), accuracy=1e-6, **{**STATED_RATES, "closure": closure})
        assert found.outcome is Outcome.AGREES, found


def test_what_no_mistake_explains_is_said() -> None:
    time, gap = trajectory(**{**RIGHT, "final": 1.03, "t_max": 25.0})
    found = checked(time, gap)
    assert found.outcome is Outcome.DIFFERS
    assert not found.named
    assert "No mistake of the table explains it" in str(found)


def test_without_a_quench_nothing_responds() -> None:
    still = {"gap_initial": 1.0, "rate_s": 0.1, "cutoff": None}
    found = checked(np.arange(12.0), np.ones(12), **still)
    assert found.outcome is not Outcome.DIFFERS
