"""Conductivity over frequency, and what a current does to a wire."""

from typing import TYPE_CHECKING

import numpy as np

from higgs_num.plots.axes import axes_or_new, figure_or_new, whole
from higgs_num.plots.colours import BLUE, GREEN, VERMILION
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

    from higgs_num.currents import Conductivity, Wire
    from higgs_num.films import FilmConductivity
    from higgs_num.response.susceptibility import Complex, Real

FEW = 200  # points; of fewer a curve looks kinked
MARKED = 60  # points, at most, that are marked one by one
SHOWN = 0.9  # part of the frequencies, from above, where sigma_2 is in the picture
ROOM = 3.0  # heights of sigma_1, at most, that sigma_2 takes for it


def draw_conductivity(
    found: "Conductivity | FilmConductivity",
    ax: "Axes | None" = None,
    *,
    unit: float = 1.0,
    name: str = "",
) -> "Axes":
    """Draw sigma_1 and sigma_2 over sigma_N; return the axes.

    found : of a film in units of its gap, or of one of the laboratory, which is drawn over THz
    unit, name : what one gap is in another unit (such as THz) and its name; the gap otherwise

    Few frequencies are marked, with the curve through them computed on more.

    Examples
    --------
    >>> from higgs_num.currents import conductivity
    >>> from higgs_num.plots import draw_conductivity
    >>> len(draw_conductivity(conductivity([0.5, 1.0, 3.0], 0.1)).lines) > 0
    True
    """
    from higgs_num.currents import Conductivity
    from higgs_num.films import FilmConductivity
    from higgs_num.response import gap_edge

    title = ""
    if isinstance(found, FilmConductivity):
        unit, name, title = found.gap_THz, "THz", f"{_film_title(found)}; "
        found = found.found
    instance("found", found, Conductivity)
    ax = axes_or_new(ax)
    fine = _fine(found)
    along = fine.omega * unit
    ax.plot(along, fine.sigma.real, color=BLUE, label=r"$\sigma_1$")
    ax.plot(along, fine.sigma.imag, color=VERMILION, ls="--", label=r"$\sigma_2$")
    if found.omega.size <= MARKED:
        omega = found.omega * unit
        ax.plot(omega, found.sigma.real, "o", color=BLUE, ms=4.0)
        ax.plot(omega, found.sigma.imag, "s", color=VERMILION, ms=4.0)
    if abs(fine.mode).any():
        ax.plot(along, fine.mode.real, color=GREEN, ls=":", label=r"amplitude mode in $\sigma_1$")
    edge = 2.0 * gap_edge(found.alpha)
    low, high = float(along.min()), float(along.max())
    if low < edge * unit < high:
        ax.axvline(edge * unit, color="0.4", lw=0.8, ls="-.", label=r"$2\epsilon_g$")
    bottom = 1.1 * min(0.0, float(fine.sigma.real.min()))
    ax.set_ylim(bottom, _top(along, fine.sigma))
    if high > low:
        ax.set_xlim(low, high)
    ax.set_xlabel(rf"$\omega/2\pi$ ({name})" if name == "THz" else r"$\omega/\Delta$")
    ax.set_ylabel(r"$\sigma/\sigma_N$")
    heat = rf", $k T/\Delta = {found.temperature:.3g}$" if found.temperature > 0.0 else ""
    ax.set_title(
        title + rf"$1/(\tau_s\Delta) = {found.alpha:.4g}$" + heat, loc="right", fontsize=10
    )
    ax.legend(frameon=False, loc="upper right")
    return ax


def _fine(found: "Conductivity") -> "Conductivity":
    """Return the same on enough frequencies for a smooth curve, the given ones among them."""
    from higgs_num.currents import conductivity

    low, high = found.omega.min(), found.omega.max()
    if found.omega.size >= FEW or low == high:
        return found
    # Both: sigma_2 goes as 1/omega at the lower end, where even steps are too wide.
    rows = (np.linspace(low, high, FEW), np.geomspace(low, high, FEW)[1:-1])
    return conductivity(
        np.unique(np.concatenate([found.omega, *rows])), found.alpha, found.temperature,
        share=found.share, direction=found.direction,
    )  # fmt: skip


def _top(along: "Real", sigma: "Complex") -> float:
    """Return how high a picture is: sigma_2 diverges at low frequencies, sigma_1 is to be seen."""
    low, high = along.min(), along.max()
    first, second = float(sigma.real.max()), sigma.imag
    wanted = 1.1 * float(second[along >= high - SHOWN * (high - low)].max())
    # At low frequencies alone sigma_2 is large everywhere.
    most = max(ROOM * max(1.0, first), 2.0 * float(second.min()))
    return max(1.2, 1.2 * first, min(wanted, most))


def _film_title(found: "FilmConductivity") -> str:
    """Return material, T_c, T and current of a film."""
    first = "film" if found.clean.material is None else found.clean.material
    current = rf", $J = {found.current:g}\,J_{{\mathrm{{dp}}}}$" if found.current > 0.0 else ""
    at = found.state
    return rf"{first}, $T_c = {at.Tc_K:.4g}$ K, $T = {at.temperature:g}$ K{current}"


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
