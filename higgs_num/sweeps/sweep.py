"""Compute what a plan says into a store, and go on where it was left."""

import contextlib
import os
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from higgs_num.sweeps.batches import Batches
from higgs_num.sweeps.cost import cost
from higgs_num.sweeps.identity import code_digest, parameter_key
from higgs_num.sweeps.plan import Plan
from higgs_num.sweeps.refinement import between
from higgs_num.sweeps.schedulers import Dask, Local, Scheduler
from higgs_num.sweeps.store import DONE, FAILED, Store, tidy
from higgs_num.sweeps.work import Work
from higgs_sym.ground.errors import ArgumentError, FileError, flag, function, instance, path_text
from higgs_sym.ground.locks import one_run
from higgs_sym.ground.progress import Progress, remark, silent

if TYPE_CHECKING:
    import xarray

FLUSH_SECONDS = 1.0  # what a kill costs at most, besides points that are being computed
REMEMBERED = 200  # points of the rate that is shown


def sweep(
    plan: Plan,
    store: str | os.PathLike[str],
    *,
    scheduler: str | None = None,
    workers: int | None = None,
    retry_failed: bool = False,
    drop: bool = False,
    progress: Progress = silent,
    allow_large: bool = False,
) -> "xarray.Dataset":
    """Compute all points of a plan that are not in the store, and return them as `open_sweep`.

    Interrupted at any moment, by Ctrl-C or a kill, it goes on when it is called again: what is in
    the store is not computed again, unless the code that computed it has changed.

    Parameters
    ----------
    plan
        What is computed. An edited plan may be given for a store: what both have in common stays.
    store
        Folder of the Zarr group, made if it is not there.
    scheduler
        Address of a running Dask scheduler; None: processes of this machine.
    workers
        How many processes; the number of cores unless given. Not with `scheduler`.
    retry_failed
        Whether points that failed are tried again.
    drop
        Whether points that the plan has no more may be lost.
    progress
        Called now and then with the done fraction.
    allow_large
        Whether more than a day on one core, or half of the free disk, may be used.

    Raises
    ------
    ArgumentError
        If an argument is not of its kind, or the work is large and not allowed to be.
    FileError
        If another run is at the store, it is none, belongs to another kind of plan, would lose
        points that it may not, or cannot be written.
    ComputationError
        If the scheduler is gone; what is computed is kept.

    Examples
    --------
    >>> import tempfile
    >>> from higgs_num.sweeps import Plan, sweep
    >>> plan = Plan("steady", {"gap_initial": [0.1, 0.5, 10.0]}, outputs=("phase", "gap_steady"))
    >>> points = sweep(plan, tempfile.mkdtemp() + "/plan.zarr", workers=1)
    >>> points["gap_steady"].values.round(6)
    array([0.712607, 0.944129, 0.      ])
    """
    from higgs_num.sweeps.dataset import open_sweep

    into_store(
        plan, store, scheduler=scheduler, workers=workers, retry_failed=retry_failed, drop=drop,
        progress=progress, allow_large=allow_large,
    )  # fmt: skip
    return open_sweep(store)


def into_store(
    plan: Plan,
    store: str | os.PathLike[str],
    *,
    scheduler: str | None,
    workers: int | None,
    retry_failed: bool,
    drop: bool,
    progress: Progress,
    allow_large: bool,
) -> None:
    """Do as `sweep`, and read nothing back: a store may be larger than the memory."""
    plan = instance("plan", plan, Plan)
    function("progress", progress)
    retry_failed, drop = flag("retry_failed", retry_failed), flag("drop", drop)
    if scheduler is not None and workers is not None:
        raise ArgumentError("workers", "be left out with `scheduler`, which has its own", workers)
    path = Path(path_text("store", store))
    by: Scheduler = Local(workers) if scheduler is None else Dask(scheduler)
    try:
        with one_run(path, "swept"):
            _run(plan, path, by, retry_failed, drop, progress, allow_large)
    finally:
        if isinstance(by, Dask):
            by.close()


def _run(
    plan: Plan, path: Path, by: Scheduler, retry: bool, drop: bool, progress: Progress,
    allow_large: bool,
) -> None:  # fmt: skip
    started = time.monotonic()
    tidy(path)
    held = _opened(plan, path, drop, allow_large)
    found = held.settle(retry=retry)
    if found["stale"] or found["damaged"]:
        remark(f"{found['stale']} stale and {found['damaged']} damaged points are computed anew")
    rounds = 0 if plan.refine is None else plan.refine.rounds
    try:
        for number in range(rounds + 1):
            share = (number / (rounds + 1), (number + 1) / (rounds + 1))
            _fill(held, by, number, progress, share)
            if number < rounds:
                held = _refined(held, plan, number)
        held = _without_leftovers(held, plan)
    finally:
        # A full disk has been told already; the metadata can wait for the next run.
        with contextlib.suppress(OSError):
            held.finish(time.monotonic() - started)
    progress(1.0)


