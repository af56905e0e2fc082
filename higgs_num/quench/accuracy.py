"""Order and step for a tolerance, from errors measured on a short copy of the quench."""

from dataclasses import dataclass, replace
from functools import lru_cache

from higgs_num.quench.neighbourhood import typical
from higgs_num.quench.problem import Problem
from higgs_num.quench.search import Found, search
from higgs_num.quench.steppers.interface import Adaptive
from higgs_num.quench.yardstick import Reference, Yardstick
from higgs_sym.ground.errors import HiggsError

# Of the step found for the hardest problem of a neighbourhood, for those on which it is not
# measured: a third of the error at order 14.
SHORTER = 0.925


@dataclass(frozen=True)
class _Known:
    found: Found
    reference: Reference


def choose(problem: Problem, stepper: Adaptive) -> tuple[Adaptive, float]:
    """Return a cheap fixed order and step, and the error of Delta(t) expected at t_max.

    Errors of candidates are differences from a finer solution over a short time, times their
    growth beyond it. The search is made once for a neighbourhood of problems; that what it finds
    serves this problem is measured on it, otherwise the search is made for itself.

    Raises
    ------
    ArgumentError
        If round-off alone grows beyond the tolerance by t_max.
    ComputationError
        If no candidate reaches the tolerance.
    """
    near = typical(problem)
    known = None if near is None else _of_neighbourhood(near, stepper)
    if known is not None:
        stick = Yardstick.of(problem, known.reference)
        stick.check(stepper.tol)
        method = stepper.with_step(known.found.order, known.found.step)
        difference = stick.difference(method)
        if stick.error(difference) <= stepper.tol:
            return method, stick.expected(difference, stepper.tol)
    stick = Yardstick.of(problem)
    stick.check(stepper.tol)
    found = search(stick, stepper)
    method = stepper.with_step(found.order, found.step)
    return method, stick.expected(found.difference, stepper.tol)


def choose_for_neighbours(problem: Problem, stepper: Adaptive) -> Adaptive:
    """Return one fixed order and step for all problems of a neighbourhood, measured on its hardest.

    For many quenches: nothing is measured on the problem itself, so neighbours differ in nothing
    but what they are. Raises as `choose`, which serves those that have no neighbours.
    """
    # What is rounded up far may be beyond the tolerance where the problem itself is not.
    for widely in (True, False):
        near = typical(problem, widely=widely)
        known = None if near is None else _of_neighbourhood(near, stepper)
        if known is not None:
            return stepper.with_step(known.found.order, SHORTER * known.found.step)
    return choose(problem, stepper)[0]


@lru_cache(maxsize=256)
def _of_neighbourhood(near: Problem, stepper: Adaptive) -> _Known | None:
    """Return what serves the neighbourhood of `near`, None if the tolerance is too much for it."""
    try:
        stick = Yardstick.of(near)
        stick.check(stepper.tol)
        found = search(stick, stepper)
    except HiggsError:
        return None
    # To measure one error a much more exact solution suffices: of order 14 with half the steps.
    enough = max(stick.reference.step, found.step / 2.0)
    return _Known(found, replace(stick.reference, step=enough))
