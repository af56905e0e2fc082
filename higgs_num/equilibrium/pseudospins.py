"""Equilibrium pseudospins in float64, Eq. (12) and its extensions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from higgs_num.core import equilibrium as core
from higgs_num.equilibrium.coefficients import PseudospinCoefficients, pseudospin_coefficients
from higgs_num.equilibrium.warm import COLDEST, HOTTEST, warm_pseudospins
from higgs_num.inputs.vectors import real_array
from higgs_sym.ground.errors import (
    ArgumentError,
    ComputationError,
    nonnegative,
    positive,
    told,
)

Array = NDArray[np.float64]

REMEMBERED = 20_000  # levels, of the last few states


@dataclass(frozen=True)
class Pseudospins:
    """Equilibrium pseudospins and the source function W, each of the shape of `eps`.

    `Sx` is even and `Sz` odd in eps, `W` is even. S^y vanishes in equilibrium.
    """

    Sx: Array
    Sz: Array
    W: Array


def pseudospins(
    eps: ArrayLike,
    Delta: float,
    rate_s: float = 0.0,
    rate_u: float = 0.0,
    temperature: float = 0.0,
) -> Pseudospins:
    """Return S^x, S^z and W of the equilibrium state at energies `eps`.

    Parameters
    ----------
    eps : array-like of any shape
        Energies measured from the Fermi level, either sign, zero included.
    Delta : float > 0
        Gap amplitude of this very state (not of the clean one). Energies and rates are in the
        same unit as `Delta`.
    rate_s, rate_u : float >= 0
        1/tau_s (spin-flip) and 1/tau_u (nonmagnetic). `rate_s >= Delta` is the gapless state.
    temperature : float
        k_B T: 0, or between 1e-3 and 100 times `Delta`, which is the gap at this temperature.

    Returns
    -------
    Pseudospins
        Arrays of the shape of `eps`. They satisfy
        eps S^x + Delta S^z = -eps W (rate_s - rate_u)/(2 sqrt(eps^2 + Delta^2)).

    Raises
    ------
    ArgumentError
        A rate is negative, `Delta` is not positive, a number is not finite, `rate_s` exceeds
        1e140 Delta, `rate_u` exceeds `rate_s` by more than 3e4 Delta, the temperature is out of its
        range, or eps/Delta overflows.
        Energies may have any size otherwise: only ratios matter.

    Notes
    -----
    Eq. (12) with the lower limit of the integral at R = max(1, rate_s/Delta), and with both
    kinds of impurities: R - zeta_s becomes R - (rate_s - rate_u)/(2 Delta).
    """
    points = real_array("eps", eps, ndim=None)
    Delta = positive("Delta", Delta)
    heat = checked_heat(temperature, Delta)
    table = pseudospin_coefficients(Delta, rate_s, rate_u)
    with np.errstate(over="ignore", under="ignore"):
        x = np.ascontiguousarray(points / Delta).reshape(-1)
    if not np.isfinite(x).all():
        raise ArgumentError("Delta", "be large enough for eps/Delta to be finite", Delta)
    if x.size <= REMEMBERED:
        # What sets up a quench asks twice for the states before and after it.
        result = _filled(x.tobytes(), float(Delta), float(rate_s), float(rate_u), heat).copy()
    else:
        result = _fill(x, table, float(rate_s) / Delta, float(rate_u) / Delta, heat)
    if not np.isfinite(result).all():
        raise ComputationError(
            f"Equilibrium pseudospins are not finite at Delta = {Delta:g}, "
            f"rate_s = {rate_s}, rate_u = {rate_u}"
        )
    return Pseudospins(*(part.reshape(points.shape) for part in result))


def checked_heat(temperature: float, Delta: float) -> float:
    """Return T/Delta, 0 or in the supported range; else raise `ArgumentError`."""
    T = nonnegative("temperature", temperature)
    if T > 0.0 and not COLDEST * Delta <= T <= HOTTEST * Delta:
        rule = f"be 0 or between {COLDEST:g} and {HOTTEST:g} times the gap, {told(Delta)}"
        raise ArgumentError("temperature", rule, T)
    return T / Delta


def _fill(
    x: Array, table: PseudospinCoefficients, rate_s: float, rate_u: float, heat: float
) -> Array:
    if heat > 0.0:
        return warm_pseudospins(x, rate_s, rate_u, heat)
    result = np.empty((3, x.size))
    core.fill_pseudospins(x, table.cut, table.nodes, table.series, result)
    return result


@lru_cache(maxsize=8)
def _filled(x: bytes, Delta: float, rate_s: float, rate_u: float, heat: float) -> Array:
    table = pseudospin_coefficients(Delta, rate_s, rate_u)
    return _fill(np.frombuffer(x), table, rate_s / Delta, rate_u / Delta, heat)


def norm(eps: ArrayLike, Delta: float, rate_s: float = 0.0, rate_u: float = 0.0) -> Array:
    """Return |S| = sqrt(S^x^2 + S^z^2); 1 in a clean superconductor. Arguments: `pseudospins`."""
    state = pseudospins(eps, Delta, rate_s, rate_u)
    return cast(Array, np.hypot(state.Sx, state.Sz))


def w(eps: ArrayLike, Delta: float, rate_s: float = 0.0, rate_u: float = 0.0) -> Array:
    """Return w = W/2, the function of the paper's equilibrium identity after (12).

    eps S^x + Delta S^z = -w eps (rate_s - rate_u)/sqrt(eps^2 + Delta^2). Arguments as in
    `pseudospins`.
    """
    return pseudospins(eps, Delta, rate_s, rate_u).W / 2
