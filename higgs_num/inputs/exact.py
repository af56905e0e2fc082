"""Numbers exactly as they are written."""

import re
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from typing import Any

from higgs_sym.ground.errors import ArgumentError

# Longer numbers are refused before they cost memory.
LONGEST_NUMBER = 100
LARGEST_EXPONENT = 400
MOST_BITS = 2000  # of a numerator or a denominator; those of any float have half as many

_NUMBER = re.compile(
    r"[+-]?(\d+/\d+|(\d+\.?\d*|\.\d+)(e(?P<exponent>[+-]?\d+))?)", re.ASCII | re.IGNORECASE
)


def exact(name: str, value: Any) -> Fraction:
    """Return the number exactly as written: '0.1' is 1/10, a float is its binary value.

    `value` is a text or a number of Python or numpy (also of no dimensions).

    Raises
    ------
    ArgumentError
        If it is not a finite real number, and for one that is absurdly long.
    """
    if getattr(value, "shape", None) == () and not getattr(value, "mask", False):
        value = value.item()  # of numpy; a masked entry would become 0
    if isinstance(value, str | Decimal):
        return _read(name, str(value).strip())
    if isinstance(value, bool) or not isinstance(value, Real):
        raise ArgumentError(name, "be a number", value)
    try:
        numerator, denominator = value.as_integer_ratio()  # type: ignore[attr-defined]
    except (OverflowError, ValueError):
        raise ArgumentError(name, "be a finite number", value) from None
    if max(abs(numerator), denominator).bit_length() > MOST_BITS:
        raise ArgumentError(name, f"have at most {MOST_BITS} bits", value)
    return Fraction(numerator, denominator)


def _read(name: str, text: str) -> Fraction:
    if len(text) > LONGEST_NUMBER:
        raise ArgumentError(name, f"have at most {LONGEST_NUMBER} characters", text)
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ArgumentError(name, "be a finite number", repr(text))
    if abs(int(found["exponent"] or 0)) > LARGEST_EXPONENT:
        raise ArgumentError(name, f"have an exponent of at most {LARGEST_EXPONENT}", text)
    try:
        return Fraction(text)
    except ZeroDivisionError:
        raise ArgumentError(name, "be a finite number", repr(text)) from None


def double(name: str, value: Fraction) -> float:
    """Return the nearest double; raises `ArgumentError` if there is none that is finite."""
    try:
        return float(value)
    except OverflowError:
        raise ArgumentError(name, "be finite in double precision", "larger") from None


def written(value: Fraction) -> str:
    """Return the shortest text that says exactly this number: 1/10 is 0.1, 1/3 stays 1/3."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator > 1:
        return str(value)
    places = 0
    while (value * 10**places).denominator > 1:
        places += 1
    scaled = int(value * 10**places)
    plain = Decimal(scaled).scaleb(-places)
    return shown(plain)


def shown(point: Decimal) -> str:
    """Return a decimal without zeros at its end, and with a power of ten where that is shorter."""
    if point == 0:
        return "0"
    sign, digits, exponent = point.as_tuple()
    assert isinstance(exponent, int)
    figures = "".join(map(str, digits)).rstrip("0")
    exponent += len(digits) - len(figures)
    plain = Decimal((sign, tuple(map(int, figures)), exponent))
    return f"{plain:f}" if -5 <= plain.adjusted() <= 15 else f"{plain}".replace("E", "e")
