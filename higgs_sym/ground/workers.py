"""Independent tasks in separate processes, each with one thread of linear algebra.

Threaded LAPACK and BLAS may add in another order for another number of threads, so every
task is computed on one thread; its bits then do not depend on how many run at a time. The
libraries read their number of threads when they are loaded, hence new processes.
"""

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from higgs_sym.ground.errors import ComputationError, integer
from higgs_sym.ground.progress import Progress, silent

T = TypeVar("T")

THREAD_LIMITS = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMBA_NUM_THREADS",
)

Message = tuple[int, str, Any]


def available() -> int:
    """Return the number of cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start() -> "subprocess.Popen[bytes]":
    environment = dict(os.environ)
    environment.update(dict.fromkeys(THREAD_LIMITS, "1"))
    # The worker must import the very packages of this process.
    environment["PYTHONPATH"] = os.pathsep.join(p or os.getcwd() for p in sys.path)  # noqa: PTH109
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "higgs_sym.ground.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )


def _serve(
    process: "subprocess.Popen[bytes]",
    work: Callable[..., Any],
    tasks: "queue.SimpleQueue[tuple[int, tuple[Any, ...]]]",
    messages: "queue.SimpleQueue[Message]",
) -> None:
    """Give `process` one task after another; pass on what it says."""
    assert process.stdin is not None
    assert process.stdout is not None
    index = -1
    try:
        while True:
            try:
                index, arguments = tasks.get_nowait()
            except queue.Empty:
                return
            pickle.dump((work, arguments), process.stdin)
            process.stdin.flush()
            while True:
                kind, content = pickle.load(process.stdout)
                messages.put((index, kind, content))
                if kind != "progress":
                    break
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):
        messages.put((index, "ended", None))


def in_processes(
    work: Callable[..., T],
    tasks: Sequence[tuple[Any, ...]],
    *,
    workers: int | None = None,
    progress: Progress = silent,
) -> list[T]:
    """Return [work(*task, report) for task in tasks], computed in `workers` processes.

    `work` is a function of an importable module, which calls `report(done)` now and then;
    arguments and results can be pickled. `workers` is the number of cores unless given.
    `progress` is called from this thread, so what it raises stops everything.

    Raises
    ------
    ComputationError
        What a worker raised as such, or that one ended unexpectedly.
    RuntimeError
        Any other failure of a worker, with its traceback.
    """
    count = available() if workers is None else integer("workers", workers, least=1)
    waiting: queue.SimpleQueue[tuple[int, tuple[Any, ...]]] = queue.SimpleQueue()
    for item in enumerate(tasks):
        waiting.put(item)
    messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
    processes: list[subprocess.Popen[bytes]] = []
    results: dict[int, T] = {}
    done = [0.0] * len(tasks)
    try:
        for _ in range(min(count, len(tasks))):
            processes.append(_start())
            arguments = (processes[-1], work, waiting, messages)
            threading.Thread(target=_serve, args=arguments, daemon=True).start()
        while len(results) < len(tasks):
            index, kind, content = messages.get()
            if kind == "progress":
                done[index] = content
            elif kind == "result":
                done[index] = 1.0
                results[index] = content
            elif kind == "failed":
                raise ComputationError(content)
            elif kind == "ended":
                raise ComputationError(
                    "A worker process ended before its result (was it out of memory?)"
                )
            else:
                raise RuntimeError(f"A worker process failed:\n{content}")
            progress(sum(done) / len(tasks))
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)
    return [results[i] for i in range(len(tasks))]


def _close(pipe: Any) -> None:
    # What is still buffered for a process that was ended has nowhere to go.
    with contextlib.suppress(OSError):
        pipe.close()
