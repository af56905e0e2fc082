"""Report progress of long work, from 0 to 1; kernels never see it."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[float], None]
"""Called now and then with the done fraction, never decreasing, 1 at the end."""

# How the bar that is shown takes a remark; None while there is none.
_remark: Callable[[str], None] | None = None
_LEAST = 5e-4  # the least that is shown as more than 0.0 %
# Whether the user asked for answers and complaints alone.
_hushed = False


def silent(_done: float) -> None:
    """Report nothing."""


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """Show a progress bar with the estimated time left on standard error, if it is a terminal.

    Until the first step is done the bar moves to and fro: it never stands at 0 %.
    """
    if _hushed or not sys.stderr.isatty():  # there rich would leave an empty line
        yield silent
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    global _remark  # noqa: PLW0603
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn("[progress.percentage]{task.percentage:>4.1f}%"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[remark]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:
        task = display.add_task(title, total=None, remark="")
        _remark = lambda text: display.update(task, remark=text)  # noqa: E731

        def advance(done: float) -> None:
            display.update(task, completed=done, total=1.0 if done >= _LEAST else None)

        try:
            yield advance
        finally:
            _remark = None


def remark(text: str) -> None:
    """Show `text` beside the bar that is shown, or, on a terminal without one, over the last."""
    if _hushed:
        return
    if _remark is not None:
        _remark(text)
    elif sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def notice(text: str) -> None:
    """Tell the user something beside the answer, in one line on standard error."""
    if not _hushed:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"higgs: {' '.join(text.split())}\n")
            sys.stderr.flush()


def is_hushed() -> bool:
    """Whether only answers and complaints are wanted."""
    return _hushed


@contextmanager
def hushed() -> Iterator[None]:
    """Show no progress, remarks and notices during the block."""
    global _hushed  # noqa: PLW0603
    before, _hushed = _hushed, True
    try:
        yield
    finally:
        _hushed = before
