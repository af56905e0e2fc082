"""Spectrum of the exact response on the real axis."""

from typing import TYPE_CHECKING

from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import BLUE, VERMILION
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from higgs_num.response import Spectrum


def draw_spectrum(found: "Spectrum", ax: "Axes | None" = None) -> "Axes":
    """Draw Im(1/D^R) and |1/D^R| over omega (unit: gap) with the thresholds; return the axes.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.plots import draw_spectrum
    >>> from higgs_num.response import spectrum
    >>> len(draw_spectrum(spectrum(np.linspace(0.1, 4.0, 40), 0.1)).lines) > 0
    True
    """
    from higgs_num.response import Spectrum, gap_edge

    instance("found", found, Spectrum)
    ax = axes_or_new(ax)
    omega = found.omega.real
    # At T > 0 the static value is not the limit of D^R: as a point of the curve it would mislead.
    shown = (omega != 0.0) | (found.temperature == 0.0)
    ax.plot(omega[shown], found.absorption[shown], color=BLUE, label=r"$\mathrm{Im}\,1/D^R$")
    ax.plot(
        omega[shown], abs(found.susceptibility[shown]), label=r"$|1/D^R|$", color="0.6", ls="-."
    )
    edge = 2.0 * gap_edge(found.alpha)
    if edge > 0.0:
        ax.axvline(edge, color=VERMILION, lw=0.8, ls="--", label=r"$2\epsilon_g$")
    ax.axvline(2.0, color="k", lw=0.8, ls=":", label=r"$2\Delta$")
    ax.set_xlim(float(omega.min()), float(omega.max()))
    ax.set_ylim(bottom=0.0)
    ax.set_xlabel(r"$\omega/\Delta$")
    heat = rf", $T/\Delta = {found.temperature:g}$" if found.temperature > 0.0 else ""
    ax.set_title(rf"$1/\tau_s\Delta = {found.alpha:g}$" + heat)
    ax.legend(frameon=False)
    return ax
