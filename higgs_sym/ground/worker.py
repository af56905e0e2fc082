"""The other end of `workers`: read a task, compute, answer, until there is no more input."""

import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from typing import BinaryIO, NoReturn

from higgs_sym.ground.errors import HiggsError


def _read(source: BinaryIO, tasks: "queue.SimpleQueue[bytes]") -> None:
    """Pass on each task; end this process, whatever it computes, once the parent is gone."""
    try:
        while True:
            tasks.put(pickle.load(source))
    finally:
        os._exit(0)


def _tell(answers: BinaryIO, kind: str, content: object) -> None:
    packed = pickle.dumps((kind, content))  # before anything is written: it may fail
    try:
        answers.write(packed)
        answers.flush()
    except BrokenPipeError:
        os._exit(0)


def _answer(task: bytes, answers: BinaryIO) -> None:
    try:
        # What a task needs is imported here, while `_read` watches the parent.
        function, arguments = pickle.loads(task)
        result = function(*arguments, lambda done: _tell(answers, "progress", done))
        _tell(answers, "result", result)
    except HiggsError as error:
        _tell(answers, "failed", error)
    except Exception:
        _tell(answers, "error", traceback.format_exc())


def serve(source: BinaryIO, answers: BinaryIO) -> NoReturn:
    """Answer each task of `source` with pickled (kind, content); end the process after the last.

    A task is a pickle of the pickled (function, arguments). Kinds: `progress` (a fraction),
    `result`, `failed` (a `HiggsError`) and `error` (a traceback).
    """
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(source, tasks), daemon=True).start()
    while True:
        _answer(tasks.get(), answers)


def serve_parent() -> NoReturn:
    """Serve standard input and output; whatever else is printed goes to standard error."""
    # Ctrl-C is for the parent to answer; until now it was blocked.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Standard error may be closed.
    other = os.open(os.devnull, os.O_WRONLY) if sys.stderr is None else sys.stderr.fileno()
    os.dup2(other, sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    serve_parent()
