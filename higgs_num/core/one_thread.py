"""Linear algebra on one thread, so that its bits do not depend on how many there are."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_guard = threading.Lock()
_inside = 0
_limits: Any = None


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold BLAS to one thread in this process until the last of those who ask for it leaves.

    Products with more threads add in another order. The setting is that of the whole process,
    hence the counting: who leaves first must not change what others still rely on.
    """
    from threadpoolctl import threadpool_limits

    global _inside, _limits  # noqa: PLW0603
    with _guard:
        if not _inside:
            _limits = threadpool_limits(1, "blas")
        _inside += 1
    try:
        yield
    finally:
        with _guard:
            _inside -= 1
            if not _inside:
                _limits.restore_original_limits()
