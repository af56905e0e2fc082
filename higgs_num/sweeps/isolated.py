"""A process that computes points: one that hangs or dies is replaced, and the rest goes on."""

import contextlib
import pickle
import queue
import subprocess
import threading
from collections.abc import Iterator
from typing import Any

from higgs_num.sweeps.store import Outcome
from higgs_num.sweeps.work import Batch, Work, compute
from higgs_sym.ground.errors import ComputationError
from higgs_sym.ground.workers import close_pipes, start_worker

MOST_DEATHS = 3  # of a process at one point, before the point counts as failed

Message = tuple[str, Any]


class Isolated:
    """Computes batches in a process of its own, which is kept from batch to batch.

    Not to be shared by threads. `close` ends the process; so does the end of this one.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False

    def outcomes(self, work: Work, batch: Batch) -> Iterator[Outcome]:
        """Yield the outcome of every point.

        Raises
        ------
        ComputationError
            If the code differs, or no process can be started.
        """
        left = list(batch)
        deaths = 0
        while left and not self._closed:
            messages = self._send(work, left)
            if messages is None:
                deaths += 1
            while left and messages is not None:
                try:
                    kind, content = messages.get(timeout=work.time_limit)
                except queue.Empty:
                    index, _ = left.pop(0)
                    self._end()
                    yield Outcome(index, None, f"took more than {work.time_limit:g} s")
                    break
                if kind == "progress":
                    deaths = 0
                    left.pop(0)
                    yield content
                elif kind == "failed":
                    raise content
                elif kind == "error":
                    index, _ = left.pop(0)
                    last = content.strip().splitlines()[-1]
                    yield Outcome(index, None, f"fault of the program: {last}")
                    break
                elif kind == "ended":
                    self._end()
                    deaths += 1
                    break
            else:
                if messages is not None and not left:
                    self._settle(messages)
            if deaths >= MOST_DEATHS and left:
                index, _ = left.pop(0)
                deaths = 0
                yield Outcome(index, None, f"its process ended {MOST_DEATHS} times")

    def _settle(self, messages: "queue.SimpleQueue[Message]") -> None:
        """Wait for the word that the batch is over."""
        kind, _ = messages.get()
        if kind != "result":
            self._end()

    def _send(self, work: Work, left: Batch) -> "queue.SimpleQueue[Message] | None":
        with self._lock:
            if self._closed:
                return None
            if self._process is None:
                self._process = start_worker()
                self._messages = queue.SimpleQueue()
                threading.Thread(
                    target=_listen, args=(self._process, self._messages), daemon=True
                ).start()
            process = self._process
        assert process.stdin is not None
        try:
            pickle.dump(pickle.dumps((compute, (work, list(left)))), process.stdin)
            process.stdin.flush()
        except OSError:
            self._end()
            return None
        return self._messages

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            close_pipes(process)

    def close(self) -> None:
        """End the process, from any thread."""
        self._closed = True
        self._end()


def _listen(process: "subprocess.Popen[bytes]", messages: "queue.SimpleQueue[Message]") -> None:
    assert process.stdout is not None
    with contextlib.suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
        while True:
            messages.put(pickle.load(process.stdout))
    messages.put(("ended", None))


# A scheduler of others runs batches in threads of its own; each has a process.
_of_thread = threading.local()


def in_this_thread(work: Work, batch: Batch) -> list[Outcome]:
    """Return the outcomes of a batch, computed in the process of this thread."""
    held = getattr(_of_thread, "held", None)
    if held is None:
        held = _of_thread.held = Isolated()
    found = list(held.outcomes(work, batch))
    if len(found) < len(batch):
        raise ComputationError("A worker was closed before its points were computed")
    return found
