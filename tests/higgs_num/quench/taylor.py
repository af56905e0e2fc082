"""Eqs. (9)-(11) typed from the paper, by Taylor series in extended precision.

Shares neither equations, sources nor method with the steppers, and its round-off, 1e-19 an
operation, is a thousand times below theirs. All coefficients of S, Delta and the sources follow
from one another: the derivative of x gives x_{k+1} = (right-hand side)_k / (k+1), a product is a
sum over the coefficients of both, and C = sin(theta) cos 2Et, G = sin(theta) sin 2Et turn.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.quench import Problem

Extended = NDArray[np.longdouble]
ORDER = 30
STEP = 1.0 / 16.0  # (2 eps h)^31/31! = 1e-31 at eps = 10: the series has long ended
HAS_EXTENDED = bool(np.finfo(np.longdouble).nmant >= 63)


def extended(values: Any) -> Extended:
    return np.asarray(values, dtype=np.longdouble)


@dataclass(frozen=True)
class Equations:
    """Levels (n,) and the numbers of the printed equations; `theta` closes (11)."""

    eps: Extended
    weights: Extended
    half_lambda: Any
    gap_steady: Any
    cos_theta: Extended
    sin_theta: Extended
    W: Extended
    rate_s: Any
    rate_u: Any

    @classmethod
    def of(cls, problem: Problem) -> "tuple[Equations, Extended]":
        """Return the equations of a problem without a drive, and S (3, N) at t = 0."""
        eps, weights = problem.grid.energies, problem.grid.weights
        rates = (problem.rate_s, problem.rate_u)
        initial = pseudospins(eps, problem.gap_initial, *rates)
        final = pseudospins(eps, problem.gap_final, *rates)
        sine = problem.clean_state.sin_theta(eps)
        closures = {"static": 0.0 * sine, "even": sine, "odd": sine * np.sign(eps)}
        made = cls(
            extended(eps),
            extended(weights),
            extended(problem.gap_final) / np.sum(extended(weights) * extended(final.Sx)),
            extended(problem.clean_state.gap_steady),
            extended(problem.clean_state.cos_theta(eps)),
            extended(closures[problem.closure]),
            extended(final.W),
            extended(rates[0]),
            extended(rates[1]),
        )
        return made, extended(np.stack([initial.Sx, np.zeros_like(eps), initial.Sz]))


def gap(equations: Equations, S: Extended) -> Any:
    return equations.half_lambda * np.sum(equations.weights * S[0])


def step(equations: Equations, t: Any, S: Extended, h: Any) -> Extended:
    """Return S (3, n) at t + h."""
    eps, Ds, n = equations.eps, equations.gap_steady, equations.eps.size
    E = np.sqrt(eps**2 + Ds**2)
    rate = equations.rate_s + equations.rate_u
    rate_m = equations.rate_s - equations.rate_u
    C, G = (np.zeros((ORDER + 1, n), dtype=np.longdouble) for _ in range(2))
    C[0] = equations.sin_theta * np.cos(2 * E * t)
    G[0] = equations.sin_theta * np.sin(2 * E * t)
    for k in range(ORDER):
        C[k + 1] = -2 * E * G[k] / (k + 1)
        G[k + 1] = 2 * E * C[k] / (k + 1)
    constant = np.zeros((ORDER + 1, 1), dtype=np.longdouble)
    constant[0] = 1  # the function 1
    # Eq. (11), and what (9) adds to a free precession.
    Lx = Ds / E * equations.cos_theta * constant + eps / E * C
    Ly = -G
    Lz = -eps / E * equations.cos_theta * constant + Ds / E * C
    to_x = -rate * eps / Ds * Ly
    to_y = (
        -eps * rate_m / E * (equations.W - equations.cos_theta) * constant
        + 2 * equations.rate_s * Lz
        + rate * eps / Ds * Lx
    )
    to_z = -2 * equations.rate_s * Ly

    series = np.zeros((ORDER + 1, 3, n), dtype=np.longdouble)
    series[0] = S
    gaps = np.zeros(ORDER + 1, dtype=np.longdouble)
    for k in range(ORDER):
        x, y = series[k, 0], series[k, 1]
        gaps[k] = gap(equations, series[k])
        products = np.sum(gaps[k::-1, None, None] * series[: k + 1, 1:], axis=0)
        series[k + 1, 0] = (2 * eps * y + to_x[k]) / (k + 1)
        series[k + 1, 1] = (-2 * eps * x - 2 * products[1] + to_y[k]) / (k + 1)
        series[k + 1, 2] = (2 * products[0] + to_z[k]) / (k + 1)
    total = series[ORDER]
    for k in range(ORDER - 1, -1, -1):
        total = series[k] + h * total
    return total


def solve(equations: Equations, S: Extended, times: NDArray[np.float64]) -> tuple[Extended, Any]:
    """Return Delta (nt,) and the last S (3, n); times are multiples of STEP, from 0 on."""
    gaps, t = [gap(equations, S)], np.longdouble(0)
    for save in times[1:]:
        while t < save:
            S = step(equations, t, S, np.longdouble(STEP))
            t += STEP
        gaps.append(gap(equations, S))
    return extended(gaps), S
