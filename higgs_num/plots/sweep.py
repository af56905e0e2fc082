"""Map of one output of a sweep over its axes."""

from typing import TYPE_CHECKING, Any

import numpy as np

from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import BLUE, GREEN, GREY, ORANGE, PURPLE, VERMILION, YELLOW
from higgs_sym.ground.errors import ArgumentError

if TYPE_CHECKING:
    import xarray
    from matplotlib.axes import Axes

COLOURS = (BLUE, ORANGE, GREY, VERMILION, YELLOW, GREEN, PURPLE)  # of classes
MISSING = "#EEEEEE"


def sweep(points: "xarray.Dataset", output: str, ax: "Axes | None" = None) -> "Axes":
    """Draw an output that is one number over the first two axes of more than one value.

    points : of `higgs_num.sweeps.open_sweep`. A class is drawn in colours with a legend, another
    output with a colour bar; over a single axis, as a line. Points that are missing are grey.

    Raises
    ------
    ArgumentError
        If the output is unknown or has a dimension of its own, or more than two axes vary.

    Examples
    --------
    >>> import tempfile
    >>> from higgs_num import plots, sweeps
    >>> plan = sweeps.Plan("steady", {"gap_initial": [0.1, 0.5, 1.5]}, outputs=("gap_steady",))
    >>> points = sweeps.sweep(plan, tempfile.mkdtemp() + "/a.zarr", workers=1)
    >>> len(plots.sweep(points, "gap_steady").lines)
    1
    """
    from higgs_num.sweeps import on_grid

    grid = on_grid(points)
    names = [str(name) for name in grid.data_vars]
    if output not in names:
        raise ArgumentError("output", f"be one of {', '.join(names)}", output)
    found = grid[output].squeeze(drop=True)
    along = [str(dim) for dim in found.dims]
    if any(dim not in grid.coords or dim in ("time", "omega") for dim in along):
        raise ArgumentError("output", "be one number a point", f"along {', '.join(along)}")
    if not 1 <= len(along) <= 2:
        raise ArgumentError("axes", "be one or two that vary", len(along))
    ax = axes_or_new(ax, width=6.4, height=4.2)
    if len(along) == 1:
        _line(ax, grid, found, along[0], output)
        return ax
    vertical, horizontal = along
    x, y = grid[horizontal].values.astype(float), grid[vertical].values.astype(float)
    values = found.values.astype(float)
    classes = grid[output].attrs.get("flag_meanings", "").split()
    if classes:
        draw_classes(ax, x, y, np.where(values < 0, np.nan, values), classes)
    else:
        draw_numbers(ax, x, y, values, f"{output} [{grid[output].attrs.get('units', '')}]")
    for axis, name, places in (("x", horizontal, x), ("y", vertical, y)):
        if _geometric(places):
            getattr(ax, f"set_{axis}scale")("log")
        getattr(ax, f"set_{axis}label")(f"{name} [{grid[name].attrs.get('units', '')}]")
    return ax


def _geometric(places: Any) -> bool:
    return bool(places.size > 2 and np.all(places > 0.0) and np.ptp(np.diff(np.log(places))) < 1e-6)


def _edges(places: Any) -> Any:
    """Return the borders of cells around places, (n + 1,)."""
    scaled = np.log(places) if _geometric(places) else places
    middle = 0.5 * (scaled[1:] + scaled[:-1])
    ends = (2.0 * scaled[0] - middle[0], 2.0 * scaled[-1] - middle[-1])
    whole = np.concatenate([ends[:1], middle, ends[1:]])
    return np.exp(whole) if _geometric(places) else whole


def draw_classes(
    ax: "Axes", x: Any, y: Any, values: Any, classes: list[str], *, legend: bool = True
) -> None:
    """Draw classes (y, x), NaN where there is none, at places x and y."""
    from matplotlib.colors import BoundaryNorm, ListedColormap
    from matplotlib.patches import Patch

    colours = ListedColormap(list(COLOURS[: len(classes)])).with_extremes(bad=MISSING)
    norm = BoundaryNorm(np.arange(-0.5, len(classes)), len(classes))
    masked = np.ma.masked_invalid(values)
    ax.pcolormesh(_edges(x), _edges(y), masked, cmap=colours, norm=norm, rasterized=True)
    if not legend:
        return
    present = sorted({int(one) for one in values[np.isfinite(values)].tolist()})
    patches = [Patch(color=COLOURS[k], label=classes[k].replace("_", " ")) for k in present]
    if np.any(~np.isfinite(values)):
        patches.append(Patch(color=MISSING, label="refused or failed"))
    ax.legend(handles=patches, fontsize=7, loc="upper right")


def draw_numbers(
    ax: "Axes", x: Any, y: Any, values: Any, label: str, *, low: float | None = None,
    high: float | None = None,
) -> None:  # fmt: skip
    """Draw numbers (y, x), NaN where there is none, with a colour bar."""
    import matplotlib as mpl

    colours = mpl.colormaps["viridis"].with_extremes(bad=MISSING)
    drawn = ax.pcolormesh(
        _edges(x), _edges(y), np.ma.masked_invalid(values), cmap=colours, rasterized=True,
        vmin=low, vmax=high,
    )  # fmt: skip
    figure = ax.get_figure()
    assert figure is not None
    figure.colorbar(drawn, ax=ax, label=label)


def _line(ax: "Axes", grid: "xarray.Dataset", found: Any, name: str, output: str) -> None:
    x = grid[name].values
    values = found.values.astype(float)
    classes = grid[output].attrs.get("flag_meanings", "").split()
    ax.plot(
        x,
        np.where(values < 0, np.nan, values) if classes else values,
        "o-",
        color=BLUE,
        ms=3,
        lw=1.0,
    )
    if classes:
        ax.set_yticks(range(len(classes)), [text.replace("_", " ") for text in classes])
    if _geometric(np.asarray(x, dtype=float)):
        ax.set_xscale("log")
    ax.set_xlabel(f"{name} [{grid[name].attrs.get('units', '')}]")
    ax.set_ylabel(output if classes else f"{output} [{grid[output].attrs.get('units', '')}]")
