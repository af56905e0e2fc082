"""Equilibrium on a chain: clean closed forms, an independent iteration, and the wide band."""

import numpy as np
import pytest

from higgs_num.kinetic import Band
from higgs_num.kinetic.bands import chain_of, flattened
from higgs_num.kinetic.chain import Chain
from higgs_num.kinetic.rest import Rest
from higgs_num.response.susceptibility import gap_edge
from tests.higgs_num.kinetic.clean import equal_time, vertical

QUADRATURE = 1e-11  # of scipy, and of the path with 16 points a piece


@pytest.mark.parametrize("W", [2.0, 5.0, 40.0])
@pytest.mark.parametrize("temperature", [0.0, 0.2, 3.0])
def test_clean_occupation_is_that_of_pseudospins(W: float, temperature: float) -> None:
    chain = chain_of(Band.SEMICIRCLE, W, 0.0, 0.0, 1)
    rest = Rest.of(chain, 0.7, temperature)
    expected = equal_time(W, 0.7, temperature)
    assert rest.equal_time[0] == pytest.approx(expected, abs=QUADRATURE)
    assert rest.ratio == pytest.approx(0.7 / expected, rel=1e-10)


@pytest.mark.parametrize("temperature", [0.0, 0.2])
def test_clean_functions_of_imaginary_time(temperature: float) -> None:
    rest = Rest.of(chain_of(Band.SEMICIRCLE, 3.0, 0.0, 0.0, 1), 0.7, temperature)
    for tau in (0.0, 0.1, 1.0, 2.5):
        particle, hole = rest.vertical(np.array([tau]))
        expected = vertical(3.0, 0.7, temperature, tau)
        # At tau = 0 the path ends where the integrand falls as 1/z^2: the rest is an arc.
        if tau > 0.0:
            assert particle[0, 0] == pytest.approx(expected[0], abs=QUADRATURE)
            assert hole[0, 0] == pytest.approx(expected[1], abs=QUADRATURE)
        else:
            N = (1.0 - rest.equal_time[0]) / 2.0
            assert pytest.approx(expected[1], abs=QUADRATURE) == N


def iterated(chain: Chain, gap: float, z: complex) -> np.ndarray:
    """Solve the continued fraction by repetition, which converges above the real axis."""
    X = np.full((chain.sites, 2), 1.0 / z)
    after = [min(j + 1, chain.sites - 1) for j in range(chain.sites)]
    for _ in range(20_000):
        new = np.empty_like(X)
        for j in range(chain.sites):
            for s, sign in ((0, 1.0), (1, -1.0)):
                sigma = chain.flip * X[0, s] + chain.potential * X[0, 1 - s]
                new[j, s] = 1.0 / (z - sign * gap - sigma - chain.hops[j] * X[after[j], 1 - s])
        change = np.max(np.abs(new - X))
        X = (new + X) / 2.0
        if change < 1e-15:
            break
    return X


@pytest.mark.parametrize(
    ("chain", "gap"),
    [
        (chain_of(Band.SEMICIRCLE, 5.0, 0.3, 0.2, 1), 1.0),
        (chain_of(Band.FLAT, 5.0, 0.3, 0.2, 4), 1.0),
        (chain_of(Band.FLAT, 5.0, 2.0, 0.0, 3), 1.0),  # gapless
        (flattened(10.0, 0.5), 0.6),
    ],
)
def test_newton_finds_what_iteration_finds(chain: Chain, gap: float) -> None:
    rest = Rest.of(chain, gap)
    for place in np.flatnonzero(rest.path.imag > 0.2)[::40]:
        # Far enough above the axis for the iteration to converge to round-off.
        expected = iterated(chain, gap, rest.path[place])
        np.testing.assert_allclose(rest.X[place], expected, rtol=0, atol=1e-12)


