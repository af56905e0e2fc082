"""Tables of certified numbers: made in parallel, resumable, the same bytes every time."""

import hashlib
import itertools
import json
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import flint

import higgs_sym
from higgs_num.equilibrium.certified.enclosure import MOST_DIGITS, CertifiedNumber, certify
from higgs_num.equilibrium.certified.parameter import PARAMETERS
from higgs_num.equilibrium.certified.quantity import quantity
from higgs_num.equilibrium.certified.state import rational
from higgs_num.equilibrium.grid import MOST_POINTS, NO_CUTOFF, grid
from higgs_sym.ground.errors import ArgumentError, ComputationError, FileError, integer
from higgs_sym.ground.progress import Progress, silent

if TYPE_CHECKING:
    import xarray as xr

Point = tuple[str, ...]


@dataclass(frozen=True)
class CertifiedTable:
    """A certified table: the outer product of the grids of its parameters, last one fastest."""

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
        """Conventions, versions, precision and checksum, without anything that varies by run."""
        about = quantity(self.name)
        body = "\n".join(",".join(row) for row in self.rows)
        return {
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
            "sha256": hashlib.sha256(body.encode()).hexdigest(),
        }

    def dataset(self, *, floats: bool = False) -> "xr.Dataset":
        """Return an xarray Dataset with one dimension per parameter.

        Variables: `value` (strings; float64, nearest, with `floats`), `radius` (float64),
        `closed` and `quadrature` (strings). Coordinates are the arguments as strings, or as
        float64 with `floats`. The header is in the attributes.
        """
        import numpy as np
        import xarray as xr

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


def _grids(
    name: str, arguments: Mapping[str, str | float | Sequence[str | float]]
) -> dict[str, tuple[str, ...]]:
    parameters = quantity(name).parameters
    for given in arguments:
        if given not in parameters:
            rule = f"be one of {', '.join(parameters)} for {name}"
            raise ArgumentError("parameter", rule, given)
    grids = {}
    for parameter, default in parameters.items():
        value = arguments.get(parameter, default)
        if value is None:
            rule = f"be given for {name}: {PARAMETERS[parameter].meaning}"
            raise ArgumentError(parameter, rule, "None")
        if isinstance(value, str):
            grids[parameter] = grid(parameter, value)
        else:
            parts = [value] if isinstance(value, int | float) else list(value)
            grids[parameter] = grid(parameter, ",".join(str(part) for part in parts))
    count = 1
    for points in grids.values():
        count *= len(points)
    if count > MOST_POINTS:
        raise ArgumentError("grid", f"have at most {MOST_POINTS} points", count)
    return grids


def _entry(task: tuple[str, Point, int]) -> CertifiedNumber | tuple[str, ...]:
    """Certify one point; errors come back as text, since they do not survive pickling."""
    name, point, digits = task
    about = quantity(name)
    arguments = {
        parameter: None if text == NO_CUTOFF else rational(parameter, text)
        for parameter, text in zip(about.parameters, point, strict=True)
    }
    try:
        return certify(about, arguments, digits)
    except ArgumentError as error:
        return error.name, error.rule, str(error.value)
    except ComputationError as error:
        return (str(error),)


def _check(name: str, grids: Mapping[str, tuple[str, ...]]) -> None:
    about = quantity(name)
    for parameter, points in grids.items():
        for text in points:
            value = None if text == NO_CUTOFF else rational(parameter, text)
            about.check({parameter: value})


@contextmanager
def _mapping(processes: int) -> Iterator[object]:
    if processes == 1:
        yield map
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        try:
            yield pool.map
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _key(name: str, grids: Mapping[str, tuple[str, ...]], digits: int) -> str:
    text = json.dumps([name, grids, digits, higgs_sym.__version__, flint.__version__])
    return hashlib.sha256(text.encode()).hexdigest()


def _finished(journal: Path, key: str) -> list[CertifiedNumber]:
    """Read the entries of an interrupted run; a half-written last line is dropped."""
    try:
        lines = journal.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError):
        raise FileError(journal, "cannot be read; remove it to start again") from None
    if lines[0] != key:
        raise FileError(journal, "belongs to another table; remove it to start again")
    return [CertifiedNumber(**json.loads(line)) for line in lines[1:-1]]


def table(
    name: str,
    arguments: Mapping[str, str | float | Sequence[str | float]] | None = None,
    *,
    digits: int = 30,
    processes: int = 1,
    progress: Progress = silent,
    journal: str | os.PathLike[str] | None = None,
) -> CertifiedTable:
    """Return the certified table of quantity `name` over the product of the grids given.

    Parameters
    ----------
    name : str
        A key of `higgs_num.equilibrium.certified.quantity.QUANTITIES`.
    arguments : mapping
        For each parameter a number, a sequence of numbers, or the text of a `grid`. Decimal
        text is exact; a float stands for its shortest decimal.
    digits : int
        Significant digits, 1 ... 1000, of every value.
    processes : int
        Worker processes; the result does not depend on their number.
    journal : path, optional
        Finished entries are kept here and used again by the next call with the same arguments;
        removed when the table is complete.

    Raises
    ------
    ArgumentError
        Unknown quantity or parameter, or a point outside the domain.
    ComputationError
        Some digit cannot be proven.
    FileError
        The journal is of another table or cannot be written.
    """
    digits = integer("digits", digits, least=1, most=MOST_DIGITS)
    processes = integer("processes", processes, least=1, most=1024)
    grids = _grids(name, arguments or {})
    _check(name, grids)
    points = list(itertools.product(*grids.values()))
    key = _key(name, grids, digits)
    book = Path(journal) if journal is not None else None
    entries = _finished(book, key) if book is not None else []
    tasks = [(name, point, digits) for point in points[len(entries) :]]
    try:
        handle = book.open("w", encoding="utf-8", newline="\n") if book is not None else None
    except OSError as error:
        raise FileError(book, f"cannot be written: {error.strerror}") from None
    try:
        if handle is not None:
            lines = (json.dumps(asdict(entry)) for entry in entries)
            handle.write("".join(line + "\n" for line in (key, *lines)))
        with _mapping(min(processes, max(len(tasks), 1))) as mapping:
            for found in mapping(_entry, tasks):  # type: ignore[operator]
                if not isinstance(found, CertifiedNumber):
                    _refuse(found, points[len(entries)])
                entries.append(found)
                if handle is not None:
                    handle.write(json.dumps(asdict(found)) + "\n")
                    handle.flush()
                progress(len(entries) / len(points))
    finally:
        if handle is not None:
            handle.close()
    if book is not None:
        book.unlink()
    return CertifiedTable(name, digits, grids, tuple(entries))


def _refuse(error: tuple[str, ...], point: Point) -> None:
    if len(error) == 1:
        raise ComputationError(f"{error[0]} (at {', '.join(point)})")
    raise ArgumentError(*error)
