"""The hot loops use the widest registers of the CPU: read in the machine code."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import llvmlite.binding
import numba
import pytest
from numba import types

from higgs_num.core import free, led, sourced

VECTOR = types.float64[::1]
TABLES = types.float64[:, ::1]
FLOAT = types.float64
INT = types.int64
# Kernel, its arguments, and how many multiply-adds of eight numbers one turn of its loop makes:
# three for each rotation, one or two for each sum.
KERNELS: dict[str, tuple[Any, tuple[Any, ...], int]] = {
    "free.turns_free": (free.turns_free, (*[VECTOR] * 3, *[FLOAT] * 4, types.boolean), 15),
    "free.last_turn_free": (
        free.last_turn_free, (VECTOR, VECTOR, *[FLOAT] * 5, VECTOR, types.boolean), 9
    ),
    "sourced.turns_sourced": (
        sourced.turns_sourced, (*[VECTOR] * 4, *[FLOAT] * 4, types.boolean), 29
    ),
    "led._turns": (
        led._turns,
        (VECTOR, INT, VECTOR, INT, INT, VECTOR, VECTOR, INT, TABLES, INT, types.boolean), 24,
    ),
}  # fmt: skip


def widest() -> tuple[str, int]:
    features = llvmlite.binding.get_host_cpu_features()
    for feature, register, numbers in (("avx512f", "zmm", 8), ("avx2", "ymm", 4)):
        if features.get(feature):
            return register, numbers
    pytest.skip("no wide registers that this test knows")


@pytest.mark.parametrize("name", KERNELS)
def test_multiply_adds_are_packed(name: str) -> None:
    kernel, signature, each = KERNELS[name]
    compiled = numba.njit(error_model="numpy")(kernel.py_func)
    compiled.compile(signature)
    code = "\n".join(compiled.inspect_asm().values())
    register, numbers = widest()
    packed = re.findall(rf"vf[n]?m\w+pd\s.*{register}", code)
    assert len(packed) >= each * 8 // numbers
    # A loop that the compiler had split up would multiply and add single numbers.
    assert len(re.findall(r"vf[n]?m\w+sd\s", code)) == 0


def test_running_sums_stay_in_registers() -> None:
    """The loop of the pass that does most of the work stores its three rows, nothing else."""
    compiled = numba.njit(error_model="numpy")(free.turns_free.py_func)  # type: ignore[attr-defined]
    compiled.compile(KERNELS["free.turns_free"][1])
    code = "\n".join(compiled.inspect_asm().values())
    register, numbers = widest()
    # AT&T order: a store has the register first and an address last; (%rsp) are spilled values.
    stores = re.findall(rf"vmovup[ds]\s+%{register}\d+, (?!.*%rsp).*\(", code)
    assert len(stores) % (3 * 8 // numbers) == 0
    assert stores


QUENCH = """
import hashlib
from higgs_num.quench import MultiProduct, Problem, run
digest = hashlib.sha256()
for inputs in ({"rate_s": 0.1}, {"rate_s": 0.1, "closure": "odd"}):
    problem = Problem(0.8, 1.0, levels=100, t_max=5.0, probes=(0.3,), **inputs)
    result = run(problem, MultiProduct(order=10, longest_step=0.2))
    for array in (result.gap, result.final_spins, result.probe_spins, result.norm_change):
        digest.update(array.tobytes())
print(digest.hexdigest())
"""


@pytest.mark.slow  # compiles every kernel for another CPU
def test_a_cpu_without_wide_registers_gives_the_same_bits(tmp_path: Path) -> None:
    """Compiled for the oldest CPU of this kind, which has not even multiply-add."""

    def bits(**environment: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", QUENCH], env={**os.environ, **environment},
            capture_output=True, text=True, check=True, timeout=300,
        ).stdout  # fmt: skip

    oldest = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
    assert bits(**oldest, HIGGS_CACHE_DIR=str(tmp_path)) == bits()