def _opened(plan: Plan, path: Path, drop: bool, allow_large: bool) -> Store:
    """Return the store with the points of the plan, and with refined ones that it has already."""
    if not path.exists():
        cost(plan).check(path, allow_large=allow_large)
        points = list(plan.points())
        return Store.create(path, plan, points, [0] * len(points))
    held = Store.open(path)
    if held.plan.kind != plan.kind:
        raise FileError(path, f"is a sweep of kind `{held.plan.kind}`, not `{plan.kind}`")
    if held.plan == plan:
        return held
    cost(plan).check(path, allow_large=allow_large)
    points = list(plan.points())
    wanted = {parameter_key(plan.what, one, plan.outputs) for one in points}
    keys = held.keys
    computed = [k for k, key in enumerate(keys) if held.states[k] in (DONE, FAILED)]
    lost = [k for k in computed if keys[k] not in wanted and held.rounds[k] == 0]
    if lost and not drop:
        rule = (
            f"holds {len(lost)} computed point{'s' if len(lost) > 1 else ''} that this plan has "
            "not (other values or outputs); name another store, or let them be dropped (--drop)"
        )
        raise FileError(path, rule)
    extra = [k for k in computed if held.rounds[k] > 0 and keys[k] not in wanted]
    return held.with_points(
        plan,
        [*points, *(held.points[k] for k in extra)],
        [*([0] * len(points)), *(held.rounds[k] for k in extra)],
    )


def _refined(held: Store, plan: Plan, number: int) -> Store:
    """Return the store with the points of the next round."""
    assert plan.refine is not None
    upto = [k for k, one in enumerate(held.rounds) if one <= number]
    classes = held.classes(plan.refine.output)[upto]
    new = between(plan, [held.points[k] for k in upto], classes)
    keys = {parameter_key(plan.what, one, plan.outputs) for one in new}
    known = held.keys
    later = [k for k, one in enumerate(held.rounds) if one > number]
    kept = [k for k in later if known[k] not in keys]
    points = [*(held.points[k] for k in upto), *new, *(held.points[k] for k in kept)]
    rounds = [*(held.rounds[k] for k in upto), *([number + 1] * len(new))]
    # What an earlier run has refined further is kept until its round.
    rounds += [max(number + 2, held.rounds[k]) for k in kept]
    if points == held.points and rounds == held.rounds:
        return held
    return held.with_points(plan, points, rounds)


def _without_leftovers(held: Store, plan: Plan) -> Store:
    """Return the store without points of rounds that the plan has no more."""
    rounds = 0 if plan.refine is None else plan.refine.rounds
    keep = [k for k, one in enumerate(held.rounds) if one <= rounds]
    if len(keep) == len(held):
        return held
    return held.with_points(plan, [held.points[k] for k in keep], [held.rounds[k] for k in keep])


def _fill(
    held: Store, by: Scheduler, number: int, progress: Progress, share: tuple[float, float]
) -> None:
    """Compute the points of one round that wait."""
    pending = [k for k in held.pending if held.rounds[k] <= number]
    if not pending:
        return
    batches = Batches(held.points, pending, by.workers)
    plan = held.plan
    work = Work(plan.kind, plan.outputs, code_digest(plan.what), plan.time_limit)
    done, failed, flushed = 0, 0, time.monotonic()
    recent: deque[float] = deque(maxlen=REMEMBERED)
    with contextlib.closing(by.outcomes(work, batches.next)) as outcomes:
        try:
            for one in outcomes:
                held.add(one)
                batches.took(one.seconds)
                done += 1
                failed += one.values is None
                now = time.monotonic()
                recent.append(now)
                if now - flushed >= FLUSH_SECONDS or now < flushed:
                    held.flush()
                    flushed = time.monotonic()
                    remark(_told(recent, failed, by))
                progress(share[0] + (share[1] - share[0]) * done / len(pending))
        finally:
            held.flush()


def _told(recent: deque[float], failed: int, by: Scheduler) -> str:
    span = recent[-1] - recent[0]
    rate = (len(recent) - 1) / span if span > 0.0 else 0.0
    shown = f"{rate:.3g} points/s" if rate >= 1.0 else f"{60.0 * rate:.3g} points/min"
    return f"{shown}, {failed} failed; {by.told}"
