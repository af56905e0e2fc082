"""The laboratory shared by all checks: every expensive result is computed once a session."""

import threading
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

from higgs_sym.ground.errors import HiggsError
from higgs_sym.ground.progress import Progress

if TYPE_CHECKING:
    from higgs_num.quench import Problem, Result

T = TypeVar("T")


class CancelledError(HiggsError):
    """The session was stopped; the work in hand is given up."""

    exit_status = 130


def integrated(problem: "Problem", tol: float | None, progress: Progress) -> "Result":
    """Integrate a quench to `tol`, or to the default of the integrator.

    numba is not imported before the first quench.
    """
    from higgs_num.quench import MultiProduct, run

    return run(problem, None if tol is None else MultiProduct(tol=tol), progress=progress)


def on_few_nodes(problem: "Problem", tol: float | None, progress: Progress) -> "Result":
    """Integrate a quench as `integrated` does, by steps on few nodes for all levels."""
    from higgs_num.quench import Condensed, run

    return run(problem, Condensed() if tol is None else Condensed(tol), progress=progress)


class Lab:
    """Results by what defines them, computed by whoever asks first.

    Thread safe: others who ask for the same thing meanwhile wait for it, those who ask for
    something else do not. A failed computation is not kept; the next one to ask tries again.

    Parameters
    ----------
    solve
        `solve(problem, tol, progress)` makes the trajectory of a quench; it calls
        `progress(done)` now and then.
    """

    def __init__(
        self, solve: "Callable[[Problem, float | None, Progress], Result]" = integrated
    ) -> None:
        self._solve = solve
        # One that was given makes all trajectories.
        self._on_few = on_few_nodes if solve is integrated else solve
        self._results: dict[Hashable, Any] = {}
        # Re-entrant, so that a computation that asks for itself fails instead of hanging.
        self._locks: dict[Hashable, threading.RLock] = {}
        self._guard = threading.Lock()
        self._cancelled = threading.Event()

    def run(self, problem: "Problem", tol: float | None = None, *, few: bool = False) -> "Result":
        """Return the trajectory of `problem`.

        `tol` is the error of Delta(t) in units of gap_final that is allowed for, where the
        default is too coarse, or finer than the round-off of a long quench permits. `few` makes
        the steps on few nodes for all levels; for the closure `static`.
        """
        solve = self._on_few if few else self._solve
        return self.shared(("quench", problem, tol, few), lambda: solve(problem, tol, self._check))

    def shared(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the result kept under `key`, from `compute()` if there is none yet."""
        with self._guard:
            lock = self._locks.setdefault(key, threading.RLock())
        with lock:
            if key not in self._results:
                self._check(0.0)
                self._results[key] = compute()
            result: T = self._results[key]
            return result

    def cancel(self) -> None:
        """Make running and later computations raise `CancelledError` at their next report."""
        self._cancelled.set()

    def _check(self, _done: float) -> None:
        if self._cancelled.is_set():
            raise CancelledError("interrupted")
