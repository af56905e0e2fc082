"""Predictions as tables: every number comes back out of every format."""

import csv
import json
from pathlib import Path

import pytest

from higgs_num.equilibrium.content import Content
from higgs_num.films import Film, predict_all, write
from higgs_num.films.prediction import ENERGIES
from higgs_num.films.table import HEADS, content, text
from higgs_sym.ground.errors import FileError
from tests.higgs_num.films.samples import CLEAN

FILMS = [Film("clean", Tc_K=15.0), Film("a_1 & 2%", Tc_K=12.5, gap_meV=2.0), Film("E", Tc_K=3.0)]
FOUND = predict_all(FILMS, CLEAN)
MIDDLE = FOUND[1]


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    write(FOUND, path)
    told = path.read_text("utf-8")
    # Sealed as the tables of equilibrium are.
    assert Content.of_csv(told).is_sound
    assert f"# convention: {CLEAN.convention}" in told
    assert "# observable: Im(1/D^R)" in told
    rows = list(csv.DictReader(line for line in told.splitlines() if not line.startswith("#")))
    assert [row["name"] for row in rows] == [film.name for film in FILMS]
    for row, one in zip(rows, FOUND, strict=True):
        for name, value in one.energies.items():
            if value is None:
                assert row[f"{name}_meV"] == row[f"{name}_THz"] == row[f"{name}_per_cm"] == ""
                continue
            # Twelve digits are written; those of the factors are ten.
            assert float(row[f"{name}_meV"]) == pytest.approx(value, rel=1e-11)
            assert float(row[f"{name}_THz"]) == pytest.approx(0.2417989242 * value, rel=1e-9)
            assert float(row[f"{name}_per_cm"]) == pytest.approx(8.065543937 * value, rel=1e-9)
    assert float(rows[1]["measured_gap_meV"]) == 2.0
    assert rows[0]["decay_ps"] == rows[0]["measured_gap_meV"] == ""


def test_json(tmp_path: Path) -> None:
    path = tmp_path / "films.JSON"
    write(FOUND, path)
    told = json.loads(path.read_text("utf-8"))
    assert told["convention"] == CLEAN.convention
    assert told["clean"]["gap"]["meV"] == CLEAN.gap_meV
    middle = told["films"][1]
    assert middle["peak"]["meV"] == MIDDLE.peak
    assert middle["peak"]["1/cm"] == pytest.approx(8.065543937 * (MIDDLE.peak or 0.0), rel=1e-9)
    assert middle["measured_gap"]["meV"] == 2.0
    assert told["films"][0]["pole_real"] is told["films"][2]["closure_mode"] is None


def test_latex(tmp_path: Path) -> None:
    path = tmp_path / "films.tex"
    write(FOUND, path)
    told = path.read_text("utf-8")
    assert told.count(r"\begin{tabular}{" + "l" * 14 + "}") == told.count(r"\end{tabular}") == 3
    rows = [line for line in told.splitlines() if line.startswith(r"a\_1 \& 2\% & ")]
    assert len(rows) == 3  # a unit each
    assert f"${MIDDLE.peak:.4g}$" in rows[0]
    assert all(line.count(" & ") == 13 for line in rows)


def test_text_has_a_table_for_each_unit() -> None:
    told = text(FOUND)
    for unit in ("meV", "THz", "1/cm"):
        assert f"  in {unit};" in told
    (row, *_) = [line for line in told.splitlines() if line.startswith("  a_1 & 2%")]
    cells = row.removeprefix("  a_1 & 2%").split()
    assert float(cells[6]) == pytest.approx(MIDDLE.peak, rel=1e-3)  # four digits
    assert len(cells) == 13
    assert CLEAN.convention in told
    assert set(HEADS) == set(ENERGIES)


def test_a_file_stays_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    path.write_text("precious")
    with pytest.raises(FileError, match="exists already"):
        write(FOUND, path)
    assert path.read_text() == "precious"
    write(FOUND, path, overwrite=True)
    assert path.read_text("utf-8") == content(FOUND).csv
