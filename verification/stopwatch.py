"""Seconds for the evidence."""

import time


class Stopwatch:
    """Starts when made; `lap()` returns the seconds since then or since the last lap."""

    def __init__(self) -> None:
        self._last = time.perf_counter()

    def lap(self) -> float:
        """Return the wall time in seconds since the last lap, and start the next."""
        now = time.perf_counter()
        elapsed, self._last = now - self._last, now
        return elapsed
