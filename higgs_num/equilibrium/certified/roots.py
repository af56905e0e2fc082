"""Certified roots of functions that change sign once."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, cast

from flint import acb, arb, ctx, fmpq, fmpq_poly

from higgs_sym.ground.errors import ComputationError
from higgs_sym.ground.precision import precision

START_BITS = 96
BISECTIONS = 40
SECANTS = 60
WIDENINGS = 40


def complex_roots(polynomial: fmpq_poly) -> list[acb]:
    """Return disjoint balls around all roots; real roots have imaginary part exactly 0."""
    return [root for root, _ in cast(Any, polynomial).complex_roots()]


def exact(point: arb) -> fmpq:
    """Return the midpoint of a ball as the exact number it is."""
    mantissa, exponent = point.mid().man_exp()
    ratio = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return fmpq(ratio.numerator, ratio.denominator)


def _sign(value: arb) -> int:
    if not value.is_finite():
        raise ComputationError("A certified root search met a value that is not finite")
    return (value > 0) - (value < 0)


def _estimate(function: Callable[[fmpq], arb], lower: fmpq, upper: fmpq, rising: bool) -> arb:
    """Bisect at low precision."""
    direction = 1 if rising else -1
    with precision(START_BITS):
        for _ in range(BISECTIONS):
            middle = exact(arb((lower + upper) / 2))
            sign = _sign(function(middle)) * direction
            if sign == 0:
                return arb(middle)
            if sign < 0:
                lower = middle
            else:
                upper = middle
        return arb((lower + upper) / 2)


def _polish(function: Callable[[fmpq], arb], here: fmpq, lower: fmpq, upper: fmpq) -> fmpq:
    """Improve an estimate by secants at the current precision."""
    width = (upper - lower) / 2**BISECTIONS
    before = here + width if here + width < upper else here - width
    value, value_before = function(here), function(before)
    for _ in range(SECANTS):
        slope = value.mid() - value_before.mid()
        if value.contains(0) or slope == 0:
            break
        step = value.mid() * arb(here - before).mid() / slope
        before, value_before = here, value
        here = exact(arb(here) - step)
        if not lower < here < upper:
            raise ComputationError("A certified root search left its interval")
        if abs(step) < abs(arb(here)).mid() * arb(2) ** (8 - ctx.prec):
            break
        value = function(here)
    return here


def enclose_root(
    function: Callable[[fmpq], arb],
    lower: fmpq,
    upper: fmpq,
    *,
    rising: bool,
    guess: arb | None = None,
) -> arb:
    """Enclose the root in (lower, upper) of a continuous, monotone function.

    `function` takes an exact point and returns a ball at the current precision. The result is
    proven by opposite signs at its two ends, whatever the `guess`; that there is no other root
    is the caller's knowledge. The ends of the interval are never evaluated. Raises
    `ComputationError` if signs stay undecided.
    """
    if guess is None:
        here = exact(_estimate(function, lower, upper, rising))
        here = _polish(function, here, lower, upper)
    else:
        here = exact(guess)
    radius = exact(abs(arb(here)).mid() * arb(2) ** (6 - ctx.prec))
    for _ in range(WIDENINGS):
        left, right = here - radius, here + radius
        if left <= lower or right >= upper:
            break
        signs = _sign(function(left)), _sign(function(right))
        if signs == ((-1, 1) if rising else (1, -1)):
            return arb(left).union(arb(right))
        radius *= 16
    raise ComputationError("A root could not be certified; ask for fewer or more digits")
