"""Density of states and distribution at the end, against Abrikosov and Gor'kov."""

from collections.abc import Callable
from itertools import pairwise

import flint
import numpy as np
import pytest
from scipy.optimize import brentq

from higgs_num import plots
from higgs_num.equilibrium.certified.density_of_states import dos_closed
from higgs_num.kinetic import Band
from higgs_num.kinetic.bands import chain_of
from higgs_num.kinetic.rest import Rest
from higgs_num.kinetic.spectrum import edge, local_spectrum
from higgs_num.response.susceptibility import gap_edge
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.kinetic.quenches import solved


def smoothed(
    density: Callable[[float], float], energy: float, resolution: float, cuts: list[float],
    *, other_side: float = 1.0,
) -> float:  # fmt: skip
    """Return the density convolved with a Gaussian, by quadrature between its singularities.

    other_side: the factor of states at -E.
    """
    x, w = np.polynomial.legendre.leggauss(24)
    # t^2 takes the square roots at the cuts away.
    total = 0.0
    for a, b in pairwise(cuts):
        middle = (a + b) / 2.0
        for begin, length in ((a, middle - a), (b, middle - b)):
            s = (x + 1.0) / 2.0
            E = begin + length * s**2
            value = np.array([density(one) for one in E])
            near, far = (
                np.exp(-(((energy - sign * E) / resolution) ** 2) / 2.0) for sign in (1, -1)
            )
            gauss = near + other_side * far
            total += float(np.sum(w / 2.0 * abs(length) * 2.0 * s * value * gauss))
    return total / (resolution * np.sqrt(2.0 * np.pi))


def _clean(E: float, W: float) -> float:
    eps = np.sqrt(max(E**2 - 1.0, 0.0))
    return float(E / eps * np.sqrt(max(1.0 - (eps / W) ** 2, 0.0))) if eps > 0.0 else 0.0


def test_clean_density_of_states() -> None:
    W = 3.0
    result = solved(1e-9, 1.0, 1.0, cutoff=W, t_max=8.0)
    energies = np.array([0.0, 0.6, 1.0, 1.3, -1.3, 2.5])
    found = local_spectrum(result, energies, 0.75)
    cuts = [1.0, 1.2, 1.6, 2.2, np.hypot(W, 1.0)]
    expected = [smoothed(lambda E: _clean(E, W), E, 0.75, cuts) for E in energies]
    # The window ends at exp(-(0.75 8)^2/2) = 2e-8 of a function below W.
    np.testing.assert_allclose(found.density, expected, rtol=0, atol=1e-6)
    # All is occupied below and empty above: 1 - 2f = sign E, of densities that are smoothed.
    odd = [smoothed(lambda E: _clean(E, W), E, 0.75, cuts, other_side=-1.0) for E in energies]
    np.testing.assert_allclose(
        found.distribution, np.array(odd) / expected, rtol=0, atol=1e-6
    )  # fmt: skip
    narrow = local_spectrum(solved(1e-6, 1.0, 1.0, cutoff=W, t_max=24.0), [1.3, -1.3])
    # At a resolution of 1/4 states at -1 have a share of exp(-(2.3/0.25)^2/2).
    np.testing.assert_allclose(narrow.distribution, [1.0, -1.0], rtol=0, atol=1e-5)


@pytest.mark.parametrize("rate_s", [0.3, pytest.param(1.5, marks=pytest.mark.slow)])
def test_wide_bands_have_the_density_of_abrikosov_and_gorkov(rate_s: float) -> None:
    W = 8.0
    result = solved(1e-5, 1.0, 1.0, rate_s, cutoff=W, t_max=10.0)
    found = local_spectrum(result, np.array([0.0, 0.5, 1.0, 2.0]))
    eta = rate_s / (2.0 * W)
    gap, rate = (1.0 + eta) / (1.0 - eta), rate_s / (1.0 - eta)
    alpha = flint.fmpq(round(1e6 * rate / gap), 1_000_000)

    def density(E: float) -> float:
        below = gap * gap_edge(rate / gap) > E
        exact = 0.0 if below else float(dos_closed(flint.fmpq(round(1e9 * E / gap), 10**9), alpha))
        return (1.0 - eta) * exact  # L_- holds (i/2 tau_s) F_-

    first = gap * gap_edge(rate / gap)
    cuts = sorted({first, 1.0, 1.1, 1.3, 2.0, 3.0, 4.5, 6.0})
    with flint.ctx.workprec(80):
        expected = [smoothed(density, E, found.resolution, cuts) for E in found.energies]
    # Second order of the band: (E^2 + rate^2)/W^2, some 1/40 of the density at E = 1.5.
    np.testing.assert_allclose(found.density[:3], expected[:3], rtol=0.03, atol=1e-3)
    np.testing.assert_allclose(found.density[3], expected[3], rtol=0.08)


