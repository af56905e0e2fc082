"""The store of a sweep: one Zarr group, whole and readable at any moment.

Everything has the dimension `point`; parameters are coordinates along it. What a point has come to
is written first, its `state` last, and each chunk is replaced by a rename: whoever reads, or goes
on after a kill, finds points that are done and complete, or not done. A digest of every point's
numbers tells damage.
"""

import contextlib
import hashlib
import json
import math
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from higgs_num.sweeps.axis import Value
from higgs_num.sweeps.identity import KEY, code_digest, parameter_key
from higgs_num.sweeps.kinds.kind import Computed, Point
from higgs_num.sweeps.plan import Plan
from higgs_sym.ground.errors import ArgumentError, FileError, path_text
from higgs_sym.ground.provenance import provenance

FORMAT, VERSION = "higgs-toolkit sweep", 1
STATES = ("waiting", "done", "failed", "stale")
WAITING, DONE, FAILED, STALE = range(4)
CHUNK_BYTES = 2**20
LARGEST_CHUNK = 4096  # points
REASON = 240  # characters
DIGEST = 16

# Beside the outputs and parameters.
_OWN: dict[str, tuple[str, Any, str]] = {
    "state": ("i1", WAITING, "whether the point is computed"),
    "round": ("i2", 0, "of refinement, 0 for the grid"),
    "reason": (f"<U{REASON}", "", "why the point failed"),
    "key": (f"|S{KEY}", b"", "digest of what is computed"),
    "code": (f"|S{KEY}", b"", "digest of the code that computed it"),
    "digest": (f"|S{DIGEST}", b"", "digest of the numbers"),
}


@dataclass(frozen=True)
class Outcome:
    """What has become of a point: its outputs, or None and why."""

    index: int
    values: Computed | None
    reason: str = ""
    seconds: float = 0.0


