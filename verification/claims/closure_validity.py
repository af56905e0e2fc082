"""How long (9) agrees with the exact response."""

import math
from typing import TYPE_CHECKING

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.response import step_response
from higgs_num.signals import power_law
from verification.claim import Claim
from verification.evidence import Evidence, Parameter
from verification.findings import Correction, Findings, Illustration, ResultTable
from verification.lab import Lab
from verification.measurements.curve import smooth
from verification.measurements.quenches import SMALL, parameters, small

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ALPHAS = (0.0025, 0.005, 0.01, 0.02)


def departure(time: Vector, closure: Vector, exact: Vector) -> float:
    """Return when the difference first oscillates by 10 % of the exact oscillation in a period."""
    half = 0.5 * math.pi
    for centre in np.arange(half, time[-1] - half, 0.05):
        inside = (time >= centre - half) & (time <= centre + half)
        if np.ptp((closure - exact)[inside]) > 0.1 * np.ptp(exact[inside]):
            return float(centre)
    return float(time[-1])


def _validity(lab: Lab) -> Findings:
    times = []
    for alpha in ALPHAS:
        run = small(lab, rate_s=alpha, t_max=60.0, save_every=0.1, levels=4000)
        change = (run.gap[1:] - run.problem.gap_initial) / SMALL
        times.append(departure(run.time[1:], change, step_response(run.time[1:], alpha).value))
    law = power_law(ALPHAS, times)
    shared: dict[str, Parameter] = {
        "alpha": str(ALPHAS),
        "quench": SMALL,
        "cutoff": run.problem.cutoff,
    }
    method = (
        "first period in which the difference of (9) and the exact step response exceeds 10 % of "
        "the exact oscillation"
    )
    return Findings(
        statement=(
            Evidence(
                name="time of agreement over tau_s, smallest alpha",
                measured=times[0] * ALPHAS[0],
                expected=1.0,
                relation="above",
                tolerance=0.1,
                why_tolerance="t ~ tau_s is an order of magnitude",
                method=method,
                parameters=parameters(run) | shared,
            ),
        ),
        corrections=(
            Correction(
                "(9) follows the exact response up to a time that grows as tau_s^(2/3), shorter "
                "than tau_s",
                (
                    Evidence(
                        name="exponent of the time of agreement with tau_s",
                        measured=-law.exponent.value,
                        uncertainty=law.exponent.uncertainty,
                        expected=2.0 / 3.0,
                        tolerance=0.15,
                        why_tolerance="times of a few periods, read off period by period; 1 is "
                        "excluded",
                        method=method,
                        parameters=shared,
                    ),
                ),
            ),
        ),
        illustrations=(
            Illustration("Eq. (9) beside the exact response", lambda: _draw_side_by_side(lab)),
        ),
        conclusion=(
            "(9) follows the exact response within 10 % up to t = "
            f"{times[0] * ALPHAS[0] ** (2.0 / 3.0):.2f} (tau_s Delta)^(2/3)/Delta (measured "
            f"exponent {-law.exponent.value:.2f}), that is {times[0] * ALPHAS[0]:.2f} tau_s "
            f"at 1/tau_s = {ALPHAS[0]:g} Delta."
        ),
        tables=(
            ResultTable(
                "Until when (9) agrees with the exact response within 10 %, Delta = 1",
                ("1/tau_s", "time", "time/tau_s", "time alpha^(2/3)"),
                tuple(
                    (a, t, t * a, t * a ** (2.0 / 3.0)) for a, t in zip(ALPHAS, times, strict=True)
                ),
            ),
        ),
    )


def _draw_side_by_side(lab: Lab) -> "Figure":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 4.6), layout="constrained")
    for ax, alpha in zip(figure.subplots(2, 1, sharex=True), (0.1, 0.3), strict=True):
        run = small(lab, rate_s=alpha)
        inside = (run.time > 0.0) & (run.time <= 60.0)
        time = run.time[inside]
        closure = (run.gap[inside] - run.problem.gap_initial) / SMALL
        ax.plot(*smooth(time, closure), lw=0.9, label="(9), static or even closure")
        exact = step_response(time, alpha).value
        ax.plot(*smooth(time, exact), lw=1.1, label="exact linear response")
        ax.text(0.99, 0.06, rf"$1/(\tau_s\Delta)={alpha:g}$", transform=ax.transAxes, ha="right")
        ax.set(ylabel=r"$\delta\Delta(t)/\delta\Delta_{\rm eq}$", xlim=(0, 60), ylim=(0.5, 1.4))
    ax.set_xlabel(r"$t\,\Delta$")
    figure.axes[0].legend(fontsize=8, loc="upper right", ncols=2)
    return figure


CLAIMS = (
    Claim(
        id="closure-valid-at-tau-s",
        title="Range of validity of (9)",
        statement="For weak scattering Eq. (9) describes Delta(t) up to times t ~ tau_s and later",
        latex=r"1/\tau_s \ll \Delta_0,\quad t \sim \tau_s",
        source="paper, Introduction and Fig. 1",
        assumptions=("small quench", "static or even closure", "cutoff 10 against infinite"),
        uses=("exact-static-response",),
        check=_validity,
    ),
)
