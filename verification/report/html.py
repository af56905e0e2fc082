"""`index.html`: one page that needs nothing else, for screen and paper."""

import re
from datetime import datetime

from markupsafe import Markup

from higgs_sym.ground.mathml import mathml
from higgs_sym.registry import formula
from verification.findings import Role
from verification.report import numbers
from verification.report.templating import environment
from verification.session import Session
from verification.verdict import MEANING, Verdict

_POWER = re.compile(r"^(-?[\d.]+)e([+-]\d+)")
_RELATION = {"equal": "=", "below": "<", "above": ">"}
_ROLE = {
    Role.STATEMENT: "As stated",
    Role.CORRECTION: "Corrected statement",
    Role.EXACT: "In the exact theory",
}


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
        svg=Markup,
        day=_day,
    )
    named = dict.fromkeys(name for one in session.results for name in one.claim.formulas)
    template = pages.get_template("report.html.j2")
    return template.render(
        session=session,
        formulas=[formula(name) for name in named],
        meaning=MEANING,
        verdicts=tuple(Verdict),
        shown={result.claim.id for result in session.results},
        relations=_RELATION,
        roles=_ROLE,
        measured=numbers.measured,
        rounded=numbers.shown,
    )


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
