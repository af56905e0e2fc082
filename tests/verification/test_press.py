"""Figures rendered in another process are those rendered here, byte for byte."""

import os
import signal
from typing import Any

import pytest
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from higgs_sym.ground.errors import ComputationError
from verification.figures.press import Press
from verification.figures.svg import HERE, drawn


def figure(label: str = r"$\Delta(t)/\Delta_f$") -> Figure:
    made = Figure(figsize=(3.0, 2.0), layout="constrained")
    ax = made.subplots()
    ax.plot([0.0, 1.0, 2.0], [0.0, 1.0, 0.5], label=label)
    ax.fill_between([0.0, 1.0], [0.0, 0.5], alpha=0.2)
    ax.legend()
    return made


def unpicklable() -> Figure:
    made = figure()
    made.axes[0].xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"<{x:g}>"))
    return made


def broken() -> Figure:
    return figure(label=r"$\frac{$")  # mathtext cannot read it, which rendering finds out


@pytest.fixture(scope="module")
def press() -> Any:
    with Press() as one:
        yield one


@pytest.mark.parametrize("draw", [figure, unpicklable, lambda: "<svg id='a'></svg>"])
def test_the_bytes_are_those_of_this_process(press: Press, draw: Any) -> None:
    there = [drawn(draw, f"scope-{k}", press) for k in range(2)]
    assert [text() for text in there] == [drawn(draw, f"scope-{k}", HERE)() for k in range(2)]


def test_what_cannot_be_rendered_is_an_error_and_the_next_figure_is_one(press: Press) -> None:
    wrong, right = drawn(broken, "a", press), drawn(figure, "b", press)
    assert right() == drawn(figure, "b", HERE)()
    with pytest.raises(ComputationError, match=r"was not rendered: .*frac"):
        wrong()


def test_a_process_that_ends_is_told() -> None:
    with Press() as one:
        os.kill(one._process.pid, signal.SIGSTOP)  # it will not be done before its end
        waiting = drawn(figure, "a", one)
        os.kill(one._process.pid, signal.SIGKILL)
        one._process.wait()
        with pytest.raises(ComputationError, match="its process ended"):
            waiting()
        assert drawn(figure, "b", one)().startswith("<svg")  # rendered here
