import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from higgs_sym.registry import formula
from tests.verification.session_samples import GOOD, claim, evidence, lab, session
from verification.findings import Findings, Illustration, Latex, ResultTable
from verification.report.html import index_page
from verification.report.prose import plain, prose
from verification.runner import check_all
from verification.session import Drawing, Session
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
        self.roles: list[tuple[str, str]] = []
        self.tags: Counter[str] = Counter()
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "role":
                self.roles.append((value or "", dict(attrs).get("aria-label") or ""))
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


def said(text: str) -> str:
    """The letters of a text, since markup may stand between any two words."""
    return "".join(text.split())


def seen(text: str) -> str:
    return said(prose(text).striptags())


@pytest.fixture(scope="module")
def outcome() -> Session:
    return session()


@pytest.fixture(scope="module")
def text(outcome: Session) -> str:
    return index_page(outcome)


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


def test_everything_is_shown(text: str, outcome: Session) -> None:
    page = Page(text)
    words = said(" ".join(page.words))
    for result in outcome.results:
        assert result.claim.id in page.ids
        assert seen(result.claim.statement) in words
        assert seen(result.claim.source) in words
        assert seen(result.because) in words
        for item in (one for group in result.findings.groups for one in group.evidence):
            assert seen(item.name) in words
            assert seen(item.why_tolerance) in words
            assert seen(item.method) in words
    for figure in outcome.figures:
        assert seen(figure.caption) in words
    # One plate for each figure, one display for each formula: of a claim, or of the registry.
    plots = sum(len(result.drawings) for result in outcome.results)
    named = {name for result in outcome.results for name in result.claim.formulas}
    formulas = sum(bool(result.claim.equation) for result in outcome.results) + len(named)
    assert page.tags["figure"] == plots + len(outcome.figures)
    assert page.tags["svg"] == plots + len(outcome.figures)
    # A formula of the registry comes with a line for each of its parts.
    parts = sum(len(formula(name).where) for name in named)
    assert page.tags["math"] == formulas + parts
    assert all(f"formula-{name}" in page.ids for name in named)


def test_numbers_are_readable(text: str) -> None:
    assert "3.1&#8239;×&#8239;10<sup>−13</sup>" in text
    assert "−0.2761428" in text
    assert "0.99498744 ± 2&#8239;×&#8239;10<sup>−8</sup>" in text
    assert "t_max&nbsp;=&nbsp;300)" in text


def test_what_fell_is_said_at_the_top(text: str) -> None:
    top = text[: text.index('<h2 id="verdicts">')]
    assert "was confirmed in the last accepted run, is refuted" in top
    assert "<code>gone</code>" in top
    assert "ZeroDivisionError" in top
    calm = index_page(Session(results=check_all((claim("a", GOOD),), lab())))
    assert 'class="alarm"' not in calm


def test_text_cannot_become_markup() -> None:
    nasty = "<script>alert('&')</script>"
    found = Findings(
        statement=(
            evidence(name=nasty, method=nasty, why_tolerance=nasty, parameters={nasty: nasty}),
        ),
        illustrations=(Illustration(nasty, lambda: "<svg></svg>", nasty),),
        tables=(ResultTable(nasty, (nasty,), ((nasty,),)),),
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
    results = check_all((hostile,), lab())
    assert results[0].verdict is Verdict.CONFIRMED
    figures = (Drawing(nasty, nasty, "<svg></svg>"),)
    page = Page(index_page(Session(results=results, figures=figures, provenance={nasty: nasty})))
    assert page.tags["script"] == 0


def test_a_session_without_claims_is_still_a_page() -> None:
    Page(index_page(Session(results=())))


def test_the_same_session_gives_the_same_page(text: str, outcome: Session) -> None:
    assert index_page(outcome) == text


def test_no_latex_is_left_in_the_page(text: str) -> None:
    assert "\\" not in " ".join(Page(text).words)


def test_a_formula_that_cannot_be_set_is_a_fault() -> None:
    odd = claim("odd", GOOD, latex=r"\nosuchmacro{<}")
    with pytest.raises(ValueError, match="nosuchmacro"):
        index_page(Session(results=check_all((odd,), lab())))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("decays as t^-3.000.", "decays as t<sup>−3.000</sup>."),
        ("t^-1/2 and zeta^2/2", "t<sup>−1/2</sup> and ζ<sup>2</sup>/2"),
        ("(tau_s Delta)^(2/3)/Delta", "(τ<sub>s</sub> Δ)<sup>2/3</sup>/Δ"),
        ("`even` <b>", "<code>even</code> &lt;b&gt;"),
        ("0.95 -> 1, >= -0.5", "0.95 → 1, ≥ −0.5"),
        ("t = 30-40, rate_s, lambdas", "t = 30-40, rate_s, lambdas"),
        ("int_0^oo f", "∫<sub>0</sub><sup>∞</sup> f"),
    ],
)
def test_sentences_are_set_as_in_print(text: str, shown: str) -> None:
    assert prose(text) == shown


def test_latex_between_dollars_becomes_mathml() -> None:
    assert prose(r"is $\omega$").startswith("is <math")
    assert plain("`even`") == "even"


def test_nothing_of_the_sources_of_sentences_is_left(text: str) -> None:
    words = " ".join(Page(text).words)
    assert "`" not in words
    assert "t^" not in words


def test_tables_and_figures_say_what_they_are(text: str) -> None:
    page = Page(text)
    labels = [label for role, label in page.roles if role == "region"]
    # Each table is scrolled by itself, and found by its name.
    assert len(labels) == page.tags["table"] == len(set(labels))
    images = [label for role, label in page.roles if role == "img"]
    assert len(images) == page.tags["svg"]
    assert all(images)
    assert page.tags["main"] == 1


def test_claims_of_the_paper_stand_apart_and_first(text: str) -> None:
    paper, exact = text.index('id="claims-paper"'), text.index('id="claims-exact-theory"')
    assert paper < text.index('id="clean-norm"') < exact < text.index('id="threshold"')


def test_equations_of_a_table_are_set() -> None:
    found = Findings(
        statement=(GOOD,), tables=(ResultTable("Steps", ("equation",), ((Latex(r"a^2"),),)),)
    )
    page = index_page(Session(results=check_all((claim("a", check=lambda lab: found),), lab())))
    assert "<msup>" in page
