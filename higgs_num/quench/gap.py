"""Delta(t) alone, for many quenches: what a sweep computes at each of its points."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from higgs_num.core.arrays import Vector
from higgs_num.quench.accuracy import choose_for_neighbours
from higgs_num.quench.fewer import fewer_levels, unresolved_at_start
from higgs_num.quench.motion import motion
from higgs_num.quench.problem import Problem
from higgs_num.quench.run import UNRESOLVED_LATER, run
from higgs_num.quench.steppers import Condensed, MultiProduct, Stepper
from higgs_num.quench.trajectory import follow
from higgs_sym.ground.errors import instance
from higgs_sym.ground.progress import Progress, silent


@dataclass(frozen=True)
class GapOnly:
    """Delta(t) (nt,) and the energy (nt,) at the problem's times, and by which method.

    Examples
    --------
    >>> from higgs_num.quench import Problem, gap_of
    >>> found = gap_of(Problem(0.95, 1.0, levels=200, t_max=10.0))
    >>> found.gap.shape, found.energy.shape
    ((81,), (81,))
    """

    gap: Vector
    energy: Vector
    method: Stepper


def gap_of(problem: Problem, tol: float = 1e-8, *, progress: Progress = silent) -> GapOnly:
    """Return Delta(t) of Eqs. (9)-(11), and nothing of single levels.

    Order and step are those of the neighbourhood of the problem; the sector that does not move
    Delta is left out. Delta(t) has the bits of `run(problem, method)` with the method that is
    returned. Levels that no rule can stand for are followed by `run` itself.

    Raises
    ------
    ArgumentError, ComputationError
        As `run`.

    Examples
    --------
    >>> from higgs_num.quench import Problem, gap_of
    >>> found = gap_of(Problem(0.95, 1.0, levels=200, t_max=10.0), tol=1e-8)
    >>> print(f"{found.gap[-1]:.6f}")
    1.001424
    """
    problem = instance("problem", problem, Problem)
    stepper = Condensed(tol)
    rule = fewer_levels(problem, (), checkpointed=False)[0]
    if rule is None or problem.probes:
        return _of_run(problem, tol, progress)
    equations = dataclasses.replace(motion(problem, half=rule.levels), hidden=None)
    if unresolved_at_start(problem, rule, equations):
        return _of_run(problem, tol, progress)
    method = choose_for_neighbours(problem, stepper)
    found = follow(method, equations, problem.times, rule=rule, progress=progress)
    if found.unresolved > UNRESOLVED_LATER:
        return _of_run(problem, tol, progress)
    return GapOnly(found.record.gap, found.record.energy, method)


def _of_run(problem: Problem, tol: float, progress: Progress) -> GapOnly:
    few = problem.grid.symmetric and not problem.probes
    stepper = Condensed(tol) if few else MultiProduct(tol)
    found = run(problem, stepper, progress=progress)
    return GapOnly(found.gap, found.energy, found.method)
