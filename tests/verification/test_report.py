import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from higgs_sym.ground.errors import FileError
from tests.verification.session_samples import GOOD, claim, lab, session
from verification.report import terminal
from verification.report.folder import NAMES, prepare_folder, read_report, write_report
from verification.report.json import session_data
from verification.report.junit import junit_document
from verification.report.numbers import measured, seconds, shown
from verification.runner import check_all
from verification.session import ClaimResult, Session
from verification.verdict import Verdict


@pytest.fixture(scope="module")
def outcome() -> Session:
    return session()


def test_json_holds_what_its_schema_promises(outcome: Session) -> None:
    data = json.loads(json.dumps(session_data(outcome), allow_nan=False))
    assert set(data) == {
        "format", "exit_status", "quick", "seconds", "counts", "regressions", "lost", "claims",
        "figures", "survives", "changes", "provenance",
    }  # fmt: skip
    assert data["exit_status"] == 1
    assert data["regressions"] == ["fell"]
    assert data["lost"] == ["gone"]
    assert sum(data["counts"].values()) == len(data["claims"]) == 15
    by_id = {one["id"]: one for one in data["claims"]}
    for one in by_id.values():
        assert set(one) == {
            "id", "title", "kind", "verdict", "because", "recorded", "regressed", "statement",
            "latex", "formulas", "source", "assumptions", "uses", "slow", "evidence", "tables",
            "notes", "conclusion", "seconds", "error",
        }  # fmt: skip
        assert one["verdict"] in list(Verdict)
        for item in one["evidence"]:
            assert set(item) == {
                "name", "role", "correction", "measured", "uncertainty", "relation", "expected",
                "tolerance", "why_tolerance", "holds", "method", "parameters",
            }  # fmt: skip
    assert by_id["phase"]["evidence"][0]["holds"] is None
    mended = by_id["printed-frequency"]["evidence"]
    assert [one["role"] for one in mended] == ["statement", "correction", "exact"]
    assert [bool(one["correction"]) for one in mended] == [False, True, False]
    assert by_id["above-the-edge"]["formulas"] == ["closure_mode.printed_15"]
    assert r"\sqrt" in by_id["above-the-edge"]["latex"]
    assert by_id["phase"]["recorded"] == "refuted"
    assert by_id["broken"]["error"].startswith("ZeroDivisionError")
    assert by_id["clean-norm"]["error"] is None
    assert by_id["persistent"]["tables"][0]["rows"][0] == [0.05, 3.1e-4, "t = 20"]


def test_every_key_is_documented(outcome: Session) -> None:
    page = (Path(__file__).parents[2] / "docs" / "report.md").read_text()

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            inner = [keys(one) for name, one in value.items() if name not in FREE]
            return set(value).union(*inner)
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    FREE = ("parameters", "provenance", "counts")
    data = session_data(outcome)
    assert [key for key in sorted(keys(data) - FREE_KEYS(data)) if f"`{key}`" not in page] == []
    assert all(f"`{verdict}`" in page for verdict in Verdict)


def FREE_KEYS(data: dict[str, object]) -> set[str]:
    """Keys that are names of inputs, packages and verdicts, not of the schema."""
    free = set(data["provenance"]) | set(data["counts"])  # type: ignore[call-overload]
    for one in data["claims"]:  # type: ignore[attr-defined]
        for item in one["evidence"]:
            free |= set(item["parameters"])
    return free


def test_junit_counts_what_it_contains(outcome: Session) -> None:
    suite = ET.fromstring(junit_document(outcome)).find("testsuite")
    assert suite is not None
    cases = suite.findall("testcase")
    assert int(suite.attrib["tests"]) == len(cases) == 16  # 15 claims and the lost one
    for attribute, tag in (("errors", "error"), ("failures", "failure"), ("skipped", "skipped")):
        assert int(suite.attrib[attribute]) == len(suite.findall(f"testcase/{tag}"))
    outcomes = {
        case.attrib["name"]: [child.tag for child in case if child.tag != "system-out"]
        for case in cases
    }
    assert outcomes["broken"] == ["error"]
    assert outcomes["fell"] == outcomes["gone"] == ["failure"]
    assert outcomes["phase"] == outcomes["relies-on-broken"] == ["skipped"]
    assert outcomes["above-the-edge"] == outcomes["clean-norm"] == []
    assert suite.attrib["timestamp"] == "2024-03-05T03:00:00"
    trace = suite.findtext("testcase[@name='broken']/error")
    assert trace is not None
    assert "Traceback" in trace


