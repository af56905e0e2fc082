"""What happens after a quench of any strength in the exact theory, with spin-flip impurities."""

from typing import TYPE_CHECKING

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.kinetic import KineticResult
from higgs_num.signals import power_law
from higgs_num.signals.damped import late_tail
from higgs_num.steady import steady_state
from verification.claim import Claim
from verification.evidence import Evidence
from verification.findings import Correction, Findings, Illustration, ResultTable
from verification.lab import Lab
from verification.measurements.exact_quenches import (
    ALL_CORES,
    CUTOFF,
    GAPLESS_RATE,
    GAPLESS_T,
    LATE_RATE,
    POTENTIAL,
    RATES,
    REVERSED,
    STRONG,
    T_LATE,
    TEMPERATURE,
    TOL,
    VANISHING,
    VANISHING_RATES,
    VANISHING_T,
    WEAKER,
    about_rest,
    damping,
    exact,
    parameters,
    rest_of,
    spread,
)
from verification.measurements.quenches import quench

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOURCE = "computed here: exact self-consistent Born equations in time"
SCBA = ("self-consistent Born approximation", f"semicircular band of half-width {CUTOFF:g}")
METHOD = "exact quench (higgs kinetic), error of Delta(t) below 1e-6"
EARLY, LATER = (5.0, 15.0), (30.0, 40.0)
DAMPED = (6.0, 18.0)
TAIL = (40.0, T_LATE)


def _phase_three(lab: Lab) -> Findings:
    runs = exact(lab)
    kept = runs[STRONG, 0.0]
    evidence: list[Evidence] = []
    rows: list[tuple[str | float, ...]] = []
    for rate in (0.0, *RATES):
        run = runs[STRONG, rate]
        early, later = spread(run, *EARLY), spread(run, *LATER)
        if rate == 0.0:
            rows.append((rate, rest_of(run), early, later, "", "", ""))
            continue
        found, linear = damping(run, *DAMPED)
        rows.append((rate, rest_of(run), early, later, found.rate, found.frequency, linear.rate))
        evidence.append(
            Evidence(
                name=f"oscillation in t = 30 ... 40 over that in 5 ... 15, 1/tau_s = {rate:g}",
                measured=later / early,
                expected=0.5,
                relation="below",
                tolerance=0.05,
                why_tolerance="a persistent oscillation has 1; half of it would count as surviving",
                method=f"{METHOD}; largest less smallest Delta(t) of each window",
                parameters=parameters(run),
            )
        )
    contrast = Evidence(
        name="the same without impurities",
        measured=spread(kept, *LATER) / spread(kept, *EARLY),
        expected=0.5,
        relation="above",
        tolerance=0.05,
        why_tolerance="as with impurities",
        method=METHOD,
        parameters=parameters(kept),
    )
    weakest = evidence[0].measured
    return Findings(
        statement=(*evidence, contrast),
        illustrations=(
            Illustration("Phase III with pair breaking", lambda: _draw_phase_three(lab)),
        ),
        tables=(
            ResultTable(
                "Quench 0.1 -> 1: rest, range of Delta(t), damping and frequency",
                (
                    "1/tau_s",
                    "rest",
                    "range, t = 5-15",
                    "range, t = 30-40",
                    "damping",
                    "frequency",
                    "damping of the linear theory",
                ),
                tuple(rows),
            ),
        ),
        conclusion=(
            "Pair breaking destroys the persistent oscillation of phase III at every rate tried: "
            f"already at 1/tau_s = {RATES[0]:g} a share of {weakest:.2f} of it is left at "
            "t = 30-40, where the clean superconductor keeps "
            f"{contrast.measured:.2f}."
        ),
    )


