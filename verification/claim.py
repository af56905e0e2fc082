"""What is claimed, by whom, on what assumptions, and how it is checked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from higgs_sym.ground.errors import ArgumentError, one_of
from verification.findings import Findings
from verification.lab import Lab

Kind = Literal["paper", "exact-theory", "software"]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One statement and its check.

    Parameters
    ----------
    id : stable name, lower case words joined by hyphens
    title : a few words
    statement : the claim, one line of text
    latex : the claim as a formula, in LaTeX without dollar signs; empty if no formula says it;
        left out if the first of `formulas` is the claim
    formulas : ids of formulas of the registry that it states or is about
    source : where it is stated (equation, figure, page), or who else states it
    assumptions : what it presupposes, one line each
    uses : ids of the claims that its check relies on
    kind : whether the `paper`, the `exact-theory` or this `software` makes the claim
    check : called with the shared laboratory, returns `Findings`; it may run beside other checks
        in another thread, so it must not change global settings (precision of mpmath or Arb)
    slow : left out by `higgs verify --quick`
    compiled : whether its check runs kernels, which then had better be compiled before it
    exclusive : name of what its check has to itself (all cores, a setting of the whole process);
        checks with the same name do not run side by side
    """

    id: str
    title: str
    statement: str
    source: str
    assumptions: tuple[str, ...]
    check: Callable[[Lab], Findings]
    latex: str | None = None
    formulas: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    kind: Kind = "paper"
    slow: bool = False
    exclusive: str = ""
    compiled: bool = True

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ArgumentError("id", "be lower case words joined by hyphens", repr(self.id))
        for key in ("title", "statement", "source"):
            text = getattr(self, key)
            if not text.strip() or "\n" in text:
                raise ArgumentError(f"{key} of claim {self.id}", "be one line of text", repr(text))
        for key in ("assumptions", "formulas", "uses"):
            # A forgotten comma makes a tuple of one string a string, and its letters ids.
            if not isinstance(getattr(self, key), tuple):
                raise ArgumentError(f"{key} of claim {self.id}", "be a tuple", getattr(self, key))
        if self.latex is None and not self.formulas:
            raise ArgumentError(f"latex of claim {self.id}", "be given without formulas", None)
        one_of(f"kind of claim {self.id}", self.kind, get_args(Kind))

    @property
    def equation(self) -> str:
        """The claim as a formula in LaTeX: its own, or that of the first of `formulas`."""
        if self.latex is not None:
            return self.latex
        from higgs_sym.registry import formula

        return formula(self.formulas[0]).latex
