"""Sentences of claims as HTML: names of quantities, powers and signs as they are printed.

Claims are written in plain text, for the terminal and for programs: `t^-3.0`, `tau_s`, `->`.
"""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from higgs_sym.ground.mathml import mathml

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "eps": "ε", "epsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "nu": "ν", "xi": "ξ", "pi": "π",
    "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Sigma": "Σ", "Omega": "Ω", "sqrt": "√", "int": "∫", "oo": "∞",
}  # fmt: skip
_SIGNS = {"->": "→", "+-": "±", ">=": "≥", "<=": "≤", ">>": "≫", "<<": "≪", "...": "…"}
# An exponent: in brackets of either kind; a fraction only where nothing else can be meant (a
# third, an odd half); a number; one letter or sign.
_EXPONENT = (
    r"(?:\{(?P<braced>[^{}]*)\}|\((?P<bracketed>[^()]*)\)"
    r"|(?P<plain>-?[135]/2(?!\d)|-?[1245]/3(?!\d)|-?\d+(?:\.\d+)?"
    r"|-?oo|-?[A-Za-z*+](?![A-Za-z])|[-](?!\d)))"
)
_TOKEN = re.compile(
    r"`(?P<code>[^`]*)`"
    r"|\$(?P<latex>[^$]+)\$"
    rf"|\^{_EXPONENT}"
    r"|(?<![A-Za-z\d_.])(?P<base>" + "|".join(sorted(_GREEK, key=len, reverse=True)) + r"|[A-Za-z])"
    r"_(?:\{(?P<under>[^{}]*)\}|(?P<below>[A-Za-z]{1,7}\d?|\d|[+-]))(?![A-Za-z\d_])"
    r"|(?<![A-Za-z\d_.])(?P<word>" + "|".join(sorted(_GREEK, key=len, reverse=True)) + r")"
    r"(?![A-Za-z\d])"
    r"|(?P<sign>->|\+-|>=|<=|>>|<<|\.\.\.)"
    r"|(?P<minus>(?<![\w)\]}.])-(?=[\d.]))"
)  # fmt: skip


def prose(text: str) -> Markup:
    """Return `text` with its quantities set as in print; all else is escaped.

    Between dollar signs stands LaTeX, which becomes MathML.
    """
    return Markup("").join(_pieces(str(text)))


# What LaTeX becomes where only letters can be typed, in this order.
_TYPED = tuple(
    (re.compile(pattern), found)
    for pattern, found in (
        (r"\\(?:mathrm|text)\{([^{}]*)\}", r"\1"),
        (r"\\bar\s*\\?(\w+)", r" \1_mean "),
        (r"\\sqrt\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}", r" sqrt(\1)"),
        (r"([_^])\{(-?\w+)\}", r"\1\2"),
        (r"([_^])\{([^{}]*)\}", r"\1(\2)"),
        (r"\\to\b", " -> "),
        (r"\\(?:propto|sim)\b", " ~ "),
        (r"\\cdot\b", " * "),
        (r"\\ldots\b", "..."),
        (r"\\[,;! ]", " "),
        (r"\\([A-Za-z]+)", r" \1 "),
        (r"[{}]", ""),
        (r"(\d)(?=[A-Za-z])", r"\1 "),
        (r"\s+(?=[(),.:;^_/])|(?<=[(/])\s+", ""),
        (r"\s*([=<+])\s*", r" \1 "),
        (r"\s+", " "),
    )
)


def typed(text: str) -> str:
    """Return a sentence with LaTeX between dollar signs as it is typed: Delta(t), tau_s^0.7."""

    def math(match: re.Match[str]) -> str:
        latex = match[1]
        for pattern, found in _TYPED:
            latex = pattern.sub(found, latex)
        return latex.strip()

    return re.sub(r"\$([^$]*)\$", math, text).replace("\u2013", "-")


def plain(text: str) -> str:
    """Return `text` as one reads it aloud: for labels, which hold no markup."""
    return " ".join(prose(text.replace("^", " to the power ")).striptags().split())


def inline(latex: str) -> Markup:
    """Return `latex` as MathML inside a line."""
    return Markup(mathml(latex).replace('display="block"', 'display="inline"', 1))


def _pieces(text: str) -> list[Markup]:
    pieces, place = [], 0
    for match in _TOKEN.finditer(text):
        pieces.append(escape(text[place : match.start()]))
        pieces.append(_set(match))
        place = match.end()
    pieces.append(escape(text[place:]))
    return pieces


def _set(match: re.Match[str]) -> Markup:
    kinds: dict[str, Callable[[str], Markup]] = {
        "code": lambda one: Markup("<code>{}</code>").format(one),
        "latex": inline,
        "base": lambda one: _named(one, match["under"] or match["below"]),
        "word": lambda one: Markup("{}").format(_GREEK[one]),
        "sign": lambda one: Markup("{}").format(_SIGNS[one]),
        "minus": lambda _one: Markup("−"),
    }
    for name, typeset in kinds.items():
        if match[name]:
            return typeset(match[name])
    exponent = match["braced"] or match["bracketed"] or match["plain"] or ""
    return Markup("<sup>{}</sup>").format(prose(exponent.replace("-", "−")))


def _named(base: str, under: str) -> Markup:
    letter = (
        Markup("{}").format(_GREEK[base]) if base in _GREEK else Markup("<i>{}</i>").format(base)
    )
    return Markup("{}<sub>{}</sub>").format(letter, _GREEK.get(under, under).replace("-", "−"))
