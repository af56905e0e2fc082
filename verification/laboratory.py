"""The real laboratory: quenches are integrated by `higgs_num`."""

from typing import TYPE_CHECKING

from higgs_sym.ground.progress import Progress
from verification.lab import Lab

if TYPE_CHECKING:
    from higgs_num.quench import Problem, Result


def laboratory(*, quick: bool = False) -> Lab:
    """Return an empty laboratory; numba is not imported before the first quench."""

    def solve(problem: "Problem", progress: Progress) -> "Result":
        from higgs_num.quench import run

        return run(problem, progress=progress)

    return Lab(solve, quick=quick)
