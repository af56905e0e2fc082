import numpy as np
import pytest

from higgs_num.levels import HalfLevels, Levels
from higgs_num.steady import lax_vector, steady_state
from higgs_sym.ground.errors import ArgumentError

CUTOFF = 10.0


def gauss_levels(n):
    x, w = np.polynomial.legendre.leggauss(n)
    return HalfLevels((x + 1) * CUTOFF / 2, w * CUTOFF).everywhere


@pytest.mark.parametrize("gap_initial", [0.1, 0.5, 2.0, 6.0])
def test_isolated_roots_tend_to_those_of_the_continuum(gap_initial):
    levels = gauss_levels(300)
    found = lax_vector.isolated_roots_of_levels(levels, gap_initial, 1.0)
    # 300 Gauss points integrate 1/(E (eps^2 + y^2)) with Delta_i, y >= 0.1 to 1e-12.
    np.testing.assert_allclose(found, steady_state(gap_initial, 1.0, CUTOFF).roots, rtol=1e-10)


@pytest.mark.parametrize("gap_initial", [0.1, 0.6, 6.0])
def test_all_roots_are_zeros_and_the_isolated_ones_stand_out(gap_initial):
    n = 60
    levels = Levels.uniform(CUTOFF, 2 * n)
    roots = lax_vector.all_roots(levels, gap_initial, 1.0)
    assert roots.shape == (2 * n,)
    E = np.hypot(levels.energies, gap_initial)
    spins = np.array([gap_initial / E, 0 * E, -levels.energies / E])
    inverse = lax_vector.inverse_coupling(levels, 1.0)
    norm = lax_vector.lax_norm(roots, levels, spins, inverse)
    # Size of the terms that cancel; the eigenvalue solver is accurate to ~1e-14 of the cutoff.
    size = lax_vector.lax_norm(roots + 0.05j, levels, spins, inverse)
    assert np.abs(norm / size).max() < 1e-10
    isolated = lax_vector.isolated_roots_of_levels(levels, gap_initial, 1.0)
    np.testing.assert_allclose(roots.imag[: len(isolated)], isolated, rtol=1e-12)
    # The others keep within a level spacing of the real axis.
    assert roots.imag[len(isolated) :].max() < CUTOFF / n


def test_norm_of_the_initial_state_is_the_closed_form():
    levels = gauss_levels(200)
    E = np.hypot(levels.energies, 0.7)
    spins = np.array([0.7 / E, 0 * E, -levels.energies / E])
    u = np.array([0.3 + 1j, -2 + 0.5j, 12.0])
    got = lax_vector.lax_norm(u, levels, spins, lax_vector.inverse_coupling(levels, 1.2))
    F = np.array([np.sum(levels.weights / (2 * E * (z - levels.energies))) for z in u])
    beta = np.arcsinh(CUTOFF / 0.7) - np.arcsinh(CUTOFF / 1.2)
    # The Gauss rule gives beta to 1e-13; a few hundred terms are summed.
    np.testing.assert_allclose(got, 0.49 * F**2 + (u * F - beta) ** 2, rtol=1e-11)
    assert abs(lax_vector.coupling_change_of_levels(levels, 0.7, 1.2) - beta) < 1e-12


def test_norm_is_conserved_by_a_rotation_step_of_the_clean_equations():
    # dL^2/dt = 0 at any configuration, not only on a trajectory: random spins, exact derivative.
    rng = np.random.default_rng(7)
    levels = gauss_levels(20)
    eps, w = levels.energies, levels.weights
    S = rng.normal(size=(3, eps.size))
    inverse = lax_vector.inverse_coupling(levels, 1.0)
    dx, dy = (float(np.sum(w * S[k])) / (2 * inverse) for k in (0, 1))
    field = np.array([np.full_like(eps, 2 * dx), np.full_like(eps, 2 * dy), -2 * eps])
    velocity = np.cross(field, S, axis=0)
    h, u = 1e-5, np.array([0.4 + 0.6j, -3 + 0.2j])
    ahead = lax_vector.lax_norm(u, levels, S + h * velocity, inverse)
    behind = lax_vector.lax_norm(u, levels, S - h * velocity, inverse)
    scale = np.abs(lax_vector.lax_norm(u, levels, S, inverse)).max()
    # The central difference of a quadratic is exact: rounding over 2 h.
    assert np.abs((ahead - behind) / (2 * h)).max() < 1e-9 * scale


def test_levels_that_are_not_symmetric_have_no_isolated_roots_here():
    with pytest.raises(ArgumentError, match="`levels` must be their own mirror image"):
        lax_vector.isolated_roots_of_levels(Levels([-1.0, 2.0], [1.0, 1.0]), 1.0, 1.0)


def test_too_many_levels_for_dense_algebra_are_refused():
    with pytest.raises(ArgumentError, match="at most 3000"):
        lax_vector.all_roots(Levels.uniform(1.0, 3002), 1.0, 1.0)
    with pytest.raises(ArgumentError, match=r"shape \(3, 2\)"):
        lax_vector.lax_norm(1j, Levels.uniform(1.0, 2), np.zeros((2, 2)), 1.0)


def test_the_half_of_a_set_is_refused():
    half = Levels.uniform(5.0, 200).folded()
    for call in (
        lambda: lax_vector.all_roots(half, 0.5, 1.0),
        lambda: lax_vector.isolated_roots_of_levels(half, 0.5, 1.0),
        lambda: lax_vector.lax_norm(1j, half, np.zeros((3, 100)), 1.0),
    ):
        with pytest.raises(ArgumentError, match="all levels"):
            call()
