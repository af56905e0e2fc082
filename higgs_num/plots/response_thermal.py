"""Absorption spectra of the exact response at several temperatures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import STYLES
from higgs_num.plots.given import several
from higgs_sym.ground.errors import ArgumentError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from higgs_num.response import Spectrum


def draw_thermal(found: "Sequence[Spectrum]", ax: "Axes | None" = None) -> "Axes":
    """Draw Im(1/D^R) over omega on a logarithmic scale, one curve a temperature; return the axes.

    found: spectra on real omega > 0 of one alpha, unit: the gap Delta(T) of each.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.plots import draw_thermal
    >>> from higgs_num.response import thermal_spectrum
    >>> omega = np.linspace(0.5, 3.0, 11)
    >>> len(draw_thermal([thermal_spectrum(omega, 0.1, T) for T in (0.0, 0.2)]).lines)
    4
    """
    import matplotlib

    from higgs_num.response import Spectrum, gap_edge

    several("found", found, Spectrum)
    alphas = sorted({one.alpha for one in found})
    if len(alphas) != 1:
        raise ArgumentError("found", "hold spectra of one alpha", alphas)
    ax = axes_or_new(ax)
    colours = matplotlib.colormaps["plasma"]
    for n, one in enumerate(found):
        seen = one.absorption > 0.0  # nothing below the threshold at T = 0
        ax.semilogy(
            one.omega.real[seen],
            one.absorption[seen],
            ls=STYLES[n % len(STYLES)],
            color=colours(0.85 * n / max(1, len(found) - 1)),
            label=rf"$T = {one.temperature:g}\,\Delta$",
        )
    edge = 2.0 * gap_edge(alphas[0])
    if edge > 0.0:
        ax.axvline(edge, color="0.4", lw=0.8, ls="--", label=r"$2\epsilon_g$")
    ax.axvline(2.0, color="k", lw=0.8, ls=":", label=r"$2\Delta$")
    ax.set_xlim(0.0, float(max(one.omega.real.max() for one in found)))
    ax.set_ylim(1e-5, None)
    ax.set_xlabel(r"$\omega/\Delta(T)$")
    ax.set_ylabel(r"$\mathrm{Im}\,1/D^R$")
    ax.set_title(rf"$1/\tau_s\Delta = {alphas[0]:g}$")
    ax.legend(frameon=False, fontsize="small")
    return ax
