"""Stopped quenches: all that is needed to go on with the same bits."""

import contextlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.compile import cache_folder
from higgs_num.quench.problem import Problem
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.steppers import METHODS
from higgs_num.quench.steppers.interface import Resumable, Stepper
from higgs_num.quench.trajectory import Progressed
from higgs_num.results.digest import DIGEST, digest_of
from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import ensure_writable, read_bytes, write_bytes
from higgs_sym.ground.locks import one_run

FORMAT = "higgs-toolkit quench checkpoint 6"
RECORD, STATE = "record_", "state_"


@dataclass(frozen=True)
class Plan:
    """What was decided before the first step.

    A fixed stepper, its error, whether few nodes stand for all levels, and why not.
    """

    stepper: Resumable
    error: float | None
    compress: bool
    reason: str


@dataclass(frozen=True)
class Checkpoint:
    """A quench that has been stopped; `save` and `load` keep every bit."""

    problem: Problem
    plan: Plan
    progressed: Progressed

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the file, replacing an earlier one only when the new one is complete."""
        plan = self.plan
        header = {
            "format": FORMAT,
            "kernels": cache_folder().name,
            "problem": self.problem.to_dict(),
            "method": METHODS.to_plain(plan.stepper),
            "error": plan.error,
            "compress": plan.compress,
            "levels_reason": plan.reason,
            "unresolved": self.progressed.unresolved,
        }
        arrays: dict[str, Any] = {
            **{RECORD + name: values for name, values in self.progressed.record.named.items()},
            **{STATE + name: values for name, values in self.progressed.arrays.items()},
        }
        text = json.dumps(header)
        sealed = {"header": np.array(text), DIGEST: np.array(digest_of(text, arrays)), **arrays}
        image = io.BytesIO()
        np.savez(image, allow_pickle=False, **sealed)
        write_bytes(path, image.getvalue(), overwrite=True)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read what `save` wrote.

        Raises
        ------
        FileError
            If the file is missing, damaged, changed, foreign, or was written with other kernels
            or on another kind of CPU, where the same bits cannot be promised.
        """
        stored = read_bytes(path)
        try:
            held = _arrays(stored)
            text, seal = str(held.pop("header")), str(held.pop(DIGEST, ""))
            header = json.loads(text)
        except Exception:  # what is no such file makes the libraries raise many kinds of errors
            raise FileError(path, "is not a readable checkpoint of a quench") from None
        if not isinstance(header, dict) or header.get("format") != FORMAT:
            raise FileError(path, "is not a checkpoint of a quench of this version")
        if digest_of(text, held) != seal:
            raise FileError(path, "is damaged: state and inputs are not those that were written")
        if header.get("kernels") != cache_folder().name:
            raise FileError(
                path, "was written by another version or CPU; the same bits cannot be promised"
            )
        try:
            method: Stepper = METHODS.from_plain(header["method"])
            stepper = method.resumable
            if stepper is None:
                raise ValueError(f"{method} can't be resumed")
            return cls(
                Problem.from_dict(header["problem"]),
                Plan(stepper, header["error"], header["compress"], header["levels_reason"]),
                Progressed(
                    Recorded.of_named(_named(held, RECORD)),
                    float(header["unresolved"]),
                    _named(held, STATE),
                ),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise FileError(path, f"is a damaged checkpoint: {error}") from None


def _arrays(stored: bytes) -> dict[str, NDArray[Any]]:
    with zipfile.ZipFile(io.BytesIO(stored)) as members:
        sizes = sum(one.file_size for one in members.infolist())
        if sizes > len(stored):  # we do not compress: a few bytes may not stand for gigabytes
            raise ValueError("compressed")
    with np.load(io.BytesIO(stored), allow_pickle=False) as data:
        return {name: data[name] for name in data.files}


class Kept:
    """The file of one run, which it alone writes, and deletes only if it is its own."""

    def __init__(self, path: str | os.PathLike[str], *, own: bool) -> None:
        self._path = Path(os.path.realpath(path))  # behind links, where it is written
        self._identity = self._found() if own else None

    def save(self, checkpoint: Checkpoint) -> None:
        """Write the file."""
        checkpoint.save(self._path)
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
    path: str | os.PathLike[str], problem: Problem | None, *, overwrite: bool = False
) -> Iterator[Kept]:
    """Give the file at `path` to one run of `problem`; None: to the run that goes on from it.

    Raises
    ------
    FileError
        If another run has it; if there is a file that is no checkpoint of this very problem,
        unless `overwrite`; or if it cannot be written.
    """
    ensure_writable(path, overwrite=True)
    with one_run(path):
        there = Path(path).exists()
        own = there and (problem is None or _is_of(path, problem))
        if there and not own and not overwrite:
            rule = "is no checkpoint of this quench; name another file or allow overwriting"
            raise FileError(path, rule)
        yield Kept(path, own=own)


def _is_of(path: str | os.PathLike[str], problem: Problem) -> bool:
    try:
        return Checkpoint.load(path).problem.to_dict() == problem.to_dict()
    except FileError:
        return False


def _named(held: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): array for name, array in held.items() if name.startswith(prefix)
    }
