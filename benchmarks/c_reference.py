"""The C programs of this folder, compiled by the system's compiler for this machine."""

import ctypes
import math
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.multi_product import Chains
from higgs_num.quench.steppers.splitting import SplittingState

FLAGS = ["-O3", "-march=native", "-ffast-math", "-fno-math-errno", "-shared", "-fPIC"]


def compiler() -> str:
    found = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if found is None:
        raise SystemExit("No C compiler found; the comparison with C needs one")
    return found


def build(name: str) -> ctypes.CDLL:
    target = Path(tempfile.mkdtemp()) / f"{name}.so"
    source = Path(__file__).with_name(f"{name}.c")
    subprocess.run([compiler(), *FLAGS, str(source), "-o", str(target), "-lm"], check=True)
    return ctypes.CDLL(str(target))


def pointer(array: np.ndarray) -> ctypes.c_void_p:
    assert array.flags.c_contiguous
    return ctypes.c_void_p(array.ctypes.data)


def rk4(library: ctypes.CDLL, motion: Motion, times: Vector, longest_step: float) -> Vector:
    """Return Delta at equally spaced `times`."""
    interval = float(times[1])
    steps = math.ceil(interval / longest_step)
    gap = np.empty(times.size)
    S = motion.spins.copy()
    library.rk4(
        ctypes.c_long(len(motion.levels)), pointer(motion.levels.energies),
        pointer(motion.levels.weights), pointer(motion.sources.constant),
        ctypes.c_double(motion.half_lambda), ctypes.c_double(interval / steps),
        ctypes.c_long(steps), ctypes.c_long(times.size - 1), pointer(S), pointer(gap),
    )  # fmt: skip
    return gap


def mpe(library: ctypes.CDLL, state: SplittingState, steps: int) -> Vector:
    """Return Delta after each of `steps` steps from a state of `MultiProduct`, in one thread."""
    scheme = state.prepared.scheme
    assert isinstance(scheme, Chains)
    chains = scheme.kernel
    now, gap = state.seen.copy(), np.empty(steps)
    after, heap, work = np.zeros((3, now.size))
    library.mpe(
        ctypes.c_long(now.size // 24), pointer(now), pointer(after), pointer(heap), pointer(work),
        pointer(state.prepared.seen.tables), pointer(state.levels),
        ctypes.c_long(chains.counts.size), ctypes.c_long(int(chains.heaps[1])),
        pointer(chains.counts), pointer(chains.weights), ctypes.c_double(chains.h),
        ctypes.c_double(state.motion.half_lambda), ctypes.c_double(state.offset),
        ctypes.c_long(steps), pointer(gap),
    )  # fmt: skip
    return gap
