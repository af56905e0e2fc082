"""Where two threads wait for one another, some tens of nanoseconds long.

Two operating-system threads run the same kernel, each its own part, and meet after every step:
far too often for a pool of threads. Each counts its steps in a cell of its own, which the other
watches. What one wrote before it counted, the other sees after it has read the count.
"""

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from llvmlite.binding import address_of_symbol
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from higgs_num.core.arrays import Indices
from higgs_num.core.compile import kernel

CELLS = 16  # 64-bit cells between the two counts, so that they lie in different cache lines
PATIENCE = 2000  # looks at the other count before giving way, some microseconds


def _cell(context: Any, builder: Any, kind: Any, array: Any, index: Any) -> Any:
    return builder.gep(context.make_array(kind)(context, builder, array).data, [index])


def _read(_typing: Any, array: Any, index: Any) -> Any:  # noqa: ARG001 (numba counts them)
    """Return array[index], and see all that was written before it."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        cell = _cell(context, builder, signature.args[0], *args)
        return builder.load_atomic(cell, "acquire", 8)

    return types.int64(array, types.intp), codegen


def _publish(_typing: Any, array: Any, index: Any, value: Any) -> Any:  # noqa: ARG001
    """Write array[index] after all that was written before."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        cell = _cell(context, builder, signature.args[0], *args[:2])
        builder.store_atomic(args[2], cell, "release", 8)
        return ir.Constant(ir.IntType(1), 0)

    return types.boolean(array, types.intp, types.int64), codegen


# Lets another thread have this core, by its name on Linux and macOS or on Windows.
_YIELD = next(
    (name for name in ("sched_yield", "SwitchToThread") if address_of_symbol(name)), None
)  # fmt: skip


def _give_way(_typing: Any) -> Any:
    """Let another thread run, if the system can."""

    def codegen(context: Any, builder: Any, _signature: Any, _args: Any) -> Any:
        if _YIELD is not None:
            function = cgutils.get_or_insert_function(
                builder.module, ir.FunctionType(ir.IntType(32), []), _YIELD
            )  # fmt: skip
            builder.call(function, [])
        return context.get_dummy_value()

    return types.void(), codegen


read = cast(Callable[[Indices, int], int], intrinsic(_read))
publish = cast(Callable[[Indices, int, int], bool], intrinsic(_publish))
give_way = cast(Callable[[], None], intrinsic(_give_way))


@kernel
def meet(counts: Indices, part: int, count: int) -> None:
    """Return when both parts have come to `count`."""
    publish(counts, part * CELLS, count)
    tries = 0
    while read(counts, (1 - part) * CELLS) < count:
        tries += 1
        if tries > PATIENCE:  # the other is not running: perhaps it waits for this core
            give_way()
