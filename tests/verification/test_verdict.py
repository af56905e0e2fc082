import itertools

import pytest

from tests.verification.session_samples import BAD, EXACT, EXACT_BAD, GOOD, MENDED, VAGUE, evidence
from verification.evidence import Evidence
from verification.verdict import MEANING, Verdict, explain, verdict

MENDED_BAD = evidence(role="correction", correction="doubled", measured=2.0)
EXACT_VAGUE = evidence(role="exact", uncertainty=1.0)
MENDED_VAGUE = evidence(role="correction", correction="doubled", uncertainty=1.0)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((), Verdict.ERROR),
        ((EXACT,), Verdict.ERROR),
        ((MENDED, EXACT), Verdict.ERROR),
        ((GOOD,), Verdict.CONFIRMED),
        ((GOOD, GOOD, EXACT), Verdict.CONFIRMED),
        ((GOOD, MENDED), Verdict.CONFIRMED),
        ((GOOD, EXACT, EXACT_BAD), Verdict.CLOSURE_ONLY),
        ((BAD, MENDED), Verdict.CORRECTED),
        ((GOOD, BAD, MENDED), Verdict.CORRECTED),
        ((BAD, MENDED, MENDED_BAD), Verdict.REFUTED),
        ((BAD,), Verdict.REFUTED),
        ((GOOD, BAD), Verdict.REFUTED),
        ((BAD, EXACT), Verdict.REFUTED),
        ((VAGUE,), Verdict.UNDETERMINED),
        ((GOOD, VAGUE), Verdict.UNDETERMINED),
        ((BAD, VAGUE), Verdict.UNDETERMINED),
        ((GOOD, EXACT_VAGUE), Verdict.UNDETERMINED),
        ((BAD, MENDED_VAGUE), Verdict.UNDETERMINED),
    ],
)
def test_rule(found: tuple[Evidence, ...], expected: Verdict) -> None:
    assert verdict(found) is expected


ALL = (GOOD, BAD, VAGUE, MENDED, MENDED_BAD, EXACT, EXACT_BAD, EXACT_VAGUE)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_order_does_not_matter_and_doubt_never_stands(size: int) -> None:
    for found in itertools.combinations(ALL, size):
        verdicts = {verdict(order) for order in itertools.permutations(found)}
        assert len(verdicts) == 1
        undecided = any(item.holds is None for item in found)
        stated = any(item.role == "statement" for item in found)
        if undecided or not stated:
            assert not verdicts.pop().stands


def test_only_three_verdicts_stand() -> None:
    standing = {one for one in Verdict if one.stands}
    assert standing == {Verdict.CONFIRMED, Verdict.CORRECTED, Verdict.CLOSURE_ONLY}
    assert set(MEANING) == set(Verdict)


def test_the_reason_names_what_failed() -> None:
    assert explain((GOOD,)) == "The statement as given passes the check."
    assert "fails 1 of 2 checks" in explain((GOOD, BAD))
    assert "undecided by the check" in explain((VAGUE,))
    assert explain((BAD, MENDED, EXACT_BAD)) == (
        "The statement as given fails the check; the corrected statement passes the check; "
        "its form in the exact theory fails the check."
    )
