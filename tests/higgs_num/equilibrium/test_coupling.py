import math

import numpy as np
import pytest

from higgs_num.equilibrium.coupling import coupling, gap
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.levels import HalfLevels, Levels
from higgs_sym.ground.errors import ArgumentError

N = 400
HALF = Levels.uniform(10.0, 2 * N).folded()


@pytest.mark.parametrize("rates", [(0.0, 0.0), (0.1, 0.0), (0.0, 0.7), (0.3, 0.2), (1.5, 0.0)])
def test_equilibrium_is_exact_on_the_grid(rates):
    lam = coupling(HALF, 1.0, *rates)
    Sx = pseudospins(HALF.energies, 1.0, *rates).Sx
    # one rounding each of the product and of the quotient, and of the sum again
    assert lam / 2 * np.sum(HALF.weights * Sx) == pytest.approx(1.0, rel=4 * 2.0**-52)


@pytest.mark.parametrize("Delta", [0.05, 0.3, 1.0, 4.0])
@pytest.mark.parametrize("rates", [(0.0, 0.0), (0.1, 0.0), (0.0, 0.7), (0.3, 0.2)])
def test_gap_inverts_coupling(Delta, rates):
    lam = coupling(HALF, Delta, *rates)
    # |d ln Delta/d ln lambda| is below 200 for these states; lambda is good to a few ulp
    assert gap(HALF, lam, *rates) == pytest.approx(Delta, rel=2e-13)


def test_clean_coupling_is_the_bcs_integral():
    # midpoint rule for lambda asinh(omega_D/Delta) = 1; its error is below h^2/24 * max|f''| * 10
    h = 10.0 / N
    lam = coupling(HALF, 1.0)
    assert 1 / lam == pytest.approx(math.asinh(10.0), abs=10 * h**2 / 24)


def test_gap_suppression_at_large_cutoff():
    # ln(Delta/Delta_clean) = -pi alpha/4 for alpha <= 1 at infinite cutoff. The clean state and
    # the disordered one have the same coupling; at cutoff L the difference is of order 1/L.
    t, share = np.polynomial.legendre.leggauss(120)
    log_eps = 12.0 * (t + 1.0)  # eps = sinh(log_eps) from 0 to e^24/2
    levels = HalfLevels(np.sinh(log_eps), 2 * 12.0 * share * np.cosh(log_eps))
    for alpha in (0.2, 0.7, 1.0):
        lam = coupling(levels, 1.0, alpha)
        clean = gap(levels, lam)
        assert math.log(1.0 / clean) == pytest.approx(-math.pi * alpha / 4, abs=1e-9)


def test_too_weak_a_coupling_is_refused():
    with pytest.raises(ArgumentError, match=r"`lam` must be > 0\.\d+ for a gap to exist here"):
        gap(HALF, 0.05, 0.5)


def test_no_gap_beside_strong_nonmagnetic_scattering_is_refused_too():
    with pytest.raises(ArgumentError, match="`lam`"):
        gap(HALF, 0.05, 0.5, 300.0)


def test_a_level_at_the_fermi_energy():
    # Weight of the others 1e-30: S^x = 1 where eps = 0, so Delta = lambda/2.
    levels = Levels([-1.0, 0.0, 1.0], [1e-30, 1.0, 1e-30])
    assert gap(levels, 1e-3) == pytest.approx(5e-4, rel=1e-15)


@pytest.mark.parametrize("rates", [(0.0, 0.0), (0.1, 0.0), (0.3, 0.2)])
def test_half_of_the_levels_stands_for_all(rates):
    whole = Levels.uniform(10.0, 2 * N)
    # Twice as many terms, in another order: some roundings of a sum of N positive terms.
    assert coupling(whole, 1.0, *rates) == pytest.approx(coupling(HALF, 1.0, *rates), rel=1e-14)


def test_bad_coupling_is_named():
    with pytest.raises(ArgumentError, match="`lam`"):
        gap(HALF, 0.0)
