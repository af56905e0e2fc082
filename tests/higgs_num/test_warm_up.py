"""Kernels compiled ahead: all of them, and none again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import higgs_num
from higgs_num.warm_up import JOBS, warm_up
from higgs_sym.ground.errors import ArgumentError

ROOT = Path(higgs_num.__file__).resolve().parents[1]
COUNT = """
import sys
from numba.core import event
made = []
class Listener(event.Listener):
    def on_start(self, e): made.append(e.data["dispatcher"].py_func.__name__)
    def on_end(self, e): pass
event.register("numba:compile", Listener())
from verification.cli import execute
status = execute(sys.argv[1:])
from higgs_num.core.compile import KERNELS
print(status, sorted(set(made) & {k.py_func.__name__ for k in KERNELS}))
"""


def python(code: str, cache: Path, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "HIGGS_CACHE_DIR": str(cache), "PYTHONPATH": str(ROOT)},
        cwd=cache, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


@pytest.mark.slow
def test_no_kernel_is_left_out_and_none_is_compiled_again(tmp_path: Path) -> None:
    cli = "import sys; from verification.cli import execute; sys.exit(execute(sys.argv[1:]))"
    answer = json.loads(python(cli, tmp_path, "warm-up", "--json"))["results"]
    assert answer["new"] == answer["kernels"] > len(JOBS)
    # Every declared kernel has compiled code in the folder.
    names = """
from pathlib import Path
from higgs_num.core.compile import FOLDER, KERNELS
import higgs_num.warm_up, higgs_num.quench, higgs_num.response, higgs_num.response.closure
held = {path.name.split("-")[0] for path in FOLDER.glob("*.nbc")}
print([k.py_func.__qualname__ for k in KERNELS
       if f"{k.py_func.__module__.rsplit('.', 1)[-1]}.{k.py_func.__qualname__}" not in held])
"""
    assert python(names, tmp_path).strip() == "[]"
    for words in (
        "quench --gap-initial 0.95 --gap-final 1 --rate-s 0.1 --t-max 20 --probe 0.5 --threads 2",
        "quench --gap-initial 0.9 --gap-final 1 --rate-u 0.1 --t-max 20 --closure odd --tol 1e-8",
        "response --rate-s 0.1 --omega 0:4:11",
        "response --rate-s 1.1 --omega 0:4:11 --temperature 0.3",
        "mode --rate-s 0.1 --cutoff 10",
        "steady-state --gap-initial 0.1 --gap-final 1",
    ):
        assert python(COUNT, tmp_path, *words.split()).splitlines()[-1] == "0 []", words


def test_workers_must_be_a_number_of_processes() -> None:
    with pytest.raises(ArgumentError) as caught:
        warm_up(workers=0)
    assert caught.value.name == "workers"
