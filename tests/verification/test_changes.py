"""What changed against an earlier report: in the JSON, in the page and in the terminal."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from higgs_sym.ground.errors import FileError
from tests.verification.session_samples import BAD, GOOD, claim, evidence, lab
from verification.report import terminal
from verification.report.changes import changes
from verification.report.folder import write_report
from verification.report.html import index_page
from verification.report.json import session_data
from verification.runner import check_all
from verification.session import Session
from verification.stored import digest, earlier


def made(*claims: Any, seconds: float = 1.0) -> Session:
    results = check_all(claims, lab())
    return Session(results=tuple(replace(one, seconds=seconds) for one in results))


@pytest.fixture
def against(tmp_path: Path) -> Callable[..., Session]:
    """A session that is compared with another, which was written and read back."""

    def compared(before: Session, now: Session) -> Session:
        write_report(before, tmp_path)
        return replace(now, earlier=earlier(tmp_path / "report.json"))

    return compared


def test_without_an_earlier_report_nothing_is_said() -> None:
    session = made(claim("a", GOOD))
    assert changes(session) is None
    assert session_data(session)["changes"] is None
    assert "What changed" not in index_page(session)


def test_the_same_session_has_not_changed(against: Callable[..., Session]) -> None:
    session = against(made(claim("a", GOOD)), made(claim("a", GOOD)))
    found = session_data(session)["changes"]
    assert found["compared"] == 1
    assert not any(found[key] for key in ("verdicts", "numbers", "times", "added", "missing"))
    assert "No verdict, number or time changed." in index_page(session)
    assert "No verdict, number or time changed." in terminal.summary(session)


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        # Three standard errors of both runs, 3 sqrt(2) 0.1 = 0.424, and 1 % of the tolerance.
        ({"uncertainty": 0.1, "tolerance": 1.0}, {"measured": 1.43}, False),
        ({"uncertainty": 0.1, "tolerance": 1.0}, {"measured": 1.44}, True),
        # Exact numbers: only what is beyond round-off.
        ({"tolerance": 1.0}, {"measured": 1.009}, False),
        ({"tolerance": 1.0}, {"measured": 1.011}, True),
    ],
)
def test_a_number_changes_beyond_its_uncertainty(
    before: dict[str, float],
    now: dict[str, float],
    moved: bool,
    against: Callable[..., Session],
) -> None:
    old, new = evidence(**before), evidence(**{**before, **now})
    found = changes(against(made(claim("a", old)), made(claim("a", new))))
    assert found is not None
    assert bool(found.numbers) is moved


def test_numbers_of_one_name_keep_their_order(against: Callable[..., Session]) -> None:
    two = (evidence(measured=1.0), evidence(measured=5.0))
    found = changes(against(made(claim("a", *two)), made(claim("a", *two))))
    assert found is not None
    assert (found.compared, found.numbers) == (2, ())


def test_verdicts_times_and_claims_are_compared(against: Callable[..., Session]) -> None:
    before = made(claim("a", GOOD), claim("gone", GOOD), seconds=10.0)
    session = against(before, made(claim("a", BAD), claim("new", GOOD), seconds=1.0))
    found = session_data(session)["changes"]
    assert found["verdicts"] == [{"claim": "a", "before": "confirmed", "now": "refuted"}]
    assert found["times"] == [{"claim": "a", "before": 10.0, "now": 1.0}]
    assert (found["added"], found["missing"]) == (["new"], ["gone"])
    assert [one["now"] for one in found["numbers"]] == [2.0]
    text = terminal.summary(session)
    assert "Verdict  a: confirmed -> refuted" in text
    assert "Number   a: a number: 1 -> 2" in text
    assert "Time     a: 10.0 s -> 1.0 s" in text
    page = index_page(session)
    assert all(f'aria-label="Changed {what}"' in page for what in ("verdicts", "numbers", "times"))


def test_a_claim_that_was_not_run_has_not_changed(against: Callable[..., Session]) -> None:
    slow = claim("a", GOOD, slow=True)
    left_out = Session(results=check_all((slow,), lab(), quick=True))
    found = changes(against(made(slow), left_out))
    assert found is not None
    assert (found.verdicts, found.times) == ((), ())


def test_a_folder_stands_for_its_report(tmp_path: Path) -> None:
    write_report(made(claim("a", GOOD)), tmp_path)
    assert earlier(tmp_path).verdicts == earlier(tmp_path / "report.json").verdicts


def _signed(data: dict[str, Any]) -> str:
    plain = {key: value for key, value in data.items() if key != "digest"}
    return json.dumps({**plain, "digest": digest(plain)})


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda data: "", "is not a report"),
        (lambda data: "{}", "is not a report"),
        (lambda data: json.dumps({**data, "format": 1}), "has format 1"),
        (lambda data: json.dumps({**data, "quick": True}), "is damaged"),
        # Of another program that knows the digest: the content is no report all the same.
        (lambda data: _signed({**data, "claims": [{"id": "a"}]}), "is not a report"),
        (lambda data: _signed({**data, "claims": 3}), "is not a report"),
    ],
)
def test_what_is_no_report_is_one_line(
    spoil: Callable[[dict[str, Any]], str], rule: str, tmp_path: Path
) -> None:
    data = write_report(made(claim("a", GOOD)), tmp_path)
    path = tmp_path / "report.json"
    path.write_text(spoil(data))
    with pytest.raises(FileError, match=rule) as caught:
        earlier(path)
    assert "\n" not in str(caught.value)


def test_a_missing_report_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="absent"):
        earlier(tmp_path / "absent.json")
