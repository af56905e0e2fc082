"""Isolated roots of the Lax norm on the imaginary axis, for arrays of quenches.

In units of Delta_i, L^2(i y) vanishes where (eta -+ 1) H(eta) = beta. The branch with the
minus sign rises from -pi/2 and passes beta once when beta > -pi/2; the branch with the plus
sign starts at pi/2 and passes beta once when beta > pi/2. So the roots number 0, 1, 2 in
phases I, II, III, at any cutoff; `count.py` counts them independently.
"""

import numpy as np

from higgs_num.steady.lax import HALF_PI, Array, axis_function, axis_slope
from higgs_sym.ground.errors import ComputationError

MAX_STEPS = 200


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


def isolated_roots(beta: Array, ratio: Array, inverse_cutoff: Array) -> tuple[Array, Array]:
    """Return both isolated roots y/Delta_i of every quench; 0 stands for "no such root".

    beta : coupling change 1/lambda_i - 1/lambda_f, shape (n,)
    ratio : Delta_f/Delta_i, shape (n,); no root exceeds it
    inverse_cutoff : Delta_i/D, shape (n,)
    """
    larger, smaller = np.zeros_like(beta), np.zeros_like(beta)
    some = beta > -HALF_PI
    if some.any():
        # The root equals the ratio when nothing changes: leave a little room for rounding.
        upper = ratio[some] * (1.0 + 1e-14)
        larger[some] = np.where(
            beta[some] == 0.0,
            1.0,
            solve_on_axis(beta[some], -1.0, np.zeros_like(upper), upper, inverse_cutoff[some]),
        )
    two = beta > HALF_PI
    if two.any():
        upper = larger[two]
        smaller[two] = solve_on_axis(
            beta[two], 1.0, np.zeros_like(upper), upper, inverse_cutoff[two]
        )
    return larger, smaller
