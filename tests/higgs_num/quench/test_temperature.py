"""Quenches from thermal states: fixed points, another integrator, exact late values, archives."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from higgs_num.quench import RK4, Closure, Condensed, Problem, Result, run
from higgs_num.quench.problem import Problem as Inputs
from higgs_num.steady import steady_state
from higgs_num.steady.thermal import ground_state_gap
from higgs_sym.ground.errors import ArgumentError


@pytest.mark.parametrize("T", [0.3, 4.0])
@pytest.mark.parametrize("closure", [Closure.STATIC, Closure.EVEN, Closure.ODD])
def test_no_quench_is_a_fixed_point(closure, T):
    problem = Problem(
        1.0, 1.0, rate_s=0.2, rate_u=0.1, closure=closure, temperature=T, t_max=10.0, levels=400
    )
    assert run(problem, RK4(0.02)).gap == pytest.approx(1.0, abs=1e-13)
    assert run(problem).gap == pytest.approx(1.0, abs=1e-9)  # its tolerance is 1e-10 a step
    assert run(problem, Condensed(1e-9)).gap == pytest.approx(1.0, abs=1e-8)


def test_clean_quench_against_another_integrator():
    T, n, cutoff = 0.5, 200, 5.0
    eps = (np.arange(n) + 0.5) * 2.0 * cutoff / n - cutoff

    def state(gap):
        E = np.hypot(eps, gap)
        return gap * np.tanh(0.5 * E / T) / E, -eps * np.tanh(0.5 * E / T) / E

    lam = 2.0 / np.sum(state(1.0)[0]) / (2.0 * cutoff / n)  # of gap 1

    def turn(_, flat):
        S = flat.reshape(3, n)
        D = 0.5 * lam * np.sum(S[0]) * 2.0 * cutoff / n
        field = np.stack([-2.0 * D * np.ones(n), np.zeros(n), 2.0 * eps])
        return np.cross(field, S, axis=0).ravel()

    x, z = state(0.7)
    times = np.linspace(0.0, 8.0, 9)
    start = np.stack([x, np.zeros(n), z]).ravel()
    seen = solve_ivp(turn, (0.0, 8.0), start, t_eval=times, rtol=1e-11, atol=1e-12)
    expected = 0.5 * lam * np.sum(seen.y.reshape(3, n, -1)[0], axis=0) * 2.0 * cutoff / n
    problem = Problem(0.7, 1.0, temperature=T, cutoff=cutoff, levels=n, t_max=8.0, save_at=times)
    # Tolerances of both; levels at the middle of their cells, as here.
    assert run(problem).gap == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("T", [0.4, 3.0])
def test_late_mean_is_the_exact_steady_state(T):
    problem = Problem(0.8, 1.0, temperature=T, t_max=400.0)
    result = run(problem)
    state = problem.clean_state
    assert state.temperature == T
    late = result.time > 200.0
    period = np.pi / state.gap_steady
    # Means over whole periods of what falls as t^(-1/2) and oscillates.
    weights = np.hanning(late.sum())
    mean = float(np.sum(weights * result.gap[late]) / weights.sum())
    assert period < 10.0
    assert mean == pytest.approx(state.gap_steady, abs=1e-4)


def test_final_gap_is_that_of_the_temperature():
    # A coupling: gap 1 at T = 0.4 is a larger one at T = 0; no quench moves nothing.
    cold = ground_state_gap(1.0, 0.4, 10.0)
    assert cold > 1.0
    still = steady_state(1.0, cold, cutoff=10.0, temperature=0.4)
    assert still.gap_steady == pytest.approx(1.0, rel=1e-12)
    assert ground_state_gap(1.0, 1e-3, 10.0) == pytest.approx(1.0, rel=1e-14)


def test_archive(tmp_path):
    problem = Problem(0.9, 1.0, rate_s=0.1, temperature=0.5, levels=100, t_max=4.0)
    result = run(problem)
    result.save(str(tmp_path / "run.nc"))
    loaded = Result.load(str(tmp_path / "run.nc"))
    assert loaded.problem == problem
    assert loaded.problem.temperature == 0.5
    assert np.array_equal(loaded.gap, result.gap)


def test_older_archives_have_no_temperature():
    plain = Problem(0.9, 1.0).to_dict()
    assert "temperature" not in plain
    assert Inputs.from_dict(plain).temperature == 0.0


def test_inputs():
    for T in (-1.0, 1e-6, 1e4):
        with pytest.raises(ArgumentError, match="temperature"):
            Problem(0.9, 1.0, temperature=T)