def _phase_one(lab: Lab) -> Findings:
    runs = exact(lab)
    evidence = []
    for rate in VANISHING_RATES:
        run = runs[VANISHING, rate]
        last = run.window(VANISHING_T - 5.0, VANISHING_T)[1]
        evidence.append(
            Evidence(
                name=f"largest |Delta(t)| in t = 15 ... 20, 1/tau_s = {rate:g}",
                measured=float(np.max(np.abs(last))),
                expected=0.0,
                relation="below",
                tolerance=1e-2,
                why_tolerance="of the final equilibrium gap, 1, and of the initial one, 6",
                method=METHOD,
                parameters=parameters(run),
            )
        )
    return Findings(
        statement=tuple(evidence),
        conclusion=(
            "Phase I stays: after the quench 6 -> 1 Delta(t) goes to zero, to "
            f"{evidence[0].measured:.1e} at t = 15-20, although superconductivity is the "
            "equilibrium of the final coupling."
        ),
    )


def _damping(lab: Lab) -> Findings:
    runs = exact(lab)
    evidence, slower, rows = [], [], []
    for ratio in (WEAKER, REVERSED, STRONG):
        for rate in RATES[:3]:
            run = runs[ratio, rate]
            found, linear = damping(run, *DAMPED)
            pole = about_rest(run).pole
            rows.append(
                (ratio, rate, found.frequency, linear.frequency, pole.real,
                 found.rate, linear.rate, -pole.imag)
            )  # fmt: skip
            about = f"{ratio:g} -> 1, 1/tau_s = {rate:g}"
            damped = Evidence(
                name=f"damping over that of the linear theory at the gap of rest, {about}",
                measured=found.rate / linear.rate,
                expected=1.0 if ratio != STRONG else 0.9,
                relation="equal" if ratio != STRONG else "below",
                tolerance=0.1 if ratio != STRONG else 0.03,
                why_tolerance="quenches of 40 and 50 % are not small: squares of the oscillation, "
                "5 to 10 % in the window; band, (Delta/W)^2"
                if ratio != STRONG
                else "more than what moderate quenches deviate by",
                method=f"{METHOD}; both fitted alike in t = 6 ... 18",
                parameters=parameters(run),
            )
            if ratio == STRONG:
                slower.append(damped)
                continue
            evidence.append(damped)
            evidence.append(
                Evidence(
                    name=f"frequency over that of the linear theory, {about}",
                    measured=found.frequency / linear.frequency,
                    expected=1.0,
                    tolerance=0.03,
                    why_tolerance="as of the damping, of which the frequency depends less",
                    method=f"{METHOD}; both fitted alike in t = 6 ... 18",
                    parameters=parameters(run),
                )
            )
    return Findings(
        statement=tuple(evidence + slower),
        tables=(
            ResultTable(
                "Oscillation in t = 6-18: frequency and damping, of the linear theory fitted "
                "alike, and of its pole",
                (
                    "Delta_i/Delta_f", "1/tau_s", "frequency", "linear", "pole", "damping",
                    "linear ", "pole ",
                ),
                tuple(rows),
            ),
        ),
        conclusion=(
            "Before the tail Delta(t) damps exponentially: after moderate quenches as the linear "
            "theory about the gap of rest (second-sheet pole), after quenches of phase III "
            f"strength more slowly, by a factor {min(one.measured for one in slower):.2f} to "
            f"{max(one.measured for one in slower):.2f}."
        ),
    )  # fmt: skip


