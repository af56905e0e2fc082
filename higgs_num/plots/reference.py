"""A reference trajectory."""

from typing import TYPE_CHECKING

from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import BLUE
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from higgs_num.catalogue import Reference


def reference(one: "Reference", ax: "Axes | None" = None) -> "Axes":
    r"""Draw Delta(t) in units of the final gap; return the axes.

    Examples
    --------
    >>> from higgs_num import catalogue, plots
    >>> plots.reference(catalogue.reference("clean-phase-3")).get_ylabel()
    '$\\Delta(t)/\\Delta_f$'
    """
    from higgs_num.catalogue import Reference

    instance("one", one, Reference)
    axis = axes_or_new(ax, height=3.4)
    axis.plot(one.time, one.gap, color=BLUE, lw=1.0, marker=".", ms=2.5)
    axis.set(xlabel=r"$t\,\Delta_f$", title=one.title)
    axis.set_ylabel(
        r"$\delta\Delta(t)/\delta\Delta_\infty$"
        if "alpha" in one.parameters
        else r"$\Delta(t)/\Delta_f$"
    )
    axis.margins(x=0.0)
    return axis
