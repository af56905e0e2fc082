"""Figures as SVG text that can be put into one page side by side."""

import io
import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup

from higgs_sym.ground.errors import ComputationError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_REFERENCE = re.compile(r'(\bid="|\bhref="#|url\(#)')
_PREAMBLE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)


class Renderer(Protocol):
    """Turns figures into text, perhaps elsewhere and later."""

    def order(self, figure: "Figure", scope: str) -> Callable[[], str]:
        """Return what waits for the text of a figure."""


class _Here:
    """Renders each figure when its text is asked for."""

    def order(self, figure: "Figure", scope: str) -> Callable[[], str]:
        """Return what renders a figure."""
        return partial(rendered, figure, scope)


HERE = _Here()


def drawn(draw: "Callable[[], Figure | str]", scope: str, renderer: Renderer) -> Callable[[], str]:
    """Draw in the colours and lines of the report; return what waits for the text, as `svg`.

    Call it in the main thread: matplotlib's settings are global.
    """
    import matplotlib as mpl
    from cycler import cycler

    from higgs_num.plots.colours import COLOURS, STYLES

    with mpl.rc_context({"axes.prop_cycle": cycler(color=COLOURS) + cycler(linestyle=STYLES)}):
        figure = draw()
    if isinstance(figure, str):
        return lambda: scoped(figure, scope)
    ordered = renderer.order(figure, scope)
    return lambda: scoped(ordered(), scope)


def labelled(text: str, label: str) -> Markup:
    """Return an `<svg>` element as an image that says what it shows; `text` is trusted."""
    head = Markup('<svg role="img" aria-label="{}"').format(label)
    return Markup(text.replace("<svg", head, 1))


def svg(figure: "Figure | str", scope: str) -> str:
    """Return `figure` as an `<svg>` element whose ids all begin with `scope`.

    Call it in the main thread: matplotlib's settings are global. Same figure, same bytes.
    """
    return scoped(figure if isinstance(figure, str) else rendered(figure, scope), scope)


def scoped(text: str, scope: str) -> str:
    """Return the `<svg>` element of a text, its ids beginning with `scope`."""
    text = _METADATA.sub("", _PREAMBLE.sub("", text, count=1)).strip()
    if not text.startswith("<svg") or not text.endswith("</svg>"):
        raise ComputationError(f"figure `{scope}` is not an SVG")
    # Ids must be unique in a page; matplotlib reuses the same ones in every figure.
    return _REFERENCE.sub(rf"\g<1>{scope}-", text)


def rendered(figure: "Figure", scope: str) -> str:
    """Return a figure as the text of an SVG file."""
    import matplotlib as mpl

    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": scope, "svg.fonttype": "path"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()
