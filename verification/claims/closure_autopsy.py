"""The autopsy of (9): its collision integral beside the exact one, level by level."""

from typing import TYPE_CHECKING

import numpy as np

from higgs_num.core.arrays import Vector
from verification.claim import Claim
from verification.evidence import Evidence, Parameter
from verification.findings import Correction, Findings, Illustration, ResultTable
from verification.lab import Lab
from verification.measurements.autopsy import (
    ENERGIES,
    RATE,
    RATIOS,
    T_AUTOPSY,
    WINDOW,
    Autopsy,
    autopsy,
    by_dephasing,
    by_exact,
    by_nine,
)
from verification.measurements.exact_quenches import ALL_CORES, CUTOFF

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TWO = RATIOS[:2]
PARAMETERS: dict[str, Parameter] = {
    "gap_final": 1.0,
    "rate_s": RATE,
    "cutoff": CUTOFF,
    "levels": str(ENERGIES),
}
METHOD = (
    "exact collision integral dS/dt less clean precession, five levels, "
    f"t = {WINDOW[0]:g} ... {WINDOW[1]:g}; root mean square"
)
ASSUMPTIONS = (
    "self-consistent Born approximation",
    f"semicircular band of half-width {CUTOFF:g}",
    f"1/tau_s = {RATE:g}",
    "T = 0",
)


def _frozen(lab: Lab) -> Findings:
    found = {ratio: autopsy(lab, ratio) for ratio in TWO}
    rows: list[tuple[str | float, ...]] = []
    statement, local = [], []
    for ratio, one in found.items():
        about = {**PARAMETERS, "gap_initial": ratio}
        statement.append(
            Evidence(
                name=f"what (9), closure even, leaves of the collision integral, {ratio:g} -> 1",
                measured=one.left(one.even),
                expected=0.0,
                relation="below",
                tolerance=0.3,
                why_tolerance="a source that is right to a third would do for t ~ tau_s",
                method=METHOD,
                parameters=about,
            )
        )
        rows.append(
            (
                f"{ratio:g} -> 1",
                one.varying,
                *(one.left(of) for of in (one.static, one.even, one.odd, one.lossy)),
            )
        )
        for place, eps in enumerate(ENERGIES[:3]):
            local.append(
                Evidence(
                    name=f"share of the varying part linear in S and Delta, eps = {eps:g}, "
                    f"{ratio:g} -> 1",
                    measured=one.local(place),
                    expected=0.9,
                    relation="above",
                    tolerance=0.02,
                    why_tolerance="nine tenths of the variance is what `follows` is to mean",
                    method="least squares of the exact collision integral on 1, S(t), Delta(t)",
                    parameters=about,
                )
            )
    strong = found[TWO[1]]
    return Findings(
        statement=tuple(statement),
        corrections=(
            Correction(
                "The collision integral of a level follows its own pseudospin and Delta at the "
                "same time; it is not a source that is known in advance",
                tuple(local),
            ),
        ),
        illustrations=(Illustration("Collision integral of a level", lambda: _draw(lab)),),
        tables=(
            ResultTable(
                "Root mean square over that of the exact collision integral: what of it varies in "
                "time, and what each closure leaves",
                ("quench", "varies", "(9) static", "(9) even", "(9) odd", "dephasing closure"),
                tuple(rows),
            ),
            *(_terms(ratio, one) for ratio, one in found.items()),
        ),
        conclusion=(
            "What makes the mode of (9) undamped is its frozen source: the exact collision "
            f"integral varies in time (by {strong.varying:.2f} of its size after 0.6 -> 1) and "
            "takes away what of a level is transverse. The oscillating sources of (11) make it "
            f"worse: they leave {strong.left(strong.even):.2f} of it, the constant alone "
            f"{strong.left(strong.static):.2f}."
        ),
    )


def _terms(ratio: float, one: Autopsy) -> ResultTable:
    """Return means and standard deviations in time, level by level, of the terms of (9)."""
    inside = one.inside
    rows = []
    for place, eps in enumerate(ENERGIES):
        exact = one.motion.collision[place][:, inside]
        swing = (one.even - one.static)[place][:, inside]
        constant = float(one.static[place, 1, 0])
        rows.append(
            (
                eps,
                float(exact[1].mean()),
                constant,
                *(float(one_axis.std()) for one_axis in exact),
                *(float(one_axis.std()) for one_axis in swing),
            )
        )
    return ResultTable(
        f"Terms of (9) and the exact collision integral, quench {ratio:g} -> 1: mean of y; "
        "W term; standard deviations in time",
        (
            "eps", "exact y", "-eps W/(tau_m E)", "exact x", "exact y ", "exact z",
            "eps L_y/(tau Delta)", "L_x, L_z terms", "2 L_y/tau_s",
        ),
        tuple(rows),
    )  # fmt: skip


