"""Arrays that users give: real and finite, of the shape that is meant, or refused in one line."""

from typing import Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_sym.ground.errors import ArgumentError, finite


def real_array(name: str, value: Any, *, ndim: int | None = 1, allow_inf: bool = False) -> Vector:
    """Return a contiguous float64 copy of `value`, or raise `ArgumentError`.

    Sequences and arrays of real numbers of any type are taken, nested as `ndim` says (None: as
    they are). Refused are texts, truth values, complex numbers, masked entries, rows of unequal
    lengths, and what is not finite (infinities are kept with `allow_inf`).
    """
    if isinstance(value, str | bytes | bytearray):
        raise ArgumentError(name, "be numbers", repr(value))
    if np.ma.is_masked(value):
        raise ArgumentError(name, "have no masked entries", "masked")
    try:
        given = np.asarray(value)
    except (ValueError, TypeError):  # rows of unequal lengths, or no sequence at all
        raise ArgumentError(name, "be one array of numbers", f"a {type(value).__name__}") from None
    if ndim is not None and given.ndim != ndim:
        rule = "be a number" if ndim == 0 else f"have {ndim} dimension{'s' * (ndim > 1)}"
        shown = repr(value) if given.ndim == 0 else f"of shape {given.shape}"
        raise ArgumentError(name, rule, shown)
    if given.dtype == object:  # fractions, decimals, whole numbers beyond 64 bits
        flat = [finite(name, one) for one in given.flat]
        return np.array(flat, dtype=np.float64).reshape(given.shape)
    if given.dtype.kind not in "iuf" and given.size:
        raise ArgumentError(name, "hold real numbers", f"of type {given.dtype}")
    numbers = np.array(given, dtype=np.float64, order="C")
    lost = np.isnan(numbers) if allow_inf else ~np.isfinite(numbers)
    if lost.any():
        where = tuple(int(i) for i in np.argwhere(lost)[0])
        place = "" if not where else f" at place {where[0] if len(where) == 1 else where}"
        raise ArgumentError(name, "be finite", f"{numbers[lost][0]}{place}")
    return numbers
