"""Grids of exact numbers: lists, ranges and files, each point exactly as printed."""

from collections.abc import Iterable, Mapping, Set
from decimal import Context, Decimal
from fractions import Fraction
from itertools import islice
from numbers import Real
from pathlib import Path
from typing import Any

from higgs_num.equilibrium.certified.quantity import NO_CUTOFF
from higgs_num.equilibrium.certified.state import LARGEST_EXPONENT, LONGEST_NUMBER, rational
from higgs_sym.ground.errors import ArgumentError, FileError, integer

MOST_POINTS = 1_000_000
MOST_BYTES = (LONGEST_NUMBER + 20) * MOST_POINTS  # of a file, with some room for comments
_SPELLINGS = dict.fromkeys(("inf", "+inf", "infinity", "+infinity"), NO_CUTOFF)
# Points of a range are rounded to this many digits; what is printed is what was computed.
RANGE_DIGITS = 15

Number = str | int | float | Fraction | Decimal
Values = Number | Iterable[Number]
"""A number, several, or the text of a grid; numbers of numpy are numbers, too."""


def grid(name: str, values: Values) -> tuple[str, ...]:
    """Return the points as decimal strings.

    `values` is a number, a sequence of numbers, or a text: a number, a list `0,0.1,1/3`, a range
    `start:stop:num` with both ends (`:log` for equal ratios), or `@file` with one number a line
    (empty lines and lines from `#` ignored; UTF-8). `inf` stands for no cutoff. A float stands for
    its shortest decimal. `name` is used in messages.

    Raises
    ------
    ArgumentError
        A part is not a finite number, or a range is empty, too long, or not positive where
        logarithmic.
    FileError
        The file cannot be read.
    """
    if isinstance(values, str):
        text = values.strip()
        if ":" in text and not text.startswith("@"):
            return _range(name, text)
        points = _lines(text[1:]) if text.startswith("@") else tuple(text.split(","))
    else:
        points = tuple(_text(name, one) for one in _parts(name, values))
    points = tuple(_SPELLINGS.get(point.strip().lower(), point.strip()) for point in points)
    if not points:
        raise ArgumentError(name, "have at least one point", values)
    for point in points:
        if point != NO_CUTOFF:
            rational(name, point)
    return points


def _parts(name: str, values: Any) -> list[Any]:
    if getattr(values, "shape", None) == () or isinstance(values, bool | Real | Decimal):
        return [values]
    if not isinstance(values, Iterable) or isinstance(values, bytes | bytearray | Mapping | Set):
        raise ArgumentError(name, "be numbers or the text of a grid", values)
    parts = list(islice(values, MOST_POINTS + 1))
    if len(parts) > MOST_POINTS:
        raise ArgumentError(name, f"have at most {MOST_POINTS} points", "longer")
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


def _range(name: str, text: str) -> tuple[str, ...]:
    start_text, _, rest = text.partition(":")
    stop_text, _, rest = rest.partition(":")
    count_text, _, kind = rest.partition(":")
    if kind not in ("", "log"):
        raise ArgumentError(name, "be start:stop:num or start:stop:num:log", text)
    if not (count_text.isascii() and count_text.isdigit() and len(count_text) <= LONGEST_NUMBER):
        raise ArgumentError(name, "have a whole number of points after start:stop:", text)
    count = integer(name, int(count_text), least=2)
    if count > MOST_POINTS:
        raise ArgumentError(name, f"have at most {MOST_POINTS} points", count)
    start, stop = (_decimal(name, part) for part in (start_text, stop_text))
    exact = Context(prec=60, Emax=10**8, Emin=-(10**8))
    shown = Context(prec=RANGE_DIGITS, Emax=10**8, Emin=-(10**8))
    if kind == "log":
        if start <= 0 or stop <= 0:
            raise ArgumentError(name, "have positive ends to be logarithmic", text)
        start, stop = exact.ln(start), exact.ln(stop)
    points = []
    for k in range(count):
        share = exact.divide(Decimal(k), Decimal(count - 1))
        point = exact.add(start, exact.multiply(share, exact.subtract(stop, start)))
        points.append(_written(shown.plus(exact.exp(point) if kind == "log" else point)))
    return tuple(points)


def _decimal(name: str, text: str) -> Decimal:
    ratio = rational(name, text)
    context = Context(prec=60, Emax=10 * LARGEST_EXPONENT, Emin=-10 * LARGEST_EXPONENT)
    return context.divide(Decimal(int(ratio.p)), Decimal(int(ratio.q)))


def _written(point: Decimal) -> str:
    if point == 0:
        return "0"
    plain = point.normalize(Context(prec=60))
    return f"{plain:f}" if -5 <= plain.adjusted() <= 15 else f"{plain}".replace("E", "e")
