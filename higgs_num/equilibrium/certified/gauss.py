"""Gauss-Legendre quadrature with a proven error, for integrands that are costly as balls.

Arb's own integrator encloses the integrand over discs, which is hopeless for a closed form that
cancels. Here it is only evaluated at points; the error is bounded through a bound of its
modulus on an ellipse (L. N. Trefethen, Approximation Theory and Approximation Practice,
Theorem 19.3).
"""

from collections.abc import Callable
from functools import lru_cache

from flint import acb, arb, ctx

from higgs_sym.ground.errors import ComputationError

ARCS = 64  # pieces of the ellipse on which the modulus is bounded
GRAIN = 16  # numbers of nodes are multiples of this, so that rules are reused
MOST_NODES = 20_000


@lru_cache(maxsize=64)
def _rule(count: int, bits: int) -> tuple[tuple[arb, arb], ...]:
    del bits  # part of the key: nodes are computed at the current precision
    return tuple(arb.legendre_p_root(count, k, weight=True) for k in range(count))


def integrate(
    function: Callable[[arb], acb],
    bound: Callable[[acb], arb],
    length: arb,
    height: float,
) -> acb:
    """Enclose the integral of `function` over (0, `length`).

    `bound` takes a ball of the complex plane and returns a number that the modulus of the
    function does not exceed anywhere in it; the function must be analytic inside the ellipse
    with foci 0 and `length` whose half-height is `height`.
    """
    half = length / 2
    ratio = arb(height) / half
    rho = ratio + (1 + ratio * ratio).sqrt()
    largest = arb(0)
    for k in range(ARCS):
        angle = arb((2 * k + 1) / ARCS, 1 / ARCS) * arb.pi()
        place = half + acb(half * (1 + ratio**2).sqrt() * angle.cos(), arb(height) * angle.sin())
        largest = largest.max(bound(place))
    if not largest.is_finite():
        raise ComputationError("An integrand could not be bounded on its ellipse")
    bits = ctx.prec + max(0.0, float(largest.log()) / 0.69)
    count = GRAIN * (int(bits * 0.347 / float(rho.log()) / GRAIN) + 1)
    if count > MOST_NODES:
        raise ComputationError(f"A certified integral needs {count} nodes; limit {MOST_NODES}")
    total = acb(0)
    for node, weight in _rule(count, ctx.prec):
        total += weight * function(half * (1 + node))
    error = 64 * largest * rho ** (2 - 2 * count) / (15 * (1 - rho**-2))
    radius = arb(0, (error * half).upper())
    return total * half + acb(radius, radius)
