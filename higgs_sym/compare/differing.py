"""How two formulas differ: conventions under which they agree, and the first term that is other."""

import math
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, product
from typing import Any

import sympy as sp

from higgs_sym.compare.balls import Point, inside, tested
from higgs_sym.compare.conventions import INPUT, OUTPUT, Change, Convention
from higgs_sym.ground.errors import HiggsError
from higgs_sym.sides import side_function
from higgs_sym.symbols import rate_s, rate_u

MOST_CONVENTIONS = 4
LONGEST = 8.0  # seconds for several conventions at once
# Numbers of float precision that agree to this are worth balls; no two conventions are so near.
NEAR = 1e-9
MOST_COMPARED = 3  # such numbers that agree
# Where the first differing term of a series is read off.
SMALL = (sp.Rational(1, 10**6), sp.Rational(1, 10**7))
SERIES = ("rate_s", "rate_u", "beta", "eps")
_LEFT_OUT = {
    rate_u: "ours has rate_u = 0: nonmagnetic impurities are left out",
    rate_s: "ours has rate_s = 0: magnetic impurities are left out",
}
Several = tuple[Convention, ...]


def agreeing(
    theirs: sp.Expr, mine: sp.Expr, points: Sequence[Point], names: tuple[sp.Symbol, ...],
    digits: int,
) -> tuple[tuple[str, ...], bool]:  # fmt: skip
    """Return conventions under which both agree, and whether all could be tried in time.

    One convention before two, two before three: more say nothing that fewer did not.
    """
    tried = _Tries(theirs, mine, points, names, digits)
    limits = tuple(
        Convention(sentence, _without(symbol))
        for symbol, sentence in _LEFT_OUT.items()
        if symbol in mine.free_symbols - theirs.free_symbols
    )
    single: Iterable[tuple[Several, Several]] = chain(
        (((limit,), ()) for limit in limits), (((), (one,)) for one in chain(INPUT, OUTPUT))
    )
    found = tried.found(single)
    if found:
        return found, True
    end = time.monotonic() + LONGEST
    for stage in _stages(limits):
        found = tried.found(stage, end)
        if found or time.monotonic() > end:
            break
    return found, bool(found) or time.monotonic() <= end


def _stages(limits: Several) -> Iterator[Iterable[tuple[Several, Several]]]:
    """Yield pairs, then triples: what changes ours, and what changes theirs."""
    both = (*INPUT, *OUTPUT)
    yield (((limit,), (one,)) for limit, one in product(limits, both))
    yield (((), pair) for pair in product(INPUT, OUTPUT))
    yield (((), pair) for pair in combinations(INPUT, 2))
    yield (((limit,), pair) for limit, pair in product(limits, product(INPUT, OUTPUT)))


def _without(symbol: sp.Symbol) -> Change:
    return lambda expression: expression.subs(symbol, 0)


class _Tries:
    """Both formulas, and what their values are at points without and with changes."""

    def __init__(
        self, theirs: sp.Expr, mine: sp.Expr, points: Sequence[Point],
        names: tuple[sp.Symbol, ...], digits: int,
    ) -> None:  # fmt: skip
        self._theirs, self._mine, self._digits = theirs, mine, digits
        self._points, self._names = points, frozenset(names)
        self._changed: dict[tuple[sp.Expr, Convention], sp.Expr | None] = {}
        self._values: dict[tuple[sp.Expr, int], float | None] = {}

    def found(
        self, ways: Iterable[tuple[Several, Several]], end: float = math.inf
    ) -> tuple[str, ...]:
        """Return the sentences of those that make both agree."""
        found: list[str] = []
        for ours, others in ways:
            if time.monotonic() > end:
                break
            if self._agree(ours, others):
                found.append("; ".join(one.sentence for one in (*ours, *others)))
            if len(found) == MOST_CONVENTIONS:
                break
        return tuple(found)

    def _agree(self, ours: Several, others: Several) -> bool:
        changed = self._after(self._theirs, others)
        alone = self._after(self._mine, ours)
        if changed is None or alone is None or not self._near(changed, alone):
            return False
        points = [
            point for k, point in enumerate(self._points) if self._value(alone, k) is not None
        ]
        try:
            found = tested(changed, alone, points, self._digits)
        except HiggsError:
            return False
        return found.apart is None and found.decided > len(self._points) // 3

    def _after(self, expression: sp.Expr, changes: Several) -> sp.Expr | None:
        """Return an expression after changes; None if one of them changes nothing."""
        for convention in changes:
            key = (expression, convention)
            if key not in self._changed:
                self._changed[key] = self._once(expression, convention)
            after = self._changed[key]
            if after is None:
                return None
            expression = after
        return expression

    def _once(self, expression: sp.Expr, convention: Convention) -> sp.Expr | None:
        after = convention.change(expression)
        if after == expression or not after.free_symbols <= self._names:
            return None
        return None if after.has(sp.zoo, sp.nan, sp.oo) else after

    def _near(self, one: sp.Expr, other: sp.Expr) -> bool:
        """Whether numbers of float precision agree where both have any: a quick look."""
        compared = 0
        for k in range(len(self._points)):
            first, second = self._value(one, k), self._value(other, k)
            if first is None or second is None:
                continue
            if abs(first - second) > NEAR * (abs(first) + abs(second)):
                return False
            compared += 1
            if compared == MOST_COMPARED:
                break
        return compared > 0

    def _value(self, expression: sp.Expr, k: int) -> float | None:
        key = (expression, k)
        if key not in self._values:
            self._values[key] = _number(expression, self._points[k])
        return self._values[key]


