"""Eqs. (9)-(11) typed from the paper and solved by scipy: shares no code with the steppers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.quench import Problem

Array = NDArray[np.float64]


def solve(
    problem: Problem,
    times: Array,
    *,
    W: Array | None = None,
    theta: Array | None = None,
    spins: Array | None = None,
) -> tuple[Array, Array]:
    """Return Delta (nt,) and S (nt, 3, N) by DOP853 with relative tolerance 1e-13.

    `W`, `theta` (N,) and `spins` (3, N) stand for what the problem derives.
    """
    eps, weights = problem.grid.energies, problem.grid.weights
    rates = (problem.rate_s, problem.rate_u)
    known = (0.0, 0.0) if problem.start == "clean" else rates
    initial = pseudospins(eps, problem.gap_initial, *known)
    # Eq. (10) in the final equilibrium fixes lambda/2.
    half_lambda = problem.gap_final / np.sum(
        weights * pseudospins(eps, problem.gap_final, *known).Sx
    )
    initial_half_lambda = problem.gap_initial / np.sum(weights * initial.Sx)

    def half_lambda_at(t: Any) -> Any:
        if problem.drive is None:
            return half_lambda + 0.0 * t
        return half_lambda * problem.drive.factor(t, initial_half_lambda / half_lambda, t)

    Ds = problem.gap_steady or problem.clean_state.gap_steady
    E = np.hypot(eps, Ds)
    if W is None:
        W = pseudospins(eps, problem.gap_final, *rates).W
    if theta is None:
        cos_theta, sine = problem.clean_state.cos_theta(eps), problem.clean_state.sin_theta(eps)
        signs = {"static": 0.0 * sine, "even": 1.0, "odd": np.sign(eps)}
        sin_theta = sine * signs[problem.closure]
    else:
        cos_theta, sin_theta = np.cos(theta), np.sin(theta)
    rate_s, rate, rate_m = rates[0], rates[0] + rates[1], rates[0] - rates[1]

    def slope(t: float, flat: Array) -> Array:
        Sx, Sy, Sz = flat.reshape(3, -1)
        Delta = half_lambda_at(t) * np.sum(weights * Sx)
        Lx = Ds / E * cos_theta + eps / E * sin_theta * np.cos(2.0 * E * t)
        Ly = -sin_theta * np.sin(2.0 * E * t)
        Lz = -eps / E * cos_theta + Ds / E * sin_theta * np.cos(2.0 * E * t)
        return np.concatenate(
            [
                2.0 * eps * Sy - rate * eps / Ds * Ly,
                -2.0 * eps * Sx
                - 2.0 * Delta * Sz
                - eps * rate_m / E * (W - cos_theta)
                + 2.0 * rate_s * Lz
                + rate * eps / Ds * Lx,
                2.0 * Delta * Sy - 2.0 * rate_s * Ly,
            ]
        )

    start = np.concatenate([initial.Sx, np.zeros_like(eps), initial.Sz])
    if spins is not None:
        start = spins.reshape(-1)
    solution: Any = solve_ivp(
        slope, (0.0, times[-1]), start, "DOP853", times, rtol=1e-13, atol=1e-14
    )
    assert solution.success
    spins = solution.y.T.reshape(times.size, 3, -1)
    return half_lambda_at(times) * (spins[:, 0] @ weights), spins
