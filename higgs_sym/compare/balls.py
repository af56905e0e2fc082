"""Two expressions on balls: points of a domain, and at which of them the balls are apart."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from higgs_sym.ground.errors import ArgumentError, HiggsError
from higgs_sym.sides import side_function

POINTS = 24
MOST_TRIES = 4000
Point = Mapping[sp.Symbol, sp.Rational]


@dataclass(frozen=True)
class Tested:
    """How many balls decided, and the first point where they are apart."""

    decided: int
    undecided: int
    apart: Point | None
    theirs_known: bool
    why: str


def tested(theirs: sp.Expr, mine: sp.Expr, points: list[Point], digits: int) -> Tested:
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
            return Tested(decided, undecided, point, True, "")
        radius = float((one - two).rad() / (abs(one.mid()) + abs(two.mid()) or 1))
        if radius < 10.0**-digits:
            decided += 1
        else:
            undecided += 1
            why = f"balls overlap, but have a radius of {radius:.0e}"
    return Tested(decided, undecided, None, known, why)


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


def drawn_points(
    seed: str, names: tuple[sp.Symbol, ...], domain: tuple[sp.Basic, ...]
) -> list[Point]:
    """Return points inside a domain, at random but the same for the same seed."""
    draw = random.Random(seed)
    found: list[Point] = []
    if not names:
        return [{}]
    for _ in range(MOST_TRIES):
        point = {name: _drawn(draw, name) for name in names}
        if inside(point, domain):
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


def inside(point: Point, domain: tuple[sp.Basic, ...]) -> bool:
    """Whether all relations of a domain hold at a point."""
    return all(bool(relation.subs(point)) for relation in domain)
