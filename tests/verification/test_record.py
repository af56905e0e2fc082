import json
from pathlib import Path

import pytest

from higgs_sym.ground.errors import FileError
from tests.verification.session_samples import BAD, GOOD, claim, lab
from verification import record
from verification.runner import check_all
from verification.session import ClaimResult, Session
from verification.verdict import Verdict


def result(identity: str, verdict: Verdict) -> ClaimResult:
    return ClaimResult(claim=claim(identity), verdict=verdict)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    results = (result("b", Verdict.REFUTED), result("a", Verdict.CORRECTED))
    written = record.update({}, results, ("a", "b"), path)
    assert record.load(path) == written == {"a": Verdict.CORRECTED, "b": Verdict.REFUTED}
    assert list(json.loads(path.read_text())["verdicts"]) == ["a", "b"]


def test_a_part_of_the_claims_changes_only_its_part(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    before = dict.fromkeys(("a", "b", "c", "gone"), Verdict.CONFIRMED)
    results = (
        result("a", Verdict.REFUTED),
        result("b", Verdict.ERROR),
        result("c", Verdict.NOT_RUN),
    )
    record.update(before, results, ("a", "b", "c"), path)
    assert record.load(path) == {
        "a": Verdict.REFUTED,
        "b": Verdict.CONFIRMED,
        "c": Verdict.CONFIRMED,
    }


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"verdicts": []}', '{"verdicts": {"a": "fine"}}', '{"verdicts'],
)
def test_a_damaged_record_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "record.json"
    path.write_text(text)
    with pytest.raises(FileError, match="not a record"):
        record.load(path)
    path.unlink()
    with pytest.raises(FileError, match="cannot be read"):
        record.load(path)


def test_the_packaged_record_is_sound() -> None:
    from verification.registry import claims

    known = {one.id for one in claims()}
    assert set(record.load(record.RECORD)) == known


STANDING = [one for one in Verdict if one.stands]


@pytest.mark.parametrize("before", list(Verdict))
@pytest.mark.parametrize("after", list(Verdict))
def test_only_a_claim_that_stood_can_fall(before: Verdict, after: Verdict) -> None:
    session = Session(results=(result("a", after),), recorded={"a": before})
    stood, stayed = before in STANDING, after in (before, Verdict.NOT_RUN)
    assert bool(session.regressions) == (stood and not stayed)


@pytest.mark.parametrize(
    ("session", "status"),
    [
        (Session(results=()), 1),
        (Session(results=(result("a", Verdict.NOT_RUN),)), 1),
        (Session(results=(result("a", Verdict.REFUTED),)), 0),
        (Session(results=(result("a", Verdict.UNDETERMINED),)), 0),
        (Session(results=(result("a", Verdict.CONFIRMED),)), 0),
        (Session(results=(result("a", Verdict.CONFIRMED), result("b", Verdict.ERROR))), 1),
        (Session(results=(result("a", Verdict.CONFIRMED),), lost=("b",)), 1),
        (
            Session(
                results=(result("a", Verdict.CLOSURE_ONLY),), recorded={"a": Verdict.CONFIRMED}
            ),
            1,
        ),
    ],
)
def test_exit_status(session: Session, status: int) -> None:
    assert session.exit_status == status


def test_a_real_fall_is_seen() -> None:
    results = check_all((claim("a", BAD), claim("b", GOOD)), lab())
    recorded = {"a": Verdict.CONFIRMED, "b": Verdict.CONFIRMED}
    session = Session(results=results, recorded=recorded)
    assert [one.claim.id for one in session.regressions] == ["a"]
