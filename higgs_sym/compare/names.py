"""What names mean: those of a formula, and those that people use instead, by their definitions."""

from collections.abc import Iterable, Mapping

import sympy as sp

from higgs_sym.compare.reading import read_expression
from higgs_sym.conversions import DEFINITIONS, DERIVED
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ArgumentError, meant, nearest, quoted
from higgs_sym.symbols import Delta, eps, rate_s, rate_u

# Letters for the same thing; what they stand for is a name of this file or of the table.
ALIASES = {
    "epsilon": "eps", "xi": "eps", "omega_D": "cutoff", "omega_c": "cutoff", "D": "cutoff",
    "Lambda": "cutoff", "inv_tau_s": "rate_s", "inv_tau_u": "rate_u",
    "E_p": "E", "E_k": "E", "temperature": "T", "Tc": "T_c", "Tc0": "T_c0",
    "Delta_00": "Delta_clean", "k_BT": "T", "Delta_initial": "Delta_i", "Delta_final": "Delta_f",
    "Delta_inf": "Delta_s", "Delta_infinity": "Delta_s", "zeta_fig": "zeta_figure",
}  # fmt: skip
# Names with two meanings in this field: what each may be, and in words.
Meanings = tuple[tuple[str, str], tuple[str, str]]
_MAGNETIC: Meanings = (
    ("rate_s", "1/tau_s, at which occupations decay"),
    ("rate_s/2", "1/(2 tau_s), at which amplitudes decay"),
)
_POTENTIAL: Meanings = (
    ("rate_u", "1/tau_u, at which occupations decay"),
    ("rate_u/2", "1/(2 tau_u), at which amplitudes decay"),
)
AMBIGUOUS: Mapping[str, Meanings] = {
    "zeta": (
        ("zeta_s", "1/(2 tau_s Delta) of (12)"),
        ("zeta_figure", "1/(tau_s Delta_1) of Figs. 2-3"),
    ),
    **{
        f"{letter}{index}": meanings
        for letter in ("gamma", "Gamma")
        for index, meanings in (
            ("", _MAGNETIC), ("_s", _MAGNETIC), ("s", _MAGNETIC), ("_sf", _MAGNETIC),
            ("_u", _POTENTIAL), ("u", _POTENTIAL),
        )
    },
}  # fmt: skip
# Of the basis: the rates of conventions.
RATES = "rate_s = 1/tau_s and rate_u = 1/tau_u, at which occupations decay (golden rule)"
GAPS = ("Delta", "Delta_s", "Delta_i", "Delta_f", "Delta_1", "Delta_clean")
# Any of these is the gap of a formula that has but one.
SOME_GAP = ("Delta", "Delta_0", "Delta0", "gap", "d")


def in_basis(one: Formula) -> sp.Expr:
    """Return a formula in rates, gaps and energies: alpha, z, x and E by their definitions."""
    expression = one.unfolded
    return expression.subs({symbol: _definition(name, one) for symbol, name in DERIVED.items()
                            if symbol in expression.free_symbols})  # fmt: skip


def domain_in_basis(one: Formula) -> tuple[sp.Basic, ...]:
    """Return the domain of a formula in the same."""
    swap = {symbol: _definition(name, one) for symbol, name in DERIVED.items()}
    return tuple(relation.subs(swap) for relation in one.domain)


def gap_of(one: Formula) -> sp.Symbol | None:
    """Return the gap by which energies of a formula are measured, None if there are several."""
    used = [symbol for symbol in one.arguments if str(symbol) in GAPS]
    if len(used) == 1:
        return used[0]
    return Delta if not used else None


def _definition(name: str, one: Formula) -> sp.Expr:
    gap = gap_of(one)
    found = DEFINITIONS[name]
    # A formula of alpha alone is one of Delta; E of the steady state is that of Delta_s.
    return found if gap is None else found.subs(Delta, gap)


def bound(expression: sp.Expr, one: Formula, let: Mapping[str, str]) -> sp.Expr:
    """Return an expression of somebody else in the symbols of `in_basis`.

    Raises `ArgumentError` for names that mean nothing here, or two things.
    """
    swap = {}
    for symbol in sorted(expression.free_symbols, key=str):
        swap[symbol] = meaning(str(symbol), one, let, expression)
    return expression.xreplace(swap)


def all_used(let: Mapping[str, str], *expressions: sp.Expr | None) -> None:
    """Raise `ArgumentError` for a name of `let` that none of the expressions holds."""
    used = {str(one) for side in expressions if side is not None for one in side.free_symbols}
    unused = sorted(set(let) - used)
    if unused:
        rule = 'name symbols of the expression (of both formulas: at={"rate_u": "0"})'
        raise ArgumentError("let", rule, quoted(unused[0]))


def readings(
    expression: sp.Expr, one: Formula, let: Mapping[str, str], *, ours: sp.Expr | None = None
) -> tuple[str, ...]:
    """Return how the names of an expression were read: all that do not mean themselves.

    ours : the formula in the basis, whose rates are told as well.
    """
    told = []
    used = set() if ours is None else set(ours.free_symbols)
    for symbol in sorted(expression.free_symbols, key=str):
        found = meaning(str(symbol), one, let, expression)
        used |= found.free_symbols
        if str(found) != str(symbol):
            said = ", as was said" if str(symbol) in let else ""
            told.append(f"{symbol} as {found}{said}")
    if used & {rate_s, rate_u}:
        told.append(RATES)
    return tuple(told)


def _open(
    what: str, ways: Iterable[tuple[str, str]], name: str, expression: sp.Expr
) -> ArgumentError:
    """Return the error for a name that must be said; in the words of Python."""
    said = " or ".join(
        f'let={{"{name}": "{means}"}}' + (f" for {words}" if words else "") for means, words in ways
    )
    return ArgumentError("expression", f"not leave open {what}: {said}", quoted(str(expression)))


def meaning(name: str, one: Formula, let: Mapping[str, str], expression: sp.Expr) -> sp.Expr:
    """Return what a name of an expression means beside a formula, in the symbols of `in_basis`."""
    if name in let:
        said = read_expression(let[name])
        others = {key: value for key, value in let.items() if key != name}
        return said.xreplace(
            {symbol: meaning(str(symbol), one, others, said) for symbol in said.free_symbols}
        )
    plain = name.replace("{", "").replace("}", "")
    if plain in AMBIGUOUS:
        raise _open(f"what `{plain}` is", AMBIGUOUS[plain], name, expression)
    own = {str(symbol): symbol for symbol in one.arguments}
    if plain in SOME_GAP and plain not in own:
        gap = gap_of(one)
        if gap is None:
            gaps = [(str(symbol), "") for symbol in one.arguments if str(symbol) in GAPS]
            raise _open(f"which gap `{plain}` is", gaps, name, expression)
        return gap
    plain = ALIASES.get(plain, plain) if plain not in own else plain
    if plain in own and own[plain] not in DERIVED:
        return own[plain]
    if plain in DEFINITIONS:
        return _definition(plain, one)
    basis = {str(symbol): symbol for symbol in (rate_s, rate_u, Delta, eps)}
    if plain in own:
        return own[plain]
    if plain in basis:
        return basis[plain]
    known = sorted({*own, *basis, *DEFINITIONS, *ALIASES, *SOME_GAP})
    hint = meant(nearest(name, known))
    advice = f" ({hint})" if hint else ""
    rule = f"hold names that mean something beside {one.id}{advice}, or say it: "
    rule += f'let={{"{name}": "..."}}'
    raise ArgumentError("expression", rule, quoted(name))
