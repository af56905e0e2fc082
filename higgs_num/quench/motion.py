"""Equations of motion (9)-(11) of a problem as plain arrays: what a stepper needs to know."""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.equilibrium.coupling import coupling
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.quench.drive import Drive
from higgs_num.quench.levels import Levels
from higgs_num.quench.problem import Problem
from higgs_num.quench.sources import Sources, sources


@dataclass(frozen=True)
class Motion:
    """One quench on the levels that have to be followed.

    `levels` are all levels, or, when particle-hole parity allows (`folded`), the positive half
    with doubled weights. `spins` (3, n) is the state at t = 0 and `half_lambda` = lambda/2.
    `mirrored`: the positive half is followed although the sources break parity; those sources
    act on the sector of opposite parity alone (see `motion`). With a `drive`, `half_lambda` is that
    of the final coupling and `initial` the ratio of the initial to it.
    """

    levels: Levels
    folded: bool
    mirrored: bool
    half_lambda: float
    spins: Vector
    sources: Sources
    drive: Drive | None = None
    initial: float = 1.0

    def half_lambda_at(self, t: Vector, near: Vector | None = None) -> Vector:
        """Return lambda(t)/2 at times of any shape; `near` as in `drive`."""
        if self.drive is None:
            return np.full(t.shape, self.half_lambda)
        return self.half_lambda * self.drive.factor(t, self.initial, t if near is None else near)


def motion(problem: Problem, *, by_parity: bool = True, half: Levels | None = None) -> Motion:
    """Set up the motion after the quench.

    Particle-hole parity (S^x even, S^y and S^z odd in eps) is broken only by the sources of
    the `even` closure, so the other closures need only eps > 0. For given Delta(t) the equations
    are linear in S, and a state of opposite parity adds nothing to Delta: under the `even`
    closure that sector, driven by the oscillating sources, can be followed beside the other one.

    `by_parity` false: all levels are followed wherever the closure breaks parity, as (9) says.
    `half`: levels eps > 0 with doubled weights that stand for those of a symmetric problem.
    """
    whole = problem.grid
    breaks_parity = problem.closure == "even" and problem.disordered
    folded = whole.symmetric and (by_parity or not breaks_parity)
    levels = whole.folded() if folded else whole
    levels = levels if half is None else half
    rates = (problem.rate_s, problem.rate_u) if problem.start == "equilibrium" else (0.0, 0.0)
    initial = pseudospins(levels.energies, problem.gap_initial, *rates)
    lambda_ = coupling(levels.energies, levels.weights, problem.gap_final, *rates)
    spins = np.stack([initial.Sx, np.zeros(len(levels)), initial.Sz])
    return Motion(
        levels,
        folded,
        folded and breaks_parity,
        lambda_ / 2.0,
        spins,
        sources(problem, levels.energies),
        problem.drive,
        coupling(levels.energies, levels.weights, problem.gap_initial, *rates) / lambda_,
    )


def unfolded(spins: Vector, folded: bool) -> Vector:
    """Return spins (3, N) on all levels, rebuilt by parity from the followed ones."""
    if not folded:
        return spins
    mirror = spins[:, ::-1] * np.array([[1.0], [-1.0], [-1.0]])
    return np.concatenate([mirror, spins], axis=1)


def observed(motion: Motion, spins: Vector, t: float) -> tuple[float, float, float]:
    """Return Delta, the energy and the largest change of |S| for spins (3, n) at time t."""
    half_lambda = float(motion.half_lambda_at(np.array(t)))
    weights, eps = motion.levels.weights, motion.levels.energies
    gap = half_lambda * float(np.dot(weights, spins[0]))
    energy = float(np.dot(weights * eps, spins[2])) - gap * gap / (2.0 * half_lambda)
    lengths = np.linalg.norm(spins, axis=0) - np.linalg.norm(motion.spins, axis=0)
    return gap, energy, float(np.max(np.abs(lengths)))
