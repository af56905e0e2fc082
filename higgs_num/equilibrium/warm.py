"""Equilibrium pseudospins at a temperature T > 0: Eq. (12) as sums over fermionic frequencies.

The integrals of (12), `(2/pi) int_0^inf d omega F`, become `4 T sum_{n >= 0} F(omega_n)`, with
kappa = Delta (R - z): F is (kappa/R)/(kappa^2 + eps^2) for S^x, -eps/(kappa^2 + eps^2) for S^z and
E/(R (kappa^2 + eps^2)) for W. What they are without impurities, tanh(E/2T) times the state at
T = 0, is taken out of S^x and S^z: the rest falls as omega^-3.
"""

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.pairs import WHOLE
from higgs_num.core.response import SAME, far_end, near
from higgs_num.core.thermal import first_branch
from higgs_num.equilibrium.fermionic import fermionic_rule

Array = NDArray[np.float64]

# Range of T/Delta in which the sums were compared with others.
COLDEST, HOTTEST = 1e-3, 100.0
BLOCK = 2048  # levels at a time, each with all frequencies


def warm_pseudospins(x: Array, rate_s: float, rate_u: float, temperature: float) -> Array:
    """Return S^x, S^z and W at eps = x, (3, n), in units of the gap; T in the range above."""
    alpha, z = rate_s, 0.5 * (rate_s - rate_u)
    path, weights = fermionic_rule(
        temperature, max(1.0, alpha, abs(z)), SAME, far_end(WHOLE, 1.0), near(0.0, 1.0)
    )
    R = first_branch(path, alpha)[1]
    rule = weights[0] / np.pi  # 4 T sum F is (1/pi) times 4 pi T sum F
    kappa = R - z
    clean = path * path + 1.0
    found = np.empty((3, x.size))
    for begin in range(0, x.size, BLOCK):
        part = slice(begin, begin + BLOCK)
        eps = x[part, None]
        E = np.hypot(1.0, x[part])
        square = eps * eps
        full = 1.0 / (kappa * kappa + square)
        bare = 1.0 / (clean + square)
        # Differences first: far out they are much smaller than either term.
        less = full - bare
        change_x = (less - z / R * full) @ rule
        change_z = less @ rule
        length = np.tanh(0.5 * E / temperature)
        found[0, part] = length / E + change_x.real
        found[1, part] = -x[part] * (length / E + change_z.real)
        found[2, part] = E * ((full / R) @ rule).real
    return found
