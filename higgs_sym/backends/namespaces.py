"""What each name in generated code means on each backend.

Libraries are imported here only when a backend is first used: the symbolic layer loads fast.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from higgs_sym.ground.errors import ComputationError

Namespace = dict[str, Any]


# What a name means on arrays, as the module and the name there; a file can import the same.
ARRAY_NAMES = {
    **{name: ("numpy", name) for name in (
        "sqrt", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sign", "absolute",
        "real", "imag", "conjugate", "maximum", "minimum", "where", "pi", "e", "inf")},
    "asin": ("numpy", "arcsin"), "acos": ("numpy", "arccos"), "atan": ("numpy", "arctan"),
    "asinh": ("numpy", "arcsinh"), "acosh": ("numpy", "arccosh"), "atanh": ("numpy", "arctanh"),
    "euler": ("numpy", "euler_gamma"), "digamma": ("scipy.special", "digamma"),
    "elliptic_k": ("scipy.special", "ellipk"), "zeta": ("scipy.special", "zeta"),
    "polygamma": ("scipy.special", "polygamma"),
}  # fmt: skip


@cache
def numpy_names() -> Namespace:
    """Names on float64 and complex128 arrays."""
    found = {name: getattr(import_module(module), it) for name, (module, it) in ARRAY_NAMES.items()}
    return {**found, "I": 1j}


@cache
def numba_names() -> Namespace:
    """Names inside a compiled scalar kernel; numba knows no special functions of scipy."""
    missing = ("digamma", "polygamma", "zeta", "elliptic_k", "where", "inf")
    return {name: value for name, value in numpy_names().items() if name not in missing}


@cache
def mpmath_names() -> Namespace:
    """Names at the working precision of mpmath at the time of the call."""
    import mpmath as mp

    def integral(f: Callable[[Any], Any], low: Any, high: Any, depth: int = 0) -> Any:
        # A pole near the interval makes the quadrature wrong without a word: its estimate of the
        # error decides whether to halve the interval.
        value, error = mp.quad(f, [low, high], error=True)
        if error <= mp.eps * (1 + abs(value)) * 2**10:
            return value
        if depth == 12:
            raise ComputationError(f"quadrature stops at an error of {mp.nstr(error, 3)}")
        middle = (low + high) / 2
        return integral(f, low, middle, depth + 1) + integral(f, middle, high, depth + 1)

    def integral_to_infinity(f: Callable[[Any], Any], low: Any) -> Any:
        # u = low + w/(1 - w)
        def inside(w: Any) -> Any:
            return f(low + w / (1 - w)) / (1 - w) ** 2

        return integral(inside, mp.mpf(0), mp.mpf(1))

    return {
        "sqrt": mp.sqrt, "exp": mp.exp, "log": mp.log, "sin": mp.sin, "cos": mp.cos,
        "tan": mp.tan, "asin": mp.asin, "acos": mp.acos, "atan": mp.atan, "sinh": mp.sinh,
        "cosh": mp.cosh, "tanh": mp.tanh, "asinh": mp.asinh, "acosh": mp.acosh,
        "atanh": mp.atanh, "sign": mp.sign, "absolute": mp.fabs, "real": mp.re, "imag": mp.im,
        "conjugate": mp.conj, "maximum": max, "minimum": min, "digamma": mp.digamma,
        "elliptic_k": mp.ellipk, "polygamma": mp.psi, "zeta": mp.zeta, "integral": integral,
        "integral_to_infinity": integral_to_infinity, "choose": _choose_certain,
        "rational": lambda p, q: mp.mpf(p) / q, "pi": mp.pi, "e": mp.e, "euler": mp.euler,
        "I": mp.mpc(0, 1), "inf": mp.inf,
    }  # fmt: skip


def _choose_certain(
    yes: bool, no: bool, value: Callable[[], Any], otherwise: Callable[[], Any]
) -> Any:
    if yes:
        return value()
    if no:
        return otherwise()
    # Comparing balls that overlap answers neither yes nor no.
    raise ComputationError("a ball straddles the border between two branches of a formula")


@cache
def arb_names() -> Namespace:
    """Names on balls (arb, acb), at the precision of `flint.ctx` at the time of the call."""
    import flint

    from higgs_sym.ground import quadrature

    def method(name: str) -> Callable[[Any], Any]:
        def call(value: Any) -> Any:
            return getattr(_ball(value), name)()

        return call

    def digamma(value: Any) -> Any:
        return _ball(value).digamma()

    def polygamma(order: int, value: Any) -> Any:
        return flint.acb(value).polygamma(order).real

    def integral(f: Callable[[Any], Any], low: Any, high: Any) -> Any:
        # The registry's integrands are rational in cos: analytic wherever they are finite.
        whole = quadrature.integral(lambda value, _: f(value), flint.acb(low), flint.acb(high))
        return whole.real

    def bigger(a: Any, b: Any) -> Any:
        return _ball(a).max(_ball(b))

    def smaller(a: Any, b: Any) -> Any:
        return _ball(a).min(_ball(b))

    names = (
        "sqrt", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
        "tanh", "asinh", "acosh", "atanh")  # fmt: skip
    return {
        **{name: method(name) for name in names},
        "sign": method("sgn"),
        "absolute": lambda value: abs(_ball(value)),
        "real": lambda value: value.real,
        "imag": lambda value: value.imag,
        "conjugate": lambda value: value.conjugate(),
        "maximum": bigger, "minimum": smaller, "digamma": digamma,
        "polygamma": polygamma, "zeta": method("zeta"),
        "elliptic_k": lambda m: flint.acb(m).elliptic_k().real,
        "integral": integral, "choose": _choose_certain,
        "rational": flint.fmpq, "I": flint.acb(0, 1),
        "pi": flint.arb.pi, "e": flint.arb.const_e, "euler": flint.arb.const_euler,
    }  # fmt: skip


def _ball(value: Any) -> Any:
    import flint

    return value if isinstance(value, flint.arb | flint.acb) else flint.arb(value)