def _late(lab: Lab) -> Findings:
    runs = exact(lab)
    evidence = []
    for ratio in (WEAKER, STRONG):
        run = runs[ratio, LATE_RATE]
        edge = about_rest(run).edge
        tail = late_tail(*run.window(*TAIL), edge)
        about = f"{ratio:g} -> 1, 1/tau_s = {LATE_RATE:g}"
        evidence.append(
            Evidence(
                name=f"exponent of the late decay, {about}",
                measured=tail.power,
                expected=3.0,
                tolerance=0.3,
                why_tolerance="corrections 1/(eps_g t) at t = 40 ... 75: 0.1; 2 is excluded",
                method=f"{METHOD}; fit of t^-p cos(w t + phase) beside c + b/t^2, t = 40 ... 75",
                parameters=parameters(run),
            )
        )
        evidence.append(
            Evidence(
                name=f"late frequency over 2 eps_g at the gap of rest, {about}",
                measured=tail.frequency / edge,
                expected=1.0,
                tolerance=0.03,
                why_tolerance="the phase turns by pi/2 at most as corrections 1/t fade: 0.02 of "
                "the phase of the window; edge of the band to (Delta/W)^2",
                method=f"{METHOD}; the same fit",
                parameters=parameters(run),
            )
        )
    return Findings(
        statement=tuple(evidence),
        illustrations=(
            Illustration("Late oscillation after strong quenches", lambda: _draw_late(lab)),
        ),
        conclusion=(
            "Also after quenches of any strength the last of the oscillation is "
            f"sin(2 eps_g t)/t^3 with the edge at the gap of rest: exponents "
            f"{evidence[0].measured:.2f} (0.6 -> 1) and {evidence[2].measured:.2f} (0.1 -> 1)."
        ),
    )


def _rest(lab: Lab) -> Findings:
    runs = exact(lab)
    evidence, falls, rows = [], [], []
    for ratio in (WEAKER, REVERSED):
        clean = steady_state(ratio, 1.0).gap_steady
        of_band = rest_of(runs[ratio, 0.0])
        shares = []
        for rate in RATES:
            run = runs[ratio, rate]
            share = rest_of(run) / of_band - 1.0
            shares.append(-share)
            rows.append((ratio, rate, rest_of(run), of_band, clean, share))
        evidence.append(
            Evidence(
                name=f"gap of rest over that without impurities, less 1, {ratio:g} -> 1, "
                f"1/tau_s = {RATES[-1]:g}",
                measured=-shares[-1],
                expected=0.0,
                tolerance=1e-3,
                why_tolerance="the clean mean in t = 30 ... 40 is off by the oscillation, 1e-3",
                method=METHOD,
                parameters=parameters(runs[ratio, RATES[-1]]),
            )
        )
        falls.append(
            Evidence(
                name=f"fall of the gap of rest from 1/tau_s = 0.1 to 0.3, {ratio:g} -> 1",
                measured=shares[3] - shares[1],
                expected=3e-3,
                relation="above",
                tolerance=1e-4,
                why_tolerance="three times what oscillations leave in the means",
                method=METHOD,
                parameters=parameters(runs[ratio, RATES[-1]]),
            )
        )
    return Findings(
        statement=tuple(evidence),
        corrections=(
            Correction(
                "The gap of rest falls below the clean one as impurities are added", tuple(falls)
            ),
        ),
        tables=(
            ResultTable(
                "Gap at which Delta(t) comes to rest, in units of the final equilibrium gap",
                (
                    "Delta_i/Delta_f",
                    "1/tau_s",
                    "rest",
                    "clean, same band",
                    "clean, infinite band",
                    "share",
                ),
                tuple(rows),
            ),
        ),
        conclusion=(
            "Delta(t) comes to rest near the clean steady state Delta_s of the same ratio of gaps, "
            f"below it by up to {100 * max(-one.measured for one in evidence):.1f} % at "
            f"1/tau_s = {RATES[-1]:g}."
        ),
    )


