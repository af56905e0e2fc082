"""The edge of the continuum at 2 eps_g and the tail it leaves in time (gap = 1, alpha < 1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from higgs_num.inputs import real_array
from higgs_num.response.susceptibility import (
    gap_edge,
    inverse_susceptibility,
    pair_breaking,
    static_inverse_susceptibility,
)
from higgs_sym.ground.errors import ArgumentError

EARLIEST, LATEST = 1e-100, 1e100  # cubes are numbers


@dataclass(frozen=True)
class ContinuumEdge:
    """Edge of the pair continuum: `Im D^R = curvature (omega - 2 eps_g)^2 + ...` above it.

    omega: 2 eps_g. inverse: D(2 eps_g), real and positive: no pole there.
    tail: A of the step response `1 - A sin(2 eps_g t)/t^3` at late times.

    Examples
    --------
    >>> from higgs_num.response import continuum_edge
    >>> edge = continuum_edge(0.1)
    >>> print(f"{edge.omega:.9f} {edge.curvature:.6f}")
    1.389844967 -3.767318
    """

    alpha: float
    omega: float
    inverse: float
    curvature: float
    tail: float

    def late(self, times: ArrayLike) -> NDArray[np.float64]:
        """Return the leading late-time form of the remainder of the step response.

        times: of any shape, in [1e-100, 1e100]; ArgumentError for others.
        """
        t = real_array("times", times, ndim=None)
        outside = (t < EARLIEST) | (t > LATEST)
        if outside.any():
            rule = f"lie in [{EARLIEST:g}, {LATEST:g}]"
            raise ArgumentError("times", rule, float(t[outside].flat[0]))
        return np.asarray(-self.tail * np.sin(self.omega * t) / t**3)


def continuum_edge(alpha: float) -> ContinuumEdge:
    """Return the threshold law of a gapped state, alpha < 1; ArgumentError otherwise.

    Two edges of the density of states, each a square root, convolve to a square:
    `int sqrt(E - eps_g) sqrt(omega - eps_g - E) dE = pi (omega - 2 eps_g)^2/8`, and the coherence
    factor 1+C leaves the mixed derivative -1/(e_0^2 ...) of `core.response.opposite_pair`, which
    gives `Im D^R = -pi (omega - 2 eps_g)^2/(12 alpha eps_g)` exactly.

    Examples
    --------
    >>> from higgs_num.response import continuum_edge, gap_edge
    >>> continuum_edge(0.1).omega == 2 * gap_edge(0.1)
    True
    """
    alpha = pair_breaking(alpha)
    if alpha >= 1.0:
        raise ArgumentError("alpha", "be < 1: above there is no gap", alpha)
    gap = gap_edge(alpha)
    inverse = float(inverse_susceptibility(2.0 * gap, alpha).real)
    curvature = -np.pi / (12.0 * alpha * gap)
    tail = static_inverse_susceptibility(alpha) / (6.0 * alpha * gap**2 * inverse**2)
    return ContinuumEdge(alpha, 2.0 * gap, inverse, curvature, tail)
