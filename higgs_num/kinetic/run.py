"""Solve one quench of the exact theory."""

import contextlib
import os
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.one_thread import one_thread
from higgs_num.kinetic.accuracy import Estimated, estimated
from higgs_num.kinetic.bands import chain_of
from higgs_num.kinetic.effort import effort_of
from higgs_num.kinetic.follow import Setting
from higgs_num.kinetic.infinite import RINGING, extrapolated
from higgs_num.kinetic.problem import KineticQuench
from higgs_num.kinetic.rest import Rest
from higgs_num.kinetic.result import KineticResult
from higgs_num.kinetic.runs import KEEP_SECONDS, Runs, Stopped
from higgs_num.results.sealed import keeping
from higgs_sym.ground.errors import (
    ArgumentError,
    FileError,
    flag,
    function,
    instance,
    integer,
    nonnegative,
    path_text,
    positive,
    told,
)
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.provenance import provenance
from higgs_sym.ground.workers import available

LEAST_TOL, MOST_TOL = 1e-10, 1e-2
MOST_THREADS = 2
LEAST_INFINITE = RINGING / 40.0  # times the larger gap: what three bands reach


def solve(
    problem: KineticQuench,
    *,
    tol: float = 1e-6,
    threads: int | None = None,
    progress: Progress = silent,
    checkpoint: str | os.PathLike[str] | None = None,
    checkpoint_every: float = KEEP_SECONDS,
    overwrite: bool = False,
    allow_large: bool = False,
) -> KineticResult:
    """Follow a quench of any strength in the self-consistent Born theory.

    Parameters
    ----------
    problem
        The inputs; its docstring gives units and rules.
    tol
        Largest error of Delta(t) in units of gap_final, 1e-10 to 1e-2. It is estimated from a
        second run with longer panels, and panels are shortened until the estimate is below.
    threads
        1 or 2, with the same bits; 2 where there are so many cores, unless given. Meanwhile linear
        algebra is held to one thread in this process.
    progress
        Called now and then with the done fraction.
    checkpoint, checkpoint_every
        File from which `resume` can go on, written every so many seconds and when the user
        interrupts, deleted at the end.
    overwrite
        Whether another file at `checkpoint` than one of this very quench may be replaced.
    allow_large
        Whether the work may be more than an hour on one core, or take more than half of the
        memory that is available. Both are estimated before it begins.

    Raises
    ------
    ArgumentError
        If an argument breaks its rule, or the work is large and not allowed to be.
    ComputationError
        If `tol` is not reached; the message gives what was.
    FileError
        If `checkpoint` is in use by another run, a file of another kind, or not writable.

    Examples
    --------
    >>> from higgs_num.kinetic import KineticQuench, solve
    >>> result = solve(KineticQuench(0.8, 1.0, rate_s=0.1, t_max=3.0), tol=1e-4)
    >>> print(f"{result.gap[-1]:.3f}")
    0.955
    """
    problem = instance("problem", problem, KineticQuench)
    tol, progress = checked_tolerance(tol), function("progress", progress)
    checkpoint_every = nonnegative("checkpoint_every", checkpoint_every)
    overwrite, threads = flag("overwrite", overwrite), checked_threads(threads)
    unit = max(problem.gap_initial, problem.gap_final)
    if problem.infinite and problem.times[-1] * unit <= LEAST_INFINITE:
        rule = f"be > {told(LEAST_INFINITE / unit)}, where the ringing of wide bands ends"
        raise ArgumentError("t_max", rule, problem.t_max)
    effort_of(problem, tol).check(allow_large=allow_large)
    with contextlib.ExitStack() as held:
        kept = None
        if checkpoint is not None:
            own = lambda: _is_of(checkpoint, problem, tol)  # noqa: E731
            kept = held.enter_context(keeping(checkpoint, own, overwrite=overwrite))
        pool = held.enter_context(on_threads(threads))
        return _solved(Runs(problem, tol, kept, checkpoint_every, pool=pool), progress)


def resume(
    path: str | os.PathLike[str],
    *,
    threads: int | None = None,
    progress: Progress = silent,
    checkpoint_every: float = KEEP_SECONDS,
    allow_large: bool = False,
) -> KineticResult:
    """Go on with a quench that was stopped; every number is as if it had not been.

    Parameters
    ----------
    path
        The `checkpoint` of `solve`. It goes on being written, and is deleted at the end.
    threads
        As of `solve`; it need not be that of the stopped run.
    allow_large
        As of `solve`, for the whole quench.

    Raises
    ------
    FileError
        If the file is missing, damaged, foreign, of another version or CPU, or in use.
    ArgumentError
        If an argument breaks its rule, or the work is large and not allowed to be.

    Examples
    --------
    >>> import tempfile
    >>> from higgs_num.kinetic import KineticQuench, resume, solve
    >>> path = tempfile.mkdtemp() + "/run.npz"
    >>> problem = KineticQuench(0.8, 1.0, rate_s=0.1, t_max=3.0)
    >>> def stop(done):
    ...     if done > 0.5:
    ...         raise KeyboardInterrupt
    >>> try:
    ...     solve(problem, tol=1e-4, checkpoint=path, checkpoint_every=0.0, progress=stop)
    ... except KeyboardInterrupt:
    ...     result = resume(path)
    >>> result.time[-1]
    np.float64(3.0)
    """
    progress = function("progress", progress)
    checkpoint_every = nonnegative("checkpoint_every", checkpoint_every)
    threads = checked_threads(threads)
    with keeping(path_text("path", path), None) as kept, on_threads(threads) as pool:
        stopped = Stopped.load(path)
        effort_of(stopped.problem, stopped.tol).check(allow_large=allow_large)
        runs = Runs(stopped.problem, stopped.tol, kept, checkpoint_every, stopped, pool)
        try:
            return _solved(runs, progress)
        except ArgumentError:
            raise
        except (KeyError, IndexError, ValueError) as mismatch:
            raise FileError(path, f"is a damaged checkpoint: {mismatch}") from None


