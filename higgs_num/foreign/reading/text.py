"""Columns of a text: separators, comments, decimal commas and exponents as codes write them.

A text is read once, line by line, and only the columns that are asked for are kept, so that its
size does not matter.
"""

import array
import contextlib
import io
import itertools
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from higgs_num.foreign.reading.table import Table
from higgs_sym.ground.errors import FileError, quoted
from higgs_sym.ground.progress import Progress, silent

COMMENTS = ("#", "%", "!", "//", "*", '"""')
SAMPLE = 1 << 16
MOST_ROWS = 2_000_000
TELL_EVERY = 50_000
LONGEST_SHOWN = 30
MISSING = frozenset({"", "nan", "na", "n/a", "null", "none", "-", "--", "masked"})
_POINT = re.compile(
    r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eEdDqQ][-+]?\d+)?|[-+]?(?:nan|inf|infinity)", re.I
)
_COMMA = re.compile(r"[-+]?(?:\d+,?\d*|,\d+)(?:[eEdDqQ][-+]?\d+)?|[-+]?(?:nan|inf)", re.I)
_UNIT = re.compile(r"[\[(]?\s*[^\s\[\]()]{1,12}\s*[\])]?")


@dataclass(frozen=True)
class Dialect:
    """How lines are cut (None: at white space), and what stands for the decimal point."""

    separator: str | None
    comma: bool

    def cut(self, line: str) -> list[str]:
        """Return the cells of a line, without a trailing separator."""
        cells = self.all_of(line)
        if self.separator is not None and cells and not cells[-1]:
            cells.pop()
        return cells

    def all_of(self, line: str) -> list[str]:
        """Return the cells of a line, an empty last one among them, without quotes."""
        cells = line.split() if self.separator is None else line.split(self.separator)
        return [cell.strip().strip("\"'").strip() for cell in cells]

    def number(self, cell: str) -> float:
        """Return the number in a cell; ValueError if there is none."""
        if not (_COMMA if self.comma else _POINT).fullmatch(cell):
            raise ValueError(cell)
        plain = cell.replace(",", ".") if self.comma else cell
        return float(re.sub("[dDqQ]", "e", plain) if plain[-1].isdigit() else plain)


DIALECTS = (
    Dialect(",", False),
    Dialect(";", False),
    Dialect(";", True),
    Dialect("\t", False),
    Dialect("\t", True),
    Dialect("|", False),
    Dialect(None, False),
    Dialect(None, True),
)


@dataclass(frozen=True)
class Layout:
    """What the first lines of a text tell."""

    encoding: str
    dialect: Dialect
    first: int
    names: tuple[str, ...]
    units: dict[str, str]
    notes: tuple[str, ...]


def is_comment(line: str) -> bool:
    """Whether a line, stripped, says nothing in numbers."""
    return not line or line.startswith(COMMENTS)


def layout(path: str | os.PathLike[str], sample: bytes, comma: bool | None = None) -> Layout:
    """Return the layout of a text from its first bytes; FileError if it is none."""
    encoding = _encoding(path, sample)
    text = sample.decode(encoding, errors="ignore")
    lines = re.split(r"\r\n|\r|\n", text)
    if len(sample) == SAMPLE:
        lines = lines[:-1]  # cut somewhere
    chosen = None
    for dialect in DIALECTS:
        if comma is not None and dialect.comma != comma:
            continue
        first = _first_numbers(lines, dialect)
        if first is not None and (chosen is None or _better(first, chosen[1])):
            chosen = dialect, first
    if chosen is None:
        raise FileError(path, "holds no lines of two numbers or more")
    dialect, (start, width, _) = chosen
    names, units = _header(lines[:start], dialect, width)
    notes = []
    if dialect.comma:
        notes.append("commas are decimal points")
    return Layout(encoding, dialect, start, names, units, tuple(notes))


