"""Stopped work in a file: a header and arrays under a digest, held by the run that writes it."""

import contextlib
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from higgs_num.results.digest import DIGEST, digest_of
from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import ensure_writable, read_bytes, write_bytes
from higgs_sym.ground.locks import one_run

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Sealed:
    """One kind of file: its format, which begins the header, and what errors call it."""

    format: str
    kind: str

    def write(
        self, path: str | os.PathLike[str], header: Mapping[str, Any], arrays: Arrays
    ) -> None:
        """Write the file, replacing an earlier one only when the new one is complete."""
        text = json.dumps({"format": self.format, **header})
        sealed = {"header": np.array(text), DIGEST: np.array(digest_of(text, arrays)), **arrays}
        image = io.BytesIO()
        np.savez(image, allow_pickle=False, **sealed)
        write_bytes(path, image.getvalue(), overwrite=True)

    def read(self, path: str | os.PathLike[str]) -> tuple[dict[str, Any], Arrays]:
        """Read what `write` wrote.

        Raises
        ------
        FileError
            If the file is missing, damaged, changed or foreign.
        """
        stored = read_bytes(path)
        try:
            held = _arrays(stored)
            text, seal = str(held.pop("header")), str(held.pop(DIGEST, ""))
            header = json.loads(text)
        except Exception:  # what is no such file makes the libraries raise many kinds of errors
            raise FileError(path, f"is not a readable {self.kind}") from None
        if not isinstance(header, dict) or header.get("format") != self.format:
            raise FileError(path, f"is not a {self.kind} of this version")
        if digest_of(text, held) != seal:
            raise FileError(path, "is damaged: state and inputs are not those that were written")
        return header, held


def _arrays(stored: bytes) -> Arrays:
    with zipfile.ZipFile(io.BytesIO(stored)) as members:
        sizes = sum(one.file_size for one in members.infolist())
        if sizes > len(stored):  # we do not compress: a few bytes may not stand for gigabytes
            raise ValueError("compressed")
    with np.load(io.BytesIO(stored), allow_pickle=False) as data:
        return {name: data[name] for name in data.files}


def named(held: Arrays, prefix: str) -> Arrays:
    """Return the arrays whose names begin with `prefix`, by what follows it."""
    return {
        name.removeprefix(prefix): array for name, array in held.items() if name.startswith(prefix)
    }


class Kept:
    """The file of one run, which it alone writes, and deletes only if it is its own."""

    def __init__(self, path: str | os.PathLike[str], *, own: bool) -> None:
        self._path = Path(os.path.realpath(path))  # behind links, where it is written
        self._identity = self._found() if own else None

    def save(self, write: Callable[[Path], None]) -> None:
        """Write the file by `write`."""
        write(self._path)
        self._identity = self._found()

    def delete(self) -> None:
        """Delete the file if it is the one that this run wrote or went on from."""
        if self._identity is not None and self._found() == self._identity:
            self._path.unlink()

    def _found(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_mtime_ns


@contextlib.contextmanager
def keeping(
    path: str | os.PathLike[str],
    is_own: Callable[[], bool] | None,
    *,
    overwrite: bool = False,
) -> Iterator[Kept]:
    """Give the file at `path` to one run.

    is_own: whether the file that is there is of this very work; None for the run that goes on from
    it.

    Raises
    ------
    FileError
        If another run has it; if there is a file that is not its own, unless `overwrite`; or if it
        cannot be written.
    """
    ensure_writable(path, overwrite=True)
    with one_run(path):
        there = Path(path).exists()
        own = there and (is_own is None or is_own())
        if there and not own and not overwrite:
            rule = "is no checkpoint of this quench; name another file or allow overwriting"
            raise FileError(path, rule)
        yield Kept(path, own=own)
