"""Arrays that users give: real and finite, of the shape that is meant, or refused in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_sym.ground.errors import ArgumentError, finite, quoted


def _place(index: tuple[int, ...]) -> str:
    if not index:
        return ""
    return f" at place {index[0] if len(index) == 1 else index}"


def real_array(
    name: str,
    value: Any,
    *,
    ndim: int | None = 1,
    allow_inf: bool = False,
    place: Callable[[tuple[int, ...]], str] = _place,
) -> Vector:
    """Return a contiguous float64 copy of `value`, or raise `ArgumentError`.

    Sequences and arrays of real numbers of any type are taken, nested as `ndim` says (None: as
    they are). Refused are texts, truth values, complex numbers, masked entries, rows of unequal
    lengths, and what is not finite (infinities are kept with `allow_inf`); `place` tells in words
    where that is, from its index.
    """
    if isinstance(value, str | bytes | bytearray | memoryview):
        raise ArgumentError(name, "be numbers", quoted(value))
    if np.ma.is_masked(value):
        raise ArgumentError(name, "have no masked entries", "masked")
    given = value if isinstance(value, np.ndarray) else _gathered(name, value)
    if ndim is not None and given.ndim != ndim:
        rule = "be a number" if ndim == 0 else f"have {ndim} dimension{'s' * (ndim > 1)}"
        shown = quoted(value) if given.ndim == 0 else f"of shape {given.shape}"
        raise ArgumentError(name, rule, shown)
    if given.dtype == object:  # fractions, decimals, whole numbers beyond 64 bits
        flat = [finite(name, one) for one in given.flat]
        return np.array(flat, dtype=np.float64).reshape(given.shape)
    if given.dtype.kind not in "iuf":
        raise ArgumentError(name, "hold real numbers", f"of type {given.dtype}")
    with np.errstate(over="ignore"):  # of wider numbers: told below
        numbers = np.array(given, dtype=np.float64, order="C")
    lost = np.isnan(numbers) if allow_inf else ~np.isfinite(numbers)
    if lost.any():
        where = tuple(int(i) for i in np.argwhere(lost)[0])
        raise ArgumentError(name, "be finite", f"{numbers[lost][0]}{place(where)}")
    return numbers


def _gathered(name: str, value: Any) -> np.ndarray:
    """Return a sequence as an array of float64 if Python's numbers are all it holds, else as it is.

    Numpy would take truth values among numbers for 0 and 1 in silence.
    """
    try:
        given = np.array(value, dtype=object)
        if set(map(type, given.flat)) <= {float, int, np.float64}:
            return given.astype(np.float64)
    except OverflowError:  # a whole number beyond double precision is told as what it is
        pass
    except Exception:  # rows of unequal lengths, or no sequence at all
        raise ArgumentError(name, "be one array of numbers", f"a {type(value).__name__}") from None
    return given
