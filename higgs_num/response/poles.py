"""Poles of the susceptibility on the second sheet (gap = 1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.inputs import real_array
from higgs_num.response.newton import Pace, derivative, newton
from higgs_num.response.susceptibility import (
    STEP_OPPOSITE,
    STEP_SAME,
    Complex,
    Real,
    inverse_with_error,
    momentum,
    pair_breaking,
    static_inverse_susceptibility,
)
from higgs_num.response.thermal import heat
from higgs_num.response.time_domain import relaxation_pole, static_inverse
from higgs_num.response.warm_poles import oscillating, relaxing, second, slope
from higgs_num.response.warm_time import late_inverse
from higgs_sym.ground.errors import ArgumentError, ComputationError
from higgs_sym.ground.shown import Shown

# Where Newton's method converges from the small-alpha law, and how far one step of alpha may go.
SAFE_START = 0.01
STRIDE = 1.3
LARGEST_OSCILLATING = 1.0


class Effort(NamedTuple):
    """Steps of the sums, and how small a relative change of omega ends the search."""

    steps: tuple[float, float]
    settled: float


# A pole on the way, at a smaller alpha, only has to be good enough a start for the next.
ON_THE_WAY = Effort((STEP_SAME, STEP_OPPOSITE), 1e-4)
# Finer than for spectra: at small alpha a branch point lies close below the pole.
RESULT = Effort((0.125, 0.03), 1e-14)
# Points of Cauchy's formula for a slope: where it steers Newton's method, and where it is a result.
STEERING = 4
EXACT = 32
ACCURACY = 1e-12  # of D where T or Q is not 0


@dataclass(frozen=True)
class Pole(Shown):
    """Zero of D on the second sheet nearest to the real axis.

    omega: position, Im < 0. error: estimate of |error| of it.
    weight: the step response contains `2 Re weight exp(-i omega t)`, and for a purely imaginary
    omega, `weight exp(-i omega t)`.

    Examples
    --------
    >>> from higgs_num.response import second_sheet_pole
    >>> pole = second_sheet_pole(0.1)
    >>> print(f"{pole.omega:.9f}")
    1.760313267-0.258361444j
    >>> pole.error < 1e-9
    True
    """

    alpha: float
    omega: complex
    error: float
    weight: complex
    temperature: float = 0.0
    Q: float = 0.0

    def part(self, times: ArrayLike) -> Real:
        """Return the contribution of the pole to the step response at times >= 0 of any shape."""
        t = real_array("times", times, ndim=None)
        if np.any(t < 0.0):
            raise ArgumentError("times", "be >= 0", float(t[t < 0.0].flat[0]))
        pairs = 1.0 if self.omega.real == 0.0 else 2.0
        return np.asarray(pairs * (self.weight * np.exp(-1j * self.omega * t)).real)


def _second(omega: Complex, alpha: float, effort: Effort) -> tuple[Complex, Real]:
    _, value, error = inverse_with_error(omega, alpha, "second", effort.steps)
    return value, error


def _slope(omega: complex, alpha: float, effort: Effort, points: int) -> complex:
    """Return dD/domega by Cauchy's formula on a circle well inside the nearest branch point."""
    return derivative(lambda z: _second(z, alpha, effort)[0], omega, points)


def _newton(omega: complex, alpha: float, effort: Effort) -> complex:
    pace = Pace(effort.settled, stride=0.5, points=STEERING)
    found = newton(lambda z: _second(z, alpha, effort)[0], omega, pace)
    if found is None:
        raise ComputationError(f"the search of the pole did not settle at alpha = {alpha:.12g}")
    return found


@cache
def _rung(number: int) -> tuple[float, complex]:
    """Return alpha and the pole, to a few digits, of a rung on the way up from small alpha.

    The rungs are the same for every alpha above them, so what is remembered changes no result.
    """
    if number == 0:
        return SAFE_START, _newton(_weak(SAFE_START), SAFE_START, ON_THE_WAY)
    at, below = _rung(number - 1)
    after = at * STRIDE
    return after, _newton(_stride(below, at, after), after, ON_THE_WAY)


