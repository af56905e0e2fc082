"""What a dc current does to a dirty superconductor: depairing, inductance, conductivity, mode."""

import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from scipy.special import ellipe, ellipk

from higgs_num.currents import (
    Conductivity,
    conductivity,
    depairing,
    flowing,
    inductance,
    jump_ratio,
    nonlinearity,
    static_stiffness,
    superfluid_density,
    superheating_field,
    wire,
)
from higgs_num.currents.inductance import density_slope
from higgs_num.plots.axes import new_figure
from higgs_num.plots.currents import draw_conductivity, draw_wire
from verification.claim import Claim
from verification.evidence import Evidence
from verification.findings import Findings, Illustration, ResultTable
from verification.lab import Lab
from verification.measurements.formula_value import formula_value

STEP = 1e-4
SHARES = (0.3, 0.5, 0.7, 0.9)


def _depairing(_lab: Lab) -> Findings:
    most = depairing()
    shared: dict[str, Any] = {
        "tolerance": 1e-9,
        "why_tolerance": "the largest current is found to 1e-11, the gap to round-off",
        "method": "maximum of sqrt(Gamma_q) n_s over the rate, n_s summed at the gap of each rate",
    }
    onset = math.exp(-math.pi / 4.0)
    return Findings(
        statement=(
            Evidence(
                name="1/(tau Delta) at the largest current",
                measured=most.alpha,
                expected=formula_value("currents.depairing_alpha"),
                **shared,
            ),
            Evidence(
                name="rate at the largest current, unit Delta_00",
                measured=most.rate,
                expected=formula_value("currents.depairing_rate"),
                **shared,
            ),
            Evidence(
                name="gap at the largest current, unit Delta_00",
                measured=most.gap,
                expected=formula_value("currents.depairing_gap"),
                **shared,
            ),
            Evidence(
                name="superfluid density where the gap closes, over that without pair breaking",
                measured=superfluid_density(onset),
                expected=formula_value("currents.density_onset"),
                tolerance=1e-11,
                why_tolerance="the gap is known to round-off, alpha = 1 is a border of the formula",
                method="the sum over frequencies at the gap of the rate exp(-pi/4) Delta_00",
            ),
            Evidence(
                name="superheating over thermodynamic field, dirty, large kappa",
                measured=superheating_field(),
                expected=formula_value("currents.superheating"),
                tolerance=1e-9,
                why_tolerance="as the rate at the largest current",
                method="condensation energy lost at the numerical maximum of the current",
            ),
            Evidence(
                name="slope of the specific-heat jump against T_c/T_c0, at T_c0",
                measured=(jump_ratio(1.0) - jump_ratio(1.0 - STEP)) / STEP,
                expected=formula_value("thermodynamics.jump_slope"),
                tolerance=1e-3,
                why_tolerance=f"a difference over a step of {STEP:g}, times a second derivative",
                method="jump ratios at two transition temperatures",
            ),
        ),
        conclusion=(
            f"A dirty wire carries most current at 1/(tau Delta) = {most.alpha:.6f}, where the gap "
            f"is {most.gap:.6f} of that at rest."
        ),
    )


def _inductance(_lab: Lab) -> Findings:
    along, across = nonlinearity()
    small = 0.02
    found = inductance(small)
    return Findings(
        statement=(
            Evidence(
                name="C of an ac current along the dc current",
                measured=along,
                expected=formula_value("currents.inductance_parallel"),
                tolerance=1e-8,
                why_tolerance="the slope of n_s comes from an interpolation of 12 degrees, to 1e-9",
                method="slope of the summed density against the rate",
            ),
            Evidence(
                name="C of an ac current across the dc current",
                measured=across,
                expected=formula_value("currents.inductance_perpendicular"),
                tolerance=1e-8,
                why_tolerance="as along it",
                method="slope of the summed density against the rate",
            ),
            Evidence(
                name="[L_k(J)/L_k(0) - 1]/(J/J_dp)^2 along, over that across, at J = 0.02 J_dp",
                measured=(found.parallel - 1.0) / (found.perpendicular - 1.0),
                expected=3.0,
                tolerance=3e-3,
                why_tolerance="the next term of the series is of relative order (J/J_dp)^2 = 4e-4",
                method="L_k as dp/dJ and as p/J at one current",
                parameters={"J/J_dp": small},
            ),
        ),
        conclusion=(
            f"The kinetic inductance grows as 1 + {along:.5f} (J/J_dp)^2 along the current and "
            f"1 + {across:.5f} (J/J_dp)^2 across it."
        ),
    )


