"""A checked derivation as a LaTeX document that compiles by itself: article, amsmath."""

import re

import sympy as sp

from higgs_sym.derivation import Verified
from higgs_sym.sides import entries
from higgs_sym.symbols import TABLE, DeclaredSymbol

_SPECIAL = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"$<$",
    ">": r"$>$", "|": r"$|$", "±": r"$\pm$", "→": r"$\to$",
}  # fmt: skip
# Beside a document, these break lines where an equation is long.
_LONG = 90


def text(words: str) -> str:
    """Return words with everything escaped that means something to LaTeX."""
    plain = "".join(_SPECIAL.get(letter, letter) for letter in words)
    return plain.encode("ascii", "replace").decode()


def document(verified: Verified) -> str:
    """Return the document: sentences, equations, what each check gave, and the symbols used."""
    one = verified.derivation
    counts = ", ".join(f"{verified.count(s)} {s}" for s in ("proved", "verified", "failed"))
    steps = "\n".join(
        f"\\item[\\texttt{{{text(step.name)}}}] {text(step.says)}\n{_displayed(step.latex)}\n"
        f"{{\\small\\emph{{{check.status}}}: {text(check.detail)}}}"
        for step, check in zip(one.steps, verified.checks, strict=True)
    )
    rows = "\n".join(
        f"${entry.latex}$ & {text(entry.meaning)} & {text(entry.unit)} \\\\"
        for entry in _symbols(verified)
    )
    missing = "\n".join(f"\\item {text(what)}" for what in one.missing)
    left = f"\\section*{{Not obtained}}\n\\begin{{itemize}}\n{missing}\n\\end{{itemize}}\n"
    established = ", ".join(f"\\texttt{{{text(id)}}}" for id in one.establishes)
    tail = f"Establishes {established}.\n" if established else ""
    return f"""\\documentclass{{article}}
\\usepackage[a4paper,margin=2.5cm]{{geometry}}
\\usepackage{{amsmath,amssymb,longtable}}
\\allowdisplaybreaks
\\title{{{text(one.title)}}}
\\date{{}}
\\begin{{document}}
\\maketitle
{text(one.claim)}

{len(one.steps)} steps: {counts}.
\\begin{{description}}
{steps}
\\end{{description}}
{left if missing else ""}{tail}\\section*{{Symbols}}
\\begin{{longtable}}{{lp{{9cm}}l}}
{rows}
\\end{{longtable}}
\\end{{document}}
"""


def _displayed(latex: str) -> str:
    """Return an equation on lines of its own; a long one is broken at its signs of equality."""
    if len(re.sub(r"\\[A-Za-z]+|[{}]", "", latex)) < _LONG or "\\begin" in latex:
        return f"\\[\n{latex}\n\\]"
    left, equal, right = latex.partition(" = ")
    if not equal or left.count("{") != left.count("}"):
        return f"\\[\n{latex}\n\\]"
    return f"\\begin{{multline*}}\n{left} \\\\\n= {right}\n\\end{{multline*}}"


def _symbols(verified: Verified) -> list[DeclaredSymbol]:
    used: set[sp.Symbol] = set()
    for step in verified.derivation.steps:
        for side in (step.left, step.right):
            for expression in entries(side):
                used |= expression.free_symbols
    names = {str(symbol) for symbol in used}
    return [entry for name, entry in TABLE.items() if name in names]
