"""A formula of somebody else against one of the registry: proved, equal, or how it differs.

Both are written in rates, gaps and energies by the definitions of the chapter of conventions.
"""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import sympy as sp

from higgs_sym.checks import ALGEBRA
from higgs_sym.compare.balls import Point, drawn_points, inside, tested
from higgs_sym.compare.differing import LONGEST, agreeing, first_term
from higgs_sym.compare.left_side import with_left_side
from higgs_sym.compare.names import all_used, bound, domain_in_basis, in_basis, readings
from higgs_sym.compare.reading import read_expression, read_left_side
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ArgumentError, HiggsError, integer, quoted
from higgs_sym.ground.precision import precision
from higgs_sym.registry import formula
from higgs_sym.sides import side_function

Answered = Literal["proved", "equal", "differs", "undecided"]
# What is simplified in a second or so.
LARGEST_PROOF = 160
# Of a counterexample, the simplest first.
SIMPLE = ("1", "1/2", "2", "1/4", "1/3", "3", "1/8", "1/10", "5", "10", "-1", "0")
MOST_SIMPLE = 3000


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
    readings : what was assumed: each name that was read as something else, the convention of
        the rates, the left side of an equation
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
    readings: tuple[str, ...] = ()

    @property
    def exit_status(self) -> int:
        """0: agrees, 1: differs, 3: undecided."""
        return {"proved": 0, "equal": 0, "differs": 1, "undecided": 3}[self.answer]

    def plain(self) -> dict[str, Any]:
        """Return it as JSON types."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__}
        found["agrees_if"] = list(self.agrees_if)
        found["readings"] = list(self.readings)
        if self.counterexample is not None:
            one = self.counterexample
            found["counterexample"] = {
                "point": dict(one.point), "theirs": one.theirs, "ours": one.ours,
                "ratio": one.ratio,
            }  # fmt: skip
        return found

    def __str__(self) -> str:
        lines = [f"{self.answer}: {self.detail}", f"  read as      {self.read}"]
        lines += [f"  read         {one}" for one in self.readings]
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
    at: Mapping[str, Any] | None = None,
    digits: int = 30,
    latex: bool | None = None,
) -> Compared:
    r"""Compare an expression of somebody else with a formula.

    Parameters
    ----------
    expression
        A sympy expression, whatever its symbols are assumed to be, or a text in Python's notation
        or LaTeX. Symbols are known by their names. Of an equation the left side is heeded where
        one name in it is that of the formula: `omega^2 = ...` is held against its square.
    against
        Id of a formula, or a formula.
    let
        What names mean, where that is not plain: {"zeta": "zeta_s", "g": "rate_s/2"}.
    at
        What symbols are in both formulas: {"rate_u": 0}, no nonmagnetic impurities.
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
    written, left = read_left_side(expression, latex=latex)
    let = let or {}
    all_used(let, given, left)
    theirs = bound(given, ours, let)
    mine, of_left = with_left_side(in_basis(ours), written, left, ours, let)
    told = (*readings(given, ours, let, ours=mine), *([of_left] if of_left else []))
    fixed = _fixed(at or {}, theirs, mine, ours)
    theirs, mine = (_at(fixed, one, ours) for one in (theirs, mine))
    where = " at " + ", ".join(f"{one} = {value}" for one, value in fixed.items()) if fixed else ""
    if _proved(theirs, mine):
        detail = f"equal to {ours.id}{where} by algebra"
        return Compared("proved", ours.id, str(theirs), detail, digits, readings=told)
    found = _on_balls(theirs, mine, ours, fixed, digits)
    return replace(found, detail=found.detail.replace(ours.id, f"{ours.id}{where}"), readings=told)


Fixed = Mapping[sp.Symbol, sp.Expr]


