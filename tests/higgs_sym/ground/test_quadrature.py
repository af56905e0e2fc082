"""Quadrature that ends with an interrupt, where Arb's own goes on."""

import os
import signal
import threading
import time

import pytest
from flint import acb, arb

from higgs_sym.ground.precision import precision
from higgs_sym.ground.quadrature import integral


def test_the_integral_is_that_of_arb() -> None:
    with precision(200):
        found = integral(lambda z, _: z.exp(), 0, 1).real
        assert found.overlaps(arb(1).exp() - 1)
        assert found.rel_accuracy_bits() > 150


def slow(z: acb, _: bool) -> acb:
    """Integrand that needs very many points, near z = 0."""
    return (1 / (z + acb(10) ** -3000)).sin()


def test_an_interrupt_ends_it_at_once() -> None:
    threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with precision(3000), pytest.raises(KeyboardInterrupt):
        integral(slow, 0, 1)
    # and the next one is answered as before
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_the_integrand_raises_ends_it_at_once() -> None:
    def fail(z: acb, _: bool) -> acb:
        raise ZeroDivisionError("here")

    started = time.perf_counter()
    with precision(3000), pytest.raises(ZeroDivisionError, match="here"):
        integral(fail, 0, 1)
    assert time.perf_counter() - started < 5  # Arb alone takes minutes at this precision


def test_threads_integrate_too() -> None:
    found: list[acb] = []
    thread = threading.Thread(target=lambda: found.append(integral(lambda z, _: z, 0, 2)))
    thread.start()
    thread.join()
    assert found[0].overlaps(acb(2))
