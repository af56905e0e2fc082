"""How arguments go in and results come out of a generated function, per backend.

Each wrapper takes what was generated of a formula and returns the function that the user calls.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational
from typing import Any

from higgs_sym.ground.errors import ArgumentError, ComputationError, finite

Call = Callable[..., Any]
# Relative bound of the errors of rounding, above which balls say what the value is.
ACCURACY = 1e-12


@dataclass(frozen=True)
class Careful:
    """What looks again where double precision may not be enough: bounds, and balls."""

    bound: Call
    value: Call
    outside: Call


@dataclass(frozen=True)
class Generated:
    """A formula as code: its arguments, its value, its domain, and how to be sure of both.

    `careful` makes the last; None for a bare expression, which is taken as it comes.
    """

    id: str
    arguments: tuple[str, ...]
    value: Call
    outside: Call
    careful: Callable[[], Careful] | None = None


def _refuse(one: Generated, checks: Any, values: tuple[Any, ...]) -> None:
    for broken, subject, rule in checks:
        if broken:
            shown = ", ".join(str(v) for v in values)
            raise ArgumentError(subject, f"{rule} in {one.id}", f"among ({shown})")


def _arrays(one: Generated, values: tuple[Any, ...]) -> list[Any]:
    """Return the arguments as float64 arrays of one shape, or raise `ArgumentError`."""
    import numpy as np

    arrays = [_array(name, value) for name, value in zip(one.arguments, values, strict=True)]
    try:
        return [np.array(array) for array in np.broadcast_arrays(*arrays)]
    except ValueError:
        shapes = ", ".join(str(array.shape) for array in arrays)
        rule = f"broadcast to one shape in {one.id}"
        raise ArgumentError(", ".join(one.arguments), rule, f"of shapes {shapes}") from None


def _array(name: str, value: Any) -> Any:
    import numpy as np

    if isinstance(value, float | int) and not isinstance(value, bool):
        return np.array(finite(name, value))
    if np.ma.is_masked(value) or isinstance(value, str | bytes | bytearray):
        raise ArgumentError(name, "be real numbers", repr(value))
    try:
        given = np.asarray(value)
    except (ValueError, TypeError):
        raise ArgumentError(name, "be real numbers", f"a {type(value).__name__}") from None
    if given.dtype == object:
        return np.array([finite(name, one) for one in given.flat]).reshape(given.shape)
    if given.dtype.kind not in "fiu" and given.size:
        raise ArgumentError(name, "be real numbers", f"of type {given.dtype}")
    with np.errstate(over="ignore"):
        found = given.astype(np.float64)
    if not np.isfinite(found).all():
        raise ArgumentError(name, "be finite", float(found[~np.isfinite(found)].flat[0]))
    return found


def _inside(one: Generated, arrays: list[Any], values: tuple[Any, ...]) -> None:
    """Raise `ArgumentError` for a point outside of the domain: what floats say, balls confirm."""
    import numpy as np

    with np.errstate(all="ignore"):
        checks = one.outside(*arrays)
    doubtful = np.zeros(arrays[0].shape if arrays else (), dtype=bool)
    for broken, _, _ in checks:
        doubtful |= broken
    if not doubtful.any():
        return
    if one.careful is None:
        _refuse(one, [(np.any(b), s, r) for b, s, r in checks], values)
        return
    from higgs_sym.backends.exact import broken

    outside = one.careful().outside
    for place in np.argwhere(doubtful):
        point = tuple(float(array[tuple(place)]) for array in arrays)
        found = broken(outside, point)
        if found is not None:
            _refuse(one, [found], values if doubtful.ndim == 0 else point)


def _real(one: Generated, result: Any) -> Any:
    import numpy as np

    if np.iscomplexobj(result):
        raise ComputationError(f"{one.id} is not real")
    return np.asarray(result, dtype=np.float64)


def _sure(one: Generated, arrays: list[Any], result: Any) -> Any:
    """Return the result, elements that rounding may have spoilt computed again in balls."""
    import numpy as np

    if one.careful is not None:
        careful = one.careful()
        spoilt = np.broadcast_to(~(careful.bound(arrays) <= ACCURACY), result.shape)
        if spoilt.any():
            from higgs_sym.backends.exact import nearest

            result = np.array(result)
            for place in np.argwhere(spoilt):
                point = tuple(float(array[tuple(place)]) for array in arrays)
                result[tuple(place)] = nearest(one.id, careful.value, point)
    if not np.isfinite(result).all():
        raise ComputationError(f"{one.id} is not a number at some of the arguments")
    return float(result) if result.ndim == 0 else result


def wrap_numpy(one: Generated) -> Call:
    """Real arrays (broadcast) in, a float or a float64 array out."""
    import numpy as np

    def call(*values: Any) -> Any:
        arrays = _arrays(one, values)
        _inside(one, arrays, values)
        # Branches that are not selected may divide by zero; what is wrong in the result is caught.
        with np.errstate(all="ignore"):
            try:
                result = _real(one, one.value(*arrays))
            except OverflowError:  # single complex numbers raise where arrays overflow
                result = np.full(arrays[0].shape, np.nan)
        return _sure(one, arrays, np.broadcast_to(result, arrays[0].shape) if arrays else result)

    return call


def wrap_numba(one: Generated) -> Call:
    """As numpy; the compiled kernel runs over the elements."""
    import numba
    import numpy as np

    vectorised: list[Any] = []

    def call(*values: Any) -> Any:
        arrays = _arrays(one, values)
        _inside(one, arrays, values)
        if not arrays or not arrays[0].shape:
            result = _real(one, _evaluated(one, [float(array) for array in arrays], values))
            return _sure(one, arrays, result)
        if not vectorised:
            vectorised.append(numba.vectorize(one.value.py_func))  # type: ignore[attr-defined]
        with np.errstate(all="ignore"):
            result = _real(one, vectorised[0](*arrays))
        return _sure(one, arrays, result)

    return call


def _rational(name: str, given: Any) -> Fraction | None:
    """Return a whole number, fraction, decimal or text of one exactly; None for another type.

    Raises `ArgumentError` for what is no real number, finite.
    """
    if getattr(given, "shape", None) == () and hasattr(given, "item"):
        given = given.item()
    if isinstance(given, bool | bytes | complex) or given is None:
        raise ArgumentError(name, "be a real number", repr(given))
    if isinstance(given, str | Decimal):
        try:
            return Fraction(given)
        except (ValueError, OverflowError, ZeroDivisionError):
            raise ArgumentError(name, "be a finite number", repr(given)) from None
    if isinstance(given, Integral | Rational):
        return Fraction(int(given.numerator), int(given.denominator))
    if hasattr(given, "p") and hasattr(given, "q") and getattr(given, "is_Rational", True):
        return Fraction(int(given.p), int(given.q))  # of sympy and flint
    return None


def _evaluated(one: Generated, numbers: list[Any], values: tuple[Any, ...]) -> Any:
    try:
        return one.value(*numbers)
    except (ZeroDivisionError, ValueError, OverflowError) as error:
        shown = ", ".join(str(v) for v in values)
        raise ComputationError(f"{one.id} has no value at ({shown}): {error}") from None


def wrap_mpmath(one: Generated) -> Call:
    """Int, float (its exact binary value), Fraction, Decimal, decimal string or mpf in; mpf out."""
    import mpmath as mp

    def number(name: str, given: Any) -> Any:
        rational = _rational(name, given)
        if rational is not None:
            return mp.mpf(rational.numerator) / rational.denominator
        if isinstance(given, mp.mpf) and mp.isfinite(given):
            return +given
        return mp.mpf(finite(name, given if not isinstance(given, mp.mpf) else float(given)))

    def call(*values: Any) -> Any:
        numbers = [number(*given) for given in zip(one.arguments, values, strict=True)]
        _refuse(one, one.outside(*numbers), values)
        result = mp.mpmathify(_evaluated(one, numbers, values))
        if isinstance(result, mp.mpc) or not mp.isfinite(result):
            raise ComputationError(f"{one.id} is not a number at {values}")
        return result

    return call


def wrap_arb(one: Generated) -> Call:
    """Int, Fraction, Decimal, fmpq, decimal string or arb in, arb out; a float is refused."""
    import flint

    def ball(name: str, given: Any) -> Any:
        if isinstance(given, flint.arb):
            return given
        if isinstance(given, float):
            # 0.1 is not one tenth: a ball around it would be certain of a wrong number.
            raise ArgumentError(name, "be exact or a ball (arb, Fraction)", given)
        rational = _rational(name, given)
        if rational is None:
            raise ArgumentError(name, "be exact or a ball (arb, Fraction)", repr(given))
        return flint.arb(flint.fmpq(rational.numerator, rational.denominator))

    def call(*values: Any) -> Any:
        balls = [ball(*given) for given in zip(one.arguments, values, strict=True)]
        _refuse(one, one.outside(*balls), values)
        result = _evaluated(one, balls, values)
        if isinstance(result, flint.acb) and result.imag.contains(0):
            result = result.real
        result = result if isinstance(result, flint.arb | flint.acb) else flint.arb(result)
        if isinstance(result, flint.acb) or not result.is_finite():
            raise ComputationError(f"{one.id} has no finite ball at {values}; raise the precision")
        return result

    return call
