"""Density of states and distribution that a quench of the exact theory leaves at its last time."""

from typing import TYPE_CHECKING

import numpy as np

from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import BLUE, VERMILION
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from higgs_num.kinetic.result import KineticResult

GAPS, POINTS = 3.0, 400


def local_spectrum(
    result: "KineticResult", *, resolution: float | None = None, ax: "Axes | None" = None
) -> "Axes":
    """Draw N(E)/N_0 and, dashed, 1 - 2 f(E) up to three gaps (the band, if it is narrower).

    Examples
    --------
    >>> from higgs_num.kinetic import KineticQuench, solve
    >>> from higgs_num.plots import local_spectrum
    >>> result = solve(KineticQuench(0.8, 1.0, rate_s=0.1, t_max=10.0), tol=1e-4)
    >>> len(local_spectrum(result).lines) > 0
    True
    """
    from higgs_num.kinetic.result import KineticResult
    from higgs_num.kinetic.spectrum import local_spectrum as found_at

    p = instance("result", result, KineticResult).problem
    top = min(GAPS * max(p.gap_initial, p.gap_final), p.cutoff)
    spectrum = found_at(result, np.linspace(0.0, top, POINTS), resolution)
    ax = axes_or_new(ax)
    ax.plot(spectrum.energies, spectrum.density, color=BLUE, lw=1.0, label=r"$N(E)/N_0$")
    ax.plot(
        spectrum.energies,
        spectrum.distribution,
        color=VERMILION,
        lw=1.0,
        ls="--",
        label=r"$1-2f(E)$",
    )
    ax.set(
        xlabel="E (energy unit)",
        xlim=(0.0, top),
        title=(
            rf"$\Delta_i={p.gap_initial:g}\to\Delta_f={p.gap_final:g}$, $1/\tau_s={p.rate_s:g}$,"
            rf" $t={result.past[-1]:g}$, resolution {spectrum.resolution:.2g}"
        ),
    )
    ax.legend(loc="best", fontsize=8)
    return ax
