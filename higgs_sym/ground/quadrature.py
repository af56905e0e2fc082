"""Arb's rigorous quadrature, made to end when the user interrupts or the integrand fails.

Arb goes on with an integrand that raises, for minutes at high precision. So an interrupt is only
noted while an integral runs, the integrand is 0 from then on, which ends it at once, and what
was raised is raised then.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flint import acb


@contextmanager
def _interrupt_noted() -> Iterator[list[Any]]:
    """Yield a list that has an entry once the user interrupted, which is told afterwards."""
    noted: list[Any] = []
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield noted  # nobody is told here
        return
    signal.signal(signal.SIGINT, lambda *told: noted.append(told))
    try:
        yield noted
    finally:
        signal.signal(signal.SIGINT, before)
    if noted:
        before(*noted[0])


def integral(function: Callable[[acb, bool], acb], start: Any, stop: Any, **tolerance: Any) -> acb:
    """Enclose the integral of `function(z, analytic)` from `start` to `stop`: `acb.integral`.

    `tolerance`: its `rel_tol` and `abs_tol`, if they should be others than it takes by itself.
    """
    failed: list[Exception] = []
    with _interrupt_noted() as noted:

        def ended(z: acb, analytic: bool) -> acb:
            if noted or failed:
                return acb(0)
            try:
                return function(z, analytic)
            except Exception as error:
                failed.append(error)
                return acb(0)

        total = acb.integral(ended, start, stop, **tolerance)
    if failed:
        raise failed[0]
    return total
