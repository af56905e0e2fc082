"""Pieces of HTML for notebooks and pages: every text escaped, nothing that runs."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from higgs_sym.ground.mathml import mathml

MOST_ROWS = 20  # of a table; more are counted


def joined(title: str, *parts: str) -> str:
    """Return pieces under a title as one; empty ones leave no trace."""
    return f'<div class="higgs"><p><b>{escape(title)}</b></p>{"".join(parts)}</div>'


def facts(rows: Mapping[str, object]) -> str:
    """Return names and values as a table of two columns; None is left out."""
    cells = "".join(
        f'<tr><th scope="row" style="text-align:left">{escape(name)}</th>'
        f'<td style="text-align:left">{escape(str(value))}</td></tr>'
        for name, value in rows.items()
        if value is not None
    )
    return f"<table>{cells}</table>"


def grid(heads: Sequence[str], rows: Iterable[Sequence[object]], *, most: int = MOST_ROWS) -> str:
    """Return a table with a row of heads; after `most` rows it says how many there are."""
    every = list(rows)
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(str(one))}</td>' for one in row)}</tr>" for row in every[:most]
    )
    left = len(every) - most
    more = f'<tr><td colspan="{len(heads)}">and {left} more rows</td></tr>' if left > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}{more}</tbody></table>"


def sentence(text: str) -> str:
    """Return a paragraph."""
    return f"<p>{escape(text)}</p>"


def sentences(texts: Iterable[str]) -> str:
    """Return a list; nothing for none."""
    items = "".join(f"<li>{escape(one)}</li>" for one in texts)
    return f"<ul>{items}</ul>" if items else ""


def equation(latex: str) -> str:
    """Return a formula as MathML, or, where that has no word for it, its LaTeX as text."""
    try:
        return f'<div style="overflow-x:auto">{mathml(latex)}</div>'
    except ValueError:
        return f"<pre>{escape(latex)}</pre>"


def picture(png: bytes, says: str) -> str:
    """Return an image that needs no file; `says`: to those who do not see it."""
    data = b64encode(png).decode("ascii")
    return f'<img alt="{escape(says)}" src="data:image/png;base64,{data}">'