def _conductivity(_lab: Lab) -> Findings:
    omega = np.array([2.2, 3.0, 6.0])
    k = (omega - 2.0) / (omega + 2.0)
    closed = (1.0 + 2.0 / omega) * ellipe(k**2) - 4.0 / omega * ellipk(k**2)
    clean = conductivity(omega, 0.0).sigma.real
    low = 1e-6
    most = depairing()
    stiff = conductivity(low, most.alpha, share=1.0).sigma[0].imag * low
    state = flowing(0.6, 0.1)
    partly = conductivity(low, state.alpha, share=state.rate_q / state.rate).sigma[0].imag * low
    expected = math.pi * (state.density + 2.0 * state.rate_q * density_slope(state.rate, 0.0))
    why = "the sums leave 5e-9 of numbers of order 1"
    shown = conductivity(np.linspace(0.05, 4.0, 400), 0.1, share=0.6)
    return Findings(
        statement=(
            Evidence(
                name="sigma_1 without pair breaking at 2.2, 3 and 6 Delta, largest difference",
                measured=float(np.max(np.abs(clean - closed))),
                expected=0.0,
                relation="below",
                tolerance=1e-7,
                why_tolerance=why,
                method="against Mattis and Bardeen's elliptic integrals",
            ),
            Evidence(
                name="omega sigma_2 at omega -> 0, alpha = 0.4, over pi n_s",
                measured=static_stiffness(0.4) / (math.pi * formula_value("currents.density",
                                                                          Delta=1.0, alpha=0.4)),
                expected=1.0,
                tolerance=1e-7,
                why_tolerance=why,
                method="sum over pairs of frequencies against the closed form of the density",
            ),
            Evidence(
                name="omega sigma_2 at omega -> 0 along the largest current",
                measured=stiff,
                expected=0.0,
                tolerance=1e-6,
                why_tolerance="three sums of order 3 cancel, each known to 1e-8",
                method="levels, shaken quasiparticles and amplitude mode add up to dJ/dp = 0",
                parameters={"omega/Delta": low},
            ),
            Evidence(
                name="omega sigma_2 at omega -> 0 along 0.6 J_dp with impurities, in Delta_00",
                measured=partly * state.gap,
                expected=expected,
                tolerance=1e-6,
                why_tolerance="three sums of order 3, each known to 1e-8",
                method="the response against the slope of the static density",
                parameters={"rate_s/Delta_00": 0.1},
            ),
        ),
        illustrations=(
            Illustration(
                "Conductivity along a current",
                lambda: _figure(shown),
                "Conductivity along a current that makes 60 % of the pair breaking.",
            ),
        ),
    )  # fmt: skip


def _figure(found: Conductivity) -> Figure:
    figure = new_figure(7.0, 3.6)
    draw_conductivity(found, figure.add_subplot())
    return figure


