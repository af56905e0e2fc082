"""Sweeps on a running Dask cluster: the same dataset, whoever dies."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.sweeps import Plan, open_sweep, status, sweep
from higgs_sym.ground.errors import ComputationError
from tests.higgs_num.sweeps.own import NAME, exact
from tests.higgs_num.sweeps.test_sweep import same

# What the libraries of the cluster leave to the end of the process, and when parts of it die.
pytestmark = pytest.mark.filterwarnings("ignore")
ROOT = Path(__file__).parents[3]


def plan(count: int = 12, seconds: float = 0.0, **changed: Any) -> Plan:
    fixed = {"seconds": seconds, **{k: changed.pop(k) for k in ("behave",) if k in changed}}
    return Plan(NAME, {"x": np.arange(1.0, count + 1.0)}, fixed=fixed, **changed)


@contextlib.contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[tuple[str, list[Any]]]:
    """Start a scheduler and workers in processes of their own; yield the address, and them all."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    file = folder / f"scheduler-{time.monotonic_ns()}.json"
    common = ["--scheduler-file", str(file)]
    start = "from distributed.cli.{0} import main; main()"

    def begin(name: str, *more: str) -> Any:
        return subprocess.Popen(
            [sys.executable, "-c", start.format(name), *common, *more],
            cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    alone = ("--host", "127.0.0.1")
    processes = [begin("dask_scheduler", "--port", "0", "--no-dashboard", *alone)]
    try:
        for _ in range(600):  # a minute, on a busy machine
            if file.exists() and file.stat().st_size:
                break
            time.sleep(0.1)
        worker = ("--nthreads", "1", "--no-nanny", "--no-dashboard", *alone)
        processes += [begin("dask_worker", *worker) for _ in range(workers)]
        yield json.loads(file.read_text())["address"], processes
    finally:
        for one in processes:
            one.kill()
        for one in processes:
            one.wait()


def test_the_dataset_is_that_of_this_machine(tmp_path: Path) -> None:
    with cluster(tmp_path) as (address, _):
        found = sweep(plan(behave="fail"), tmp_path / "s.zarr", scheduler=address)
    same(
        found.drop_attrs(),
        sweep(plan(behave="fail"), tmp_path / "here.zarr", workers=2).drop_attrs(),
    )
    np.testing.assert_array_equal(found["curve"].values[6], exact(7.0))


@pytest.mark.slow
def test_a_worker_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    with cluster(tmp_path) as (address, processes):
        killer = threading.Timer(4.0, lambda: processes[2].send_signal(signal.SIGKILL))
        killer.start()
        found = sweep(plan(40, 0.25), path, scheduler=address)
        killer.join()
        assert processes[2].wait() == -signal.SIGKILL
    assert status(path)["done"] == 40
    np.testing.assert_array_equal(found["curve"].values[39], exact(40.0))


def test_a_scheduler_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    whole = plan(24, 0.1)
    with cluster(tmp_path) as (address, processes):
        # With the first point, whenever it comes: four more are under way then, so there are
        # points left, however busy the machine is.
        def kill(done: float) -> None:
            if done > 0.0:
                processes[0].send_signal(signal.SIGKILL)

        with pytest.raises(ComputationError, match="gives no more results"):
            sweep(whole, path, scheduler=address, progress=kill)
    before = status(path)["done"]
    assert 1 <= before < 24
    with cluster(tmp_path) as (address, _):
        sweep(whole, path, scheduler=address)
    same(
        open_sweep(path).drop_attrs(),
        sweep(whole, tmp_path / "here.zarr", workers=2).drop_attrs(),
    )


@pytest.mark.slow
def test_a_point_that_hangs_on_a_cluster(tmp_path: Path) -> None:
    with cluster(tmp_path) as (address, _):
        found = sweep(plan(behave="hang", time_limit=6.0), tmp_path / "s.zarr", scheduler=address)
    assert "took more than 6 s" in str(found["reason"].values[2])
    assert status(tmp_path / "s.zarr")["done"] == 11


def test_there_is_no_scheduler(tmp_path: Path) -> None:
    with pytest.raises(ComputationError, match=r"There is no scheduler at tcp://127\.0\.0\.1:9"):
        sweep(plan(), tmp_path / "s.zarr", scheduler="tcp://127.0.0.1:9")
    assert not (tmp_path / "s.zarr").exists()
