"""Files of commands: killed at any moment, two at a time, on a full disk, in the place of others.

What a command answers is the same in this process, which has all modules already, as in one of its
own, as users run it: one kind is run so, and so is whatever is killed.
"""

import contextlib
import io
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.quench import MultiProduct, Problem, Result, resume, run
from tests.campaigns.conftest import Tally
from tests.fresh_process import complaints
from verification import cli

HIGGS = [sys.executable, "-m", "verification"]
INPUTS = "--gap-initial 0.9 --gap-final 1 --rate-s 0.1 --cutoff 4"
SECONDS = f"quench {INPUTS} --levels 10000 --all-levels --t-max 400 --tol 1e-8"
MINUTES = f"quench {INPUTS} --levels 100000 --all-levels --t-max 4000 --tol 1e-8"
QUENCH = f"quench {INPUTS} --levels 60 --t-max 3"
# Every kind of file that a command writes, and a command that writes it quickly.
WRITES = {
    "quench --out": f"{QUENCH} --out FILE.nc",
    "quench --plot": f"{QUENCH} --plot FILE.png",
    "quench --checkpoint": f"{QUENCH} --checkpoint FILE.npz",
    "table --out": "table Sx --x 0:3:30 --digits 20 --out FILE.csv",
    "table --format parquet": "table Sx --x 0:3:4 --format parquet --out FILE.parquet",
    "response --out": "response --rate-s 0.1 --omega 0:3:2000 --out FILE.json",
    "oracle --out": "oracle --gap-initial 0.8 --gap-final 1 --levels 20 --t-max 1 --out FILE.nc",
    "kinetic --out": "kinetic --gap-initial 0.8 --gap-final 1 --cutoff 2 --t-max 1 --out FILE.nc",
    "derive --html": "derive elementary --html FILE.html",
}


def words(text: str, file: Path) -> list[str]:
    return [one.replace("FILE", str(file)) for one in text.split()]


def higgs(text: str, file: Path) -> subprocess.CompletedProcess[str]:
    arguments = words(text, file)
    if text.startswith(f"{QUENCH} --out"):
        return subprocess.run(
            [*HIGGS, *arguments], capture_output=True, text=True, check=False, timeout=120
        )
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.execute(arguments)
    return subprocess.CompletedProcess(arguments, status, out.getvalue(), err.getvalue())


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line by which a command refused, with status 2 and nothing else said."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    (line,) = complaints(done.stderr)
    assert line.startswith("higgs: ")
    return line


@pytest.mark.parametrize("kind", WRITES)
def test_what_is_no_regular_file_is_never_replaced(kind: str, tmp_path: Path, tally: Tally) -> None:
    place = Path(words(WRITES[kind], tmp_path / "pipe")[-1])
    os.mkfifo(place)
    text = f"{WRITES[kind]} --overwrite"
    assert "only regular files" in one_line(higgs(text, tmp_path / "pipe"))
    assert place.is_fifo()
    assert list(tmp_path.iterdir()) == [place]
    tally("something else than a file in the place", {"refused": 1})


@pytest.mark.parametrize("kind", WRITES)
def test_a_hyphen_is_no_name_of_a_file(kind: str, tally: Tally) -> None:
    text = " ".join(WRITES[kind].split()[:-1])
    if "--plot" not in text:  # there the ending is missing
        assert "standard output; name a file, or ./-" in one_line(higgs(f"{text} -", Path()))
    tally("a hyphen for a file", {"refused": 1})