def _mode(lab: Lab) -> Findings:
    found = lab.shared(
        "wire", lambda: wire([0.02, *np.linspace(0.1, 1.0, 10), *SHARES], peaks=True)
    )
    rows = []
    evidence = []
    for row in found.rows:
        state = row.inductance.state
        assert row.peak is not None
        rows.append((state.share, state.alpha, row.threshold / 2.0, row.peak / 2.0, state.gap))
        for bound, relation, level in (
            ("2 eps_g", "above", row.threshold),
            ("2 Delta", "below", 2.0 * state.gap),
        ):
            evidence.append(
                Evidence(
                    name=f"peak of the amplitude mode over {bound} at J = {state.share:g} J_dp",
                    measured=row.peak / level,
                    expected=1.0,
                    relation=relation,  # type: ignore[arg-type]
                    tolerance=1e-6,
                    why_tolerance="the peak is known to 1e-10; the inequality is strict",
                    method="maximum of Im(1/D^R) at the pair breaking of that current",
                    parameters={"J/J_dp": state.share},
                )
            )
    shown = lab.shared("wire-figure", lambda: wire(np.linspace(0.0, 1.0, 41).tolist(), peaks=True))
    return Findings(
        statement=tuple(evidence),
        conclusion=(
            "At 0.7 of the depairing current the peak of the amplitude mode is at "
            f"{rows[2][3]:.4f} of 2 Delta_00, while absorption begins at {rows[2][2]:.4f}."
        ),
        tables=(
            ResultTable(
                "A prediction for experiments, T = 0, no impurities",
                ("J/J_dp", "alpha", "2 eps_g/2 Delta_00", "peak/2 Delta_00", "Delta/Delta_00"),
                tuple(rows),
            ),
        ),
        illustrations=(
            Illustration(
                "A wire with a current",
                lambda: draw_wire(shown),
                "Kinetic inductance, and gap, threshold and peak, of a wire with a current.",
            ),
        ),
        notes=("The peak is that of the absorption of a field that couples to the gap's modulus.",),
    )


CLAIMS = (
    Claim(
        id="depairing-current",
        title="Depairing current and superheating field of a dirty superconductor",
        statement="The largest current, the gap there and the superheating field have closed forms",
        formulas=(
            "currents.depairing_alpha",
            "currents.depairing_rate",
            "currents.depairing_gap",
            "currents.density_onset",
            "currents.superheating",
            "thermodynamics.jump_slope",
        ),
        source="Kupriyanov and Lukichev (1980); Lin and Gurevich (2012)",
        assumptions=("dirty limit", "T = 0, no impurities", "large kappa for the field"),
        kind="exact-theory",
        check=_depairing,
        compiled=False,
    ),
    Claim(
        id="inductance-nonlinearity",
        title="Kinetic inductance of a wire with a current",
        statement="L_k rises as (J/J_dp)^2, three times as fast along the dc current as across it",
        latex=r"L_k/L_k(0)=1+C\,(J/J_{\mathrm{dp}})^2,\quad C_\parallel=3\,C_\perp",
        formulas=("currents.inductance_parallel", "currents.inductance_perpendicular"),
        source="Kubo, arXiv:2502.05914",
        assumptions=("dirty limit", "T = 0", "frequencies far below the gap, which follows"),
        kind="exact-theory",
        check=_inductance,
        compiled=False,
    ),
    Claim(
        id="conductivity-with-current",
        title="Conductivity with pair breaking and a current",
        statement=(
            "Levels, shaken quasiparticles and the amplitude mode make up the conductivity along a "
            "current, whose static limit is dJ/dp"
        ),
        formulas=(
            "currents.conduction_moving",
            "currents.conduction_integrand",
            "currents.moving_integrand",
            "currents.drag_integrand",
        ),
        source="Skalski, Betbeder-Matibet and Weiss (1964); with a current derived here, compare "
        "Polkin and Skvortsov, arXiv:2512.06943",
        assumptions=("dirty local limit", "T = 0"),
        kind="exact-theory",
        check=_conductivity,
        # Beyond the paper, and no verdict on it rests on this: seconds that a quick run saves.
        slow=True,
    ),
    Claim(
        id="mode-under-current",
        title="Amplitude mode under a supercurrent",
        statement="A dc current moves the peak of the mode below 2 Delta, but not to 2 eps_g",
        latex=r"2\epsilon_g(J)<\omega_{\mathrm{peak}}(J)<2\Delta(J)",
        formulas=("currents.rate_of_current", "threshold.gap_edge"),
        source="predicted here; measured in NbN by Nakamura et al., PRL 122, 257001 (2019)",
        assumptions=("dirty wire", "T = 0", "the observable is the absorption of the modulus"),
        uses=("depairing-current",),
        kind="exact-theory",
        check=_mode,
        # Beyond the paper, and no verdict on it rests on this: seconds that a quick run saves.
        slow=True,
    ),
)
