"""The numbers that people use for rates, gaps and energies, each in terms of the others.

`DEFINITIONS` are what the chapter of conventions states; `INVERSES` say how a basic quantity
follows from what is given instead. Times have letters of their own, which no formula uses.
"""

from collections.abc import Mapping, Sequence

import sympy as sp

from higgs_sym.ground.errors import ArgumentError, quoted
from higgs_sym.symbols import TABLE, Delta, Delta_1, E, alpha, eps, rate_s, rate_u, x, z

tau_s, tau_u, zeta_s, zeta_u = sp.symbols("tau_s tau_u zeta_s zeta_u", positive=True)
tau, tau_m = sp.Symbol("tau", positive=True), sp.Symbol("tau_m", real=True)
rate, rate_m = sp.Symbol("rate", nonnegative=True), sp.Symbol("rate_m", real=True)

DEFINITIONS: Mapping[str, sp.Expr] = {
    "rate": rate_s + rate_u,
    "rate_m": rate_s - rate_u,
    "alpha": rate_s / Delta,
    "zeta_s": rate_s / (2 * Delta),
    "zeta_u": rate_u / (2 * Delta),
    "z": (rate_s - rate_u) / (2 * Delta),
    "zeta_figure": rate_s / Delta_1,
    "tau_s": 1 / rate_s,
    "tau_u": 1 / rate_u,
    "tau": 1 / (rate_s + rate_u),
    "tau_m": 1 / (rate_s - rate_u),
    "x": eps / Delta,
    "E": sp.sqrt(eps**2 + Delta**2),
}

# A basic quantity, and what it is if these are given: the first that fits is taken.
INVERSES: Mapping[sp.Symbol, tuple[tuple[tuple[sp.Symbol, ...], sp.Expr], ...]] = {
    rate_s: (
        ((tau_s,), 1 / tau_s),
        ((alpha,), alpha * Delta),
        ((zeta_s,), 2 * zeta_s * Delta),
    ),
    rate_u: (
        ((tau_u,), 1 / tau_u),
        ((zeta_u,), 2 * zeta_u * Delta),
        ((rate,), rate - rate_s),
        ((tau,), 1 / tau - rate_s),
        ((rate_m,), rate_s - rate_m),
        ((tau_m,), rate_s - 1 / tau_m),
        ((z,), rate_s - 2 * z * Delta),
    ),
    eps: (((x,), x * Delta),),
}
# Arguments of formulas that follow from basic quantities.
DERIVED: Mapping[sp.Symbol, str] = {alpha: "alpha", z: "z", x: "x", E: "E"}
_OTHERS = {str(one): one for one in (tau_s, tau_u, tau, tau_m, zeta_s, zeta_u, rate, rate_m)}


def symbol(name: object) -> sp.Symbol:
    """Return the symbol that a name, or a symbol of that name, means; ArgumentError for others.

    Examples
    --------
    >>> from higgs_sym.conversions import symbol
    >>> symbol("tau_s")
    tau_s
    """
    text = str(name) if isinstance(name, str | sp.Symbol) else ""
    if text in _OTHERS:
        return _OTHERS[text]
    if text in TABLE:
        return TABLE[text].symbol
    raise ArgumentError(
        "arguments", "be names of the table of symbols, or tau_s, ...", quoted(name)
    )


def from_arguments(
    needed: Sequence[sp.Symbol], arguments: Sequence[sp.Symbol]
) -> dict[sp.Symbol, sp.Expr]:
    """Return each of the symbols `needed` in terms of `arguments`.

    Raises
    ------
    ArgumentError
        If they do not determine it, one is of no use, or one is named twice.

    Examples
    --------
    >>> from higgs_sym.conversions import from_arguments, symbol
    >>> from_arguments([symbol("alpha")], [symbol("tau_s"), symbol("Delta")])
    {alpha: 1/(Delta*tau_s)}
    """
    given = tuple(arguments)
    if len(set(given)) < len(given):
        raise ArgumentError("arguments", "name each once", ", ".join(map(str, given)))
    basic: dict[sp.Symbol, sp.Expr] = {}
    for quantity, ways in INVERSES.items():
        if quantity in given:
            continue
        for these, value in ways:
            if all(one in given for one in these):
                basic[quantity] = value
                break
    found = {one: _in_given(one, given, basic) for one in needed if one not in given}
    used = {one for one in needed if one in given}
    used |= set().union(*(expression.free_symbols for expression in found.values()))
    missing = used - set(given)
    if missing:
        rule = f"determine {', '.join(map(str, needed))}"
        lacking = ", ".join(sorted(map(str, missing)))
        raise ArgumentError(
            "arguments", rule, f"{', '.join(map(str, given))}: {lacking} is missing"
        )
    idle = [str(one) for one in given if one not in used]
    if idle:
        raise ArgumentError("arguments", "all be of use", f"{', '.join(idle)}, which is not")
    return found


def _in_given(
    one: sp.Symbol, given: tuple[sp.Symbol, ...], basic: Mapping[sp.Symbol, sp.Expr]
) -> sp.Expr:
    expression: sp.Expr = DEFINITIONS[DERIVED[one]] if one in DERIVED else one
    # rate_u may be told by rate_s, which may be told by a time.
    for _ in range(2):
        expression = expression.subs(
            {name: value for name, value in basic.items() if name not in given}
        )
    return sp.cancel(expression) if expression.is_rational_function() else sp.simplify(expression)
