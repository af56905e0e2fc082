"""The conductivity against its definition, closed forms, another program, and sum rules."""

import csv
import math
from pathlib import Path

import mpmath as mp
import numpy as np
import pytest
from scipy.special import ellipe, ellipk

from higgs_num.core import pairs
from higgs_num.currents import conductivity, depairing, static_stiffness
from higgs_num.currents.conductivity import pair_sum
from higgs_num.response import gap_edge
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.response import definition

# What the steps of the sums leave (`conductivity.STEPS_COLD`), times a few.
STEPS = 1e-8
KINDS = {"conduction": pairs.CONDUCTION, "drag": pairs.DRAG, "moving": pairs.MOVING}


def on_the_imaginary_axis(kind, Omega, alpha):
    """Return the sum over pairs by mpmath from u_1, u_2, as the formulas say."""

    def integrand(omega):
        u1, u2 = (definition.u_matsubara(omega + s * Omega / 2, alpha) for s in (-1, 1))
        R1, R2 = mp.sqrt(1 + u1 * u1), mp.sqrt(1 + u2 * u2)
        C, B, S = (u1 * u2 - 1) / (R1 * R2), (u1 * u2 + 1) / (R1 * R2), (u1 + u2) / (R1 * R2)
        loss = R1 + R2 - alpha + alpha * C
        return {
            "conduction": (1 - C) / 2,
            "drag": S * (u1 / R1 + u2 / R2) / loss,
            "moving": S * S * (1 + B) / loss,
        }[kind]

    half = mp.mpf(Omega) / 2
    with mp.workdps(18):
        # Beyond 1e4 in 1/omega: what falls as omega^-2 is smooth there.
        far = mp.quad(lambda x: integrand(1 / x) / x**2, [mp.mpf("1e-9"), 1e-6, 1e-4])
        far += integrand(mp.mpf(10) ** 9) * 10**9
        near = mp.quad(integrand, [0, half / 2, half, half + 0.5, half + 3, half + 40, 1e4])
        return 2 * (near + far)


@pytest.mark.parametrize("alpha", [0.3, 1.6])
@pytest.mark.parametrize("kind", KINDS)
def test_sums_over_pairs_on_the_imaginary_axis(kind, alpha):
    for Omega in (0.4, 3.0):
        found, error = pair_sum(np.array([1j * Omega]), alpha, 0.0, (KINDS[kind], 0.0))
        expected = float(on_the_imaginary_axis(kind, Omega, alpha))
        assert found[0].real == pytest.approx(expected, rel=STEPS)
        assert error[0] < STEPS * (1.0 + abs(expected))


@pytest.mark.parametrize("rate_u", [0.0, 5.0])
@pytest.mark.parametrize("rate_s", [0.2, 0.8, 2.5])
def test_shaken_quasiparticles_solve_the_matrix_equations(rate_s, rate_u):
    rng = np.random.default_rng(11)
    tau = definition.TAU_3
    for _ in range(20):
        u1, u2 = rng.normal(size=2) * 2 + 1j * rng.normal(size=2)
        R1, R2 = np.sqrt(1 + u1 * u1), np.sqrt(1 + u2 * u2)
        g1, g2 = definition.propagator(u1), definition.propagator(u2)
        # A change of the vector potential by a share a of itself, for Gamma_q a = 1.
        shaken = 0.5 * (tau @ g1 @ tau + tau @ g2 @ tau)
        dg = definition.linearised(u1, u2, shaken, rate_s, rate_u)
        drag = -0.5 * (dg[0, 1] + dg[1, 0])
        moving = 0.25 * np.trace(tau @ dg @ tau @ g2 + tau @ g1 @ tau @ dg)
        here = u1, R1, u2, R2, rate_s
        # Condition number of the 8x4 system: below 1e4 for these u.
        close = {"rel": 1e-8, "abs": 1e-10}
        assert pairs.pair_integrand(*here, (pairs.DRAG, 0.0)) == pytest.approx(drag, **close)
        assert pairs.pair_integrand(*here, (pairs.MOVING, 0.0)) == pytest.approx(moving, **close)


