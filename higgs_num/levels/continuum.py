"""The levels of a continuum, as few as sums up to a time need."""

import numpy as np

from higgs_num.inputs import duration, energy
from higgs_num.levels.effort import effort_of_rule
from higgs_num.levels.gauss import EFOLDS, gauss_rule
from higgs_num.levels.sets import Levels
from higgs_num.levels.stretch import Stretch
from higgs_sym.ground.errors import ArgumentError, told

# Levels so fine that what their spacing does (squared, times t_max) is below round-off.
COUNT = 2**41
WIDEST_RATIO = 1e10  # of cutoff and gap, up to which sums are exact to round-off


def continuum_levels(
    cutoff: float, *, gap: float, t_max: float, allow_large: bool = False
) -> Levels:
    """Return Gauss levels on [-cutoff, cutoff] that give Delta(t) of a continuum up to t_max.

    Parameters
    ----------
    cutoff
        omega_D, in the unit of the gaps, between 1e-25 and 1e25.
    gap
        The smaller of the two gaps of the quench: the initial state varies on this scale. Below
        the cutoff, by a factor of 1e10 at most.
    t_max
        Last time, in 1/energy; about 2 cutoff t_max/pi + 100 levels are needed.
    allow_large
        Whether the rule may take more than an hour, or than half of the memory: its cost grows as
        the square of the number of levels.

    Raises
    ------
    ArgumentError
        If an argument breaks a rule above, or the rule is large and not allowed to be.

    Examples
    --------
    >>> from higgs_num.levels import continuum_levels
    >>> from higgs_num.quench import Problem
    >>> levels = continuum_levels(10.0, gap=1.0, t_max=50.0)
    >>> Problem(0.95, 1.0, levels=levels, t_max=50.0).equally_spaced
    False
    """
    cutoff, gap, t_max = energy("cutoff", cutoff), energy("gap", gap), duration("t_max", t_max)
    if gap >= cutoff:
        raise ArgumentError("gap", f"be < cutoff, {told(cutoff)}", gap)
    if gap < cutoff / WIDEST_RATIO:
        raise ArgumentError("gap", f"be >= cutoff/{WIDEST_RATIO:g}, cutoff = {told(cutoff)}", gap)
    variable = Stretch(cutoff, t_max, gap, np.inf, EFOLDS)
    nodes = variable.nodes
    effort_of_rule(nodes).check(allow_large=allow_large)
    return gauss_rule(variable, COUNT, nodes).levels.everywhere
