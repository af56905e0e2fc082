"""Isolated roots of the Lax norm on the imaginary axis, for arrays of quenches.

In units of Delta_i, L^2(i y) vanishes where (eta -+ 1) H(eta) = beta. The branch with the
minus sign rises from -pi/2 and passes beta once when beta > -pi/2; the branch with the plus
sign starts at pi/2 and passes beta once when beta > pi/2. So the roots number 0, 1, 2 in
phases I, II, III, at any cutoff; `count.py` counts them independently.

No double is +-pi/2, so each lies on one side of a border, and its phase is exact. Near a border
the new root is solved for in beta -+ pi/2, where nothing cancels: it keeps its digits, however
small it is.
"""

import numpy as np

from higgs_num.steady.lax import HALF_PI, HALF_PI_REST, Array, axis_function, axis_slope
from higgs_sym.ground.errors import ComputationError

MAX_STEPS = 200
# The new root is small within this distance from a border: twelve steps, each of which gains two
# digits or more, end at rounding.
NEAR_BORDER = 1e-3
NEAR_STEPS = 12
# Roots nearer to each other than this, relatively, have their difference by `separation`.
CLOSE = 1e-3


def solve_on_axis(
    beta: Array, shift: float, lower: Array, upper: Array, inverse_cutoff: Array
) -> Array:
    """Return the eta in (lower, upper] with (eta + shift) H(eta) = beta, by Newton in a bracket.

    The left side must rise from below beta to above it; arrays of shape (n,), lower >= -1.
    """
    result = upper.copy()
    todo = np.arange(beta.size)
    low, high, eta = lower, upper, upper
    for _ in range(MAX_STEPS):
        H = axis_function(eta, inverse_cutoff)
        residual = (eta + shift) * H - beta
        slope = H + (eta + shift) * axis_slope(eta, H, inverse_cutoff)
        high = np.where(residual > 0.0, np.minimum(high, eta), high)
        low = np.where(residual < 0.0, np.maximum(low, eta), low)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = eta - residual / slope
        # Quadratic convergence: a Newton step of 1e-9 leaves an error of rounding size, even when
        # it lands on an end of the bracket; a bisection as short as that proves nothing.
        converged = (np.abs(newton - eta) <= 1e-9 * np.abs(eta)) | (residual == 0.0)
        inside = (newton > low) & (newton < high)
        step = np.where(inside, newton, 0.5 * (low + high))
        step = np.where(residual == 0.0, eta, np.where(converged, np.clip(newton, low, high), step))
        # A bracket of neighbouring floats cannot shrink.
        done = converged | (high - low <= 4.0 * np.spacing(np.abs(high)))
        result[todo[done]] = step[done]
        if done.all():
            return result
        go = ~done
        todo, beta, inverse_cutoff = todo[go], beta[go], inverse_cutoff[go]
        low, high, eta = low[go], high[go], step[go]
    raise ComputationError("Isolated roots did not converge; the quench is outside double range")


def near_border(beyond: Array, shift: float, inverse_cutoff: Array) -> Array:
    """Return the small eta with (eta + shift) H(eta) = shift pi/2 + beyond, 0 < beyond << 1.

    With q = |eta + shift|/sqrt(1 - eta^2) and the angle of the cut's rest,
    (eta + shift) H - shift pi/2 = shift (pi/2) (q - 1) - shift q arctan(eta/(T r)).
    """
    edge = np.hypot(1.0, inverse_cutoff)

    def distance(eta: Array) -> Array:
        r = np.sqrt((1.0 - eta) * (1.0 + eta))
        q = (1.0 + shift * eta) / r
        # q - 1 without cancellation: q^2 = (1 + shift eta)/(1 - shift eta).
        more = 2.0 * shift * eta / ((1.0 - shift * eta) * (1.0 + q))
        return np.asarray(shift * (HALF_PI * more - q * np.arctan2(eta * edge, r)))

    eta = beyond
    for _ in range(NEAR_STEPS):
        eta = eta * (beyond / distance(eta))
    return eta


def separation(larger: float, smaller: float, inverse_cutoff: float) -> float:
    """Return larger - smaller of the two isolated roots to full relative precision.

    They nearly agree after a large quench. Their conditions differ by
    w1 H(w1) - w2 H(w2) = H(w1) + H(w2), and the slope of eta H, (eta c - H)/(eta^2 - 1), is smooth
    in between.
    """
    direct = larger - smaller
    if direct > CLOSE * larger:
        return direct
    edge = np.hypot(1.0, inverse_cutoff)
    x, weights = np.polynomial.legendre.leggauss(4)  # an error of (direct/larger)^8
    eta = smaller + 0.5 * (1.0 + x) * direct
    c = edge / (1.0 + (eta * inverse_cutoff) ** 2)
    H = axis_function(np.concatenate([eta, [smaller, larger]]), np.array(inverse_cutoff))
    slope = (eta * c - H[:4]) / ((eta - 1.0) * (eta + 1.0))
    return float(2.0 * (H[4] + H[5]) / (weights @ slope))


def isolated_roots(beta: Array, ratio: Array, inverse_cutoff: Array) -> tuple[Array, Array]:
    """Return both isolated roots y/Delta_i of every quench; 0 stands for "no such root".

    beta : coupling change 1/lambda_i - 1/lambda_f, shape (n,)
    ratio : Delta_f/Delta_i, shape (n,); no root exceeds it
    inverse_cutoff : Delta_i/D, shape (n,)
    """
    larger, smaller = np.zeros_like(beta), np.zeros_like(beta)
    some = beta >= -HALF_PI  # the double -HALF_PI is larger than -pi/2
    if some.any():
        # The root equals the ratio when nothing changes: leave a little room for rounding.
        upper = ratio[some] * (1.0 + 1e-14)
        larger[some] = np.where(
            beta[some] == 0.0,
            1.0,
            solve_on_axis(beta[some], -1.0, np.zeros_like(upper), upper, inverse_cutoff[some]),
        )
        beyond = (beta + HALF_PI) + HALF_PI_REST
        near = some & (beyond < NEAR_BORDER)
        larger[near] = near_border(beyond[near], -1.0, inverse_cutoff[near])
    two = beta > HALF_PI
    if two.any():
        upper = larger[two]
        smaller[two] = solve_on_axis(
            beta[two], 1.0, np.zeros_like(upper), upper, inverse_cutoff[two]
        )
        beyond = (beta - HALF_PI) - HALF_PI_REST
        near = two & (beyond < NEAR_BORDER)
        smaller[near] = near_border(beyond[near], 1.0, inverse_cutoff[near])
    return larger, smaller
