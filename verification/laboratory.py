"""The real laboratory: quenches are integrated by `higgs_num`."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from verification.lab import Lab


def laboratory(*, quick: bool = False) -> Lab:
    """Return an empty laboratory; numba is not imported before the first quench."""

    def solve(problem: Any, progress: Callable[[float], None]) -> Any:
        return import_module("higgs_num.quench").run(problem, progress=progress)

    return Lab(solve, quick=quick)
