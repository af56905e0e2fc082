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
from higgs_num.core.gauss import LANES, add_points, eigenvectors
from higgs_num.levels.panels import gathered
from higgs_num.levels.sets import HalfLevels
from higgs_num.levels.stretch import Stretch
from higgs_sym.ground.parts import in_parts
from higgs_sym.ground.progress import Progress
from higgs_sym.ground.workers import in_processes

# Sums would need 32. But S^x itself is then left with half of them at half the time, and initial
# functions at short times, too little to tell a good rule from a bad one; a node buys one or two.
EFOLDS = 56.0
LONG = 6_000  # nodes whose eigenvalues take LAPACK a second, in which it hears no interruption
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
    v, head, tail = spectral(alpha, off, TAIL)
    energies = variable.energy(np.arcsin(np.clip(v, -1.0, 1.0)))
    return GaussRule(HalfLevels(energies, 2.0 * variable.cutoff * head**2), tail)


def jacobi_matrix(points: Vector, weights: Vector, n: int) -> tuple[Vector, Vector]:
    """Return alpha and `off` (n,) of `core.gauss`; n up to the number of points, weights > 0."""
    alpha, beta = points[:n].copy(), np.zeros(n)

    def add(begin: int, end: int) -> None:
        add_points(points, weights, begin, end, alpha, beta)

    in_parts(points.size, add, least=LANES)
    beta[0] = 0.0
    return alpha, np.sqrt(beta)


def spectral(alpha: Vector, off: Vector, last: int) -> tuple[Vector, Vector, Vector]:
    """Return eigenvalues (n,), first (n,) and last (`last`, n) components of their vectors."""
    if alpha.size < LONG:
        rough = _eigenvalues(alpha, off)
    else:
        (rough,) = in_processes(_eigenvalues, [(alpha, off)], workers=1)
    v, head, tail = np.empty_like(rough), np.empty_like(rough), np.empty((last, rough.size))

    def fill(begin: int, end: int) -> None:
        part = slice(begin, end)
        v[part], head[part], tail[:, part] = eigenvectors(alpha, off, rough[part], last)

    in_parts(rough.size, fill)
    return v, head, tail


def _eigenvalues(alpha: Vector, off: Vector, _report: Progress | None = None) -> Vector:
    return np.asarray(eigvalsh_tridiagonal(alpha, off[1:]), dtype=np.float64)
