"""Delta(t) and the energy between two steps, from moments of the spins at both.

d/dt of the moments X_k, Y_k, Z_k of eps^k times S^x (without Px), S^y, S^z closes,

    X_k' = 2 Y_(k+1)      Y_k' = -2 X_(k+1) - 2 Delta Z_k      Z_k' = 2 Delta Y_k

apart from known functions of time where sources oscillate. So the moments of `core.observe` give
nine derivatives of Delta, and with those at either end a polynomial of degree 19. What a level at
the cutoff contributes turns by 2 eps h in a step; for 2 eps h = 5 the polynomial is wrong by 4e-11
of that contribution.
"""

import numpy as np

from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.compile import kernel
from higgs_num.core.observe import EVEN, ODD, OF_SPINS

ORDER = 2 * EVEN - 1  # of the highest derivative


@kernel
def _product(a: Vector, b: Vector, q: int) -> float:
    """Return the coefficient of order q of the product of two series."""
    product = 0.0
    for i in range(q + 1):
        product += a[i] * b[q - i]
    return product


@kernel
def _source_series(
    at: Vector, later: Vector, first: int, sign: float, edge: float, out: Vector
) -> None:
    """Fill `out` with Taylor coefficients of a sum over levels of eps^(2 first) f cos(2Et) or sin.

    at, later (EVEN,): sums of eps^(2m) f times the oscillation now, and times 2E the one a
    quarter of a period later, whose sign in the first derivative is `sign`. E^2 = eps^2 + edge.
    """
    scale = 1.0
    for n in range(out.size):
        j = n // 2
        sums = at if n % 2 == 0 else later
        value = 0.0
        binomial = 1.0
        for i in range(j + 1):  # (4 E^2)^j in powers of eps^2
            value += binomial * edge ** (j - i) * sums[first + i]
            binomial *= (j - i) / (i + 1)
        value *= (-4.0) ** j
        out[n] = scale * (value if n % 2 == 0 else sign * value)
        scale /= n + 1


@kernel
def moment_series(
    moments: Vector, half_lambda: Vector, offset: float, edge: float, gap: Vector, energy: Vector
) -> None:
    """Fill Taylor coefficients (ORDER + 1,) of Delta and of the energy.

    moments (MOMENTS,); half_lambda (ORDER + 1,): coefficients of lambda/2; offset: sum of Px;
    edge: Delta_s^2 of the oscillating sources, negative if there are none.
    """
    sources = np.zeros((3, EVEN, ORDER))
    if edge >= 0.0:
        sums = moments[OF_SPINS:].reshape(6, EVEN)
        for j in range(EVEN):
            _source_series(sums[0], sums[1], j, 1.0, edge, sources[0, j, : ORDER - 2 * j])
        for j in range(ODD):
            _source_series(sums[2], sums[3], j, -1.0, edge, sources[1, j, : ORDER - 1 - 2 * j])
            _source_series(sums[4], sums[5], j, 1.0, edge, sources[2, j, : ORDER - 2 * j])
    X, Y = np.zeros((EVEN, ORDER + 1)), np.zeros((EVEN, ORDER + 1))  # X[j]: k = 2j, Y[j]: 2j + 1
    Z = np.zeros((ODD, ORDER + 1))  # k = 2j + 1
    X[:, 0], Y[:, 0] = moments[:EVEN], moments[EVEN : 2 * EVEN]
    Z[:, 0] = moments[2 * EVEN : OF_SPINS]
    X[0, 0] += offset
    gap[0] = half_lambda[0] * X[0, 0]
    for q in range(ORDER):
        # Orders of Y_k beyond ORDER - k would need higher moments, and nothing needs them.
        for j in range((ORDER - q + 1) // 2):
            X[j, q + 1] = (2.0 * Y[j, q] + sources[0, j, q]) / (q + 1)
            if j < ODD:
                change = 2.0 * (X[j + 1, q] + _product(gap, Z[j], q))
                Z[j, q + 1] = (2.0 * _product(gap, Y[j], q) + sources[2, j, q]) / (q + 1)
                Y[j, q + 1] = (sources[1, j, q] - change) / (q + 1)
        gap[q + 1] = _product(half_lambda, X[0], q + 1)
    for q in range(ORDER + 1):
        energy[q] = Z[0, q] - 0.5 * _product(gap, X[0], q)


@kernel
def between(left: Vector, right: Vector, h: float, x: float) -> float:
    """Return the function with those Taylor coefficients at both ends, at a fraction x of h.

    Hermite interpolation: the coefficient of order q at the left end counts
    x^q (1 - x)^m sum_(j < m - q) binomial(m - 1 + j, j) x^j, m = ORDER + 1, which is one in that
    coefficient and zero in all others, and at the right end.
    """
    m = ORDER + 1
    value = 0.0
    for end in range(2):
        at = x if end == 0 else 1.0 - x
        step = h if end == 0 else -h
        coefficients = left if end == 0 else right
        partial = np.empty(m)
        term = 1.0
        total = 0.0
        for j in range(m):
            total += term
            partial[j] = total
            term *= at * (m + j) / (j + 1)
        share = (1.0 - at) ** m
        for q in range(m):
            value += coefficients[q] * share * partial[m - 1 - q]
            share *= at * step
    return value


@kernel
def gap_series(moments: Vector, half_lambdas: Vector, offset: float, edge: float) -> Vector:
    """Return Taylor coefficients of Delta, (m, ORDER + 1), as `series` for moments (m, MOMENTS)."""
    gaps = np.empty((moments.shape[0], ORDER + 1))
    energy = np.empty(ORDER + 1)
    for at in range(moments.shape[0]):
        half_lambda = half_lambdas[at % half_lambdas.shape[0]]
        moment_series(moments[at], half_lambda, offset, edge, gaps[at], energy)
    return gaps


@kernel
def interpolate(
    moments: Vector, half_lambdas: Vector, offset: float, edge: float, ends: Vector,
    which: Indices, wanted: Vector, out: Vector,
) -> None:  # fmt: skip
    """Fill out (n, 2) with Delta and the energy at times `wanted` (n,), increasing.

    moments (m, MOMENTS) at times ends (m,); wanted[i] lies in the step that ends at which[i].
    half_lambdas (1 or m, ORDER + 1).
    """
    gap, energy = np.empty((2, ORDER + 1)), np.empty((2, ORDER + 1))
    known = -1  # the step whose series are there, at its end in row known % 2
    for i in range(wanted.size):
        end = which[i]
        for at in (end - 1, end):
            if known < at:
                moment_series(
                    moments[at], half_lambdas[at % half_lambdas.shape[0]], offset, edge,
                    gap[at % 2], energy[at % 2],
                )  # fmt: skip
                known = at
        h = ends[end] - ends[end - 1]
        x = (wanted[i] - ends[end - 1]) / h
        before, after = (end - 1) % 2, end % 2
        out[i, 0] = between(gap[before], gap[after], h, x)
        out[i, 1] = between(energy[before], energy[after], h, x)
