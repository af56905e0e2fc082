"""Kinetic inductance of a wire that carries a dc current, at frequencies far below the gap.

The gap follows the current. For an ac current parallel to the dc one L_k is dp/dJ, perpendicular
p/J, both in units of L_k without current; J is proportional to p n_s(p).
"""

import math
from dataclasses import dataclass

from higgs_num.currents.density import density_series, superfluid_density
from higgs_num.currents.depairing import Flowing, depairing, flowing
from higgs_sym.ground.errors import positive

HBAR = 0.6582119569509066  # meV ps, exact in the SI
DEGREE = 12
# n_s is analytic in the rate: differences on this share of the rate at depairing.
REACH = 0.02


@dataclass(frozen=True)
class Inductance:
    """L_k of a wire at one current, over L_k without current; infinite at J_dp if parallel.

    Examples
    --------
    >>> from higgs_num.currents import inductance
    >>> found = inductance(0.5)
    >>> print(f"{found.parallel:.6f} {found.perpendicular:.6f}")
    1.125807 1.038472
    """

    state: Flowing
    parallel: float
    perpendicular: float


def inductance(share: float, rate_s: float = 0.0, temperature: float = 0.0) -> Inductance:
    """Return L_k(J)/L_k(0), `share` = J/J_dp in [0, 1].

    Raises as `flowing`.

    Examples
    --------
    >>> from higgs_num.currents import inductance
    >>> round(inductance(0.0).parallel / inductance(0.0).perpendicular, 12)
    1.0
    """
    state = flowing(share, rate_s, temperature)
    rate_s, T = state.rate - state.rate_q, state.temperature
    still = superfluid_density(rate_s, T)
    slope = density_slope(state.rate, T)
    # J = p n(p^2): dJ/dp = n + 2 Gamma_q dn/dGamma.
    stiffness = state.density + 2.0 * state.rate_q * slope
    parallel = still / stiffness if share < 1.0 else math.inf
    return Inductance(state, parallel, still / state.density)


def nonlinearity(rate_s: float = 0.0, temperature: float = 0.0) -> tuple[float, float]:
    """Return (C_parallel, C_perpendicular) of L_k = L_k(0) (1 + C (J/J_dp)^2 + ...).

    The first is three times the second. Without impurities at T = 0:
    `currents.inductance_parallel`, `currents.inductance_perpendicular`.

    Examples
    --------
    >>> from higgs_num.currents import nonlinearity
    >>> [round(one, 6) for one in nonlinearity()]
    [0.408961, 0.13632]
    """
    most = depairing(rate_s, temperature)
    still = superfluid_density(most.rate_s, most.temperature)
    # n = n_0 + n' Gamma_q, and Gamma_q = (J/n)^2.
    one = -density_slope(most.rate_s, most.temperature) * most.current**2 / still**3
    return 3.0 * one, one


def density_slope(rate: float, T: float) -> float:
    """Return dn_s/dGamma at constant temperature, the gap following."""
    reach = REACH * 0.5
    low = max(0.0, rate - reach)
    high = low + 2.0 * reach
    series = density_series(low, high, T, DEGREE)
    return float(series.deriv()(rate))


def kinetic_inductance(sheet_resistance: float, density_meV: float) -> float:
    """Return L_k of a square in pH: hbar R_sq/(pi n_s), R_sq in ohm, n_s in meV.

    Raises
    ------
    ArgumentError
        If an argument is not positive.

    Examples
    --------
    >>> from higgs_num.currents import kinetic_inductance
    >>> print(f"{kinetic_inductance(100.0, 2.0):.4g}")
    10.48
    """
    R, n = positive("sheet_resistance", sheet_resistance), positive("density_meV", density_meV)
    return HBAR * R / (math.pi * n)


def depairing_amperes(
    current: float, gap_meV: float, sheet_resistance: float, diffusion: float, width: float
) -> float:
    """Return the depairing current of a strip in amperes.

    I = w pi/(2 e R_sq) sqrt(2/(hbar D)) n_s sqrt(Gamma_q): 0.75 Delta^(3/2)/(e R_sq sqrt(hbar D))
    of unit width without impurities at T = 0 (Romijn et al., Phys. Rev. B 26, 3648 (1982)).

    Parameters
    ----------
    current
        `Depairing.current`, in Delta_00^(3/2).
    gap_meV
        Delta_00 in meV.
    sheet_resistance, diffusion, width
        R_sq of the normal state in ohm, D in cm^2/s, w in micrometres.

    Raises
    ------
    ArgumentError
        If an argument is not positive.

    Examples
    --------
    >>> from higgs_num.currents import depairing, depairing_amperes
    >>> J = depairing_amperes(depairing().current, 2.0, 100.0, 0.5, 0.1)
    >>> J > 0
    True
    """
    J, gap = positive("current", current), positive("gap_meV", gap_meV)
    R, D = positive("sheet_resistance", sheet_resistance), positive("diffusion", diffusion)
    w = positive("width", width)
    # In meV, ps, micrometres: 1 cm^2/s is 1e-4 um^2/ps, and meV/(e ohm) is a milliampere.
    density: float = math.pi / (2.0 * R) * math.sqrt(2.0 / (HBAR * D * 1e-4)) * gap**1.5 * J
    return density * w * 1e-3
