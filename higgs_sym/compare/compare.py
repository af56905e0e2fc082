"""A formula of somebody else against one of the registry: proved, equal, or how it differs.

Both are written in rates, gaps and energies by the definitions of the chapter of conventions.
"""

import itertools
import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sympy as sp

from higgs_sym.checks import ALGEBRA
from higgs_sym.compare.conventions import conventions
from higgs_sym.compare.names import bound, domain_in_basis, in_basis
from higgs_sym.compare.reading import read_expression
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ArgumentError, HiggsError, integer
from higgs_sym.ground.precision import precision
from higgs_sym.registry import formula
from higgs_sym.sides import side_function
from higgs_sym.symbols import rate_u

Answered = Literal["proved", "equal", "differs", "undecided"]
POINTS = 24
# What is simplified in a second or so.
LARGEST_PROOF = 160
MOST_TRIES = 4000
# Of a counterexample, the simplest first.
SIMPLE = ("1", "1/2", "2", "1/4", "1/3", "3", "1/8", "1/10", "5", "10", "-1", "0")
MOST_SIMPLE = 3000
MOST_CONVENTIONS = 4
# Where the first differing term of a series is read off.
SMALL = (sp.Rational(1, 10**6), sp.Rational(1, 10**7))
Point = Mapping[sp.Symbol, sp.Rational]


@dataclass(frozen=True)
class Counterexample:
    """A point at which the balls of two formulas are apart.

    Examples
    --------
    >>> from higgs_sym.compare import compare
    >>> found = compare("2*rate_s/Delta", "conventions.alpha").counterexample
    >>> found.theirs, found.ours, found.ratio
    ('2', '1', 2.0)
    """

    point: Mapping[str, str]
    theirs: str
    ours: str
    ratio: float | None

    def __str__(self) -> str:
        at = (
            ", ".join(f"{name} = {value}" for name, value in self.point.items())
            or "no point: both are numbers"
        )
        shown = "" if self.ratio is None else f", ratio {self.ratio:.12g}"
        return f"at {at}: {self.theirs} against {self.ours}{shown}"


