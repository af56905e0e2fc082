"""The infinite band from wide ones, against the exact linear response and Abrikosov-Gor'kov."""

import math

import flint
import numpy as np
import pytest

from higgs_num.equilibrium.certified.density_of_states import dos_closed
from higgs_num.kinetic import KineticResult, infinite
from higgs_num.kinetic.bands import SLOPE_FLATTENED, bare, flattened
from higgs_num.kinetic.spectrum import local_spectrum
from higgs_num.response.time_domain import step_response
from higgs_sym.ground.errors import ComputationError
from tests.higgs_num.kinetic.quenches import solved


@pytest.fixture
def half(monkeypatch: pytest.MonkeyPatch) -> None:
    """Widths 5, 10, 20 gaps instead of 10, 20, 40, in a fifth of the time."""
    monkeypatch.setattr(infinite, "NARROWEST", 5.0)


def test_bare_values_have_the_effective_ones_that_are_wanted() -> None:
    for W, rate_s in ((3.0, 0.2), (10.0, 1.5)):
        rate, factor = bare(W, rate_s)
        eta = SLOPE_FLATTENED * rate / (2.0 * W)
        # In one line of algebra each; round-off
        assert rate / (1.0 - eta) == pytest.approx(rate_s, rel=1e-14)
        assert factor * (1.0 + eta) / (1.0 - eta) == pytest.approx(1.0, rel=1e-14)
    # k of w(eps) = 1 + O(eps^4): the local function at z above the middle of a clean band is
    # -i pi w(0)/weight (1 + i k z/W)
    W, z = 1.0, 1e-4j
    hops = flattened(W, 0.0).hops
    end = (z - np.sqrt(z**2 - 4.0 * hops[1])) / (2.0 * hops[1])
    local = 1.0 / (z - hops[0] * end)
    slope = (local * flattened(W, 0.0).weight / (-1j * np.pi) - 1.0) / (1j * z / W)
    assert slope == pytest.approx(SLOPE_FLATTENED, abs=1e-3)  # the next term, z/W


def test_an_error_out_of_reach_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # Widths 2, 4, 8 at most, and no waiting until they no longer ring
    for name, value in (("NARROWEST", 2.0), ("MOST_WIDTHS", 3), ("RINGING", 40.0)):
        monkeypatch.setattr(infinite, name, value)
    with pytest.raises(ComputationError, match=r"is not reached with a band of 8 gaps \("):
        infinite_quench(0.9, 0.2, 6.0, 1e-6)


def infinite_quench(initial: float, rate_s: float, t_max: float, tol: float) -> KineticResult:
    return solved(tol, initial, 1.0, rate_s, cutoff=math.inf, t_max=t_max)


@pytest.mark.slow
@pytest.mark.usefixtures("half")
@pytest.mark.parametrize("rate_s", [0.2, 1.5])
def test_small_quenches_are_the_exact_linear_response(rate_s: float) -> None:
    result = infinite_quench(0.999, rate_s, 12.0, 1e-3)
    late = result.time >= result.reliable_from
    expected = step_response(result.time[late], rate_s)
    found = (result.gap[late] - 1.0) / 0.001
    # What Delta(t) errs by, over the quench of 1e-3, and the second order, a quench of 1e-3 times
    # a number below one.
    allowed = result.error / 1e-3 + 1e-3
    assert allowed < 5e-3
    np.testing.assert_allclose(found, expected.remainder, rtol=0, atol=allowed)


@pytest.mark.slow
@pytest.mark.usefixtures("half")
def test_the_density_of_states_is_that_of_abrikosov_and_gorkov() -> None:
    result = infinite_quench(1.0, 1.5, 12.0, 1e-3)
    found = local_spectrum(result, [0.0, 1.0, 2.0, 4.0])
    x, w = np.polynomial.hermite_e.hermegauss(20)
    w, alpha = w / w.sum(), flint.fmpq(3, 2)
    with flint.ctx.workprec(80):
        expected = [
            sum(
                weight * float(dos_closed(flint.fmpq(round(1e9 * abs(one)), 10**9), alpha))
                for one, weight in zip(E + found.resolution * x, w, strict=True)
            )
            for E in found.energies
        ]  # fmt: skip
    # Gapless, so smooth: Gauss-Hermite is right to 1e-4. Beside it terms of (E/W)^2, (rate/W)^2
    # with W = 20: 1/25 at E = 4.
    np.testing.assert_allclose(found.density, expected, rtol=0, atol=0.02)
