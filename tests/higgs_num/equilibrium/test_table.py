import dataclasses
import json
import subprocess
import sys

import flint
import numpy as np
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from higgs_num.commands.table import command
from higgs_num.equilibrium import formats
from higgs_num.equilibrium import table as module
from higgs_num.equilibrium.certified.parameter import PARAMETERS
from higgs_num.equilibrium.certified.quantity import QUANTITIES
from higgs_num.equilibrium.reading import read_table
from higgs_num.equilibrium.table import table
from higgs_num.inputs.grid import grid
from higgs_sym.ground.errors import ArgumentError, ComputationError, FileError
from verification.answering import answering

GRIDS = {"x": "0,0.5,2", "rate_s": "0:0.8:3"}


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("0.1", ("0.1",)),
        ("0, 1/3,2e-5", ("0", "1/3", "2e-5")),
        ("0:1:5", ("0", "0.25", "0.5", "0.75", "1")),
        ("1:0:3", ("1", "0.5", "0")),
        ("1e-2:1e2:5:log", ("0.01", "0.1", "1", "10", "100")),
        ("-1:1:3", ("-1", "0", "1")),
        ("0:1:4", ("0", "0.333333333333333", "0.666666666666667", "1")),
        ("inf", ("inf",)),
    ],
)
def test_grids(text, points):
    assert grid("x", text) == points


@pytest.mark.parametrize(
    "text", ["", "a", "1,,2", "0:1", "0:1:1", "0:1:x", "0:1:3:lin", "0:1:3:log", "nan", "1" * 101]
)
def test_bad_grids_are_named(text):
    with pytest.raises(ArgumentError, match="`x`"):
        grid("x", text)


def test_grid_of_a_file(tmp_path):
    path = tmp_path / "points.txt"
    path.write_text("# energies\n0.1\n\n1/3  # a third\n")
    assert grid("x", f"@{path}") == ("0.1", "1/3")
    with pytest.raises(FileError, match="cannot be read"):
        grid("x", f"@{tmp_path / 'none.txt'}")


def test_dataset_of_strings_and_floats():
    made = table("Sx", GRIDS, digits=20)
    strings, floats = made.dataset(), made.dataset(floats=True)
    assert dict(strings.sizes) == {"x": 3, "rate_s": 3, "rate_u": 1}
    assert strings["value"].sel({"x": "0", "rate_s": "0", "rate_u": "0"}) == "1." + 19 * "0"
    np.testing.assert_array_equal(strings["value"].values.astype(float), floats["value"].values)
    assert float(floats["radius"].max()) < 1e-20
    assert floats.attrs["digits"] == "20"
    assert floats["value"].sel({"x": 2.0, "rate_s": 0.0}).item() == pytest.approx(5**-0.5)


def test_any_number_of_processes_gives_the_same_bytes():
    one, two = (table("Sz", GRIDS, processes=n).content.csv for n in (1, 2))
    assert one == two


def test_interrupted_table_goes_on_where_it_stopped(tmp_path, monkeypatch):
    journal = tmp_path / "t.partial"
    whole = table("Sx", GRIDS).content.csv
    calls = []
    real = module._entry

    def counted(*task):
        calls.append(task)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return real(*task)

    monkeypatch.setattr(module, "_entry", counted)
    with pytest.raises(KeyboardInterrupt):
        table("Sx", GRIDS, journal=journal)
    with journal.open("a") as handle:
        handle.write('{"value": "0.5')  # a line half written when the power failed
    assert table("Sx", GRIDS, journal=journal).content.csv == whole
    assert len(calls) == 5 + 9 - 4
    assert not journal.exists()


def test_foreign_journal_is_refused(tmp_path):
    journal = tmp_path / "t.partial"
    journal.write_text("something\n")
    with pytest.raises(FileError, match="is no journal"):
        table("Sx", GRIDS, journal=journal)
    assert journal.read_text() == "something\n"


def test_progress_ends_at_one():
    done = []
    table("Sx", GRIDS, progress=done.append)
    assert done == sorted(done)
    assert done[-1] == 1.0
    assert len(done) == 9


@pytest.mark.parametrize(
    ("name", "arguments", "match"),
    [
        ("nothing", {}, "`quantity`"),
        ("Sx", {}, "`x`"),
        ("Sx", {"x": "1", "E": "2"}, "`parameter`"),
        ("Sx", {"x": "0:1:2000", "rate_s": "0:2:2000"}, "`grid`"),
        ("gap-ratio", {"rate_s": [0.1, -0.1]}, "`rate_s`"),
    ],
)
def test_bad_tables_are_refused_before_any_work(name, arguments, match, monkeypatch):
    monkeypatch.setattr(module, "certify", None)
    with pytest.raises(ArgumentError, match=match):
        table(name, arguments)