def test_mattis_bardeen_at_zero_temperature():
    omega = np.array([2.001, 2.5, 4.0, 11.0])
    k = (omega - 2.0) / (omega + 2.0)
    closed = (1.0 + 2.0 / omega) * ellipe(k**2) - 4.0 / omega * ellipk(k**2)
    found = conductivity(omega, 0.0)
    assert found.sigma.real == pytest.approx(closed, rel=STEPS)
    assert np.all(conductivity([0.3, 1.9], 0.0).sigma.real == 0.0)


def test_against_another_program():
    # super_material 1.0.0a0 (scipy 1.11), its MattisBardeenSuperconductorConductivity, to its own
    # tolerance of 1e-8; columns T/Delta, omega/Delta, sigma_1, sigma_2.
    file = Path(__file__).parent / "mattis_bardeen.csv"
    rows = list(csv.DictReader(file.read_text().splitlines()))
    assert len(rows) == 21
    for row in rows:
        found = conductivity(float(row["omega"]), 0.0, float(row["temperature"])).sigma[0]
        assert found.real == pytest.approx(float(row["sigma_1"]), abs=STEPS)
        assert found.imag == pytest.approx(float(row["sigma_2"]), abs=STEPS)


@pytest.mark.parametrize("temperature", [0.0, 0.4])
@pytest.mark.parametrize("alpha", [0.0, 0.2, 1.5])
def test_sum_rule(alpha, temperature):
    # int_0^inf (1 - sigma_1) = (pi/2) stiffness: what the condensate takes. Panels end at the
    # thresholds; beyond 1e4 what is left falls as ln(omega)/omega^2.
    edge = 2.0 * gap_edge(alpha)
    ends = np.concatenate(
        [edge * (1 - np.geomspace(1, 1e-9, 30)), edge + np.geomspace(1e-9, 1e4, 60)]
    )
    ends = np.unique(np.clip(ends, 1e-7, None))
    x, weights = np.polynomial.legendre.leggauss(12)
    half = 0.5 * np.diff(ends)[:, None]
    omega = (ends[:-1, None] + half * (1.0 + x)).ravel()
    missing = (half * weights).ravel() @ (1.0 - conductivity(omega, alpha, temperature).sigma.real)
    expected = 0.5 * math.pi * static_stiffness(alpha, temperature)
    assert missing == pytest.approx(expected, abs=3e-3)  # what is left beyond 1e4


@pytest.mark.parametrize("alpha", [0.0, 0.3, 1.6])
def test_kramers_kronig(alpha):
    # sigma(i Omega) = stiffness/Omega + (2 Omega/pi) int sigma_1/(omega^2 + Omega^2).
    edge = 2.0 * gap_edge(alpha)
    ends = np.unique(edge + np.concatenate([[0.0], np.geomspace(1e-9, 1e9, 120)]).clip(1e-8))
    x, weights = np.polynomial.legendre.leggauss(12)
    half = 0.5 * np.diff(ends)[:, None]
    omega = (ends[:-1, None] + half * (1.0 + x)).ravel()
    weights = (half * weights).ravel()
    absorbed = conductivity(omega, alpha).sigma.real
    for Omega in (0.5, 2.0):
        from_real = 2.0 * Omega / math.pi * weights @ (absorbed / (omega**2 + Omega**2))
        from_real += static_stiffness(alpha) / Omega
        direct, _ = pair_sum(np.array([1j * Omega]), alpha, 0.0, (pairs.CONDUCTION, 0.0))
        # Gauss panels from 1e-8 to 1e9, and the steps of either sum.
        assert from_real == pytest.approx(direct[0].real / Omega, rel=5e-8)


