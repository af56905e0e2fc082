"""Vectors of eight numbers for kernels: what one line of code does to eight levels at once.

Left to itself the compiler keeps the running sums of a loop in memory, which costs a factor of
three; with values of this type they stay in registers. Eight numbers are one register of AVX-512
and two of AVX2: the compiler splits them, and the same code gives the same bits on every CPU.

Levels lie in groups of eight, the quantities (rows) of a group one after another:
`array[(group * rows + row) * LANES + lane]`; missing levels at the end are zeros.
"""

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, models, register_model

from higgs_num.core.arrays import Vector

LANES = 8

_VECTOR = ir.VectorType(ir.DoubleType(), LANES)
_INT32 = ir.IntType(32)


class Lanes(types.Type):
    """The type of eight float64."""

    def __init__(self) -> None:
        super().__init__(name=f"Lanes({LANES})")


lanes = Lanes()


@register_model(Lanes)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _VECTOR)  # type: ignore[no-untyped-call]


# numba counts the arguments of what it is given, so there is one maker for each number of them.
def _unary(code: Callable[..., Any], result: Any = lanes) -> Callable[[Any], Any]:
    def typed(_typing: Any, a: Any) -> Any:  # noqa: ARG001
        return result(lanes), lambda _context, builder, _signature, args: code(builder, *args)

    return cast(Callable[[Any], Any], intrinsic(typed))


def _binary(code: Callable[..., Any]) -> Callable[[Any, Any], Any]:
    def typed(_typing: Any, a: Any, b: Any) -> Any:  # noqa: ARG001
        return lanes(lanes, lanes), lambda _context, builder, _signature, args: code(builder, *args)

    return cast(Callable[[Any, Any], Any], intrinsic(typed))


def _ternary(code: Callable[..., Any]) -> Callable[[Any, Any, Any], Any]:
    def typed(_typing: Any, a: Any, b: Any, c: Any) -> Any:  # noqa: ARG001
        kind = lanes(lanes, lanes, lanes)
        return kind, lambda _context, builder, _signature, args: code(builder, *args)

    return cast(Callable[[Any, Any, Any], Any], intrinsic(typed))


def _llvm(name: str) -> Callable[..., Any]:
    """Return code that calls an intrinsic function of LLVM on whole vectors."""

    def code(builder: Any, *values: Any) -> Any:
        kind = ir.FunctionType(_VECTOR, [_VECTOR] * len(values))
        name_ = f"llvm.{name}.v{LANES}f64"
        return builder.call(cgutils.get_or_insert_function(builder.module, kind, name_), values)

    return code


def _larger(builder: Any, a: Any, b: Any) -> Any:
    # a is kept where it is larger or NaN; otherwise b, which may be NaN.
    keep = builder.or_(builder.fcmp_ordered(">", a, b), builder.fcmp_unordered("uno", a, a))
    return builder.select(keep, a, b)


def _total(builder: Any, a: Any) -> Any:
    parts = [builder.extract_element(a, ir.Constant(_INT32, k)) for k in range(LANES)]
    while len(parts) > 1:
        half = len(parts) // 2
        parts = [builder.fadd(x, y) for x, y in zip(parts[:half], parts[half:], strict=True)]
    return parts[0]


def _address(context: Any, builder: Any, kind: Any, array: Any, index: Any) -> Any:
    data = context.make_array(kind)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [index]), _VECTOR.as_pointer())


def _load(_typing: Any, array: Any, index: Any) -> Any:  # noqa: ARG001
    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.load(_address(context, builder, signature.args[0], *args), align=8)

    return lanes(array, types.intp), codegen


def _store(_typing: Any, array: Any, index: Any, value: Any) -> Any:  # noqa: ARG001
    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        address = _address(context, builder, signature.args[0], *args[:2])
        builder.store(args[2], address, align=8)
        return context.get_dummy_value()

    return types.void(array, types.intp, lanes), codegen


def _splat(_typing: Any, a: Any) -> Any:  # noqa: ARG001
    def codegen(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        nothing = ir.Constant(_VECTOR, ir.Undefined)
        one = builder.insert_element(nothing, args[0], ir.Constant(_INT32, 0))
        mask = ir.Constant(ir.VectorType(_INT32, LANES), [0] * LANES)
        return builder.shuffle_vector(one, nothing, mask)

    return lanes(types.float64), codegen


def _apart(_typing: Any) -> Any:
    def codegen(context: Any, builder: Any, _signature: Any, _args: Any) -> Any:
        builder.function.attributes.add("noinline")
        builder.function.attributes.alignstack = 64
        return context.get_dummy_value()

    return types.void(), codegen


# Called by a kernel, it makes it a function of its own, whose spilled registers are aligned (shared
# by two cache lines each costs twice), and which is timed alone as it is in use.
apart = cast(Callable[[], None], intrinsic(_apart))
# array[index : index + 8] of a contiguous array (n,), unchecked; and writing there.
load = cast(Callable[[Vector, int], Any], intrinsic(_load))
store = cast(Callable[[Vector, int, Any], None], intrinsic(_store))
# Eight times the same number.
splat = cast(Callable[[float], Any], intrinsic(_splat))
add = _binary(lambda builder, a, b: builder.fadd(a, b))
sub = _binary(lambda builder, a, b: builder.fsub(a, b))
mul = _binary(lambda builder, a, b: builder.fmul(a, b))
# a b + c and c - a b, with a single rounding.
fma = _ternary(_llvm("fma"))
fnma = _ternary(lambda builder, a, b, c: _llvm("fma")(builder, builder.fneg(a), b, c))
root = _unary(_llvm("sqrt"))
size = _unary(_llvm("fabs"))
# The larger of each two; NaN if either is.
larger = _binary(_larger)
# The sum of the eight, folded in halves: a fixed order of additions.
total = cast(Callable[[Any], float], _unary(_total, types.float64))
