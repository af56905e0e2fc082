"""Tables of certified numbers: made in parallel, resumable, the same bytes every time."""

import hashlib
import itertools
import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import flint

import higgs_sym
from higgs_num.equilibrium.certified.enclosure import MOST_DIGITS, CertifiedNumber, certify
from higgs_num.equilibrium.certified.parameter import PARAMETERS
from higgs_num.equilibrium.certified.quantity import NO_CUTOFF, quantity
from higgs_num.equilibrium.certified.state import rational
from higgs_num.equilibrium.content import Content
from higgs_num.equilibrium.journal import Journal, Point
from higgs_num.inputs.effort import Effort
from higgs_num.inputs.grid import MOST_POINTS, Values, grid
from higgs_num.inputs.other_names import settled
from higgs_sym.ground.errors import (
    ArgumentError,
    ComputationError,
    flag,
    function,
    instance,
    integer,
    path_text,
)
from higgs_sym.ground.locks import one_run
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.shown import Shown
from higgs_sym.ground.workers import MOST_WORKERS, in_order

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True)
class CertifiedTable(Shown):
    """A certified table: the outer product of the grids of its parameters, last one fastest.

    Examples
    --------
    >>> from higgs_num.equilibrium.table import table
    >>> made = table("gap-edge", {"rate_s": "0.1"}, digits=20)
    >>> made.columns
    ('rate_s', 'value', 'radius', 'closed', 'quadrature')
    >>> next(made.rows)[1]
    '0.69492248344604468571'
    """

    name: str
    digits: int
    grids: Mapping[str, tuple[str, ...]]
    entries: tuple[CertifiedNumber, ...]

    @property
    def points(self) -> Iterator[Point]:
        """Arguments of the entries, in the order of `grids`."""
        return itertools.product(*self.grids.values())

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns of a row."""
        return (*self.grids, "value", "radius", "closed", "quadrature")

    @property
    def rows(self) -> Iterator[tuple[str, ...]]:
        """Arguments, value, its error radius, and both enclosures."""
        for point, entry in zip(self.points, self.entries, strict=True):
            yield (*point, entry.value, entry.radius, entry.closed, entry.quadrature)

    def header(self) -> dict[str, str]:
        """Conventions, versions, precision and digest, without anything that varies by run."""
        return dict(self.content.header)

    @cached_property
    def content(self) -> Content:
        """What a file of this table says."""
        about = quantity(self.name)
        header = {
            "quantity": f"{self.name}: {about.meaning}",
            "conventions": about.conventions,
            **{name: PARAMETERS[name].meaning for name in self.grids},
            "value": f"correctly rounded to {self.digits} significant digits, proven",
            "radius": "half the width of the common part of both enclosures",
            "closed": about.routes[0],
            "quadrature": about.routes[1],
            "digits": str(self.digits),
            "bits": str(max(entry.bits for entry in self.entries)),
            "rows": str(len(self.entries)),
            "made_with": f"higgs-toolkit {higgs_sym.__version__}, python-flint "
            f"{flint.__version__}, FLINT {flint.__FLINT_VERSION__}",
        }
        return Content.sealed(header, self.columns, tuple(self.rows))

    def dataset(self, *, floats: bool = False) -> "xr.Dataset":
        """Return an xarray Dataset with one dimension per parameter.

        Variables: `value` (strings; float64, nearest, with `floats`), `radius` (float64),
        `closed` and `quadrature` (strings). Coordinates are the arguments as strings, or as
        float64 with `floats`. The header is in the attributes.
        """
        import numpy as np
        import xarray as xr

        floats = flag("floats", floats)
        shape = tuple(len(points) for points in self.grids.values())

        def variable(name: str, kind: type) -> tuple[tuple[str, ...], object]:
            values = [getattr(entry, name) for entry in self.entries]
            return tuple(self.grids), np.array(values).astype(kind).reshape(shape)

        number = float if floats else str
        return xr.Dataset(
            {
                "value": variable("value", number),
                "radius": variable("radius", float),
                "closed": variable("closed", str),
                "quadrature": variable("quadrature", str),
            },
            coords={name: [number(p) for p in points] for name, points in self.grids.items()},
            attrs=self.header(),
        )


def _grids(name: str, arguments: Mapping[str, Values] | None) -> dict[str, tuple[str, ...]]:
    asked = {} if arguments is None else arguments
    instance("arguments", asked, Mapping)  # type: ignore[type-abstract]
    about = quantity(name)
    given, parameters = settled(asked, of_the_gap=about.of_the_gap), about.parameters
    for one in given:
        if one not in parameters:
            rule = f"be one of {', '.join(parameters)} for {name}"
            raise ArgumentError("parameter", rule, one)
    grids = {}
    for parameter, default in parameters.items():
        value = given.get(parameter, default)
        if value is None:
            rule = f"be given for {name}: {PARAMETERS[parameter].meaning}"
            raise ArgumentError(parameter, rule, "None")
        grids[parameter] = grid(parameter, value)
    count = 1
    for points in grids.values():
        count *= len(points)
    if count > MOST_POINTS:
        raise ArgumentError("grid", f"have at most {MOST_POINTS} points", count)
    return grids


def _exact(parameter: str, text: str) -> flint.fmpq | None:
    return None if text == NO_CUTOFF else rational(parameter, text)


def _check(name: str, grids: Mapping[str, tuple[str, ...]], digits: int, allow_large: bool) -> None:
    """Raise `ArgumentError` for a point out of the domain, and for large work, unallowed."""
    about = quantity(name)
    exact = [[_exact(parameter, text) for text in texts] for parameter, texts in grids.items()]
    seconds = 0.0
    for point in itertools.product(*exact):
        arguments = dict(zip(grids, point, strict=True))
        about.check(arguments)
        seconds += about.seconds(arguments)
    needed = seconds * (1.0 + (digits / 30.0) ** 2) / 2.0
    count = math.prod(len(texts) for texts in grids.values())
    Effort(needed, 0.0, f"{count:,} numbers of {digits} digits").check(allow_large=allow_large)


def _entry(name: str, point: Point, digits: int, _report: Progress = silent) -> CertifiedNumber:
    """Certify one point, here or in a worker process."""
    about = quantity(name)
    arguments = {
        parameter: _exact(parameter, text)
        for parameter, text in zip(about.parameters, point, strict=True)
    }
    try:
        return certify(about, arguments, digits)
    except ArgumentError as error:  # whose value may be a number of Arb, which no process passes on
        raise ArgumentError(error.name, error.rule, str(error.value)) from None
    except ComputationError as error:
        raise ComputationError(f"{error} (at {', '.join(point)})") from None


@contextmanager
def _entries(
    name: str, points: Sequence[Point], digits: int, processes: int
) -> Iterator[Iterable[CertifiedNumber]]:
    """Yield what certifies one point after the other."""
    tasks = [(name, point, digits) for point in points]
    if processes == 1:
        yield (_entry(*task) for task in tasks)
        return
    with closing(in_order(_entry, tasks, workers=processes)) as entries:
        yield entries


def _key(name: str, grids: Mapping[str, tuple[str, ...]], digits: int) -> str:
    text = json.dumps([name, grids, digits, higgs_sym.__version__, flint.__version__])
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def _kept(
    journal: str | os.PathLike[str] | None, key: str, points: Sequence[Point], digits: int
) -> Iterator[Journal | None]:
    """Yield the journal, of which no other run makes use meanwhile; None if there is to be none."""
    if journal is None:
        yield None
        return
    path = path_text("journal", journal)
    with one_run(path), closing(Journal(path, key, points, digits)) as book:
        yield book


@contextmanager
def tabulated(
    name: str,
    arguments: Mapping[str, Values] | None = None,
    *,
    digits: int = 30,
    processes: int = 1,
    progress: Progress = silent,
    journal: str | os.PathLike[str] | None = None,
    allow_large: bool = False,
) -> Iterator[CertifiedTable]:
    """Yield what `table` returns; the journal is removed when the block has succeeded.

    So a table that could not be written, on a full disk for instance, is not lost.

    Examples
    --------
    >>> from higgs_num.equilibrium.table import tabulated
    >>> with tabulated("gap-edge", {"rate_s": "0.1"}, digits=20) as made:
    ...     print(made.digits)
    20
    """
    digits = integer("digits", digits, least=1, most=MOST_DIGITS)
    processes = integer("processes", processes, least=1, most=MOST_WORKERS)
    function("progress", progress)
    grids = _grids(name, arguments)
    _check(name, grids, digits, allow_large)
    points = list(itertools.product(*grids.values()))
    with _kept(journal, _key(name, grids, digits), points, digits) as book:
        entries = [] if book is None else list(book.entries)
        try:
            with _entries(name, points[len(entries) :], digits, processes) as certified:
                for entry in certified:
                    entries.append(entry)
                    if book is not None:
                        book.add(entry)
                    progress(len(entries) / len(points))
        except ArgumentError:  # this table cannot be: no run will go on with its entries
            if book is not None:
                book.remove()
            raise
        yield CertifiedTable(name, digits, grids, tuple(entries))
        if book is not None:
            book.remove()


def table(
    name: str,
    arguments: Mapping[str, Values] | None = None,
    *,
    digits: int = 30,
    processes: int = 1,
    progress: Progress = silent,
    journal: str | os.PathLike[str] | None = None,
    allow_large: bool = False,
) -> CertifiedTable:
    """Return the certified table of quantity `name` over the product of the grids given.

    Parameters
    ----------
    name : str
        A key of `higgs_num.equilibrium.certified.quantity.QUANTITIES`.
    arguments : mapping
        For each parameter a number, a sequence of numbers, or the text of a `grid`. Decimal
        text is exact; a float stands for its shortest decimal. Rates may be told as alpha,
        zeta_s, zeta_u, tau_s or tau_u; the table has rate_s and rate_u.
    digits : int
        Significant digits, 1 ... 1000, of every value.
    processes : int
        Worker processes, 1 ... 1024; the result does not depend on their number.
    journal : path, optional
        Finished entries are kept here and used again by the next call with the same arguments;
        removed when the table is complete. A file that is no journal of this very table is
        refused and left as it is.
    allow_large : bool
        Whether it may take more than an hour, as estimated for one core.

    Raises
    ------
    ArgumentError
        Unknown quantity or parameter, a point outside the domain, or a large table, unallowed.
    ComputationError
        Some digit cannot be proven, or a worker process ended unexpectedly.
    FileError
        The journal is of another table or cannot be written.

    Examples
    --------
    >>> from higgs_num.equilibrium.table import table
    >>> made = table("Sx", {"x": "0:1:2", "rate_s": "0.1", "rate_u": "0"}, digits=20)
    >>> for row in made.rows:
    ...     print(row[0], row[3])
    0 0.98873119733592623246
    1 0.68877602566783049394
    """
    made = tabulated(
        name,
        arguments,
        digits=digits,
        processes=processes,
        progress=progress,
        journal=journal,
        allow_large=allow_large,
    )
    with made as finished:
        return finished
