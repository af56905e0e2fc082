"""How Delta(t) of the exact theory comes to rest after a small quench, gapped and gapless."""

from typing import TYPE_CHECKING

import numpy as np

from higgs_num.response import continuum_edge, gap_edge, step_response
from higgs_num.signals import Measured
from verification.claim import Claim
from verification.evidence import Evidence
from verification.findings import Correction, Findings, Illustration
from verification.lab import Lab
from verification.measurements.late_law import STEP, late, late_law

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def _tail(lab: Lab) -> Findings:
    square, cube = [], []
    for alpha in (0.1, 0.3, 0.6):
        power, frequency = late_law(lab, alpha)
        square.append(_power(alpha, power, 2.0))
        cube.append(_power(alpha, power, 3.0))
        cube.append(
            Evidence(
                name=f"frequency of the late oscillation over 2 eps_g, alpha = {alpha:g}",
                measured=frequency.value / (2.0 * gap_edge(alpha)),
                uncertainty=frequency.uncertainty,
                expected=1.0,
                tolerance=1e-4,
                why_tolerance="corrections 1/t at t = 2000 turn the phase by 1e-4 a unit of time",
                method=f"{STEP}; fit in three windows up to t = 3000",
                parameters={"alpha": alpha},
            )
        )
        edge = continuum_edge(alpha)
        cube.append(
            Evidence(
                name=f"amplitude of the t^-3 law over its value from the edge, alpha = {alpha:g}",
                measured=late(lab, alpha).far / abs(edge.tail),
                expected=1.0,
                tolerance=0.02,
                why_tolerance="the maximum is read off a grid of 30 or fewer points a period",
                method="exact step response at t = 20 000 against D(0)/(6 alpha eps_g^2 D^2) etc.",
                parameters={"alpha": alpha},
            )
        )
    return Findings(
        statement=tuple(square),
        corrections=(Correction("The late oscillation is sin(2 eps_g t)/t^3", tuple(cube)),),
        illustrations=(
            Illustration(
                "Envelope of the late oscillation of the exact theory", lambda: _draw_tail(lab)
            ),
        ),
        conclusion=(
            "The exact late oscillation is sin(2 eps_g t)/t^3 (measured exponent "
            f"{square[0].measured:.4f} at alpha = 0.1), not 1/t^2: two square-root edges "
            "convolve to a square."
        ),
        notes=("Only the abstract of the source was available; its observable may differ.",),
    )


def _power(alpha: float, power: Measured, expected: float) -> Evidence:
    return Evidence(
        name=f"decay exponent of the late oscillation, alpha = {alpha:g}",
        measured=power.value,
        uncertainty=power.uncertainty,
        expected=expected,
        tolerance=0.02,
        why_tolerance="corrections 1/t between t = 500 and 3000 stay below 1e-2",
        method=f"{STEP}; fit of t^-p cos(w t + phase) in three windows up to t = 3000",
        parameters={"alpha": alpha},
    )


def _draw_tail(lab: Lab) -> "Figure":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.0, 3.2), layout="constrained")
    ax = figure.add_subplot()
    for alpha in (0.1, 0.3, 0.6):
        one = late(lab, alpha)
        ax.loglog(one.centres, one.envelope, label=rf"$1/(\tau_s\Delta)={alpha:g}$")
    t = np.array([50.0, 4000.0])
    ax.loglog(t, 30.0 * t**-3, "k--", lw=0.8, label=r"$t^{-3}$")
    ax.loglog(t, 0.3 * t**-2, "k:", lw=0.8, label=r"$t^{-2}$")
    ax.set(xlabel=r"$t\,\Delta$", ylabel=r"envelope$/\,\delta\Delta_{\rm eq}$", ylim=(1e-12, 1))
    ax.legend(fontsize=8)
    return figure


def _gapless(_lab: Lab) -> Findings:
    evidence = []
    for alpha in (1.5, 2.0, 3.0):
        times = np.array([10.0, 20.0, 40.0, 80.0])
        size = np.abs(step_response(times, alpha).remainder)
        rates = np.log(size[:-1] / size[1:]) / np.diff(times)
        evidence.append(
            Evidence(
                name=f"decay rate in t = 40 ... 80 over that in 20 ... 40, alpha = {alpha:g}",
                measured=float(rates[-1] / rates[-2]),
                expected=1.0,
                tolerance=0.1,
                why_tolerance="a prefactor t^-p changes it by p/(40 rate); a power law halves it",
                method=STEP,
                parameters={"alpha": alpha},
            )
        )
    return Findings(statement=tuple(evidence))


CLAIMS = (
    Claim(
        id="exact-late-tail",
        title="Late oscillation of the exact theory",
        statement="After a small quench Delta(t) oscillates at late times as sin(2 eps_g t)/t^2",
        latex=r"\delta\Delta(t) \propto \frac{\sin(2\epsilon_g t)}{t^2}",
        formulas=("response.tail_over_edge", "threshold.gap_edge"),
        source="Dzero and Kamenev, arXiv:2503.15643 (abstract)",
        assumptions=("self-consistent Born approximation", "T = 0", "step in 1/lambda", "gapped"),
        uses=("exact-no-undamped-mode",),
        kind="exact-theory",
        check=_tail,
    ),
    Claim(
        id="exact-gapless-decay",
        title="Gapless superconductor",
        statement="When eps_g = 0 the approach of Delta(t) to its final value is exponential",
        latex=r"\delta\Delta(t) \propto e^{-\kappa t} \quad (\epsilon_g = 0)",
        source="Dzero and Kamenev, arXiv:2503.15643 (abstract)",
        assumptions=("self-consistent Born approximation", "T = 0", "alpha > 1"),
        kind="exact-theory",
        check=_gapless,
        # Beyond the paper, and no verdict on it rests on this: seconds that a quick run saves.
        slow=True,
    ),
)
