"""The chains of the bands, with impurities."""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.kinetic.chain import Chain
from higgs_num.kinetic.problem import Band

# A first hop larger by this than those that follow makes w(eps) = 1 + O(eps^4): what is left of a
# wide band is of the order W^-2, without logarithms of it.
FLATTENED = 4.0 - 2.0 * np.sqrt(2.0)


def chain_of(band: Band, W: float, rate_s: float, rate_u: float, depth: int) -> Chain:
    """Return the chain of a band of half-width W."""
    if band is Band.SEMICIRCLE:
        return _chain(np.array([W**2 / 4.0]), np.pi * W / 2.0, 1.0, rate_s, rate_u)
    n = np.arange(1.0, depth + 1.0)
    hops = W**2 * n**2 / (4.0 * n**2 - 1.0)
    hops[-1] = W**2 / 4.0
    return _chain(hops, 2.0 * W, 2.0 / np.pi, rate_s, rate_u)


def flattened(W: float, rate_s: float) -> Chain:
    """Return the chain of two sites that approaches an infinite band fastest."""
    hops = W**2 / 4.0 * np.array([FLATTENED, 1.0])
    weight = np.pi * FLATTENED * W / 2.0
    return _chain(hops, weight, 2.0 / FLATTENED - 1.0, rate_s, 0.0)


def _chain(hops: Vector, weight: float, slope: float, rate_s: float, rate_u: float) -> Chain:
    flip, potential = (rate * weight / (2.0 * np.pi) for rate in (rate_s, rate_u))
    return Chain(hops, flip, potential, weight, slope)
