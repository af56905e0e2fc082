"""Films from a CSV file."""

import csv
import os
import re

from higgs_num.films.film import WAYS, Film
from higgs_num.films.quantity import quantity
from higgs_sym.ground.errors import ArgumentError, FileError, finite, positive
from higgs_sym.ground.files import read_text

NAME, GAP = "name", "gap_meV"
COLUMNS = (NAME, *WAYS, GAP)
SEPARATORS = ",;\t"
RESULTS = {"temperature_K", "alpha", "peak_meV"}  # columns of a table of predictions
# A number at the beginning of a cell whose only mark is a comma, as German spreadsheets have it.
COMMA = re.compile(r"^([-+]?\d*),(\d+)(?![\d.,])")
UNITS = {"Tc_K": "K", "rate_meV": "meV", GAP: "meV"}


def read_films(path: str | os.PathLike[str], *, slope_meV: float | None = None) -> list[Film]:
    r"""Return the films of a file, one a line, under the names of the columns.

    Columns: `name` (or films are called 1, 2, ...), of `Tc_K`, `rate_meV` and `concentration`
    one in every line, and `gap_meV`. A cell is a number in the unit of its column or one with a
    unit, with a decimal comma if it likes where columns are parted by semicolons or tabs; lines
    that are empty or begin with # are left out.

    slope_meV: meV of rate for a concentration of one.

    Raises
    ------
    FileError
        If it cannot be read, or holds no films, other columns, or one of them twice.
    ArgumentError
        If a line is no `Film`, or two have one name; the line is told.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from higgs_num.films import read_films
    >>> path = pathlib.Path(tempfile.mkdtemp(), "films.csv")
    >>> _ = path.write_text("name,Tc_K\nA,14.2\nB,12.5\n")
    >>> [one.name for one in read_films(path)]
    ['A', 'B']
    """
    slope = None if slope_meV is None else positive("slope", slope_meV)
    rows = _rows(path)
    if not rows:
        raise FileError(path, f"is empty; it must hold columns of {', '.join(COLUMNS)}")
    (_, names), *lines = rows
    if set(names) >= RESULTS:
        why = "is a table of results that `higgs film` wrote; give the file it was made from"
        raise FileError(path, why)
    for name in names:
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise FileError(path, f"has a column `{name[:40]}`; only {known} are known")
        if names.count(name) > 1:
            raise FileError(path, f"has the column `{name}` twice")
    if not set(names) & set(WAYS):
        raise FileError(path, f"has no column of {', '.join(WAYS)}; one is needed")
    if not lines:
        raise FileError(path, "has no films, only the names of the columns")
    films: dict[str, Film] = {}
    for number, (line, cells) in enumerate(lines, start=1):
        if len(cells) != len(names):
            told = f"has {len(cells)} cells in line {line}, not the {len(names)} of its columns"
            more = len(cells) > len(names)
            comma = " (with decimal commas columns are parted by semicolons)" if more else ""
            raise FileError(path, told + comma)
        film = _film(dict(zip(names, cells, strict=True)), number, line, slope)
        if film.name in films:
            rule = f"be told once each, but line {films[film.name].line} has it too"
            raise ArgumentError(f"name (line {line})", rule, film.name)
        films[film.name] = film
    return list(films.values())


def _rows(path: str | os.PathLike[str]) -> list[tuple[int, list[str]]]:
    """Return the number of each line that says something, and its cells."""
    text = read_text(path).removeprefix("\ufeff")  # spreadsheets begin with a mark
    told = [
        (number, line)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip().strip(SEPARATORS) and not line.lstrip().startswith("#")
    ]
    if not told:
        return []
    separator = next((one for one in SEPARATORS if one in told[0][1]), ",")
    try:
        rows = [
            (number, [cell.strip() for cell in next(csv.reader([line], delimiter=separator))])
            for number, line in told
        ]
    except csv.Error as error:
        raise FileError(path, f"is no readable CSV: {error}") from None
    if separator == ",":
        return rows
    names = rows[0][1]
    numeric = [k for k, name in enumerate(names) if name != NAME]
    for _, cells in rows[1:]:
        for k in numeric:
            cells[k : k + 1] = [COMMA.sub(r"\1.\2", cell) for cell in cells[k : k + 1]]
    return rows


def _film(cells: dict[str, str], number: int, line: int, slope: float | None) -> Film:
    name = cells.get(NAME) or str(number)
    told: dict[str, float] = {}
    for column, cell in cells.items():
        if column == NAME or not cell:
            continue
        called = f"{column} of film {name[:60]} (line {line})"
        if column in UNITS:
            told[column] = quantity(called, cell, UNITS[column])
        else:
            told[column] = _plain(called, cell)
    given = slope if "concentration" in told else None
    return Film(name, **told, slope_meV=given, line=line)


def _plain(name: str, cell: str) -> float:
    try:
        return finite(name, float(cell))
    except ValueError as error:
        if isinstance(error, ArgumentError):
            raise
        rule = "be a number with a decimal point, without a unit: that of the slope is its inverse"
        raise ArgumentError(name, rule, repr(cell)) from None
