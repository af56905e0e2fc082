"""Standard output that may be closed or full, and Ctrl-C: one line each, no traceback."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

from higgs_sym.ground.errors import HiggsError


class OutputError(HiggsError):
    """Standard output cannot be written."""

    exit_status = 2

    def __init__(self, reason: str) -> None:
        super().__init__(f"Standard output cannot be written: {reason}")


class StandardOutput:
    """A text stream whose errors a user is told in one line.

    None stands for a closed one, as Python has it when a shell starts a program with >&-.
    A pipe whose reader has gone stays the `BrokenPipeError` that it is: click ends quietly then.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        # Libraries try a stream and hide what it raises; what is lost stays an error.
        self._failure = "" if stream is not None else "it is closed"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write, as a text stream does."""
        with self._told():
            return int(self._stream.write(text))

    def flush(self) -> None:
        """Flush, as a text stream does."""
        with self._told():
            self._stream.flush()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        if self._failure:
            raise OutputError(self._failure)
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            self._failure = error.strerror or str(error)
            self._discard()
            raise OutputError(self._failure) from None

    def _discard(self) -> None:
        """Let what is still buffered go nowhere, or Python complains of it at the end."""
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)


def tell(message: str) -> None:
    """Print one line on standard error, if there is one that can be written."""
    with contextlib.suppress(OSError):
        sys.stderr.write(f"higgs: {' '.join(message.split())}\n")
        sys.stderr.flush()


class Interrupts:
    """Handles Ctrl-C as Python does, and remembers it: libraries wrap or swallow the exception."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        """Handle the signal."""
        self.seen = True
        raise KeyboardInterrupt


@contextlib.contextmanager
def interrupts() -> Iterator[Interrupts]:
    """Run a block that can be asked afterwards whether the user interrupted it."""
    noticed = Interrupts()
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:  # as of a program that a shell runs in the background
        yield noticed
        return
    try:
        signal.signal(signal.SIGINT, noticed)
    except ValueError:  # not the main thread, which alone hears signals
        yield noticed
        return
    try:
        yield noticed
    finally:
        signal.signal(signal.SIGINT, before)