@dataclass
class Store:
    """A store that is open; one process at a time writes it.

    points: in the order of the dimension `point`; rounds: of refinement each belongs to.
    """

    path: Path
    plan: Plan
    points: list[dict[str, Value]]
    rounds: list[int]
    states: NDArray[np.int8]
    _waiting: dict[int, Outcome] = field(default_factory=dict)

    @classmethod
    def create(
        cls, path: str | os.PathLike[str], plan: Plan, points: Sequence[dict[str, Value]],
        rounds: Sequence[int],
    ) -> Self:  # fmt: skip
        """Make a store in which every point waits; whole or not at all."""
        target = Path(path)
        with _whole(target) as folder:
            _lay_out(folder, plan, points, rounds)
        return cls.open(path)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """Open what `create` made.

        Raises
        ------
        FileError
            If there is none, or it is no store of a sweep, or its list of points is damaged.
        """
        target = Path(path_text("path", path))
        # A kill between two renames has left it there; whoever writes puts it back (`tidy`).
        if not target.exists() and _before(target).is_dir():
            target = _before(target)
        group = _group(target)
        attributes = dict(group.attrs)
        if attributes.get("format") != FORMAT:
            raise FileError(path, f"is not a {FORMAT}")
        if attributes.get("format_version") != VERSION:
            found = attributes.get("format_version")
            raise FileError(path, f"has format version {found!r}, but {VERSION} is read here")
        try:
            plan = Plan.from_dict(json.loads(attributes["plan"]))
            columns = {name: group[name][:].tolist() for name in plan.what.parameters}
            rounds = group["round"][:].tolist()
        except ArgumentError as error:
            raise FileError(path, f"holds a plan that is none here: {error}") from None
        except Exception as error:
            told = " ".join(str(error).split())[:120]
            raise FileError(path, f"is damaged: its points cannot be read ({told})") from None
        rows = zip(*columns.values(), strict=True)
        points = [dict(zip(columns, row, strict=True)) for row in rows]
        try:
            states = np.array(group["state"][:], dtype=np.int8)
        except Exception:  # a chunk of it is damaged: `settle` looks at each
            states = np.full(len(points), WAITING, dtype=np.int8)
        return cls(target, plan, points, rounds, states)

    def __len__(self) -> int:
        return len(self.points)

    @property
    def keys(self) -> list[str]:
        """Digests of what is computed at each point."""
        return [parameter_key(self.plan.what, one, self.plan.outputs) for one in self.points]

    @property
    def pending(self) -> list[int]:
        """Numbers of the points that are to be computed."""
        return np.flatnonzero((self.states == WAITING) | (self.states == STALE)).tolist()

    def count(self, state: int) -> int:
        """Return how many points are in a state."""
        return int(np.count_nonzero(self.states == state))

    def settle(self, *, retry: bool) -> dict[str, int]:
        """Look at every point before work begins; return how many are damaged, and stale.

        A point whose numbers do not have their digest, or cannot be read, waits again; one of
        other code is stale; both are blanked, as are failed ones if they are to be tried again.
        """
        group = _group(self.path, write=True)
        damaged = self._damaged(group)
        code = code_digest(self.plan.what).encode()
        codes = group["code"][:]
        known = np.isin(self.states, (DONE, FAILED))
        stale = known & (codes != code) & ~damaged
        again = (self.states == FAILED) if retry else np.zeros(len(self), dtype=bool)
        self.states[damaged | again] = WAITING
        self.states[stale | (self.states == STALE)] = STALE
        blank = np.flatnonzero(damaged | stale | again)
        if blank.size:
            self._blank(group, blank)
        return {"damaged": int(np.count_nonzero(damaged)), "stale": self.count(STALE)}

    def _damaged(self, group: Any) -> NDArray[np.bool_]:
        names = (*self.plan.outputs, "digest", "code", "reason", "state")
        bad = np.zeros(len(self), dtype=bool)
        for name in names:
            for part in _chunks(group[name]):
                try:
                    group[name][part]
                except Exception:
                    bad[part] = True
                    _refill(group[name], name, part)
        self.states[:] = group["state"][:]
        # A chunk that is missing reads as empty: what failed without a reason has lost it.
        bad |= (self.states == FAILED) & (group["reason"][:] == "")
        digests = group["digest"][:]
        size = _chunk_of(group, self.plan)
        for start in range(0, len(self), size):
            part = slice(start, min(start + size, len(self)))
            held = {name: group[name][part] for name in self.plan.outputs}
            for k in np.flatnonzero(self.states[part] == DONE).tolist():
                values = {name: held[name][k] for name in self.plan.outputs}
                if digest_of(self.plan, values) != digests[start + k]:
                    bad[start + k] = True
        damaged: NDArray[np.bool_] = bad & ((self.states != WAITING) | (digests != b""))
        return damaged

    def _blank(self, group: Any, which: NDArray[np.int64]) -> None:
        # The state first: what is being blanked must not count as done.
        group["state"][:] = self.states
        for name in self.plan.outputs:
            for part in _chunks(group[name]):
                inside = which[(which >= part.start) & (which < part.stop)] - part.start
                if inside.size:
                    values = group[name][part]
                    values[inside] = _empty(self.plan, name)
                    group[name][part] = values
        for name in ("reason", "code", "digest"):
            values = group[name][:]
            values[which] = _OWN[name][1]
            group[name][:] = values

    def add(self, outcome: Outcome) -> None:
        """Take down what a point has come to; `flush` writes it."""
        self._waiting[outcome.index] = outcome

    def flush(self) -> None:
        """Write what was added.

        Raises
        ------
        FileError
            If it cannot be written, as on a full disk; it is kept for another try.
        """
        if not self._waiting:
            return
        group = _group(self.path, write=True)
        code = code_digest(self.plan.what).encode()
        try:
            for name in (*self.plan.outputs, "reason", "code", "digest", "state"):
                array = group[name]
                size = array.chunks[0]
                parts: dict[int, list[Outcome]] = {}
                for one in self._waiting.values():
                    parts.setdefault(one.index // size, []).append(one)
                for number, outcomes in parts.items():
                    part = slice(number * size, min((number + 1) * size, len(self)))
                    values = array[part]
                    for one in outcomes:
                        values[one.index - part.start] = self._entry(name, one, code)
                    array[part] = values
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileError(self.path, f"cannot be written: {reason}") from None
        for one in self._waiting.values():
            self.states[one.index] = FAILED if one.values is None else DONE
        self._waiting.clear()

    def _entry(self, name: str, one: Outcome, code: bytes) -> Any:
        if name == "state":
            return FAILED if one.values is None else DONE
        if name == "reason":
            return " ".join(one.reason.split())[:REASON]
        if name == "code":
            return code
        if one.values is None:
            return b"" if name == "digest" else _empty(self.plan, name)
        if name == "digest":
            return digest_of(self.plan, one.values)
        return one.values[name]

    def with_points(
        self, plan: Plan, points: Sequence[dict[str, Value]], rounds: Sequence[int]
    ) -> "Store":
        """Return a store of these points, with all that this one holds of them.

        It takes the place of this one, whole or not at all.
        """
        old = _group(self.path)
        at = {key: k for k, key in enumerate(self.keys)}
        with _whole(self.path) as folder:
            _lay_out(folder, plan, points, rounds)
            new = _group(folder, write=True)
            keys = [parameter_key(plan.what, one, plan.outputs) for one in points]
            source = np.array([at.get(key, -1) for key in keys], dtype=np.int64)
            for name in (*plan.outputs, "reason", "code", "digest", "state"):
                for part in _chunks(new[name]):
                    held = np.flatnonzero(source[part] >= 0)
                    if held.size:
                        values = new[name][part]
                        values[held] = old[name].oindex[source[part][held]]
                        new[name][part] = values
        return Store.open(self.path)

    def finish(self, seconds: float) -> None:
        """Consolidate the metadata, so that one read finds all; with the time all of it took."""
        import zarr

        group = _group(self.path, write=True)
        group.attrs["seconds"] = self.seconds + seconds
        group.attrs["finished"] = int(not self.pending)
        zarr.consolidate_metadata(group.store, zarr_format=2)

    def column(self, name: str) -> NDArray[Any]:
        """Return an array along all points, as it is on the disk.

        Raises
        ------
        FileError
            If it cannot be read.
        """
        try:
            return np.asarray(_group(self.path)[name][:])
        except Exception as error:
            raise damaged(self.path, error) from None

    def classes(self, name: str) -> NDArray[np.int64]:
        """Return a class of all points, -1 where it is not known."""
        return np.where(self.states == DONE, self.column(name).astype(np.int64), -1)

    @property
    def seconds(self) -> float:
        """What all runs took together."""
        return float(dict(_group(self.path).attrs).get("seconds", 0.0))


def damaged(path: object, error: Exception) -> FileError:
    """Return what a reader is told whom a library refuses a part of the store."""
    told = " ".join(str(error).split())[:120]
    return FileError(path, f"is damaged; `higgs sweep resume` mends it ({told})")


def digest_of(plan: Plan, values: Mapping[str, Any]) -> bytes:
    """Return the digest of the outputs of a point, as they are stored."""
    digest = hashlib.sha256()
    for name in plan.outputs:
        digest.update(np.asarray(values[name], dtype=_type(plan, name)).tobytes())
    return digest.hexdigest()[:DIGEST].encode()


def _type(plan: Plan, name: str) -> str:
    return "<i2" if plan.what.outputs[name].classes else "<f8"


def _empty(plan: Plan, name: str) -> Any:
    return -1 if plan.what.outputs[name].classes else math.nan


def _chunk_of(group: Any, plan: Plan) -> int:
    return min(int(group[name].chunks[0]) for name in plan.outputs)


def _chunks(array: Any) -> Iterator[slice]:
    size, count = array.chunks[0], array.shape[0]
    for start in range(0, count, size):
        yield slice(start, min(start + size, count))


def _refill(array: Any, name: str, part: slice) -> None:
    """Write a chunk that cannot be read anew, as it was before anything was computed."""
    shape = (part.stop - part.start, *array.shape[1:])
    fill = _OWN[name][1] if name in _OWN else array.fill_value
    array[part] = np.full(shape, fill, dtype=array.dtype)


def _group(path: Path, *, write: bool = False) -> Any:
    import zarr

    if not path.is_dir():
        raise FileError(path, "does not exist")
    try:
        return zarr.open_group(str(path), mode="r+" if write else "r", zarr_format=2,
                               use_consolidated=False)  # fmt: skip
    except Exception as error:
        told = " ".join(str(error).split())[:120]
        raise FileError(path, f"is no Zarr group ({told})") from None


def _lay_out(folder: Path, plan: Plan, points: Sequence[Point], rounds: Sequence[int]) -> None:
    """Make the arrays of a store in an empty folder."""
    import numcodecs
    import zarr

    count, what = len(points), plan.what
    group = zarr.open_group(str(folder), mode="w", zarr_format=2)
    checked = numcodecs.Zstd(level=3, checksum=True)

    def make(
        name: str, dims: tuple[str, ...], kind: Any, fill: Any, attributes: dict[str, Any],
        values: Any = None, shape: tuple[int, ...] = (),
    ) -> None:  # fmt: skip
        whole = (count, *shape) if dims[:1] == ("point",) else shape
        size = np.dtype(kind).itemsize * math.prod(shape)
        along = max(1, min(whole[0], LARGEST_CHUNK, CHUNK_BYTES // max(1, size)))
        chunks = (along, *whole[1:]) if dims[:1] == ("point",) else whole
        array = group.create_array(
            name, shape=whole, chunks=chunks, dtype=np.dtype(kind), fill_value=fill,
            compressors=checked, attributes={"_ARRAY_DIMENSIONS": list(dims), **attributes},
        )  # fmt: skip
        if values is not None:
            array[:] = np.asarray(values, dtype=kind)

    def unit(text: str) -> str:
        return text.replace("energy unit of the inputs", plan.unit).replace(
            "energy unit", plan.unit
        )

    for name, parameter in what.parameters.items():
        values = [one[name] for one in points]
        texts = isinstance(values[0], str)
        kind = f"<U{max(len(str(one)) for one in values)}" if texts else "<f8"
        if not texts and all(isinstance(one, int) for one in values):
            kind = "<i8"
        told = {"units": unit(parameter.unit), "long_name": parameter.long_name}
        make(name, ("point",), kind, None, told, values)
    for name, (kind, fill, long_name) in _OWN.items():
        labels: dict[str, Any] = {"long_name": long_name}
        if name == "state":
            labels |= {"flag_values": [0, 1, 2, 3], "flag_meanings": " ".join(STATES)}
        given: Sequence[int | bytes] | None = rounds if name == "round" else None
        if name == "key":
            given = [parameter_key(what, one, plan.outputs).encode() for one in points]
        # No fill value: readers would take what equals it for missing.
        make(name, ("point",), kind, None, labels, np.full(count, fill) if given is None else given)
    along = what.coordinates(points[0])
    for name, (places, text) in along.items():
        make(name, (name,), "<f8", None, {"units": unit(text)}, places, places.shape)
    for name in plan.outputs:
        one = what.outputs[name]
        labels = {"units": unit(one.unit), "long_name": one.long_name}
        if one.classes:
            labels["flag_values"] = list(range(len(one.classes)))
            labels["flag_meanings"] = " ".join(text.replace(" ", "_") for text in one.classes)
        shape = tuple(along[dim][0].size for dim in one.dims)
        make(name, ("point", *one.dims), _type(plan, name), _empty(plan, name), labels, None, shape)
    group.attrs.update(
        {
            "format": FORMAT,
            "format_version": VERSION,
            "plan": json.dumps(plan.to_dict()),
            "coordinates": " ".join(what.parameters),
            "seconds": 0.0,
            "finished": 0,
            **provenance(),
        }
    )


@contextlib.contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Yield a new folder that becomes `target` at the end; on an error nothing is left of it."""
    new = target.with_name(f".{target.name}.higgs-{secrets.token_hex(6)}")
    try:
        new.mkdir()
        yield new
        before = _before(target)
        if target.exists():
            target.rename(before)
        new.rename(target)
        shutil.rmtree(before, ignore_errors=True)
    except OSError as error:
        if isinstance(error, FileError):
            raise
        raise FileError(target, f"cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _before(target: Path) -> Path:
    return target.with_name(f".{target.name}.before")


def tidy(target: Path) -> None:
    """Mend what killed runs have left: a store between two renames, unfinished layouts and chunks.

    For the one process that writes it.
    """
    before = _before(target)
    if before.is_dir() and not target.exists():
        before.rename(target)
    shutil.rmtree(before, ignore_errors=True)
    for left in target.parent.glob(f".{target.name}.higgs-*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in target.rglob("*.partial"):
        left.unlink(missing_ok=True)
