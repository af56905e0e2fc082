import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from tests.verification.session_samples import GOOD, claim, evidence, lab, session
from verification.claim import Findings, Plot, Table
from verification.outcome import Drawing, Outcome
from verification.report.formula import formula, settable
from verification.report.html import report
from verification.runner import run
from verification.verdict import Verdict

VOID = {"meta", "link", "br", "hr", "img", "input", "col"}


class Page(HTMLParser):
    """Checks that tags nest, and collects ids, links and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.tags: Counter[str] = Counter()
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "xlink:href", "src"):
                self.links.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return session()


@pytest.fixture(scope="module")
def text(outcome: Outcome) -> str:
    return report(outcome)


def test_the_page_is_well_formed_and_needs_nothing_else(text: str) -> None:
    page = Page(text)
    assert page.tags["script"] == page.tags["link"] == page.tags["img"] == 0
    assert all(link.startswith("#") for link in page.links)
    assert not re.search(r"@import|url\((?!#)", text)


def test_ids_are_unique_and_every_link_leads_somewhere(text: str) -> None:
    page = Page(text)
    assert [one for one, count in Counter(page.ids).items() if count > 1] == []
    assert {link[1:] for link in page.links} <= set(page.ids)
    references = set(re.findall(r"url\(#([^)]+)\)", text))
    assert references
    assert references <= set(page.ids)


def test_everything_is_shown(text: str, outcome: Outcome) -> None:
    page = Page(text)
    words = " ".join(" ".join(page.words).split())
    for result in outcome.results:
        assert result.claim.id in page.ids
        assert result.claim.statement in words
        assert result.claim.source in words
        assert result.because in words
        for item in result.evidence:
            assert item.name in words
            assert item.why_tolerance in words
            assert item.method in words
    for figure in outcome.figures:
        assert figure.caption in words
    # One plate for each figure and plot, one outline for each formula.
    plots = sum(len(result.drawings) for result in outcome.results)
    formulas = sum(bool(result.claim.latex) for result in outcome.results)
    assert page.tags["figure"] == plots + len(outcome.figures)
    assert page.tags["svg"] == plots + len(outcome.figures) + formulas


def test_numbers_are_readable(text: str) -> None:
    assert "3.1&#8239;×&#8239;10<sup>−13</sup>" in text
    assert "−0.2761428" in text
    assert "0.99498744 ± 2&#8239;×&#8239;10<sup>−8</sup>" in text
    assert "t_max&nbsp;=&nbsp;300)" in text


def test_what_fell_is_said_at_the_top(text: str) -> None:
    top = text[: text.index("<h2>Verdicts")]
    assert "was confirmed in the last accepted run, is refuted" in top
    assert "<code>gone</code>" in top
    assert "ZeroDivisionError" in top
    calm = report(Outcome(results=run((claim("a", GOOD),), lab())))
    assert 'class="alarm"' not in calm


def test_text_cannot_become_markup() -> None:
    nasty = "<script>alert('&')</script>"
    found = Findings(
        (evidence(name=nasty, method=nasty, why_tolerance=nasty, parameters={nasty: nasty}),),
        plots=(Plot(nasty, lambda: "<svg></svg>", nasty),),
        tables=(Table(nasty, (nasty,), ((nasty,),)),),
        notes=(nasty,),
    )
    hostile = claim(
        "nasty",
        title=nasty,
        statement=nasty,
        source=nasty,
        latex=nasty,
        assumptions=(nasty,),
        check=lambda lab: found,
    )
    results = run((hostile,), lab())
    assert results[0].verdict is Verdict.CONFIRMED
    figures = (Drawing(nasty, nasty, "<svg></svg>"),)
    page = Page(report(Outcome(results=results, figures=figures, provenance={nasty: nasty})))
    assert page.tags["script"] == 0


def test_a_session_without_claims_is_still_a_page() -> None:
    Page(report(Outcome(results=())))


def test_the_same_session_gives_the_same_page(text: str, outcome: Outcome) -> None:
    assert report(outcome) == text


def test_formulas_are_outlines_in_the_colour_of_the_text() -> None:
    drawn = formula(r"\frac{\omega}{2\Delta_0} = \sqrt{1-\zeta^2}")
    assert 'fill="currentColor"' in drawn
    assert r"\frac{\omega}{2\Delta_0}" in drawn  # for screen readers
    assert formula("") == ""


def test_a_formula_that_cannot_be_set_is_shown_as_written() -> None:
    assert settable(r"x^2")
    assert not settable(r"\begin{cases} x < 1")
    assert formula(r"\nosuchmacro{<}") == r'<code class="tex">\nosuchmacro{&lt;}</code>'
