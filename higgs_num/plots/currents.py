"""Conductivity over frequency, and what a current does to a wire."""

from typing import TYPE_CHECKING

from higgs_num.plots.axes import axes_or_new, figure_or_new, whole
from higgs_num.plots.colours import BLUE, GREEN, VERMILION
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

    from higgs_num.currents import Conductivity, Wire


def draw_conductivity(
    found: "Conductivity", ax: "Axes | None" = None, *, unit: float = 1.0, name: str = ""
) -> "Axes":
    """Draw sigma_1 and sigma_2 over sigma_N; return the axes.

    unit, name : what one gap is in another unit (such as THz) and its name; the gap otherwise

    Examples
    --------
    >>> from higgs_num.currents import conductivity
    >>> from higgs_num.plots import draw_conductivity
    >>> len(draw_conductivity(conductivity([0.5, 1.0, 3.0], 0.1)).lines) > 0
    True
    """
    from higgs_num.currents import Conductivity
    from higgs_num.response import gap_edge

    instance("found", found, Conductivity)
    ax = axes_or_new(ax)
    omega = found.omega * unit
    ax.plot(omega, found.sigma.real, color=BLUE, label=r"$\sigma_1/\sigma_N$")
    ax.plot(omega, found.sigma.imag, color=VERMILION, ls="--", label=r"$\sigma_2/\sigma_N$")
    if abs(found.mode).any():
        ax.plot(omega, found.mode.real, color=GREEN, ls=":", label=r"amplitude mode in $\sigma_1$")
    edge = 2.0 * gap_edge(found.alpha)
    if edge > 0.0:
        ax.axvline(edge * unit, color="0.4", lw=0.8, ls="--")
        ax.text(edge * unit, 1.02, r"$2\epsilon_g$", transform=ax.get_xaxis_transform())
    highest = max(1.5, 1.2 * float(found.sigma.real.max()))
    ax.set_ylim(min(0.0, 1.1 * float(found.sigma.real.min())), min(highest, 6.0))
    ax.set_xlim(float(omega.min()), float(omega.max()))
    ax.set_xlabel(rf"$\omega/2\pi$ ({name})" if name == "THz" else r"$\omega/\Delta$")
    heat = rf", $T/\Delta = {found.temperature:.3g}$" if found.temperature > 0.0 else ""
    ax.set_title(rf"$1/(\tau_s\Delta) = {found.alpha:.4g}$" + heat, loc="right", fontsize=10)
    ax.legend(frameon=False)
    return ax


def draw_wire(found: "Wire", figure: "FigureBase | None" = None) -> "Figure":
    """Draw L_k, and gap, threshold and peak, over J/J_dp.

    figure : a Figure or SubFigure to draw into, a new one unless given; returned is the Figure.

    Examples
    --------
    >>> from higgs_num.currents import wire
    >>> from higgs_num.plots import draw_wire
    >>> len(draw_wire(wire([0.0, 0.5, 0.9], rate_s=0.1)).axes) > 0
    True
    """
    from higgs_num.currents import Wire

    instance("found", found, Wire)
    figure = figure_or_new(figure, 8.0, 3.6)
    left, right = figure.subplots(1, 2)
    share = [row.inductance.state.share for row in found.rows]
    left.plot(
        share, [row.inductance.parallel for row in found.rows], color=BLUE, label="ac along dc"
    )
    across = [row.inductance.perpendicular for row in found.rows]
    left.plot(share, across, color=VERMILION, ls="--", label="ac across dc")
    left.set_ylabel(r"$L_k(J)/L_k(0)$")
    left.set_ylim(0.98, 2.0)
    right.plot(
        share,
        [2.0 * r.inductance.state.gap for r in found.rows],
        color=VERMILION,
        label=r"$2\Delta$",
        ls="--",
    )
    right.plot(
        share, [row.threshold for row in found.rows], color=GREEN, label=r"$2\epsilon_g$", ls=":"
    )
    if any(row.peak is not None for row in found.rows):
        shown = [float("nan") if row.peak is None else row.peak for row in found.rows]
        right.plot(share, shown, color=BLUE, label="peak of the amplitude mode")
    right.set_ylabel(r"energy$/\Delta_{00}$")
    right.set_ylim(bottom=0.0)
    for ax in (left, right):
        ax.set_xlabel(r"$J/J_{\mathrm{dp}}$")
        ax.legend(frameon=False)
    return whole(figure)
