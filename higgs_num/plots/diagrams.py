"""The diagrams of quenches of any strength, from their shipped data."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from higgs_num.plots.axes import figure_or_new, whole
from higgs_num.plots.sweep import COLOURS, MISSING, draw_classes, draw_numbers

if TYPE_CHECKING:
    import xarray
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

FAMILIES = ("spin flip", "nonmagnetic", "mixed")
CLOSURES = {"static": "static and even", "odd": "odd"}
RATIO = r"$\Delta_i/\Delta_f$"
_RATES = {
    "spin flip": r"$1/(\tau_s\Delta_f)$",
    "nonmagnetic": r"$1/(\tau_u\Delta_f)$",
    "mixed": r"$1/(\tau_u\Delta_f)$ at $1/(\tau_s\Delta_f)=0.1$",
}


def _family(data: "xarray.Dataset", closure: str, family: str) -> tuple[Any, Any, dict[str, Any]]:
    """Return rates (n,), ratios (m,) and all outputs (m, n) of one family of impurities."""
    s, u = data["rate_s"].values, data["rate_u"].values
    inside = {
        "spin flip": u == 0.0,
        "nonmagnetic": s == 0.0,
        "mixed": np.isclose(s, 0.1),
    }[family]
    which = np.flatnonzero(inside & (data["closure"].values.astype(str) == closure))
    part = data.isel(point=which)
    along = part["rate_s" if family == "spin flip" else "rate_u"].values
    x, y = np.unique(along), np.unique(part["gap_initial"].values)
    i, j = np.searchsorted(y, part["gap_initial"].values), np.searchsorted(x, along)
    found = {}
    for name in part.data_vars:
        values = np.full((y.size, x.size), np.nan)
        values[i, j] = np.where(part["state"].values == 1, part[name].values.astype(float), np.nan)
        found[str(name)] = values
    return x, y, found


def _frame(ax: "Axes", family: str, *, borders: bool) -> None:
    from higgs_num.steady import border_gap

    ax.set_yscale("log")
    ax.set_xlabel(_RATES[family])
    ax.set_ylabel(RATIO)
    if borders:  # of the clean quench at this cutoff
        for beta in (-math.pi / 2.0, math.pi / 2.0):
            ax.axhline(1.0 / _ratio(border_gap, beta), color="k", ls=":", lw=0.9)


def _ratio(border_gap: Any, beta: float) -> float:
    """Return Delta_f/Delta_i at a border, whose cutoff of 10 is in units of Delta_f."""
    ratio = math.exp(beta)
    for _ in range(60):  # the cutoff in units of Delta_i is 10 times Delta_f/Delta_i
        ratio = border_gap(1.0, beta, 10.0 * ratio)
    return float(ratio)


def closure_diagram(figure: "FigureBase | None" = None) -> "Figure":
    """Draw what quenches of (9) come to by t = 300/Delta_f: closures by families of impurities.

    figure : a Figure or SubFigure to draw into, a new one unless given; returned is the Figure.

    Examples
    --------
    >>> from higgs_num.plots import closure_diagram
    >>> len(closure_diagram().axes) > 0
    True
    """
    from matplotlib.patches import Patch

    from higgs_num.sweeps.diagrams import diagram

    data = diagram("closure")
    names = str(data["class"].attrs["flag_meanings"]).split()
    figure = figure_or_new(figure, 9.6, 6.4)
    grid = figure.subplots(len(CLOSURES), len(FAMILIES), squeeze=False)
    for row, (closure, title) in zip(grid, CLOSURES.items(), strict=True):
        for ax, family in zip(row, FAMILIES, strict=True):
            x, y, found = _family(data, closure, family)
            draw_classes(ax, x, y, found["class"], names, legend=False)
            _frame(ax, family, borders=True)
            ax.set_title(f"{family}, {title}", fontsize=9)
    patches = [Patch(color=COLOURS[k], label=name) for k, name in enumerate(names)]
    patches.append(Patch(color=MISSING, label="(9) is not defined, or not stable"))
    figure.legend(handles=patches, loc="outside lower center", ncols=6, fontsize=8)
    return whole(figure)


def closure_maps(closure: str = "static", figure: "FigureBase | None" = None) -> "Figure":
    """Draw frequency, amplitude and exponent of quenches of (9) with one closure.

    figure : a Figure or SubFigure to draw into, a new one unless given; returned is the Figure.
    Raises ArgumentError for a closure that is not static or odd.

    Examples
    --------
    >>> from higgs_num.plots import closure_maps
    >>> len(closure_maps("odd").axes) > 0
    True
    """
    from higgs_num.sweeps.diagrams import diagram
    from higgs_sym.ground.errors import one_of

    data = diagram("closure")
    one_of("closure", closure, CLOSURES)
    figure = figure_or_new(figure, 9.6, 8.4)
    grid = figure.subplots(3, len(FAMILIES), squeeze=False)
    quantities = (
        ("frequency", r"frequency/$\Delta_f$", 0.0, 2.2),
        ("amplitude", r"$\log_{10}$ amplitude/$\Delta_f$", -5.0, 0.0),
        ("exponent", "exponent", -0.5, 1.0),
    )
    for row, (name, label, low, high) in zip(grid, quantities, strict=True):
        for ax, family in zip(row, FAMILIES, strict=True):
            x, y, found = _family(data, closure, family)
            values = found[name]
            if name == "amplitude":
                values = np.log10(np.where(values > 0.0, values, np.nan))
            draw_numbers(ax, x, y, values, label, low=low, high=high)
            _frame(ax, family, borders=True)
            ax.set_title(family, fontsize=9)
    return whole(figure)


def exact_diagram(figure: "FigureBase | None" = None) -> "Figure":
    """Draw asymptotic gap, damping, frequency and class of quenches of the exact theory.

    figure : a Figure or SubFigure to draw into, a new one unless given; returned is the Figure.

    Examples
    --------
    >>> from higgs_num.plots import exact_diagram
    >>> len(exact_diagram().axes) > 0
    True
    """
    from higgs_num.sweeps.diagrams import diagram

    data = diagram("exact")
    x, y = data["rate_s"].values, data["gap_initial"].values
    figure = figure_or_new(figure, 8.6, 6.6)
    grid = figure.subplots(2, 2).ravel()
    for ax, values, label, low, high in (
        (grid[0], data["asymptote"].values, r"$\Delta(t\to\infty)/\Delta_f$", 0.0, None),
        (grid[1], data["damping_rate"].values, r"damping rate/$\Delta_f$", 0.0, 0.6),
        (grid[2], data["damped_frequency"].values, r"frequency/$\Delta_f$", 0.0, 2.2),
    ):
        draw_numbers(ax, x, y, values, label, low=low, high=high)
    names = str(data["class"].attrs["flag_meanings"]).split()
    kinds = data["class"].values.astype(float)
    draw_classes(grid[3], x, y, np.where(kinds < 0, np.nan, kinds), names)
    for ax in grid:
        _frame(ax, "spin flip", borders=False)
        ax.axvline(1.0, color="w", ls="--", lw=0.9)  # the final state is gapless beyond
    return whole(figure)


def difference_diagram(figure: "FigureBase | None" = None) -> "Figure":
    """Draw until when (9) and the exact theory agree to 5 % of the final gap.

    figure : a Figure or SubFigure to draw into, a new one unless given; returned is the Figure.

    Examples
    --------
    >>> from higgs_num.plots import difference_diagram
    >>> len(difference_diagram().axes) > 0
    True
    """
    from higgs_num.sweeps.diagrams import diagram

    data = diagram("difference")
    x, y = data["rate_s"].values, data["gap_initial"].values
    figure = figure_or_new(figure, 8.6, 3.6)
    for ax, closure in zip(figure.subplots(1, 2), ("static", "odd"), strict=True):
        until = data["agree_until"].sel(closure=closure).values
        label = r"agree until $t\Delta_f$"
        draw_numbers(ax, x, y, until, label, low=0.0, high=float(data.attrs["t_max"]))
        _frame(ax, "spin flip", borders=False)
        ax.set_title(CLOSURES[closure], fontsize=9)
    return whole(figure)
