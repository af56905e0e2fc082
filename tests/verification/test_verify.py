import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from higgs_sym.ground.locks import one_run
from tests.verification.session_samples import BAD, GOOD, claim, lab
from verification import cli, record, registry
from verification.claim import Claim
from verification.commands import verify
from verification.figures.paper_figure import PaperFigure
from verification.findings import Findings
from verification.registry import ordered

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def record_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "record.json"
    path.write_text('{"verdicts": {}}')
    monkeypatch.setattr(record, "RECORD", path)
    return path


@pytest.fixture
def found() -> list[Claim]:
    return [claim("first", GOOD), claim("second", BAD, uses=("first",)), claim("third", GOOD)]


@pytest.fixture
def higgs(
    tmp_path: Path,
    record_file: Path,
    found: list[Claim],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(registry, "claims", lambda: ordered(found))
    monkeypatch.setattr(
        registry, "figures", lambda: (PaperFigure("Fig. 1", "c", lambda lab: "<svg></svg>"),)
    )
    monkeypatch.setattr(verify, "Lab", lab)

    def call(*arguments: str) -> tuple[int, str, str]:
        status = cli.execute(("verify", *arguments))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def verdicts(text: str) -> dict[str, str]:
    told = json.loads(text)
    return {one["id"]: one["verdict"] for one in told.get("results", told)["claims"]}


def without_empty_lists(value: Any) -> Any:
    if isinstance(value, dict):
        rows = ((key, without_empty_lists(one)) for key, one in value.items())
        return {key: one for key, one in rows if one != []}
    return [without_empty_lists(one) for one in value] if isinstance(value, list) else value


def test_science_may_refute_without_failing_the_run(higgs: Run, tmp_path: Path) -> None:
    status, out, err = higgs()
    assert (status, err) == (0, "")
    assert out.count("\n") > 3
    assert "report/index.html" in out
    written = (tmp_path / "report" / "report.json").read_text()
    assert verdicts(written) == {"first": "confirmed", "second": "refuted", "third": "confirmed"}
    assert [one["title"] for one in json.loads(written)["figures"]] == ["Fig. 1"]


def test_json_is_the_report_and_the_table_goes_to_standard_error(
    higgs: Run, tmp_path: Path
) -> None:
    status, out, err = higgs("--json")
    assert status == 0
    assert out.count("\n") == 1
    answer = json.loads(out)
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    assert answer["provenance"] == report.pop("provenance")
    assert answer["results"] == without_empty_lists(report)
    assert "second" in err


def test_one_claim_and_what_it_uses(higgs: Run) -> None:
    _, out, _ = higgs("--claim", "second", "--json")
    assert list(verdicts(out)) == ["first", "second"]
    assert "figures" not in json.loads(out)["results"]


def test_an_unknown_claim_is_told_before_any_work(higgs: Run, tmp_path: Path) -> None:
    status, out, err = higgs("--claim", "secnd")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "did you mean second" in err
    assert not (tmp_path / "report").exists()


def test_the_list_checks_nothing(higgs: Run, found: list[Claim], tmp_path: Path) -> None:
    def explode(lab: Any) -> Findings:
        raise AssertionError

    found.append(claim("explosive", check=explode))
    status, out, _ = higgs("--list")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == [one.id for one in found]
    listed = json.loads(higgs("--list", "--json")[1])["results"]["claims"]
    assert [one["id"] for one in listed] == [one.id for one in found]
    assert not (tmp_path / "report").exists()


def test_a_claim_that_falls_fails_the_run_until_it_is_accepted(
    higgs: Run, found: list[Claim], record_file: Path
) -> None:
    assert higgs("--update-record")[0] == 0
    assert json.loads(record_file.read_text())["verdicts"] == {
        "first": "confirmed",
        "second": "refuted",
        "third": "confirmed",
    }
    found[2] = claim("third", BAD)
    status, out, _ = higgs()
    assert status == 1
    assert "Regression  third: was confirmed, is refuted" in out
    higgs("--update-record")
    assert higgs()[0] == 0


def test_a_claim_that_disappears_fails_the_run(higgs: Run, found: list[Claim]) -> None:
    higgs("--update-record")
    found.pop()
    status, out, _ = higgs()
    assert status == 1
    assert "third: held in the record, is no longer checked" in out


def test_an_error_fails_the_run_and_is_never_recorded(
    higgs: Run, found: list[Claim], record_file: Path
) -> None:
    def fails(lab: Any) -> Findings:
        raise ValueError("no root")

    found.append(claim("broken", check=fails))
    status, out, _ = higgs("--update-record")
    assert status == 1
    assert "ValueError: no root" in out
    assert "broken" not in json.loads(record_file.read_text())["verdicts"]


def test_no_claims_is_no_success(higgs: Run, found: list[Claim]) -> None:
    found.clear()
    assert higgs()[0] == 1


def test_a_place_that_cannot_be_written_stops_before_any_work(
    higgs: Run, found: list[Claim], tmp_path: Path
) -> None:
    ran: list[str] = []

    def watched(lab: Any) -> Findings:
        ran.append("x")
        return Findings(statement=(GOOD,))

    found.append(claim("watched", check=watched))
    (tmp_path / "plain").write_text("")
    for place in ("plain", "plain/below"):
        status, out, err = higgs("--out", place)
        assert (status, out, err.count("\n")) == (2, "", 1)
    assert ran == []


def test_quick_is_no_reference(higgs: Run, record_file: Path) -> None:
    status, _, err = higgs("--quick", "--update-record")
    assert status == 2
    assert "--update-record" in err
    status, out, _ = higgs("--quick", "--json")
    assert status == 0
    assert json.loads(out)["results"]["quick"] is True


def test_jobs_change_nothing(higgs: Run) -> None:
    one = json.loads(higgs("--workers", "1", "--json")[1])["results"]
    two = json.loads(higgs("--jobs", "2", "--json")[1])["results"]

    def timeless(data: Any) -> Any:
        if isinstance(data, dict):
            skip = ("seconds", "provenance", "files", "digest")  # the files tell the seconds
            return {key: timeless(value) for key, value in data.items() if key not in skip}
        return [timeless(value) for value in data] if isinstance(data, list) else data

    assert timeless(one) == timeless(two)


def test_an_interrupted_run_leaves_the_old_report(
    higgs: Run, found: list[Claim], tmp_path: Path
) -> None:
    higgs()
    before = (tmp_path / "report" / "report.json").read_bytes()

    def interrupted(lab: Any) -> Findings:
        raise KeyboardInterrupt

    found.append(claim("long", check=interrupted))
    status, _, err = higgs("--jobs", "1")
    assert status == 130
    assert err.strip() == "higgs: interrupted"
    assert (tmp_path / "report" / "report.json").read_bytes() == before
    assert len(list((tmp_path / "report").iterdir())) == 3


def test_a_full_disk_while_writing_is_one_line(higgs: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, out, err = higgs("--json")
    assert (status, out) == (2, "")
    assert err.splitlines()[-1].endswith("No space left on device")


def test_two_sessions_do_not_write_into_one_folder(higgs: Run, tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    with one_run(tmp_path / "report" / "report.json"):
        status, _, err = higgs()
    assert status == 2
    assert "is being written by another run" in err


def test_a_report_is_compared_with_an_older_one(
    higgs: Run, found: list[Claim], tmp_path: Path
) -> None:
    higgs()
    found[2] = claim("third", BAD)
    # The older report lies where the new one is written.
    status, out, _ = higgs("--compare", "report/report.json")
    assert status == 0
    assert "Verdict  third: confirmed -> refuted" in out
    written = json.loads((tmp_path / "report" / "report.json").read_text())
    assert [one["claim"] for one in written["changes"]["verdicts"]] == ["third"]


def test_a_bad_older_report_stops_before_any_work(higgs: Run, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text("[]")
    for path in ("old.json", "absent.json"):
        status, out, err = higgs("--compare", path)
        assert (status, out, err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "report").exists()