def test_thermal_distribution() -> None:
    T, rate_s = 0.8, 1.3
    chain = chain_of(Band.SEMICIRCLE, 3.0, rate_s, 0.0, 1)
    g = Rest.of(chain, 0.6, T).ratio
    cold = brentq(lambda gap: Rest.of(chain, gap).ratio - g, 0.6, 3.0)
    result = solved(1e-8, 0.6, float(cold), rate_s, cutoff=3.0, temperature=T, t_max=24.0)
    energies = np.array([0.4, 0.9, 1.5, -1.5])
    found = local_spectrum(result, energies)
    # Smoothing changes tanh(E/2T) by resolution^2/2 times its curvature and slope, 0.03 (0.4/T^2
    # and 1/T N'/N), less than 0.02 where the density is smooth, as here without a gap.
    np.testing.assert_allclose(found.distribution, np.tanh(energies / (2.0 * T)), atol=0.02)


def test_edge_of_a_clean_gap_and_of_none() -> None:
    clean = edge(solved(1e-6, 1.0, 1.0, cutoff=3.0, t_max=24.0))
    assert abs(clean.energy - 1.0) <= clean.uncertainty < 0.2
    assert "steepest" in clean.how
    gapless = edge(solved(1e-5, 1.0, 1.0, 1.5, cutoff=8.0, t_max=10.0))
    assert gapless.energy == 0.0
    assert "density" in gapless.how


def test_after_a_quench_the_edge_is_that_of_the_last_gap() -> None:
    # The retarded functions know Delta(t) alone: once it is constant they are equilibrium's.
    rate_s, W = 0.1, 3.0
    result = solved(1e-6, 0.7, 1.0, rate_s, cutoff=W, t_max=30.0)
    late = np.mean(result.gap[result.time > 20.0])
    found = edge(result)
    eta = rate_s / (2.0 * W)
    gap, rate = late * (1.0 + eta) / (1.0 - eta), rate_s / (1.0 - eta)
    assert abs(found.energy - gap * gap_edge(rate / gap)) <= found.uncertainty
    assert found.uncertainty < 0.2


@pytest.mark.parametrize(
    ("changes", "name", "message"),
    [
        ({"result": 1}, "result", "be an instance of KineticResult"),
        ({"energies": "ab"}, "energies", "be numbers"),
        ({"energies": [0.0, -7.0]}, "energies", "have moduli <= 6, but is -7"),
        ({"resolution": 0.1}, "resolution", r"be >= 0\.625, 5 over the last time, but is 0\.1"),
        ({"resolution": -1.0}, "resolution", "be > 0"),
    ],
)
def test_what_is_refused(changes: dict[str, object], name: str, message: str) -> None:
    inputs = {"result": solved(1e-9, 1.0, 1.0, cutoff=3.0, t_max=8.0), "energies": [0.0], **changes}
    with pytest.raises(ArgumentError, match=message) as caught:
        local_spectrum(**inputs)  # type: ignore[arg-type]
    assert caught.value.name == name
    with pytest.raises(ArgumentError, match="be an instance of KineticResult"):
        edge(1)  # type: ignore[arg-type]


def test_the_figure_shows_density_and_distribution() -> None:
    result = solved(1e-9, 1.0, 1.0, cutoff=3.0, t_max=8.0)
    ax = plots.local_spectrum(result)
    assert len(ax.lines) == 2
    found = local_spectrum(result, ax.lines[0].get_xdata())
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), found.density)
    np.testing.assert_array_equal(ax.lines[1].get_ydata(), found.distribution)
