"""The one place that changes the global precision of Arb."""

from collections.abc import Iterator
from contextlib import contextmanager

from flint import ctx


@contextmanager
def precision(bits: int, terms: int | None = None) -> Iterator[None]:
    """Run a block at `bits` binary digits (and series of `terms` terms), then restore.

    Arb's precision is global to the process and not safe among threads; parallel work uses
    processes.
    """
    before = ctx.prec, ctx.cap
    ctx.prec = bits
    if terms is not None:
        ctx.cap = terms
    try:
        yield
    finally:
        ctx.prec, ctx.cap = before
