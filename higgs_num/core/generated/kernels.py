"""Formulas as compiled functions of numbers, for other kernels.

Written by `make generate` from the formulas of `higgs_sym`: do not edit.

Arguments are not checked; callers pass values that are in the domain of the formula already.
"""

from numpy import sqrt

from higgs_num.core.compile import kernel


@kernel
def closure_mode_pole_integrand(
    eps: float, omega: float, Delta: float, z: float, Sx: float, W: float
) -> float:
    """Integrand over eps of the pole condition of (9), linearised with static L.

    Formula `closure_mode.pole_integrand`; source: derived here from paper (9).

    eps: energy of a level from the Fermi level [energy]
    omega: frequency [energy]
    Delta: gap (order parameter) [energy]
    z: zeta_s - zeta_u = 1/(2 tau_m Delta) [1]
    Sx: x component of an equilibrium pseudospin [1]
    W: the function W of the paper's Eq. (9) [1]
    """
    E: float = sqrt(Delta**2 + eps**2)
    value: float = (-4 * W * eps**2 * z / E + Sx * (4 * Delta**2 - omega**2) / Delta) / (
        4 * E**2 - omega**2
    )
    return value
