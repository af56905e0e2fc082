"""Grids of exact numbers: lists, ranges and files, each point exactly as printed."""

from decimal import Context, Decimal
from pathlib import Path

from higgs_num.equilibrium.certified.state import LARGEST_EXPONENT, rational
from higgs_sym.ground.errors import ArgumentError, FileError, integer

MOST_POINTS = 1_000_000
# Points of a range are rounded to this many digits; what is printed is what was computed.
RANGE_DIGITS = 15
NO_CUTOFF = "inf"


def grid(name: str, text: str) -> tuple[str, ...]:
    """Return the points of `text` as decimal strings.

    `text` is a number, a list `0,0.1,1/3`, a range `start:stop:num` with both ends (`:log` for
    equal ratios), or `@file` with one number a line (empty lines and lines from `#` ignored).
    `inf` stands for no cutoff. `name` is used in messages.

    Raises
    ------
    ArgumentError
        A part is not a finite number, or a range is empty, too long, or not positive where
        logarithmic.
    FileError
        The file cannot be read.
    """
    text = text.strip()
    if text.startswith("@"):
        points = _lines(text[1:])
    elif ":" in text:
        return _range(name, text)
    else:
        points = tuple(part.strip() for part in text.split(","))
    if not points:
        raise ArgumentError(name, "have at least one point", repr(text))
    for point in points:
        if point != NO_CUTOFF:
            rational(name, point)
    return points


def _lines(path: str) -> tuple[str, ...]:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not a text file"
        raise FileError(path, f"cannot be read: {reason}") from None
    return tuple(part for line in lines if (part := line.partition("#")[0].strip()))


def _range(name: str, text: str) -> tuple[str, ...]:
    start_text, _, rest = text.partition(":")
    stop_text, _, rest = rest.partition(":")
    count_text, _, kind = rest.partition(":")
    if kind not in ("", "log"):
        raise ArgumentError(name, "be start:stop:num or start:stop:num:log", text)
    count = integer(name, int(count_text) if count_text.isdigit() else count_text, least=2)
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