def test_a_deep_chain_is_the_flat_band() -> None:
    # int_-W^W deps/(2W)/(z - eps) = ln((z + W)/(z - W))/2W; without pairing X is that.
    W, z = 2.0, 0.6 + 1.5j
    expected = np.log((z + W) / (z - W)) / (2.0 * W)
    errors = [
        abs(iterated(chain_of(Band.FLAT, W, 0.0, 0.0, depth), 0.0, z)[0, 0] - expected)
        for depth in (2, 4, 8)
    ]
    # Away from the real axis the continued fraction converges exponentially.
    assert errors[2] < 1e-6
    assert errors[0] > 10.0 * errors[1] > 100.0 * errors[2]


def test_weights_are_integrals_of_the_density_of_states() -> None:
    W = 3.0
    assert chain_of(Band.SEMICIRCLE, W, 0.0, 0.0, 1).weight == pytest.approx(np.pi * W / 2.0)
    assert chain_of(Band.FLAT, W, 0.0, 0.0, 5).weight == 2.0 * W
    # w(0) = 1: -Im of the local function at the Fermi level, over pi, times the weight
    flat = flattened(W, 0.0)
    density = -iterated(flat, 0.0, 1e-3j)[0, 0].imag / np.pi
    assert flat.weight * density == pytest.approx(1.0, abs=2e-3)  # linear in the distance, 1e-3/W


def _wide_band_error(W: float, rate_s: float) -> float:
    """Return the error of the difference of 1/lambda for the gaps 1 and 0.8.

    Infinite band: 1/lambda = ln(2 W/Delta) - pi rate/(4 Delta) + ... for both, with what depends
    on the band alone. A wide one is that with X_+- = F_+- + i k L_-+/W: gaps and rate in effective
    units, and F_+ - F_- times 1 + eta, as L_+- holds (i/2 tau_s) F_+-.
    """
    chain = chain_of(Band.SEMICIRCLE, W, rate_s, 0.0, 1)
    eta = rate_s / (2.0 * W)
    gaps = np.array([1.0, 0.8])
    inverse = np.array([chain.weight / 2.0 / Rest.of(chain, gap).ratio for gap in gaps])
    effective = gaps * (1.0 + eta) / (1.0 - eta)
    expected = (
        (1.0 + eta) ** 2
        / (1.0 - eta)
        * (-np.log(effective) - np.pi * rate_s / (1.0 - eta) / (4.0 * effective))
    )
    return float(np.diff(inverse)[0] - np.diff(expected)[0])


def test_wide_bands_are_abrikosov_gorkov_in_other_units() -> None:
    narrow, wide = (abs(_wide_band_error(W, 0.4)) for W in (20.0, 40.0))
    # O(ln W/W^2): a quarter, and a little more, at twice the width. In bare units 2 eta = 2e-2.
    assert narrow < 1e-3
    assert 3.0 < narrow / wide < 4.5


def test_the_gap_edge_of_a_wide_band() -> None:
    # The spectral function vanishes below the edge: X is real there, on the axis
    W, rate_s = 200.0, 0.3
    chain = chain_of(Band.SEMICIRCLE, W, rate_s, 0.0, 1)
    eta = rate_s / (2.0 * W)
    gap, rate = (1.0 + eta) / (1.0 - eta), rate_s / (1.0 - eta)
    edge = gap * gap_edge(rate / gap)
    rest = Rest.of(chain, 1.0)
    end = rest.vertical_end
    particle, _ = rest.vertical(np.array([end / 4.0, end / 2.0]))
    # P decays as exp(-edge tau) tau^(-3/2) beyond a square-root edge.
    slope = -np.log(particle[1, 0] * 2.0**1.5 / particle[0, 0]) / (end / 4.0)
    assert slope == pytest.approx(edge, abs=5e-3)  # next term of the tail, some 1/(edge tau^2)


def test_gapless_states_have_an_end_and_a_coupling() -> None:
    rest = Rest.of(chain_of(Band.SEMICIRCLE, 5.0, 1.5, 0.0, 1), 1.0)
    assert rest.vertical_end > 1e10
    assert 0.0 < rest.ratio < np.inf
