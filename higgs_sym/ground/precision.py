"""The one place that changes the global precision of Arb."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

# Arb's precision belongs to the process, not to the thread: one block at a time.
_ONE_AT_A_TIME = RLock()


@contextmanager
def nothing_cached() -> Iterator[None]:
    """Run a block as if Arb had computed nothing before it; other threads wait.

    Arb keeps constants and quadrature nodes, and a radius depends in its last digits on how
    precise those are that an earlier computation left.
    """
    from flint import ctx

    with _ONE_AT_A_TIME:
        ctx.cleanup()
        yield


@contextmanager
def precision(bits: int, terms: int | None = None) -> Iterator[None]:
    """Run a block at `bits` binary digits (and series of `terms` terms), then restore.

    Blocks of other threads wait, so threads get the same bits as one; work that should run in
    parallel needs processes. Blocks may be nested.
    """
    from flint import ctx

    with _ONE_AT_A_TIME:
        before = ctx.prec, ctx.cap
        ctx.prec = bits
        if terms is not None:
            ctx.cap = terms
        try:
            yield
        finally:
            ctx.prec, ctx.cap = before
