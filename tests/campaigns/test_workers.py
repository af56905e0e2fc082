"""Campaign: signals to commands that compute in worker processes, at any moment.

Every run is a session of its own, so its process group holds it and its workers. An interrupt of
the whole group, as Ctrl-C in a terminal, is answered in one line and leaves no process; a killed
parent takes its workers along; and the run after is right.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from higgs_num.equilibrium.table import table

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals to process groups")

# Tells when Ctrl-C is answered: Python itself has begun, and nothing else.
SCRIPT = """
from verification import __main__ as program
begin = program._occupy_streams
program._occupy_streams = lambda: (begin(), print("ready", flush=True))
program.main()
"""

# Many small pieces of work, and a few long ones.
RATES, DIGITS = "0.1:0.8:16", 15
TABLE = ["table", "Tc-ratio", "--rate-s", RATES, "--digits", str(DIGITS), "--processes", "2"]
QUENCH = "--gap-initial 1 --gap-final 1 --levels 300 --t-max 50 --realisations 2"
ORACLE = ["oracle", *QUENCH.split(), "--workers", "2"]


@contextmanager
def running(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Start `higgs` as the leader of a group and wait until it answers signals."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p or "." for p in sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        for pid in living(process.pid):
            os.kill(pid, signal.SIGKILL)
        process.communicate()


def living(group: int) -> list[int]:
    """Return the processes of a group, without those that only wait to be told of."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=True
    )
    rows = (line.split() for line in listed.stdout.splitlines())
    return [int(pid) for pid, pgid, state in rows if int(pgid) == group and state[0] != "Z"]


def workers(process: "subprocess.Popen[str]", count: int) -> list[int]:
    """Wait for `count` workers of a run; return their process ids."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = [pid for pid in living(process.pid) if pid != process.pid]
        if len(found) == count:
            return found
        time.sleep(0.05)
    raise AssertionError("no workers")


def gone(group: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while living(group):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def said(process: "subprocess.Popen[str]", seconds: float) -> list[str]:
    """Wait for the end; return what standard error says."""
    _, errors = process.communicate(timeout=seconds)
    return [line for line in errors.splitlines() if line.strip()]


def interrupted(arguments: list[str], delay: float) -> None:
    with running(*arguments) as process:
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGINT)
        started = time.monotonic()
        lines = said(process, 30)
        # Two seconds are promised; the rest is for a machine that is busy with other tests.
        assert time.monotonic() - started < 10, delay
        assert (process.returncode, lines) == (130, ["higgs: interrupted"]), delay
        assert gone(process.pid, 2), delay


def interrupt_and_finish(folder: Path, delays: list[float]) -> None:
    """Interrupt one table again and again; what is made of its pieces is the whole table."""
    out = folder / "t.csv"
    for delay in delays:
        interrupted([*TABLE, "--out", str(out)], delay)
        assert not out.exists()
        assert {path.name for path in folder.iterdir()} <= {"t.csv.partial"}
    with running(*TABLE, "--out", str(out)) as process:
        assert said(process, 120) == []
        assert process.returncode == 0
    assert out.read_text("utf-8") == expected()
    assert [path.name for path in folder.iterdir()] == ["t.csv"]


@cache
def expected() -> str:
    return table("Tc-ratio", {"rate_s": RATES}, digits=DIGITS).content.csv


def test_interrupted_tables_end_in_one_line_and_go_on(tmp_path: Path) -> None:
    # before the imports, among them, while workers start, at work
    interrupt_and_finish(tmp_path, [0.0, 0.3, 0.6])


def test_an_interrupted_oracle_ends_in_one_line() -> None:
    interrupted(ORACLE, 1.5)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_tables_interrupted_at_any_moment(tmp_path: Path, seed: int) -> None:
    numbers = random.Random(seed)
    interrupt_and_finish(tmp_path, sorted(numbers.uniform(0.0, 1.2) for _ in range(6)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_oracles_interrupted_at_any_moment(seed: int) -> None:
    interrupted(ORACLE, random.Random(seed).uniform(0.0, 4.0))


@pytest.mark.parametrize("arguments", [TABLE, ORACLE], ids=["table", "oracle"])
def test_workers_end_with_a_parent_that_is_killed(arguments: list[str]) -> None:
    with running(*arguments) as process:
        workers(process, 2)
        process.kill()
        process.wait()
        assert gone(process.pid, 2)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_workers_end_whenever_the_parent_is_killed(seed: int) -> None:
    numbers = random.Random(seed)
    with running(*numbers.choice([TABLE, ORACLE])) as process:
        time.sleep(numbers.uniform(0.0, 2.5))
        process.kill()
        process.wait()
        assert gone(process.pid, 2)


@pytest.mark.parametrize("arguments", [TABLE, ORACLE], ids=["table", "oracle"])
def test_a_killed_worker_is_told_in_one_line(arguments: list[str]) -> None:
    with running(*arguments) as process:
        os.kill(workers(process, 2)[0], signal.SIGKILL)
        (line,) = said(process, 30)
        assert line.startswith("higgs: A worker process ended before its result")
        assert process.returncode == 1
        assert gone(process.pid, 2)


def test_a_table_killed_at_any_moment_is_finished_by_the_next(tmp_path: Path) -> None:
    out = tmp_path / "t.csv"
    for delay in (0.4, 0.8):
        with running(*TABLE, "--out", str(out)) as process:
            time.sleep(delay)
            os.killpg(process.pid, signal.SIGKILL)
    with running(*TABLE, "--out", str(out)) as process:
        assert said(process, 120) == []
    assert out.read_text("utf-8") == expected()
