"""`index.html`: one page that needs nothing else, for screen and paper."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from higgs_sym.ground.mathml import mathml
from higgs_sym.registry import formula
from verification.claim import Kind
from verification.figures.svg import labelled
from verification.findings import Latex, Role
from verification.report import numbers
from verification.report.changes import changes
from verification.report.prose import inline, plain, prose
from verification.report.survival import Standing, survivors
from verification.report.templating import environment
from verification.session import ClaimResult, Drawing, Session
from verification.verdict import MEANING, Verdict

_POWER = re.compile(r"^(-?[\d.]+)e([+-]\d+)")
_RELATION = {"equal": "=", "below": "<", "above": ">"}
_ROLE = {
    Role.STATEMENT: "As stated",
    Role.CORRECTION: "Corrected statement",
    Role.EXACT: "In the exact theory",
}
_KINDS: dict[Kind, str] = {
    "paper": "The paper's own claims",
    "exact-theory": "Results of the exact theory",
    "software": "Properties of this software",
}
_STANDING = {
    Standing.HOLDS: "",
    Standing.FAILS: "Not borne out by this run:",
    Standing.OPEN: "Not decided by this run:",
    Standing.UNCHECKED: "Not checked in this run:",
}


@dataclass(frozen=True)
class _Group:
    """The claims of one kind."""

    kind: Kind
    title: str
    results: tuple[ClaimResult, ...]

    @property
    def counts(self) -> dict[Verdict, int]:
        """Number of claims by verdict, zeros left out."""
        found = Counter(result.verdict for result in self.results)
        return {verdict: found[verdict] for verdict in Verdict if found[verdict]}


def index_page(session: Session) -> str:
    """Return the page; `Drawing.svg` is trusted, all other text is escaped.

    Raises `ValueError` for a formula that has no MathML.
    """
    pages = environment()
    pages.filters.update(
        mathml=_mathml,
        seconds=numbers.seconds,
        typeset=_typeset,
        parameter=_parameter,
        prose=prose,
        inline=inline,
        drawn=_drawn,
        day=_day,
    )
    pages.tests["latex"] = lambda cell: isinstance(cell, Latex)
    named = dict.fromkeys(name for one in session.results for name in one.claim.formulas)
    template = pages.get_template("report.html.j2")
    return template.render(
        session=session,
        formulas=[formula(name) for name in named],
        groups=_groups(session),
        survivors=survivors(session),
        standing=_STANDING,
        changes=changes(session),
        meaning=MEANING,
        verdicts=tuple(Verdict),
        shown={result.claim.id for result in session.results},
        relations=_RELATION,
        roles=_ROLE,
        measured=numbers.measured,
        rounded=numbers.shown,
    )


def _groups(session: Session) -> list[_Group]:
    """Return the claims by who makes them; what nobody makes is left out."""
    groups = [
        _Group(kind, title, tuple(one for one in session.results if one.claim.kind == kind))
        for kind, title in _KINDS.items()
    ]
    return [group for group in groups if group.results]


def _drawn(drawing: Drawing) -> Markup:
    """Return the figure as an image with a description, for those who do not see it."""
    return labelled(drawing.svg, plain(f"{drawing.title}. {drawing.caption}"))


def _mathml(latex: str) -> Markup:
    return Markup(mathml(latex))


def _typeset(text: str) -> Markup:
    """Return a number's text with a real minus sign and power of ten."""
    words = []
    for word in str(text).split(" "):
        match = _POWER.match(word)
        if match:
            mantissa, exponent = match.groups()
            power = str(int(exponent)).replace("-", "−")
            shown = Markup("{}&#8239;×&#8239;10<sup>{}</sup>").format(
                mantissa.replace("-", "−"), power
            )
        else:
            shown = Markup("{}").format(re.sub(r"^-(?=[\d.])", "−", word))
        words.append(shown)
    return Markup(" ").join(words)


def _parameter(value: str | float) -> str:
    """Return a parameter as text; 300.0 is 300."""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _day(created: str) -> str:
    """Return an ISO time as a reader writes it."""
    return datetime.fromisoformat(created).strftime("%-d %B %Y, %H:%M UTC")
