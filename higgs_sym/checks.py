"""How an equation is checked: by a symbolic proof, by balls, or by many digits at points."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sympy as sp

from higgs_sym.ground.errors import ArgumentError, instance, integer
from higgs_sym.ground.precision import precision
from higgs_sym.sides import SamplePoint, Side, entries, side_function

Status = Literal["proved", "verified", "failed"]


@dataclass(frozen=True)
class StepCheck:
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

    def check(self, left: Side, right: Side) -> StepCheck:
        """Return proved, or failed with what remained."""
        for one, other in zip(entries(left), entries(right), strict=True):
            difference = one.doit() - other.doit()
            if not self.method(difference):
                shown = str(difference)[:120]
                return StepCheck("failed", f"{self.name} does not give zero: {shown}")
        return StepCheck("proved", self.name)


@dataclass(frozen=True)
class Balls:
    """Rigorous check at points: the balls of both sides overlap and are small."""

    points: tuple[SamplePoint, ...]
    digits: int = 30

    def __post_init__(self) -> None:
        _check_points(self.points)
        integer("digits", self.digits, least=1)

    def check(self, left: Side, right: Side) -> StepCheck:
        """Return verified with the largest radius, or failed with the point."""
        largest = 0.0
        # Twice the digits asked for: cancellations inside an expression cost some.
        with precision(math.ceil((2 * self.digits + 10) * math.log2(10))):
            sides = [side_function(side, "arb", self.points[0]) for side in (left, right)]
            for point in self.points:
                one, other = (side(point) for side in sides)
                if not one.overlaps(other):
                    return StepCheck(
                        "failed", f"balls {one} and {other} are apart at {_show(point)}"
                    )
                radius = float((one - other).rad() / (1 + abs(one.mid())))
                if not radius < 10.0**-self.digits:
                    return StepCheck("failed", f"undecided, radius {radius:.0e} at {_show(point)}")
                largest = max(largest, radius)
        return _verified("balls", len(self.points), largest)


@dataclass(frozen=True)
class Digits:
    """Check at points to `digits`, or, for a limit or leading term, to the given `within`.

    Not rigorous (adaptive quadrature at 1.5 times the digits); used where no ball can be made.
    """

    points: tuple[SamplePoint, ...]
    digits: int = 20
    within: sp.Rational | None = None

    def __post_init__(self) -> None:
        _check_points(self.points)
        integer("digits", self.digits, least=1)

    def check(self, left: Side, right: Side) -> StepCheck:
        """Return verified with the largest difference, or failed with the point."""
        import mpmath as mp

        with mp.workdps(self.digits + self.digits // 2 + 5):
            sides = [side_function(side, "mpmath", self.points[0]) for side in (left, right)]
            pairs = [(sides[0](point), sides[1](point)) for point in self.points]
            return _compare(pairs, self.points, self._tolerance())

    def _tolerance(self) -> float:
        return 10.0**-self.digits if self.within is None else float(self.within)


@dataclass(frozen=True)
class Computed:
    """Check of numbers that `compute` makes: pairs that must agree `within` a relative bound."""

    compute: Callable[[], Sequence[tuple[Any, Any]]]
    within: sp.Rational

    def check(self, _left: Side, _right: Side) -> StepCheck:
        """Return verified with the largest difference, or failed with the pair's number."""
        pairs = self.compute()
        return _compare(pairs, [{} for _ in pairs], float(self.within))


Check = Proof | Balls | Digits | Computed


def _check_points(points: tuple[SamplePoint, ...]) -> None:
    """Raise `ArgumentError` unless there is a point: nothing is checked at none."""
    for point in instance("points", points, tuple):
        instance("points", point, dict)
    if not points:
        raise ArgumentError("points", "be at least one", "none")


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


def _compare(
    pairs: Sequence[tuple[Any, Any]], points: Sequence[SamplePoint], within: float
) -> StepCheck:
    largest = 0.0
    for (one, other), point in zip(pairs, points, strict=True):
        difference = float(abs(one - other) / (abs(one) + abs(other) or 1))
        if not difference <= within:
            shown = f"{float(one):.12g} and {float(other):.12g} differ by {difference:.1e}"
            return StepCheck("failed", f"{shown} (relative) at {_show(point)}")
        largest = max(largest, difference)
    return _verified("digits", len(pairs), largest)


def _verified(kind: str, points: int, radius: float) -> StepCheck:
    return StepCheck("verified", f"{kind} at {points} points, {radius:.0e}", points, radius)


def _show(point: SamplePoint) -> str:
    return ", ".join(f"{name} = {value}" for name, value in point.items()) or "a computed pair"
