"""The pole of the susceptibility at momentum q and at a temperature, followed from q = T = 0."""

from itertools import pairwise

import numpy as np

from higgs_num.response.newton import Pace, derivative, newton
from higgs_num.response.susceptibility import Complex, gap_edge, spectrum
from higgs_num.response.thermal import thermal_second_sheet
from higgs_num.response.time_domain import CLEARANCE, fold_depth
from higgs_num.response.warm_time import late_inverse
from higgs_sym.ground.errors import ComputationError

# Heat changes the pole by exp(-eps_g/T) or (T/Delta)^2: from here on it is followed.
COLD = 0.03
STRIDE = 1.25  # in temperature and in Q
FIRST_Q = 0.05
FARTHEST = 0.5  # of a pole from one rung to the next, over its depth
POINTS = 8  # of Cauchy's formula for a slope
PACE = Pace(settled=1e-13, stride=0.3, points=POINTS)
SHALLOW = 0.98  # depth over pi T that is reached
SCAN = 1.5  # from one trial of a relaxation rate to the next


def second(omega: Complex, alpha: float, temperature: float, Q: float) -> Complex:
    """Return D on the second sheet; of a gapless state to either side of the imaginary axis."""
    if temperature == 0.0:
        return spectrum(omega, alpha, sheet="second", Q=Q).inverse
    mirrored = (omega.real < 0.0) & (alpha > 1.0)
    right = np.where(mirrored, -omega.conj(), omega)
    found = thermal_second_sheet(right, alpha, temperature, Q=Q).inverse
    return np.asarray(np.where(mirrored, found.conj(), found))


def slope(omega: complex, alpha: float, temperature: float, Q: float) -> complex:
    """Return dD/domega by Cauchy's formula."""
    return derivative(lambda z: second(z, alpha, temperature, Q), omega, POINTS)


def settle(omega: complex, alpha: float, temperature: float, Q: float) -> complex | None:
    """Return the zero of D that Newton's method reaches from omega, None if it reaches none."""
    # At T > 0 D is continued from above the threshold alone.
    edge = 2.0 * gap_edge(alpha) if temperature > 0.0 else -np.inf
    return newton(lambda z: second(z, alpha, temperature, Q), omega, PACE, edge)


def oscillating(cold: complex, alpha: float, temperature: float, Q: float) -> complex | None:
    """Return the pole that grows out of `cold`, that of T = Q = 0; None where there is none."""
    omega = cold
    path = [(0.0, rung) for rung in _rungs(FIRST_Q * min(1.0, alpha) ** (1.0 / 3.0), Q)]
    path += [(rung, Q) for rung in _rungs(COLD, temperature)]
    for T, rung in path:
        found = settle(omega, alpha, T, rung)
        # Far from the last rung lies another pole, or none.
        if found is None or abs(found - omega) > FARTHEST * abs(omega.imag):
            return None
        omega = found
    return omega


def _rungs(first: float, last: float) -> list[float]:
    """Return steps from `first` up to `last`, itself included; none if it is 0."""
    if last == 0.0:
        return []
    count = int(np.ceil(max(0.0, np.log(last / first)) / np.log(STRIDE)))
    return [*(first * STRIDE ** np.arange(count)).tolist(), last]


def relaxing(alpha: float, temperature: float, Q: float) -> float | None:
    """Return kappa of the pole -i kappa, 0 < kappa < gamma_g, of a gapless state, or None.

    Raises `ComputationError` where it lies deeper than pi T: there the poles of the occupation lie
    on the way, and as T is small the pole is that of T = 0 but for (T/Delta)^2.
    """
    from scipy.optimize import brentq

    whole = fold_depth(alpha) * (1.0 - CLEARANCE)
    deepest = min(whole, SHALLOW * np.pi * temperature) if temperature > 0.0 else whole

    def along(kappa: float) -> float:
        return float(second(np.array([-1j * kappa]), alpha, temperature, Q)[0].real)

    if late_inverse(alpha, temperature, Q) <= 0.0:
        return None
    scan = np.append(deepest * SCAN ** -np.arange(60.0)[::-1], deepest)
    for low, high in pairwise(scan.tolist()):
        if along(high) < 0.0:
            return float(brentq(along, low, high, xtol=1e-15, rtol=1e-13))
    if deepest < whole:
        raise ComputationError(
            f"At T = {temperature:.6g} Delta and alpha = {alpha:.6g} there is no pole above "
            f"-i pi T; ask for T = 0, or T >= {np.ceil(1e3 * whole / np.pi) / 1e3:g}"
        )
    return None
