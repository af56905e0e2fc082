"""Report progress of long work, from 0 to 1; kernels never see it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[float], None]
"""Called now and then with the done fraction, never decreasing, 1 at the end."""

# How the bar that is shown takes a remark; None while there is none.
_remark: Callable[[str], None] | None = None


def silent(_done: float) -> None:
    """Report nothing."""


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """Show a progress bar with the estimated time left on standard error, if it is a terminal."""
    if not sys.stderr.isatty():  # there rich would leave an empty line
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
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[remark]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:
        task = display.add_task(title, total=1.0, remark="")
        _remark = lambda text: display.update(task, remark=text)  # noqa: E731
        try:
            yield lambda done: display.update(task, completed=done)
        finally:
            _remark = None


def remark(text: str) -> None:
    """Show `text` beside the bar that is shown, or, on a terminal without one, over the last."""
    if _remark is not None:
        _remark(text)
    elif sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
