"""Fewer levels with the same sums: the Gauss rule of equally spaced levels.

Sums over M equally spaced levels of a polynomial of degree < 2n equal sums over the n nodes of
the Gauss rule of that *discrete* measure (zeros of the discrete Chebyshev, or Gram, polynomials).
What is summed at time t oscillates as cos(2 eps t), so degrees up to about cutoff t matter, and
n = cutoff t_max/2 nodes and some more give Delta(t) of all levels, revivals excluded by then.
"""

import cmath
import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.linalg import eigh_tridiagonal

from higgs_num.core.arrays import Vector
from higgs_num.quench.levels import Levels
from higgs_num.quench.problem import Problem

RESOLVED = 1e-13  # what the rule aims at, relative to S of order one
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


def nodes_needed(problem: Problem) -> int:
    """Return how many nodes resolve Delta(t) up to t_max.

    Degrees up to cutoff t; beyond, a tail like that of a Bessel function, of width
    (cutoff t)^(1/3); and the initial state, with singularities at eps = +- i Delta.
    """
    reach = problem.cutoff * problem.t_max
    gap = min(problem.gap_initial, problem.gap_final)
    z = complex(-1.0, 2.0 * gap / problem.cutoff)
    ellipse = abs(z + cmath.sqrt(z * z - 1.0))
    ellipse = max(ellipse, 1.0 / ellipse)
    smooth = -math.log(RESOLVED) / (2.0 * math.log(ellipse))
    return int(np.ceil(reach / 2.0 + 4.0 * np.cbrt(reach) + smooth))


@lru_cache(maxsize=4)
def gauss_rule(cutoff: float, count: int, nodes: int) -> GaussRule:
    """Return the rule with `nodes` nodes for the positive half of `count` uniform levels."""
    half = count // 2
    spacing = 2.0 * cutoff / count
    k = np.arange(1, nodes, dtype=float)
    # Recurrence of the Gram polynomials on 0 ... M - 1, M = half.
    off_diagonal = k / 2.0 * np.sqrt((half**2 - k**2) / (4.0 * k**2 - 1.0))
    pair = eigh_tridiagonal(np.full(nodes, (half - 1) / 2.0), off_diagonal)
    index, vectors = (np.asarray(part, dtype=np.float64) for part in pair)
    # From the eigenvectors: the recurrence itself would lose the small weights.
    weights = 2.0 * spacing * half * vectors[0] ** 2
    tail = vectors[-TAIL:] * np.sign(vectors[0])
    return GaussRule(Levels((index + 0.5) * spacing, weights), tail)


def compressed(problem: Problem) -> GaussRule | None:
    """Return the rule that stands for the levels of `problem`, or None if it is not worth it."""
    if not isinstance(problem.levels, int):
        return None
    nodes = nodes_needed(problem)
    if nodes > WORTH * (problem.levels // 2):
        return None
    return gauss_rule(problem.cutoff, problem.levels, nodes)
