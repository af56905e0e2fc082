"""A closure in which levels lose what is transverse: what an exact collision integral suggests.

Along exact quenches the collision integral of a level is, to a few per cent, a linear function of
its own pseudospin and of Delta at the same time. Its main part takes away the components that are
transverse to the field (Delta, -eps), at a rate near 1/tau_s, and leaves what equilibrium at the
present gap has: with E = sqrt(eps^2 + Delta^2), m = (eps, 0, Delta)/E and p = S_eq(Delta).m,

    dS/dt = clean precession + 2 E p y - (1/tau_s) [S^y y + (S.m - p) m].

The first of the added terms alone, at a gap that does not follow, is the source of (9) that keeps
equilibrium. What is longitudinal stays: scattering is elastic, and Delta(t) does not return to the
equilibrium of the final coupling. Nothing here is derived beyond that; docs/kinetic.md tells how
far it goes.
"""

from collections.abc import Callable

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.kinetic.bands import chain_of
from higgs_num.kinetic.chain import Chain
from higgs_num.kinetic.problem import KineticQuench
from higgs_num.kinetic.rest import Rest
from higgs_num.kinetic.spins import still_spins
from higgs_sym.ground.errors import ArgumentError, ComputationError, instance

# Gaps between which p is interpolated, over the larger of both gaps, and how many.
LOWEST, HIGHEST, GAPS = 0.02, 1.6, 40
EXTRA = 60  # levels more than the longest time needs
RTOL, ATOL = 1e-8, 1e-10


def levels_of(chain: Chain, count: int) -> tuple[Vector, Vector]:
    """Return Gauss nodes eps > 0 and weights (count/2,) of a band, for even functions of eps."""
    from scipy.linalg import eigh_tridiagonal

    links = np.sqrt(np.concatenate([chain.hops, np.full(count, chain.hops[-1])])[: count - 1])
    eps, vectors = eigh_tridiagonal(np.zeros(count), links)
    shares = np.asarray(vectors[0, count // 2 :] ** 2)
    return np.asarray(eps[count // 2 :]), np.asarray(2.0 * chain.weight * shares)


def dephase(problem: KineticQuench) -> Vector:
    """Return Delta (nt,) at the saved times by this closure.

    Raises
    ------
    ArgumentError
        If the band is infinite, the start hot, or there is a drive: of these it knows nothing.
    ComputationError
        If the integration fails.
    """
    from scipy.integrate import solve_ivp

    problem = instance("problem", problem, KineticQuench)
    for name, rule, known in (
        ("cutoff", "be finite", not problem.infinite),
        ("temperature", "be 0", problem.temperature == 0.0),
        ("drive", "be None", problem.drive is None),
    ):
        if not known:
            raise ArgumentError(name, f"{rule} in this closure", getattr(problem, name))
    unit = max(problem.gap_initial, problem.gap_final)
    rate = problem.rate_s / unit
    chain = chain_of(
        problem.band, problem.cutoff / unit, rate, problem.rate_u / unit, problem.depth
    )
    times = problem.times * unit
    count = 2 * (int(chain.reach(0.0) * times[-1] / np.pi) // 2 + EXTRA)
    eps, weights = levels_of(chain, count)
    initial, final = (
        Rest.of(chain, one / unit) for one in (problem.gap_initial, problem.gap_final)
    )
    half_lambda = final.gap / float(weights @ still_spins(final, eps)[0])
    transverse = _transverse(chain, eps)

    def slope(_t: float, flat: Vector) -> Vector:
        x, y, z = flat.reshape(3, -1)
        gap = half_lambda * float(weights @ x)
        E, p = np.hypot(eps, gap), transverse(gap)
        lost = rate * ((eps * x + gap * z) / E - p)
        return np.concatenate([
            2.0 * eps * y - lost * eps / E,
            -2.0 * eps * x - 2.0 * gap * z + 2.0 * E * p - rate * y,
            2.0 * gap * y - lost * gap / E,
        ])  # fmt: skip

    x, z = still_spins(initial, eps)
    begun = np.concatenate([x, np.zeros_like(x), z])
    found = solve_ivp(
        slope, (0.0, float(times[-1])), begun, "DOP853", times, rtol=RTOL, atol=ATOL
    )  # fmt: skip
    if not found.success or not np.isfinite(found.y).all():
        raise ComputationError(f"The closure cannot be integrated: {found.message}")
    return np.asarray(half_lambda * unit * (weights @ found.y[: eps.size]))


def _transverse(chain: Chain, eps: Vector) -> Callable[[float], Vector]:
    """Return p (m,) as a function of the gap, interpolated in its logarithm; even in the gap."""
    from numpy.polynomial import chebyshev

    nodes = np.cos(np.pi * (np.arange(GAPS) + 0.5) / GAPS)
    low, high = np.log(LOWEST), np.log(HIGHEST)
    gaps = np.exp(low + (high - low) * (nodes + 1.0) / 2.0)
    table = []
    for gap in gaps:
        x, z = still_spins(Rest.of(chain, float(gap)), eps)
        table.append((eps * x + gap * z) / np.hypot(eps, gap))
    series = chebyshev.chebfit(nodes, np.array(table), GAPS - 1)

    def at(gap: float) -> Vector:
        inside = float(np.clip(np.log(max(abs(gap), LOWEST)), low, high))
        return np.asarray(chebyshev.chebval(2.0 * (inside - low) / (high - low) - 1.0, series))

    return at