def test_junit_survives_any_text() -> None:
    awkward = claim("a", GOOD, statement="\x00\x1b[31m <&> ]]> \ud800 ω")
    text = junit_document(Session(results=check_all((awkward,), lab()), provenance={"k": "\x07"}))
    found = ET.fromstring(text).findtext("testsuite/testcase/system-out")
    assert found is not None
    assert "<&> ]]>" in found
    assert "ω" in found


def test_lines_and_summary_name_what_needs_attention(
    outcome: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = terminal.Lines(tuple(one.claim for one in outcome.results), dict(outcome.recorded))
    for result in outcome.results:
        lines(result)
    printed = capsys.readouterr().out
    assert len([line for line in printed.splitlines() if "/15" in line]) == 15
    assert "was confirmed in the record" in printed
    assert "ZeroDivisionError: the mean gap" in printed
    assert "\x1b" not in printed  # no colours into a file
    summary = terminal.summary(outcome)
    assert "Regression  fell: was confirmed, is refuted" in summary
    assert "Regression  gone" in summary
    assert "Error  broken" in summary
    assert all(verdict in summary for verdict in outcome.counts)


def test_brackets_in_titles_are_not_markup(capsys: pytest.CaptureFixture[str]) -> None:
    odd = claim("a", GOOD, title="[red]bold[/red] [link]")
    terminal.Lines((odd,), {})(ClaimResult(claim=odd, verdict=Verdict.CONFIRMED))
    assert "[red]bold[/red] [link]" in capsys.readouterr().out


def test_files_are_written_together(outcome: Session, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "report"
    prepare_folder(folder)
    for _ in range(2):  # a second run replaces the first
        written = write_report(outcome, folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)
    assert json.loads((folder / "report.json").read_text()) == read_report(folder) == written
    (folder / "index.html").unlink()
    (folder / "index.html").mkdir()
    with pytest.raises(FileError, match=r"index\.html"):
        prepare_folder(folder)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("report.json", '"verdict": "confirmed"', '"verdict": "refuted"'),
        ("report.json", '"quick": false', '"quick": true'),
        ("report.json", '"format": 2', '"format": 3'),
        ("report.json", '"digest": "sha256', '"digest": "sha257'),
        ("index.html", "confirmed", "refuted"),
        ("junit.xml", "<testsuite", "<testsuitf"),
    ],
)
def test_a_changed_report_is_refused(
    name: str, old: str, new: str, outcome: Session, tmp_path: Path
) -> None:
    write_report(outcome, tmp_path)
    _replace(tmp_path / name, old, new)
    with pytest.raises(FileError) as caught:
        read_report(tmp_path)
    assert str(tmp_path / name) in str(caught.value)


def test_a_report_printed_anew_is_the_same_report(outcome: Session, tmp_path: Path) -> None:
    written = write_report(outcome, tmp_path)
    (tmp_path / "report.json").write_text(json.dumps(written, sort_keys=True))
    assert read_report(tmp_path) == written


@pytest.mark.parametrize("content", ["", "[]", "{}", "nonsense", "[" * 100_000, '{"digest": 1}'])
def test_what_is_no_report_is_told(content: str, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(content)
    with pytest.raises(FileError, match="is not a report"):
        read_report(tmp_path)


@pytest.mark.parametrize(
    ("value", "resolution", "text"),
    [
        (0.994987437, 1e-5, "0.994987"),
        (0.0, 1e-12, "0"),
        (3.14159e-13, 1e-12, "3.1e-13"),
        (123456.789, 1.0, "123456.8"),
        (-0.5, 1e-3, "-0.5"),
        (1.0 / 3.0, 1e-30, "0.333333333333"),
        (2.0, 100.0, "2"),
        (20.0, 100.0, "20"),
    ],
)
def test_digits_follow_the_tolerance(value: float, resolution: float, text: str) -> None:
    assert shown(value, resolution) == text


def test_uncertainty_is_shown_where_there_is_one() -> None:
    assert measured(1.00041, 3e-4, 0.01) == "1.00041 ± 0.0003"
    assert measured(1.00041, 0.0, 0.01) == "1"


@pytest.mark.parametrize(
    ("value", "text"),
    [(1e-5, "< 1 ms"), (0.0123, "12 ms"), (0.34, "0.3 s"), (59.94, "59.9 s"), (59.96, "1 min 0 s"),
     (119.7, "2 min 0 s"), (75.2, "1 min 15 s")],
)  # fmt: skip
def test_durations(value: float, text: str) -> None:
    assert seconds(value) == text
