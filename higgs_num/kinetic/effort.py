"""What a quench of the exact theory costs before it begins; right to a factor of about three."""

import math

from higgs_num.inputs.effort import Effort
from higgs_num.kinetic.accuracy import POINTS, first_phase
from higgs_num.kinetic.history import TILE
from higgs_num.kinetic.infinite import GROWTH, MOST_WIDTHS, NARROWEST, SHARE
from higgs_num.kinetic.problem import Band, KineticQuench

# Seconds for n times on one site, measured with 300 to 3,300 of them on two cores; the companion
# with longer panels takes two thirds more.
LINEAR, SQUARE, COMPANION = 3e-3, 3e-6, 1.7
# Bytes for n times: squares of tiles in both precisions, blocks of some rank, the vertical branch.
IN_TILE, IN_BLOCK, RANK, VERTICAL = 16.0 * 4 + 8.0 * 3, 24.0, 60.0, 32.0 * 300.0
SITES_OF_INFINITE = 2


def effort_of(problem: KineticQuench, tol: float) -> Effort:
    """Return the estimate for a quench with an error below `tol`."""
    if problem.infinite:
        widest = NARROWEST * GROWTH ** (MOST_WIDTHS - 1)
        width = widest * max(problem.gap_initial, problem.gap_final)
        return _effort(problem, width, SITES_OF_INFINITE, SHARE * tol, 1.3)
    sites = 1 if problem.band is Band.SEMICIRCLE else problem.depth
    width = math.hypot(problem.cutoff, max(problem.gap_initial, problem.gap_final))
    return _effort(problem, width, sites, tol, 1.0)


def _effort(
    problem: KineticQuench, width: float, sites: int, tol: float, narrower: float
) -> Effort:
    fastest = 0.0 if problem.drive is None else 2.0 * problem.drive.fastest
    phase = first_phase(tol)
    panels = max(1.0, problem.times[-1] * max(width, fastest) / phase)
    n = POINTS * (panels + 4.0)
    seconds = narrower * COMPANION * sites * (LINEAR * n + SQUARE * n**2)
    blocks = max(1.0, math.log2(max(n / TILE, 1.0)) + 1.0)
    memory = sites * n * (TILE * (IN_TILE + 48.0) + IN_BLOCK * 2.0 * RANK * blocks + VERTICAL)
    return Effort(seconds, memory, f"{n:,.0f} times in {sites} x {n:,.0f}^2 values")
