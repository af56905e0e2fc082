"""The chains of the bands, with impurities: formulas of the chapter `kinetic`."""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.generated import arrays as formulas
from higgs_num.kinetic.chain import Chain
from higgs_num.kinetic.problem import Band

# A first hop larger by this than those that follow makes w(eps) = 1 + O(eps^4): what is left of a
# wide band is of the order W^-2, without logarithms of it.
FLATTENED = 4.0 - 2.0 * np.sqrt(2.0)
SLOPE_FLATTENED = float(2.0 / FLATTENED - 1.0)  # k of its first correction 1 + i k z/W


def chain_of(band: Band, W: float, rate_s: float, rate_u: float, depth: int) -> Chain:
    """Return the chain of a band of half-width W."""
    width, spin, potential = (np.array(one) for one in (W, rate_s, rate_u))
    if band is Band.SEMICIRCLE:
        return Chain(
            hops=np.array([formulas.kinetic_hop(width, np.array(0.0))]),
            flip=float(formulas.kinetic_flip(width, spin)),
            # Both kinds of impurities weigh alike; which component scatters back differs.
            potential=float(formulas.kinetic_flip(width, potential)),
            weight=float(formulas.kinetic_weight_semicircle(width)),
        )
    hops = formulas.kinetic_flat_hop(width, np.arange(1.0, depth + 1.0))
    return Chain(
        hops=_closed(hops, W),
        flip=float(formulas.kinetic_flat_flip(width, spin)),
        potential=float(formulas.kinetic_flat_potential(width, potential)),
        weight=float(formulas.kinetic_weight_flat(width)),
    )


def flattened(W: float, rate_s: float) -> Chain:
    """Return the chain of two sites that approaches an infinite band fastest, with impurities."""
    hops = _closed(np.array([FLATTENED * W**2 / 4.0, 0.0]), W)
    weight = FLATTENED * float(formulas.kinetic_weight_semicircle(np.array(W)))
    return Chain(hops, rate_s * weight / (2.0 * np.pi), 0.0, weight)


def bare(W: float, rate_s: float) -> tuple[float, float]:
    """Return the rate of a flattened band of half-width W, and the factor of its gaps.

    Its low energies are those of the infinite band with the gap Delta (1 + eta)/(1 - eta) and the
    rate rate/(1 - eta): the bare rate is the one whose effective rate is `rate_s`, and gaps are
    divided by what makes them effective.
    """
    rate = rate_s / (1.0 + SLOPE_FLATTENED * rate_s / (2.0 * W))
    k, one = np.array(SLOPE_FLATTENED), np.array(1.0)
    eta = formulas.kinetic_eta(k_b=k, rate_s=np.array(rate), W_b=np.array(W))
    return rate, float(1.0 / formulas.kinetic_gap_effective(Delta=one, eta=eta))


def _closed(hops: Vector, W: float) -> Vector:
    """Return the hops with a semicircle as the end of the chain."""
    hops[-1] = formulas.kinetic_hop(np.array(W), np.array(0.0))
    return hops
