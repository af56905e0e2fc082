"""Random samples: ensemble, spectrum and coupling of single realisations."""

import math

import numpy as np
import pytest

from higgs_num.oracle.sample import Sample, ground_state, hamiltonian, sample, symmetric_gaussian


def test_the_ensemble_has_the_stated_variance() -> None:
    V = symmetric_gaussian(300, 0.5, np.random.default_rng(3))
    assert np.array_equal(V, V.T)
    upper = V[np.triu_indices(300, 1)]
    # The mean square of n Gaussians scatters by sqrt(2/n); five of that.
    assert np.mean(upper**2) == pytest.approx(0.5, rel=5 * math.sqrt(2 / upper.size))
    assert np.mean(np.diag(V) ** 2) == pytest.approx(1.0, rel=5 * math.sqrt(2 / 300))


def test_the_same_seed_gives_the_same_sample_and_another_does_not() -> None:
    first = sample(5.0, 20, 0.3, 0.2, 7, 1)
    same = sample(5.0, 20, 0.3, 0.2, 7, 1)
    assert np.array_equal(first.up, same.up)
    assert np.array_equal(first.Q, same.Q)
    for other in (sample(5.0, 20, 0.3, 0.2, 8, 1), sample(5.0, 20, 0.3, 0.2, 7, 2)):
        assert np.abs(first.up - other.up).max() > 1e-3


def test_without_impurities_energies_are_those_of_bare_levels() -> None:
    state = ground_state(sample(5.0, 40, 0.0, 0.0, 1, 0), 0.7)
    eps = (np.arange(40) + 0.5) * 0.25 - 5.0
    E = np.sqrt(eps**2 + 0.49)
    # Eigenvalues of size 5 by LAPACK: a few times 1e-15.
    np.testing.assert_allclose(state.energies, np.sort([*E, *-E]), atol=1e-13)
    # (10): 2/lambda = spacing sum 1/E
    assert state.coupling == pytest.approx(2 / (0.25 * np.sum(1 / E)), rel=1e-13)


def test_potential_scatterers_leave_every_sample_a_clean_one() -> None:
    # Anderson: with the same V_u in both blocks but for the sign, H is a set of independent
    # 2x2 problems in the exact eigenstates of eps + V_u.
    disorder = sample(5.0, 40, 0.0, 0.4, 1, 0)
    np.testing.assert_allclose(disorder.down, -disorder.up[::-1], atol=1e-13)
    state = ground_state(disorder, 0.7)
    E = np.sqrt(disorder.up**2 + 0.49)
    np.testing.assert_allclose(state.energies, np.sort([*E, *-E]), atol=1e-13)
    assert state.coupling == pytest.approx(2 / (0.25 * np.sum(1 / E)), rel=1e-12)


def test_spin_flip_scatterers_do_not() -> None:
    energies = ground_state(sample(5.0, 40, 0.4, 0.0, 1, 0), 0.7).energies
    assert np.abs(energies).min() < 0.65


def _energy(disorder: Sample, gap: float) -> float:
    energies = np.linalg.eigvalsh(hamiltonian(disorder, gap))
    return float(np.sum(energies[energies < 0]))


def test_the_coupling_minimises_the_energy() -> None:
    # d/d Delta of sum of occupied E + Delta^2/(lambda spacing) vanishes (Hellmann-Feynman).
    disorder = sample(5.0, 40, 0.3, 0.2, 1, 0)
    h = 1e-3
    slope = (
        8 * (_energy(disorder, 0.7 + h) - _energy(disorder, 0.7 - h))
        - (_energy(disorder, 0.7 + 2 * h) - _energy(disorder, 0.7 - 2 * h))
    ) / (12 * h)
    coupling = ground_state(disorder, 0.7).coupling
    # Five-point difference: error h^4 E'''''/30 ~ 1e-13 and round-off 1e-13/h.
    assert coupling == pytest.approx(-2 * 0.7 / (disorder.spacing * slope), rel=1e-9)
