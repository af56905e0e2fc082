"""`Step` and `Derivation`: a chain of equations, every one of which is checked.

A step states `left = right` and how that is checked: by a symbolic proof, by balls that must
overlap and be tiny, or by many digits at given points.  A chain is a function of the book of
formulas, so a formula changed in one sign makes the chain that establishes it fail.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

import sympy as sp

from higgs_sym.formula import Formula, formulas
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.ground.precision import precision
from higgs_sym.symbols import latex_names

Status = Literal["proved", "verified", "failed"]
Side: TypeAlias = sp.Expr | sp.Matrix | Formula
Point = Mapping[sp.Symbol, Any]
Book = Mapping[str, Formula]


@dataclass(frozen=True)
class Outcome:
    """What checking a step gave; `points` and `radius` (largest relative) only if numerical."""

    status: Status
    detail: str
    points: int = 0
    radius: float = 0.0


@dataclass(frozen=True)
class Proof:
    """Symbolic check: `method` decides whether left - right, with everything done, is zero."""

    method: Callable[[sp.Expr], bool]
    name: str

    def check(self, left: Side, right: Side) -> Outcome:
        """Return proved, or failed with what remained."""
        entries = zip(_entries(left), _entries(right), strict=True)
        for one, other in entries:
            difference = one.doit() - other.doit()
            if not self.method(difference):
                shown = str(difference)[:120]
                return Outcome("failed", f"{self.name} does not give zero: {shown}")
        return Outcome("proved", self.name)


@dataclass(frozen=True)
class Balls:
    """Rigorous check at points: the balls of both sides overlap and are small."""

    points: tuple[Point, ...]
    digits: int = 30

    def check(self, left: Side, right: Side) -> Outcome:
        """Return verified with the largest radius, or failed with the point."""
        largest = 0.0
        # Twice the digits asked for: cancellations inside an expression cost some.
        with precision(math.ceil((2 * self.digits + 10) * math.log2(10))):
            sides = [_function(side, "arb", self.points[0]) for side in (left, right)]
            for point in self.points:
                one, other = (side(point) for side in sides)
                if not one.overlaps(other):
                    return Outcome("failed", f"balls {one} and {other} are apart at {_show(point)}")
                radius = float((one - other).rad() / (1 + abs(one.mid())))
                if not radius < 10.0**-self.digits:
                    return Outcome("failed", f"undecided, radius {radius:.0e} at {_show(point)}")
                largest = max(largest, radius)
        return _verified("balls", len(self.points), largest)


@dataclass(frozen=True)
class Digits:
    """Check at points to `digits`, or, for a limit or leading term, to the given `within`.

    Not rigorous (adaptive quadrature at 1.5 times the digits); used where no ball can be made.
    """

    points: tuple[Point, ...]
    digits: int = 20
    within: sp.Rational | None = None

    def check(self, left: Side, right: Side) -> Outcome:
        """Return verified with the largest difference, or failed with the point."""
        import mpmath as mp

        with mp.workdps(self.digits + self.digits // 2 + 5):
            sides = [_function(side, "mpmath", self.points[0]) for side in (left, right)]
            pairs = [(sides[0](point), sides[1](point)) for point in self.points]
            return _compare(pairs, self.points, self._tolerance())

    def _tolerance(self) -> float:
        return 10.0**-self.digits if self.within is None else float(self.within)


@dataclass(frozen=True)
class Computed:
    """Check of numbers that `compute` makes: pairs that must agree `within` a relative bound."""

    compute: Callable[[], Sequence[tuple[Any, Any]]]
    within: sp.Rational

    def check(self, _left: Side, _right: Side) -> Outcome:
        """Return verified with the largest difference, or failed with the pair's number."""
        pairs = self.compute()
        return _compare(pairs, [{} for _ in pairs], float(self.within))


@dataclass(frozen=True)
class Step:
    """One checked equation; `shown` replaces the LaTeX made from the two sides."""

    name: str
    says: str
    left: Side
    right: Side
    how: Proof | Balls | Digits | Computed
    shown: str = ""

    def check(self) -> Outcome:
        """Check the equation; an error inside a check is a failure, never a pass."""
        try:
            return self.how.check(self.left, self.right)
        except (ArithmeticError, ValueError, TypeError, NotImplementedError) as error:
            return Outcome("failed", f"{type(error).__name__}: {str(error)[:120]}")

    @property
    def latex(self) -> str:
        """Equation in LaTeX."""
        if self.shown:
            return self.shown
        if isinstance(self.left, Formula) and isinstance(self.right, Formula):
            # Two forms of one quantity: the name alone would say nothing.
            equation = f"{self.left.expression_latex} = {self.right.expression_latex}"
            parts = (equation, *self.left.where_latex, *self.right.where_latex)
            return r",\quad ".join(dict.fromkeys(parts))
        return f"{latex_of(self.left)} = {latex_of(self.right)}"


@dataclass(frozen=True)
class Derivation:
    """A chain of steps.

    `establishes` are the ids of the formulas it derives, `missing` what it does not reach
    and why.
    """

    id: str
    title: str
    claim: str
    steps: tuple[Step, ...]
    establishes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def verify(self) -> "Verified":
        """Check every step (seconds) and return the outcomes."""
        return Verified(self, tuple(step.check() for step in self.steps))

    def _repr_latex_(self) -> str:
        lines = r" \\ ".join(step.latex for step in self.steps)
        return f"$\\displaystyle \\begin{{gathered}} {lines} \\end{{gathered}}$"


