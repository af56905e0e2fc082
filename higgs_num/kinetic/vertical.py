"""The vertical branch of the contour: nodes in imaginary time, and integrals over it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.polynomial.legendre import leggauss

from higgs_num.core.arrays import Vector
from higgs_num.kinetic.lobatto import barycentric_matrix, barycentric_weights
from higgs_num.kinetic.rest import Rest

# Nodes of a panel, and of each piece of the integrals over kernels with a kink. Panels double.
# With both 4 larger Delta(t) changes by less than 1e-13 (measured, W = 5 gaps).
NODES, PIECE = 12, 12
DEGREE = 20  # of the tabulated kernels
FAR = 1e3  # over the gap


Functions = Callable[[Vector], tuple[Vector, Vector]]


@dataclass(frozen=True, eq=False)
class Vertical:
    """Nodes tau (n,) with weights, and the matrices that integrate S_A and S_B.

    particle, hole (sites, n): P and M on the nodes. A_from_A ... B_from_B (sites, n, n): rows
    S(t, tau_j) @ matrix is int dtau S(t, tau) K(tau, tau_i) with the kernels of the equations of
    motion of A and B; interpolation of S is exact for polynomials on panels, K is integrated.
    """

    tau: Vector
    weights: Vector
    particle: Vector
    hole: Vector
    A_from_A: Vector
    A_from_B: Vector
    B_from_A: Vector
    B_from_B: Vector

    @classmethod
    def of(cls, rest: Rest, functions: Functions | None = None) -> "Vertical":
        """Build it for an equilibrium; `functions`: others than its local P and M, as of a level.

        They take tau (n,) and return P and M (n, components), of which P(1/T - tau) = M(tau).
        """
        functions = rest.vertical if functions is None else functions
        end = rest.vertical_end
        ends = _doubling(rest, end)
        nodes, weights = (np.asarray(one) for one in leggauss(NODES))
        nodes, weights = (nodes + 1.0) / 2.0, weights / 2.0
        spread = barycentric_weights(nodes)
        lengths = np.diff(ends)
        tau = (ends[:-1, None] + lengths[:, None] * nodes).ravel()
        particle, hole = functions(tau)
        components = particle.shape[1]
        matrices = np.zeros((4, components, tau.size, tau.size))
        inner, inner_weights = (np.asarray(one) for one in leggauss(PIECE))
        inner, inner_weights = (inner + 1.0) / 2.0, inner_weights / 2.0
        graded = ends[1:]
        tabulated = _Tabulated.of(rest, end, functions)
        for i, at in enumerate(tau):
            cuts = np.concatenate([ends, [at], at - graded, at + graded])
            cuts = np.unique(cuts[(cuts >= 0.0) & (cuts <= end)])
            pieces = np.diff(cuts)
            points = (cuts[:-1, None] + pieces[:, None] * inner).ravel()
            weight = (pieces[:, None] * inner_weights).ravel()
            panel = np.clip(np.searchsorted(ends, points) - 1, 0, lengths.size - 1)
            local = barycentric_matrix(nodes, spread, (points - ends[panel]) / lengths[panel])
            P_apart, M_apart = tabulated.at(np.abs(points - at))
            P_sum, M_sum = tabulated.at(points + at)
            later = (points > at)[:, None]
            kernels = (
                np.where(later, P_apart, -M_apart),
                M_sum,
                P_sum,
                np.where(later, M_apart, -P_apart),
            )
            first_of = np.searchsorted(panel, np.arange(lengths.size))
            for which, kernel in enumerate(kernels):
                for site in range(components):
                    rows = (weight * kernel[:, site])[:, None] * local
                    matrices[which, site, :, i] = np.add.reduceat(rows, first_of).ravel()
        return cls(
            tau, (lengths[:, None] * weights).ravel(), particle.T, hole.T, *matrices
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Tabulated:
    """P and M interpolated on panels that double, up to twice the branch.

    Both are entire functions whose scale is the inverse band width at tau = 0, where it is
    shortest; at temperatures > 0 the other end, 1/T, is like the first, with P and M exchanged.
    """

    ends: Vector
    points: Vector
    spread: Vector
    particle: Vector  # (panels, DEGREE + 1, sites)
    hole: Vector
    turn: float

    @classmethod
    def of(cls, rest: Rest, end: float, functions: Functions) -> "_Tabulated":
        turn = 0.5 / rest.temperature if rest.temperature > 0.0 else np.inf
        ends = _doubling(rest, min(2.0 * end, turn))
        points = (1.0 - np.cos(np.pi * (np.arange(DEGREE + 1) + 0.5) / (DEGREE + 1))) / 2.0
        tau = ends[:-1, None] + np.diff(ends)[:, None] * points
        particle, hole = (
            one.reshape(*tau.shape, -1) for one in functions(tau.ravel())
        )  # fmt: skip
        return cls(ends, points, barycentric_weights(points), particle, hole, turn)

    def at(self, tau: Vector) -> tuple[Vector, Vector]:
        """Return P and M at tau (n,), each (n, sites)."""
        near = np.minimum(tau, 2.0 * self.turn - tau)
        panel = np.clip(np.searchsorted(self.ends, near) - 1, 0, self.ends.size - 2)
        local = (near - self.ends[panel]) / np.diff(self.ends)[panel]
        matrix = barycentric_matrix(self.points, self.spread, local)
        particle, hole = (
            np.einsum("nd,nds->ns", matrix, one[panel]) for one in (self.particle, self.hole)
        )
        turned = (tau > self.turn)[:, None]
        return np.where(turned, hole, particle), np.where(turned, particle, hole)


def _doubling(rest: Rest, end: float) -> Vector:
    """Return 0, the inverse band width and its multiples: doubling, fourfold where only tails are.

    Tails that decay algebraically are smooth in the logarithm of tau and small.
    """
    ends = [0.0, 1.0 / rest.chain.reach(0.0)]
    while ends[-1] < end / 1.5:
        ends.append(ends[-1] * (2.0 if ends[-1] * rest.gap < FAR else 4.0))
    ends[-1] = end
    return np.array(ends)
