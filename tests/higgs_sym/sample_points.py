"""Exact points inside the domain of a formula: special ones first, then seeded random ones."""

import random
from fractions import Fraction

import flint
import mpmath as mp
import sympy as sp

from higgs_sym.formula import Formula


def exactly(number: flint.arb) -> mp.mpf:
    """Return a ball without radius as the same binary number of mpmath."""
    mantissa, exponent = number.man_exp()
    with mp.workprec(max(53, int(mantissa).bit_length())):
        return mp.ldexp(mp.mpf(int(mantissa)), int(exponent))


SPECIAL = {
    "positive": ("1", "1/2", "2", "10"),
    "nonnegative": ("0", "1", "1/2", "1/10"),
    "real": ("1", "-1", "1/2", "0"),
}


def _kind(symbol: sp.Symbol) -> str:
    if symbol.is_positive:
        return "positive"
    return "nonnegative" if symbol.is_nonnegative else "real"


def inside(formula: Formula, values: tuple[Fraction, ...]) -> bool:
    point = {
        s: sp.Rational(v.numerator, v.denominator)
        for s, v in zip(formula.arguments, values, strict=True)
    }
    return all(bool(relation.subs(point)) for relation in formula.domain)


def points(formula: Formula, number: int = 8) -> list[tuple[Fraction, ...]]:
    """Return up to `number` special and `number` random points; same id, same points."""
    draw = random.Random(formula.id)
    kinds = [_kind(symbol) for symbol in formula.arguments]
    found: list[tuple[Fraction, ...]] = []
    for stage in ("special", "random"):
        wanted = len(found) + number
        for _ in range(60 * number):
            values = []
            for kind in kinds:
                if stage == "special":
                    values.append(Fraction(draw.choice(SPECIAL[kind])))
                else:
                    lowest = {"positive": 1, "nonnegative": 0, "real": -64}[kind]
                    values.append(Fraction(draw.randint(lowest, 64), draw.choice((7, 16, 64))))
            point = tuple(values)
            if point not in found and inside(formula, point):
                found.append(point)
            if len(found) >= wanted:
                break
    return found
