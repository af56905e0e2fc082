"""Linear response of Eq. (9): where its amplitude mode is, and what a small quench excites.

With static sources the equations linearised about the equilibrium have, in the Laplace variable
s, the response N(s)/D(s): D vanishes at the mode, and its residue there is the amplitude that an
infinitesimal quench of the coupling leaves undamped.
"""

import math
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.generated.arrays import closure_mode_omega, conventions_z
from higgs_num.core.pole import pole_condition
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.levels.sets import HalfLevels, LevelSet
from higgs_sym.ground.errors import ArgumentError, instance, nonnegative, positive

# Relative distance to the continuum edge 2 Delta below which a sum over levels cannot resolve
# the pole; see `closure_mode`.
EDGE = 1e-9


# Gauss nodes of one half of the band, in asinh(eps/z): the integrand is smooth on that scale.
NODES = 200


@dataclass(frozen=True)
class SmallQuench:
    """delta Delta(t) per unit change of the equilibrium gap, at long times.

    delta Delta(t) = mean + amplitude cos(frequency t + phase) + decaying terms, measured from
    the final gap, for an initial gap that differs by +1 (in linear response).
    """

    frequency: float
    mean: float
    amplitude: float
    phase: float


def closure_mode(levels: LevelSet, gap: float, rate_s: float, rate_u: float = 0.0) -> float:
    """Return the frequency of the undamped mode of (9), the zero of D below 2 Delta.

    Parameters
    ----------
    levels
        The sum over them stands for the integral; any cutoff.
    gap, rate_s, rate_u
        Equilibrium gap and rates, in the unit of the levels.

    Raises
    ------
    ArgumentError
        If 1/tau_m = rate_s - rate_u is not positive: then D has no zero there. Or if rate_s
        exceeds the gap, a gapless equilibrium.
    """
    levels = instance("levels", levels, LevelSet)
    gap = positive("gap", gap)
    rate_s, rate_u = nonnegative("rate_s", rate_s), nonnegative("rate_u", rate_u)
    if rate_s > gap:
        rule = f"be <= the gap, {gap:.6g} (above it is gapless, and (9) has no mode)"
        raise ArgumentError("rate_s", rule, rate_s)
    z = _z(gap, rate_s, rate_u)
    if z <= 0.0:
        raise ArgumentError(
            "rate_u", f"be < rate_s, {rate_s:.6g} (else no mode below 2 Delta)", rate_u
        )
    spins = pseudospins(levels.energies, gap, rate_s, rate_u)

    def condition(omega: float) -> float:
        return pole_condition(levels.energies, levels.weights, spins.Sx, spins.W, omega, gap, z)

    from scipy.optimize import brentq

    low, high = 1e-3 * gap, 2.0 * gap * (1.0 - EDGE)
    if not condition(low) < 0.0 < condition(high) and not condition(high) < 0.0 < condition(low):
        raise ArgumentError(
            "rate_s", f"be large enough for the mode to split from 2 Delta on {levels}", rate_s
        )
    return float(brentq(condition, low, high, xtol=1e-15, rtol=1e-15))


def closure_pole(rate_s: float, rate_u: float, cutoff: float | None) -> tuple[float | None, str]:
    """Return the undamped mode of (9), unit: the gap, and a remark; None if it has none."""
    if rate_s > 1.0:
        return None, "no pole: 1/(tau_s Delta) > 1 is gapless, where (9) has none to 2 Delta"
    gap = np.asarray(1.0)
    z = float(conventions_z(np.asarray(rate_s), np.asarray(rate_u), gap))
    if z <= 0.0:
        return None, "no pole: 1/tau_m = 1/tau_s - 1/tau_u is not positive"
    if cutoff is not None:
        # An integral, not levels: at the pole 4 E^2 - omega^2 = 4 (eps^2 + width^2), width ~ z.
        band = HalfLevels.continuum(cutoff, z, NODES)
        return closure_mode(band, 1.0, rate_s, rate_u), f"cutoff {cutoff:g}"
    return float(closure_mode_omega(gap, np.asarray(z))), "infinite cutoff"


def small_quench(levels: LevelSet, gap: float, rate_s: float, rate_u: float = 0.0) -> SmallQuench:
    """Return the undamped answer of (9) to an infinitesimal quench; arguments of `closure_mode`."""
    frequency = closure_mode(levels, gap, rate_s, rate_u)
    gap, rate_s, rate_u = float(gap), float(rate_s), float(rate_u)
    eps, weights = levels.energies, levels.weights
    spins = pseudospins(eps, gap, rate_s, rate_u)
    dSx, dSz = _gap_derivative(eps, gap, rate_s, rate_u)
    four_E2 = 4.0 * (eps**2 + gap**2)
    torque = 4.0 * eps * spins.Sz

    def D(s: complex) -> complex:
        return complex(np.dot(weights, spins.Sx / gap + torque / (s * s + four_E2)))

    def D_prime(s: complex) -> complex:
        return complex(np.dot(weights, -2.0 * s * torque / (s * s + four_E2) ** 2))

    def sN(s: complex) -> complex:
        drive = 4.0 * eps * (eps * dSx + gap * dSz)
        return complex(np.dot(weights, dSx - drive / (s * s + four_E2)))

    s = 1j * frequency
    residue = sN(s) / (s * D_prime(s))
    return SmallQuench(
        frequency=frequency,
        mean=(sN(0.0) / D(0.0)).real,
        amplitude=2.0 * abs(residue),
        phase=math.atan2(residue.imag, residue.real),
    )


def _z(gap: float, rate_s: float, rate_u: float) -> float:
    return float(conventions_z(np.asarray(rate_s), np.asarray(rate_u), np.asarray(gap)))


def _gap_derivative(eps: Vector, gap: float, rate_s: float, rate_u: float) -> tuple[Vector, Vector]:
    """Derivative of the equilibrium spins to the gap, to 1e-12: five-point differences."""
    step = 1e-3 * gap
    stencil = {-2: 1.0 / 12.0, -1: -2.0 / 3.0, 1: 2.0 / 3.0, 2: -1.0 / 12.0}
    dSx, dSz = np.zeros_like(eps), np.zeros_like(eps)
    for n, factor in stencil.items():
        spins = pseudospins(eps, gap + n * step, rate_s, rate_u)
        dSx += factor / step * spins.Sx
        dSz += factor / step * spins.Sz
    return dSx, dSz
