"""`Formula`: an expression with its arguments, domain and source, as one value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import sympy as sp

from higgs_sym import symbols
from higgs_sym.backends import BACKENDS, GeneratedFunction, build
from higgs_sym.conversions import from_arguments, symbol
from higgs_sym.ground import page
from higgs_sym.ground.errors import ArgumentError, instance, one_of

FormulaKind = Literal["definition", "derived", "printed", "reference", "conjecture"]


@dataclass(frozen=True)
class Formula:
    """One formula, as data.

    `expression` is folded: it may use the names defined, in order, in `where`.
    `arguments` is the order of the arguments in generated code.
    `domain` are the relations between the arguments, beyond the domain of each symbol in the
    table, under which the formula is defined everywhere.
    `source` is the paper's equation ("paper (12)"), another reference, or "derived here".
    `kind` tells a definition from a result ("derived"), from a line of the paper that is kept as
    printed whether right or wrong ("printed"), from a result taken from the literature
    ("reference"), and from a form that agrees with trajectories and is not proved ("conjecture").
    `derived_from` names the formulas from which a result follows.

    Raises `ArgumentError` for a part of another type, and `ValueError` when the parts do not fit:
    such a formula must not load.
    """

    id: str
    title: str
    lhs: str
    expression: sp.Expr
    arguments: tuple[sp.Symbol, ...]
    source: str
    kind: FormulaKind
    where: tuple[tuple[sp.Symbol, sp.Expr], ...] = ()
    domain: tuple[sp.Basic, ...] = ()
    derived_from: tuple[str, ...] = ()
    differs: str = ""
    chapter: str = field(init=False)

    def __post_init__(self) -> None:
        self._check_types()
        object.__setattr__(self, "chapter", self.id.partition(".")[0])
        for problem in self._problems():
            raise ValueError(f"formula {self.id}: {problem}")

    def _check_types(self) -> None:
        for name in ("id", "title", "lhs", "source", "differs"):
            instance(name, getattr(self, name), str)
        one_of("kind", self.kind, get_args(FormulaKind))
        instance("expression", self.expression, sp.Expr)
        kinds: dict[str, type] = {"arguments": sp.Symbol, "domain": sp.Basic, "derived_from": str}
        for name, kind in kinds.items():
            for one in instance(name, getattr(self, name), tuple):
                instance(name, one, kind)
        for pair in instance("where", self.where, tuple):
            if len(instance("where", pair, tuple)) != 2:
                raise ArgumentError("where", "be pairs of a symbol and an expression", pair)
            instance("where", pair[0], sp.Symbol)
            instance("where", pair[1], sp.Expr)

    def _problems(self) -> list[str]:
        problems = []
        if not self.source:
            problems.append("no source")
        if not self.title or not self.lhs:
            problems.append("no title or no left-hand side")
        known = set(self.arguments)
        for name, part in (*self.where, (None, self.expression)):
            unknown = part.free_symbols - known
            if unknown:
                problems.append(f"{sorted(map(str, unknown))} neither argument nor defined before")
            if part.atoms(sp.Float):
                problems.append(f"floats {part.atoms(sp.Float)}; use Rational")
            if name is not None:
                if name in known:
                    problems.append(f"{name} is defined twice")
                known.add(name)
        used = self.expression.free_symbols.union(*(part.free_symbols for _, part in self.where))
        problems += [
            f"{name} is defined and not used" for name, _ in self.where if name not in used
        ]
        bound = {
            limit[0]
            for part in (*(p for _, p in self.where), self.expression)
            for integral in part.atoms(sp.Integral)
            for limit in integral.limits
        }
        missing = symbols.undeclared(known | bound)
        if missing:
            problems.append(f"symbols {missing} are not in the table of symbols")
        problems += [
            f"domain {relation} speaks of something that is no argument"
            for relation in self.domain
            if relation.free_symbols - set(self.arguments)
        ]
        return problems

    @property
    def unfolded(self) -> sp.Expr:
        """Expression in the arguments alone."""
        result = self.expression
        for name, part in reversed(self.where):
            result = result.subs(name, part)
        return result

    @property
    def latex(self) -> str:
        """Formula in LaTeX, folded: `lhs = expression`, then the `where` lines."""
        return r",\quad ".join((f"{self.lhs} = {self.expression_latex}", *self.where_latex))

    @property
    def expression_latex(self) -> str:
        """Right-hand side in LaTeX, folded."""
        return _show(self.expression)

    @property
    def where_latex(self) -> tuple[str, ...]:
        """Definitions of the parts, in LaTeX."""
        return tuple(f"{_show(name)} = {_show(part)}" for name, part in self.where)

    def __repr__(self) -> str:
        names = ", ".join(map(str, self.arguments))
        return f"Formula({self.id}({names}): {self.title})"

    def __str__(self) -> str:
        told = {
            "LaTeX": self.latex,
            "arguments": ", ".join(map(str, self.arguments)),
            "domain": ", ".join(map(str, self.domain)),
            "source": f"{self.source} ({self.kind})",
            "differs": self.differs,
            "derived from": ", ".join(self.derived_from),
        }
        lines = [f"{self.id}: {self.title}", f"  {self.lhs} = {self.expression}"]
        lines += [f"  where {name} = {part}" for name, part in self.where]
        lines += [f"  {name:<12}  {text}" for name, text in told.items() if text]
        return "\n".join(lines)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex}$"

    def _repr_html_(self) -> str:
        told = {
            "id": self.id,
            "arguments": ", ".join(map(str, self.arguments)),
            "domain": ", ".join(map(str, self.domain)) or None,
            "source": f"{self.source} ({self.kind})",
            "derived from": ", ".join(self.derived_from) or None,
            "differs": self.differs or None,
        }
        return page.joined(self.title, page.equation(self.latex), page.facts(told))

    def lambdify(
        self, backend: str, arguments: Sequence[str | sp.Symbol] | None = None
    ) -> GeneratedFunction:
        """Turn the formula into a function on `backend`: numpy, numba, mpmath or arb.

        arguments : names, in the order in which the function takes them, from which the
            formula's own follow by the definitions of `conventions`: ("tau_s", "Delta") for alpha,
            ("rate_s", "rate_u", "Delta") for alpha and z, ("eps", "Delta") for x; also tau_u, tau,
            tau_m, zeta_s, zeta_u, rate, rate_m

        Raises `ArgumentError` for an unknown backend and for arguments that do not determine
        the formula's, or are of no use, and `BackendGapError` (at once, not at the first call)
        where the backend cannot do the formula.
        """
        one_of("backend", backend, BACKENDS)
        if arguments is None:
            return build(self, backend)
        return build(_in_terms_of(self, tuple(map(symbol, _names(arguments)))), backend)


@dataclass(frozen=True)
class _InTermsOf:
    """A formula in other arguments: its own become names of `where`."""

    id: str
    expression: sp.Expr
    arguments: tuple[sp.Symbol, ...]
    where: tuple[tuple[sp.Symbol, sp.Expr], ...]
    domain: tuple[sp.Basic, ...]


def _names(arguments: object) -> Sequence[str | sp.Symbol]:
    if isinstance(arguments, str) or not isinstance(arguments, Sequence) or not arguments:
        raise ArgumentError("arguments", "be a sequence of names", repr(arguments))
    return arguments


def _in_terms_of(one: Formula, arguments: tuple[sp.Symbol, ...]) -> _InTermsOf:
    found = from_arguments(one.arguments, arguments)
    # A name of a part may be that of an argument: E of the steady state.
    clash = {name for name, _ in one.where} & set(arguments)
    if clash:
        expression = one.unfolded.subs(found, simultaneous=True)
        where: tuple[tuple[sp.Symbol, sp.Expr], ...] = ()
    else:
        expression, where = one.expression, (*found.items(), *one.where)
    domain = tuple(relation.subs(found, simultaneous=True) for relation in one.domain)
    return _InTermsOf(one.id, expression, arguments, where, domain)


def _show(expression: sp.Basic) -> str:
    return str(sp.latex(expression, symbol_names=symbols.latex_names()))
