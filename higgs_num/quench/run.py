"""Integrate one quench: choose levels and steps, follow, and check what was chosen."""

import contextlib
import os
import time
from collections.abc import Callable, Sequence

from higgs_num.levels.gauss import GaussRule
from higgs_num.quench.accuracy import choose
from higgs_num.quench.checkpoint import Checkpoint, Plan, keeping_checkpoint
from higgs_num.quench.effort import effort_of
from higgs_num.quench.fewer import fewer_levels, rough_observable, unresolved_at_start
from higgs_num.quench.motion import Motion, motion
from higgs_num.quench.observable import Observable
from higgs_num.quench.problem import Problem
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.result import Result
from higgs_num.quench.sectors import all_levels
from higgs_num.quench.steppers import MultiProduct, Stepper
from higgs_num.quench.steppers.interface import checked_stepper
from higgs_num.quench.trajectory import KEEP_SECONDS, Progressed, follow
from higgs_num.results import Curve, Series
from higgs_num.results.sealed import Kept
from higgs_sym.ground.errors import (
    ArgumentError,
    FileError,
    flag,
    function,
    instance,
    integer,
    listed,
    nonnegative,
    path_text,
)
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.provenance import provenance

# A highest coefficient c of S^x at t_max/2 means an error of up to 2e4 c^2 in Delta(t_max): at
# twice the time and twice the degree such coefficients are the squares.
UNRESOLVED_LATER = 1e-8


def run(
    problem: Problem,
    stepper: Stepper | None = None,
    *,
    compress: bool = True,
    progress: Progress = silent,
    checkpoint: str | os.PathLike[str] | None = None,
    checkpoint_every: float = KEEP_SECONDS,
    overwrite: bool = False,
    observe: Sequence[Observable] = (),
    allow_large: bool = False,
) -> Result:
    """Integrate Eqs. (9)-(11) after a sudden quench.

    Parameters
    ----------
    problem
        The inputs; its docstring gives units and rules.
    stepper
        The method, `MultiProduct()` unless given.
    compress
        Whether equally spaced levels may be replaced by the nodes of a Gauss rule where
        fewer do; the replacement is checked, undone if it fails, and told in the result. Only
        methods that follow sectors apart do so (`Stepper.by_parity`).
    progress
        Called now and then with the done fraction.
    checkpoint, checkpoint_every
        File from which `resume` can go on, written every so many seconds and when the user
        interrupts, deleted at the end. Only for methods that can (`Stepper.resumable`).
    overwrite
        Whether another file at `checkpoint` than one of this very problem may be replaced.
    observe
        Observables to record at the saved times; they change no bit of Delta(t) on given levels.
    allow_large
        Whether the work may be more than an hour on one core, or take more than half of the
        memory that is available. Both are estimated before it begins (`quench.effort`).

    Raises
    ------
    ArgumentError
        If the method can't do what the problem or another argument asks for, or the work is
        large and not allowed to be; the message gives the estimate.
    ComputationError
        If the state is no longer finite (the message gives the time), or no step reaches the
        tolerance.
    FileError
        If `checkpoint` is in use by another run, a file of another kind, or not writable.

    Examples
    --------
    >>> from higgs_num.quench import Problem, run
    >>> result = run(Problem(gap_initial=0.95, gap_final=1.0, rate_s=0.1, levels=400, t_max=20.0))
    >>> print(f"{result.gap[-1]:.6f}")
    1.002663
    >>> result.gap.shape, result.final_spins.shape[0]
    ((161,), 3)
    """
    problem = instance("problem", problem, Problem)
    stepper = MultiProduct() if stepper is None else checked_stepper(stepper)
    compress, overwrite = flag("compress", compress), flag("overwrite", overwrite)
    observables = _checked(observe, progress, checkpoint_every)
    _check(problem, stepper, observables)
    work = effort_of(
        problem, stepper, compress=compress, observables=observables,
        checkpointed=checkpoint is not None,
    )  # fmt: skip
    work.check(allow_large=allow_large)
    if checkpoint is not None:
        _check_checkpoint(problem, stepper)
    started = time.perf_counter()
    error: float | None = None
    with contextlib.ExitStack() as held:
        kept = None
        if checkpoint is not None:
            kept = held.enter_context(keeping_checkpoint(checkpoint, problem, overwrite=overwrite))
        if stepper.adaptive is not None:
            stepper, error = choose(problem, stepper.adaptive)
        return _solve(
            problem, stepper, observables, error, compress, progress, started, kept,
            checkpoint_every, allow_large,
        )  # fmt: skip


