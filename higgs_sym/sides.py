"""The sides of an equation: an expression, a matrix, or a formula of the registry."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

import sympy as sp

from higgs_sym.backends.build import expression_function
from higgs_sym.formula import Formula
from higgs_sym.symbols import latex_names

Side: TypeAlias = sp.Expr | sp.Matrix | Formula
SamplePoint: TypeAlias = Mapping[sp.Symbol, Any]


def entries(side: Side) -> list[sp.Expr]:
    """Return the expressions that a side consists of; a formula is its unfolded expression."""
    if isinstance(side, Formula):
        return [side.unfolded]
    return list(side) if isinstance(side, sp.MatrixBase) else [sp.sympify(side)]


def side_function(side: Side, backend: str, like: SamplePoint) -> Callable[[SamplePoint], Any]:
    """Return a side as a function of points on `backend`; points name what `like` names."""
    if isinstance(side, Formula):
        built = side.lambdify(backend)
        return lambda at: built(
            **{n: _exact(at[s]) for n, s in zip(built.arguments, side.arguments, strict=True)}
        )
    names = tuple(like)
    call = expression_function(side, names, backend)
    return lambda at: call(*(_exact(at[name]) for name in names))


def _exact(value: Any) -> Fraction:
    rational = sp.Rational(value)
    return Fraction(int(rational.p), int(rational.q))


def latex_of(side: Side) -> str:
    """Return a side in LaTeX; a formula is its left-hand side."""
    if isinstance(side, Formula):
        return side.lhs
    return str(sp.latex(side, symbol_names=latex_names()))


def equation_latex(left: Side, right: Side) -> str:
    """Return `left = right` in LaTeX."""
    if isinstance(left, Formula) and isinstance(right, Formula):
        # Two forms of one quantity: the name alone would say nothing.
        equation = f"{left.expression_latex} = {right.expression_latex}"
        parts = (equation, *left.where_latex, *right.where_latex)
        return r",\quad ".join(dict.fromkeys(parts))
    return f"{latex_of(left)} = {latex_of(right)}"
