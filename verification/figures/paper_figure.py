"""A figure of the paper, drawn again from our own trajectories."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verification.lab import Lab

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class PaperFigure:
    """One reproduced figure; `draw` gets the shared laboratory and is called in the main thread.

    `printed` says what the paper prints of it, a line each; `taken` which inputs it does not
    print, and what was taken in their place.
    """

    title: str
    caption: str
    draw: "Callable[[Lab], Figure | str]"
    printed: tuple[str, ...] = ()
    taken: str = ""
