"""Files as other codes write them: every dialect gives the same numbers, and faults are told."""

import itertools
import json
import math
from pathlib import Path

import h5py
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xarray as xr

from higgs_num.foreign import Theory, read
from higgs_num.kinetic import KineticQuench, solve
from higgs_num.quench import Problem, run
from higgs_sym.ground.errors import ArgumentError, FileError

TIME = np.array([0.0, 0.125, 0.25, 0.5, 12.0, 1234.5])
GAP = np.array([0.7, 0.731, -0.8e-3, 1.25e-10, 1.0, 0.99e2])
HBAR = 0.6582119569509067  # meV ps: hbar/e of the SI, exact


def _number(value: float, comma: bool, exponent: str) -> str:
    text = f"{value:.6e}".replace("e", exponent)
    return text.replace(".", ",") if comma else text


def _written(
    separator: str, comma: bool, newline: str, comment: str, exponent: str, header: str
) -> bytes:
    lines = [f"{comment} made by hand", f"{comment} 2026", ""]
    if header == "names":
        lines.append(separator.join(["t", "Delta"]))
    elif header == "comment":
        lines.append(f"{comment} {separator.join(['t', 'Delta'])}")
    elif header == "units":
        lines.append(separator.join(["t [1/gap]", "Delta [gap]"]))
    for k, (t, y) in enumerate(zip(TIME, GAP, strict=True)):
        if k == 3:
            lines.append(f"{comment} in between")
        lines.append(separator.join(_number(one, comma, exponent) for one in (t, y)))
    return newline.join([*lines, ""]).encode()


GRID = [
    one
    for one in itertools.product(
        (",", ";", "\t", " ", "   ", "|"),
        (False, True),
        ("\n", "\r\n", "\r"),
        ("#", "%", "!", "//"),
        ("e", "E", "d", "D"),
        ("names", "comment", "units", "none"),
    )
    if not (one[1] and one[0] in (",", "|"))
]


def test_every_dialect_gives_the_same_numbers(tmp_path: Path) -> None:
    for k, (separator, comma, newline, comment, exponent, header) in enumerate(GRID):
        path = tmp_path / "run.txt"
        mark = b"\xef\xbb\xbf" if k % 2 else b""
        path.write_bytes(mark + _written(separator, comma, newline, comment, exponent, header))
        found = read(path)
        # Six digits behind the point were written, and are read as they are.
        told = (separator, comma, newline, comment, exponent, header)
        assert np.array_equal(found.time, [float(f"{t:.6e}") for t in TIME]), told
        assert np.array_equal(found.gap, [float(f"{y:.6e}") for y in GAP]), told


def test_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_bytes("t,Δ\n0,1\n1,2\n2,3\n".encode("utf-16"))
    assert read(path).gap.tolist() == [1.0, 2.0, 3.0]