@dataclass(frozen=True)
class Compared:
    """What came out.

    answer : `proved` (algebra), `equal` (to `digits` digits on `points` balls), `differs`, or
        `undecided`
    against : id of the formula;  read : the expression as it was understood
    detail : one sentence
    points, undecided : balls that were compared, and such that decided nothing
    counterexample, term, agrees_if : of what differs: the simplest point; the first differing term
        of a series; conventions under which both agree, the simplest first

    Examples
    --------
    >>> from higgs_sym.compare import compare
    >>> compare("rate_s/Delta", "conventions.alpha").answer
    'proved'
    """

    answer: Answered
    against: str
    read: str
    detail: str
    digits: int
    points: int = 0
    undecided: int = 0
    counterexample: Counterexample | None = None
    term: str = ""
    agrees_if: tuple[str, ...] = ()

    @property
    def exit_status(self) -> int:
        """0: agrees, 1: differs, 3: undecided."""
        return {"proved": 0, "equal": 0, "differs": 1, "undecided": 3}[self.answer]

    def plain(self) -> dict[str, Any]:
        """Return it as JSON types."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__}
        found["agrees_if"] = list(self.agrees_if)
        if self.counterexample is not None:
            one = self.counterexample
            found["counterexample"] = {
                "point": dict(one.point), "theirs": one.theirs, "ours": one.ours,
                "ratio": one.ratio,
            }  # fmt: skip
        return found

    def __str__(self) -> str:
        lines = [f"{self.answer}: {self.detail}", f"  read as      {self.read}"]
        if self.counterexample is not None:
            lines.append(f"  {self.counterexample}")
        if self.term:
            lines.append(f"  {self.term}")
        lines += [f"  it agrees if {one}" for one in self.agrees_if]
        return "\n".join(lines)


def compare(
    expression: Any,
    against: str | Formula,
    *,
    let: Mapping[str, str] | None = None,
    digits: int = 30,
    latex: bool | None = None,
) -> Compared:
    r"""Compare an expression of somebody else with a formula.

    Parameters
    ----------
    expression
        A sympy expression, whatever its symbols are assumed to be, or a text in Python's notation
        or LaTeX. Symbols are known by their names.
    against
        Id of a formula, or a formula.
    let
        What names mean, where that is not plain: {"zeta": "zeta_s", "g": "rate_s/2"}.
    digits
        Relative, to which balls must agree, 5 to 200.
    latex
        Whether a text is LaTeX; a backslash tells unless given.

    Raises
    ------
    ArgumentError
        If the expression cannot be read, a name means nothing or two things, the formula is
        unknown or an integral, or the expression has no value anywhere in the formula's domain.

    Examples
    --------
    >>> from higgs_sym.compare import compare
    >>> compare(r"\Delta(1-\alpha^{2/3})^{3/2}", "threshold.gap_edge").answer
    'proved'
    >>> found = compare("Delta*(1 - zeta_s^(2/3))^(3/2)", "threshold.gap_edge")
    >>> found.answer, found.agrees_if[0][:27]
    ('differs', '1/tau_s in it is twice ours')
    """
    digits = integer("digits", digits, least=5, most=200)
    ours = against if isinstance(against, Formula) else formula(against)
    if ours.unfolded.has(sp.Integral):
        closed = ours.id.rpartition(".")[0] + ".closed"
        rule = f"be no integral (compare with {closed}, which equals it)"
        raise ArgumentError("against", rule, repr(ours.id))
    given = read_expression(expression, latex=latex)
    theirs = bound(given, ours, let or {})
    mine = in_basis(ours)
    read = str(theirs)
    if _proved(theirs, mine):
        return Compared("proved", ours.id, read, f"equal to {ours.id} by algebra", digits)
    return _on_balls(theirs, mine, ours, read, digits)


def _proved(theirs: sp.Expr, mine: sp.Expr) -> bool:
    if theirs == mine:
        return True
    if sp.count_ops(theirs) + sp.count_ops(mine) > LARGEST_PROOF:
        return False
    try:
        return ALGEBRA.check(theirs, mine).status == "proved"
    except (TypeError, ValueError, NotImplementedError, RecursionError, AttributeError):
        return False


def _on_balls(theirs: sp.Expr, mine: sp.Expr, ours: Formula, read: str, digits: int) -> Compared:
    names = tuple(sorted(theirs.free_symbols | mine.free_symbols, key=str))
    domain = domain_in_basis(ours)
    points = _points(ours.id, names, domain)
    if not points:
        raise ArgumentError("against", "have points in its domain that are found", repr(ours.id))
    with precision(math.ceil((2 * digits + 20) * math.log2(10))):
        tested = _tested(theirs, mine, points, digits)
        if tested.apart is None and not tested.decided:
            if not tested.theirs_known:
                rule = f"have a real value somewhere in the domain of {ours.id}"
                raise ArgumentError("expression", rule, "it has a pole or is not real everywhere")
            detail = f"none of {len(points)} balls decides ({tested.why})"
            return Compared("undecided", ours.id, read, detail, digits, 0, len(points))
        if tested.apart is None:
            if tested.undecided > len(points) // 2:
                detail = f"{tested.undecided} of {len(points)} balls decide nothing"
                return Compared(
                    "undecided", ours.id, read, detail, digits, tested.decided, tested.undecided
                )
            left = f", {tested.undecided} decide nothing" if tested.undecided else ""
            detail = f"equal to {ours.id} to {digits} digits on {tested.decided} balls{left}"
            return Compared(
                "equal", ours.id, read, detail, digits, tested.decided, tested.undecided
            )
        example = _simplest(theirs, mine, names, domain, digits) or _example(
            theirs, mine, tested.apart
        )
        agrees = _agreeing(theirs, mine, points, names, digits)
    return Compared(
        "differs", ours.id, read, f"not equal to {ours.id}", digits, tested.decided,
        tested.undecided, example, _first_term(theirs, mine, names, domain, points), agrees,
    )  # fmt: skip


@dataclass(frozen=True)
class _Tested:
    decided: int
    undecided: int
    apart: Point | None
    theirs_known: bool
    why: str


def _tested(theirs: sp.Expr, mine: sp.Expr, points: list[Point], digits: int) -> _Tested:
    """Compare balls; at the first point where they are apart, stop."""
    call = side_function(mine, "arb", points[0])
    other = _function(theirs, points[0])
    decided = undecided = 0
    known, why = False, ""
    for point in points:
        try:
            one = call(point)
        except (HiggsError, ZeroDivisionError, ValueError):
            undecided += 1
            continue
        two = None if other is None else other(point)
        if two is None:
            undecided += 1
            why = "the expression has no real value there"
            continue
        known = True
        if not one.overlaps(two):
            return _Tested(decided, undecided, point, True, "")
        radius = float((one - two).rad() / (abs(one.mid()) + abs(two.mid()) or 1))
        if radius < 10.0**-digits:
            decided += 1
        else:
            undecided += 1
            why = f"balls overlap, but have a radius of {radius:.0e}"
    return _Tested(decided, undecided, None, known, why)


def _function(expression: sp.Expr, like: Point) -> Callable[[Point], Any] | None:
    """Return a function of points that gives a ball, or None where there is no real value."""
    try:
        call = side_function(expression, "arb", like)
    except HiggsError as error:
        raise ArgumentError("expression", "use functions that have balls", str(error)) from None

    def at(point: Point) -> Any:
        try:
            found = call(point)
        except (HiggsError, ZeroDivisionError, ValueError):
            return None
        return found if found.is_finite() else None

    return at


def _points(seed: str, names: tuple[sp.Symbol, ...], domain: tuple[sp.Basic, ...]) -> list[Point]:
    draw = random.Random(seed)
    found: list[Point] = []
    if not names:
        return [{}]
    for _ in range(MOST_TRIES):
        point = {name: _drawn(draw, name) for name in names}
        if _inside(point, domain):
            found.append(point)
        if len(found) == POINTS:
            break
    return found


def _drawn(draw: random.Random, name: sp.Symbol) -> sp.Rational:
    size = sp.Rational(draw.randint(1, 48), draw.choice((7, 16, 64)))
    # Rates are small beside gaps in most domains.
    if str(name) in ("rate_s", "rate_u"):
        size = size / 6
    negative = not name.is_nonnegative and draw.random() < 0.4
    return -size if negative else size


def _inside(point: Point, domain: tuple[sp.Basic, ...]) -> bool:
    return all(bool(relation.subs(point)) for relation in domain)


def _simplest(
    theirs: sp.Expr, mine: sp.Expr, names: tuple[sp.Symbol, ...], domain: tuple[sp.Basic, ...],
    digits: int,
) -> Counterexample | None:  # fmt: skip
    """Return the simplest point at which both differ: few symbols that are not 1, small numbers."""
    if not names:
        return None
    values = [sp.Rational(one) for one in SIMPLE]
    places = itertools.product(range(len(values)), repeat=len(names))
    ordered = sorted(itertools.islice(places, 50_000), key=lambda one: (sum(one), one))
    for chosen in ordered[:MOST_SIMPLE]:
        point = {name: values[k] for name, k in zip(names, chosen, strict=True)}
        allowed = all(
            not (name.is_positive and value <= 0) and not (name.is_nonnegative and value < 0)
            for name, value in point.items()
        )
        if allowed and _inside(point, domain):
            try:
                if _tested(theirs, mine, [point], digits).apart is not None:
                    return _example(theirs, mine, point)
            except HiggsError:
                continue
    return None


def _example(theirs: sp.Expr, mine: sp.Expr, point: Point) -> Counterexample:
    two, one = (side_function(side, "arb", point)(point) for side in (theirs, mine))
    ratio = float(two.mid() / one.mid()) if one.mid() != 0 else None
    shown = [f"{float(ball.mid()):.15g}" for ball in (two, one)]
    return Counterexample({str(n): str(v) for n, v in point.items()}, shown[0], shown[1], ratio)


def _agreeing(
    theirs: sp.Expr, mine: sp.Expr, points: list[Point], names: tuple[sp.Symbol, ...], digits: int
) -> tuple[str, ...]:
    found: list[str] = []
    if rate_u in mine.free_symbols - theirs.free_symbols:
        alone = mine.subs(rate_u, 0)
        tested = _tested(theirs, alone, [p for p in points if _known(alone, p)], digits)
        if tested.apart is None and tested.decided > len(points) // 3:
            found.append("ours has rate_u = 0: nonmagnetic impurities are left out")
    for convention in conventions():
        changed = convention.change(theirs)
        if changed == theirs or not changed.free_symbols <= set(names):
            continue
        if changed.has(sp.zoo, sp.nan, sp.oo):
            continue
        try:
            tested = _tested(changed, mine, points, digits)
        except HiggsError:
            continue
        if tested.apart is None and tested.decided > len(points) // 3:
            found.append(convention.sentence)
        # A pair says nothing that a single change did not.
        if len(found) == MOST_CONVENTIONS or (found and ";" in convention.sentence):
            break
    single = [one for one in found if ";" not in one]
    return tuple(single or found)


def _known(expression: sp.Expr, point: Point) -> bool:
    """Whether an expression is real at a point."""
    value = expression.subs(point)
    return bool(value.is_real)


def _first_term(
    theirs: sp.Expr, mine: sp.Expr, names: tuple[sp.Symbol, ...], domain: tuple[sp.Basic, ...],
    points: list[Point],
) -> str:  # fmt: skip
    """Return the leading term of the difference in a small rate, quench or energy."""
    for name in names:
        if str(name) not in ("rate_s", "rate_u", "beta", "eps"):
            continue
        for point in points[:6]:
            at = [{**point, name: value} for value in SMALL]
            if not all(_inside(one, domain) for one in at):
                continue
            term = _leading(theirs, mine, name, at)
            if term is not None:
                power, factor = term
                rest = ", ".join(f"{n} = {v}" for n, v in point.items() if n != name)
                where = f" at {rest}" if rest else ""
                return f"the first differing term in {name} is {factor:.6g} {name}^{power}{where}"
    return ""


def _leading(
    theirs: sp.Expr, mine: sp.Expr, name: sp.Symbol, at: Sequence[Point]
) -> tuple[sp.Rational, float] | None:
    differences = []
    for point in at:
        try:
            two, one = (side_function(side, "arb", point)(point) for side in (theirs, mine))
        except (HiggsError, ZeroDivisionError, ValueError):
            return None
        difference = two - one
        if not difference.is_finite() or difference.contains(0):
            return None
        differences.append(float(difference.mid()))
    first, second = differences
    if first == 0.0 or second == 0.0 or first * second < 0.0:
        return None
    slope = math.log(first / second) / math.log(float(at[0][name] / at[1][name]))
    power = sp.Rational(round(6 * slope), 6)
    if abs(float(power) - slope) > 0.01:
        return None
    return power, second / float(at[1][name]) ** float(power)
