"""Axes to draw on: the caller's, or new ones that belong to no window."""

from typing import TYPE_CHECKING

from higgs_sym.ground.errors import ArgumentError, instance, quoted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase


def new_figure(width: float, height: float) -> "Figure":
    """Return an empty figure of the given size in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def figure_or_new(figure: "FigureBase | None", width: float, height: float) -> "FigureBase":
    """Return `figure`, a Figure or SubFigure, or a new one of the given size in inches.

    Raises `ArgumentError` if `figure` is something else.
    """
    if figure is None:
        return new_figure(width, height)
    from matplotlib.figure import FigureBase

    return instance("figure", figure, FigureBase)


def whole(figure: "FigureBase") -> "Figure":
    """Return the Figure that a Figure or SubFigure is or belongs to."""
    found = figure.get_figure(root=True)
    if found is None:
        raise ArgumentError("figure", "belong to a figure", quoted(figure))
    return found


def axes_or_new(ax: "Axes | None", *, width: float = 7.0, height: float = 3.6) -> "Axes":
    """Return `ax`, or the axes of a new figure of the given size in inches.

    Raises `ArgumentError` if `ax` is something else.
    """
    if ax is None:
        return new_figure(width, height).add_subplot()
    from matplotlib.axes import Axes

    return instance("ax", ax, Axes)