def _is_of(path: str | os.PathLike[str], problem: KineticQuench, tol: float) -> bool:
    try:
        stopped = Stopped.load(path)
    except FileError:
        return False
    return (stopped.problem.to_dict(), stopped.tol) == (problem.to_dict(), tol)


@dataclass(frozen=True, eq=False)
class Solved:
    """Delta and energy (nt,) at the saved times in units of `unit`, and the run they come from.

    weight: levels of its band over the density at the Fermi level. setting: of that run; None
    where the band is infinite.
    """

    gap: Vector
    energy: Vector
    widest: Estimated
    error: float
    reliable_from: float
    unit: float
    weight: float
    setting: Setting | None


def followed(runs: Runs, progress: Progress) -> Solved:
    """Follow the quench of `runs` to its tolerance."""
    problem = runs.problem
    unit = max(problem.gap_initial, problem.gap_final)
    times = problem.times * unit
    initial, final, rate_s, rate_u, T = (
        value / unit
        for value in (
            problem.gap_initial, problem.gap_final, problem.rate_s, problem.rate_u,
            problem.temperature,
        )
    )  # fmt: skip
    if problem.infinite:
        found = extrapolated(
            runs, initial, final, rate_s, T, problem.drive, unit, times, runs.tol, progress
        )  # fmt: skip
        return Solved(
            found.gap, found.energy, found.widest, found.error, found.reliable_from, unit,
            found.weight, None,
        )  # fmt: skip
    chain = chain_of(problem.band, problem.cutoff / unit, rate_s, rate_u, problem.depth)
    setting = Setting(
        Rest.of(chain, initial, T), Rest.of(chain, final).ratio, float(times[-1]),
        problem.drive, unit,
    )  # fmt: skip
    widest = estimated(runs, setting, final, runs.tol, progress=progress)
    gap, energy = widest.trajectory.at(times)
    return Solved(gap, energy, widest, widest.error, 0.0, unit, chain.weight, setting)


def _solved(runs: Runs, progress: Progress) -> KineticResult:
    started = time.perf_counter()
    result = _result(runs.problem, followed(runs, progress), started)
    if runs.kept is not None:
        runs.kept.delete()
    return result


def checked_threads(threads: int | None) -> int:
    """Return how many threads to use, or raise `ArgumentError` unless it is 1 or 2."""
    if threads is None:
        return min(MOST_THREADS, available())
    return integer("threads", threads, least=1, most=MOST_THREADS)


@contextlib.contextmanager
def on_threads(threads: int) -> Iterator[Executor | None]:
    """Hold linear algebra to one thread, and give a second thread for the other half of it."""
    with contextlib.ExitStack() as held:
        held.enter_context(one_thread())
        yield held.enter_context(ThreadPoolExecutor(1)) if threads > 1 else None


def checked_tolerance(tol: float) -> float:
    """Return the tolerance as a float, or raise `ArgumentError` unless it is in range."""
    number = positive("tol", tol)
    if not LEAST_TOL <= number <= MOST_TOL:
        raise ArgumentError("tol", f"lie between {LEAST_TOL:g} and {MOST_TOL:g}", number)
    return number


def _result(problem: KineticQuench, found: Solved, started: float) -> KineticResult:
    trajectory, unit = found.widest.trajectory, found.unit
    U, C, nodes = trajectory.retarded, trajectory.keldysh, trajectory.nodes
    return KineticResult(
        problem=problem,
        method=found.widest.method,
        error=found.error,
        reliable_from=found.reliable_from / unit,
        time=problem.times,
        gap=found.gap * unit,
        energy=found.energy * unit**2 * found.weight,
        norm_change=trajectory.norm_change,
        nodes=float(nodes.size),
        memory=float(trajectory.memory),
        past=(nodes[-1] - nodes)[::-1] / unit,
        past_weights=trajectory.weights[::-1] / unit,
        retarded=np.stack([U.real, U.imag])[:, ::-1],
        keldysh=np.stack([C.real, C.imag])[:, ::-1],
        seconds=time.perf_counter() - started,
        provenance=provenance(),
    )
