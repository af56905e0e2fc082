"""Eq. (9) as printed, no splitting and no P: its right-hand side and that linearised.

Arrays over levels are padded to a multiple of eight with zeros, which stay zeros.
"""

from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel
from higgs_num.core.sums import dot


@kernel
def slope(
    S: Vector, C: Vector, G: Vector, eps: Vector, weights: Vector, half_lambda: float,
    constant: Vector, x_source: Vector, y_source: Vector, z_source: float, out: Vector,
) -> None:  # fmt: skip
    """Put dS/dt (3, m) into `out`; C, G are sin(theta) times cos and sin of 2Et."""
    two_gap = 2.0 * half_lambda * dot(weights, S[0])
    for i in range(eps.size):
        out[0, i] = 2.0 * eps[i] * S[1, i] + x_source[i] * G[i]
        out[1, i] = -2.0 * eps[i] * S[0, i] - two_gap * S[2, i] + constant[i] + y_source[i] * C[i]
        out[2, i] = two_gap * S[1, i] + z_source * G[i]


@kernel
def linearised(
    S: Vector, change: Vector, eps: Vector, weights: Vector, half_lambda: float, out: Vector
) -> None:
    """Put the change of dS/dt into `out`, for a small `change` (3, m) of S."""
    two_gap = 2.0 * half_lambda * dot(weights, S[0])
    two_gap_change = 2.0 * half_lambda * dot(weights, change[0])
    for i in range(eps.size):
        out[0, i] = 2.0 * eps[i] * change[1, i]
        out[1, i] = -2.0 * eps[i] * change[0, i] - two_gap * change[2, i] - two_gap_change * S[2, i]
        out[2, i] = two_gap * change[1, i] + two_gap_change * S[1, i]
