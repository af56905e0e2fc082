import itertools

import pytest

from higgs_sym.ground.errors import ArgumentError
from tests.verification.session_samples import BAD, GOOD, VAGUE
from verification.evidence import Evidence
from verification.findings import Correction, Findings, Role
from verification.verdict import MEANING, Verdict, explain, verdict

Placed = tuple[Role, Evidence]

MENDED = (Role.CORRECTION, GOOD)
MENDED_BAD = (Role.CORRECTION, BAD)
MENDED_VAGUE = (Role.CORRECTION, VAGUE)
EXACT = (Role.EXACT, GOOD)
EXACT_BAD = (Role.EXACT, BAD)
EXACT_VAGUE = (Role.EXACT, VAGUE)
STATED = (Role.STATEMENT, GOOD)
STATED_BAD = (Role.STATEMENT, BAD)
STATED_VAGUE = (Role.STATEMENT, VAGUE)


def findings(placed: tuple[Placed, ...]) -> Findings:
    """Each correction is one of its own."""
    return Findings(
        statement=tuple(item for role, item in placed if role is Role.STATEMENT),
        corrections=tuple(
            Correction("mended", (item,)) for role, item in placed if role is Role.CORRECTION
        ),
        exact=tuple(item for role, item in placed if role is Role.EXACT),
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((), Verdict.ERROR),
        ((EXACT,), Verdict.ERROR),
        ((MENDED, EXACT), Verdict.ERROR),
        ((STATED,), Verdict.CONFIRMED),
        ((STATED, STATED, EXACT), Verdict.CONFIRMED),
        ((STATED, MENDED), Verdict.CONFIRMED),
        ((STATED, EXACT, EXACT_BAD), Verdict.CLOSURE_ONLY),
        ((STATED_BAD, MENDED), Verdict.CORRECTED),
        ((STATED_BAD, MENDED, EXACT_BAD), Verdict.CLOSURE_CORRECTED),
        ((STATED, STATED_BAD, MENDED), Verdict.CORRECTED),
        ((STATED_BAD, MENDED, MENDED_BAD), Verdict.REFUTED),
        ((STATED_BAD,), Verdict.REFUTED),
        ((STATED, STATED_BAD), Verdict.REFUTED),
        ((STATED_BAD, EXACT), Verdict.REFUTED),
        ((STATED_VAGUE,), Verdict.UNDETERMINED),
        ((STATED, STATED_VAGUE), Verdict.UNDETERMINED),
        ((STATED_BAD, STATED_VAGUE), Verdict.UNDETERMINED),
        ((STATED, EXACT_VAGUE), Verdict.UNDETERMINED),
        ((STATED_BAD, MENDED_VAGUE), Verdict.UNDETERMINED),
    ],
)
def test_rule(found: tuple[Placed, ...], expected: Verdict) -> None:
    assert verdict(findings(found)) is expected


ALL = (STATED, STATED_BAD, STATED_VAGUE, MENDED, MENDED_BAD, EXACT, EXACT_BAD, EXACT_VAGUE)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_order_does_not_matter_and_doubt_never_stands(size: int) -> None:
    found: tuple[Placed, ...]
    for found in itertools.combinations(ALL, size):
        verdicts = {verdict(findings(order)) for order in itertools.permutations(found)}
        assert len(verdicts) == 1
        undecided = any(item.holds is None for _, item in found)
        stated = any(role is Role.STATEMENT for role, _ in found)
        if undecided or not stated:
            assert not verdicts.pop().stands


def test_what_is_known_to_fail_does_not_stand() -> None:
    fallen = {one for one in Verdict if not one.stands}
    assert fallen == {Verdict.REFUTED, Verdict.UNDETERMINED, Verdict.NOT_RUN, Verdict.ERROR}
    assert set(MEANING) == set(Verdict)


def test_the_reason_names_what_failed() -> None:
    assert explain(findings((STATED,))) == "The statement as given passes the check."
    assert "fails 1 of 2 checks" in explain(findings((STATED, STATED_BAD)))
    assert "undecided by the check" in explain(findings((STATED_VAGUE,)))
    assert explain(findings((STATED_BAD, MENDED, EXACT_BAD))) == (
        "The statement as given fails the check; the corrected statement passes the check; "
        "its form in the exact theory fails the check."
    )


def test_corrections_are_judged_together_and_shown_apart() -> None:
    both = findings((STATED_BAD, MENDED, MENDED))
    assert verdict(both) is Verdict.CORRECTED
    assert [group.role for group in both.groups] == [
        Role.STATEMENT,
        Role.CORRECTION,
        Role.CORRECTION,
    ]


@pytest.mark.parametrize(("sentence", "evidence"), [("two\nlines", (GOOD,)), ("mended", ())])
def test_what_is_no_correction_is_refused(sentence: str, evidence: tuple[Evidence, ...]) -> None:
    with pytest.raises(ArgumentError, match=r"sentence|evidence"):
        Correction(sentence, evidence)
