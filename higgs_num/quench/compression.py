"""Whether and by which Gauss rule the levels of a quench are made fewer."""

import math

import numpy as np

from higgs_num.levels.gauss import EFOLDS, GaussRule, gauss_rule
from higgs_num.levels.stretch import Stretch
from higgs_num.quench.problem import Problem

SMALLEST = 1e-290  # gap of the variable, in the cutoff: it counts by its logarithm
WORTH = 0.6  # share of the levels beyond which all of them are followed


def stretch(problem: Problem) -> Stretch:
    """Return the variable for the functions of eps that enter sums of `problem`."""
    # Rounded down, at the cost of three nodes at most, so that neighbouring problems share a rule.
    share = max(SMALLEST, min(problem.gap_initial, problem.gap_final) / problem.cutoff)
    gap = problem.cutoff * 2.0 ** (math.floor(4.0 * math.log2(share)) / 4.0)
    # theta(eps) has a logarithmic singularity at the cutoff; the last level is half a spacing
    # away. An even sin(theta) acts on the sector that is not summed.
    singular = problem.disordered and problem.closure.odd != 0.0
    spacing = 2.0 * problem.cutoff / len(problem.grid)
    edge = spacing if singular else np.inf
    return Stretch(problem.cutoff, problem.t_max, gap, edge, EFOLDS)


def nodes_needed(problem: Problem) -> int:
    """Return how many nodes resolve Delta(t) up to t_max."""
    return stretch(problem).nodes


def worthwhile(problem: Problem) -> bool:
    """Whether a rule would save enough levels of `problem`."""
    enough = WORTH * (len(problem.grid) // 2)
    return problem.equally_spaced and nodes_needed(problem) <= enough


def compressed(problem: Problem) -> GaussRule | None:
    """Return the rule that stands for the levels of `problem`.

    None if it is not worth it, or if a given function is known on the levels alone.
    """
    if not worthwhile(problem) or problem.given_as_arrays:
        return None
    return gauss_rule(stretch(problem), len(problem.grid), nodes_needed(problem))
