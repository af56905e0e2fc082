"""Fewer levels with the same sums: a Gauss rule of equally spaced levels.

Sums over levels of polynomials of degree < 2n in any variable v(eps) equal sums over the n nodes
of the Gauss rule of that *discrete* measure. With v = sin(angle) of `Stretch` what is summed up
to t_max is such a polynomial beyond double precision, for n = cutoff t_max/pi and some 60 more.
So Delta(t) is that of all levels, with what their spacing does to it at the cutoff.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.linalg import eigvalsh_tridiagonal

from higgs_num.core.arrays import Vector
from higgs_num.core.gauss import eigenvectors, jacobi_matrix
from higgs_num.quench.levels import Levels
from higgs_num.quench.panels import gathered
from higgs_num.quench.problem import Problem
from higgs_num.quench.stretch import Stretch

# Sums would need 32. But S^x itself is then left with half of them at half the time, and initial
# functions at short times, too little to tell a good rule from a bad one; a node buys one or two.
EFOLDS = 56.0
WORTH = 0.6  # share of the levels beyond which all of them are followed
TAIL = 6  # highest polynomials, whose coefficients tell what is not resolved


@dataclass(frozen=True)
class GaussRule:
    """Nodes eps > 0 with doubled weights, and the last polynomials (TAIL, n) on them.

    `tail @ (sqrt(weights) f)` are the coefficients of f of the highest degrees, normalised so
    that a constant function 1 has norm 1.
    """

    levels: Levels
    tail: Vector

    def unresolved(self, *functions: Vector) -> float:
        """Return the largest of the highest coefficients of functions (n,) given on the nodes."""
        root = np.sqrt(self.levels.weights / np.sum(self.levels.weights))
        return max(float(np.max(np.abs(self.tail @ (root * f)))) for f in functions)


def stretch(problem: Problem) -> Stretch:
    """Return the variable for the functions of eps that enter sums of `problem`."""
    gap = min(problem.gap_initial, problem.gap_final)
    # theta(eps) has a logarithmic singularity at the cutoff; the last level is half a spacing
    # away. Under the closure `even` it acts on the sector that is not summed.
    singular = problem.disordered and problem.closure == "odd"
    spacing = 2.0 * problem.cutoff / len(problem.grid)
    edge = spacing if singular else np.inf
    return Stretch(problem.cutoff, problem.t_max, gap, edge, EFOLDS)


def nodes_needed(problem: Problem) -> int:
    """Return how many nodes resolve Delta(t) up to t_max."""
    return stretch(problem).nodes


@lru_cache(maxsize=4)
def gauss_rule(variable: Stretch, count: int, nodes: int) -> GaussRule:
    """Return the rule with `nodes` nodes for the positive half of `count` uniform levels."""
    eps, weights = gathered(variable, count // 2)
    alpha, off = jacobi_matrix(np.sin(variable.angle(eps)), weights, nodes)
    rough = np.asarray(eigvalsh_tridiagonal(alpha, off[1:]), dtype=np.float64)
    v, head, tail = eigenvectors(alpha, off, rough, TAIL)
    energies = variable.energy(np.arcsin(np.clip(v, -1.0, 1.0)))
    return GaussRule(Levels(energies, 2.0 * variable.cutoff * head**2), tail)


def worthwhile(problem: Problem) -> bool:
    """Whether a rule would save enough levels of `problem`."""
    return isinstance(problem.levels, int) and nodes_needed(problem) <= WORTH * (
        problem.levels // 2
    )


def compressed(problem: Problem) -> GaussRule | None:
    """Return the rule that stands for the levels of `problem`.

    None if it is not worth it, or if a given function is known on the levels alone.
    """
    if not isinstance(problem.levels, int) or not worthwhile(problem):
        return None
    if not all(given.everywhere for given in problem.given.values()):
        return None
    return gauss_rule(stretch(problem), problem.levels, nodes_needed(problem))
