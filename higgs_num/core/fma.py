"""Fused multiply-add: one rounding, whatever the compiler may think of contraction."""

from collections.abc import Callable
from typing import Any, cast

from numba import types
from numba.extending import intrinsic


def _fma(_typing: Any, a: Any, b: Any, c: Any) -> Any:  # noqa: ARG001 (numba counts them)
    """Return a*b + c in float64 with a single rounding (called from kernels only)."""

    def codegen(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.fma(*args)

    return types.float64(types.float64, types.float64, types.float64), codegen


fma = cast(Callable[[float, float, float], float], intrinsic(_fma))