def _checked(
    observe: Sequence[Observable], progress: Progress, checkpoint_every: float
) -> tuple[Observable, ...]:
    """Return the observables; raise if these are no arguments for `run` and `resume`."""
    function("progress", progress)
    nonnegative("checkpoint_every", checkpoint_every)
    return tuple(listed("observe", observe, Observable))


def _check(problem: Problem, stepper: Stepper, observables: tuple[Observable, ...]) -> None:
    stepper.require()
    if problem.probes and not stepper.leads:
        raise ArgumentError("probes", "be empty for this method", repr(stepper))
    if observables and stepper.by_parity and not stepper.leads:
        raise ArgumentError("observe", "be empty for this method", repr(stepper))
    if problem.drive is not None and not stepper.knows_drives:
        raise ArgumentError("drive", f"be None for {type(stepper).__name__}", problem.drive)
    names = [one.name for one in observables]
    if len(set(names)) < len(names):
        raise ArgumentError("observe", "have different names", ", ".join(names))
    taken = {one.name for one in Result.quantities()}
    for name in names:
        if name in taken:
            raise ArgumentError("observe", f"not be called `{name}`, as something else is", name)
    arrays = problem.given_as_arrays
    led = "probes" if problem.probes else "observe" if observables and stepper.by_parity else ""
    if led and arrays:
        raise ArgumentError(arrays[0], f"be a callable for `{led}`, or these empty", "an array")
    if observables:  # whether they can be evaluated at all
        grid = problem.grid
        spins = all_levels(problem, grid.energies).spins
        for one in observables:
            one.total(grid.energies, grid.weights, spins, 0.0)


def _check_checkpoint(problem: Problem, stepper: Stepper) -> None:
    if problem.probes and problem.given:
        rule = "be left out with `probes` and functions, which a file can't hold"
        raise ArgumentError("checkpoint", rule, ", ".join(problem.given))
    if stepper.resumable is None:
        raise ArgumentError("checkpoint", "be left out: this method cannot resume", repr(stepper))


def resume(
    path: str | os.PathLike[str],
    *,
    threads: int = 1,
    progress: Progress = silent,
    checkpoint_every: float = KEEP_SECONDS,
    observe: Sequence[Observable] = (),
    allow_large: bool = False,
) -> Result:
    """Go on with a quench that was stopped; every number is as if it had not been.

    Parameters
    ----------
    path
        The `checkpoint` of `run`. It goes on being written, and is deleted at the end.
    threads
        As of `MultiProduct`; it need not be that of the stopped run.
    observe
        The observables of the stopped run, which a file can't hold.
    allow_large
        As of `run`, for what is left.

    Raises
    ------
    FileError
        If the file is missing, damaged, foreign, of another version or CPU, or in use.
    ArgumentError
        If the observables are not those of the stopped run: other names, or other values at t = 0;
        or if what is left is large and not allowed to be.

    Examples
    --------
    >>> import tempfile
    >>> from higgs_num.quench import Problem, resume, run
    >>> path = tempfile.mkdtemp() + "/run.npz"
    >>> problem = Problem(0.95, 1.0, levels=200, t_max=10.0)
    >>> def stop(done):
    ...     if done > 0.5:
    ...         raise KeyboardInterrupt
    >>> try:
    ...     run(problem, checkpoint=path, checkpoint_every=0.0, progress=stop)
    ... except KeyboardInterrupt:
    ...     result = resume(path)
    >>> bool((result.gap == run(problem).gap).all())
    True
    """
    started = time.perf_counter()
    observables = _checked(observe, progress, checkpoint_every)
    threads = integer("threads", threads, least=1)
    with keeping_checkpoint(path_text("path", path), None) as kept:
        return _resumed(
            path, kept, started, observables, threads, progress, checkpoint_every, allow_large
        )


