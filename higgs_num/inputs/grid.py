"""Grids of numbers, one syntax for every command and plan: lists, ranges and files."""

from collections.abc import Iterable, Mapping, Set
from decimal import Context, Decimal
from fractions import Fraction
from itertools import islice
from numbers import Real
from pathlib import Path
from typing import Any

from higgs_num.inputs.exact import LARGEST_EXPONENT, LONGEST_NUMBER, exact, shown
from higgs_sym.ground.errors import ArgumentError, FileError, integer

MOST_POINTS = 1_000_000
MOST_BYTES = (LONGEST_NUMBER + 20) * MOST_POINTS  # of a file, with some room for comments
INFINITE = "inf"
SYNTAX = "a number, a list 0,0.1,1/3, a range start:stop:num[:log], or @FILE with one number a line"
_SPELLINGS = dict.fromkeys(("inf", "+inf", "infinity", "+infinity"), INFINITE)
# Points of a range are rounded to this many digits; what is printed is what was computed.
RANGE_DIGITS = 15

Number = str | int | float | Fraction | Decimal
Values = Number | Iterable[Number]
"""A number, several, or the text of a grid; numbers of numpy are numbers, too."""


def grid(name: str, values: Values, *, most: int = MOST_POINTS) -> tuple[str, ...]:
    """Return the points as texts that say each exactly.

    `values` is a number, a sequence of numbers, or a text: a number, a list `0,0.1,1/3`, a range
    `start:stop:num` with both ends (`:log` for equal ratios; it may descend), or `@file` with one
    number a line (empty lines and lines from `#` ignored; UTF-8). `inf` is infinity. A float stands
    for its shortest decimal. `name` is used in messages.

    Raises
    ------
    ArgumentError
        A part is not a number, or there are none or more than `most`, or a range that is to be
        logarithmic is not positive.
    FileError
        The file cannot be read.
    """
    if isinstance(values, str):
        text = values.strip()
        if ":" in text and not text.startswith("@"):
            return _range(name, text, most)
        points = _lines(text[1:]) if text.startswith("@") else tuple(text.split(","))
    else:
        points = tuple(_text(name, one) for one in _parts(name, values, most))
    points = tuple(_SPELLINGS.get(point.strip().lower(), point.strip()) for point in points)
    if not points:
        raise ArgumentError(name, "have at least one point", values)
    if len(points) > most:
        raise ArgumentError(name, f"have at most {most} points", len(points))
    for point in points:
        if point != INFINITE:
            exact(name, point)
    return points


def numbers(name: str, values: Values, *, most: int = MOST_POINTS) -> tuple[float, ...]:
    """Return the points of a grid as the nearest doubles; infinity is none of them.

    Raises as `grid`, and `ArgumentError` for a point that is not finite in double precision.
    """
    return tuple(_double(name, point) for point in grid(name, values, most=most))


def _double(name: str, point: str) -> float:
    if point == INFINITE:
        raise ArgumentError(name, "be finite", point)
    try:
        return float(exact(name, point))
    except OverflowError:
        raise ArgumentError(name, "be finite in double precision", point) from None


def _parts(name: str, values: Any, most: int) -> list[Any]:
    if getattr(values, "shape", None) == () or isinstance(values, bool | Real | Decimal):
        return [values]
    if not isinstance(values, Iterable) or isinstance(values, bytes | bytearray | Mapping | Set):
        raise ArgumentError(name, "be numbers or the text of a grid", values)
    parts = list(islice(values, most + 1))
    if len(parts) > most:
        raise ArgumentError(name, f"have at most {most} points", "longer")
    return parts


def _text(name: str, value: Any) -> str:
    """Return a number as a text that says exactly this number."""
    if isinstance(value, str):
        return value
    if getattr(value, "shape", None) == () and not getattr(value, "mask", False):
        value = value.item()  # of numpy; a masked entry would become 0
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise ArgumentError(name, "hold real numbers", value)
    if isinstance(value, int | Fraction):
        size = max(abs(value.numerator), value.denominator).bit_length()
        if size > 4 * LONGEST_NUMBER:  # Python does not print whole numbers of thousands of digits
            raise ArgumentError(
                name, f"have at most {LONGEST_NUMBER} characters", f"one of {size} bits"
            )
    return str(value)


def _lines(path: str) -> tuple[str, ...]:
    try:
        with Path(path).open("rb") as file:
            packed = file.read(MOST_BYTES + 1)
        text = packed.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(path, "cannot be read: it is not text in UTF-8") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(path, f"cannot be read: {reason}") from None
    if len(packed) > MOST_BYTES:
        raise FileError(path, f"is longer than {MOST_BYTES} bytes, too long for a grid")
    return tuple(part for line in text.splitlines() if (part := line.partition("#")[0].strip()))


def _range(name: str, text: str, most: int) -> tuple[str, ...]:
    start_text, _, rest = text.partition(":")
    stop_text, _, rest = rest.partition(":")
    count_text, _, kind = rest.partition(":")
    if kind not in ("", "log") or not count_text:
        raise ArgumentError(name, "be written start:stop:num or start:stop:num:log", text)
    if not (count_text.isascii() and count_text.isdigit() and len(count_text) <= LONGEST_NUMBER):
        raise ArgumentError(name, "have a whole number of points after start:stop:", text)
    count = integer(name, int(count_text), least=1)
    if count > most:
        raise ArgumentError(name, f"have at most {most} points", count)
    start, stop = (_decimal(name, part) for part in (start_text, stop_text))
    if kind == "log" and (start <= 0 or stop <= 0):
        raise ArgumentError(name, "have positive ends to be logarithmic", text)
    if count == 1 and start != stop:
        raise ArgumentError(name, "have two points at least between two ends", text)
    return _spaced(start, stop, count, logarithmic=kind == "log")


def _spaced(start: Decimal, stop: Decimal, count: int, *, logarithmic: bool) -> tuple[str, ...]:
    fine = Context(prec=60, Emax=10**8, Emin=-(10**8))
    rounded = Context(prec=RANGE_DIGITS, Emax=10**8, Emin=-(10**8))
    if logarithmic:
        start, stop = fine.ln(start), fine.ln(stop)
    points = []
    for k in range(count):
        share = fine.divide(Decimal(k), Decimal(max(count - 1, 1)))
        point = fine.add(start, fine.multiply(share, fine.subtract(stop, start)))
        points.append(shown(rounded.plus(fine.exp(point) if logarithmic else point)))
    return tuple(points)


def _decimal(name: str, text: str) -> Decimal:
    ratio = exact(name, text)
    context = Context(prec=60, Emax=10 * LARGEST_EXPONENT, Emin=-10 * LARGEST_EXPONENT)
    return context.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
