"""Digits that two independent enclosures share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from higgs_num.equilibrium.certified.quantity import TableQuantity
from higgs_num.equilibrium.certified.state import rational
from higgs_sym.ground.errors import ComputationError, instance, integer
from higgs_sym.ground.precision import nothing_cached, precision

MOST_DIGITS = 1000
GUARD_BITS = 40
ATTEMPTS = 6  # each with twice the precision of the one before


@dataclass(frozen=True)
class CertifiedNumber:
    """A certified number: the correctly rounded decimal, and both enclosures it rests on.

    `radius` bounds the distance of the common part of both balls from its middle.
    """

    value: str
    radius: str
    closed: str
    quadrature: str
    bits: int

    def follows_from_its_enclosures(self, digits: int) -> bool:
        """Whether the texts are numbers, and both balls as printed leave room for the value."""
        try:
            value, radius = _decimal(self.value), Fraction(_decimal(self.radius))
            (a, b), (c, d) = (_printed_bounds(ball) for ball in (self.closed, self.quadrature))
        except (ValueError, TypeError, AttributeError):
            return False
        low, high = max(a, c), min(b, d)
        half_unit = Fraction(10) ** (value.adjusted() - digits + 1) / 2
        return (
            len(value.as_tuple().digits) <= digits
            and low <= high
            and low - half_unit <= Fraction(value) <= high + half_unit
            # The radius is printed to three digits, both balls are somewhat wider than they were.
            and 0 <= radius <= (high - low) * Fraction(101, 200)
        )


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d{1,6})?", text, re.ASCII):
        raise ValueError(text)
    return Decimal(text)


def _printed_bounds(ball: str) -> tuple[Fraction, Fraction]:
    middle, _, radius = ball.partition("+/-")
    centre = Fraction(_decimal(middle.strip() or "0"))
    half = Fraction(_decimal(radius.strip() or "0"))
    return centre - half, centre + half


def _bounds(ball: arb) -> tuple[Fraction, Fraction]:
    def fraction(point: arb) -> Fraction:
        mantissa, exponent = point.man_exp()
        return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)

    middle, radius = fraction(ball.mid()), fraction(ball.rad())
    return middle - radius, middle + radius


def _rounded(number: Fraction, digits: int) -> Decimal:
    context = Context(prec=digits, rounding=ROUND_HALF_EVEN, Emin=-(10**8), Emax=10**8)
    return context.divide(Decimal(number.numerator), Decimal(number.denominator))


def _common(one: arb, other: arb) -> tuple[Fraction, Fraction]:
    (a, b), (c, d) = _bounds(one), _bounds(other)
    low, high = max(a, c), min(b, d)
    if low > high:
        raise ComputationError(
            f"Two rigorous enclosures do not overlap, which is a defect: {one} and {other}"
        )
    return low, high


def _written(ball: arb, digits: int) -> str:
    if ball.is_exact() and ball.mid() == 0:
        return "0"
    return str(ball.str(digits + 5, more=False)).strip("[]")


def certify(
    quantity: TableQuantity, arguments: Mapping[str, Any], digits: int = 30
) -> CertifiedNumber:
    """Return `quantity` at exact `arguments`, correctly rounded to `digits` significant digits.

    Arguments are what `rational` takes: a text is exact as written, a float its binary value;
    None is no cutoff.

    Both routes are evaluated at rising precision until the two ends of their common part round
    to the same decimal.

    Raises
    ------
    ArgumentError
        `digits` outside 1 ... 1000, or arguments that are no numbers, missing, or outside the
        domain of the quantity.
    ComputationError
        The digits cannot be proven, or the enclosures do not overlap.
    """
    digits = integer("digits", digits, least=1, most=MOST_DIGITS)
    instance("quantity", quantity, TableQuantity)
    given = instance("arguments", arguments, Mapping)  # type: ignore[type-abstract]
    exact = {name: None if one is None else rational(name, one) for name, one in given.items()}
    quantity.check(exact)
    with nothing_cached():  # the same number has the same bits, whatever was computed before
        return _certified(quantity, exact, digits)


def _certified(
    quantity: TableQuantity, arguments: Mapping[str, fmpq | None], digits: int
) -> CertifiedNumber:
    start = int(3.33 * digits) + GUARD_BITS
    trouble = "precision does not suffice"
    for attempt in range(ATTEMPTS):
        bits = start * 2**attempt
        with precision(bits):
            try:
                closed = quantity.closed(arguments)
                quadrature = quantity.quadrature(arguments)
            except ComputationError as error:
                trouble = str(error)
                continue
            if not (closed.is_finite() and quadrature.is_finite()):
                continue
            low, high = _common(closed, quadrature)
            if low == high == 0:
                return CertifiedNumber("0", "0", "0", "0", bits)
            if low <= 0 <= high:
                continue
            value = _rounded(low, digits)
            if value != _rounded(high, digits):
                continue
            radius = f"{float(_rounded((high - low) / 2, 3)):.2e}" if high > low else "0"
            return CertifiedNumber(
                str(value).replace("E", "e"),
                radius,
                _written(closed, digits),
                _written(quadrature, digits),
                bits,
            )
    raise ComputationError(
        f"{digits} digits of {quantity.name} cannot be proven with {bits} bits: {trouble}"
    )
