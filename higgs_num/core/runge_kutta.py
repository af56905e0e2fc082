"""The classical fourth-order Runge-Kutta step for Eq. (9) as printed."""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel
from higgs_num.core.equations import slope


@kernel
def _rotate(C: Vector, G: Vector, cos_E: Vector, sin_E: Vector) -> None:
    for i in range(C.size):
        c = cos_E[i] * C[i] - sin_E[i] * G[i]
        G[i] = sin_E[i] * C[i] + cos_E[i] * G[i]
        C[i] = c


@kernel
def rk4_steps(
    S: Vector, C: Vector, G: Vector, eps: Vector, weights: Vector, half_lambda: float,
    constant: Vector, x_source: Vector, y_source: Vector, z_source: float,
    cos_E: Vector, sin_E: Vector, h: float, steps: int,
) -> None:  # fmt: skip
    """Make `steps` steps of length h in place; cos_E, sin_E belong to half a step of C and G."""
    k = np.empty_like(S)
    total = np.empty_like(S)
    for _ in range(steps):
        slope(
            S, C, G, eps, weights, half_lambda, constant, x_source, y_source, z_source, k
        )  # fmt: skip
        total[:] = k
        _rotate(C, G, cos_E, sin_E)
        for stage in range(2):
            k[:] = S + 0.5 * h * k
            slope(
                k.copy(), C, G, eps, weights, half_lambda,
                constant, x_source, y_source, z_source, k,
            )  # fmt: skip
            total += 2.0 * k
            if stage == 1:
                _rotate(C, G, cos_E, sin_E)
        k[:] = S + h * k
        slope(
            k.copy(), C, G, eps, weights, half_lambda, constant, x_source, y_source, z_source, k
        )  # fmt: skip
        total += k
        S += h / 6.0 * total
