"""The C Runge-Kutta of `rk4.c`, compiled by the system's compiler for this machine."""

import ctypes
import math
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.quench.motion import Motion

FLAGS = ["-O3", "-march=native", "-ffast-math", "-fno-math-errno", "-shared", "-fPIC"]


def build() -> ctypes.CDLL:
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise SystemExit("No C compiler found; the comparison with C needs one")
    target = Path(tempfile.mkdtemp()) / "rk4.so"
    source = Path(__file__).with_name("rk4.c")
    subprocess.run([compiler, *FLAGS, str(source), "-o", str(target)], check=True)
    return ctypes.CDLL(str(target))


def rk4(library: ctypes.CDLL, motion: Motion, times: Vector, longest_step: float) -> Vector:
    """Return Delta at `times`."""
    interval = float(times[1])
    steps = math.ceil(interval / longest_step)
    gap = np.empty(times.size)
    S = motion.spins.copy()

    def pointer(array: Vector) -> ctypes.c_void_p:
        return ctypes.c_void_p(np.ascontiguousarray(array).ctypes.data)

    library.rk4(
        ctypes.c_long(len(motion.levels)), pointer(motion.levels.energies),
        pointer(motion.levels.weights), pointer(motion.sources.constant),
        ctypes.c_double(motion.half_lambda), ctypes.c_double(interval / steps),
        ctypes.c_long(steps), ctypes.c_long(times.size - 1), pointer(S), pointer(gap),
    )  # fmt: skip
    return gap
