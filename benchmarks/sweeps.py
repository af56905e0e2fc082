"""Sweeps: quenches a second, one process against two, what schedulers cost, a simulated cluster."""

import contextlib
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.busy import NAME
from benchmarks.machine import description
from higgs_num.sweeps import Plan, sweep
from higgs_num.sweeps.batches import Batches
from higgs_num.sweeps.identity import code_digest
from higgs_num.sweeps.schedulers import Dask, Local, Scheduler
from higgs_num.sweeps.work import Work


def timed(plan: Plan, by: Scheduler) -> tuple[float, float, int]:
    """Return the seconds from the first outcome to the last, computed seconds, and points between.

    The driver does what it does in a sweep but for writing: start-up, seconds in all, is left out.
    """
    points = list(plan.points())
    batches = Batches(points, range(len(points)), by.workers)
    work = Work(plan.kind, tuple(plan.outputs), code_digest(plan.what))
    first, seconds, count = None, 0.0, -by.workers
    for one in by.outcomes(work, batches.next):
        count += 1
        batches.took(one.seconds)
        if count == 0:
            first, seconds = time.perf_counter(), 0.0
        elif count > 0:
            seconds += one.seconds
    assert first is not None
    return time.perf_counter() - first, seconds, count


def busy(seconds: float, count: int) -> Plan:
    return Plan(NAME, {"x": np.arange(1.0, count + 1.0)}, fixed={"seconds": seconds})


def quenches(closure: str, count: int) -> Plan:
    return Plan(
        "quench",
        {"gap_initial": f"0.3:2.5:{count}:log", "rate_s": "0:0.28:25"},
        fixed={"closure": closure},
        outputs=("gap",),
    )


@contextlib.contextmanager
def dask(workers: int) -> Iterator[Any]:
    """Yield a scheduler with workers in threads of processes of this machine."""
    import distributed

    with distributed.LocalCluster(
        n_workers=min(workers, 4), threads_per_worker=-(-workers // min(workers, 4)),
        processes=True, dashboard_address=None,
    ) as cluster:  # fmt: skip
        by = Dask(cluster.scheduler_address)
        try:
            yield by
        finally:
            by.close()


def throughput(rows: int) -> None:
    head = "quenches of (9), t = 300, tol = 1e-8 | processes | points | points/s | ratio"
    print(f"\n| {head} | ms a point | processes busy |")
    print("|---|---|---|---|---|---|---|")
    for closure in ("even", "odd"):
        rates = []
        for workers in (1, 2):
            wall, computed, count = timed(quenches(closure, rows), Local(workers))
            rates.append(count / wall)
            # What two processes lose to one another in the machine shows in the ms, what they
            # lose by waiting in the share of time that they are busy.
            row = f"{rates[-1]:.1f} | {rates[-1] / rates[0]:.2f} | {1e3 * computed / count:.1f}"
            share = computed / (workers * wall)
            print(f"| {closure} | {workers} | {count} | {row} | {100 * share:.1f} % |", flush=True)


def whole(rows: int) -> None:
    """Print what a user waits for: start-up, the store and all."""
    folder = Path(tempfile.mkdtemp())
    try:
        plan = quenches("even", rows)
        started = time.perf_counter()
        sweep(plan, folder / "s.zarr", workers=2)
        wall = time.perf_counter() - started
        print(
            f"\nwhole sweep of {len(plan)}, two processes: {wall:.1f} s, {len(plan) / wall:.1f}/s"
        )
    finally:
        shutil.rmtree(folder)


def overhead() -> None:
    print("\n| busy points | scheduler | overhead |")
    print("|---|---|---|")
    for seconds, count in ((1.0, 20), (0.02, 1000)):
        for name in ("processes", "dask"):
            with contextlib.ExitStack() as held:
                by = Local(2) if name == "processes" else held.enter_context(dask(2))
                wall, computed, _ = timed(busy(seconds, count), by)
            print(
                f"| {seconds:g} s | {name} | {100 * (2 * wall / computed - 1):.1f} % |", flush=True
            )


def scaling() -> None:
    walls = [timed(busy(0.02, 1000), Local(workers))[0] for workers in (1, 2)]
    print(f"\nbusy points of 20 ms, one process to two: {walls[0] / walls[1]:.2f}")


def simulated() -> None:
    """Print how many empty points one driver can hand out and take in."""
    print("\n| empty points | workers | points/s |")
    print("|---|---|---|")
    for name, workers in (("processes", 16), ("dask", 32)):
        with contextlib.ExitStack() as held:
            by = Local(workers) if name == "processes" else held.enter_context(dask(workers))
            wall, _, count = timed(busy(0.0, 40_000), by)
        print(f"| {name} | {workers} | {count / wall:.0f} |", flush=True)


def main(rows: int) -> None:
    print(description())
    throughput(rows)
    whole(rows)
    scaling()
    overhead()
    simulated()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
