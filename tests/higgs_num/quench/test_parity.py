"""The two sectors of particle-hole parity together are (9) on all levels."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from higgs_num.quench import RK4, Composition, Levels, MultiProduct, Problem, SolveIvp, run
from higgs_num.quench.motion import Motion, motion
from higgs_num.quench.parity import even_and_odd, joined, seen_and_hidden
from higgs_num.quench.sources import Sources
from tests.higgs_num.quench import printed_equations

Array = NDArray[np.float64]

SMALL: dict[str, Any] = {
    "gap_initial": 0.8, "gap_final": 1.0, "rate_s": 0.2, "rate_u": 0.35,
    "levels": 60, "cutoff": 3.0, "t_max": 8.0,
}  # fmt: skip


def W(eps: Any) -> Any:
    return 1.0 / (1.0 + eps**2) + 0.3 * np.tanh(eps)


def theta(eps: Any) -> Any:
    return 0.4 * np.exp(-(eps**2)) + 0.3 * np.tanh(2.0 * eps)


def spins(eps: Any) -> Any:
    E = np.hypot(eps, 0.8)
    return np.stack([
        0.8 / E + 0.1 * np.tanh(eps),
        0.1 / E + 0.2 * np.sin(eps) / E,
        -eps / E + 0.1 * np.cos(eps),
    ])  # fmt: skip


WITH_THETA: dict[str, Any] = {"theta": theta, "closure": "given"}
WITH_SPINS: dict[str, Any] = {"spins": spins, "start": "given"}
CASES: list[dict[str, Any]] = [
    {},
    {"W": W},
    {"W": W, "closure": "static"},
    {"W": W, "closure": "odd", "start": "clean"},
    WITH_THETA,
    WITH_SPINS,
    {**WITH_SPINS, "closure": "static"},
    {**WITH_SPINS, "rate_s": 0.0, "rate_u": 0.0},
    {**WITH_SPINS, **WITH_THETA, "W": W},
    {**WITH_SPINS, **WITH_THETA, "W": W, "rate_u": 0.0},
    {**WITH_SPINS, **WITH_THETA, "W": W, "rate_s": 0.0},
]


def printed(problem: Problem) -> tuple[Array, Array]:
    eps = problem.grid.energies
    given = {name: value.on(eps) for name, value in problem.given.items()}
    return printed_equations.solve(problem, problem.times, **given)


def apart(equations: Motion, times: Array) -> tuple[Array, Array]:
    """Delta (nt,) and S (3, N) at the end, each sector on eps > 0 with Delta of the seen one."""
    eps, weights = equations.levels.energies, equations.levels.weights
    n = eps.size
    hidden = equations.hidden
    assert hidden is not None

    def moved(S: Array, sources: Sources, Delta: float, t: float) -> Array:
        phase = 2.0 * sources.E * t
        C, G = sources.sin_theta * np.cos(phase), sources.sin_theta * np.sin(phase)
        return np.stack([
            2.0 * eps * S[1] + sources.x_source * G,
            -2.0 * eps * S[0] - 2.0 * Delta * S[2] + sources.constant + sources.y_source * C,
            2.0 * Delta * S[1] + sources.z_source * G,
        ])  # fmt: skip

    def slope(t: float, flat: Array) -> Array:
        S, D = flat.reshape(2, 3, n)
        Delta = equations.half_lambda * float(weights @ S[0])
        here = moved(S, equations.sources, Delta, t)
        return np.concatenate([here, moved(D, hidden.sources, Delta, t)]).reshape(-1)

    start = np.concatenate([equations.spins, hidden.spins]).reshape(-1)
    solution: Any = solve_ivp(
        slope, (0.0, times[-1]), start, "DOP853", times, rtol=1e-13, atol=1e-14
    )
    S, D = solution.y[:, -1].reshape(2, 3, n)
    gap = equations.half_lambda * weights @ solution.y[:n]
    return gap, np.concatenate([((S - D) * [[1.0], [-1.0], [-1.0]])[:, ::-1], S + D], axis=1)


@pytest.mark.parametrize("case", CASES)
def test_two_sectors_are_the_printed_equations(case: dict[str, Any]) -> None:
    problem = Problem(**{**SMALL, **case})
    gap, followed = apart(motion(problem), problem.times)
    literal, all_spins = printed(problem)
    # Two runs of DOP853 at rtol 1e-13 over 8/Delta.
    np.testing.assert_allclose(gap, literal, rtol=0, atol=1e-11)
    np.testing.assert_allclose(followed, all_spins[-1], rtol=0, atol=1e-11)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(
    "stepper", [MultiProduct(order=14, longest_step=0.125), Composition(8, longest_step=0.03125)]
)
def test_splittings_follow_the_printed_equations(case: dict[str, Any], stepper: Any) -> None:
    problem = Problem(**{**SMALL, **case})
    result = run(problem, stepper)
    gap, all_spins = printed(problem)
    # The tolerance of the splitting, 1e-10 for Delta.
    np.testing.assert_allclose(result.gap, gap, rtol=0, atol=1e-10)
    np.testing.assert_allclose(result.final_spins, all_spins[-1], rtol=0, atol=1e-9)
    lengths = np.linalg.norm(all_spins, axis=1)
    change = np.max(np.abs(lengths - lengths[0]), axis=1)
    # Looked at where steps end: here at the saved times themselves, which they divide.
    np.testing.assert_allclose(result.norm_change, change, rtol=0, atol=1e-9)
    eps, weights = problem.grid.energies, problem.grid.weights
    energy = all_spins[:, 2] @ (weights * eps) - gap * (all_spins[:, 0] @ weights) / 2.0
    np.testing.assert_allclose(result.energy, energy, rtol=0, atol=1e-9)


@pytest.mark.parametrize("stepper", [RK4(1.0 / 512.0), SolveIvp(rtol=1e-11)])
@pytest.mark.parametrize("case", [CASES[1], CASES[4], CASES[8]])
def test_general_methods_follow_all_levels(case: dict[str, Any], stepper: Any) -> None:
    problem = Problem(**{**SMALL, **case, "t_max": 3.0})
    result = run(problem, stepper)
    gap, all_spins = printed(problem)
    # RK4: (2 eps h)^5/120 a step, 1500 steps, eps <= 3: 3e-9; scipy: 1e-11 over hundreds of steps.
    np.testing.assert_allclose(result.gap, gap, rtol=0, atol=5e-9)
    np.testing.assert_allclose(result.final_spins, all_spins[-1], rtol=0, atol=1e-8)


@pytest.mark.parametrize("case", [CASES[8], WITH_THETA])
def test_levels_without_symmetry_are_all_followed(case: dict[str, Any]) -> None:
    levels = Levels(np.linspace(-2.9, 2.6, 31), np.linspace(0.1, 0.3, 31))
    problem = Problem(**{**SMALL, **case, "levels": levels})
    equations = motion(problem)
    assert not equations.folded
    assert equations.hidden is None
    assert equations.levels == levels
    result = run(problem, MultiProduct(order=14, longest_step=0.125))
    gap, all_spins = printed(problem)
    np.testing.assert_allclose(result.gap, gap, rtol=0, atol=1e-10)
    np.testing.assert_allclose(result.final_spins, all_spins[-1], rtol=0, atol=1e-9)


@pytest.mark.parametrize("case", CASES)
def test_joining_the_sectors_gives_back_what_was_split(case: dict[str, Any]) -> None:
    problem = Problem(**{**SMALL, **case})
    parts, literal = motion(problem), motion(problem, by_parity=False)
    assert literal.hidden is None
    if parts.hidden is None:
        return
    half = len(parts.levels)
    spins = joined(parts.spins, parts.hidden.spins)
    np.testing.assert_allclose(spins, literal.spins, rtol=0, atol=1e-15)
    for name, sign in (("sin_theta", -1.0), ("constant", -1.0), ("Px", 1.0)):
        seen, hidden = (getattr(part, name) for part in (parts.sources, parts.hidden.sources))
        both = np.concatenate([sign * (seen - hidden)[::-1], seen + hidden])
        # Halves of numbers of order one, added.
        np.testing.assert_allclose(getattr(literal.sources, name), both, rtol=1e-14, atol=1e-15)
    for name in ("E", "x_source", "y_source", "ax", "gy", "pz"):
        one, other = getattr(parts.sources, name), getattr(literal.sources, name)
        np.testing.assert_array_equal(one, other[half:])


@pytest.mark.parametrize(
    ("case", "hidden"),
    [
        ({}, True),
        ({"closure": "static"}, False),
        ({"closure": "odd"}, False),
        ({"gap_initial": 1.0}, False),  # theta = 0
        ({"rate_s": 0.0, "rate_u": 0.0}, False),
        ({"W": np.cosh, "closure": "static"}, False),
        ({"W": np.tanh, "closure": "static"}, True),
        ({"W": np.tanh, "closure": "static", "rate_s": 0.0, "rate_u": 0.0}, False),
        # 1/tau_m = 0: W is multiplied by nothing
        ({"W": np.tanh, "closure": "static", "rate_s": 0.2, "rate_u": 0.2}, False),
        ({"theta": np.tanh, "closure": "given"}, False),
        ({"theta": np.cosh, "closure": "given"}, True),
        ({"spins": lambda e: np.stack([e**2, e, e]), "start": "given", "closure": "odd"}, False),
        ({"spins": lambda e: np.stack([e, e, e]), "start": "given", "closure": "odd"}, True),
        ({"spins": lambda e: np.stack([e**2, e**2, e]), "start": "given", "rate_s": 0.0}, True),
    ],
)
def test_a_hidden_sector_is_there_only_if_something_moves_in_it(
    case: dict[str, Any], hidden: bool
) -> None:
    problem = Problem(**{**SMALL, **case})
    equations = motion(problem)
    assert equations.folded
    assert (equations.hidden is not None) == hidden
    assert motion(problem, by_parity=False).folded != hidden


def test_only_what_moves_the_gap_is_seen() -> None:
    """A hidden sector changes neither Delta(t) nor the energy."""
    seen = Problem(**SMALL, closure="static", W=lambda eps: np.exp(-(eps**2)))
    other = dataclasses.replace(seen, W=lambda eps: np.exp(-(eps**2)) + np.tanh(eps))
    one, two = (run(each, MultiProduct(order=12, longest_step=0.125)) for each in (seen, other))
    # The even part is split off with a rounding of 1e-16, which grows over 8/Delta.
    np.testing.assert_allclose(one.gap, two.gap, rtol=0, atol=1e-13)
    np.testing.assert_allclose(one.energy, two.energy, rtol=0, atol=1e-12)
    assert np.max(np.abs(one.final_spins - two.final_spins)) > 1e-2


def test_splitting_and_joining_of_arrays() -> None:
    eps = np.array([-2.0, -0.5, 0.5, 2.0])
    even, odd = even_and_odd(eps**2 + eps)
    np.testing.assert_array_equal(even, [0.25, 4.0])
    np.testing.assert_array_equal(odd, [0.5, 2.0])
    S = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]])
    seen, hidden = seen_and_hidden(S)
    np.testing.assert_array_equal(seen, [[2.5, 2.5], [0.5, 1.5], [0.5, 1.5]])
    np.testing.assert_array_equal(hidden, [[0.5, 1.5], [6.5, 6.5], [10.5, 10.5]])
    np.testing.assert_array_equal(joined(seen, hidden), S)
    np.testing.assert_array_equal(joined(seen)[:, :2], [[2.5, 2.5], [-1.5, -0.5], [-1.5, -0.5]])