def _fixed(at: Mapping[str, Any], theirs: sp.Expr, mine: sp.Expr, ours: Formula) -> Fixed:
    known = {str(one): one for one in theirs.free_symbols | mine.free_symbols}
    fixed = {}
    for name, text in at.items():
        if name not in known:
            rule = f"name symbols that both are written in ({', '.join(sorted(known))})"
            raise ArgumentError("at", rule, quoted(name))
        value = read_expression(str(text))
        fixed[known[name]] = bound(value, ours, {})
    return fixed


def _at(fixed: Fixed, expression: sp.Expr, ours: Formula) -> sp.Expr:
    found = expression.subs(fixed, simultaneous=True)
    outside = any(one.subs(fixed, simultaneous=True) == sp.false for one in domain_in_basis(ours))
    if outside or found.has(sp.zoo, sp.nan, sp.oo):
        told = ", ".join(f"{one} = {value}" for one, value in fixed.items())
        raise ArgumentError("at", f"lie in the domain of {ours.id}", told)
    return found


def _proved(theirs: sp.Expr, mine: sp.Expr) -> bool:
    if theirs == mine:
        return True
    if sp.count_ops(theirs) + sp.count_ops(mine) > LARGEST_PROOF:
        return False
    try:
        return ALGEBRA.check(theirs, mine).status == "proved"
    except (TypeError, ValueError, NotImplementedError, RecursionError, AttributeError):
        return False


def _on_balls(theirs: sp.Expr, mine: sp.Expr, ours: Formula, fixed: Fixed, digits: int) -> Compared:
    read = str(theirs)
    names = tuple(sorted(theirs.free_symbols | mine.free_symbols, key=str))
    domain = tuple(one.subs(fixed, simultaneous=True) for one in domain_in_basis(ours))
    points = drawn_points(ours.id, names, domain)
    if not points:
        raise ArgumentError("against", "have points in its domain that are found", repr(ours.id))
    with precision(math.ceil((2 * digits + 20) * math.log2(10))):
        found = tested(theirs, mine, points, digits)
        if found.apart is None and not found.decided:
            if not found.theirs_known:
                rule = f"have a real value somewhere in the domain of {ours.id}"
                raise ArgumentError("expression", rule, "it has a pole or is not real everywhere")
            detail = f"none of {len(points)} balls decides ({found.why})"
            return Compared("undecided", ours.id, read, detail, digits, 0, len(points))
        if found.apart is None:
            if found.undecided > len(points) // 2:
                detail = f"{found.undecided} of {len(points)} balls decide nothing"
                return Compared(
                    "undecided", ours.id, read, detail, digits, found.decided, found.undecided
                )
            left = f", {found.undecided} decide nothing" if found.undecided else ""
            detail = f"equal to {ours.id} to {digits} digits on {found.decided} balls{left}"
            return Compared("equal", ours.id, read, detail, digits, found.decided, found.undecided)
        example = _simplest(theirs, mine, names, domain, digits) or _example(
            theirs, mine, found.apart
        )
        agrees, all_tried = agreeing(theirs, mine, points, names, digits)
        term = first_term(theirs, mine, names, domain, points)
    late = "" if all_tried else f"; conventions were tried for {LONGEST:g} s, not all of them"
    return Compared(
        "differs", ours.id, read, f"not equal to {ours.id}{late}", digits, found.decided,
        found.undecided, example, term, agrees,
    )  # fmt: skip


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
        if allowed and inside(point, domain):
            try:
                if tested(theirs, mine, [point], digits).apart is not None:
                    return _example(theirs, mine, point)
            except HiggsError:
                continue
    return None


def _example(theirs: sp.Expr, mine: sp.Expr, point: Point) -> Counterexample:
    two, one = (side_function(side, "arb", point)(point) for side in (theirs, mine))
    ratio = float(two.mid() / one.mid()) if one.mid() != 0 else None
    shown = [f"{float(ball.mid()):.15g}" for ball in (two, one)]
    return Counterexample({str(n): str(v) for n, v in point.items()}, shown[0], shown[1], ratio)
