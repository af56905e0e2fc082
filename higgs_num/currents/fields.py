"""Condensation energy, superheating field, and the jump of the specific heat."""

import math

from scipy.special import polygamma

from higgs_num.currents.density import superfluid_density
from higgs_num.currents.depairing import depairing
from higgs_num.equilibrium.pair_breaking import (
    CLEAN_TRANSITION,
    CRITICAL_RATE,
    gap,
    rate_of_transition,
)
from higgs_sym.ground.errors import ArgumentError, nonnegative


def free_energy(rate: float) -> float:
    """Return the condensation energy at T = 0 over that without pair breaking.

    1 - pi int_0^rate n_s d rate', closed forms `currents.free_energy` and, beyond alpha = 1,
    the integral itself. 0 in the normal state. The unit is N_0 Delta_00^2/2, N_0 of one spin.

    Raises
    ------
    ArgumentError
        If the rate is negative.

    Examples
    --------
    >>> from higgs_num.currents import free_energy
    >>> free_energy(0.0), round(free_energy(0.1), 9)
    (1.0, 0.705195833)
    """
    from scipy.integrate import quad

    rate = nonnegative("rate", rate)
    if rate >= CRITICAL_RATE:
        return 0.0
    alpha = rate / gap(rate)
    if alpha <= 1.0:
        half = 0.5 * math.pi * alpha
        return math.exp(-half) * (1.0 - half + 2.0 / 3.0 * alpha**2)
    rest, _ = quad(superfluid_density, rate, CRITICAL_RATE, epsabs=1e-13, epsrel=1e-11)
    return math.pi * float(rest)


def superheating_field() -> float:
    """Return H_sh/H_c of a dirty superconductor with large kappa at T = 0.

    The field at the surface is largest where the current there reaches depairing: its energy is
    what the condensation energy has lost (Lin and Gurevich, Phys. Rev. B 85, 054513 (2012)).

    Examples
    --------
    >>> from higgs_num.currents import superheating_field
    >>> print(f"{superheating_field():.6f}")
    0.795603
    """
    return math.sqrt(1.0 - free_energy(depairing().rate))


def jump_ratio(transition: float) -> float:
    """Return the specific-heat jump at T_c over that of the clean film, at T_c/T_c0 in (0, 1].

    `thermodynamics.jump_ratio`; Skalski, Betbeder-Matibet and Weiss, Phys. Rev. 136, A1500 (1964).

    Raises
    ------
    ArgumentError
        If the ratio is not in (0, 1].

    Examples
    --------
    >>> from higgs_num.currents import jump_ratio
    >>> round(jump_ratio(1.0), 12), round(jump_ratio(0.5), 6)
    (1.0, 0.346387)
    """
    rate = rate_of_transition(transition)
    rho = rate / (2.0 * math.pi * float(transition) * CLEAN_TRANSITION)
    z = 0.5 + rho
    if not math.isfinite(rho):
        raise ArgumentError("transition", "be larger: the rate over T_c overflows", transition)
    numerator = float(polygamma(2, 0.5)) * (1.0 - rho * float(polygamma(1, z))) ** 2
    return float(transition) * numerator / float(polygamma(2, z) + rho * polygamma(3, z) / 3.0)