def _potential(lab: Lab) -> Findings:
    runs = exact(lab)
    scattered = runs["potential", CUTOFF, POTENTIAL]

    def difference(one: KineticResult, other: KineticResult) -> float:
        return float(np.max(np.abs(one.gap - other.gap)[1:]))

    narrow, wide = (
        difference(runs["potential", cutoff, POTENTIAL], runs["potential", cutoff, 0.0])
        for cutoff in (CUTOFF, 2.0 * CUTOFF)
    )
    return Findings(
        statement=(
            Evidence(
                name="Delta(t) with 1/tau_u = 0.5 less that of the changed band without",
                measured=difference(scattered, runs["changed band"]),
                expected=0.0,
                tolerance=2.0 * TOL,
                why_tolerance="errors of both",
                method=f"{METHOD}; quench 0.1 -> 1, t up to 15",
                parameters=parameters(scattered),
            ),
            Evidence(
                name="largest change of Delta(t) by 1/tau_u = 0.5, band twice as wide over band",
                measured=wide / narrow,
                expected=0.5,
                tolerance=0.1,
                why_tolerance="the band is wider by 1/(2 tau_u), which changes the coupling of "
                "given gaps by 1/(2 tau_u W); an effect of its own would stay, 1",
                method=f"{METHOD}; quench 0.1 -> 1, t up to 15",
                parameters=parameters(scattered),
            ),
        ),
        conclusion=(
            "Potential scatterers change Delta(t) only by changing the band, after a quench of "
            f"phase III strength too: by {narrow:.1e} at W = {CUTOFF:g}, {wide:.1e} at twice that."
        ),
    )


def _gapless(lab: Lab) -> Findings:
    run = exact(lab)["gapless"]
    linear = about_rest(run)
    assert linear.alpha > 1.0
    times = np.array([18.0, 23.0, 28.0])

    def rate(values: Vector) -> float:
        first, second = np.diff(values)
        return float(np.log(first / second)) / 5.0

    _, gap = run.window(1.0, GAPLESS_T)
    return Findings(
        statement=(
            Evidence(
                name="smallest step of Delta(t) from t = 1 on",
                measured=float(np.min(np.diff(gap))),
                expected=0.0,
                relation="above",
                tolerance=1e-6,
                why_tolerance="the error of Delta(t): it does not turn back",
                method=METHOD,
                parameters=parameters(run),
            ),
            Evidence(
                name="rate of approach in t = 18 ... 28 over that of the linear theory",
                measured=rate(np.interp(times, run.time, run.gap)) / rate(linear.step(times)),
                expected=1.0,
                tolerance=0.1,
                why_tolerance="what is left at t = 18, 2 % of the gap, changes the rate by a few "
                "times that; band, (Delta/W)^2",
                method=f"{METHOD}; differences of three times; exact step response",
                parameters=parameters(run),
            ),
        ),
        conclusion=(
            f"A gapless superconductor (1/tau_s = {GAPLESS_RATE:g}) approaches its rest at "
            f"{gap[-1]:.3f} of its equilibrium gap without oscillating, at last exponentially."
        ),
    )


def _thermal(lab: Lab) -> Findings:
    runs = exact(lab)
    run = runs["thermal"]
    found, linear = damping(run, *DAMPED)
    pole = about_rest(run).pole
    return Findings(
        statement=(
            Evidence(
                name="oscillation in t = 30 ... 40 over that in 5 ... 15",
                measured=spread(run, *LATER) / spread(run, *EARLY),
                expected=0.5,
                relation="below",
                tolerance=0.05,
                why_tolerance="half of it would count as surviving",
                method=METHOD,
                parameters=parameters(run),
            ),
            Evidence(
                name="frequency over the real part of the pole at the gap of rest",
                measured=found.frequency / pole.real,
                expected=1.0,
                tolerance=0.1,
                why_tolerance="the pole is that of T = 0: heat changes the residue and, by what it "
                "blocks at 2 eps_g, the position",
                method=f"{METHOD}; fit in t = 6 ... 18",
                parameters=parameters(run),
            ),
        ),
        conclusion=(
            f"From T = {TEMPERATURE:g} the quench {WEAKER:g} -> 1 comes to rest at "
            f"{rest_of(run):.4f} instead of {rest_of(runs[WEAKER, 0.1]):.4f}, with damping "
            f"{found.rate:.3f} (linear theory of T = 0 fitted alike: {linear.rate:.3f})."
        ),
    )


