"""Stopped quenches: all that is needed to go on with the same bits."""

import json
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from higgs_num.core.compile import cache_folder
from higgs_num.quench.problem import Problem
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.steppers import METHODS
from higgs_num.quench.steppers.interface import Resumable, Stepper
from higgs_num.quench.trajectory import Progressed
from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import replace

FORMAT = "higgs-toolkit quench checkpoint 5"
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
        with replace(path, overwrite=True) as temporary, temporary.open("wb") as handle:
            np.savez(handle, header=json.dumps(header), **arrays)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read what `save` wrote.

        Raises
        ------
        FileError
            If the file is missing, damaged, foreign, or was written with other kernels or on
            another kind of CPU, where the same bits cannot be promised.
        """
        if not Path(path).is_file():
            raise FileError(path, "does not exist")
        try:
            with Path(path).open("rb") as handle, np.load(handle, allow_pickle=False) as data:
                held = {name: data[name] for name in data.files}
            header = json.loads(str(held.pop("header")))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            raise FileError(path, "is not a readable checkpoint of a quench") from None
        if not isinstance(header, dict) or header.get("format") != FORMAT:
            raise FileError(path, "is not a checkpoint of a quench")
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


def _named(held: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): array for name, array in held.items() if name.startswith(prefix)
    }