def _better(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether more lines are numbers, from an earlier one on."""
    return (one[2], -one[0]) > (other[2], -other[0])


def _encoding(path: str | os.PathLike[str], sample: bytes) -> str:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in sample:
        raise FileError(path, "is no text: it holds bytes 0; name its format")
    if sample.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    try:
        # A character may be cut at the end.
        sample[: max(0, len(sample) - 4)].decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _first_numbers(lines: list[str], dialect: Dialect) -> tuple[int, int, int] | None:
    """Return first line, number of cells, and how many lines after it are as many numbers."""
    for start, line in enumerate(lines):
        stripped = line.strip()
        if is_comment(stripped):
            continue
        cells = dialect.cut(stripped)
        if len(cells) < 2 or not _numeric(cells, dialect):
            continue
        alike = sum(
            len(cut := dialect.cut(other.strip())) == len(cells) and _numeric(cut, dialect)
            for other in itertools.islice(lines, start, start + 40)
            if not is_comment(other.strip())
        )
        return start, len(cells), alike
    return None


def _numeric(cells: list[str], dialect: Dialect) -> bool:
    """Whether two cells or more are numbers and the rest are missing or numbers."""
    found = 0
    for cell in cells:
        try:
            dialect.number(cell)
            found += 1
        except ValueError:
            if cell.lower() not in MISSING:
                return False
    return found >= 2


def _header(
    lines: list[str], dialect: Dialect, width: int
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return names of columns and units, from the last lines before the numbers."""
    rows = []
    for line in reversed(lines):
        stripped = line.strip()
        for mark in COMMENTS:
            stripped = stripped.removeprefix(mark).strip()
        if not stripped:
            continue
        cells = _joined(dialect.cut(stripped), width)
        if len(cells) != width:
            # Names are often cut in another way than numbers.
            cells = next(
                (
                    cut
                    for other in DIALECTS
                    if len(cut := _joined(other.cut(stripped), width)) == width
                ),
                [],
            )
        if len(cells) != width:
            break
        rows.append(cells)
        if len(rows) == 2:
            break
    if not rows:
        return tuple(str(k + 1) for k in range(width)), {}
    if len(rows) == 2 and all(_UNIT.fullmatch(cell) for cell in rows[0]) and _units_row(rows[0]):
        names = _unique(rows[1])
        return names, {name: cell.strip("[]() ") for name, cell in zip(names, rows[0], strict=True)}
    return _unique(rows[0]), {}


def _units_row(cells: list[str]) -> bool:
    known = {
        "ps",
        "fs",
        "ns",
        "s",
        "mev",
        "ev",
        "uev",
        "thz",
        "k",
        "1/gap",
        "1/mev",
        "1",
        "-",
        "1/cm",
    }
    return all(cell.strip("[]() ").lower() in known for cell in cells)


def _joined(cells: list[str], width: int) -> list[str]:
    """Join cells such as "t", "[ps]" where there are more than columns."""
    if len(cells) <= width:
        return cells
    joined: list[str] = []
    for cell in cells:
        if joined and cell[:1] in ("[", "(", "/"):
            joined[-1] += f" {cell}"
        else:
            joined.append(cell)
    return joined


def _unique(cells: list[str]) -> tuple[str, ...]:
    names: list[str] = []
    for place, cell in enumerate(cells):
        name = cell or str(place + 1)
        names.append(name if name not in names else f"{name}.{place + 1}")
    return tuple(names)


def read_columns(
    path: str | os.PathLike[str],
    found: Layout,
    wanted: tuple[str, ...],
    *,
    skip_missing: bool = False,
    progress: Progress = silent,
) -> Table:
    """Return the columns `wanted` of a text, thinned evenly if it has more than 2 million rows.

    Raises `FileError` for a cell that is no number (with its line), or too few cells in a line.
    """
    places = [found.names.index(name) for name in wanted]
    kept = [array.array("d") for _ in wanted]
    numbers = array.array("q")
    stride, row, skipped = 1, 0, 0
    for line_number, line in _lines(path, found, progress):
        cells = found.dialect.all_of(line)
        values = []
        for place, name in zip(places, wanted, strict=True):
            cell = cells[place] if place < len(cells) else None
            if cell is None:
                raise FileError(
                    path, f"has {len(cells)} cells in line {line_number}, none for `{name}`"
                )
            values.append(_value(path, found.dialect, cell, name, line_number))
        if skip_missing and any(np.isnan(value) for value in values):
            skipped += 1
            continue
        row += 1
        if (row - 1) % stride:
            continue
        for column, value in zip(kept, values, strict=True):
            column.append(value)
        numbers.append(line_number)
        if len(numbers) >= 2 * MOST_ROWS:
            stride *= 2
            kept = [column[::2] for column in kept]
            numbers = numbers[::2]
    notes = list(found.notes)
    if skipped:
        notes.append(f"{skipped} rows with missing numbers are left out")
    if stride > 1:
        notes.append(f"every {stride}. of {row} rows is kept")
    columns = {
        name: np.frombuffer(column, dtype=np.float64) if len(column) else np.zeros(0)
        for name, column in zip(wanted, kept, strict=True)
    }
    return Table(columns, found.units, np.array(numbers), {}, tuple(notes))


def _value(
    path: str | os.PathLike[str], dialect: Dialect, cell: str, name: str, line: int
) -> float:
    try:
        return dialect.number(cell)
    except ValueError:
        if cell.lower() in MISSING:
            return float("nan")
        shown = quoted(cell[:LONGEST_SHOWN])
        raise FileError(path, f"has {shown}, no number, in line {line}, column `{name}`") from None


def _lines(
    path: str | os.PathLike[str], found: Layout, progress: Progress
) -> Iterator[tuple[int, str]]:
    """Yield the lines of numbers with their number, from 1."""
    size = max(1, Path(path).stat().st_size)
    try:
        with _opened(path, found.encoding) as (text, done):
            for number, line in enumerate(text):
                if number % TELL_EVERY == 0:
                    progress(min(1.0, done() / size))
                if number < found.first:
                    continue
                stripped = line.strip()
                if not is_comment(stripped):
                    yield number + 1, stripped
    except (UnicodeDecodeError, OSError) as error:
        raise FileError(path, f"cannot be read as text: {error}") from None


@contextlib.contextmanager
def _opened(
    path: str | os.PathLike[str], encoding: str
) -> Iterator[tuple[io.TextIOWrapper, Callable[[], int]]]:
    """A text file, any newline, with a function that tells how many bytes were read."""
    with Path(path).open("rb") as raw, io.TextIOWrapper(raw, encoding=encoding) as lines:
        yield lines, raw.tell
