"""Frequencies that users give: real or complex, finite, of any shape, or refused in one line."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from higgs_sym.ground.errors import ArgumentError, finite


def complex_array(name: str, value: Any) -> NDArray[np.complex128]:
    """Return `value` as a complex128 array of its own shape, or raise `ArgumentError`.

    Numbers of any type are taken, real or complex, alone, in sequences and in arrays. Refused are
    texts, truth values, masked entries, rows of unequal lengths, and what is not finite.
    """
    if np.ma.is_masked(value):
        raise ArgumentError(name, "have no masked entries", "masked")
    try:
        given = np.asarray(value)
    except (ValueError, TypeError):  # rows of unequal lengths, or no sequence at all
        raise ArgumentError(name, "be one array of numbers", f"a {type(value).__name__}") from None
    if given.dtype == object:  # fractions, decimals, whole numbers beyond 64 bits
        flat = [_number(name, one) for one in given.flat]
        given = np.array(flat, dtype=np.complex128).reshape(given.shape)
    if given.dtype.kind not in "iufc" and given.size:
        shown = repr(value) if given.ndim == 0 else f"of type {given.dtype}"
        raise ArgumentError(name, "hold numbers", shown)
    numbers = np.array(given, dtype=np.complex128, order="C")
    lost = ~np.isfinite(numbers)
    if lost.any():
        raise ArgumentError(name, "be finite", _told(numbers[lost][0]))
    return numbers


def _number(name: str, value: Any) -> complex:
    if isinstance(value, complex | np.complexfloating):
        return complex(value)
    return complex(finite(name, value))


def _told(number: complex) -> object:
    return float(number.real) if number.imag == 0.0 else complex(number)


def complex_number(name: str, value: Any) -> complex:
    """Return one finite number, real or complex, or raise `ArgumentError`."""
    numbers = complex_array(name, value)
    if numbers.ndim:
        raise ArgumentError(name, "be a number", f"of shape {numbers.shape}")
    return complex(numbers)
