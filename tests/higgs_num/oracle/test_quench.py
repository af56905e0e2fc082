"""Quenches of random samples: clean limit, Anderson's theorem, Born theory, end of oscillation."""

import numpy as np
import pytest
from scipy.integrate import simpson, solve_ivp

from higgs_num import quench
from higgs_num.oracle import Ensemble, EnsembleResult, fluctuations, simulate
from higgs_num.oracle.sample import sample
from higgs_num.response.time_domain import step_response
from tests.higgs_num.oracle import born


def _closure(problem: Ensemble, **change: float) -> quench.Result:
    """Eq. (9) for the same system, with levels enough for its continuum limit."""
    inputs = {
        "rate_s": problem.rate_s,
        "rate_u": problem.rate_u,
        "cutoff": problem.cutoff,
        "levels": 2000,
        "t_max": problem.t_max,
        "save_every": problem.save_every,
    }
    return quench.run(
        quench.Problem(problem.gap_initial, problem.gap_final, **{**inputs, **change})  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("gap_initial", [0.95, 0.3, 1.6])
def test_without_impurities_it_is_the_clean_pseudospin_problem(gap_initial: float) -> None:
    problem = Ensemble(gap_initial, 1.0, levels=40, t_max=10.0, realisations=1, step=1 / 16)
    found = simulate(problem)
    expected = _closure(problem, levels=40)
    # Sixth order: 1e-8 at this step for a weak quench; the other solver errs by 1e-9.
    np.testing.assert_allclose(found.gap[0], expected.gap, atol=2e-7)


def _pseudospins(levels: np.ndarray, spacing: float, problem: Ensemble) -> np.ndarray:
    """|Delta(t)| of the clean problem with complex Delta on any levels, by Runge-Kutta."""

    def lam(gap: float) -> float:
        return 2 / (spacing * float(np.sum(1 / np.sqrt(levels**2 + gap**2))))

    factor = lam(problem.gap_final) * spacing / 2

    def rate(_: float, flat: np.ndarray) -> np.ndarray:
        # dS/dt = B x S, B = 2 (-Delta_x, -Delta_y, eps): the usual signs for a ground state
        # S = (Delta, 0, -eps)/E
        x, y, z = flat.reshape(3, -1)
        X, Y = factor * np.sum(x), factor * np.sum(y)
        return 2 * np.concatenate([-Y * z - levels * y, levels * x + X * z, -X * y + Y * x])

    E = np.sqrt(levels**2 + problem.gap_initial**2)
    start = np.concatenate([problem.gap_initial / E, 0 * E, -levels / E])
    solved = solve_ivp(
        rate, (0, problem.t_max), start, "DOP853", problem.times, rtol=1e-10, atol=1e-11
    )
    S = solved.y.reshape(3, levels.size, -1).sum(axis=1)
    return np.asarray(factor * np.hypot(S[0], S[1]))


def test_potential_scatterers_give_the_clean_problem_of_their_eigenstates() -> None:
    problem = Ensemble(
        0.6, 1.0, rate_u=0.5, levels=40, t_max=10.0, realisations=2, step=1 / 16, cutoff=4.0
    )
    found = simulate(problem)
    for i in range(2):
        levels = sample(4.0, 40, 0.0, 0.5, problem.seed, i).up
        expected = _pseudospins(levels, problem.spacing, problem)
        # As above, for a stronger quench.
        np.testing.assert_allclose(found.gap[i], expected, atol=1e-6)


def test_potential_scatterers_leave_the_clean_trajectory_but_not_in_equation_9() -> None:
    problem = Ensemble(0.95, 1.0, rate_u=0.5, levels=100, t_max=16.0, realisations=6)
    found, closure = simulate(problem), _closure(problem)
    clean = _closure(problem, rate_u=0.0)
    off = np.sqrt(np.mean((found.mean - clean.gap) ** 2))
    # What remains: the noise of 6 samples, 5e-4, and the bent edges of the band, rate/cutoff
    # of the quench's second order.
    assert off < 1e-3
    assert np.abs(closure.gap - clean.gap).max() > 5e-3


@pytest.mark.parametrize(
    ("rate_s", "rate_u"), [pytest.param(0.1, 0.0, marks=pytest.mark.slow), (0.3, 0.2)]
)
def test_a_small_quench_is_the_linear_response_of_the_born_theory(
    rate_s: float, rate_u: float
) -> None:
    size = 1e-3
    problem = Ensemble(
        1 - size,
        1.0,
        rate_s=rate_s,
        rate_u=rate_u,
        levels=80,
        t_max=16.0,
        save_every=0.125,
        step=1 / 16,
        realisations=8,
    )
    found = simulate(problem)
    for s in (1.0, 2.0, 4.0):
        integrals = [
            -simpson((gap - 1.0) * np.exp(-s * problem.times), x=problem.times) / size
            for gap in found.gap
        ]
        expected = born.response(s, 1.0, rate_s, rate_u, problem.cutoff)
        error = np.std(integrals, ddof=1) / np.sqrt(8)
        # Four standard errors and the 1/N of the average.
        assert abs(np.mean(integrals) - expected) < 4 * error + 0.3 / 80 * expected
        assert error < 0.03 * expected


@pytest.fixture(scope="module")
def weak() -> EnsembleResult:
    return simulate(Ensemble(0.95, 1.0, rate_s=0.3, levels=160, realisations=6, t_max=40.0))


def test_the_oscillation_ends_where_equation_9_goes_on(weak: EnsembleResult) -> None:
    closure = _closure(weak.problem)
    late = (20.0, 40.0)
    there = fluctuations(weak, *late)
    _, gap = closure.window(*late)
    of_closure = float(np.std(gap))
    # Common part, with two standard errors, far below the persistent oscillation of (9).
    assert there.amplitude_bound < of_closure / 3
    # At first there is one in both.
    assert fluctuations(weak, 0.0, 5.0).amplitude > 5 * there.amplitude_bound


def test_it_follows_the_exact_response_where_equation_9_does_not(weak: EnsembleResult) -> None:
    late = weak.time >= 0.25
    exact = 1.0 + 0.05 * step_response(weak.time[late], 0.3).remainder
    # What may differ: the second order of the quench, 0.2 * 0.05^2 = 5e-4; a band of cutoff 5,
    # 1e-3; four standard errors of 6 samples, 1e-3.
    assert np.abs(weak.mean[late] - exact).max() < 3e-3
    closure = _closure(weak.problem).gap[late]
    assert np.abs(closure - exact)[weak.time[late] > 10.0].max() > 6e-3


def test_the_energy_is_conserved(weak: EnsembleResult) -> None:
    # The error of the default step, a part in 1e4 of the energy of the quench, 0.05^2.
    assert np.abs(weak.energy_change).max() < 2e-5
