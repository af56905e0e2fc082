"""The runs that one quench takes, in order, so that a stopped one goes on where it was.

What is asked for, panels or widths of bands, follows from the runs before; a run that is known
from a file is returned instead of followed, so that the same questions find the same answers.
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from higgs_num.core.arrays import Vector
from higgs_num.core.compile import cache_folder
from higgs_num.inputs import to_plain
from higgs_num.kinetic.follow import Following, Method, Setting, Trajectory
from higgs_num.kinetic.problem import KineticQuench
from higgs_num.kinetic.state import following_of, of_following, of_trajectory, trajectory_of
from higgs_num.results.sealed import Arrays, Kept, Sealed
from higgs_sym.ground.errors import FileError
from higgs_sym.ground.progress import Progress, silent

FILE = Sealed("higgs-toolkit kinetic checkpoint 1", "checkpoint of an exact quench")
KEEP_SECONDS = 60.0
NOW = "now_"


@dataclass(eq=False)
class Stopped:
    """What a file tells: the inputs, finished runs, and the one that was stopped."""

    problem: KineticQuench
    tol: float
    finished: list[Trajectory]
    header: dict[str, object] | None
    arrays: Arrays

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Stopped":
        """Read a checkpoint.

        Raises
        ------
        FileError
            If the file is missing, damaged, foreign, or was written by another version or on
            another kind of CPU, where the same bits cannot be promised.
        """
        header, arrays = FILE.read(path)
        if header.get("kernels") != cache_folder().name:
            raise FileError(
                path, "was written by another version or CPU; the same bits cannot be promised"
            )
        try:
            finished = [
                trajectory_of(one, arrays, f"run{i}_") for i, one in enumerate(header["finished"])
            ]
            problem = KineticQuench.from_dict(header["problem"])
            return cls(problem, float(header["tol"]), finished, header["now"], arrays)
        except (KeyError, ValueError, TypeError) as error:
            raise FileError(path, f"is a damaged checkpoint: {error}") from None


@dataclass(eq=False)
class Runs:
    """The runs of one quench; `follow` makes them, or finds them."""

    problem: KineticQuench
    tol: float
    kept: Kept | None = None
    keep_every: float = KEEP_SECONDS
    known: Stopped | None = None
    pool: Executor | None = None
    finished: list[Trajectory] = field(default_factory=list)

    def follow(
        self, setting: Setting, method: Method, *, panels: Vector | None = None,
        progress: Progress = silent,
    ) -> Trajectory:  # fmt: skip
        """Follow a quench to its last time, on panels of its own or on given ones.

        Raises
        ------
        ComputationError
            If Delta(t) is no longer finite, or a panel does not converge.
        """
        place = len(self.finished)
        if self.known is not None and place < len(self.known.finished):
            found = self.known.finished[place]
        else:
            found = self._followed(setting, method, panels, progress)
        self.finished.append(found)
        return found

    def _followed(
        self, setting: Setting, method: Method, panels: Vector | None, progress: Progress
    ) -> Trajectory:
        following = self._begun(setting, method, panels)
        following.march.pool = self.pool
        saved = time.perf_counter()
        try:
            while following.waiting:
                following.step(setting, method)
                progress(following.time / setting.stop)
                if time.perf_counter() - saved >= self.keep_every:
                    self._save(following, method)
                    saved = time.perf_counter()
        except BaseException:  # the user interrupts, or a function of his own fails
            self._save(following, method)
            raise
        return following.trajectory()

    def _begun(self, setting: Setting, method: Method, panels: Vector | None) -> Following:
        known, self.known = self.known, None
        if known is None or known.header is None:
            return Following.begun(setting, method, panels)
        header = dict(known.header)
        if header.pop("method") != to_plain(method):
            raise ValueError("the stopped run had other panels")
        now = {
            name.removeprefix(NOW): array
            for name, array in known.arrays.items()
            if name.startswith(NOW)
        }
        return following_of(setting, method, header, now)

    def _save(self, following: Following, method: Method) -> None:
        if self.kept is None:
            return
        arrays: Arrays = {}
        told = []
        for i, one in enumerate(self.finished):
            header, own = of_trajectory(one, f"run{i}_")
            told.append(header)
            arrays.update(own)
        now = None
        if following.whole:
            header, own = of_following(following)
            now = {"method": to_plain(method), **header}
            arrays.update({NOW + name: array for name, array in own.items()})
        header = {
            "kernels": cache_folder().name,
            "problem": self.problem.to_dict(),
            "tol": self.tol,
            "finished": told,
            "now": now,
        }
        self.kept.save(_writer(header, arrays))


def _writer(header: dict[str, object], arrays: Arrays) -> Callable[[Path], None]:
    return lambda path: FILE.write(path, header, arrays)