def _number(expression: sp.Expr, point: Point) -> float | None:
    """Return a real and finite value, or None."""
    try:
        value = complex(expression.xreplace(dict(point)).evalf(20))
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None
    real = abs(value.imag) <= NEAR * abs(value.real) and math.isfinite(value.real)
    return value.real if real else None


def first_term(
    theirs: sp.Expr, mine: sp.Expr, names: tuple[sp.Symbol, ...], domain: tuple[sp.Basic, ...],
    points: Sequence[Point],
) -> str:  # fmt: skip
    """Return the leading term of the difference in a small rate, quench or energy.

    The other rates are zero where they may be: with them, the first difference would be theirs.
    """
    for name in names:
        if str(name) not in SERIES or (name in mine.free_symbols) > (name in theirs.free_symbols):
            continue
        plain = {one: sp.Integer(0 if str(one) in ("rate_s", "rate_u") else 1) for one in names}
        for point in (plain, *points[:6]):
            at = [{**point, name: value} for value in SMALL]
            if not all(inside(one, domain) for one in at):
                continue
            term = _leading(theirs, mine, name, at)
            if term is not None:
                return _told(name, point, term)
    return ""


def _told(name: sp.Symbol, point: Point, term: tuple[sp.Rational, float, str]) -> str:
    power, factor, both = term
    rest = ", ".join(f"{n} = {v}" for n, v in point.items() if n != name)
    where = f" at {rest}" if rest else ""
    raised = f"^{power}" if power.q == 1 else f"^({power})"
    return f"the first differing term in {name} is {factor:.6g} {name}{raised}{where}{both}"


def _leading(
    theirs: sp.Expr, mine: sp.Expr, name: sp.Symbol, at: Sequence[Point]
) -> tuple[sp.Rational, float, str] | None:
    """Return power and factor of the difference, and words on the term of either formula."""
    values = [_balls(theirs, mine, point) for point in at]
    differences = []
    for pair in values:
        if pair is None or (pair[0] - pair[1]).contains(0):
            return None
        differences.append(float((pair[0] - pair[1]).mid()))
    first, second = differences
    if first == 0.0 or second == 0.0 or first * second < 0.0:
        return None
    slope = math.log(first / second) / math.log(float(at[0][name] / at[1][name]))
    power = sp.Rational(round(6 * slope), 6)
    if abs(float(power) - slope) > 0.01:
        return None
    size = float(at[1][name]) ** float(power)
    both = ""
    start = _balls(theirs, mine, {**at[1], name: sp.Integer(0)})
    if power > 0 and start is not None and start[0].overlaps(start[1]):
        pairs = zip(values[1] or (), start, strict=True)
        terms = [float((value - rest).mid()) / size for value, rest in pairs]
        # A lower power, which both share, would stand in the way.
        largest = max(map(abs, terms))
        if largest < 1e3 * abs(second / size):
            # What is left of the next order is none of this one.
            terms = [0.0 if abs(one) < 1e-4 * largest else one for one in terms]
            both = f" ({terms[0]:.6g} in it, {terms[1]:.6g} in ours)"
    return power, second / size, both


def _balls(theirs: sp.Expr, mine: sp.Expr, point: Point) -> tuple[Any, Any] | None:
    """Return the balls of both at a point, or None where one is not finite."""
    try:
        two, one = (side_function(side, "arb", point)(point) for side in (theirs, mine))
    except (HiggsError, ZeroDivisionError, ValueError):
        return None
    return (two, one) if two.is_finite() and one.is_finite() else None
