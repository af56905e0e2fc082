"""Quench phase diagram: long-time gap over final gap against the size of the quench."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from higgs_num.inputs import real_array
from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import COLOURS, STYLES
from higgs_sym.ground.errors import ArgumentError, integer, positive

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_CUTOFFS = 5
MOST_POINTS = 1_000_000


def phase_diagram(
    cutoffs: Sequence[float] = (math.inf, 10.0, 3.0),
    ax: "Axes | None" = None,
    *,
    smallest: float = 0.02,
    largest: float = 10.0,
    points: int = 1201,
) -> "Axes":
    """Draw Delta(t -> infinity)/Delta_f against Delta_i/Delta_f, one colour for each cutoff.

    cutoffs : in units of Delta_f; smallest, largest : range of Delta_i/Delta_f.
    Raises ArgumentError for no cutoff or more than five, and ranges of `steady_map`.
    In phase III the two curves are the turning points. Dotted: the borders at each cutoff.

    Examples
    --------
    >>> from higgs_num.plots import phase_diagram
    >>> phase_diagram([10.0], points=51).get_xscale()
    'log'
    """
    from higgs_num.steady import Phase, steady_map

    shown = real_array("cutoffs", cutoffs, allow_inf=True).tolist()
    if not 1 <= len(shown) <= MOST_CUTOFFS:
        raise ArgumentError("cutoffs", f"be 1 to {MOST_CUTOFFS} numbers", len(shown))
    smallest, largest = positive("smallest", smallest), positive("largest", largest)
    if largest <= smallest:
        raise ArgumentError("largest", f"be > smallest, {smallest:.6g}", largest)
    points = integer("points", points, least=2, most=MOST_POINTS)
    ax = axes_or_new(ax, height=4.0)
    ratio = np.geomspace(smallest, largest, points)
    for cutoff, colour, style in zip(shown, COLOURS, STYLES, strict=False):
        found = steady_map(ratio, 1.0, cutoff)
        name = r"\infty" if math.isinf(cutoff) else f"{cutoff:g}"
        one, two, three = (found.phase == 1 + phase.roots for phase in Phase)
        gap = np.where(two | one, found.gap_steady, np.nan)
        ax.plot(ratio, gap, color=colour, ls=style, lw=1.4, label=rf"$\omega_D/\Delta_f={name}$")
        low = np.where(three, found.gap_steady - found.second_root, np.nan)
        high = np.where(three, found.gap_steady + found.second_root, np.nan)
        if colour == COLOURS[0]:
            ax.fill_between(ratio, low, high, color=colour, alpha=0.12, lw=0)
        for edge in (low, high):
            ax.plot(ratio, edge, color=colour, ls=style, lw=1.4)
    for cutoff, colour in zip(shown, COLOURS, strict=False):
        for border in borders(cutoff):
            ax.axvline(border, color=colour, ls=":", lw=0.9)
    for place, phase in zip((7.0, 1.0, 0.06), Phase, strict=True):
        ax.text(place, 1.08, phase, ha="center", va="center")
    ax.set_xscale("log")
    ax.set(
        xlim=(smallest, largest),
        ylim=(-0.02, 1.16),
        xlabel=r"$\Delta_i/\Delta_f$",
        ylabel=r"$\Delta(t\to\infty)/\Delta_f$",
    )
    ax.legend(loc="lower left", bbox_to_anchor=(0.38, 0.06), fontsize=8)
    return ax


def borders(cutoff: float) -> tuple[float, float]:
    """Return the critical Delta_i/Delta_f, rising; `cutoff` in units of Delta_f, or infinite."""
    weak, strong = (1.0 / _final(sign * math.pi / 2.0, cutoff) for sign in (1.0, -1.0))
    return weak, strong


def _final(beta: float, cutoff: float) -> float:
    """Return Delta_f/Delta_i at which 1/lambda changes by `beta`."""
    from higgs_num.steady import border_gap

    ratio = math.exp(beta)
    for _ in range(60):  # the cutoff in units of Delta_i is that in Delta_f times the ratio
        ratio = border_gap(1.0, beta, cutoff * ratio)
    return float(ratio)
