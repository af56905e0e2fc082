"""Numbers of floats that carry a bound of what rounding did to them, and functions of them.

An expression evaluated on these tells, for each element of an array, whether double precision was
enough: cancellation, underflow and overflow all end in a bound that is large beside the value. The
bounds are of first order, so they say where to look again, not what is proved.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from higgs_sym.backends.namespaces import numpy_names

# Of one operation, of one function of numpy or scipy, and of what becomes subnormal.
_OPERATION = 2.0**-52
_FUNCTION = 2.0**-50
_LOST = 2.0**-1020
_SMALLEST = 2.0**-1021


class Bounded:
    """Values, and bounds of their errors, of one shape."""

    __slots__ = ("error", "value")
    __array_priority__ = 1000.0
    __array_ufunc__ = None  # so that an array on the left asks this class

    def __init__(self, value: Any, error: Any = 0.0) -> None:
        self.value = value
        self.error = error

    @property
    def _nothing(self) -> Any:
        """Where this is exactly 0."""
        return np.equal(self.value, 0.0) & np.equal(self.error, 0.0)

    def __neg__(self) -> "Bounded":
        return Bounded(-self.value, self.error)

    def __add__(self, other: Any) -> "Bounded":
        b = _of(other)
        value = self.value + b.value
        return Bounded(value, self.error + b.error + _OPERATION * abs(value))

    __radd__ = __add__

    def __sub__(self, other: Any) -> "Bounded":
        return self + -_of(other)

    def __rsub__(self, other: Any) -> "Bounded":
        return _of(other) + -self

    def __mul__(self, other: Any) -> "Bounded":
        b = _of(other)
        value = self.value * b.value
        error = _times(self.error, abs(b.value)) + _times(b.error, abs(self.value))
        lost = _underflow(value, self._nothing | b._nothing)
        return Bounded(value, error + _OPERATION * abs(value) + lost)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> "Bounded":
        b = _of(other)
        value = np.true_divide(self.value, b.value)
        size = abs(b.value)
        error = np.true_divide(self.error, size) + _times(np.true_divide(b.error, size), abs(value))
        error = np.where(b.error < size, error, np.inf)
        return Bounded(value, error + _OPERATION * abs(value) + _underflow(value, self._nothing))

    def __rtruediv__(self, other: Any) -> "Bounded":
        return _of(other) / self

    def __pow__(self, power: float) -> "Bounded":
        value = self.value**power
        relative = np.true_divide(self.error, abs(self.value))
        relative = np.where(self.error == 0.0, 0.0, relative)
        # A power that is no whole number is rounded itself.
        log = 0.0 if float(power).is_integer() else abs(np.log(abs(self.value)))
        each = abs(power) * (relative + _OPERATION * (1.0 + np.where(self.value == 0.0, 0.0, log)))
        error = abs(value) * each + _underflow(value, self._nothing)
        return Bounded(value, np.where(self.error < abs(self.value), error, _zeroth(self, value)))

    def __lt__(self, other: Any) -> Any:
        return self.value < _of(other).value

    def __le__(self, other: Any) -> Any:
        return self.value <= _of(other).value

    def __gt__(self, other: Any) -> Any:
        return self.value > _of(other).value

    def __ge__(self, other: Any) -> Any:
        return self.value >= _of(other).value


def _zeroth(base: Bounded, value: Any) -> Any:
    """Return the error of a power of what may be 0: none of 0 itself."""
    return np.where(base.error == 0.0, 0.0 * abs(value), np.inf)


def _of(number: Any) -> Bounded:
    return number if isinstance(number, Bounded) else Bounded(number)


def _times(error: Any, factor: Any) -> Any:
    """Return the product; no error stays none whatever multiplies it."""
    return np.where(error == 0.0, 0.0, error * factor)


def _underflow(value: Any, nothing: Any) -> Any:
    """Return what may be lost of a small value, unless it comes of an exact 0."""
    return np.where((abs(value) < _SMALLEST) & ~nothing, _LOST, 0.0)


def _smooth(function: Any, slope: Callable[[Any, Any], Any]) -> Callable[[Any], Bounded]:
    """Return a function by its absolute slope at a value, given that and the function's value."""

    def call(number: Any) -> Bounded:
        x = _of(number)
        value = function(x.value)
        error = _times(x.error, abs(slope(x.value, value))) + _FUNCTION * abs(value)
        return Bounded(value, error + _underflow(value, x._nothing))

    return call


