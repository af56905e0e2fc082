import json

import click
import numpy as np
import pytest
from click.testing import CliRunner

from higgs_num.commands import mode, response
from higgs_num.response import inverse_susceptibility, peak, second_sheet_pole
from higgs_sym.ground.errors import ArgumentError, FileError


def answer(command: click.Command, *arguments: str):
    return CliRunner().invoke(command, arguments, standalone_mode=False, catch_exceptions=False)


def test_response_writes_pairs(tmp_path):
    out, plot = tmp_path / "D.json", tmp_path / "D.png"
    arguments = ["--alpha", "0.1", "--omega", "0:4:401", "--out", str(out), "--plot", str(plot)]
    found = answer(response.command, *arguments).return_value
    assert plot.stat().st_size > 1000
    written = json.loads(out.read_text())
    assert written["inverse_susceptibility"] == found.data["inverse_susceptibility"]
    assert len(written["omega"]) == 401
    expected = complex(inverse_susceptibility(4.0, 0.1))
    # the same formula; the range of the nodes follows the largest frequency asked for
    assert complex(*written["inverse_susceptibility"][-1]) == pytest.approx(expected, rel=1e-14)
    with pytest.raises(FileError, match="exists already"):
        answer(response.command, *arguments)


def test_response_writes_a_table_where_the_name_is_that_of_one(tmp_path):
    out = tmp_path / "D.CSV"
    words = ["--alpha", "0.1", "--omega", "0.5:4:8", "--temperature", "0.3", "--out", str(out)]
    found = answer(response.command, *words).return_value
    lines = [line for line in out.read_text().splitlines() if not line.startswith("#")]
    told = np.genfromtxt(lines, delimiter=",", names=True)
    assert told.dtype.names == ("omega", "D_real", "D_imag", "error")
    pairs = np.array(found.data["inverse_susceptibility"])
    # twelve digits are written
    np.testing.assert_allclose(told["D_real"], pairs[:, 0], rtol=1e-11)
    np.testing.assert_allclose(told["D_imag"], pairs[:, 1], rtol=1e-11)
    assert "# temperature: 0.3 Delta(T)" in out.read_text()


def test_response_at_one_imaginary_frequency():
    found = answer(response.command, "--alpha", "0.5", "--omega", "1", "--imaginary").return_value
    assert found.data["inverse_susceptibility"][0][1] == 0.0
    assert found.data["axis"] == "imaginary"


@pytest.mark.parametrize("omega", ["0.5,1/2,1", "2:0.5:4", "0.1:10:3:log", "@points.txt"])
def test_every_grid_is_taken(omega, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "points.txt").write_text("# two\n0.5\n1/3\n")
    found = answer(response.command, "--rate-s", "0.3", "--omega", omega).return_value.data
    for at, (real, imaginary) in zip(found["omega"], found["inverse_susceptibility"], strict=True):
        # one at a time: the nodes are others, the value is the same to their error
        expected = complex(inverse_susceptibility(at, 0.3))
        assert complex(real, imaginary) == pytest.approx(expected, rel=1e-10)


def test_the_rate_by_its_other_names():
    words = ("--omega", "1")
    plain = answer(response.command, "--rate-s", "0.3", *words).return_value.data
    for name, value in (("--alpha", "0.3"), ("--zeta-s", "0.15"), ("--tau-s", "10/3")):
        found = answer(response.command, name, value, *words).return_value.data
        assert found["inverse_susceptibility"] == plain["inverse_susceptibility"]


@pytest.mark.parametrize(
    ("omega", "rule"),
    [
        ("0:4", "be written start:stop:num"),
        ("0:4:x", "whole number"),
        ("0:4:0", "be >= 1"),
        ("a:4:10", "be a finite number"),
        ("0:inf:10", "be a finite number"),
        ("0,inf", "be finite"),
        ("1:2:3:lin", "be written start:stop:num"),
    ],
)
def test_bad_grids_are_told(omega, rule):
    with pytest.raises(ArgumentError, match=rf"`omega` must .*{rule}"):
        answer(response.command, "--alpha", "0.1", "--omega", omega)


def test_mode_of_paramagnetic_impurities():
    found = answer(mode.command, "--rate-s", "0.2").return_value
    # 2 sqrt(1 - z^2), z = 1/(2 tau_m Delta) = 0.1
    assert found.data["closure_pole"] == pytest.approx(2 * 0.99**0.5, rel=1e-15)
    assert found.data["absorption_peak"] == peak(0.2, "absorption").omega
    assert complex(*found.data["second_sheet_pole"]) == second_sheet_pole(0.2).omega
    assert "second sheet" in found.text


def test_cutoff_moves_only_the_closure():
    cut = answer(mode.command, "--rate-s", "0.2", "--cutoff", "10").return_value.data
    free = answer(mode.command, "--rate-s", "0.2").return_value.data
    far = answer(mode.command, "--rate-s", "0.2", "--cutoff", "1e7").return_value.data
    # the shift from 2 is 30 % smaller at omega_D = 10 Delta; 1e7: corrections of order 1e-7
    assert (2 - cut["closure_pole"]) / (2 - free["closure_pole"]) == pytest.approx(0.7, abs=0.02)
    assert far["closure_pole"] == pytest.approx(free["closure_pole"], abs=1e-7)
    assert cut["second_sheet_pole"] == free["second_sheet_pole"]


@pytest.mark.parametrize(
    ("arguments", "closure", "threshold"),
    [
        (["--rate-s", "0"], None, 2.0),
        (["--rate-s", "0.1", "--rate-u", "0.3"], None, 1.38984496689),
        (["--rate-s", "1.2"], None, 0.0),  # gapless: the derivation assumes alpha <= 1
        (["--rate-s", "1.0"], 3**0.5, 0.0),
        (["--rate-s", "3"], None, 0.0),
    ],
)
def test_mode_without_one_or_the_other(arguments, closure, threshold):
    found = answer(mode.command, *arguments).return_value.data
    if closure is None:
        assert found["closure_pole"] is None
    else:
        assert found["closure_pole"] == pytest.approx(closure, rel=1e-14)
    assert found["threshold"] == pytest.approx(threshold, abs=1e-10)


def test_mode_refuses_a_negative_rate():
    with pytest.raises(ArgumentError, match="`rate_s`"):
        answer(mode.command, "--rate-s", "-1")
