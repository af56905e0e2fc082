"""Decay of the step response: early oscillation, pole, late tail."""

from typing import TYPE_CHECKING

import numpy as np

from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import BLUE, GREEN, VERMILION
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from higgs_num.response import TimeResponse


def draw_tail(found: "TimeResponse", ax: "Axes | None" = None) -> "Axes":
    """Draw |delta Delta(t)/delta Delta(infinity) - 1| on logarithmic axes with its two laws.

    found: step response at alpha < 1, times > 0, unit 1/gap. The pole is drawn by its envelope
    2 |weight| exp(Im omega t), the tail by A/t^3. Returns the axes.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.plots import draw_tail
    >>> from higgs_num.response import step_response
    >>> len(draw_tail(step_response(np.geomspace(1.0, 100.0, 50), 0.3)).lines)
    3
    """
    from higgs_num.response import TimeResponse, continuum_edge, second_sheet_pole

    instance("found", found, TimeResponse)
    ax = axes_or_new(ax)
    t = found.times
    ax.loglog(t, np.abs(found.remainder), color=BLUE, lw=0.8, label="exact")
    pole = second_sheet_pole(found.alpha)
    if pole is not None:
        ax.loglog(
            t,
            2.0 * abs(pole.weight) * np.exp(pole.omega.imag * t),
            color=VERMILION,
            ls="--",
            lw=1.0,
            label="pole",
        )
    ax.loglog(
        t, continuum_edge(found.alpha).tail / t**3, color=GREEN, ls=":", lw=1.4, label=r"$A/t^3$"
    )
    seen = np.abs(found.remainder)
    ax.set_ylim(0.3 * float(np.percentile(seen, 2)), 3.0)
    ax.set_xlim(float(t.min()), float(t.max()))
    ax.set_xlabel(r"$t\Delta$")
    ax.set_ylabel(r"$|\delta\Delta(t)/\delta\Delta_\infty - 1|$")
    ax.set_title(rf"$1/\tau_s\Delta = {found.alpha:g}$")
    ax.legend(frameon=False)
    return ax
