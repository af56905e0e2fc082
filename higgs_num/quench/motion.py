"""Equations of motion (9)-(11) of a problem as plain arrays: what a stepper needs to know."""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.equilibrium.coupling import coupling
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.quench.levels import Levels
from higgs_num.quench.problem import Problem
from higgs_num.quench.sources import Sources, sources


@dataclass(frozen=True)
class Motion:
    """One quench on the levels that have to be followed.

    `levels` are all levels, or, when particle-hole parity allows (`folded`), the positive half
    with doubled weights. `spins` (3, n) is the state at t = 0 and `half_lambda` = lambda/2.
    """

    levels: Levels
    folded: bool
    half_lambda: float
    spins: Vector
    sources: Sources


def motion(problem: Problem) -> Motion:
    """Set up the motion after the quench.

    Particle-hole parity (S^x even, S^y and S^z odd in eps) is broken only by the sources of
    the `even` closure, so the other closures need only eps > 0.
    """
    whole = problem.grid
    folded = whole.symmetric and not (problem.closure == "even" and problem.disordered)
    levels = whole.folded() if folded else whole
    rates = (problem.rate_s, problem.rate_u) if problem.start == "equilibrium" else (0.0, 0.0)
    initial = pseudospins(levels.energies, problem.gap_initial, *rates)
    lambda_ = coupling(levels.energies, levels.weights, problem.gap_final, *rates)
    spins = np.stack([initial.Sx, np.zeros(len(levels)), initial.Sz])
    return Motion(levels, folded, lambda_ / 2.0, spins, sources(problem, levels.energies))


def unfolded(spins: Vector, folded: bool) -> Vector:
    """Return spins (3, N) on all levels, rebuilt by parity from the followed ones."""
    if not folded:
        return spins
    mirror = spins[:, ::-1] * np.array([[1.0], [-1.0], [-1.0]])
    return np.concatenate([mirror, spins], axis=1)