def _amplitude(lab: Lab) -> Findings:
    runs = exact(lab)
    of_closure, of_exact = {}, {}
    for rate in RATES:
        run = quench(lab, WEAKER, rate_s=rate, t_max=600.0)
        of_closure[rate] = float(np.std(run.window(400.0, 600.0)[1]))
        of_exact[rate] = float(np.std(runs[WEAKER, rate].window(*LATER)[1]))
    by_closure, by_exact = (
        power_law(tuple(one), tuple(one.values())).exponent.value for one in (of_closure, of_exact)
    )
    return Findings(
        statement=(
            Evidence(
                name="exponent with 1/tau_s of the oscillation of (9) in t = 400 ... 600, 0.6 -> 1",
                measured=by_closure,
                expected=1.0,
                tolerance=0.2,
                why_tolerance="what decays as t^-1/2 is 10 % of it; higher orders in 1/tau_s",
                method="(9), cutoff 10, closure static; standard deviation",
                parameters={"rates": str(RATES)},
            ),
        ),
        exact=(
            Evidence(
                name="the same exponent in the exact theory, t = 30 ... 40",
                measured=by_exact,
                expected=1.0,
                tolerance=0.2,
                why_tolerance="as of (9)",
                method=METHOD,
                parameters={"rates": str(RATES), "cutoff": CUTOFF, "tol": TOL},
            ),
        ),
        tables=(
            ResultTable(
                "Standard deviation of Delta(t) after the quench 0.6 -> 1",
                ("1/tau_s", "(9), t = 400-600", "exact, t = 30-40"),
                tuple((rate, of_closure[rate], of_exact[rate]) for rate in RATES),
            ),
        ),
        conclusion=(
            "At finite quench too the oscillation that (9) leaves grows with 1/tau_s (exponent "
            f"{by_closure:.2f}); in the exact theory it falls (exponent {by_exact:.1f})."
        ),
    )


