"""How arguments go in and results come out of a generated function, per backend.

Each wrapper takes the formula's id, the generated function and the generated check of its
domain, and returns the function that the user calls.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy as sp

from higgs_sym.ground.errors import ArgumentError, ComputationError

Call = Callable[..., Any]


def _refuse(checks: tuple[tuple[Any, str, str], ...], values: tuple[Any, ...], id: str) -> None:
    for broken, subject, rule in checks:
        if _any(broken):
            shown = ", ".join(str(v) for v in values)
            raise ArgumentError(subject, f"{rule} in {id}", f"among ({shown})")


def _any(broken: Any) -> bool:
    return bool(broken.any()) if hasattr(broken, "any") else bool(broken)


def _real_arrays(values: tuple[Any, ...], id: str) -> list[Any]:
    import numpy as np

    arrays = [np.asarray(value) for value in values]
    for array in arrays:
        if array.dtype.kind not in "fiu":
            raise ArgumentError("values", f"be real numbers in {id}", f"of type {array.dtype}")
    return [array.astype(np.float64) for array in arrays]


def _finished(result: Any, id: str) -> Any:
    import numpy as np

    array = np.asarray(result)
    if np.isnan(array).any():
        raise ComputationError(f"{id} is not a number at some of the arguments")
    return float(array) if array.ndim == 0 else array


def wrap_numpy(id: str, value: Call, outside: Call) -> Call:
    """Real arrays (broadcast) in, a float or a float64 array out."""
    import numpy as np

    def call(*values: Any) -> Any:
        arrays = _real_arrays(values, id)
        _refuse(outside(*arrays), values, id)
        # Branches that are not selected may divide by zero; NaN in the result is caught.
        with np.errstate(all="ignore"):
            result = value(*arrays)
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
        return _finished(np.broadcast_to(result, shape) if shape else result, id)

    return call


def wrap_numba(id: str, value: Call, outside: Call) -> Call:
    """As numpy; the compiled kernel runs over the elements."""
    import numba
    import numpy as np

    vectorised: list[Any] = []

    def call(*values: Any) -> Any:
        arrays = _real_arrays(values, id)
        _refuse(outside(*arrays), values, id)
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
        if not shape:
            return _finished(value(*(float(array) for array in arrays)), id)
        if not vectorised:
            vectorised.append(numba.vectorize(value.py_func))  # type: ignore[attr-defined]
        with np.errstate(all="ignore"):
            return _finished(vectorised[0](*arrays), id)

    return call


def wrap_mpmath(id: str, value: Call, outside: Call) -> Call:
    """Int, float (its exact binary value), Fraction, decimal string or mpf in; mpf out."""
    import mpmath as mp

    def number(given: Any) -> Any:
        if isinstance(given, Fraction | sp.Rational):
            return mp.mpf(int(given.numerator)) / int(given.denominator)
        return mp.mpf(given)

    def call(*values: Any) -> Any:
        numbers = [number(given) for given in values]
        _refuse(outside(*numbers), values, id)
        result = mp.mpf(value(*numbers))
        if mp.isnan(result):
            raise ComputationError(f"{id} is not a number at {values}")
        return result

    return call


def wrap_arb(id: str, value: Call, outside: Call) -> Call:
    """Int, Fraction, fmpq, decimal string or arb in, arb out; a Python float is refused."""
    import flint

    def ball(given: Any) -> Any:
        if isinstance(given, float | complex):
            # 0.1 is not one tenth: a ball around it would be certain of a wrong number.
            raise ArgumentError("values", f"be exact or a ball in {id} (arb, Fraction)", given)
        if isinstance(given, Fraction | sp.Rational):
            return flint.arb(flint.fmpq(int(given.numerator), int(given.denominator)))
        return given if isinstance(given, flint.arb) else flint.arb(given)

    def call(*values: Any) -> Any:
        balls = [ball(given) for given in values]
        _refuse(outside(*balls), values, id)
        result = value(*balls)
        result = result if isinstance(result, flint.arb) else flint.arb(result)
        if not result.is_finite():
            raise ComputationError(f"{id} has no finite ball at {values}; raise the precision")
        return result

    return call
