"""The other end of `workers`: read a task, compute, answer, until there is no more input."""

import os
import pickle
import signal
import sys
import traceback
from typing import BinaryIO

from higgs_sym.ground.errors import ComputationError


def serve(tasks: BinaryIO, answers: BinaryIO) -> None:
    """Answer every pickled (function, arguments) of `tasks` with pickled (kind, content).

    Kinds: `progress` (a fraction), `result`, `failed` (the message of a `ComputationError`) and
    `error` (a traceback).
    """

    def tell(kind: str, content: object) -> None:
        pickle.dump((kind, content), answers)
        answers.flush()

    while True:
        try:
            function, arguments = pickle.load(tasks)
        except EOFError:
            return
        try:
            result = function(*arguments, lambda done: tell("progress", done))
        except BrokenPipeError:
            return
        except ComputationError as error:
            tell("failed", str(error))
        except Exception:
            tell("error", traceback.format_exc())
        else:
            tell("result", result)


def serve_parent() -> None:
    """Serve standard input and output; whatever else is printed goes to standard error."""
    # Ctrl-C reaches the whole group; the parent decides what becomes of its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    serve_parent()
