"""Report progress of long work, from 0 to 1; kernels never see it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[float], None]
"""Called now and then with the done fraction, never decreasing, 1 at the end."""


def silent(_done: float) -> None:
    """Report nothing."""


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """Show a progress bar with the estimated time left on standard error."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:
        task = display.add_task(title, total=1.0)
        yield lambda done: display.update(task, completed=done)
