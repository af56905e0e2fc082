"""Search for the cheapest order and step that keep to a tolerance."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from higgs_num.quench.steppers.interface import Adaptive
from higgs_num.quench.yardstick import Yardstick
from higgs_sym.ground.errors import ComputationError

TRIALS = 8  # steps tried for one order
WORTH = 1.05  # a step so much longer is worth another trial
MOST_WORK = 100.0  # of all trials, in that of one with the step to be expected


@dataclass(frozen=True)
class Found:
    """Order and step (in 1/energy), and by how much they differ from the exact Delta(t)."""

    order: int
    step: float
    difference: float


class _ExhaustedError(Exception):
    pass


def expected_step(stepper: Adaptive, order: int, cutoff: float) -> float:
    """Return about the step that an order takes for the tolerance, before anything is tried.

    Over quenches of all phases and tolerances from 1e-4 to 1e-12 found steps were 0.6 to 1.7 of it.
    """
    most = stepper.longest_possible(order, cutoff)
    return min(most, float(2.0 * most * stepper.tol ** (1.0 / order)))


def search(stick: Yardstick, stepper: Adaptive) -> Found:
    """Return the cheapest order and step of `stepper` for its tolerance.

    Raises
    ------
    ComputationError
        If no candidate reaches the tolerance, or none before much more was tried than is usual.
    """
    differences: dict[tuple[int, float], float] = {}
    first = next(iter(stepper.work))
    cutoff = stick.problem.fastest
    left = MOST_WORK * stepper.work[first] / expected_step(stepper, first, cutoff)

    def error_of(order: int, h: float) -> float:
        nonlocal left
        left -= stepper.work[order] / h
        if left < 0.0:
            raise _ExhaustedError
        differences[order, h] = stick.difference(stepper.with_step(order, h))
        return stick.error(differences[order, h])

    best: tuple[float, int, float] | None = None
    for order, work in stepper.work.items():
        within = None if best is None else work / best[0]
        try:
            h = _longest(stepper, order, stick.problem.fastest, error_of, within)
        except _ExhaustedError:
            break
        if h is not None:
            best = (work / h, order, h)
    if best is None:
        raise ComputationError(f"No step reaches the tolerance {stepper.tol:g}")
    _, order, h = best
    return Found(order, h, differences[order, h])


def _longest(
    stepper: Adaptive,
    order: int,
    cutoff: float,
    error_of: Callable[[int, float], float],
    shortest: float | None,
) -> float | None:
    """Return about the longest step that keeps to the tolerance.

    None if none does that is longer than `shortest`.
    """
    most = stepper.longest_possible(order, cutoff)
    h = 0.7 * most
    good: float | None = None
    bad = 1.0001 * most
    for _ in range(TRIALS):
        if shortest is not None and h <= shortest:
            break
        error = error_of(order, h)
        # The error goes as h^order; towards the longest steps it rises faster.
        factor = (stepper.tol / max(error, 1e-16)) ** (1.0 / order)
        if error <= stepper.tol:
            good = h
            proposed = min(h * min(0.97 * factor, 1.4), math.sqrt(h * bad))
            if proposed < WORTH * h:
                break
        else:
            bad = h
            proposed = h * min(max(0.95 * factor, 0.3), 0.97)
            if good is not None:
                proposed = math.sqrt(good * bad)
                if proposed < WORTH * good:
                    break
        h = proposed
    return good
