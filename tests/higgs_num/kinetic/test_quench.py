"""Quenches of the exact theory against what is known of them: equilibrium, clean limits, units."""

import math

import numpy as np
import pytest
from scipy.optimize import brentq

from higgs_num.drives import Drive, Modulation, Pulse, Ramp
from higgs_num.kinetic import Band, KineticQuench, solve
from higgs_num.kinetic.bands import chain_of
from higgs_num.kinetic.rest import Rest
from tests.higgs_num.kinetic.quenches import pseudospins, solved
from tests.seldom import seldom

TOL = 1e-9  # asked for where a test says how far two numbers may differ


@pytest.mark.parametrize(
    ("rate_s", "rate_u", "band"),
    [(0.0, 0.0, "semicircle"), (0.3, 0.5, "semicircle"), (1.5, 0.0, "semicircle"),
     (0.3, 0.0, "flat")],
)  # fmt: skip
def test_equilibrium_stays(rate_s: float, rate_u: float, band: str) -> None:
    # Gapped and gapless (rate_s above the gap): nothing moves but by the error that was asked for.
    result = solved(
        TOL, 1.0, 1.0, rate_s, rate_u, 3.0, band=Band(band), depth=2, t_max=5.0
    )  # fmt: skip
    np.testing.assert_allclose(result.gap, 1.0, rtol=0, atol=TOL)
    # The energy is a sum of some W^2 times numbers that err by TOL.
    assert np.ptp(result.energy) < 30.0 * TOL
    assert result.norm_change < TOL


@pytest.mark.parametrize(
    ("rate_s", "temperature"), seldom([(0.3, 0.25), (1.3, 0.05)], [(0.3, 0.25)])
)
def test_thermal_equilibrium_stays(rate_s: float, temperature: float) -> None:
    # gap_final is that of temperature 0: found here for the coupling of the thermal gap 1.
    chain = chain_of(Band.SEMICIRCLE, 3.0, rate_s, 0.0, 1)
    g = Rest.of(chain, 1.0, temperature).ratio
    cold = brentq(lambda gap: Rest.of(chain, gap).ratio - g, 1.0, 2.0, xtol=1e-13)
    result = solved(TOL, 1.0, float(cold), rate_s, cutoff=3.0, temperature=temperature, t_max=5.0)
    np.testing.assert_allclose(result.gap, 1.0, rtol=0, atol=2.0 * TOL)  # gap_final is near 1.1


CLEAN: list[tuple[float, float, float, float, Drive | None]] = [
    (0.5, 1.0, 2.0, 6.0, None),
    (0.1, 1.0, 3.0, 8.0, None),  # phase III
    (6.0, 1.0, 8.0, 4.0, None),  # phase I
    (0.7, 1.0, 3.0, 6.0, Ramp(2.0)),
    (0.7, 1.0, 3.0, 6.0, Pulse(0.3, 1.0, 1.5)),
    (0.9, 1.0, 3.0, 6.0, Modulation(0.2, 1.7)),
]


@pytest.mark.parametrize(("initial", "final", "W", "t_max", "drive"), CLEAN)
def test_without_impurities_it_is_that_of_pseudospins(
    initial: float, final: float, W: float, t_max: float, drive: Drive | None
) -> None:
    exact = solved(TOL, initial, final, cutoff=W, t_max=t_max, drive=drive)
    levels = pseudospins(initial, final, W, t_max, drive=drive)
    # Ten times what was asked for: the error is largest right after strong quenches.
    np.testing.assert_allclose(exact.gap, levels.gap, rtol=0, atol=1e-8 * max(1.0, initial))


def test_potential_scatterers_alone_change_only_the_band() -> None:
    # Anderson's theorem in real time: W'^2 = W^2 + W/tau_u
    W, rate_u = 2.0, 1.5
    exact = solved(TOL, 0.5, 1.0, 0.0, rate_u, W, t_max=6.0)
    levels = pseudospins(0.5, 1.0, math.sqrt(W**2 + W * rate_u), 6.0)
    np.testing.assert_allclose(exact.gap, levels.gap, rtol=0, atol=1e-8)


def test_potential_scatterers_change_band_and_rate_of_spin_flips() -> None:
    # hop' = W^2/4 + W/(4 tau_u) is that of W'; flip = W/(4 tau_s) is W'/4 times W/(W' tau_s).
    W, rate_u, rate_s = 2.0, 1.5, 0.2
    other = math.sqrt(W**2 + W * rate_u)
    one = solved(TOL, 0.5, 1.0, rate_s, rate_u, W, t_max=5.0)
    two = solved(TOL, 0.5, 1.0, rate_s * W / other, 0.0, other, t_max=5.0)
    np.testing.assert_allclose(one.gap, two.gap, rtol=0, atol=2.0 * TOL)
    # Without them it is another quench: the comparison tells something.
    assert np.max(np.abs(one.gap - solved(TOL, 0.5, 1.0, rate_s, 0.0, W, t_max=5.0).gap)) > 1e-3


