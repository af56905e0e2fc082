"""Lobatto panels: collocation points, integrals of interpolants, and interpolation between."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.polynomial import legendre

from higgs_num.core.arrays import Vector


@dataclass(frozen=True, eq=False)
class Lobatto:
    """Collocation on p + 1 points of [0, 1], both ends among them.

    points (p + 1,); integrals (p + 1, p + 1): `integrals[i] @ f(points)` is the integral from 0 to
    points[i] of the interpolant of f; the last row holds the weights of Lobatto quadrature, so
    that values at the ends of panels have order 2p (Hairer, Wanner: Solving ODEs II, IV.5).
    barycentric (p + 1,): weights of barycentric interpolation. legendre (p + 1, p + 1): takes
    values on the points to coefficients of Legendre polynomials.
    """

    points: Vector
    integrals: Vector
    barycentric: Vector
    legendre: Vector

    @property
    def order(self) -> int:
        """p, the number of new points of a panel."""
        return self.points.size - 1

    @property
    def weights(self) -> Vector:
        """Weights of the integral over the panel, (p + 1,)."""
        return np.asarray(self.integrals[-1])

    def unresolved(self, values: Vector) -> float:
        """Return the larger of the last two Legendre coefficients of values (p + 1,)."""
        return float(np.max(np.abs(self.legendre[-2:] @ values)))

    @property
    def derivatives(self) -> Vector:
        """Return the matrix (p + 1, p + 1) from values to derivatives, for a panel of length 1."""
        order = self.order
        slopes = [
            legendre.legval(2.0 * self.points - 1.0, legendre.legder(row))
            for row in np.eye(order + 1)
        ]
        return np.asarray(2.0 * np.stack(slopes, axis=1) @ self.legendre)

    def interpolation(self, at: Vector) -> Vector:
        """Return the matrix (n, p + 1) that takes values on the points to values at `at` (n,)."""
        return barycentric_matrix(self.points, self.barycentric, at)


def barycentric_matrix(points: Vector, weights: Vector, at: Vector) -> Vector:
    """Return the matrix (n, p) of interpolation from `points` (p,) to `at` (n,)."""
    distance = at[:, None] - points
    hit = distance == 0.0
    matrix = np.where(hit, 1.0, weights / np.where(hit, 1.0, distance))
    matrix[hit.any(axis=1)] = hit[hit.any(axis=1)]
    return np.asarray(matrix / matrix.sum(axis=1, keepdims=True))


def barycentric_weights(points: Vector) -> Vector:
    """Return the weights of barycentric interpolation on `points` (p,)."""
    distance = points[:, None] - points
    np.fill_diagonal(distance, 1.0)
    return np.asarray(1.0 / distance.prod(axis=1))


@lru_cache
def lobatto(order: int) -> Lobatto:
    """Return the panel with `order` new points."""
    top = np.zeros(order + 1)
    top[order] = 1.0
    slope, bend = legendre.legder(top), legendre.legder(top, 2)
    inner = np.sort(legendre.legroots(slope).real)
    for _ in range(3):  # companion matrices lose digits that Newton finds again
        inner = inner - legendre.legval(inner, slope) / legendre.legval(inner, bend)
    x = np.concatenate([[-1.0], inner, [1.0]])
    grown = np.stack(
        [legendre.legval(x, legendre.legint(row, lbnd=-1.0)) for row in np.eye(order + 1)], axis=1
    )
    coefficients = np.linalg.inv(legendre.legvander(x, order))
    points = (x + 1.0) / 2.0
    return Lobatto(points, grown @ coefficients / 2.0, barycentric_weights(points), coefficients)
