"""Figures as SVG text that can be put into one page side by side."""

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from markupsafe import Markup

from higgs_sym.ground.errors import ComputationError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_REFERENCE = re.compile(r'(\bid="|\bhref="#|url\(#)')
_PREAMBLE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)


def drawn(draw: "Callable[[], Figure | str]", scope: str) -> str:
    """Return what `draw` draws, in the colours and lines of the report, as `svg` does."""
    import matplotlib as mpl
    from cycler import cycler

    from higgs_num.plots.colours import COLOURS, STYLES

    with mpl.rc_context({"axes.prop_cycle": cycler(color=COLOURS) + cycler(linestyle=STYLES)}):
        return svg(draw(), scope)


def labelled(text: str, label: str) -> Markup:
    """Return an `<svg>` element as an image that says what it shows; `text` is trusted."""
    head = Markup('<svg role="img" aria-label="{}"').format(label)
    return Markup(text.replace("<svg", head, 1))


def svg(figure: "Figure | str", scope: str) -> str:
    """Return `figure` as an `<svg>` element whose ids all begin with `scope`.

    Call it in the main thread: matplotlib's settings are global. Same figure, same bytes.
    """
    text = figure if isinstance(figure, str) else _rendered(figure, scope)
    text = _METADATA.sub("", _PREAMBLE.sub("", text, count=1)).strip()
    if not text.startswith("<svg") or not text.endswith("</svg>"):
        raise ComputationError(f"figure `{scope}` is not an SVG")
    # Ids must be unique in a page; matplotlib reuses the same ones in every figure.
    return _REFERENCE.sub(rf"\g<1>{scope}-", text)


def _rendered(figure: "Figure", scope: str) -> str:
    import matplotlib as mpl

    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": scope, "svg.fonttype": "path"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()
