"""What a check found: evidence, by what it bears on, and what helps a reader to follow it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from higgs_sym.ground.errors import ArgumentError
from verification.evidence import Evidence, number, require_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Cell = str | int | float


class Latex(str):
    """A cell of a table that holds a formula, in LaTeX without dollar signs."""

    __slots__ = ()

    def __new__(cls, latex: str) -> Self:
        """Return `latex`, known as a formula."""
        return super().__new__(cls, latex)


class Role(StrEnum):
    """What evidence bears on."""

    STATEMENT = "statement"
    CORRECTION = "correction"
    EXACT = "exact"


@dataclass(frozen=True)
class Correction:
    """A corrected statement, one line, and the evidence that bears on it."""

    sentence: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        require_line("sentence", self.sentence)
        if not self.evidence:
            raise ArgumentError("evidence", "support the correction", "empty")


@dataclass(frozen=True)
class EvidenceGroup:
    """Evidence on one thing; `sentence` is the corrected statement, else empty."""

    role: Role
    sentence: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Illustration:
    """A figure of a check; `draw` returns a matplotlib Figure (not pyplot's) or SVG text.

    `draw` is called once, in the main thread, after the check.
    """

    name: str
    draw: "Callable[[], Figure | str]"
    caption: str = ""


@dataclass(frozen=True)
class ResultTable:
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


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Evidence, each piece in the place of what it bears on, and what explains it.

    Parameters
    ----------
    statement : on the claim as it is stated
    corrections : corrected statements, each with its evidence
    exact : on the claim, as stated or corrected, in the exact theory
    illustrations, tables : what a reader may want to see
    notes : sentences
    conclusion : one sentence, with numbers of this very run, for the section "What survives"
    """

    statement: tuple[Evidence, ...] = ()
    corrections: tuple[Correction, ...] = ()
    exact: tuple[Evidence, ...] = ()
    illustrations: tuple[Illustration, ...] = ()
    tables: tuple[ResultTable, ...] = ()
    notes: tuple[str, ...] = ()
    conclusion: str = ""

    @property
    def groups(self) -> tuple[EvidenceGroup, ...]:
        """All evidence in reading order, by what it bears on; no group is empty."""
        groups = (
            EvidenceGroup(Role.STATEMENT, "", self.statement),
            *(EvidenceGroup(Role.CORRECTION, c.sentence, c.evidence) for c in self.corrections),
            EvidenceGroup(Role.EXACT, "", self.exact),
        )
        return tuple(group for group in groups if group.evidence)
