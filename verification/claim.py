"""What is claimed, by whom, on what assumptions, and how it is checked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from higgs_sym.ground.errors import ArgumentError, one_of
from verification.evidence import Evidence, number
from verification.lab import Lab

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Kind = Literal["paper", "exact-theory", "software"]
Cell = str | int | float

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Plot:
    """A figure of a check; `draw` returns a matplotlib Figure (not pyplot's) or SVG text.

    `draw` is called once, in the main thread, after the check.
    """

    name: str
    draw: "Callable[[], Figure | str]"
    caption: str = ""


@dataclass(frozen=True)
class Table:
    """Numbers of a check that a reader wants side by side."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ArgumentError("rows", f"have {len(self.columns)} cells each", len(row))
            for cell in row:
                if not isinstance(cell, str):
                    number(f"a cell of table {self.title}", cell)


@dataclass(frozen=True)
class Findings:
    """What a check found: evidence, and what helps a reader to follow it.

    `conclusion` is one sentence, with numbers of this very run, for the section "What survives".
    """

    evidence: tuple[Evidence, ...]
    plots: tuple[Plot, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    conclusion: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One statement and its check.

    Parameters
    ----------
    id : stable name, lower case words joined by hyphens
    title : a few words
    statement : the claim, one line of text
    latex : the claim as a formula, in matplotlib's mathtext, without dollar signs; may be empty
    source : where it is stated (equation, figure, page), or who else states it
    assumptions : what it presupposes, one line each
    uses : ids of the claims that its check relies on
    kind : whether the `paper`, the `exact-theory` or this `software` makes the claim
    check : called with the shared laboratory, returns `Findings`; it may run beside other checks
        in another thread, so it must not change global settings (precision of mpmath or Arb)
    slow : left out by `higgs verify --quick`
    """

    id: str
    title: str
    statement: str
    latex: str
    source: str
    assumptions: tuple[str, ...]
    check: Callable[[Lab], Findings]
    uses: tuple[str, ...] = ()
    kind: Kind = "paper"
    slow: bool = False

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ArgumentError("id", "be lower case words joined by hyphens", repr(self.id))
        for key in ("title", "statement", "source"):
            text = getattr(self, key)
            if not text.strip() or "\n" in text:
                raise ArgumentError(f"{key} of claim {self.id}", "be one line of text", repr(text))
        for key in ("assumptions", "uses"):
            # A forgotten comma makes a tuple of one string a string, and its letters ids.
            if not isinstance(getattr(self, key), tuple):
                raise ArgumentError(f"{key} of claim {self.id}", "be a tuple", getattr(self, key))
        one_of(f"kind of claim {self.id}", self.kind, get_args(Kind))