def test_errors_of_worker_processes_arrive_whole():
    with pytest.raises(ArgumentError, match="`rate_s` must be in"):
        table("gap-ratio", {"rate_s": "0.1,0.7"}, processes=2)


def test_unprovable_point_is_named(monkeypatch):
    def fail(*_):
        raise ComputationError("no digits")

    monkeypatch.setattr(module, "certify", fail)
    with pytest.raises(ComputationError, match=r"no digits \(at 2, 0, 0\)"):
        table("Sx", {"x": "2"})


def test_formats_hold_the_same_numbers(tmp_path):
    made = table("W", GRIDS, digits=15)
    values = [entry.value for entry in made.entries]
    for form in formats.FORMATS:
        formats.write_table(made, tmp_path / f"t.{form}", form)
    header, rows = read_table(tmp_path / "t.csv")
    assert [row["value"] for row in rows] == values
    assert header["made_with"].startswith("higgs-toolkit")
    data = json.loads((tmp_path / "t.json").read_text())
    assert [row[3] for row in data["rows"]] == values
    assert data["header"] == header
    columns = pq.read_table(tmp_path / "t.parquet")
    assert columns["value"].to_pylist() == values
    assert columns.schema.metadata[b"sha256"].decode() == header["sha256"]
    latex = (tmp_path / "t.latex").read_text()
    assert all(f"${value}$" in latex for value in values)


def test_damaged_table_is_noticed(tmp_path):
    path = tmp_path / "t.csv"
    text = table("Sx", {"x": "1"}).content.csv
    path.write_text(text.replace("0.707106", "0.707107", 1))
    with pytest.raises(FileError, match="damaged"):
        read_table(path)


def call(*arguments):
    return CliRunner().invoke(answering(command), arguments)


def test_command_prints_and_writes(tmp_path):
    shown = call("gap-edge", "--rate-s", "0.1", "--digits", "12")
    assert "0.1,0.694922" in shown.stdout
    out = tmp_path / "edge.json"
    written = call("gap-edge", "--rate-s", "0.1", "--format", "json", "--out", str(out), "--json")
    answer = json.loads(written.stdout)
    assert answer["files"] == {"out": str(out)}
    data = answer["results"]
    assert data["rows"] == json.loads(out.read_text())["rows"]
    again = call("gap-edge", "--rate-s", "0.1", "--out", str(out))
    assert isinstance(again.exception, FileError)


def test_help_lists_every_quantity_and_every_parameter_is_used():
    shown = " ".join(call("--help").stdout.split())
    assert all(f"{name} {about.meaning}" in shown for name, about in QUANTITIES.items())
    assert all(f"--{name.replace('_', '-')} GRID" in shown for name in PARAMETERS)
    used = {name for about in QUANTITIES.values() for name in about.parameters}
    assert used == PARAMETERS.keys()


def test_a_quantity_of_an_unknown_parameter_does_not_load():
    with pytest.raises(ValueError, match="no row in PARAMETERS for \\['y'\\]"):
        dataclasses.replace(QUANTITIES["Sx"], parameters={"y": None})


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        (("Sx",), "`x`"),
        (("Sx", "--x", "1", "--format", "parquet"), "`--out`"),
        (("Sx", "--x", "1", "--digits", "5000"), "`digits` must be <= 1000"),
        (("Sx", "--x", "1", "--processes", "0"), "`processes`"),
        (("reference",), "`--out`"),
    ],
)
def test_command_refuses(arguments, match):
    with pytest.raises(ArgumentError, match=match):
        CliRunner().invoke(command, arguments, standalone_mode=False, catch_exceptions=False)


def test_importing_the_command_is_cheap():
    code = (
        "import sys, higgs_num.commands.table; print({'flint', 'numba', 'xarray'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_same_number_has_the_same_bits_whatever_was_computed_before():
    def one():
        return table("Sx", {"x": "0", "rate_s": "0.1,0.5", "rate_u": "1,0"}, digits=30).entries

    flint.ctx.cleanup()
    alone = one()
    flint.ctx.cleanup()
    table("Sx", {"x": "0.1", "rate_s": "0.1"}, digits=31)  # leaves nodes somewhat more precise
    assert one() == alone
