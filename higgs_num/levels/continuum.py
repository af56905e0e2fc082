"""The levels of a continuum, as few as sums up to a time need."""

import numpy as np

from higgs_num.levels.effort import effort_of_rule
from higgs_num.levels.gauss import EFOLDS, gauss_rule
from higgs_num.levels.sets import Levels
from higgs_num.levels.stretch import Stretch
from higgs_sym.ground.errors import ArgumentError, positive

# Levels so fine that what their spacing does (squared, times t_max) is below round-off.
COUNT = 2**41


def continuum_levels(
    cutoff: float, *, gap: float, t_max: float, allow_large: bool = False
) -> Levels:
    """Return Gauss levels on [-cutoff, cutoff] that give Delta(t) of a continuum up to t_max.

    Parameters
    ----------
    cutoff
        omega_D, in the unit of the gaps.
    gap
        The smaller of the two gaps of the quench: the initial state varies on this scale.
    t_max
        Last time, in 1/energy; about 2 cutoff t_max/pi + 100 levels are needed.
    allow_large
        Whether the rule may take more than an hour, or than half of the memory: its cost grows as
        the square of the number of levels.

    Raises
    ------
    ArgumentError
        If an argument is not a number > 0, the gap is not below the cutoff, or the rule is large
        and not allowed to be.
    """
    cutoff, gap, t_max = positive("cutoff", cutoff), positive("gap", gap), positive("t_max", t_max)
    if gap >= cutoff:
        raise ArgumentError("gap", f"be < cutoff, {cutoff:.6g}", gap)
    variable = Stretch(cutoff, t_max, gap, np.inf, EFOLDS)
    nodes = variable.nodes
    effort_of_rule(nodes).check(allow_large=allow_large)
    return gauss_rule(variable, COUNT, nodes).levels.everywhere