def _weak(alpha: float) -> complex:
    """Return the law of small alpha; `scaling.scaling_pole` derives the numbers."""
    grown: float = alpha ** (2.0 / 3.0)
    return 2.0 - (0.6792 + 1.1764j) * grown


def _stride(omega: complex, at: float, after: float) -> complex:
    """Return a start for the pole at `after`: the shift from 2 is close to a power of alpha."""
    grown: float = (after / at) ** (2.0 / 3.0)
    return 2.0 - (2.0 - omega) * grown


def _start(alpha: float) -> complex:
    """Return where Newton's method finds the pole from."""
    if alpha <= SAFE_START:
        return _weak(alpha)
    number = 0
    at, omega = _rung(number)
    while at * STRIDE < alpha:
        number += 1
        at, omega = _rung(number)
    return _stride(omega, at, alpha)


def pole_position(alpha: float) -> complex | None:
    """Return `omega` of `second_sheet_pole` alone: the same bits in half of the time."""
    alpha = pair_breaking(alpha)
    if alpha <= LARGEST_OSCILLATING:
        return _newton(_start(alpha), alpha, RESULT)
    slow = relaxation_pole(alpha)
    return None if slow is None else complex(0.0, -slow[0])


def second_sheet_pole(alpha: float, *, temperature: float = 0.0, Q: float = 0.0) -> Pole | None:
    """Return the pole that rules the response before its late tail, or None.

    alpha <= 1: a damped oscillation, near `2 - (0.6792 + 1.1764 i) alpha^(2/3)` for small alpha.
    Gapless, alpha > 1: the purely imaginary pole of `relaxation_pole`, which at T = 0 exists above
    1.5420; between, the fold at -i gamma_g is the nearest singularity and None is returned.

    temperature: T/Delta(T), 0 or in [1e-3, 100]. Q: D_n q^2/Delta, 0 or in [1e-6, 100]. With either
    the pole is the one that grows out of that of T = Q = 0; None where it leaves the second sheet
    on the way, through the fold beside it (at alpha = 0.1 for Q > 0.19). The weight is that in a
    step that ends at D^R(0+).

    Examples
    --------
    >>> from higgs_num.response import second_sheet_pole
    >>> print(f"{second_sheet_pole(0.1).omega:.6f}")
    1.760313-0.258361j
    >>> second_sheet_pole(1.2) is None
    True
    """
    alpha, temperature, Q = pair_breaking(alpha), heat(temperature), momentum(Q)
    if temperature == 0.0 and Q == 0.0:
        return _cold(alpha)
    if alpha > LARGEST_OSCILLATING:
        kappa = relaxing(alpha, temperature, Q)
        if kappa is None:
            return None
        omega = complex(0.0, -kappa)
    else:
        cold = _cold(alpha)
        assert cold is not None
        found = oscillating(cold.omega, alpha, temperature, Q)
        if found is None:
            return None
        omega = found
    rise = slope(omega, alpha, temperature, Q)
    value = complex(second(np.array([omega]), alpha, temperature, Q)[0])
    start = late_inverse(alpha, temperature, Q) if temperature > 0.0 else static_inverse(alpha, Q)
    weight = start / (omega * rise)
    doubt = (abs(value) + ACCURACY * start) / abs(rise)
    return Pole(alpha, omega, doubt, weight, temperature, Q)


def _cold(alpha: float) -> Pole | None:
    """Return the pole at T = 0 of a mode that is uniform in space."""
    if alpha > LARGEST_OSCILLATING:
        slow = relaxation_pole(alpha)
        if slow is None:
            return None
        return Pole(alpha, complex(0.0, -slow[0]), 1e-13 * slow[0], complex(slow[1]))
    omega = _newton(_start(alpha), alpha, RESULT)
    rise = _slope(omega, alpha, RESULT, EXACT)
    value, error = _second(np.array([omega]), alpha, RESULT)
    weight = static_inverse_susceptibility(alpha) / (omega * rise)
    doubt = float((abs(value[0]) + error[0]) / abs(rise))
    return Pole(alpha, omega, doubt, weight)
