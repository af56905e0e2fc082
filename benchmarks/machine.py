"""What the numbers were measured on, and how fast it can be at best."""

import ctypes
import os
import platform
import subprocess
import time
from pathlib import Path

import llvmlite.binding
import numba
import numpy as np

from benchmarks.c_reference import build, compiler
from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel
from higgs_num.core.lanes import LANES, add, fma, load, splat, store, total


def description() -> str:
    """Return one line: CPU, registers, cores, compiler, versions."""
    features = llvmlite.binding.get_host_cpu_features()
    widest = next((f for f in ("avx512f", "avx2", "neon") if features.get(f)), "no wide registers")
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [x for x in info.read_text().splitlines() if x.startswith("model name")]
        model = names[0].split(":")[1].strip() if names else model
    version = subprocess.run([compiler(), "--version"], capture_output=True, text=True, check=True)
    return (
        f"{model} ({llvmlite.binding.get_host_cpu_name()}, {widest}), {os.cpu_count()} cores, "
        f"{1e-9 / cycle():.2f} GHz; {version.stdout.splitlines()[0]}; Python "
        f"{platform.python_version()}, numba {numba.__version__}, numpy {np.__version__}"
    )


def cycle() -> float:
    """Return the seconds of a cycle, from a chain of dependent additions."""
    clock = build("clock")
    clock.additions.restype = ctypes.c_double
    clock.additions.argtypes = [ctypes.c_long]
    n = 200_000_000
    return float(min(clock.additions(n) for _ in range(3))) / n


@kernel
def _multiply_adds(n: int) -> float:
    # Six independent chains of eight numbers: enough to hide the latency, few enough for AVX2.
    # They start differently, or the compiler would make one of them.
    m, c = splat(0.999), splat(1e-3)
    a0, a1, a2 = splat(0.5), splat(0.6), splat(0.7)
    a3, a4, a5 = splat(0.8), splat(0.9), splat(1.1)
    for _ in range(n):
        a0, a1, a2 = fma(a0, m, c), fma(a1, m, c), fma(a2, m, c)
        a3, a4, a5 = fma(a3, m, c), fma(a4, m, c), fma(a5, m, c)
    return total(add(add(add(a0, a1), add(a2, a3)), add(a4, a5)))


def multiply_add() -> float:
    """Return the seconds of a multiply-add of one number, at full speed."""
    n = 5_000_000
    return best(lambda: _multiply_adds(n)) / (6 * LANES * n)


@kernel
def _traffic(state: Vector, table: Vector, passes: int) -> None:
    one = splat(1.0)
    for _ in range(passes):
        at, entry = 0, 0
        for _group in range(state.size // (3 * LANES)):
            t, s = load(table, entry), load(table, entry + LANES)
            store(state, at, fma(t, one, load(state, at)))
            store(state, at + LANES, fma(s, one, load(state, at + LANES)))
            store(state, at + 2 * LANES, add(one, load(state, at + 2 * LANES)))
            at += 3 * LANES
            entry += 2 * LANES


def traffic(state: Vector, table: Vector) -> float:
    """Return seconds a level to read two rows and to change three, with hardly any arithmetic."""
    levels = state.size // 3
    passes = max(1, 20_000_000 // levels)
    return best(lambda: _traffic(state, table, passes)) / (passes * levels)


def best(work: object, repeat: int = 5) -> float:
    """Return the seconds of the fastest of some repetitions, after one that is not counted."""
    assert callable(work)
    work()
    seconds = []
    for _ in range(repeat):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)
