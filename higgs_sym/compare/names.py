"""What names mean: those of a formula, and those that people use instead, by their definitions."""

from collections.abc import Mapping

import sympy as sp

from higgs_sym.compare.reading import read_expression
from higgs_sym.conversions import DEFINITIONS, DERIVED
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ArgumentError, meant, nearest, quoted
from higgs_sym.symbols import Delta, eps, rate_s, rate_u

# Letters for the same thing; what they stand for is a name of this file or of the table.
ALIASES = {
    "epsilon": "eps", "xi": "eps", "omega_D": "cutoff", "omega_c": "cutoff", "D": "cutoff",
    "Lambda": "cutoff", "Gamma_s": "rate_s", "Gamma_u": "rate_u", "inv_tau_s": "rate_s",
    "inv_tau_u": "rate_u", "E_p": "E", "E_k": "E", "temperature": "T", "Tc": "T_c", "Tc0": "T_c0",
    "Delta_00": "Delta_clean", "k_BT": "T", "Delta_initial": "Delta_i", "Delta_final": "Delta_f",
    "Delta_inf": "Delta_s", "Delta_infinity": "Delta_s", "zeta_fig": "zeta_figure",
}  # fmt: skip
# Names with two meanings in this field: which, and how to say it.
AMBIGUOUS = {
    "zeta": (
        "zeta_s",
        "zeta_figure",
        "1/(2 tau_s Delta) of (12), or 1/(tau_s Delta_1) of Figs. 2-3",
    ),
    "gamma": ("rate_s", "rate_s/2", "the energy rate 1/tau_s, or the amplitude rate 1/(2 tau_s)"),
    "Gamma": ("rate_s", "rate_s/2", "the energy rate 1/tau_s, or the amplitude rate 1/(2 tau_s)"),
}
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
        swap[symbol] = meaning(str(symbol), one, let)
    unused = set(let) - {str(symbol) for symbol in expression.free_symbols}
    if unused:
        raise ArgumentError("let", "name symbols of the expression", quoted(min(unused)))
    return expression.xreplace(swap)


def meaning(name: str, one: Formula, let: Mapping[str, str]) -> sp.Expr:
    """Return what a name means beside a formula, in the symbols of `in_basis`."""
    if name in let:
        said = read_expression(let[name])
        others = {key: value for key, value in let.items() if key != name}
        return said.xreplace(
            {symbol: meaning(str(symbol), one, others) for symbol in said.free_symbols}
        )
    plain = name.replace("{", "").replace("}", "")
    if plain in AMBIGUOUS:
        first, second, words = AMBIGUOUS[plain]
        rule = f"say what `{plain}` is ({words}): --let {plain}={first} or {plain}={second}"
        raise ArgumentError("expression", rule, quoted(name))
    own = {str(symbol): symbol for symbol in one.arguments}
    if plain in SOME_GAP and plain not in own:
        gap = gap_of(one)
        if gap is None:
            gaps = [str(symbol) for symbol in one.arguments if str(symbol) in GAPS]
            rule = f"say which gap `{plain}` is: --let {plain}={' or '.join(gaps)}"
            raise ArgumentError("expression", rule, quoted(name))
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
    rule = f"hold names that mean something beside {one.id}{advice}, or say it: --let {name}=..."
    raise ArgumentError("expression", rule, quoted(name))