@pytest.mark.parametrize("kind", WRITES)
def test_a_file_of_the_user_stays(kind: str, tmp_path: Path, tally: Tally) -> None:
    place = Path(words(WRITES[kind], tmp_path / "mine")[-1])
    place.write_text("mine")
    one_line(higgs(WRITES[kind], tmp_path / "mine"))
    assert place.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [place]
    tally("a file of the user in the place", {"refused": 1})


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 KiB."""
    place = tmp_path
    options = ["-t", "tmpfs", "-o", "size=16k"]
    made = subprocess.run(["mount", *options, "tmpfs", place], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


# Whatever is longer than the room that is left.
LARGE = {
    "quench --out": f"{QUENCH} --out FILE.nc",
    "quench --plot": f"{QUENCH} --plot FILE.png",
    "table --out": "table Sx --x 0:3:200 --digits 20 --out FILE.csv",
    "table --format parquet": "table Sx --x 0:3:200 --format parquet --out FILE.parquet",
    "response --out": "response --rate-s 0.1 --omega 0:3:2000 --out FILE.json",
    "oracle --out": "oracle --gap-initial 0.8 --gap-final 1 --levels 40 --t-max 10 --out FILE.nc",
    "kinetic --out": "kinetic --gap-initial 0.8 --gap-final 1 --cutoff 2 --t-max 9 --out FILE.nc",
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_full_disk_is_one_line_and_keeps_the_old_file(
    kind: str, small_disk: Path, tally: Tally
) -> None:
    place = Path(words(LARGE[kind], small_disk / "run")[-1])
    place.write_text("old")
    line = one_line(higgs(f"{LARGE[kind]} --overwrite", small_disk / "run"))
    assert "No space left on device" in line
    assert place.read_text() == "old"
    left = [one for one in small_disk.iterdir() if one != place]
    # Of a table what was proven stays, to go on from.
    assert left == ([Path(f"{place}.partial")] if "table" in kind and left else [])
    for one in (place, *left):
        one.unlink()
    tally("a full disk", {"refused": 1})


@pytest.mark.parametrize("command", ["formulas", "--help", "formulas conventions.z --json"])
@pytest.mark.parametrize("closed", [True, False])
def test_standard_output_that_cannot_be_written(command: str, closed: bool, tally: Tally) -> None:
    where = ">&-" if closed else "> /dev/full"
    shell = f'"{sys.executable}" -m verification {command} {where}'
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    reason = "it is closed" if closed else "No space left on device"
    assert one_line(done) == f"higgs: Standard output cannot be written: {reason}"
    tally("standard output closed or full", {"refused": 1})


def started(text: str, file: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*HIGGS, *words(text, file)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def until(condition: Any, process: subprocess.Popen[str]) -> None:
    while not condition():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


@contextlib.contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    finally:
        process.kill()
        process.communicate()


def test_the_second_of_two_runs_with_one_file_is_refused(tmp_path: Path, tally: Tally) -> None:
    texts = {
        "run.nc": f"{MINUTES} --out FILE",
        "run.npz": f"{MINUTES} --checkpoint FILE",
        "run.csv": "table norm --x 0:10:3000 --rate-s 0.2 --digits 200 --out FILE",
    }
    for name, text in texts.items():
        file = tmp_path / name
        first = started(text, file)
        with ended(first):
            until((tmp_path / f".{name}.lock").exists, first)
            until(lambda lock=tmp_path / f".{name}.lock": lock.stat().st_size, first)
            line = one_line(higgs(text, file))
        assert f"is being written by another run (process {first.pid} on" in line
        tally("two runs with one file", {"refused": 1})


def killed_and_resumed(folder: Path, draws: random.Random, once: Result) -> bool:
    """Kill a run at a random moment and go on; return whether there was anything to go on from."""
    file = folder / "run.npz"
    process = started(f"{SECONDS} --checkpoint FILE", file)
    time.sleep(draws.uniform(0.0, 3.0))
    process.send_signal(draws.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
    process.communicate()
    if not file.exists():
        return False
    twice = resume(file)
    assert np.array_equal(twice.gap, once.gap)
    assert np.array_equal(twice.final_spins, once.final_spins)
    return True


@pytest.mark.slow
def test_a_killed_quench_goes_on_with_the_same_bits(tmp_path: Path, tally: Tally) -> None:
    problem = Problem(0.9, 1.0, rate_s=0.1, cutoff=4.0, levels=10_000, t_max=400.0)
    once = run(problem, MultiProduct(1e-8), compress=False)
    draws = random.Random(3)
    found: Counter[str] = Counter()
    for _ in range(25):
        killed_and_resumed(tmp_path, draws, once)
        found["right"] += 1
        # The next write of the name has swept what earlier ones left; the lock is taken over.
        left = {one.name for one in tmp_path.iterdir()} - {"run.npz", ".run.npz.lock"}
        assert len(left) <= 1
    tally("a quench stopped by a signal at any moment", found)
