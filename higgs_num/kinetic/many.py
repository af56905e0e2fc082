"""Independent quenches side by side, each in a process with one thread of linear algebra."""

from collections.abc import Sequence

from higgs_num.kinetic.problem import KineticQuench
from higgs_num.kinetic.result import KineticResult
from higgs_num.kinetic.run import checked_tolerance, solve
from higgs_sym.ground.errors import flag, function, integer, listed
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.workers import in_processes


def solve_all(
    problems: Sequence[KineticQuench],
    *,
    tol: float = 1e-6,
    workers: int | None = None,
    progress: Progress = silent,
    allow_large: bool = False,
) -> list[KineticResult]:
    """Return the results of independent quenches, in the order of `problems`.

    Parameters
    ----------
    problems, tol, allow_large
        As of `solve`.
    workers
        How many are followed at a time; the number of cores unless given.
    progress
        Called now and then with the done fraction of all.

    Raises
    ------
    ArgumentError
        If `workers` is not a whole number >= 1, or another argument is not of its kind.
    ComputationError
        As `solve`, for the first that fails; the others are stopped.

    Examples
    --------
    >>> from higgs_num.kinetic import KineticQuench, solve_all
    >>> results = solve_all([KineticQuench(0.8, 1.0, rate_s=0.1, t_max=2.0)], tol=1e-4, workers=1)
    >>> len(results)
    1
    """
    problems = listed("problems", problems, KineticQuench)
    tol, allow_large = checked_tolerance(tol), flag("allow_large", allow_large)
    function("progress", progress)
    if workers is not None:
        workers = integer("workers", workers, least=1)
    tasks = [(problem, tol, allow_large) for problem in problems]
    return in_processes(_one, tasks, workers=workers, progress=progress) if tasks else []


def _one(problem: KineticQuench, tol: float, allow_large: bool, report: Progress) -> KineticResult:
    return solve(problem, tol=tol, threads=1, progress=report, allow_large=allow_large)
