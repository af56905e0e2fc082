"""Integrate one quench: choose levels and steps, follow, and check what was chosen."""

import dataclasses
import os
import time
from collections.abc import Callable
from pathlib import Path

from higgs_num.levels.gauss import GaussRule
from higgs_num.quench.accuracy import choose
from higgs_num.quench.checkpoint import Checkpoint, Plan
from higgs_num.quench.fewer import fewer_levels, unresolved_at_start
from higgs_num.quench.motion import Motion, motion
from higgs_num.quench.problem import Problem
from higgs_num.quench.result import Result
from higgs_num.quench.steppers import Composition, MultiProduct, Stepper
from higgs_num.quench.trajectory import KEEP_SECONDS, Progressed, follow
from higgs_sym.ground.errors import ArgumentError, FileError
from higgs_sym.ground.files import ensure_writable
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
        the splitting methods do so, `MultiProduct` and `Composition`.
    progress
        Called now and then with the done fraction.
    checkpoint, checkpoint_every
        File from which `resume` can go on, written every so many seconds and when the user
        interrupts, deleted at the end. Only for the splitting methods.

    Raises
    ------
    ComputationError
        If the state is no longer finite (the message gives the time), or no step reaches the
        tolerance.
    """
    stepper = MultiProduct() if stepper is None else stepper
    if problem.probes and not stepper.by_parity:
        raise ArgumentError("probes", "be empty for steppers that are no splitting", repr(stepper))
    started = time.perf_counter()
    error: float | None = None
    if isinstance(stepper, MultiProduct) and not stepper.fixed:  # noqa: SIM114 (for mypy)
        stepper, error = choose(problem, stepper)
    elif isinstance(stepper, Composition) and not stepper.fixed:
        stepper, error = choose(problem, stepper)
    if checkpoint is not None:
        if not isinstance(stepper, MultiProduct | Composition):
            raise ArgumentError(
                "checkpoint", "be used with `MultiProduct` or `Composition`", repr(stepper)
            )
        ensure_writable(checkpoint, overwrite=True)
    return _solve(
        problem, stepper, error, compress, progress, started, checkpoint, checkpoint_every
    )  # fmt: skip


def resume(
    path: str | os.PathLike[str],
    *,
    threads: int = 1,
    progress: Progress = silent,
    checkpoint_every: float = KEEP_SECONDS,
) -> Result:
    """Go on with a quench that was stopped; every number is as if it had not been.

    Parameters
    ----------
    path
        The `checkpoint` of `run`. It goes on being written, and is deleted at the end.
    threads
        As of `MultiProduct`; it need not be that of the stopped run.

    Raises
    ------
    FileError
        If the file is missing, damaged, foreign, or of another version or CPU.
    """
    started = time.perf_counter()
    stopped = Checkpoint.load(path)
    plan = stopped.plan
    if isinstance(plan.stepper, MultiProduct):
        plan = dataclasses.replace(plan, stepper=dataclasses.replace(plan.stepper, threads=threads))
    try:
        return _solve(
            stopped.problem, plan.stepper, plan.error, plan.compress, progress, started,
            path, checkpoint_every, stopped.progressed,
        )  # fmt: skip
    except ValueError as mismatch:
        raise FileError(path, f"is a damaged checkpoint: {mismatch}") from None


def _solve(
    problem: Problem,
    stepper: Stepper,
    error: float | None,
    compress: bool,
    progress: Progress,
    started: float,
    checkpoint: str | os.PathLike[str] | None,
    checkpoint_every: float,
    resumed: Progressed | None = None,
) -> Result:
    def equations_of(rule: GaussRule | None) -> Motion:
        half = None if rule is None else rule.levels
        return motion(problem, by_parity=stepper.by_parity, half=half)

    def keeper(compressed_: bool) -> Callable[[Progressed], None] | None:
        if checkpoint is None or not isinstance(stepper, MultiProduct | Composition):
            return None
        plan = Plan(stepper, error, compressed_)
        return lambda progressed: Checkpoint(problem, plan, progressed).save(checkpoint)

    rule, reason = None, ""
    if compress and stepper.by_parity:
        rule, reason = fewer_levels(problem, checkpointed=checkpoint is not None)
    equations = equations_of(rule)
    if rule is not None and (rough := unresolved_at_start(problem, rule, equations)):
        rule, reason = None, f"{rough} is not resolved by the nodes"
        equations = equations_of(None)
    set_up = time.perf_counter()
    trajectory = follow(
        stepper, equations, problem.times, rule=rule, progress=progress, resumed=resumed,
        keep=keeper(rule is not None), keep_every=checkpoint_every,
    )  # fmt: skip
    if trajectory.unresolved > UNRESOLVED_LATER:
        rule, reason = None, "S^x at t_max/2 is not resolved by the nodes"
        trajectory = follow(
            stepper, equations_of(None), problem.times,
            keep=keeper(False), keep_every=checkpoint_every,
        )  # fmt: skip
    solved = time.perf_counter()
    if checkpoint is not None:
        Path(checkpoint).unlink(missing_ok=True)
    return Result(
        problem=problem,
        method=repr(stepper),
        error=error,
        levels=problem.grid if rule is None else rule.levels.unfolded(),
        levels_reason=reason,
        time=problem.times,
        gap=trajectory.record[:, 0],
        energy=trajectory.record[:, 1],
        norm_change=trajectory.record[:, 2],
        final_spins=trajectory.spins,
        probe_spins=trajectory.record[:, 3:].reshape(len(problem.times), 3, -1),
        seconds_setup=set_up - started,
        seconds_solve=solved - set_up,
        provenance=provenance(),
    )
