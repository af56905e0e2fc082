"""Pseudospins at a temperature against sums done term by term, closed forms and limits."""

from functools import cache

import mpmath as mp
import numpy as np
import pytest

from higgs_num.equilibrium.coupling import coupling
from higgs_num.equilibrium.fermionic import fermionic_rule
from higgs_num.equilibrium.pair_breaking import CLEAN_TRANSITION, gap
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.levels import Levels
from higgs_sym.ground.errors import ArgumentError

EPS = (0.0, 0.3, 2.0, 25.0)


@cache  # the sums of all levels and functions hold it; at each precision that `nsum` works with
def amplitude(n, rate_s, T, prec):
    """Return sqrt(1 + u^2) at the n-th frequency; n is real where sums are integrals."""
    omega = mp.pi * T * (2 * n + 1)
    u = mp.findroot(lambda u: u * (1 - rate_s / mp.sqrt(1 + u * u)) - omega, omega + rate_s + 1)
    return mp.sqrt(1 + u * u)


def by_terms(eps, rate_s, rate_u, T):
    """Return S^x, S^z, W at Delta = 1: 4 T sum over omega_n, extrapolated by mpmath."""
    z = mp.mpf(rate_s - rate_u) / 2
    E = mp.sqrt(1 + mp.mpf(eps) ** 2)

    def x_term(n):
        R = amplitude(n, rate_s, T, mp.mp.prec)
        return 4 * T * (R - z) / R / ((R - z) ** 2 + eps**2)

    def z_term(n):
        return -4 * T * eps / ((amplitude(n, rate_s, T, mp.mp.prec) - z) ** 2 + eps**2)

    def W_term(n):
        R = amplitude(n, rate_s, T, mp.mp.prec)
        return 4 * T * E / R / ((R - z) ** 2 + eps**2)

    with mp.workdps(20):
        return [
            float(mp.nsum(lambda n, term=term: term(n), [0, mp.inf], method="euler-maclaurin"))
            for term in (x_term, z_term, W_term)
        ]


@pytest.mark.parametrize(
    ("rate_s", "rate_u", "T"), [(0.2, 0.0, 0.3), (0.5, 0.9, 1.5), (0.0, 0.4, 0.7)]
)
def test_against_sums_term_by_term(rate_s, rate_u, T):
    found = pseudospins(EPS, 1.0, rate_s, rate_u, T)
    for k, eps in enumerate(EPS):
        expected = by_terms(eps, rate_s, rate_u, T)
        ours = [found.Sx[k], found.Sz[k], found.W[k]]
        assert ours == pytest.approx(expected, abs=2e-9)  # what the extrapolation leaves


@pytest.mark.parametrize("T", [1e-3, 0.2, 1.0, 30.0])
def test_clean_state(T):
    eps = np.linspace(-20.0, 20.0, 41)
    E = np.hypot(1.0, eps)
    found = pseudospins(eps, 1.0, 0.0, 0.0, T)
    length = np.tanh(0.5 * E / T)
    assert found.Sx == pytest.approx(length / E, abs=1e-15)
    assert found.Sz == pytest.approx(-eps * length / E, abs=1e-15)


def test_heat_goes_to_zero():
    eps = np.linspace(-10.0, 10.0, 61)
    for rates in ((0.3, 0.1), (0.0, 0.5)):
        cold, warm = pseudospins(eps, 1.0, *rates), pseudospins(eps, 1.0, *rates, 1e-3)
        for name in ("Sx", "Sz", "W"):  # exp(-eps_g/T) is 1e-200
            assert getattr(warm, name) == pytest.approx(getattr(cold, name), abs=1e-13)


@pytest.mark.parametrize("T", [0.05, 0.6, 8.0])
@pytest.mark.parametrize(("rate_s", "rate_u"), [(0.4, 0.1), (0.1, 0.4), (0.3, 0.3)])
def test_identity_of_W(rate_s, rate_u, T):
    eps = np.linspace(-8.0, 8.0, 33)
    found = pseudospins(eps, 1.0, rate_s, rate_u, T)
    left = eps * found.Sx + found.Sz
    right = -0.5 * eps * found.W * (rate_s - rate_u) / np.hypot(1.0, eps)
    assert left == pytest.approx(right, abs=1e-13)
    assert np.all(found.W > 0.0)


@pytest.mark.parametrize("rate", [0.1, 0.3])
def test_coupling_is_that_of_the_gap_equation(rate):
    # One coupling, two temperatures: gaps of `pair_breaking`, which sums over frequencies alone.
    T = 0.5 * CLEAN_TRANSITION * 0.9
    levels = Levels.uniform(400.0, 80_000)
    lambdas = [coupling(levels, gap(rate, t), rate, 0.0, t) for t in (0.0, T)]
    # The cutoff is at 400 gaps: 1/lambda knows of heat and rates to rate Delta^2/cutoff^2 beyond.
    assert 1.0 / lambdas[0] == pytest.approx(1.0 / lambdas[1], abs=3e-6)


def test_the_rule_is_a_sum():
    # 4 pi T sum 1/(omega_n^2 + 1)/omega_n^... of a function with a closed form: tanh.
    for T in (0.02, 0.5, 20.0):
        path, weights = fermionic_rule(T, 1.0, 0.25)
        found = weights[0] @ (1.0 / (path**2 + 1.0) - 1.0 / (path**2 + 4.0))
        expected = np.pi * (np.tanh(0.5 / T) - 0.5 * np.tanh(1.0 / T))
        assert found.real == pytest.approx(expected, rel=1e-12)
        assert abs(found.imag) < 1e-13


def test_inputs():
    for T in (-1.0, 1e-5, 1e4, float("nan")):
        with pytest.raises(ArgumentError, match="temperature"):
            pseudospins(0.0, 1.0, 0.1, 0.0, T)