def _draw_phase_three(lab: Lab) -> "Figure":
    from matplotlib.figure import Figure

    from higgs_num.plots.colours import STYLES

    runs = exact(lab)
    figure = Figure(figsize=(7.2, 5.2), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    for number, rate in enumerate((0.0, *RATES)):
        run = runs[STRONG, rate]
        shown = run.time <= 40.0
        label = "clean" if rate == 0.0 else rf"$1/(\tau_s\Delta_f)={rate:g}$"
        above.plot(
            run.time[shown],
            run.gap[shown],
            color=f"C{number}",
            ls=STYLES[number],
            lw=1.0,
            label=label,
        )
        peaks, size = _swings(run)
        below.semilogy(peaks, size, ".-", color=f"C{number}", lw=0.8, ms=4, label=label)
    above.set(ylabel=r"$\Delta(t)/\Delta_f$", title="Quench 0.1 to 1 in the exact theory")
    above.legend(fontsize=8, ncols=5, loc="lower right")
    below.set(
        xlabel=r"$t\,\Delta_f$",
        ylabel=r"half of a swing$/\Delta_f$",
        xlim=(0.0, 40.0),
        ylim=(1e-5, 1.0),
    )
    return figure


def _swings(run: KineticResult) -> tuple[Vector, Vector]:
    """Return times between neighbouring extrema and half of what Delta(t) moves between them."""
    turning = np.flatnonzero(np.diff(np.sign(np.diff(run.gap))) != 0) + 1
    time, gap = run.time[turning], run.gap[turning]
    return 0.5 * (time[1:] + time[:-1]), 0.5 * np.abs(np.diff(gap))


def _draw_late(lab: Lab) -> "Figure":
    from matplotlib.figure import Figure

    runs = exact(lab)
    figure = Figure(figsize=(7.2, 3.6), layout="constrained")
    ax = figure.add_subplot()
    for ratio in (WEAKER, STRONG):
        run = runs[ratio, LATE_RATE]
        tail = late_tail(*run.window(*TAIL), about_rest(run).edge)
        time, gap = run.window(4.0, T_LATE)
        size = np.abs(gap - tail.rest - tail.slow / time**2)
        ax.loglog(time, size, lw=0.9, label=f"quench {ratio:g} to 1")
    time = np.array([15.0, T_LATE])
    ax.loglog(time, 6.0 * time**-3, "k--", lw=0.9, label=r"$t^{-3}$")
    ax.set(
        xlabel=r"$t\,\Delta_f$", ylabel=r"$|\Delta-$slow part$|/\Delta_f$", xlim=(4.0, T_LATE),
        ylim=(1e-7, 1.0), title=rf"Exact theory, $1/\tau_s={LATE_RATE:g}\,\Delta_f$",
    )  # fmt: skip
    ax.legend(fontsize=8)
    return figure


def _claim(
    name: str, title: str, statement: str, check: object, *more: str, **others: object
) -> Claim:
    fields: dict[str, object] = {
        "source": SOURCE,
        "kind": "exact-theory",
        "latex": "",
        "slow": True,
        "exclusive": ALL_CORES,
        **others,
    }
    return Claim(
        id=f"exact-quench-{name}",
        title=title,
        statement=statement,
        assumptions=(*SCBA, *more),
        check=check,  # type: ignore[arg-type]
        **fields,  # type: ignore[arg-type]
    )


CLAIMS = (
    _claim(
        "phase-three",
        "Phase III with pair breaking",
        "With spin-flip impurities the persistent oscillation of phase III dies out",
        _phase_three,
        "T = 0",
        "quench 0.1 -> 1",
    ),
    _claim(
        "phase-one",
        "Phase I with pair breaking",
        "After a weakening of the coupling beyond that of phase I Delta(t) goes to zero with "
        "spin-flip impurities as without",
        _phase_one,
        "T = 0",
        "quench 6 -> 1",
    ),
    _claim(
        "damping",
        "Damping after quenches of any strength",
        "After moderate quenches the oscillation damps as in the linear theory about the gap of "
        "rest, after quenches of phase III strength more slowly",
        _damping,
        "T = 0",
        "t = 6 ... 18",
        uses=("exact-no-undamped-mode",),
    ),
    _claim(
        "late-law",
        "Late oscillation after quenches of any strength",
        "The late oscillation is sin(2 eps_g t)/t^3 with the edge at the gap of rest",
        _late,
        "T = 0",
        "gapped",
        uses=("exact-late-tail",),
        latex=r"\delta\Delta(t) \propto \frac{\sin(2\epsilon_g t)}{t^3}",
    ),
    _claim(
        "rest",
        "Gap at which Delta(t) comes to rest",
        "With impurities Delta(t) comes to rest at the Delta_s of the clean superconductor",
        _rest,
        "T = 0",
        source="paper, below (11): Delta_s is taken to be that of a clean superconductor",
        kind="paper",
    ),
    _claim(
        "nonmagnetic",
        "Nonmagnetic impurities after strong quenches",
        "Potential scatterers drop out of Delta(t) after a quench of any strength",
        _potential,
        "T = 0",
        "quench 0.1 -> 1",
        source="Anderson's theorem in time; computed here",
    ),
    _claim(
        "gapless",
        "Gapless superconductor after a finite quench",
        "A gapless superconductor comes to rest exponentially, without oscillation, as in the "
        "linear theory about the gap of rest",
        _gapless,
        "T = 0",
    ),
    _claim(
        "thermal",
        "Quench of a hot superconductor",
        "From a temperature > 0 the oscillation damps as well, near the frequency of the pole",
        _thermal,
        f"initial temperature {TEMPERATURE:g}",
    ),
    _claim(
        "amplitude",
        "Amplitude of the oscillation after a finite quench",
        "The oscillation that remains is proportional to 1/tau_s, generically with respect to the "
        "magnitude of the quench",
        _amplitude,
        "T = 0",
        "quench 0.6 -> 1",
        source="paper, below (12) and Fig. 2",
        kind="paper",
        latex=r"\delta\Delta(t) \propto 1/\tau_s",
    ),
)
