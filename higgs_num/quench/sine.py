"""sin(theta) of Eq. (11) on levels: the one place that reads closure and given theta."""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.levels import HalfLevels
from higgs_num.quench.parity import even_and_odd
from higgs_num.quench.problem import Problem


def sin_theta(problem: Problem, eps: Vector) -> Vector:
    """Return sin(theta) on levels `eps` (n,) of either sign."""
    closure = problem.closure
    sine = (closure.even + closure.odd * np.sign(eps)) * _root(problem, eps)
    theta = problem.values("theta", eps)
    return sine if theta is None else sine + np.sin(theta)


def sin_theta_parts(problem: Problem, half: HalfLevels) -> tuple[Vector, Vector]:
    """Return the even and the odd part of sin(theta), (n,) each, on the levels of `half`."""
    # The root has a parity exactly, and is worked out at eps > 0 alone.
    root = _root(problem, half.energies)
    even, odd = problem.closure.even * root, problem.closure.odd * root
    theta = problem.values("theta", half.everywhere.energies)
    if theta is None:
        return even, odd
    given_even, given_odd = even_and_odd(np.sin(theta))
    return even + given_even, odd + given_odd


def _root(problem: Problem, eps: Vector) -> Vector:
    """Return +sqrt(1 - cos(theta)^2) of the clean steady state, or 0 where it is not needed."""
    if not (problem.disordered and problem.closure.needs_root):
        return np.zeros_like(eps)
    return problem.clean_state.sin_theta(eps)
