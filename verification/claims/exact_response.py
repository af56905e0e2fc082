"""The exact Abrikosov-Gor'kov response: its static value, and that it has no undamped mode."""

import math
from typing import TYPE_CHECKING

import numpy as np

from higgs_num.response import gap_edge, spectrum, static_inverse_susceptibility
from verification.claim import Claim
from verification.evidence import Evidence
from verification.findings import Findings, Illustration
from verification.lab import Lab

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ALPHAS = (0.05, 0.1, 0.2, 0.3, 0.5)


def _static(_lab: Lab) -> Findings:
    worst = 0.0
    for alpha in (*ALPHAS, 0.9):
        value = spectrum(1e-4j, alpha).inverse.item().real
        worst = max(worst, abs(value - (2.0 - 0.5 * math.pi * alpha)))
    closed = max(abs(static_inverse_susceptibility(a) - (2.0 - 0.5 * math.pi * a)) for a in ALPHAS)
    return Findings(
        statement=(
            Evidence(
                name="max over alpha of |D(i 1e-4) - (2 - pi alpha/2)|",
                measured=worst,
                expected=0.0,
                tolerance=1e-7,
                why_tolerance="D is even in the frequency: the shift from zero costs 1e-8",
                method="quadrature of D on the imaginary axis",
                parameters={"alpha": str((*ALPHAS, 0.9))},
            ),
            Evidence(
                name="max over alpha of |closed form - (2 - pi alpha/2)|",
                measured=closed,
                expected=0.0,
                tolerance=1e-14,
                why_tolerance="round-off",
                method="integral of (R - alpha)/R^4",
                parameters={"alpha": str(ALPHAS)},
            ),
        )
    )


def _no_mode(_lab: Lab) -> Findings:
    evidence = []
    for alpha in ALPHAS:
        omega = np.linspace(0.0, 2.0 * gap_edge(alpha), 401)
        inverse = spectrum(omega, alpha).inverse.real
        evidence.append(
            Evidence(
                name=f"smallest D^R on [0, 2 eps_g] over D(0), alpha = {alpha:g}",
                measured=float(inverse.min() / static_inverse_susceptibility(alpha)),
                expected=0.0,
                relation="above",
                tolerance=1e-6,
                why_tolerance="a zero would be a mode; D^R is smooth below the edge, 401 points",
                method="quadrature of D^R on the real axis",
                parameters={"alpha": alpha},
            )
        )
    least = min(one.measured for one in evidence)
    return Findings(
        statement=tuple(evidence),
        illustrations=(Illustration("Exact absorption spectra", _draw_spectra),),
        conclusion=(
            f"The exact D^R stays above {least:.2f} D(0) on [0, 2 eps_g]: there is no undamped "
            f"amplitude mode at any of {len(ALPHAS)} alpha from {ALPHAS[0]:g} to {ALPHAS[-1]:g}."
        ),
    )


def _draw_spectra() -> "Figure":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.0, 3.2), layout="constrained")
    ax = figure.add_subplot()
    omega = np.linspace(0.01, 3.5, 700)
    for alpha in (0.05, 0.1, 0.2, 0.4):
        (line,) = ax.plot(
            omega, spectrum(omega, alpha).absorption, lw=1.0, label=rf"$1/(\tau_s\Delta)={alpha:g}$"
        )
        ax.axvline(2.0 * math.sqrt(1.0 - 0.25 * alpha**2), color=line.get_color(), ls=":", lw=0.8)
    ax.set(xlabel=r"$\omega/\Delta$", ylabel=r"Im $1/D^R$", xlim=(0, 3.5), ylim=(0, None))
    ax.legend(fontsize=8, title="dotted: mode of (9)", title_fontsize=8)
    return figure


CLAIMS = (
    Claim(
        id="exact-static-response",
        title="Static response of the exact theory",
        statement="D(0) = 2 - pi alpha/2 for alpha = 1/(tau_s Delta) <= 1",
        formulas=("response.static",),
        source="derived here from the Abrikosov-Gor'kov gap equation",
        assumptions=("self-consistent Born approximation", "T = 0", "infinite cutoff"),
        kind="exact-theory",
        check=_static,
    ),
    Claim(
        id="exact-no-undamped-mode",
        title="No undamped amplitude mode",
        statement="1/D^R has no pole on the real axis at or below 2 eps_g for any alpha > 0",
        latex=r"D^R(\omega) > 0 \quad (0 \leq \omega \leq 2\epsilon_g)",
        formulas=("response.integrand", "threshold.gap_edge"),
        source="derived here",
        assumptions=("self-consistent Born approximation", "T = 0", "gapped, alpha < 1"),
        uses=("exact-static-response",),
        kind="exact-theory",
        check=_no_mode,
    ),
)
