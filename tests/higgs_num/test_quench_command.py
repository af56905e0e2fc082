"""`higgs quench` as a program: what it prints, writes and refuses."""

import json
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Any

import click
import pytest

from higgs_num.commands.quench import command
from higgs_num.quench import (
    Closure,
    Modulation,
    Problem,
    Pulse,
    Ramp,
    Result,
    Start,
    continuum_levels,
    run,
)

RUN = [sys.executable, "-m", "verification", "quench"]
GOOD = "--gap-initial 0.95 --gap-final 1 --rate-s 0.1 --levels 400 --t-max 4"


def quench(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    import os

    root = str(Path(__file__).resolve().parents[2])
    return subprocess.run(
        [*RUN, *arguments], cwd=cwd, env={**os.environ, "PYTHONPATH": root}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


def test_answers_with_json_and_a_file(tmp_path: Path) -> None:
    done = quench(*GOOD.split(), "--out", "run.nc", "--plot", "run.svg", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["files"] == {"out": "run.nc", "plot": "run.svg"}
    assert answer["inputs"]["rate_s"] == 0.1
    data = answer["results"]
    assert data["problem"]["gap_initial"] == 0.95
    assert data["problem"]["closure"] == "even"
    assert len(data["time"]) == len(data["gap"]) == len(data["norm_change"]) == 33
    assert {"method", "gap_steady_clean", "energy"} <= set(data)
    result = Result.load(tmp_path / "run.nc")
    assert result.gap.tolist() == data["gap"]
    assert dict(result.provenance) == answer["provenance"]
    assert {p.name for p in tmp_path.iterdir()} == {"run.nc", "run.svg"}


@pytest.mark.parametrize(
    ("changes", "name", "value"),
    [
        ("--gap-initial 0", "--gap-initial", "0"),
        ("--gap-final -1", "--gap-final", "-1"),
        ("--gap-final nan", "--gap-final", "nan"),
        ("--rate-s -0.1", "--rate-s", "-0.1"),
        ("--rate-u -0.1", "--rate-u", "-0.1"),
        ("--rate-s 1", "--rate-s", "1"),
        ("--cutoff 0.5", "--cutoff", "0.5"),
        ("--levels 401", "--levels", "401"),
        ("--levels 0", "--levels", "0"),
        ("--levels 100000000000", "--levels", "100000000000"),
        ("--t-max 100", "--t-max", "100"),
        ("--closure weird", "--closure", "weird"),
        ("--start hot", "--start", "hot"),
        ("--save-every 0", "--save-every", "0"),
        ("--tol 0", "--tol", "0"),
        ("--tol 1e-14", "--tol", "1e-14"),
        ("--threads 3", "--threads", "3"),
        ("--ramp -1", "duration", "-1"),
        ("--pulse -2 0 1", "height", "-2"),
        ("--modulation 1.5 1", "amplitude", "1.5"),
        ("--ramp 1 --modulation 0.5 1", "--ramp", "2"),
        ("--probe 11", "--probe", "11"),
        ("--continuum", "--levels", "--continuum"),
        ("--resume none.npz --levels 20", "--gap-initial", "--resume"),
        ("--levels many", "--levels", "many"),
        ("--out none/run.nc", "none/run.nc", "none"),
        ("--out .", "File `.`", "folder"),
        ("--out there.nc", "there.nc", "exists"),
        ("--plot there.nc", "there.nc", "there.nc"),
        ("--plot none/run.png", "none/run.png", "none"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    changes: str, name: str, value: str, tmp_path: Path, in_process: "InProcess"
) -> None:
    (tmp_path / "there.nc").write_text("precious")
    out = [] if "--out" in changes else ["--out", "run.nc"]
    status, printed, complaint = in_process(tmp_path, *GOOD.split(), *out, *changes.split())
    assert status == 2
    assert printed == ""
    assert complaint.count("\n") == 1
    assert "Traceback" not in complaint
    assert name in complaint
    assert value in complaint
    assert [p.name for p in tmp_path.iterdir()] == ["there.nc"]
    assert (tmp_path / "there.nc").read_text() == "precious"


@pytest.mark.parametrize(("name", "choices"), [("closure", Closure), ("start", Start)])
def test_help_names_every_choice_that_needs_no_function(name: str, choices: type[StrEnum]) -> None:
    (option,) = (one for one in command.params if one.name == name)
    assert isinstance(option.type, click.Choice)
    assert set(option.type.choices) == {str(one) for one in choices} - {"given"}


@pytest.mark.parametrize("lost", ["--gap-initial", "--gap-final"])
def test_a_gap_must_be_given(lost: str, tmp_path: Path, in_process: "InProcess") -> None:
    words = GOOD.split()
    at = words.index(lost)
    status, _, complaint = in_process(tmp_path, *words[:at], *words[at + 2 :])
    assert (status, complaint.count("\n")) == (2, 1)
    assert lost in complaint


@pytest.mark.parametrize(
    ("words", "inputs"),
    [
        ("--ramp 1.3", {"drive": Ramp(1.3)}),
        ("--pulse 0.2 0.5 1.5", {"drive": Pulse(0.2, 0.5, 1.5)}),
        ("--modulation 0.1 3", {"drive": Modulation(0.1, 3.0)}),
        ("--probe 0.5 --probe -2 --threads 2", {"probes": (0.5, -2.0)}),
    ],
)
def test_options_are_the_inputs_of_a_problem(
    words: str, inputs: dict[str, Any], tmp_path: Path, in_process: "InProcess"
) -> None:
    status, printed, _ = in_process(tmp_path, *GOOD.split(), *words.split(), "--json")
    assert status == 0
    data = json.loads(printed)["results"]
    problem = Problem(0.95, 1.0, rate_s=0.1, levels=400, t_max=4.0, **inputs)
    expected = run(problem)
    assert data["problem"] == problem.to_dict()
    assert data["gap"] == expected.gap.tolist()
    assert data.get("probe_spins", []) == expected.probe_spins.tolist()


def test_a_continuum_needs_no_number_of_levels(tmp_path: Path, in_process: "InProcess") -> None:
    words = [word for word in GOOD.split() if word not in ("--levels", "400")]
    status, printed, _ = in_process(tmp_path, *words, "--continuum", "--json")
    assert status == 0
    levels = continuum_levels(10.0, gap=0.95, t_max=4.0)
    assert json.loads(printed)["results"]["levels_followed"] == len(levels)


def test_going_on_with_a_stopped_quench(tmp_path: Path, in_process: "InProcess") -> None:
    problem = Problem(0.95, 1.0, rate_s=0.1, levels=400, t_max=4.0)

    def stop(done: float) -> None:
        if done > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(problem, progress=stop, checkpoint=tmp_path / "stopped.npz")
    status, printed, _ = in_process(tmp_path, "--resume", "stopped.npz", "--json")
    assert status == 0
    assert json.loads(printed)["results"]["gap"] == run(problem).gap.tolist()
    assert not (tmp_path / "stopped.npz").exists()
    status, _, complaint = in_process(tmp_path, "--resume", "stopped.npz")
    assert (status, complaint.count("\n")) == (2, 1)
    assert "stopped.npz" in complaint


def test_bad_input_of_the_program_itself(tmp_path: Path) -> None:
    done = quench(*GOOD.split(), "--rate-s", "-1", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "higgs: Argument `--rate-s` must be >= 0, but is -1\n"


class InProcess:
    """The program in this process, which saves a start of Python per case."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, folder: Path, *arguments: str) -> tuple[int, str, str]:
        from verification import cli

        self.monkeypatch.chdir(folder)
        status = cli.execute(["quench", *arguments])
        printed = self.capsys.readouterr()
        return status, printed.out, printed.err


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> InProcess:
    return InProcess(monkeypatch, capsys)
