"""Entries of a table that is not finished, kept in a file that an interrupted run goes on with.

The file is only appended to, or replaced whole. Each line begins with a digest of itself, of the
point it belongs to and of all lines before; what follows a line that is not as it was written is
computed again.
"""

import hashlib
import json
import os
import stat
from collections.abc import Sequence
from dataclasses import astuple
from io import FileIO
from pathlib import Path

from higgs_num.equilibrium.certified.enclosure import CertifiedNumber
from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import write_bytes

Point = tuple[str, ...]

TITLE = "higgs-toolkit journal of a certified table, 1: "


class Journal:
    """The entries found in the file at `path` and those that are added to it.

    `key` tells tables apart, `points` are the arguments of their entries and `digits` those of
    every value. A file that is no journal of this very table is refused as it is.
    """

    def __init__(
        self, path: str | os.PathLike[str], key: str, points: Sequence[Point], digits: int
    ) -> None:
        self.entries: list[CertifiedNumber] = []
        self._path = Path(path)
        self._points = points
        title = f"{TITLE}{key}\n".encode()
        self._digest = hashlib.sha256(title).hexdigest()
        found = self._read(title)
        kept = title + b"".join(self._sound(found.split(b"\n")[1:-1], digits))
        if kept != found:
            write_bytes(self._path, kept, overwrite=True)
        self._file = self._opened()

    def add(self, entry: CertifiedNumber) -> None:
        """Append the next entry; raise `FileError` where the disk is full."""
        text = json.dumps(astuple(entry)).encode()
        self._digest = self._next_digest(text)
        rest = self._digest.encode() + b" " + text + b"\n"
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            raise FileError(self._path, f"cannot be written: {error.strerror}") from None
        self.entries.append(entry)

    def close(self) -> None:
        """Leave the file to the next run."""
        self._file.close()

    def remove(self) -> None:
        """Delete the file: its table is finished."""
        self.close()
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise FileError(self._path, f"cannot be removed: {error.strerror}") from None

    def _read(self, title: bytes) -> bytes:
        try:
            if not stat.S_ISREG(self._path.lstat().st_mode):
                raise FileError(self._path, "is no regular file; nothing was written to it")
            found = self._path.read_bytes()
        except FileNotFoundError:
            return b""
        except (OSError, ValueError) as error:
            if isinstance(error, FileError):
                raise
            reason = getattr(error, "strerror", None) or str(error)
            raise FileError(self._path, f"cannot be read: {reason}") from None
        if found.startswith(title):
            return found
        if found.startswith(TITLE.encode()):
            raise FileError(self._path, "belongs to another table; remove it to start again")
        raise FileError(self._path, "is no journal of a table; left as it is, so move it away")

    def _sound(self, lines: Sequence[bytes], digits: int) -> list[bytes]:
        """Take the entries of the first lines up to one that is damaged; return those lines."""
        kept = []
        for line in lines[: len(self._points)]:
            digest, _, text = line.partition(b" ")
            if digest.decode("latin-1") != self._next_digest(text):
                break
            try:
                entry = CertifiedNumber(*json.loads(text))
            except (ValueError, TypeError, RecursionError):
                break
            if not entry.follows_from_its_enclosures(digits):
                break
            self._digest = digest.decode()
            self.entries.append(entry)
            kept.append(line + b"\n")
        return kept

    def _next_digest(self, text: bytes) -> str:
        point = "\n".join((self._digest, *self._points[len(self.entries)], ""))
        return hashlib.sha256(point.encode() + text).hexdigest()

    def _opened(self) -> FileIO:
        try:
            return self._path.open("ab", buffering=0)
        except OSError as error:
            raise FileError(self._path, f"cannot be written: {error.strerror}") from None
