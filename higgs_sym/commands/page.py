"""A checked derivation as one HTML page: no scripts, no fonts, formulas in MathML."""

from html import escape

from higgs_sym.derivation import Verified
from higgs_sym.ground.mathml import mathml

_STYLE = """
body { font: 16px/1.5 Georgia, serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } li { margin: 0 0 1.4rem; } .detail { color: #555; font-size: .85rem; }
.math { overflow-x: auto; overflow-y: hidden; padding: .4rem 0; }
math {
  font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math", "TeX Gyre Termes Math",
    "DejaVu Math TeX Gyre", math;
}
code { font-size: .85rem; }
.proved { color: #14633a; } .verified { color: #1b4f8a; } .failed { color: #a01818; }
"""


def page(verified: Verified) -> str:
    """Return the page of a checked derivation."""
    one = verified.derivation
    counts = ", ".join(f"{verified.count(s)} {s}" for s in ("proved", "verified", "failed"))
    steps = "\n".join(
        f"<li id='{escape(step.name)}'>{escape(step.says)}"
        f"<div class='math'>{mathml(step.latex)}</div>"
        f"<span class='{check.status}'>{check.status}</span> "
        f"<span class='detail'>{escape(check.detail)}</span></li>"
        for step, check in zip(one.steps, verified.checks, strict=True)
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
