"""Bad command lines by the thousand: one line, a status, nothing left behind.

The grid follows from click: every option of every command is given every value of `VALUES`.
Lines that need words of their own are in `command_lines.txt`.
"""

import contextlib
import io
import json
import math
import os
import random
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator

import higgs_num.films
from higgs_num.catalogue.reference import FOLDER
from verification import cli
from verification.schemas import schema

# What each command needs beside the option that is tried; None: not to be run here.
QUICK: dict[str, str | None] = {
    "formulas": "closure_mode.omega",
    "derive": "",
    "cite": "",
    "check-formula": "z --against closure_mode.omega",
    "reference": "clean-phase-3",
    "check": "@trajectory --gap-initial 0.5",
    "table": "Sx --x 0:1:2 --digits 5",
    "quench": "--gap-initial 0.95 --gap-final 1 --levels 20 --t-max 1",
    "steady-state": "--gap-initial 0.5 --gap-final 1",
    "response": "--alpha 0.1 --omega 1",
    "mode": "--rate-s 0.1",
    "conductivity": "--alpha 0.1 --omega 1",
    "film": "@films --tc0 15 --slope 0.8",
    "inductance": "--current 0.5",
    "oracle": "--gap-initial 0.8 --gap-final 1 --levels 20 --realisations 1 --t-max 2 --workers 1",
    "kinetic": "--gap-initial 0.8 --gap-final 1 --cutoff 2 --t-max 1 --tol 1e-4",
    "sweep": None,  # a group; its lines are in the file
    "warm-up": None,  # compiles everything
    "verify": "--list",
    "schema": "mode",
}
VALUES = (
    "", " ", "abc", "nan", "inf", "-inf", "-1", "0", "1e308", "5e-324", "1e-300", "1e-12", "1e5",
    "9" * 30, "9" * 5000, "²", "٣", "½", "∞", "1 ", "1,5", "1_0", "0x10", "--", "None", "True",
    os.fsdecode(b"\xff"),
)  # fmt: skip
# Commands whose answer is told by the status as well.
ANSWERING = {"check": (1, 3), "check-formula": (1, 3)}
# Read where it lies: names of folders may hold spaces.
FILES = {
    "@trajectory": str(FOLDER / "clean-phase-3.nc"),
    "@films": str(Path(higgs_num.films.__file__).with_name("example.csv")),
}
# These are names of files or folders, which may be called anything.
PATHS = {"--out", "--plot", "--checkpoint", "--resume", "--html"}
# Seconds: work that is not refused is small, but kernels may have to be compiled, and a modulation
# of a hundred thousand times the gap takes a minute on an idle machine.
LONGEST = 300.0
DEFAULT_SAMPLE = 150  # of the grid, in the tests of every change


@dataclass(frozen=True)
class Told:
    status: int
    out: str
    err: str
    seconds: float


def told(words: list[str]) -> Told:
    """Run a command line in this process; a traceback is an error of the test."""
    out, err = io.StringIO(), io.StringIO()
    started = time.perf_counter()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.execute(words)
    # Whoever comes first compiles, and is told so.
    said = re.sub(r"higgs: compiling kernels[^\n]*\n", "", err.getvalue())
    return Told(status, out.getvalue(), said, time.perf_counter() - started)


def _finite(text: str) -> float:
    number = float(text)
    assert math.isfinite(number), text
    return number


def _never(text: str) -> float:
    raise AssertionError(text)


def judge(words: list[str]) -> Told:
    """Check the rules that every command line keeps, `--json` among the words."""
    answer = told(words)
    if answer.status == 0 or (words[0] in ANSWERING and answer.out):
        assert answer.status in (0, *ANSWERING.get(words[0], ()))
        data = json.loads(answer.out, parse_constant=_never, parse_float=_finite)
        Draft202012Validator(schema(data["command"])).validate(data)
        assert answer.err == ""
    else:
        assert answer.status in (1, 2)
        assert answer.out == ""
        assert re.fullmatch(r"higgs: [^\n]+\n", answer.err), answer.err
        assert len(answer.err) < 600
        if answer.status == 1:  # a computation that was begun and lost its meaning
            assert re.search(
                "not a finite number|no longer finite|lost|No step|not found|no zero|not converge",
                answer.err,
            ), answer.err
    assert answer.seconds < LONGEST
    return answer


def _command(name: str) -> click.Command:
    command = cli.higgs.get_command(click.Context(cli.higgs), name)
    assert command is not None
    return command


def _lines(name: str, base: str) -> list[list[str]]:
    lines = []
    for one in _command(name).params:
        if isinstance(one, click.Option):
            option = max(one.opts, key=len)
            if one.is_flag or option in PATHS:
                continue
            words = [FILES.get(word, word) for word in base.split()]
            if option in words:
                at = words.index(option)
                del words[at : at + 2]
            rows = [
                ["0.5"] * place + [value] + ["0.5"] * (one.nargs - place - 1)
                for value in VALUES
                for place in range(one.nargs)
            ]
            lines += [[name, *words, option, *row, "--json"] for row in rows]
        elif name != "derive":  # without ID it counts all steps, which takes seconds
            lines += [[name, "--json", value] for value in VALUES]
    return lines


GRID = [line for name, base in QUICK.items() if base is not None for line in _lines(name, base)]
SAMPLE = random.Random(1).sample(GRID, DEFAULT_SAMPLE)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _nothing_left() -> None:
    assert list(Path().iterdir()) == []


def test_every_command_is_tried() -> None:
    assert set(QUICK) == set(cli.COMMANDS)
    assert len(GRID) > 1000


def test_some_bad_values() -> None:
    for line in SAMPLE:
        judge(line)
        _nothing_left()


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, base in QUICK.items() if base is not None])
def test_all_bad_values(name: str) -> None:
    failed = []
    for line in GRID:
        if line[0] != name:
            continue
        try:
            judge(line)
            _nothing_left()
        except Exception as fault:  # all of them are wanted, not the first
            failed.append(f"{line}: {type(fault).__name__} {str(fault)[:200]}")
    assert failed == []


def _told_lines() -> list[tuple[int, str, str]]:
    text = Path(__file__).with_name("command_lines.txt").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    parts = [(row[:1], *row[3:].rsplit(" | ", 1)) for row in rows]
    return [(int(status), pattern.strip(), line) for status, pattern, line in parts]


@pytest.mark.parametrize(("status", "pattern", "line"), _told_lines())
def test_lines_with_words_of_their_own(status: int, pattern: str, line: str) -> None:
    name, *words = line.split()
    answer = judge([name, "--json", *words])
    assert answer.status == status, answer.err
    assert re.search(pattern, answer.err), answer.err
    _nothing_left()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([b"response", b"--alpha", b"\xff", b"--omega", b"1", b"--json"], 2),
        ([b"quench", b"--gap-initial", b"1e-5\xc3\x28", b"--gap-final", b"1"], 2),
        ([b"mode", b"--rate-s", b"nan", b"--json"], 2),
        ([b"\xff\xfe"], 2),
    ],
)
def test_bytes_that_are_no_text_in_a_real_process(words: list[bytes], status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "verification", *words], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (status, b"")
    assert done.stderr.startswith(b"higgs: ")
    assert done.stderr.count(b"\n") == 1
    _nothing_left()
