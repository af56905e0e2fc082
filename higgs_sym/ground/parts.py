"""Long rows of work in parts, so that an interruption is answered soon and progress is seen."""

import time
from collections.abc import Callable

from higgs_sym.ground.progress import Progress, silent

PART_SECONDS = 0.1  # compiled code is deaf while it runs; a part may take twice as long
FIRST = 8


def in_parts(
    count: int,
    do: Callable[[int, int], None],
    *,
    least: int = 1,
    progress: Progress = silent,
) -> None:
    """Call `do(begin, end)` for one part of 0 ... `count` after the other.

    Parts begin at multiples of `least`, a power of two up to 8, and become as long as a fraction
    of a second allows; what is computed must not depend on where they begin.
    """
    begin, size = 0, FIRST
    while begin < count:
        end = min(begin + size, count)
        started = time.perf_counter()
        do(begin, end)
        short = time.perf_counter() - started < PART_SECONDS
        size = 2 * size if short else max(least, size // 2)
        begin = end
        progress(begin / count)


def share_of(progress: Progress, begin: float, end: float) -> Progress:
    """Return what reports 0 ... 1 to `progress` as `begin` ... `end`."""
    return lambda done: progress(begin + (end - begin) * done)