def _follows(lab: Lab) -> Findings:
    rows: list[tuple[str, float, float, float, float]] = []
    statement = []
    for ratio in RATIOS:
        exact, nine, lossy = by_exact(lab, ratio), by_nine(lab, ratio), by_dephasing(lab, ratio)
        size = float(np.ptp(exact.gap[exact.time <= 8.0]))
        left = [float(np.sqrt(np.mean((one - exact.gap) ** 2))) for one in (nine.gap, lossy)]
        times = [_departure(exact.time, one - exact.gap, size) for one in (nine.gap, lossy)]
        rows.append((f"{ratio:g} -> 1", left[0], left[1], times[0], times[1]))
        about = {**PARAMETERS, "gap_initial": ratio}
        statement.append(
            Evidence(
                name=f"rms difference to the exact Delta(t) over that of (9), {ratio:g} -> 1",
                measured=left[1] / left[0],
                expected=0.7,
                relation="below",
                tolerance=0.03,
                why_tolerance="a third less is what `better` is to mean",
                method=f"same band; t up to {T_AUTOPSY:g}",
                parameters=about,
            )
        )
        statement.append(
            Evidence(
                name=f"time within 10 % of the first swing over that of (9), {ratio:g} -> 1",
                measured=times[1] / times[0],
                expected=1.5,
                relation="above",
                tolerance=0.1,
                why_tolerance="half as long again is what `longer` is to mean",
                method=f"same band; saved times an eighth apart, up to {T_AUTOPSY:g}",
                parameters=about,
            )
        )
    longer = rows[1][4] / rows[1][3]
    rest = abs(float(by_dephasing(lab, RATIOS[1])[-1] - by_exact(lab, RATIOS[1]).gap[-1]))
    return Findings(
        statement=tuple(statement),
        illustrations=(
            Illustration("Closures beside the exact theory", lambda: _draw_closures(lab)),
        ),
        tables=(
            ResultTable(
                "Root mean square difference to the exact Delta(t), and time within 10 % of the "
                "first swing",
                ("quench", "(9)", "dephasing closure", "(9), time", "dephasing closure, time"),
                tuple(rows),
            ),
        ),
        conclusion=(
            "Levels that lose what is transverse at 1/tau_s follow the exact Delta(t) "
            f"{longer:.1f} times as long as (9) after 0.6 -> 1, and come to rest within {rest:.3f} "
            "of it."
        ),
    )


def _size(lab: Lab) -> Findings:
    times = []
    for ratio in RATIOS:
        exact, nine = by_exact(lab, ratio), by_nine(lab, ratio)
        size = float(np.ptp(exact.gap[exact.time <= 8.0]))
        times.append(_departure(exact.time, nine.gap - exact.gap, size))
    return Findings(
        statement=(
            Evidence(
                name="time of agreement of (9) over tau_s, 0.9 -> 1",
                measured=times[0] * RATE,
                expected=1.0,
                relation="above",
                tolerance=0.1,
                why_tolerance="t ~ tau_s is an order of magnitude",
                method="first time at which the difference exceeds 10 % of the first swing",
                parameters={**PARAMETERS, "gap_initial": RATIOS[0]},
            ),
        ),
        corrections=(
            Correction(
                "(9) departs after a few 1/Delta, long before tau_s, and no sooner after large "
                "quenches than after small ones",
                (
                    Evidence(
                        name="time of agreement after 0.6 -> 1 over that after 0.9 -> 1",
                        measured=times[1] / times[0],
                        expected=0.8,
                        relation="above",
                        tolerance=0.05,
                        why_tolerance="times of a swing, read off an eighth apart",
                        method="as above",
                        parameters={**PARAMETERS, "gap_initial": RATIOS[1]},
                    ),
                    Evidence(
                        name="time of agreement after 0.1 -> 1 over that after 0.9 -> 1",
                        measured=times[2] / times[0],
                        expected=0.8,
                        relation="above",
                        tolerance=0.05,
                        why_tolerance="as above",
                        method="as above",
                        parameters={**PARAMETERS, "gap_initial": RATIOS[2]},
                    ),
                ),
            ),
        ),
        conclusion=(
            f"At 1/tau_s = {RATE:g} (9) holds to 10 % of the first swing up to t = {times[0]:.1f}, "
            f"{times[1]:.1f} and {times[2]:.1f} after quenches from 0.9, 0.6 and 0.1: "
            f"{times[0] * RATE:.2f} to {times[2] * RATE:.2f} tau_s."
        ),
    )


