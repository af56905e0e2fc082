"""Formulas and derivations as HTML, and the book of formulas as one line."""

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest

from higgs_sym import registry
from higgs_sym.ground import page

HOSTILE = "<img src=x onerror=alert(1)>"


def read(html: str) -> str:
    """Return the text of a piece of HTML, which must be well-formed as XML is."""
    return " ".join(fromstring(html).itertext())


@pytest.mark.parametrize("id", ["closure_mode.omega", "equilibrium.Sx.closed"])
def test_a_formula_shows_its_equation_as_mathml(id: str) -> None:
    one = registry.formula(id)
    html = one._repr_html_()
    assert "<math" in html
    text = read(html)
    assert one.title in text
    assert one.id in text
    assert one.source in text


def test_all_formulas_have_a_page_with_mathml() -> None:
    for one in registry.formulas().values():
        html = one._repr_html_()
        read(html)
        assert "<math" in html


def test_what_a_formula_is_called_is_text() -> None:
    one = replace(registry.formula("closure_mode.omega"), title=HOSTILE, source=HOSTILE)
    html = one._repr_html_()
    assert HOSTILE not in html
    assert read(html).count(HOSTILE) == 2


def test_latex_that_has_no_mathml_is_shown_as_it_is() -> None:
    assert page.equation(r"\unknowncommand{<b>}") == r"<pre>\unknowncommand{&lt;b&gt;}</pre>"


def test_a_derivation_is_sentences_with_their_equations() -> None:
    one = registry.derivation("closure_mode")
    html = one._repr_html_()
    text = read(html)
    assert all(step.says in text for step in one.steps)
    assert html.count("<math") == len(one.steps)
    assert "not checked here" in text


def test_a_checked_derivation_shows_every_status() -> None:
    verified = registry.derivation("closure_mode").verify()
    html = verified._repr_html_()
    text = read(html)
    assert html.count("<b>proved</b>") == verified.count("proved") > 0
    assert html.count("<b>verified</b>") == verified.count("verified") > 0
    assert all(one.detail in text for one in verified.checks)
    assert "not checked" not in text


def test_the_book_is_one_line_and_a_table() -> None:
    book = registry.formulas()
    shown = repr(book)
    assert shown.startswith(f"<{len(book)} formulas in ")
    assert len(shown) < 400
    assert all(id in read(book._repr_html_()) for id in book)
    assert repr(registry.search("no such formula")) == "<0 formulas in 0 chapters>"


def test_the_book_cannot_be_changed() -> None:
    book = registry.formulas()
    with pytest.raises(TypeError):
        book["x"] = registry.formula("closure_mode.omega")  # type: ignore[index]
    assert book == dict(book)


def test_tables_tell_how_many_rows_are_left_out() -> None:
    html = page.grid(("a",), [(k,) for k in range(5)], most=3)
    assert "and 2 more rows" in html
    assert html.count("<tr>") == 1 + 3 + 1
