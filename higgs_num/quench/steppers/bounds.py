"""Tolerances that bound something, for solvers that are handed them."""

from typing import Any

import numpy as np

from higgs_sym.ground.errors import ArgumentError, positive

# Spins are at most about one long. A local error of a hundredth in each step leaves no digit of
# Delta(t); below 100 roundings of a double no solver of scipy goes, and squares of an absolute
# tolerance must not underflow.
LOOSEST = 1e-2
TIGHTEST_RELATIVE = 100.0 * float(np.finfo(np.float64).eps)
TIGHTEST_ABSOLUTE = 1e-100


def checked_tolerances(rtol: Any, atol: Any) -> dict[str, float]:
    """Return both by name as floats, or raise `ArgumentError` for one that bounds nothing."""
    return {
        "rtol": bounded("rtol", rtol, TIGHTEST_RELATIVE),
        "atol": bounded("atol", atol, TIGHTEST_ABSOLUTE),
    }


def bounded(name: str, value: Any, tightest: float) -> float:
    """Return a tolerance of spins from `tightest` to 1/100, or raise `ArgumentError`."""
    number = positive(name, value)
    if not tightest <= number <= LOOSEST:
        rule = f"lie between {tightest:.3g} and {LOOSEST:g}, as spins are of order one"
        raise ArgumentError(name, rule, number)
    return number
