"""A checked derivation as one HTML page: no scripts, no fonts, formulas in MathML."""

from html import escape

import sympy as sp

from higgs_sym.derivation import Side, Step, Verified
from higgs_sym.formula import Formula

_STYLE = """
body { font: 16px/1.5 Georgia, serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } li { margin: 0 0 1.4rem; } .detail { color: #555; font-size: .85rem; }
.math { overflow-x: auto; padding: .3rem 0; } code { font-size: .85rem; }
.proved { color: #14633a; } .verified { color: #1b4f8a; } .failed { color: #a01818; }
"""


def page(verified: Verified) -> str:
    """Return the page of a checked derivation."""
    one = verified.derivation
    counts = ", ".join(f"{verified.count(s)} {s}" for s in ("proved", "verified", "failed"))
    steps = "\n".join(
        f"<li id='{escape(step.name)}'>{escape(step.says)}"
        f"<div class='math'>{_math(step)}</div>"
        f"<span class='{outcome.status}'>{outcome.status}</span> "
        f"<span class='detail'>{escape(outcome.detail)}</span></li>"
        for step, outcome in zip(one.steps, verified.outcomes, strict=True)
    )
    missing = "".join(f"<li>{escape(what)}</li>" for what in one.missing)
    established = ", ".join(f"<code>{escape(id)}</code>" for id in one.establishes)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(one.title)}</title>
<style>{_STYLE}</style></head><body>
<h1>{escape(one.title)}</h1><p>{escape(one.claim)}</p><p>{len(one.steps)} steps: {counts}.</p>
<ol>{steps}</ol>
{f"<h2>Not obtained</h2><ul>{missing}</ul>" if missing else ""}
{f"<p>Establishes {established}.</p>" if established else ""}
</body></html>
"""


def _math(step: Step) -> str:
    if step.shown:
        return f"<code>{escape(step.shown)}</code>"
    left, right = (_mathml(side) for side in (step.left, step.right))
    return f"<math display='block'><mrow>{left}<mo>=</mo>{right}</mrow></math>"


def _mathml(side: Side) -> str:
    if isinstance(side, Formula):
        return f"<mtext>{escape(side.id)}</mtext>"
    return str(sp.mathml(side, printer="presentation"))
