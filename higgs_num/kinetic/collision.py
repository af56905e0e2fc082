"""What scattering does to single levels along an exact quench: their exact collision integral."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.core.arrays import Vector
from higgs_num.inputs import real_array
from higgs_num.kinetic.problem import KineticQuench
from higgs_num.kinetic.run import Solved, checked_threads, checked_tolerance, followed, on_threads
from higgs_num.kinetic.runs import Runs
from higgs_num.kinetic.spins import level_spins
from higgs_sym.ground.errors import ArgumentError, instance, told
from higgs_sym.ground.progress import Progress, silent

MOST_NODES = 6_000  # of which the squares of a level take gigabytes


@dataclass(frozen=True, eq=False)
class LevelMotion:
    """Levels along one exact quench, in the units of the problem.

    energies (m,): eps. time (n,): all times that were followed. gap (n,): Delta(t), to the right
    of a jump. spins (m, 3, n): S^x, S^y, S^z. collision (m, 3, n): dS/dt less the precession
    of a clean level in Delta(t), the left-hand side of (9).

    Examples
    --------
    >>> from higgs_num.kinetic import KineticQuench, level_motion
    >>> found = level_motion(KineticQuench(0.8, 1.0, rate_s=0.1, t_max=2.0), [0.0, 0.5], tol=1e-4)
    >>> found.spins.shape[:2]
    (2, 3)
    """

    energies: Vector
    time: Vector
    gap: Vector
    spins: Vector
    collision: Vector


def level_motion(
    problem: KineticQuench, energies: ArrayLike,
    *, tol: float = 1e-6, threads: int | None = None, progress: Progress = silent,
) -> LevelMotion:  # fmt: skip
    """Follow levels eps (m,) along an exact quench.

    Given the self-energy of the impurities, each level is a linear problem. dS/dt is that of the
    polynomials on panels, ten to a hundred times less accurate than S.

    Raises
    ------
    ArgumentError
        If an argument breaks its rule, the band is infinite or a level is outside of it, or the
        quench needs more times than the two-time functions of a level can have in memory.
    ComputationError
        As `solve`.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.kinetic import KineticQuench, level_motion
    >>> clean = level_motion(KineticQuench(0.8, 1.0, t_max=2.0), [0.5], tol=1e-5)
    >>> bool(np.abs(clean.collision).max() < 1e-2)
    True
    """
    problem = instance("problem", problem, KineticQuench)
    tol = checked_tolerance(tol)
    eps = real_array("energies", energies)
    if problem.infinite:
        raise ArgumentError("cutoff", "be finite to follow levels", problem.cutoff)
    if np.any(outside := np.abs(eps) > problem.cutoff):
        rule = f"lie within the cutoff, {told(problem.cutoff)}"
        raise ArgumentError("energies", rule, float(eps[outside][0]))
    with on_threads(checked_threads(threads)) as pool:
        found: Solved = followed(Runs(problem, tol, pool=pool), progress)
        return _motion(found, eps)


def _motion(found: Solved, eps: Vector) -> LevelMotion:
    trajectory, unit = found.widest.trajectory, found.unit
    if trajectory.nodes.size > MOST_NODES:
        rule = f"leave at most {MOST_NODES} times to follow"
        raise ArgumentError("t_max", rule, f"{trajectory.nodes.size} of them")
    assert found.setting is not None
    spins = level_spins(found.setting, trajectory, eps / unit)
    slope = np.empty_like(spins)
    p = trajectory.panel.order
    for place, length in enumerate(trajectory.lengths):
        rows = slice(place * p, (place + 1) * p + 1)
        slope[:, :, rows] = spins[:, :, rows] @ trajectory.panel.derivatives.T / length
    gap = np.concatenate([trajectory.gap[:1, 0], trajectory.gap[:, 1:].ravel()])
    x, y, z = (spins[:, axis] for axis in range(3))
    level = (eps / unit)[:, None]
    clean = np.stack([2.0 * level * y, -2.0 * level * x - 2.0 * gap * z, 2.0 * gap * y], axis=1)
    return LevelMotion(eps, trajectory.nodes / unit, gap * unit, spins, (slope - clean) * unit)
