"""A reference trajectory."""

from typing import TYPE_CHECKING

from higgs_num.plots.axes import new_figure
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from higgs_num.catalogue import Reference


def reference_figure(one: "Reference") -> "Figure":
    """Return a figure of Delta(t), in units of the final gap."""
    from higgs_num.catalogue import Reference

    instance("one", one, Reference)
    figure = new_figure(7.0, 3.4)
    axis = figure.add_subplot()
    axis.plot(one.time, one.gap, lw=1.0, marker=".", ms=2.5)
    axis.set(xlabel=r"$t\,\Delta_f$", title=one.title)
    axis.set_ylabel(
        r"$\delta\Delta(t)/\delta\Delta_\infty$"
        if "alpha" in one.parameters
        else r"$\Delta(t)/\Delta_f$"
    )
    axis.margins(x=0.0)
    return figure