def _binary(path: Path, kind: str) -> None:
    if kind == "npz":
        np.savez(path, t=TIME, delta=GAP)
    elif kind == "npy":
        np.save(path, np.stack([TIME, GAP], axis=1))
    elif kind == "npy of rows":
        np.save(path, np.stack([TIME, GAP]))
    elif kind == "npy with names":
        rows = np.zeros(TIME.size, dtype=[("time", "f8"), ("gap", "f8")])
        rows["time"], rows["gap"] = TIME, GAP
        np.save(path, rows)
    elif kind == "hdf5":
        with h5py.File(path, "w") as file:
            file["run/1/t"], file["run/1/Delta"], file["other"] = TIME, GAP, np.eye(3)
    elif kind == "netcdf4":
        xr.Dataset({"gap": ("time", GAP)}, {"time": TIME}).to_netcdf(path, engine="h5netcdf")
    elif kind == "netcdf3":
        xr.Dataset({"gap": ("time", GAP)}, {"time": TIME}).to_netcdf(path, engine="scipy")
    else:
        pq.write_table(pa.table({"time": TIME, "gap": GAP, "name": ["x"] * TIME.size}), path)


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        ("npz", "npz"), ("npy", "npy"), ("npy of rows", "npy"), ("npy with names", "npy"),
        ("hdf5", "h5"), ("netcdf4", "nc"), ("netcdf3", "nc"), ("parquet", "parquet"),
    ],
)  # fmt: skip
def test_binary_files_give_the_same_bits(tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"run.{suffix}"
    _binary(path, kind)
    found = read(path)
    assert np.array_equal(found.time, TIME)
    assert np.array_equal(found.gap, GAP)
    # What a file is, its first bytes say, and not its name.
    other = path.rename(tmp_path / "data")
    assert np.array_equal(read(other).gap, GAP)


def test_units_are_converted_at_the_boundary(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_text("t [ps],Delta [meV]\n0,1.5\n1,1.6\n2,1.7\n")
    found = read(
        path,
        parameters={"gap_initial": "1.4 meV", "gap_final": "1.5e-3 eV", "cutoff": "20 meV",
                    "tau_s": "2 ps", "theory": "exact"},
    )  # fmt: skip
    assert found.time[1] == pytest.approx(1.0 / HBAR, rel=1e-9)  # to the digits of HBAR above
    assert found.gap.tolist() == [1.5, 1.6, 1.7]
    s = found.setting
    assert (s.gap_initial, s.cutoff) == pytest.approx((1.4, 20.0), rel=1e-15)
    assert s.gap_final == pytest.approx(1.5, rel=1e-14)
    assert s.rate_s == pytest.approx(0.5 * HBAR, rel=1e-9)
    assert s.theory is Theory.EXACT


@pytest.mark.parametrize(
    ("told", "rate"),
    [
        ({"alpha": "1/4"}, {"rate_s": 0.5}),
        ({"zeta_s": 0.125, "zeta_u": "0.05"}, {"rate_s": 0.5, "rate_u": 0.2}),
        ({"tau_s": "2", "tau_u": "1/4"}, {"rate_s": 0.5, "rate_u": 4.0}),
        ({"tau_s": math.inf, "rate_u": "1/8"}, {"rate_s": 0.0, "rate_u": 0.125}),
    ],
)
def test_a_rate_by_another_name(
    tmp_path: Path, told: dict[str, object], rate: dict[str, float]
) -> None:
    path = tmp_path / "run.csv"
    path.write_text("0,1\n1,1\n2,1\n")
    setting = read(path, parameters={"gap_final": 2.0, **told}).setting
    # Dyadic numbers: no rounding.
    assert {name: getattr(setting, name) for name in rate} == rate


def test_another_name_of_a_rate_wins_over_a_result(tmp_path: Path) -> None:
    path = tmp_path / "run.nc"
    run(Problem(0.95, 2.0, rate_s=0.1, t_max=1.0, levels=20)).save(path)
    for told in ({"tau_s": 4.0}, {"alpha": 0.125}, {"zeta_s": 0.0625}):
        assert read(path, parameters=told).setting.rate_s == 0.25


@pytest.mark.parametrize(
    "units", [("Delta_f", "1/Delta_f"), ("Δ", "1/Δ"), ("Delta0", "hbar/Delta0"), ("gap", "1/Delta")]
)
def test_a_gap_as_unit_is_the_users_own(tmp_path: Path, units: tuple[str, str]) -> None:
    path = tmp_path / "run.csv"
    path.write_text("0,1\n1,1\n2,1\n")
    told = dict(zip(("gap", "time"), units, strict=True))
    found = read(path, units=told, parameters={"gap_final": 1.5})
    assert found.time.tolist() == [0.0, 1.0, 2.0]
    assert found.setting.gap_final == 1.5
    with pytest.raises(ArgumentError, match="`time`"):
        read(path, units={"gap": "Delta_f", "time": "1/Delta_i"})


def test_a_row_of_units_is_read(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_text("t,Delta\nfs,meV\n0,1.5\n1000,1.6\n2000,1.7\n")
    assert read(path).time[1] == pytest.approx(1.0 / HBAR, rel=1e-9)


def test_a_toml_beside_tells_what_options_do_not(tmp_path: Path) -> None:
    path = tmp_path / "run.dat"
    path.write_text("0 1 5\n1 2 6\n2 3 7\n")
    (tmp_path / "run.toml").write_text(
        "gap_initial = 0.5\ngap_final = 1\nlevels = 100\n[columns]\ntime = 1\ngap = 3\n"
    )
    found = read(path, parameters={"gap_final": 2.0})
    assert found.gap.tolist() == [5.0, 6.0, 7.0]
    assert (found.setting.gap_initial, found.setting.gap_final) == (0.5, 2.0)
    assert found.setting.levels == 100


def test_spins_are_read_with_their_levels(tmp_path: Path) -> None:
    path = tmp_path / "run.npz"
    spins = np.random.default_rng(0).standard_normal((6, 4, 3))
    np.savez(path, t=TIME, gap=GAP, eps=[-1.5, -0.5, 0.5, 1.5], spins=spins)
    found = read(path)
    assert found.spins is not None
    assert np.array_equal(found.spins, spins.transpose(0, 2, 1))
    assert found.levels is not None
    assert found.levels.weights.tolist() == [1.0] * 4


def test_own_results_bring_their_inputs(tmp_path: Path) -> None:
    made = run(Problem(0.8, 1.0, rate_s=0.05, levels=40, t_max=5.0, closure="odd"))
    made.save(tmp_path / "a.nc")
    found = read(tmp_path / "a.nc")
    assert np.array_equal(found.gap, made.gap)
    assert (found.setting.rate_s, found.setting.levels, str(found.setting.closure)) == (
        0.05, 40, "odd",
    )  # fmt: skip
    exact = solve(KineticQuench(0.8, 1.0, rate_s=0.05, t_max=2.0), tol=1e-4)
    exact.save(tmp_path / "b.nc")
    assert read(tmp_path / "b.nc").setting.chosen_theory is Theory.EXACT


def test_a_complex_gap_is_real_or_its_modulus(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_text("t,re_delta,im_delta\n0,3,4\n1,6,8\n2,9,12\n")
    with pytest.raises(ArgumentError, match=r"be real .*--modulus.*imaginary part of 12"):
        read(path)
    assert read(path, modulus=True).gap.tolist() == [5.0, 10.0, 15.0]
    path.write_text("t,re_delta,im_delta\n0,3,0\n1,6,0\n2,9,1e-14\n")
    assert read(path).gap.tolist() == [3.0, 6.0, 9.0]


def test_missing_rows_are_told_or_left_out(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_text("t,gap\n0,1\n1,nan\n2,\n3,4\n")
    with pytest.raises(ArgumentError, match=r"`gap` must be finite .*nan in line 3"):
        read(path)
    found = read(path, skip_missing=True)
    assert found.gap.tolist() == [1.0, 4.0]
    assert "2 rows with missing numbers are left out" in found.notes


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("t,gap\n0,1\n2,1\n1,1\n", "`time` must increase, but is 1 after 2 in line 4, a step back"),
        ("t,gap\n0,1\n1,1\n1,1\n", "1 after 1 in line 4, a repetition"),
        ("t,gap\n0,1\n1,x1\n", "'x1', no number, in line 3, column `gap`"),
        ("t,gap\n0,1\n1,1\n2\n", "1 cells in line 4, none for `gap`"),
        ("t,a,b\n0,1,2\n1,1,2\n", "no column that is plainly the gap; name it .* t, a, b"),
        ("t,gap,delta\n0,1,2\n1,1,2\n", "several columns that may be the gap"),
        ("", "no lines of two numbers"),
        ("hello\nworld\n", "no lines of two numbers"),
        ("t,gap\n0,1\n", "`time` must have at least 2 values, but is 1"),
    ],
)
def test_bad_texts_are_told_in_one_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "run.csv"
    path.write_text(content)
    with pytest.raises((ArgumentError, FileError), match=message) as told:
        read(path)
    assert "\n" not in str(told.value)


def test_bad_files_are_told_in_one_line(tmp_path: Path) -> None:
    whole = tmp_path / "run.npz"
    np.savez(whole, t=TIME, gap=GAP)
    whole.write_bytes(whole.read_bytes()[:60])
    pickled = tmp_path / "run.npy"
    np.save(pickled, np.array([{"t": 1}], dtype=object), allow_pickle=True)
    binary = tmp_path / "run.bin"
    binary.write_bytes(b"\x00\x01\x02" * 50)
    for path, message in (
        (whole, "no readable NumPy file"),
        (pickled, "no readable NumPy file"),
        (binary, "holds bytes 0"),
        (tmp_path, "is a folder"),
        (tmp_path / "none.csv", "does not exist"),
    ):
        with pytest.raises(FileError, match=message) as told:
            read(path)
        assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("gap_inital = 1", "holds `gap_inital`, which is not known; did you mean `gap_initial`"),
        ("gap_initial = ", "is no TOML"),
        ("units = 3", "holds `units`, which must be a table"),
    ],
)
def test_a_bad_toml_is_told(tmp_path: Path, toml: str, message: str) -> None:
    path = tmp_path / "run.csv"
    path.write_text("0,1\n1,1\n2,1\n")
    (tmp_path / "run.toml").write_text(toml)
    with pytest.raises(FileError, match=message):
        read(path)


@pytest.mark.parametrize(
    ("parameters", "units", "message"),
    [
        ({"gap_initial": 1.0}, {"gap": "meV", "time": "ps"}, "`gap_initial` must have a unit, as"),
        ({"gap_initial": "1 ps"}, {"gap": "meV", "time": "ps"}, "must be an energy"),
        ({}, {"gap": "meV", "time": "1/gap"}, "`time` must have a unit, as meV"),
        ({}, {"time": "ps"}, "`time` must be 1/gap where the unit of the gap is not told"),
        ({}, {"gap": "ps", "time": "ps"}, "must be an energy, a temperature"),
        ({"tau_s": 1.0, "rate_s": 1.0}, {}, "`tau_s` must be left out where rate_s is given"),
        ({"tau_s": 0.0}, {}, "`tau_s` must be > 0"),
        (
            {"alpha": 0.1, "tau_s": 9.0, "gap_final": 1.0},
            {},
            "`tau_s` must be left out where alpha is given",
        ),
        ({"alpha": 0.1}, {}, "`alpha` must be told together with gap_final"),
        ({"zeta_u": "x", "gap_final": 1.0}, {}, "`zeta_u` must be a finite number"),
        ({"closure": "given"}, {}, "`closure` must be static, even or odd"),
        ({"theory": "clean", "rate_s": 0.1}, {}, "`theory` must be closure, exact or linear"),
    ],
)
def test_bad_parameters_are_told(
    tmp_path: Path, parameters: dict[str, object], units: dict[str, str], message: str
) -> None:
    path = tmp_path / "run.csv"
    path.write_text("0,1\n1,1\n2,1\n")
    with pytest.raises(ArgumentError, match=message):
        read(path, parameters=parameters, units=units)


def test_long_texts_are_read_within_the_memory_of_their_columns(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "run.csv"
    rows = 40_000
    with path.open("w") as file:
        file.write("t," + ",".join(f"c{k}" for k in range(30)) + ",gap\n")
        for k in range(rows):
            file.write(f"{k}," + "0.123456," * 30 + "1\n")
    tracemalloc.start()
    found = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.time.size == rows
    # 16 bytes a row are kept, and a line number; copies are made of them, but of no other column.
    assert peak < 120 * rows < path.stat().st_size


def test_what_is_said_is_json(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_text("0,1\n1,1\n2,1\n")
    found = read(path, parameters={"cutoff": "inf", "gap_initial": 0.5})
    assert json.loads(json.dumps(found.setting.plain()))["cutoff"] == "inf"
