"""Every figure is drawn where the caller wants it, and nowhere else."""

import inspect
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from higgs_num import plots
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.plots.drawn import ARGUMENTS

# What writes files draws nothing.
FIGURES = sorted(set(plots.__all__) - {"check_picture", "save_picture"})


def test_every_figure_is_here_and_takes_axes_or_a_figure() -> None:
    assert sorted(ARGUMENTS) == FIGURES
    for name in FIGURES:
        taken = set(inspect.signature(getattr(plots, name)).parameters)
        assert len(taken & {"ax", "figure"}) == 1


@pytest.mark.parametrize("name", FIGURES)
def test_it_is_drawn_where_it_is_wanted(name: str, tmp_path: Path) -> None:
    draw: Any = getattr(plots, name)
    root = Figure(figsize=(12.0, 6.0), layout="constrained")
    here, there = root.subfigures(1, 2)
    if "ax" in inspect.signature(draw).parameters:
        ax = here.add_subplot()
        assert draw(*ARGUMENTS[name](tmp_path), ax=ax) is ax
    else:
        assert draw(*ARGUMENTS[name](tmp_path), figure=here) is root
    assert here.axes
    assert not there.axes
    assert any(ax.has_data() for ax in here.axes)
    root.canvas.draw()  # what cannot be laid out warns, and warnings are errors


@pytest.mark.parametrize(("name", "argument"), [("draw_wire", "figure"), ("reference", "ax")])
def test_what_is_neither_is_refused(name: str, argument: str, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match=f"`{argument}`"):
        getattr(plots, name)(*ARGUMENTS[name](tmp_path), **{argument: "here"})


def test_lines_that_share_axes_differ_in_style_or_colour(tmp_path: Path) -> None:
    """Colour alone is lost in print and to some; so lines with names differ in style as well."""
    for name in ("draw_conductivity", "draw_wire", "draw_thermal", "distribution", "comparison"):
        draw: Any = getattr(plots, name)
        drawn = draw(*ARGUMENTS[name](tmp_path))
        axes = drawn.axes if isinstance(drawn, Figure) else [drawn]
        for ax in axes:
            named = [one for one in ax.get_lines() if not one.get_label().startswith("_")]
            looks = [(str(one.get_linestyle()), one.get_linewidth()) for one in named]
            assert len(set(looks)) == len(looks), name
