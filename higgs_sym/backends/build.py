"""The table of backends, and the functions built with them."""

import inspect
import linecache
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

import sympy as sp

from higgs_sym.backends import namespaces, wrappers
from higgs_sym.backends.printer import Printer, SelectPrinter, TernaryPrinter
from higgs_sym.ground.errors import ArgumentError, one_of


class Buildable(Hashable, Protocol):
    """What is needed of a formula: `expression` and `domain` in `arguments` and names of `where`.

    Hashable, since a formula is built once.
    """

    @property
    def id(self) -> str:
        """Name, for messages."""

    @property
    def expression(self) -> sp.Expr:
        """Value, folded."""

    @property
    def arguments(self) -> tuple[sp.Symbol, ...]:
        """Arguments, in order."""

    @property
    def where(self) -> tuple[tuple[sp.Symbol, sp.Expr], ...]:
        """Definitions of the parts, in order."""

    @property
    def domain(self) -> tuple[sp.Basic, ...]:
        """Relations between the arguments."""


@dataclass(frozen=True)
class Backend:
    """One row: how to print, what the names mean, how arguments go in and results come out."""

    printer: type[Printer]
    exact: bool
    namespace: Callable[[], dict[str, Any]]
    wrapper: Callable[[wrappers.Generated], Callable[..., Any]]


BACKENDS: dict[str, Backend] = {
    "numpy": Backend(SelectPrinter, False, namespaces.numpy_names, wrappers.wrap_numpy),
    "numba": Backend(TernaryPrinter, False, namespaces.numba_names, wrappers.wrap_numba),
    "mpmath": Backend(Printer, True, namespaces.mpmath_names, wrappers.wrap_mpmath),
    "arb": Backend(Printer, True, namespaces.arb_names, wrappers.wrap_arb),
}


