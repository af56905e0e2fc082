"""A trajectory of another code over what is right, and their difference."""

from typing import TYPE_CHECKING

import numpy as np

from higgs_num.plots.axes import figure_or_new, whole
from higgs_num.plots.colours import BLUE, VERMILION
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.figure import Figure, FigureBase

    from higgs_num.foreign import Examination


LOWEST = 1e-3


def examination(found: "Examination", figure: "FigureBase | None" = None) -> "Figure":
    """Draw Delta(t) as given and as it must be; below, how far they are apart.

    Where nothing could be predicted, there is the trajectory alone.
    figure : a Figure or SubFigure to draw into, a new one unless given; returned is the Figure.

    Examples
    --------
    >>> from higgs_num.catalogue import reference
    >>> from higgs_num.foreign import Setting, Trajectory, examine
    >>> from higgs_num.plots import examination
    >>> one = reference("clean-phase-3")
    >>> setting = Setting(gap_initial=0.1, gap_final=1.0, cutoff=10.0, levels=400)
    >>> len(examination(examine(Trajectory(one.time, one.gap, setting))).axes) > 0
    True
    """
    from higgs_num.foreign import Examination

    instance("found", found, Examination)
    figure = figure_or_new(figure, 7.0, 4.6)
    known = found.right is not None
    top, *below = figure.subplots(2 if known else 1, 1, sharex=True, squeeze=False)[:, 0]
    top.plot(found.time, found.gap, lw=1.4, color="0.6", label="as given")
    if found.right is not None and found.compared is not None:
        top.plot(found.compared, found.right, lw=0.8, ls="--", color=BLUE, label="exact")
        given = np.interp(found.compared, found.time, found.gap)
        apart = np.abs(given - found.right) / found.unit
        axis = below[0]
        axis.semilogy(found.compared, np.maximum(apart, 1e-16), lw=0.7, color=VERMILION)
        axis.axhline(found.accuracy, lw=0.8, ls=":", color="0.3")
        axis.text(0.995, found.accuracy, "accepted", ha="right", va="top", fontsize=8,
                  transform=axis.get_yaxis_transform())  # fmt: skip
        # What is far below says no more, and a value of zero would take all of the axis.
        axis.set_ylim(bottom=LOWEST * min(found.accuracy, float(np.max(apart)) or 1.0))
        axis.set_ylabel("difference / gap")
    for axis in (top, *below):
        axis.margins(x=0.0)
    top.set_ylabel(r"$\Delta(t)$")
    top.legend(fontsize=8, loc="best")
    (below[0] if below else top).set_xlabel("time (1/energy unit)")
    top.set_title(f"The trajectory {found.outcome}", fontsize=10)
    return whole(figure)
