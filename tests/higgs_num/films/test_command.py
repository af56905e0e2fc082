"""`higgs film` as a whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from higgs_num.films import Clean, predict_all, read_films
from tests.higgs_num.films.samples import EXAMPLE
from verification import cli

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "our films"
    made.mkdir()
    (made / "a b.csv").write_text(EXAMPLE.read_text("utf-8"), encoding="utf-8")
    monkeypatch.chdir(made)
    return made


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert cli.execute(["film", *words, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert isinstance(made["results"], dict)
    return made["results"]


def test_in_a_process_from_a_folder_with_a_space(folder: Path) -> None:
    words = ["a b.csv", "--tc0", "15 K", "--slope", "0.8 meV", "--out", "out put.csv"]
    done = subprocess.run(
        [sys.executable, "-m", "verification", "film", *words, "--plot", "a plot.png"],
        capture_output=True, text=True, check=False, env={**_environment()},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "others call Gamma = 1/(2 tau_s) the rate (factor 2)" in done.stdout
    found = predict_all(read_films("a b.csv", slope_meV=0.8), Clean(15.0))
    assert f"{found[1].peak:.4g}" in done.stdout
    written = (folder / "out put.csv").read_text("utf-8")
    assert f"{found[-1].peak:.12g}" in written
    assert (folder / "a plot.png").stat().st_size > 10_000
    assert len(list(folder.iterdir())) == 3


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_temperatures_and_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("a b.csv", "--tc0", "15", "--slope", "0.8", "--temperature", "0,500 mK")
    made = told(capsys, *words, "--temperature", "2")
    rows = made["films"]
    assert isinstance(rows, list)
    assert [row["temperature_K"] for row in rows[:4]] == [0.0, 0.5, 2.0, 0.0]
    (cold,) = predict_all(read_films("a b.csv", slope_meV=0.8)[1:2], Clean(15.0))
    assert rows[3]["peak"]["meV"] == cold.peak
    assert made["observable"]
    assert rows[5]["pole_real"] is None


def test_a_material_and_what_is_given(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("films.csv").write_text("Tc_K\n8.0\n")
    for words, clean in (
        (("--material", "Nb"), Clean(9.21, 3.93)),
        (("--material", "Nb", "--tc0", "9"), Clean(9.0, 3.93)),
        (("--material", "Nb", "--ratio", "3.6"), Clean(9.21, 3.6)),
        (("--material", "NbTiN", "--tc0", "14 K"), Clean(14.0, 3.87)),
    ):
        made = told(capsys, "films.csv", *words)["clean"]
        assert isinstance(made, dict)
        assert (made["Tc_K"], made["ratio"]) == (clean.Tc0_K, clean.ratio)


def test_the_materials_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    made = told(capsys, "--materials")["materials"]
    assert isinstance(made, list)
    assert [one["name"] for one in made] == ["NbN", "NbTiN", "Nb", "Pb", "Al", "MgB2"]
    assert cli.execute(["film", "--materials"]) == 0
    out = capsys.readouterr().out
    assert all(one["source"] in out and one["remark"] in out for one in made)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((), "`FILMS` must name a CSV file"),
        (("a b.csv",), r"`--tc0` must be given"),
        (("a b.csv", "--tc0", "15 kg"), "`--tc0` must be an energy, a temperature"),
        (("a b.csv", "--tc0", "15 degC"), "`--tc0` must have a unit that is known"),
        (("a b.csv", "--tc0", "15"), "`slope_meV of film D (line 7)` must be told"),
        (("a b.csv", "--tc0", "15", "--slope", "0.8 1/meV"), "`--slope` must be an energy"),
        (("a b.csv", "--tc0", "14", "--slope", "0.8"), "`Tc_K of film clean (line 3)` must be <="),
        (("a b.csv", "--tc0", "15", "--slope", "2"), "`concentration of film D (line 7)` must"),
        (("a b.csv", "--tc0", "15", "--slope", "0.8", "--temperature", "5"), "(line 7), 4.6"),
        (("a b.csv", "--tc0", "15", "--slope", "0.8", "--ratio", "4.3"), "film clean (line 3)`"),
        (("a b.csv", "--tc0", "15", "--slope", "0.8", "--ratio", "6"), "`--ratio` must"),
        (("a b.csv", "--material", "MgB2"), "`--material` must have one gap"),
        (("a b.csv", "--material", "NbTiN"), "`--tc0` must be given"),
        (("a b.csv", "--materials"), "`films` must not go with --materials"),
        (("a b.csv", "--tc0", "15", "--slope", "0.8", "--temperature", "1,1"), "once each"),
        (("a b.csv", "--tc0", "15", "--slope", "0.8", "--temperature", "1,"), "`--temperature` m"),
        (("a b.csv", "--tc0", "15", "--slope", "0.8", "--plot", "a.png", "--temperature", "0:4:5"),
         "`--temperature` must be at most 4"),
        (("a b.csv", "--tc0", "15", "--slope", "0.8", "--out", "a b.csv", "--overwrite"),
         "must name another file"),
        (("none.csv", "--tc0", "15"), "does not exist"),
    ],
)  # fmt: skip
def test_what_is_refused_in_one_line_and_leaves_nothing(
    folder: Path,
    words: tuple[str, ...],
    text: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from higgs_num.films import prediction

    monkeypatch.setattr(prediction, "mode", lambda *_: pytest.fail("work was done"))
    written = () if "--out" in words or "--materials" in words else ("--out", "new.csv")
    assert cli.execute(["film", *words, *(written if words else ())]) == 2
    made = capsys.readouterr()
    assert made.out == ""
    assert made.err.count("\n") == 1
    assert text in made.err
    assert [one.name for one in folder.iterdir()] == ["a b.csv"]
