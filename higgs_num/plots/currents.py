"""Conductivity over frequency, and what a current does to a wire."""

from typing import TYPE_CHECKING

from higgs_num.plots.axes import axes_or_new, new_figure
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from higgs_num.currents import Conductivity, Wire


def draw_conductivity(
    found: "Conductivity", ax: "Axes | None" = None, *, unit: float = 1.0, name: str = ""
) -> "Axes":
    """Draw sigma_1 and sigma_2 over sigma_N; return the axes.

    unit, name : what one gap is in another unit (such as THz) and its name; the gap otherwise
    """
    from higgs_num.currents import Conductivity
    from higgs_num.response import gap_edge

    instance("found", found, Conductivity)
    ax = axes_or_new(ax)
    omega = found.omega * unit
    ax.plot(omega, found.sigma.real, label=r"$\sigma_1/\sigma_N$")
    ax.plot(omega, found.sigma.imag, ls="--", label=r"$\sigma_2/\sigma_N$")
    if abs(found.mode).any():
        ax.plot(omega, found.mode.real, ls=":", label=r"amplitude mode in $\sigma_1$")
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


def draw_wire(found: "Wire") -> "Figure":
    """Draw L_k, and gap, threshold and peak, over J/J_dp; return the figure."""
    from higgs_num.currents import Wire

    instance("found", found, Wire)
    figure = new_figure(8.0, 3.6)
    left, right = figure.subplots(1, 2)
    share = [row.inductance.state.share for row in found.rows]
    left.plot(share, [row.inductance.parallel for row in found.rows], label="ac along dc")
    across = [row.inductance.perpendicular for row in found.rows]
    left.plot(share, across, ls="--", label="ac across dc")
    left.set_ylabel(r"$L_k(J)/L_k(0)$")
    left.set_ylim(0.98, 2.0)
    right.plot(
        share, [2.0 * r.inductance.state.gap for r in found.rows], label=r"$2\Delta$", ls="--"
    )
    right.plot(share, [row.threshold for row in found.rows], label=r"$2\epsilon_g$", ls=":")
    if any(row.peak is not None for row in found.rows):
        shown = [float("nan") if row.peak is None else row.peak for row in found.rows]
        right.plot(share, shown, label="peak of the amplitude mode")
    right.set_ylabel(r"energy$/\Delta_{00}$")
    right.set_ylim(bottom=0.0)
    for ax in (left, right):
        ax.set_xlabel(r"$J/J_{\mathrm{dp}}$")
        ax.legend(frameon=False)
    return figure
