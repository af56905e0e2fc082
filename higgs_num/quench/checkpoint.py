"""Stopped quenches: all that is needed to go on with the same bits."""

import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from higgs_num.core.compile import cache_folder
from higgs_num.quench.problem import Problem
from higgs_num.quench.steppers import Composition, MultiProduct
from higgs_num.quench.trajectory import Progressed
from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import replace

FORMAT = "higgs-toolkit quench checkpoint 3"
METHODS: dict[str, Callable[..., MultiProduct | Composition]] = {
    "MultiProduct": MultiProduct,
    "Composition": Composition,
}


@dataclass(frozen=True)
class Plan:
    """What was decided before the first step: fixed stepper, its error, whether compressed."""

    stepper: MultiProduct | Composition
    error: float | None
    compress: bool


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
            "method": type(plan.stepper).__name__,
            "tol": plan.stepper.tol,
            "order": plan.stepper.order,
            "longest_step": plan.stepper.longest_step,
            "error": plan.error,
            "compress": plan.compress,
            "unresolved": self.progressed.unresolved,
        }
        arrays: dict[str, Any] = {
            f"state_{name}": array for name, array in self.progressed.arrays.items()
        }
        with replace(path, overwrite=True) as temporary, temporary.open("wb") as handle:
            np.savez(handle, header=json.dumps(header), record=self.progressed.record, **arrays)

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
            tol, order, step = header["tol"], header["order"], header["longest_step"]
            stepper = METHODS[header["method"]](tol=tol, order=order, longest_step=step)
            return cls(
                Problem.from_dict(header["problem"]),
                Plan(stepper, header["error"], header["compress"]),
                Progressed(
                    held.pop("record"),
                    float(header["unresolved"]),
                    {name.removeprefix("state_"): array for name, array in held.items()},
                ),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise FileError(path, f"is a damaged checkpoint: {error}") from None
