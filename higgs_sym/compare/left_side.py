"""What stands left of the sign of equality, where that is more than the name of the quantity."""

import re
from collections.abc import Mapping

import sympy as sp

from higgs_sym.compare.latex import FUNCTIONS
from higgs_sym.compare.names import meaning
from higgs_sym.compare.reading import read_expression
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ArgumentError

# Signs of a change or a derivative, and the time: letters that are no quantity of a formula.
_NO_QUANTITY = frozenset(("delta", "d", "partial", "t"))
# S^x(0), N(E): a value at an argument, which a reader of products takes for a product.
_APPLIED = re.compile(r"(\\?[A-Za-z]\w*|\})\s*(?:\\left\s*)?\(")


def with_left_side(
    mine: sp.Expr, written: str, left: sp.Expr | None, one: Formula, let: Mapping[str, str]
) -> tuple[sp.Expr, str]:
    """Return our formula as the left side of another asks for it, and a sentence on that.

    `omega^2 = ...` asks for the square of ours, `omega/(2 Delta) = ...` for a ratio. The name
    of the quantity alone, and the left side of our own formula, ask for nothing.

    written, left : as it was written (empty: there is none), and as it was read, if it could be
    """
    own = _read(one.lhs)
    if not written or isinstance(left, sp.Symbol) or (left is not None and left == own):
        return mine, ""
    left_out = f"left side {written} was left out"
    if left is None:
        return mine, f"{left_out}: it cannot be read"
    applied = any(word.lstrip("\\") not in FUNCTIONS for word in _APPLIED.findall(written))
    quantity = None if applied else _quantity(left, one, let)
    if quantity is None:
        return mine, f"{left_out}: no one name in it is that of {one.id}"
    # Ours may be told as a power itself: 1/tau_m = ...
    power = own.exp if isinstance(own, sp.Pow) and isinstance(own.base, sp.Symbol) else sp.S.One
    others = {
        symbol: meaning(str(symbol), one, let, left) for symbol in left.free_symbols - {quantity}
    }
    asked = left.xreplace({**others, quantity: mine ** (1 / power)})
    return asked, f"left side {written} with {one.id} for {quantity}"


def _read(lhs: str) -> sp.Expr | None:
    try:
        return read_expression(lhs, latex=True)
    except ArgumentError:
        return None


def _quantity(left: sp.Expr, one: Formula, let: Mapping[str, str]) -> sp.Symbol | None:
    """Return the one symbol that is told: the only one, or the only one that means nothing else."""
    symbols = left.free_symbols
    if {str(symbol) for symbol in symbols} & _NO_QUANTITY:
        return None
    free = list(symbols) if len(symbols) == 1 else []
    for symbol in () if free else sorted(symbols, key=str):
        try:
            meaning(str(symbol), one, let, left)
        except ArgumentError:
            free.append(symbol)
    return free[0] if len(free) == 1 else None