@pytest.mark.parametrize("alpha", [0.1, 0.6])
def test_edge_of_absorption(alpha):
    edge = 2.0 * gap_edge(alpha)
    sigma = conductivity([0.3 * edge, edge * (1 - 1e-9), edge * (1 + 1e-3)], alpha).sigma.real
    assert sigma[0] == sigma[1] == 0.0
    assert sigma[2] > 1e-9


@pytest.mark.parametrize("alpha", [1.2, 3.0])
def test_gapless_state_absorbs_at_any_frequency(alpha):
    # At omega -> 0 both levels are at the Fermi level, with density sqrt(1 - 1/alpha^2).
    sigma = conductivity(1e-6, alpha).sigma[0].real
    assert sigma == pytest.approx(1.0 - 1.0 / alpha**2, abs=1e-5)


def test_stiffness_is_the_superfluid_density():
    for alpha in (0.0, 0.2, 0.9):
        # The closed form, `currents.density`.
        expected = math.pi * (1.0 - 4.0 * alpha / (3.0 * math.pi))
        assert static_stiffness(alpha) == pytest.approx(expected, rel=STEPS)
    for T in (0.2, 2.0):
        expected = math.pi * math.tanh(0.5 / T)
        assert static_stiffness(0.0, T) == pytest.approx(expected, rel=STEPS)


def test_stiffness_vanishes_at_depairing():
    # Along the current it is dJ/dp, zero where J is largest: the currents know nothing of the
    # response, which must cancel to its own accuracy.
    most = depairing()
    found = conductivity(1e-6, most.alpha, share=1.0)
    assert abs(found.sigma[0]) * 1e-6 < 10.0 * STEPS
    across = conductivity(1e-6, most.alpha, share=1.0, direction="perpendicular")
    assert across.sigma[0].imag * 1e-6 > 2.0


@pytest.mark.parametrize("share", [0.2, 0.7])
@pytest.mark.parametrize("alpha", [0.1, 0.5])
def test_stiffness_along_a_current(alpha, share):
    # n + 2 Gamma_q dn/dGamma with n = Delta (1 - 4 alpha/(3 pi)), ln Delta = -pi alpha/4,
    # Gamma = alpha Delta: d Gamma = Delta (1 - pi alpha/4) d alpha.
    c = 4.0 / (3.0 * math.pi)
    slope = (-math.pi / 4.0 * (1.0 - c * alpha) - c) / (1.0 - math.pi / 4.0 * alpha)
    expected = math.pi * (1.0 - c * alpha + 2.0 * share * alpha * slope)
    found = conductivity(1e-6, alpha, share=share).sigma[0]
    assert found.imag * 1e-6 == pytest.approx(expected, abs=10.0 * STEPS)


@pytest.mark.parametrize("temperature", [0.0, 0.3])
def test_a_current_does_not_make_the_film_amplify(temperature):
    omega = np.linspace(0.05, 5.0, 60)
    found = conductivity(omega, 0.2, temperature, share=0.8)
    assert np.all(found.sigma.real >= -found.error)
    peak = omega[np.argmax(found.mode.real)]
    assert 2.0 * gap_edge(0.2) < peak < 2.0  # the amplitude mode, above the edge


def test_inputs():
    for name, arguments in {
        "omega": {"omega": [0.0], "alpha": 0.1},
        "alpha": {"omega": [1.0], "alpha": -0.1},
        "temperature": {"omega": [1.0], "alpha": 0.1, "temperature": -1.0},
        "share": {"omega": [1.0], "alpha": 0.1, "share": 1.5},
        "direction": {"omega": [1.0], "alpha": 0.1, "direction": "up"},
    }.items():
        with pytest.raises(ArgumentError, match=name):
            conductivity(**arguments)
    with pytest.raises(ArgumentError, match=r"share.*be 0 where alpha is"):
        conductivity([1.0], 0.0, share=0.5)
