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
from higgs_num.levels.panels import gathered
from higgs_num.levels.sets import HalfLevels
from higgs_num.levels.stretch import Stretch

# Sums would need 32. But S^x itself is then left with half of them at half the time, and initial
# functions at short times, too little to tell a good rule from a bad one; a node buys one or two.
EFOLDS = 56.0
TAIL = 6  # highest polynomials, whose coefficients tell what is not resolved


@dataclass(frozen=True)
class GaussRule:
    """Nodes that stand for a symmetric set of levels.

    `tail @ (sqrt(weights) f)`, tail (TAIL, n), are the coefficients of f of the highest degrees,
    normalised so that a constant function 1 has norm 1.
    """

    levels: HalfLevels
    tail: Vector

    def unresolved(self, *functions: Vector) -> float:
        """Return the largest of the highest coefficients of functions (n,) given on the nodes."""
        root = np.sqrt(self.levels.weights / np.sum(self.levels.weights))
        return max(float(np.max(np.abs(self.tail @ (root * f)))) for f in functions)


@lru_cache(maxsize=32)
def gauss_rule(variable: Stretch, count: int, nodes: int) -> GaussRule:
    """Return the rule with `nodes` nodes for the positive half of `count` uniform levels."""
    eps, weights = gathered(variable, count // 2)
    alpha, off = jacobi_matrix(np.sin(variable.angle(eps)), weights, nodes)
    rough = np.asarray(eigvalsh_tridiagonal(alpha, off[1:]), dtype=np.float64)
    v, head, tail = eigenvectors(alpha, off, rough, TAIL)
    energies = variable.energy(np.arcsin(np.clip(v, -1.0, 1.0)))
    return GaussRule(HalfLevels(energies, 2.0 * variable.cutoff * head**2), tail)
