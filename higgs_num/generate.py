"""Write `core/generated/`: formulas that run without the symbolic package (`make generate`)."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from higgs_sym.ahead import Surroundings, module_source
from higgs_sym.ground.errors import PackageError
from higgs_sym.ground.files import write_text
from higgs_sym.registry import formula

_FOLDER = Path(__file__).parent / "core" / "generated"
_WARNING = """Written by `make generate` from the formulas of `higgs_sym`: do not edit.

Arguments are not checked; callers pass values that are in the domain of the formula already."""


@dataclass(frozen=True)
class Target:
    """One generated file: which formulas, printed for which backend, in which surroundings."""

    file: str
    backend: str
    ids: tuple[str, ...]
    around: Surroundings

    @property
    def path(self) -> Path:
        """Where the file belongs."""
        return _FOLDER / self.file

    def text(self) -> str:
        """Return the whole file; raise `PackageError` without ruff, which formats it."""
        plain = module_source((formula(id) for id in self.ids), self.backend, self.around)
        return _ruff(_ruff(plain, self.path, "check", "--select=I", "--fix"), self.path, "format")


TARGETS = (
    Target(
        "arrays.py",
        "numpy",
        (
            "conventions.z",
            "sources.x",
            "sources.y",
            "sources.z",
            "sources.Px_constant",
            "sources.Px_cosine",
            "sources.Py_sine",
            "sources.Pz_cosine",
            "closure_mode.omega",
            "kinetic.hop",
            "kinetic.flip",
            "kinetic.flat_hop",
            "kinetic.flat_flip",
            "kinetic.flat_potential",
            "kinetic.weight_semicircle",
            "kinetic.weight_flat",
            "kinetic.eta",
            "kinetic.gap_effective",
        ),
        Surroundings(
            f"Formulas as functions of arrays, which are broadcast.\n\n{_WARNING}\n",
            ("from higgs_num.core.arrays import Vector",),
            number="Vector",
        ),
    ),
    Target(
        "kernels.py",
        "numba",
        ("closure_mode.pole_integrand",),
        Surroundings(
            f"Formulas as compiled functions of numbers, for other kernels.\n\n{_WARNING}\n",
            ("from higgs_num.core.compile import kernel",),
            number="float",
            decorator="kernel",
        ),
    ),
)


def _ruff(text: str, path: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "ruff", *arguments, "--quiet", f"--stdin-filename={path}", "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PackageError("ruff", f"pip install ruff ({done.stderr.strip()})")
    return done.stdout


def generate() -> None:
    """Write every file whole or not at all."""
    for target in TARGETS:
        write_text(target.path, target.text(), overwrite=True)


if __name__ == "__main__":
    generate()
