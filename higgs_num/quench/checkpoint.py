"""Stopped quenches: all that is needed to go on with the same bits."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from higgs_num.core.compile import cache_folder
from higgs_num.quench.problem import Problem
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.steppers import METHODS
from higgs_num.quench.steppers.interface import Resumable, Stepper
from higgs_num.quench.trajectory import Progressed
from higgs_num.results.sealed import Kept, Sealed, keeping, named
from higgs_sym.ground.errors import FileError

FILE = Sealed("higgs-toolkit quench checkpoint 6", "checkpoint of a quench")
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
        FILE.write(path, header, arrays)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read what `save` wrote.

        Raises
        ------
        FileError
            If the file is missing, damaged, changed, foreign, or was written with other kernels
            or on another kind of CPU, where the same bits cannot be promised.
        """
        header, held = FILE.read(path)
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
                    Recorded.of_named(named(held, RECORD)),
                    float(header["unresolved"]),
                    named(held, STATE),
                ),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise FileError(path, f"is a damaged checkpoint: {error}") from None


@contextlib.contextmanager
def keeping_checkpoint(
    path: str | os.PathLike[str], problem: Problem | None, *, overwrite: bool = False
) -> Iterator[Kept]:
    """Give the file at `path` to one run of `problem`; None: to the run that goes on from it."""
    own = None if problem is None else lambda: _is_of(path, problem)
    with keeping(path, own, overwrite=overwrite) as kept:
        yield kept


def _is_of(path: str | os.PathLike[str], problem: Problem) -> bool:
    try:
        return Checkpoint.load(path).problem.to_dict() == problem.to_dict()
    except FileError:
        return False
