"""`Step` and `Derivation`: a chain of equations, every one of which is checked.

A step states `left = right` and how that is checked (`checks`).  The steps of a chain are a
function of the book of formulas, so a formula changed in one sign makes the chain that
establishes it fail.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import Self, TypeAlias, get_args

from higgs_sym.checks import Check, Status, StepCheck
from higgs_sym.formula import Formula
from higgs_sym.ground import page
from higgs_sym.sides import Side, equation_latex

Book: TypeAlias = Mapping[str, Formula]


@dataclass(frozen=True)
class Step:
    """One checked equation; `shown` replaces the LaTeX made from the two sides."""

    name: str
    says: str
    left: Side
    right: Side
    how: Check
    shown: str = ""

    def check(self) -> StepCheck:
        """Check the equation; an error inside a check is a failure, never a pass."""
        try:
            return self.how.check(self.left, self.right)
        except (ArithmeticError, ValueError, TypeError, NotImplementedError) as error:
            return StepCheck("failed", f"{type(error).__name__}: {str(error)[:120]}")

    @property
    def latex(self) -> str:
        """Equation in LaTeX."""
        return self.shown or equation_latex(self.left, self.right)


@dataclass(frozen=True, eq=False)
class Derivation:
    """A chain of steps, known before any step is built.

    `build` makes the steps from a book, the formulas by id; `book` returns that book when a step
    is first needed. `establishes` are the ids of the formulas that the chain derives, `missing`
    is what it does not reach and why. A chain is written down on an empty book; `on` puts it on
    another.
    """

    id: str
    title: str
    claim: str
    build: Callable[[Book], tuple[Step, ...]] = field(repr=False)
    establishes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    book: Callable[[], Book] = field(default=dict, repr=False)

    def on(self, book: Callable[[], Book]) -> Self:
        """Return the same chain on the book that `book` returns."""
        return replace(self, book=book)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps, built when first asked for (up to half a second).

        Raises `KeyError` for a formula that the book lacks, and `ValueError` if one that the
        chain is said to establish is not in it.
        """
        book = self.book()
        unknown = [id for id in self.establishes if id not in book]
        if unknown:
            raise ValueError(f"derivation {self.id} establishes unknown {unknown}")
        return self.build(book)

    def verify(self) -> "Verified":
        """Check every step (seconds) and return what that gave."""
        return Verified(self, tuple(step.check() for step in self.steps))

    def _repr_latex_(self) -> str:
        lines = r" \\ ".join(step.latex for step in self.steps)
        return f"$\\displaystyle \\begin{{gathered}} {lines} \\end{{gathered}}$"

    def _repr_html_(self) -> str:
        told = page.sentence(f"{len(self.steps)} steps, not checked here: `verify` does that.")
        return _shown(self, [""] * len(self.steps), told)


@dataclass(frozen=True)
class Verified:
    """The checks of the steps of a derivation, in order."""

    derivation: Derivation
    checks: tuple[StepCheck, ...]

    @property
    def status(self) -> Status:
        """Weakest status among the steps."""
        found = {check.status for check in self.checks}
        weakest: Status = "proved"
        for status in ("verified", "failed"):
            weakest = status if status in found else weakest
        return weakest

    def count(self, status: Status) -> int:
        """Return the number of steps with this status."""
        return sum(check.status == status for check in self.checks)

    def __str__(self) -> str:
        one = self.derivation
        counts = ", ".join(f"{self.count(s)} {s}" for s in get_args(Status))
        lines = [one.title, one.claim, f"{len(one.steps)} steps: {counts}", ""]
        for step, check in zip(one.steps, self.checks, strict=True):
            lines += [f"{step.name}: {check.status} ({check.detail})", f"  {step.says}"]
            lines += [f"    {step.latex}", ""]
        lines += [f"Establishes: {', '.join(one.establishes)}"] if one.establishes else []
        lines += [f"Not obtained: {what}" for what in one.missing]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        counts = ", ".join(f"{self.count(one)} {one}" for one in get_args(Status))
        checked = [
            f"<b>{escape(one.status)}</b>: {escape(one.detail)}"
            if one.detail
            else f"<b>{escape(one.status)}</b>"
            for one in self.checks
        ]
        return _shown(self.derivation, checked, page.sentence(f"{len(checked)} steps: {counts}."))


def _shown(derivation: Derivation, below: Sequence[str], told: str) -> str:
    """Return the page: of each step its sentence, its equation, and HTML `below` it."""
    steps = "".join(
        f"<li>{escape(step.says)}{page.equation(step.latex)}{one}</li>"
        for step, one in zip(derivation.steps, below, strict=True)
    )
    return page.joined(
        derivation.title,
        page.sentence(derivation.claim),
        told,
        f"<ol>{steps}</ol>",
        page.sentences(f"Not obtained: {one}" for one in derivation.missing),
        page.sentence(f"Establishes {', '.join(derivation.establishes)}.")
        if derivation.establishes
        else "",
    )
