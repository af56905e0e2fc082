"""The hot loops use the widest registers of the CPU: read in the machine code."""

import re

import llvmlite.binding
import numba
import pytest
from numba import types

from higgs_num.core import driven, splitting

VECTOR = types.float64[::1]
FLOAT = types.float64
KERNELS = {
    "splitting._turn": (splitting._turn, (VECTOR, VECTOR, FLOAT, FLOAT, VECTOR, VECTOR)),
    "splitting._two_turns": (splitting._two_turns, (VECTOR, VECTOR, *[FLOAT] * 4, VECTOR)),
    "splitting._last_turn": (splitting._last_turn, (VECTOR, VECTOR, *[FLOAT] * 5, VECTOR)),
    "driven._two_turns": (driven._two_turns, (*[VECTOR] * 3, *[FLOAT] * 4, VECTOR)),
    "driven._led_turn": (driven._led_turn, (*[VECTOR] * 3, FLOAT, FLOAT, VECTOR)),
}


def widest() -> str:
    features = llvmlite.binding.get_host_cpu_features()
    for feature, register in (("avx512f", "zmm"), ("avx2", "ymm")):
        if features.get(feature):
            return register
    pytest.skip("no wide registers that this test knows")


@pytest.mark.parametrize("name", KERNELS)
def test_multiply_adds_are_packed(name: str) -> None:
    kernel, signature = KERNELS[name]
    compiled = numba.njit(error_model="numpy")(kernel.py_func)
    compiled.compile(signature)
    code = "\n".join(compiled.inspect_asm().values())
    packed = re.findall(rf"vf[n]?m\w+pd\s.*{widest()}", code)
    # As many as the scalar remainder loop has: the whole body is vectorised.
    scalar = re.findall(r"vf[n]?m\w+sd\s", code)
    assert packed
    assert len(packed) >= len(scalar)