def test_no_result_depends_on_the_unit() -> None:
    one = solve(KineticQuench(0.5, 1.0, 0.2, 0.3, 3.0, temperature=0.1, t_max=7.0), tol=1e-6)
    seven = KineticQuench(
        3.5, 7.0, 1.4, 2.1, 21.0, temperature=0.7, t_max=1.0, save_every=0.125 / 7.0
    )
    other = solve(seven, tol=1e-6)
    # Sweeps end at 1e-9 of a panel, where round-off may decide on the last.
    np.testing.assert_allclose(other.gap, 7.0 * one.gap, rtol=2e-9)
    np.testing.assert_allclose(other.energy, 49.0 * one.energy, rtol=2e-8)
    np.testing.assert_allclose(7.0 * other.past, one.past, rtol=1e-12)
    assert other.error == pytest.approx(one.error, rel=0.05)


STRONG: list[dict[str, object]] = [
    {"gap_initial": 0.5, "gap_final": 1.0, "cutoff": 3.0, "rate_s": 0.2, "t_max": 14.0},
    {"gap_initial": 3.0, "gap_final": 1.0, "cutoff": 4.0, "rate_s": 0.1, "t_max": 12.0},
    {"gap_initial": 1.0, "gap_final": 0.7, "cutoff": 3.0, "rate_s": 1.2, "t_max": 14.0},
    {"gap_initial": 0.3, "gap_final": 1.0, "cutoff": 4.0, "rate_s": 0.1, "rate_u": 1.0,
     "temperature": 0.1, "t_max": 12.0, "band": Band.FLAT, "depth": 2},
]  # fmt: skip


# The first three oscillations, a third of the work.
SHORT = [{**one, "t_max": 9.0} for one in STRONG]


@pytest.mark.parametrize("inputs", SHORT[:2])
@pytest.mark.parametrize("tol", seldom([1e-6, 1e-8], [1e-8]))
def test_the_error_of_short_ones_is_no_larger_than_stated_and_than_asked(
    inputs: dict[str, object], tol: float
) -> None:
    stated_and_asked(inputs, tol)


@pytest.mark.slow
@pytest.mark.parametrize("inputs", STRONG)
@pytest.mark.parametrize("tol", [1e-3, 1e-6, 1e-8])
def test_the_error_is_no_larger_than_stated_and_no_larger_than_asked(
    inputs: dict[str, object], tol: float
) -> None:
    stated_and_asked(inputs, tol)


def stated_and_asked(inputs: dict[str, object], tol: float) -> None:
    found, finer = (solved(one, **inputs) for one in (tol, 3e-10))
    true = float(np.max(np.abs(found.gap - finer.gap))) / found.problem.gap_final
    assert true <= found.error <= tol
    # An estimate that says nothing would pass, too.
    assert found.error < 1e3 * max(true, 1e-11)


def test_short_quenches_have_an_error_too() -> None:
    found, finer = (
        solved(one, 0.7, 1.0, cutoff=3.0, t_max=6.0, drive=Ramp(2.0)) for one in (1e-8, 3e-10)
    )
    true = float(np.max(np.abs(found.gap - finer.gap)))
    assert true <= found.error


@pytest.mark.parametrize("inputs", SHORT[:3])
def test_energy_and_norm_are_conserved(inputs: dict[str, object]) -> None:
    result = solved(1e-8, **inputs)
    W = result.problem.cutoff
    # Of the kinetic energy, some W^2/2, the share that Delta(t) errs by; the jump is not in it.
    assert np.ptp(result.energy[1:]) < 10.0 * W**2 * 1e-8
    assert result.norm_change < 1e-8


def test_energy_of_a_drive_is_that_of_the_pseudospins() -> None:
    drive = Modulation(0.2, 1.7)
    exact = solved(TOL, 0.9, 1.0, cutoff=3.0, t_max=6.0, drive=drive)
    levels = pseudospins(0.9, 1.0, 3.0, 6.0, drive=drive)
    # One constant apart, the choice of zero; some W^2 times the error of Delta(t) beside it.
    change, expected = exact.energy - exact.energy[1], levels.energy - levels.energy[1]
    factor = np.max(np.abs(change)) / np.max(np.abs(expected))
    assert factor == pytest.approx(round(factor), abs=1e-6)
    np.testing.assert_allclose(change, round(factor) * expected, rtol=0, atol=1e-7)
