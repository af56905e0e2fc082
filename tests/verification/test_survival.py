"""The five sentences: their numbers are those of the run, and they do not outlive them."""

import pytest

from higgs_sym.ground.mathml import mathml
from tests.verification.session_samples import claim, evidence, lab
from verification import registry
from verification.evidence import Evidence
from verification.findings import Correction
from verification.report.html import index_page
from verification.report.prose import typed
from verification.report.survival import SENTENCES, Standing, survivors
from verification.report.terminal import summary
from verification.runner import check_all
from verification.session import Session


def session(measured: float, expected: float, **more: float) -> Session:
    """A session with all evidence that the sentences read, every number `measured`."""
    found: dict[str, dict[str, list[Evidence]]] = {}
    for one in (reading for sentence in SENTENCES for reading in sentence.readings):
        values = {"measured": measured, "expected": expected, "tolerance": 1e-3, **more}
        item = evidence(name=one.name, **values)
        found.setdefault(one.claim, {}).setdefault(str(one.role), []).append(item)
    claims = tuple(
        claim(
            name,
            *roles.get("statement", [evidence()]),
            corrections=(Correction("c", tuple(roles["correction"])),)
            if "correction" in roles
            else (),
        )
        for name, roles in found.items()
    )
    return Session(results=check_all(claims, lab()))


def test_the_numbers_are_those_of_the_run() -> None:
    found = survivors(session(0.4321, 0.4321))
    assert [one.standing for one in found] == [Standing.HOLDS] * 5
    assert all("0.4321" in one.text and "#" not in one.text for one in found)
    page = index_page(session(0.4321, 0.4321))
    assert all(f'<a href="#{one.claims[0].claim.id}">' in page for one in found)


@pytest.mark.parametrize(
    ("numbers", "standing", "said"),
    [
        ({"measured": 0.5, "expected": 0.4}, Standing.FAILS, "Not borne out by this run:"),
        (
            {"measured": 0.4, "expected": 0.4, "uncertainty": 0.1},
            Standing.OPEN,
            "Not decided by this run:",
        ),
    ],
)
def test_a_sentence_falls_with_its_numbers(
    numbers: dict[str, float], standing: Standing, said: str
) -> None:
    one = session(**numbers)
    assert {found.standing for found in survivors(one)} == {standing}
    assert index_page(one).count(said) == 5


def test_without_evidence_a_sentence_says_so() -> None:
    names = {reading.claim for sentence in SENTENCES for reading in sentence.readings}
    slow = tuple(claim(name, evidence(), slow=True) for name in sorted(names))
    one = Session(results=check_all(slow, lab(), quick=True))
    assert {found.standing for found in survivors(one)} == {Standing.UNCHECKED}
    assert index_page(one).count("Not checked in this run:") == 5


def test_every_sentence_is_of_a_quick_claim_and_typeset() -> None:
    known = {one.id: one for one in registry.claims()}
    for sentence in SENTENCES:
        for reading in sentence.readings:
            assert not known[reading.claim].slow
        for latex in sentence.text.split("$")[1::2]:
            assert "<math" in mathml(latex.replace("#", ""))


def test_sentences_can_be_typed() -> None:
    text = r"It is $\omega=2\Delta_0\sqrt{1-1/(2\tau_s\Delta_0)^2}\to\bar\Delta$ (9)\u2013(11)."
    assert typed(text.replace(r"\u2013", "\u2013")) == (
        "It is omega = 2 Delta_0 sqrt(1-1/(2 tau_s Delta_0)^2) -> Delta_mean (9)-(11)."
    )
    for one in survivors(session(1.25e-7, 1.25e-7)):
        assert not set("\\${}#") & set(typed(one.text))


def test_the_terminal_tells_them_too() -> None:
    told = summary(session(0.5, 0.4))
    assert told.count("[fails]") == 5
    assert "(closure-valid-at-tau-s" in told or "exact-late-tail, closure-valid-at-tau-s" in told
    assert "[" not in summary(session(0.4321, 0.4321))