@dataclass(frozen=True)
class GeneratedFunction:
    """A formula on one backend; call it with positional or named arguments.

    `arguments` are the names in order, `source` the generated code.
    For numba, `kernel` is the compiled scalar function, for use inside other kernels.
    A call of numpy or numba returns floats that are right to a relative error of 1e-12: where
    rounding, underflow or overflow may have spoilt more, at the ends of the double range for
    instance, the element is computed again in balls. `kernel` is the bare expression.
    Raises `ArgumentError` for wrong names or values outside of the formula's domain, and
    `ComputationError` when a result is not a number or beyond double precision.
    """

    id: str
    backend: str
    arguments: tuple[str, ...]
    source: str
    kernel: Callable[..., Any] = field(repr=False)
    _call: Callable[..., Any] = field(repr=False)

    def __call__(self, *values: Any, **named: Any) -> Any:
        """Evaluate; see the class."""
        if named or len(values) != len(self.arguments):
            values = self._ordered(values, named)
        return self._call(*values)

    def _ordered(self, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        if len(values) > len(self.arguments):
            rule = f"number at most {len(self.arguments)} for {self.id}"
            raise ArgumentError("values", rule, len(values))
        given = dict(zip(self.arguments, values, strict=False))
        for name in named:
            if name not in self.arguments:
                rule = f"be one of {', '.join(self.arguments) or '(none)'} for {self.id}"
                raise ArgumentError(name, rule, "not among them")
            if name in given:
                raise ArgumentError(name, f"be given once to {self.id}", "given twice")
        given |= named
        for name in self.arguments:
            if name not in given:
                raise ArgumentError(name, f"be given to {self.id}", "missing")
        return tuple(given[name] for name in self.arguments)

    @property
    def __signature__(self) -> inspect.Signature:
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return inspect.Signature([inspect.Parameter(name, kind) for name in self.arguments])


def printer_of(backend: str) -> Printer:
    """Return the printer of `backend`; raise `ArgumentError` if there is no such backend."""
    row = BACKENDS[one_of("backend", backend, BACKENDS)]
    return row.printer(row.namespace().keys(), row.exact)


def _source(formula: Buildable, printer: Printer) -> str:
    names = ", ".join(str(a) for a in formula.arguments)
    lines = [f"def value({names}):"]
    lines += [f"    {name} = {printer.doprint(part)}" for name, part in formula.where]
    lines += [f"    return {printer.doprint(formula.expression)}", ""]
    return "\n".join(lines)


def _outside(formula: Buildable, printer: Printer) -> str:
    """Code that names the relations of the domain which the arguments break for certain."""
    names = ", ".join(str(a) for a in formula.arguments)
    lines = [f"def outside({names}):", "    return ("]
    for relation in (*_of_symbols(formula), *formula.domain):
        broken = printer.doprint(sp.Not(relation))
        subject = sorted(str(s) for s in relation.free_symbols)
        lines.append(f"        ({broken}, {', '.join(subject)!r}, {_rule(relation, subject)!r}),")
    lines += ["    )", ""]
    return "\n".join(lines)


def _rule(relation: sp.Basic, subject: list[str]) -> str:
    text = str(relation)
    if len(subject) == 1 and text.startswith(f"{subject[0]} "):
        return "be " + text.removeprefix(f"{subject[0]} ")
    return f"satisfy {text}"


def _of_symbols(formula: Buildable) -> list[sp.Basic]:
    relations = []
    for symbol in formula.arguments:
        plain = sp.Symbol(str(symbol))  # without assumptions, or `Delta > 0` is already True
        if symbol.is_positive:
            relations.append(sp.Gt(plain, 0))
        elif symbol.is_nonnegative:
            relations.append(sp.Ge(plain, 0))
    return relations


def _execute(source: str, name: str, label: str, namespace: dict[str, Any]) -> Callable[..., Any]:
    # Known to linecache, so that a traceback shows the generated line.
    linecache.cache[label] = (len(source), None, source.splitlines(keepends=True), label)
    scope = dict(namespace)
    exec(compile(source, label, "exec"), scope)
    function: Callable[..., Any] = scope[name]
    return function


@cache
def build(formula: Buildable, backend: str) -> GeneratedFunction:
    """Build `formula` on `backend`, once in a process; raises as `Formula.lambdify` says."""
    row = BACKENDS[backend]
    namespace = row.namespace()
    source = _source(formula, printer_of(backend))
    value = _execute(source, "value", f"<{formula.id} on {backend}>", namespace)
    # Domains are checked on plain arrays and numbers, also where the kernel is compiled.
    checks = _outside(formula, Printer(namespace.keys(), row.exact))
    outside = _execute(checks, "outside", f"<domain of {formula.id} on {backend}>", namespace)
    if backend == "numba":
        import numba

        value = numba.njit(error_model="numpy")(value)
    names = tuple(str(a) for a in formula.arguments)
    call = row.wrapper(
        wrappers.Generated(formula.id, names, value, outside, lambda: _careful(formula))
    )
    return GeneratedFunction(formula.id, backend, names, source, value, call)


@cache
def _careful(formula: Buildable) -> wrappers.Careful:
    """Build what looks again where double precision may not be enough."""
    from higgs_sym.backends.bounded import bound, bounded_names

    source = _source(formula, printer_of("numpy"))
    bounded = _execute(source, "value", f"<{formula.id} with bounds>", bounded_names())
    balls = namespaces.arb_names()
    exact = _execute(
        _source(formula, printer_of("arb")), "value", f"<{formula.id} in balls>", balls
    )
    checks = _outside(formula, Printer(balls.keys(), True))
    outside = _execute(checks, "outside", f"<domain of {formula.id} in balls>", balls)
    return wrappers.Careful(lambda arrays: bound(bounded, tuple(arrays)), exact, outside)


def expression_function(
    expression: sp.Expr, names: tuple[sp.Symbol, ...], backend: str
) -> Callable[..., Any]:
    """Return a bare expression as a function of `names` on `backend`, without a domain."""
    row = BACKENDS[one_of("backend", backend, BACKENDS)]
    printed = printer_of(backend).doprint(expression)
    source = f"def value({', '.join(map(str, names))}):\n    return {printed}\n"
    value = _execute(source, "value", f"<expression on {backend}>", row.namespace())
    arguments = tuple(map(str, names))
    return row.wrapper(wrappers.Generated("expression", arguments, value, lambda *_: ()))
