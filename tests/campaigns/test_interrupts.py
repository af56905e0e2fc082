"""Ctrl-C at any moment: one line, exit status 130, within two seconds of an idle machine.

Real processes are sent a real signal while they are in the middle of something long.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fresh_process import complaints

# Two seconds are promised. Tests share two cores with others, which has made them ten times slower.
ANSWER = 20.0

# Sends itself the signal when the module `name` is first imported; then `higgs` as installed.
WHILE_IMPORTING = """
import os, signal, sys

class Hook:
    def find_spec(self, full, path=None, target=None):
        if full == {name!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
        return None

sys.meta_path.insert(0, Hook())
sys.argv = ["higgs", "response", "--alpha", "0.1", "--omega", "1"]
from verification.__main__ import main
main()
"""

# Runs `{code}` under `higgs`' own handling, and tells when it has begun.
WHILE_AT_WORK = """
import sys, threading, click
from verification import cli
from verification.__main__ import main
import higgs_num.{room} as room
{code}

@click.command()
def work():
    before()
    print("begun", flush=True)
    long()

cli.LazyGroup.get_command = lambda self, ctx, name: work
cli.COMMANDS["work"] = ("", "")
sys.argv = ["higgs", "work"]
main()
"""

# What is long, and what of it has to be compiled before. Each takes minutes if it is left alone.
AT_WORK = {
    "response": (
        "response",
        "import numpy as np\n"
        "def before(): room.spectrum(1.0, 0.1)\n"
        "def long(): room.spectrum(np.linspace(0, 4, 4_000_000), 0.1)",
    ),
    "thermal response": (
        "response",
        "import numpy as np\n"
        "def before(): room.thermal_spectrum(1.0, 0.1, 0.3)\n"
        "def long(): room.thermal_spectrum(np.linspace(0.1, 4, 1_000_000), 0.1, 0.3)",
    ),
    "response in time": (
        "response",
        "import numpy as np\n"
        "def before(): room.step_response([1.0], 0.1)\n"
        "def long(): room.step_response(np.linspace(0.1, 4, 10_000_000), 0.1)",
    ),
    "gauss rule": (
        "levels",
        "def before(): room.continuum_levels(10.0, gap=1.0, t_max=1.0)\n"
        "def long(): room.continuum_levels(10.0, gap=1.0, t_max=3e4)",
    ),
    "many levels": (
        "quench",
        "def before(): room.run(room.Problem(0.9, 1.0, levels=20, t_max=1.0), step)\n"
        "step = room.MultiProduct(order=14, longest_step=0.1)\n"
        "p = room.Problem(0.9, 1.0, levels=4_000_000, t_max=300.0, save_every=1.0)\n"
        "def long(): room.run(p, step, compress=False, allow_large=True)",
    ),
    "steps between two saves": (
        "quench",
        "def before(): room.run(room.Problem(0.9, 1.0, levels=20, t_max=1.0), room.RK4(0.1))\n"
        "p = room.Problem(0.9, 1.0, levels=2000, t_max=100.0, save_every=100.0)\n"
        "def long(): room.run(p, room.RK4(1e-6), allow_large=True)",
    ),
    "random matrices": (
        "oracle",
        "def before(): pass\n"
        "p = room.Ensemble(0.9, 1.0, levels=1500)\n"
        "def long(): room.simulate(p, workers=1, allow_large=True)",
    ),
    "two-time functions": (
        "kinetic",
        "def before(): room.solve(room.KineticQuench(0.9, 1.0, cutoff=2.0, t_max=1.0))\n"
        "p = room.KineticQuench(0.9, 1.0, rate_s=0.1, t_max=1e4)\n"
        "def long(): room.solve(p, allow_large=True)",
    ),
}


@contextlib.contextmanager
def _process(code: str, tmp_path: Path, **environment: str) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(tmp_path), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _answer(process: "subprocess.Popen[str]") -> tuple[int, str, list[str]]:
    try:
        out, err = process.communicate(timeout=ANSWER)
    except subprocess.TimeoutExpired:
        pytest.fail("no answer")
    # On a terminal what follows ^C begins on a new line.
    return process.returncode, out, complaints(err)


@pytest.mark.parametrize(
    "name",
    [
        "verification.cli", "click", "higgs_sym.ground.errors", "verification.usage",
        "higgs_num.commands.response", "numpy", "numpy.linalg", "numba", "higgs_num.response",
    ],
)  # fmt: skip
def test_while_something_is_imported(name: str, tmp_path: Path) -> None:
    with _process(WHILE_IMPORTING.format(name=name), tmp_path) as process:
        assert _answer(process) == (130, "", ["higgs: interrupted"])


def _while_at_work(name: str, tmp_path: Path, delay: float) -> None:
    room, code = AT_WORK[name]
    with _process(WHILE_AT_WORK.format(room=room, code=code), tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(delay)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert _answer(process) == (130, "", ["higgs: interrupted"])


def test_within_a_long_row_of_frequencies(tmp_path: Path) -> None:
    _while_at_work("response", tmp_path, 0.7)


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.1, 1.0, 4.0])
@pytest.mark.parametrize("name", AT_WORK)
def test_within_long_work(name: str, delay: float, tmp_path: Path) -> None:
    _while_at_work(name, tmp_path, delay)


@pytest.mark.slow
@pytest.mark.parametrize("delay", [1.0, 2.0, 4.0, 7.0, 12.0])
def test_while_kernels_are_compiled(delay: float, tmp_path: Path) -> None:
    code = (
        "import sys; from verification.__main__ import main;"
        "sys.argv = ['higgs', 'quench', '--gap-initial', '0.9', '--gap-final', '1'];"
        "main()"
    )
    with _process(code, tmp_path, HIGGS_CACHE_DIR=str(tmp_path)) as process:
        time.sleep(delay)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert _answer(process) == (130, "", ["higgs: interrupted"])
