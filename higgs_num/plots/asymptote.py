"""Delta(t) of a clean quench with its exact asymptote over it."""

from typing import TYPE_CHECKING

import numpy as np

from higgs_num.plots.axes import axes_or_new, figure_or_new, whole
from higgs_num.plots.colours import BLUE, GREEN, VERMILION
from higgs_num.plots.given import several
from higgs_sym.ground.errors import ArgumentError, instance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

    from higgs_num.quench.result import Result


def asymptote(result: "Result", ax: "Axes | None" = None, *, trajectory: bool = True) -> "Axes":
    """Draw the exact late-time curve of a clean quench, and Delta(t) under it.

    Raises ArgumentError for a quench with impurities, which has no such curve.

    Examples
    --------
    >>> from higgs_num.plots import asymptote
    >>> from higgs_num.quench import Problem, run
    >>> ax = asymptote(run(Problem(0.5, 1.0, t_max=40.0)))
    >>> ax.get_xlabel() != ""
    True
    """
    from higgs_num.quench.result import Result
    from higgs_num.steady import Phase
    from higgs_num.steady.asymptote import fit_asymptote

    problem = instance("result", result, Result).problem
    if problem.disordered:
        raise ArgumentError(
            "asymptote",
            "be asked for without impurities only",
            f"rate_s = {problem.rate_s:g}, rate_u = {problem.rate_u:g}",
        )
    ax = axes_or_new(ax)
    state = problem.clean_state
    if trajectory:
        ax.plot(result.time, result.gap, lw=0.8, color=BLUE, label=r"$\Delta(t)$")
        ax.set(
            xlabel="time (1/energy unit)", ylabel=r"$\Delta(t)$", xlim=(0.0, float(result.time[-1]))
        )
    exact = fit_asymptote(state, result.time, result.gap)
    # The curve is a late-time one; before about one period it means nothing.
    shortest = 2.0 / (state.gap_steady or exact.window[0])
    decays = state.phase is Phase.ZERO
    start = exact.window[0] if decays else min(shortest, 0.5 * exact.window[1])
    t = np.linspace(start, float(result.time[-1]), 4001)
    ax.plot(t, exact(t), ls="--", lw=0.9, color=VERMILION, label=f"exact, phase {state.phase}")
    ax.legend(loc="best", fontsize=8)
    return ax


def asymptotes(results: "Sequence[Result]", figure: "FigureBase | None" = None) -> "Figure":
    """Draw one row for each quench: Delta(t) and its asymptote, and their ends.

    The right column shows the last tenth of the time, or in phase I the logarithm of |Delta|.
    figure : a Figure or SubFigure to draw into, a new one unless given; returned is the Figure.

    Examples
    --------
    >>> from higgs_num.plots import asymptotes
    >>> from higgs_num.quench import Problem, run
    >>> figure = asymptotes([run(Problem(start, 1.0, t_max=40.0)) for start in (0.5, 0.1)])
    >>> len(figure.axes)
    4
    """
    from higgs_num.quench.result import Result
    from higgs_num.steady import Phase

    several("results", results, Result)
    figure = figure_or_new(figure, 9.0, 2.5 * len(results))
    panels = figure.subplots(len(results), 2, squeeze=False, width_ratios=(3, 2))
    for result, (left, end) in zip(results, panels, strict=True):
        problem, last = result.problem, float(result.time[-1])
        for ax in (left, end):
            asymptote(result, ax)
        left.set_title(
            rf"$\Delta_i={problem.gap_initial:g}\to\Delta_f={problem.gap_final:g}$", fontsize=9
        )
        if problem.clean_state.phase is Phase.ZERO:
            end.clear()
            _logarithm(result, end)
        else:
            end.set_xlim(0.9 * last, last)
            late = result.gap[result.time >= 0.9 * last]
            margin = 0.15 * float(np.ptp(late))
            end.set_ylim(float(late.min()) - margin, float(late.max()) + margin)
            end.get_legend().remove()
    return whole(figure)


def _logarithm(result: "Result", ax: "Axes") -> None:
    from higgs_num.steady.asymptote import fit_asymptote, without_ripple

    exact = fit_asymptote(result.problem.clean_state, result.time, result.gap)
    t = result.time[1:]
    ax.semilogy(t, np.abs(result.gap[1:]), lw=0.8, label=r"$|\Delta(t)|$")
    late = t[t >= exact.window[0]]
    ax.semilogy(late, exact(late), ls="--", lw=0.9, color=VERMILION, label="exact")
    smooth = without_ripple(t, result.gap[1:], result.problem.cutoff)
    ax.semilogy(
        smooth[0], np.abs(smooth[1]), lw=0.8, color=GREEN, ls=":", label="ripple averaged out"
    )
    ax.set(xlabel="time (1/energy unit)", xlim=(0.0, float(t[-1])))
    ax.legend(loc="best", fontsize=8)