def _sqrt(number: Any) -> Bounded:
    x = _of(number)
    value = np.sqrt(x.value)
    # Beside 0 the root of the error is the error of the root.
    size = np.maximum(abs(value), np.sqrt(x.error))
    error = np.where(x.error == 0.0, 0.0, np.true_divide(x.error, size))
    return Bounded(value, error + _OPERATION * abs(value))


def _where(condition: Any, one: Any, other: Any) -> Bounded:
    a, b = _of(one), _of(other)
    value = np.where(condition, a.value, b.value)
    return Bounded(value, np.where(condition, a.error, b.error))


def _extreme(function: Any) -> Callable[[Any, Any], Bounded]:
    def call(one: Any, other: Any) -> Bounded:
        a, b = _of(one), _of(other)
        return Bounded(function(a.value, b.value), np.maximum(a.error, b.error))

    return call


def _part(function: Any) -> Callable[[Any], Bounded]:
    def call(number: Any) -> Bounded:
        x = _of(number)
        return Bounded(function(x.value), x.error)

    return call


def _sign(number: Any) -> Bounded:
    x = _of(number)
    return Bounded(np.sign(x.value), np.where(x.error < abs(x.value), 0.0, 2.0 * (x.error != 0.0)))


def _trigamma(x: Any, _: Any) -> Any:
    from scipy.special import polygamma

    return polygamma(1, x)


def _slope_of_elliptic_k(m: Any, _: Any) -> Any:
    # K' = (E/(1 - m) - K)/(2 m) < pi/(8 (1 - m)) + K.
    return 2.0 / (1.0 - m)


def _slope_of_zeta(s: Any, _: Any) -> Any:
    # Of s > 1, where |zeta'| < 1/(s - 1)^2.
    return 1.0 / (s - 1.0) ** 2


def _polygamma(order: int, number: Any) -> Bounded:
    from scipy.special import polygamma

    def value(x: Any) -> Any:
        return polygamma(order, x)

    return _smooth(value, lambda x, _: polygamma(order + 1, x))(number)


def bounded_names() -> dict[str, Any]:
    """Names on numbers with bounds, those of `numpy_names`."""
    plain = numpy_names()
    slopes: dict[str, Callable[[Any, Any], Any]] = {
        "exp": lambda _, f: f,
        "log": lambda x, _: 1.0 / x,
        "sin": lambda x, _: np.cos(x),
        "cos": lambda x, _: np.sin(x),
        "tan": lambda _, f: 1.0 + f**2,
        "asin": lambda x, _: 1.0 / np.sqrt(1.0 - x * x),
        "acos": lambda x, _: 1.0 / np.sqrt(1.0 - x * x),
        "atan": lambda x, _: 1.0 / (1.0 + x * x),
        "sinh": lambda x, _: np.cosh(x),
        "cosh": lambda x, _: np.sinh(x),
        "tanh": lambda _, f: 1.0 - f**2,
        "asinh": lambda x, _: 1.0 / np.sqrt(1.0 + x * x),
        "acosh": lambda x, _: 1.0 / np.sqrt(x * x - 1.0),
        "atanh": lambda x, _: 1.0 / (1.0 - x * x),
        "digamma": _trigamma,
        "elliptic_k": _slope_of_elliptic_k,
        "zeta": _slope_of_zeta,
    }
    return {
        **plain,
        **{name: _smooth(plain[name], slope) for name, slope in slopes.items()},
        **{name: _part(plain[name]) for name in ("absolute", "real", "imag", "conjugate")},
        **{name: _extreme(plain[name]) for name in ("maximum", "minimum")},
        "polygamma": _polygamma,
        "sqrt": _sqrt,
        "where": _where,
        "sign": _sign,
    }


def bound(function: Callable[..., Any], values: tuple[Any, ...]) -> Any:
    """Return the bound over the modulus of `function` at arrays; 0 where it is exactly 0."""
    with np.errstate(all="ignore"):
        try:
            found = _of(function(*(Bounded(value) for value in values)))
        except OverflowError:  # single complex numbers raise where arrays overflow
            return np.inf
        relative = np.true_divide(found.error, abs(found.value))
        return np.where(found.error == 0.0, 0.0, relative) + 0.0 * abs(found.value)
