"""Figures 1, 2, 3(a) and 3(b) of the paper, drawn again from our own trajectories."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from higgs_num.quench import Closure, Problem, Result, Start
from verification.figures.paper_figure import PaperFigure
from verification.lab import Lab
from verification.measurements.curve import smooth
from verification.measurements.printed_fit import PHI, A, B, printed_fit
from verification.measurements.quenches import quench

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INITIAL = 0.95
FIGURE_2_ZETAS = (0.1, 0.2, 0.3, 0.4, 0.5)


def _new(height: float = 3.2) -> "Figure":
    from matplotlib.figure import Figure

    return Figure(figsize=(7.2, height), layout="constrained")


def _figure_1(lab: Lab) -> "Figure":
    zeta = 0.1
    run = quench(lab, INITIAL, rate_s=zeta, t_max=300.0)
    figure = _new()
    ax = figure.add_subplot()
    ax.plot(*smooth(run.time, run.gap - 1.0), lw=0.7)
    tail = run.gap[run.time > 200.0]
    for level in (tail.min(), tail.max()):
        ax.axhline(level - 1.0, color="0.5", ls=":", lw=0.8)
    for time, name in (
        (1.0, r"$\tau_\Delta$"),
        (1.0 / zeta, r"$\tau_s$"),
        (0.18 / zeta**2, r"$0.18\,\Delta\tau_s^2$"),
    ):
        ax.axvline(time, color="0.6", lw=0.8)
        ax.text(1.04 * time, 0.03, name, transform=ax.get_xaxis_transform(), fontsize=9)
    early = np.abs(run.gap[run.time > 1.0] - 1.0).max()
    ax.set(xscale="log", xlim=(0.3, 300), ylim=(-1.6 * early, 1.2 * early))
    ax.set(xlabel=r"$t\,\Delta_0$", ylabel=r"$\delta\Delta(t)/\Delta_0$")
    return figure


def _figure_2(lab: Lab) -> "Figure":
    figure = _new(6.4)
    axes = figure.subplots(len(FIGURE_2_ZETAS), 1, sharex=True)
    for ax, zeta in zip(axes, FIGURE_2_ZETAS, strict=True):
        run = quench(lab, INITIAL, rate_s=zeta, t_max=300.0)
        ax.plot(*smooth(run.time, run.gap), lw=0.7)
        ax.text(0.99, 0.92, rf"$\zeta={zeta:g}$", transform=ax.transAxes, ha="right", va="top")
        late = run.gap[run.time > 100.0]
        middle, reach = 0.5 * (late.max() + late.min()), 0.02
        ax.set(ylabel=r"$\Delta(t)/\Delta_1$", xlim=(0, 300), ylim=(middle - reach, middle + reach))
    axes[-1].set_xlabel(r"$t\,\Delta_1$")
    return figure


def _figure_3a(lab: Lab) -> "Figure":
    figure = _new()
    ax = figure.add_subplot()
    cases: tuple[tuple[str, dict[str, Any]], ...] = (
        (r"$\tau_u\to\infty$, $\zeta=1/(\tau_s\Delta_1)=0.4$", {"rate_s": 0.4}),
        (r"$\tau_s\to\infty$, $\zeta=1/(\tau_u\Delta_1)=0.4$", {"rate_u": 0.4}),
    )
    for label, rates in cases:
        run = quench(lab, INITIAL, t_max=300.0, **rates)
        ax.plot(*smooth(run.time, run.gap), lw=0.8, label=label)
    ax.set(xlabel=r"$t\,\Delta_1$", ylabel=r"$\Delta(t)/\Delta_1$", xlim=(0, 100))
    ax.legend(fontsize=8)
    return figure


def _figure_3b(lab: Lab) -> "Figure":
    zeta = 0.1
    run: Result = lab.run(
        Problem(
            1.0,
            1.0,
            start=Start.CLEAN,
            closure=Closure.STATIC,
            rate_s=zeta,
            t_max=250.0,
            levels=6000,
        )
    )
    a, b, phase, ratio = printed_fit(run)
    t = np.linspace(100.0, 130.0, 1200)
    inside = (run.time >= 100.0) & (run.time <= 130.0)
    figure = _new()
    ax = figure.add_subplot()
    ax.plot(run.time[inside], run.gap[inside], "k.", ms=3, label="Eqs. (9)-(11), clean start")
    ours = 1.0 - zeta * (a + b * np.cos(2.0 * ratio * t + phase))
    ax.plot(
        t,
        ours,
        lw=0.9,
        label=rf"$A={a:.3f}$, $B={b:.3f}$, $\varphi={phase / math.pi:.2f}\pi$ (fit)",
    )
    printed = 1.0 - zeta * (A + B * np.cos(2.0 * t + PHI))
    ax.plot(t, printed, lw=0.9, ls="--", label=r"$A=0.39$, $B=0.01$, $\varphi=\pi/4$ (printed)")
    ax.set(xlabel=r"$t\,\Delta_0$", ylabel=r"$\Delta(t)/\Delta_0$", xlim=(100, 130))
    low, high = ax.get_ylim()
    ax.set_ylim(low, high + 0.6 * (high - low))
    ax.legend(fontsize=8, loc="upper right")
    return figure


FIGURES = (
    PaperFigure(
        "Figure 1: a small quench with paramagnetic impurities",
        "Response to the quench 0.95 to 1 with 1/(tau_s Delta_0) = 0.1: decay as t^-1/2, then an "
        "undamped oscillation. It sets in at a time proportional to Delta tau_s^2.",
        _figure_1,
        printed=(
            "A schematic, without numbers on its axes.",
            "Decay as t^-1/2 for tau_Delta << t << tau_s.",
            "For tau_s << t << tau_ee periodic, amplitude proportional to 1/(tau_s Delta_0).",
        ),
        taken="size of the quench, tau_s, cutoff and number of levels; taken: 0.95 to 1, "
        "1/tau_s = 0.1 Delta_0, omega_D = 10 Delta_0, the 15 024 levels of Fig. 2.",
    ),
    PaperFigure(
        "Figure 2: late times for five strengths of paramagnetic disorder",
        "Late-time Delta(t) after the quench 0.95 to 1, all panels on one scale.",
        _figure_2,
        printed=(
            "zeta = 1/(tau_s Delta_1), several values, of which the text names none.",
            "N = 15 024 equally spaced levels.",
            "A sudden change of the coupling, from the gap Delta_0 to Delta_1.",
        ),
        taken="the values of zeta, Delta_0/Delta_1 and the cutoff; taken: zeta = 0.1 to 0.5, 0.95, "
        "omega_D = 10 Delta_1.",
    ),
    PaperFigure(
        "Figure 3(a): paramagnetic against nonmagnetic impurities",
        "One kind of impurities alone, each at a rate of 0.4 Delta_1, quench 0.95 to 1.",
        _figure_3a,
        printed=(
            "tau_u infinite: the pairing amplitude oscillates periodically.",
            "tau_s infinite: the oscillation decays as t^-1/2.",
            "zeta = 1/(tau_s Delta_1) and 1/(tau_u Delta_1).",
        ),
        taken="zeta in the text, the size of the quench and the cutoff; taken: 0.4, 0.95 to 1, "
        "omega_D = 10 Delta_1.",
    ),
    PaperFigure(
        "Figure 3(b): the phenomenological fit",
        "The printed fit beside our own, for impurities switched on in the clean ground state "
        "(zeta = 0.1), the reading that reproduces A.",
        _figure_3b,
        printed=(
            "Delta(t) = Delta_0 - zeta [A + B cos(2 Delta_0 t + phi)].",
            f"A = {A:g}, B = {B:g}, phi = pi/4, each “about”.",
        ),
        taken="zeta, the initial state, the window of the fit and the cutoff; taken: 0.1, the "
        "clean ground state, t = 100 to 250, omega_D = 10 Delta_0.",
    ),
)
