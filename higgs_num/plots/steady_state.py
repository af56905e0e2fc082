"""One exact steady state: the distribution of the spins, and the law of Delta at late times."""

from typing import TYPE_CHECKING

import numpy as np

from higgs_num.plots.axes import axes_or_new, figure_or_new, whole
from higgs_num.plots.colours import BLUE, VERMILION
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

    from higgs_num.steady import SteadyState

PERIODS = 3.0


def steady_state_figure(state: "SteadyState", figure: "FigureBase | None" = None) -> "Figure":
    """Draw two panels: cos(theta) and sin(theta), and Delta at late times.

    figure : a Figure or SubFigure to draw into, a new one unless given; returned is the Figure.

    Examples
    --------
    >>> from higgs_num.plots import steady_state_figure
    >>> from higgs_num.steady import steady_state
    >>> len(steady_state_figure(steady_state(0.1, 1.0)).axes)
    2
    """
    _checked(state)
    figure = figure_or_new(figure, 9.0, 3.4)
    left, right = figure.subplots(1, 2)
    distribution(state, left)
    late_gap(state, right)
    return whole(figure)


def distribution(state: "SteadyState", ax: "Axes | None" = None) -> "Axes":
    """Draw cos(theta) and sin(theta) of (11) against energy, up to eight times the larger gap.

    Examples
    --------
    >>> from higgs_num.plots import distribution
    >>> from higgs_num.steady import steady_state
    >>> len(distribution(steady_state(0.1, 1.0)).lines) > 0
    True
    """
    _checked(state)
    ax = axes_or_new(ax, width=4.5)
    reach = min(state.cutoff, 8.0 * max(state.gap_initial, state.gap_final))
    eps = np.linspace(-reach, reach, 1601)
    ax.plot(eps, state.cos_theta(eps), color=BLUE, label=r"$\cos\theta$")
    ax.plot(eps, state.sin_theta(eps), color=VERMILION, ls="--", label=r"$\sin\theta$")
    ax.set(xlabel=r"$\epsilon$", xlim=(-reach, reach), ylim=(-0.03, 1.03))
    ax.set_title(
        rf"$\Delta_i={state.gap_initial:.6g}\to\Delta_f={state.gap_final:.6g}${_heat(state)}",
        fontsize=9,
    )
    ax.legend(loc="center right", fontsize=8)
    return ax


def _checked(state: "SteadyState") -> None:
    from higgs_num.steady import SteadyState

    instance("state", state, SteadyState)


def _heat(state: "SteadyState") -> str:
    return rf", $T={state.temperature:.6g}$" if state.temperature > 0.0 else ""


def late_gap(state: "SteadyState", ax: "Axes | None" = None) -> "Axes":
    """Draw what Delta(t) tends to: its decay (I), its envelope (II) or its wave (III).

    Examples
    --------
    >>> from higgs_num.plots import late_gap
    >>> from higgs_num.steady import steady_state
    >>> len(late_gap(steady_state(0.1, 1.0)).lines) > 0
    True
    """
    _checked(state)
    ax = axes_or_new(ax, width=4.5)
    from higgs_num.steady import Phase

    draw = {Phase.ZERO: _decay, Phase.CONSTANT: _envelope, Phase.WAVE: _wave}[state.phase]
    last = draw(state, ax)
    ax.set(xlabel="late time (1/energy unit)", xlim=(0.0, last))
    ax.set_title(f"phase {state.phase}", fontsize=9)
    ax.legend(loc="best", fontsize=8)
    return ax


def _decay(state: "SteadyState", ax: "Axes") -> float:
    approach = state.approach
    if approach is None:
        ax.axhline(0.0, color="0.3", label=r"$\Delta\to 0$, law not known at $T>0$")
        _final_gap(state, ax, state.gap_initial)
        return 40.0 / state.gap_initial
    # The law holds for t >> 1/rate only; twenty e-folds from there.
    t = np.linspace(2.0, 22.0, 401) / approach.rate
    law = t**approach.exponent * np.exp(-approach.rate * t)
    ax.semilogy(
        t, law / law[0], label=rf"$t^{{{approach.exponent:g}}}\,e^{{-{approach.rate:.4g}\,t}}$"
    )
    ax.set_ylabel(r"$\Delta$ (arbitrary scale)")
    return float(t[-1])


def _envelope(state: "SteadyState", ax: "Axes") -> float:
    t = np.linspace(2.0, 40.0, 801) / state.gap_steady
    ax.axhline(state.gap_steady, color="0.3", label=r"$\Delta_s$")
    approach = state.approach
    if approach is not None and approach.coefficient is not None:
        half = approach.coefficient * t**approach.exponent
        low, high = state.gap_steady - half, state.gap_steady + half
        ax.fill_between(t, low, high, alpha=0.2, lw=0, label=r"envelope, $\propto t^{-1/2}$")
    _final_gap(state, ax, state.gap_steady)
    return float(t[-1])


def _wave(state: "SteadyState", ax: "Axes") -> float:
    wave = state.wave
    assert wave is not None
    t = np.linspace(0.0, PERIODS * wave.period, 801)
    ax.plot(t, wave(t), color=BLUE, label=r"$\Delta_+\,\mathrm{dn}(\Delta_+ t)$")
    ax.axhline(wave.mean, color="0.5", ls=":", lw=0.9, label=r"mean, $\pi/T$")
    _final_gap(state, ax, wave.gap_max)
    return float(t[-1])


def _final_gap(state: "SteadyState", ax: "Axes", largest: float) -> None:
    ax.axhline(state.gap_final, color=VERMILION, ls="--", lw=0.8, label=r"$\Delta_f$")
    ax.set(ylabel=r"$\Delta$", ylim=(0.0, 1.15 * max(state.gap_final, largest)))