@dataclass(frozen=True)
class Verified:
    """Outcomes of the steps of a derivation, in order."""

    derivation: Derivation
    outcomes: tuple[Outcome, ...]

    @property
    def status(self) -> Status:
        """Weakest status among the steps."""
        found = {outcome.status for outcome in self.outcomes}
        weakest: Status = "proved"
        for status in ("verified", "failed"):
            weakest = status if status in found else weakest
        return weakest

    def count(self, status: Status) -> int:
        """Return the number of steps with this status."""
        return sum(outcome.status == status for outcome in self.outcomes)


def _zero(expression: sp.Expr) -> bool:
    if _plainly_not_zero(expression):
        return False
    for method in (sp.expand, _rational, sp.simplify):
        expression = method(expression)
        if expression == 0:
            return True
    return False


def _plainly_not_zero(expression: sp.Expr) -> bool:
    """Disprove quickly, by 30 digits at one point; simplification is slow to give up."""
    names = sorted(expression.free_symbols, key=str)
    if not all(name.is_commutative for name in names):
        return False
    point = {name: sp.Rational(2 * n + 3, 7 * n + 23) for n, name in enumerate(names)}
    value = expression.subs(point).evalf(30, maxn=200)
    return bool(value.is_number and value.is_finite and abs(value) > sp.Rational(1, 10**15))


def _rational(expression: sp.Expr) -> sp.Expr:
    return sp.cancel(sp.together(expression))


ALGEBRA = Proof(_zero, "algebra")


def by_derivative(variable: sp.Symbol, at: Any, direction: str = "+") -> Proof:
    """Return the proof that a function is zero: its derivative is, and its value at one point."""

    def method(difference: sp.Expr) -> bool:
        if not _zero(sp.diff(difference, variable)):
            return False
        value = difference.subs(variable, at)
        if value.is_finite is None or not value.is_finite:
            value = sp.limit(difference, variable, at, direction)
        return _zero(value)

    return Proof(method, f"equal derivative in {variable} and equal value at {at}")


def by_series(variable: sp.Symbol, order: int) -> Proof:
    """Return the proof that a function is O(variable^order): its Taylor terms below vanish."""

    def method(difference: sp.Expr) -> bool:
        for power in range(order):
            slope = sp.diff(difference, variable, power)
            term = slope.subs(variable, 0)
            if term.is_finite is not True:
                term = sp.limit(slope, variable, 0)
            if not _zero(term):
                return False
        return True

    return Proof(method, f"Taylor terms in {variable} below order {order}")


def _compare(pairs: Sequence[tuple[Any, Any]], points: Sequence[Point], within: float) -> Outcome:
    largest = 0.0
    for (one, other), point in zip(pairs, points, strict=True):
        difference = float(abs(one - other) / (abs(one) + abs(other) or 1))
        if not difference <= within:
            shown = f"{float(one):.12g} and {float(other):.12g} differ by {difference:.1e}"
            return Outcome("failed", f"{shown} (relative) at {_show(point)}")
        largest = max(largest, difference)
    return _verified("digits", len(pairs), largest)


def _verified(kind: str, points: int, radius: float) -> Outcome:
    return Outcome("verified", f"{kind} at {points} points, {radius:.0e}", points, radius)


def _show(point: Point) -> str:
    return ", ".join(f"{name} = {value}" for name, value in point.items()) or "a computed pair"


def _entries(side: Side) -> list[sp.Expr]:
    if isinstance(side, Formula):
        return [side.unfolded]
    return list(side) if isinstance(side, sp.MatrixBase) else [sp.sympify(side)]


def _function(side: Side, backend: str, point: Point) -> Callable[[Point], Any]:
    if isinstance(side, Formula):
        built = side.lambdify(backend)
        return lambda at: built(
            **{n: _exact(at[s]) for n, s in zip(built.arguments, side.arguments, strict=True)}
        )
    from higgs_sym.backends.build import expression_function

    names = tuple(point)
    call = expression_function(side, names, backend)
    return lambda at: call(*(_exact(at[name]) for name in names))


def _exact(value: Any) -> Any:
    from fractions import Fraction

    rational = sp.Rational(value)
    return Fraction(int(rational.p), int(rational.q))


def latex_of(side: Side) -> str:
    """Return a side in LaTeX; a formula is its left-hand side."""
    if isinstance(side, Formula):
        return side.lhs
    return str(sp.latex(side, symbol_names=latex_names()))


def chain_of(chain: Callable[[Book], Derivation], book: Book | None = None) -> Derivation:
    """Return the derivation that `chain` makes of `book`, by default the registry."""
    return chain(formulas() if book is None else book)


@cache
def derivations() -> Mapping[str, Derivation]:
    """Return all derivations by id, in reading order; nothing is checked yet.

    Raises `ValueError` for an id used twice or a formula said to be established that is unknown.
    """
    from higgs_sym.theory import derivations as chains

    found: dict[str, Derivation] = {}
    for chain in chains.chains():
        one = chain_of(chain)
        if one.id in found:
            raise ValueError(f"derivation {one.id} is defined twice")
        unknown = set(one.establishes) - set(formulas())
        if unknown:
            raise ValueError(f"derivation {one.id} establishes unknown {sorted(unknown)}")
        found[one.id] = one
    return found


def derivation(id: str) -> Derivation:
    """Return the derivation called `id`; raise `ArgumentError` listing the ids otherwise."""
    found = derivations()
    if id not in found:
        raise ArgumentError("id", f"be one of {', '.join(found)}", repr(id))
    return found[id]
