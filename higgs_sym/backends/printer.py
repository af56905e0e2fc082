"""Print an expression as Python code in which every name is a key of the backend's namespace.

Nothing is printed that the namespace cannot do, and rational numbers never pass through a
binary float: sympy's own `lambdify` prints 1/3 as a double, which makes a "rigorous" ball
that does not contain the true value.
"""

from collections.abc import Set as AbstractSet

import sympy as sp
from sympy.printing.pycode import PythonCodePrinter

from higgs_sym.ground.errors import HiggsError

# sympy's class name -> name in generated code.
FUNCTIONS = {
    "exp": "exp", "log": "log", "sin": "sin", "cos": "cos", "tan": "tan",
    "asin": "asin", "acos": "acos", "atan": "atan", "sinh": "sinh", "cosh": "cosh",
    "tanh": "tanh", "asinh": "asinh", "acosh": "acosh", "atanh": "atanh", "sign": "sign",
    "Abs": "absolute", "re": "real", "im": "imag", "conjugate": "conjugate",
    "polygamma": "digamma", "elliptic_k": "elliptic_k", "zeta": "zeta",
    "Max": "maximum", "Min": "minimum",
}  # fmt: skip
CONSTANTS = {"Pi": "pi", "Exp1": "e", "EulerGamma": "euler", "ImaginaryUnit": "I"}


class BackendGapError(HiggsError, NotImplementedError):
    """A backend cannot do a formula; said when the function is built, not when it is called."""


class Printer(PythonCodePrinter):  # type: ignore[misc]
    """Code printer over the names in `available`; anything else raises `BackendGapError`.

    `exact` says that numbers are printed for any precision, `needed` which names were printed.
    """

    def __init__(self, available: AbstractSet[str], exact: bool) -> None:
        super().__init__({"fully_qualified_modules": False, "allow_unknown_functions": True})
        self._available = available
        self.exact = exact
        self.needed: set[str] = set()

    def _need(self, name: str) -> str:
        if name not in self._available:
            raise BackendGapError(f"{name} is not available on this backend")
        self.needed.add(name)
        return name

    def _print_Function(self, expr: sp.Function) -> str:
        kind = type(expr).__name__
        arguments = expr.args
        if kind == "polygamma":
            order, at = arguments
            if not (order.is_Integer and order >= 0):
                raise BackendGapError("polygamma of an order that is no whole number")
            if order > 0:
                return f"{self._need('polygamma')}({order}, {self._print(at)})"
            arguments = (at,)
        if kind not in FUNCTIONS:
            raise BackendGapError(f"function {kind} has no printer")
        name = self._need(FUNCTIONS[kind])
        return f"{name}({', '.join(self._print(a) for a in arguments)})"

    def _print(self, expr: sp.Basic, **settings: object) -> str:
        # sympy's own methods for single functions would print names of their own.
        known = isinstance(expr, sp.Function | sp.Max | sp.Min)
        if known and not isinstance(expr, sp.Piecewise):
            return self._print_Function(expr)
        return str(super()._print(expr, **settings))

    def _print_Pi(self, expr: sp.Expr) -> str:
        return self._constant(expr)

    def _print_Exp1(self, expr: sp.Expr) -> str:
        return self._constant(expr)

    def _print_EulerGamma(self, expr: sp.Expr) -> str:
        return self._constant(expr)

    def _print_ImaginaryUnit(self, expr: sp.Expr) -> str:
        return self._constant(expr)

    def _constant(self, expr: sp.Expr) -> str:
        name = self._need(CONSTANTS[type(expr).__name__])
        # Constants of any precision are made at the precision of the moment of the call.
        return f"{name}()" if self.exact and name != "I" else name

    def _print_Infinity(self, _: sp.Expr) -> str:
        return self._need("inf")

    def _print_Rational(self, expr: sp.Rational) -> str:
        if self.exact:
            return f"rational({expr.p}, {expr.q})"
        return f"{expr.p}/{expr.q}"

    def _print_Half(self, expr: sp.Rational) -> str:
        return self._print_Rational(expr)

    def _print_Float(self, expr: sp.Float) -> str:
        raise BackendGapError(f"a float ({expr}) has no exact meaning; use Rational")

    def _print_Pow(self, expr: sp.Pow, **_: object) -> str:
        if expr.exp == sp.S.Half:
            return f"{self._need('sqrt')}({self._print(expr.base)})"
        if expr.exp == -sp.S.Half:
            return f"1/{self._need('sqrt')}({self._print(expr.base)})"
        if self.exact and expr.base.is_Rational and not expr.exp.is_Integer:
            # Of whole numbers and fractions, exact arithmetic knows whole powers only.
            logarithm = f"{self._need('log')}({self._print(expr.base)})"
            return f"{self._need('exp')}(({self._print(expr.exp)})*{logarithm})"
        base = self.parenthesize(expr.base, sp.printing.precedence.PRECEDENCE["Pow"], strict=True)
        if expr.exp == -1:
            return f"1/{base}"
        if expr.exp.is_Integer and expr.exp < 0:
            return f"1/{base}**{-expr.exp}"
        return (
            f"{base}**({self._print(expr.exp)})"
            if not expr.exp.is_Integer
            else (f"{base}**{expr.exp}")
        )

    def _print_Integral(self, expr: sp.Integral) -> str:
        name = self._need("integral")
        if len(expr.limits) != 1 or len(expr.limits[0]) != 3:
            raise BackendGapError("only a single definite integral can be printed")
        variable, low, high = expr.limits[0]
        if high is sp.oo:
            name = self._need("integral_to_infinity")
            return f"{name}(lambda {variable}: {self._print(expr.function)}, {self._print(low)})"
        ends = f"{self._print(low)}, {self._print(high)}"
        return f"{name}(lambda {variable}: {self._print(expr.function)}, {ends})"

    def _print_Piecewise(self, expr: sp.Piecewise) -> str:
        name = self._need("choose")
        *cases, (last, otherwise) = expr.args
        if otherwise is not sp.true:
            raise BackendGapError("a Piecewise must cover everything: end it with True")
        # Branches are delayed: a branch may be meaningless where it is not taken.
        code = f"(lambda: {self._print(last)})"
        for value, condition in reversed(cases):
            no = self._print(sp.Not(condition))
            code = (
                f"(lambda: {name}({self._print(condition)}, {no}, "
                f"lambda: {self._print(value)}, {code}))"
            )
        return f"{code}()"


class TernaryPrinter(Printer):
    """For scalar compiled code: a Piecewise is a conditional expression."""

    def _print_Piecewise(self, expr: sp.Piecewise) -> str:
        *cases, (last, otherwise) = expr.args
        if otherwise is not sp.true:
            raise BackendGapError("a Piecewise must cover everything: end it with True")
        code = self._print(last)
        for value, condition in reversed(cases):
            code = f"({self._print(value)} if {self._print(condition)} else {code})"
        return str(code)


class SelectPrinter(Printer):
    """For arrays: all branches are computed and one is selected element by element."""

    def _print_Piecewise(self, expr: sp.Piecewise) -> str:
        name = self._need("where")
        *cases, (last, otherwise) = expr.args
        if otherwise is not sp.true:
            raise BackendGapError("a Piecewise must cover everything: end it with True")
        code = self._print(last)
        for value, condition in reversed(cases):
            code = f"{name}({self._print(condition)}, {self._print(value)}, {code})"
        return str(code)
