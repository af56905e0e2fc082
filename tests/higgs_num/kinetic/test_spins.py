"""Levels along an exact quench: against pseudospins, sums over the band, and equilibrium."""

import numpy as np
import pytest

from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.kinetic import KineticQuench, level_motion, solve, solve_all
from higgs_num.kinetic.bands import bare, chain_of
from higgs_num.kinetic.dephasing import dephase, levels_of
from higgs_num.kinetic.problem import Band
from higgs_num.kinetic.rest import Rest
from higgs_num.kinetic.spins import still_spins
from higgs_num.quench import Problem, run
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import formula
from tests.higgs_num.kinetic.quenches import semicircle

W = 4.0
TOL = 1e-8


def test_clean_levels_are_pseudospins() -> None:
    eps = [-1.0, 0.3, 2.0]
    motion = level_motion(KineticQuench(0.5, 1.0, cutoff=W, t_max=8.0), eps, tol=TOL)
    clean = run(
        Problem(
            0.5, 1.0, cutoff=W, levels=semicircle(W, 200), t_max=8.0, save_at=motion.time[1:],
            probes=tuple(eps),
        )
    )  # fmt: skip
    # The error of Delta(t), 1e-8, turns spins by some times as much.
    expected = clean.probe_spins.transpose(2, 1, 0)
    np.testing.assert_allclose(motion.spins[:, :, 1:], expected, rtol=0, atol=1e-7)
    # A polynomial of degree 16 loses some p^2 in its derivative.
    assert np.max(np.abs(motion.collision)) < 1e-5


@pytest.mark.parametrize(
    ("rate_s", "rate_u", "temperature"),
    [
        pytest.param(0.2, 0.0, 0.0, marks=pytest.mark.slow),
        (0.2, 0.3, 0.2),
        pytest.param(1.2, 0.1, 0.0, marks=pytest.mark.slow),
    ],
)
def test_levels_add_up_to_the_gap(rate_s: float, rate_u: float, temperature: float) -> None:
    problem = KineticQuench(0.5, 1.0, rate_s, rate_u, cutoff=W, temperature=temperature, t_max=3.0)
    # Of the state before, which turns sharply within 0.5 of 4, the rule errs by
    # exp(-2 80 arsinh(0.5/4)) = 2e-9; of what spins are until t = 3 by less.
    levels = semicircle(W, 80)
    half = levels.energies > 0.0
    motion = level_motion(problem, levels.energies[half], tol=TOL)
    total = levels.weights[half] @ motion.spins[:, 0]
    g = motion.gap[1:] / total[1:]
    # Delta = g C(t,t) with one g; both errors are 1e-8.
    np.testing.assert_allclose(g, g[0], rtol=3e-7)


def test_in_equilibrium_scattering_makes_up_for_precession() -> None:
    problem = KineticQuench(1.0, 1.0, 0.3, cutoff=W, t_max=3.0)
    motion = level_motion(problem, [0.2, 1.5], tol=TOL)
    x, _, z = motion.spins[:, :, 0].T
    expected = 2.0 * (motion.energies * x + z)
    np.testing.assert_allclose(
        motion.collision[:, 1], np.repeat(expected[:, None], motion.time.size, 1), atol=1e-5
    )
    np.testing.assert_allclose(motion.collision[:, [0, 2]], 0.0, atol=1e-5)


def test_spins_at_rest_are_those_of_the_wide_band() -> None:
    rate, width = 0.3, 200.0
    still = Rest.of(chain_of(Band.SEMICIRCLE, width, rate, 0.0, 1), 1.0)
    eps = np.array([0.1, 1.0, 3.0])
    along, z = still_spins(still, eps)
    wide = pseudospins(eps, 1.0, rate)
    # First corrections of the band: rate/(2 W) = 7.5e-4, and eps/W of what scatters, 0.015 rate.
    np.testing.assert_allclose(along, wide.Sx, atol=5e-3)
    np.testing.assert_allclose(z, wide.Sz, atol=5e-3)


def test_gauss_nodes_of_a_chain_are_those_of_its_band() -> None:
    eps, weights = levels_of(chain_of(Band.SEMICIRCLE, W, 0.0, 0.0, 1), 80)
    expected = semicircle(W, 80)
    half = expected.energies > 0.0
    np.testing.assert_allclose(eps, expected.energies[half], rtol=1e-12)
    np.testing.assert_allclose(weights, 2.0 * expected.weights[half], rtol=1e-9)


@pytest.mark.slow
def test_the_closure_keeps_equilibrium() -> None:
    still = dephase(KineticQuench(1.0, 1.0, 0.2, cutoff=W, t_max=5.0))
    np.testing.assert_allclose(still, 1.0, atol=1e-6)  # rtol of the integrator is 1e-8


@pytest.mark.slow
def test_the_closure_is_exact_without_impurities() -> None:
    problem = KineticQuench(0.5, 1.0, cutoff=W, t_max=6.0)
    np.testing.assert_allclose(dephase(problem)[1:], solve(problem, tol=TOL).gap[1:], atol=1e-6)


def test_the_closure_says_what_it_does_not_know() -> None:
    with pytest.raises(ArgumentError, match="Argument `temperature` must be 0 in this closure"):
        dephase(KineticQuench(1.0, 1.0, temperature=0.1, cutoff=W))
    with pytest.raises(ArgumentError, match="Argument `cutoff` must be finite in this closure"):
        dephase(KineticQuench(1.0, 1.0, cutoff=np.inf))


def test_levels_beyond_the_band_are_refused() -> None:
    with pytest.raises(ArgumentError, match="Argument `energies` must lie within the cutoff"):
        level_motion(KineticQuench(1.0, 1.0, cutoff=W), [5.0])
    with pytest.raises(ArgumentError, match="Argument `cutoff` must be finite to follow levels"):
        level_motion(KineticQuench(1.0, 1.0, cutoff=np.inf), [5.0])


def test_side_by_side_gives_the_bits_of_each_alone() -> None:
    problems = [KineticQuench(one, 1.0, 0.2, cutoff=W, t_max=3.0) for one in (0.5, 0.8)]
    for found, problem in zip(solve_all(problems, workers=2), problems, strict=True):
        np.testing.assert_array_equal(found.gap, solve(problem).gap)
    assert solve_all([]) == []
    with pytest.raises(ArgumentError, match="workers"):
        solve_all(problems, workers=0)


@pytest.mark.parametrize("width", [10.0, 40.0])
def test_bare_values_make_the_wanted_ones_effective(width: float) -> None:
    rate, factor = bare(width, 0.2)
    k = 1.0 / np.sqrt(2.0)  # of the flattened band: 2/(4 - 2 sqrt(2)) - 1
    eta = formula("kinetic.eta").lambdify("numpy")(k_b=k, rate_s=rate, W_b=width)
    assert formula("kinetic.rate_effective").lambdify("numpy")(
        rate_s=rate, eta=eta
    ) == pytest.approx(0.2, rel=1e-12)
    assert formula("kinetic.gap_effective").lambdify("numpy")(
        Delta=factor, eta=eta
    ) == pytest.approx(1.0, rel=1e-12)
