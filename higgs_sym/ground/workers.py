"""Independent tasks in separate processes, each with one thread of linear algebra.

Threaded LAPACK and BLAS may add in another order for another number of threads, so every
task is computed on one thread; its bits then do not depend on how many run at a time. The
libraries read their number of threads when they are loaded, hence new processes.

A worker ends when its input ends, so it outlives neither the block that uses it nor this
process, however that ends; and it never meets Ctrl-C, which is for this process to answer.
"""

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from higgs_sym.ground.errors import ComputationError, integer
from higgs_sym.ground.progress import Progress, silent

T = TypeVar("T")

MOST_WORKERS = 1024
THREAD_LIMITS = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMBA_NUM_THREADS",
)
# Where signals cannot be blocked, a group of its own is what Ctrl-C does not reach.
_OWN_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)

Message = tuple[int, str, Any]


def available() -> int:
    """Return the number of cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _interrupt_blocked() -> Iterator[None]:
    """Block Ctrl-C in this thread; a process that is started meanwhile begins with it blocked."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start_worker() -> "subprocess.Popen[bytes]":
    """Return a process that serves tasks as `ground.worker` says, on one thread.

    Raises
    ------
    ComputationError
        If none can be started.
    """
    environment = dict(os.environ)
    environment.update(dict.fromkeys(THREAD_LIMITS, "1"))
    # The worker must import the very packages of this process.
    environment["PYTHONPATH"] = os.pathsep.join(p or os.getcwd() for p in sys.path)  # noqa: PTH109
    try:
        with _interrupt_blocked():
            return subprocess.Popen(
                [sys.executable, "-P", "-m", "higgs_sym.ground.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
                creationflags=_OWN_GROUP,
            )
    except OSError as error:
        raise ComputationError(f"A worker process cannot be started: {error.strerror}") from None


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
            pickle.dump(pickle.dumps((work, arguments)), process.stdin)
            process.stdin.flush()
            while True:
                kind, content = pickle.load(process.stdout)
                messages.put((index, kind, content))
                if kind != "progress":
                    break
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):
        messages.put((index, "ended", None))
    except Exception:  # a task that cannot be pickled must not be waited for
        messages.put((index, "error", traceback.format_exc()))


def in_order(
    work: Callable[..., T],
    tasks: Sequence[tuple[Any, ...]],
    *,
    workers: int | None = None,
    progress: Progress = silent,
) -> Generator[T, None, None]:
    """Yield work(*task, report) for each task in its order, each as soon as it is there.

    As `in_processes`. Close it (`contextlib.closing`), so that the workers are gone when it is
    left early.
    """
    count = available() if workers is None else workers
    count = integer("workers", count, least=1, most=MOST_WORKERS)
    waiting: queue.SimpleQueue[tuple[int, tuple[Any, ...]]] = queue.SimpleQueue()
    for item in enumerate(tasks):
        waiting.put(item)
    return _computed(work, waiting, len(tasks), min(count, len(tasks)), progress)


def _computed(
    work: Callable[..., T],
    waiting: "queue.SimpleQueue[tuple[int, tuple[Any, ...]]]",
    total: int,
    workers: int,
    progress: Progress,
) -> Generator[T, None, None]:
    messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
    processes: list[subprocess.Popen[bytes]] = []
    results: dict[int, T] = {}
    shares: dict[int, float] = {}  # of the tasks that are being computed
    finished = yielded = 0
    try:
        for _ in range(workers):
            processes.append(start_worker())
            arguments = (processes[-1], work, waiting, messages)
            threading.Thread(target=_serve, args=arguments, daemon=True).start()
        while finished < total:
            index, kind, content = messages.get()
            if kind == "progress":
                shares[index] = content
            elif kind == "result":
                shares.pop(index, None)
                finished += 1
                results[index] = content
            elif kind == "failed":
                raise content
            elif kind == "ended":
                raise ComputationError(
                    "A worker process ended before its result (was it out of memory?)"
                )
            else:
                raise RuntimeError(f"A worker process failed:\n{content}")
            progress((finished + sum(shares.values())) / total)
            while yielded in results:
                yield results.pop(yielded)
                yielded += 1
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()
            close_pipes(process)


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
    HiggsError
        What a worker raised as such.
    ComputationError
        A worker ended unexpectedly or could not be started.
    ArgumentError
        `workers` is not a whole number in 1 ... 1024.
    RuntimeError
        Any other failure of a worker, with its traceback.
    """
    return list(in_order(work, tasks, workers=workers, progress=progress))


def close_pipes(process: "subprocess.Popen[bytes]") -> None:
    """Close the pipes to a process that has ended."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            # What is still buffered for a process that was ended has nowhere to go.
            with contextlib.suppress(OSError):
                pipe.close()