def _resumed(
    path: str | os.PathLike[str],
    kept: Kept,
    started: float,
    observables: tuple[Observable, ...],
    threads: int,
    progress: Progress,
    checkpoint_every: float,
    allow_large: bool,
) -> Result:
    stopped = Checkpoint.load(path)
    plan = stopped.plan
    before = sorted(stopped.progressed.record.observables)
    if sorted(one.name for one in observables) != before:
        names = [one.name for one in observables]
        raise ArgumentError("observe", f"be those of the stopped run, {before}", names)
    stepper = plan.stepper.on_threads(threads)
    times = stopped.problem.times
    done = min(len(stopped.progressed.record), times.size)
    work = effort_of(
        stopped.problem, stepper, compress=plan.compress, observables=observables,
        checkpointed=True, share=1.0 - done / times.size,
    )  # fmt: skip
    work.check(allow_large=allow_large)
    try:
        return _solve(
            stopped.problem, stepper, observables, plan.error, plan.compress, progress, started,
            kept, checkpoint_every, allow_large, stopped.progressed, plan.reason,
        )  # fmt: skip
    except ArgumentError:
        raise
    except ValueError as mismatch:
        raise FileError(path, f"is a damaged checkpoint: {mismatch}") from None


def _solve(
    problem: Problem,
    stepper: Stepper,
    observables: tuple[Observable, ...],
    error: float | None,
    compress: bool,
    progress: Progress,
    started: float,
    kept: Kept | None,
    checkpoint_every: float,
    allow_large: bool,
    resumed: Progressed | None = None,
    reason: str = "",
) -> Result:
    def equations_of(rule: GaussRule | None) -> Motion:
        half = None if rule is None else rule.levels
        return motion(problem, by_parity=stepper.by_parity, half=half, observables=observables)

    def equations_of_all() -> Motion:
        """Return those on all levels, which were not estimated while a rule stood for them."""
        work = effort_of(problem, stepper, compress=False, observables=observables)
        work.check(allow_large=allow_large)
        return equations_of(None)

    def keeper(compressed_: bool, reason: str) -> Callable[[Progressed], None] | None:
        resumable = stepper.resumable
        if kept is None or resumable is None:
            return None
        plan = Plan(resumable, error, compressed_, reason)
        return lambda progressed: kept.save(Checkpoint(problem, plan, progressed).save)

    rule = None
    if compress and stepper.by_parity:
        rule, reason = fewer_levels(problem, observables, checkpointed=kept is not None)
    if rule is not None and (rough := rough_observable(problem, rule, observables)):
        rule, reason = None, rough
    equations = equations_of(rule)
    if rule is not None and (rough := unresolved_at_start(problem, rule, equations)):
        rule, reason = None, f"{rough} is not resolved by the nodes"
        equations = equations_of_all()
    set_up = time.perf_counter()
    trajectory = follow(
        stepper, equations, problem.times, rule=rule, progress=progress, resumed=resumed,
        keep=keeper(rule is not None, reason), keep_every=checkpoint_every,
    )  # fmt: skip
    if trajectory.unresolved > UNRESOLVED_LATER:
        rule, reason = None, "S^x at t_max/2 is not resolved by the nodes"
        trajectory = follow(
            stepper, equations_of_all(), problem.times,
            keep=keeper(False, reason), keep_every=checkpoint_every,
        )  # fmt: skip
    solved = time.perf_counter()
    if kept is not None:
        kept.delete()
    return Result(
        problem=problem,
        method=stepper,
        error=error,
        levels=problem.grid if rule is None else rule.levels.everywhere,
        levels_reason=reason,
        time=problem.times,
        final_spins=trajectory.spins,
        **{**trajectory.record.parts, "observables": _series(trajectory.record, observables)},
        seconds_setup=set_up - started,
        seconds_solve=solved - set_up,
        provenance=provenance(),
    )


def _series(record: Recorded, observables: tuple[Observable, ...]) -> Series:
    return Series(
        {
            one.name: Curve(record.observables[one.name], one.unit, one.long_name)
            for one in observables
        }
    )