def _departure(time: Vector, difference: Vector, size: float) -> float:
    """Return when the difference first exceeds a tenth of `size`; the last time if it never does.

    Delta(0+) is the coupling's jump, which both have alike but for what the band does at once.
    """
    beyond = np.abs(difference) > 0.1 * size
    return float(time[int(np.argmax(beyond))] if beyond.any() else time[-1])


def _draw(lab: Lab) -> "Figure":
    from matplotlib.figure import Figure

    place = ENERGIES.index(0.6)
    figure = Figure(figsize=(7.2, 5.0), layout="constrained")
    for row, (ratio, axes) in enumerate(zip(TWO, figure.subplots(2, 2, sharex=True), strict=True)):
        one = autopsy(lab, ratio)
        shown = one.motion.time <= T_AUTOPSY
        for ax, axis, name in zip(axes, (1, 2), "yz", strict=True):
            for of, label, style in (
                (one.motion.collision, "exact", "k-"),
                (one.static, "(9), static", "C0--"),
                (one.even, "(9), even", "C1:"),
                (one.lossy, "dephasing closure", "C2-."),
            ):
                ax.plot(one.motion.time[shown], of[place, axis, shown], style, lw=1.0, label=label)
            ax.set(xlim=(0.0, T_AUTOPSY), title=f"{name} component, quench {ratio:g} to 1")
            if row:
                ax.set_xlabel(r"$t\,\Delta_f$")
    figure.axes[0].legend(fontsize=7)
    figure.supylabel(r"collision integral of the level $\varepsilon=0.6\,\Delta_f$")
    return figure


def _draw_closures(lab: Lab) -> "Figure":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 5.6), layout="constrained")
    for ratio, ax in zip(RATIOS, figure.subplots(len(RATIOS), 1, sharex=True), strict=True):
        exact = by_exact(lab, ratio)
        ax.plot(exact.time, exact.gap, "k-", lw=1.2, label="exact")
        ax.plot(exact.time, by_nine(lab, ratio).gap, "C0--", lw=1.0, label="(9), static or even")
        ax.plot(exact.time, by_dephasing(lab, ratio), "C2-.", lw=1.0, label="dephasing closure")
        ax.set(ylabel=r"$\Delta(t)/\Delta_f$", title=f"quench {ratio:g} to 1", xlim=(0, T_AUTOPSY))
    figure.axes[0].legend(fontsize=7, ncols=3)
    figure.axes[-1].set_xlabel(r"$t\,\Delta_f$")
    return figure


CLAIMS = (
    Claim(
        id="autopsy-frozen-source",
        title="Collision integral of (9)",
        statement="Along a quench the collision integral of a level is the source of (9), which is "
        "known in advance",
        latex="",
        formulas=("sources.x", "sources.y", "sources.z"),
        source="paper (9), (11)",
        assumptions=ASSUMPTIONS,
        uses=("exact-quench-damping",),
        check=_frozen,
        slow=True,
        exclusive=ALL_CORES,
    ),
    Claim(
        id="autopsy-dephasing-closure",
        title="A closure that follows the exact Delta(t) longer",
        statement="A closure in which levels lose what is transverse at the rate 1/tau_s follows "
        "the exact Delta(t) better and longer than (9)",
        latex="",
        source="computed here: suggested by the exact collision integrals",
        assumptions=ASSUMPTIONS,
        uses=("autopsy-frozen-source",),
        kind="exact-theory",
        check=_follows,
        slow=True,
        exclusive=ALL_CORES,
    ),
    Claim(
        id="exact-quench-closure-time",
        title="Range of validity of (9) at finite quench",
        statement="For quenches of any size (9) describes Delta(t) up to times t ~ tau_s",
        latex="",
        source="paper, Introduction and Fig. 1; generic with respect to the magnitude of the "
        "quench, below (12)",
        assumptions=ASSUMPTIONS,
        uses=("closure-valid-at-tau-s",),
        check=_size,
        slow=True,
        exclusive=ALL_CORES,
    ),
)
