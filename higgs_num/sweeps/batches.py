"""Which points are handed out together."""

from collections.abc import Sequence

from higgs_num.sweeps.kinds.kind import Point
from higgs_num.sweeps.work import Batch

BATCH_SECONDS = 0.5  # of a batch: long against what it takes to hand it over
MOST_IN_BATCH = 256


class Batches:
    """Points in batches whose length follows what points take; `next` is called by any thread."""

    def __init__(self, points: Sequence[Point], pending: Sequence[int], workers: int) -> None:
        self._points, self._pending, self._workers = points, pending, workers
        self._at = 0
        self._seconds = 0.0  # of a point, a running mean

    def took(self, seconds: float) -> None:
        """Learn what a point has taken."""
        self._seconds = seconds if not self._seconds else 0.9 * self._seconds + 0.1 * seconds

    def next(self) -> Batch | None:
        """Return the next points, None after the last."""
        left = len(self._pending) - self._at
        if not left:
            return None
        size = 1
        if self._seconds > 0.0:
            size = int(min(MOST_IN_BATCH, max(1.0, BATCH_SECONDS / self._seconds)))
        size = max(1, min(size, -(-left // (2 * self._workers))))  # the end is shared evenly
        part = self._pending[self._at : self._at + size]
        self._at += size
        return [(k, self._points[k]) for k in part]
