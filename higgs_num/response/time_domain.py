"""Response of the gap in time to a step and to a kick of 1/lambda, in units of the gap.

The inverse Laplace transform of 1/D^R runs along the real frequencies. It is moved onto a ray below
them that starts at the singularity nearest to the axis (2 eps_g; gapless: -i gamma_g) and falls
under 15 degrees, above every other singularity. There exp(-i omega t) decays: the early transient,
the pole and the tail come out of one convergent sum, and the common factor of the tip is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from higgs_num.core import response_time as core_time
from higgs_num.core.pairs import AMPLITUDE
from higgs_num.inputs import real_array
from higgs_num.response.susceptibility import (
    STEP_SAME,
    filled,
    gap_edge,
    momentum,
    of_channel,
    pair_breaking,
    spectrum,
    static_inverse_susceptibility,
)
from higgs_num.response.thermal import heat
from higgs_num.response.warm_time import respond
from higgs_sym.ground.errors import ArgumentError, ComputationError
from higgs_sym.ground.parts import in_parts

Real = NDArray[np.float64]
Complex = NDArray[np.complex128]
Drive = Literal["step", "kick"]

# The nearest other singularities lie 27 degrees or more below the axis as seen from the tip.
ANGLE = np.radians(15.0)
# 15 degrees = 0.26 is the half-width of the strip on either side, in ln r and along the segment:
# exp(-2 pi 0.26/0.05) = 6e-15. In ln r the late tail, far below 1, asks for a little more.
STEP_RAY = 0.04
STEP_OPPOSITE = 0.05
# exp(-r t sin 15) < 1e-17 beyond r t = 150; the integrand grows at least as r^1 from the tip.
FARTHEST = 150.0
NEAREST = 1e-13
LONGEST = 1e7
SHORTEST = 1e-50  # nodes reach up to FARTHEST/t
WARM_SHORTEST = 1e-6
# The tip of a gapless contour stays above the fold by this share of its depth: on the fold itself
# the branches cannot be told apart. It costs a factor exp(1e-6 gamma_g t) of accuracy.
CLEARANCE = 1e-6


@dataclass(frozen=True)
class TimeResponse:
    """Response at given times, in units of the final change of the gap after a step.

    remainder: what is left of the approach to the final value, at T = 0 with its own relative
    accuracy.
    error: estimate of the absolute error of `remainder`. At T > 0 that is about 1e-11, whatever
    the remainder is.

    Examples
    --------
    >>> from higgs_num.response import step_response
    >>> found = step_response([0.0, 5.0, 50.0], 0.1)
    >>> found.value.round(6)
    array([0.      , 1.105877, 0.999987])
    """

    alpha: float
    drive: Drive
    times: Real
    remainder: Real
    error: Real
    Q: float = 0.0
    temperature: float = 0.0

    @property
    def value(self) -> Real:
        """Step: delta Delta(t)/delta Delta(infinity), from 0 to 1; kick: its time derivative."""
        return self.remainder + (1.0 if self.drive == "step" else 0.0)


@dataclass(frozen=True)
class Contour:
    """Nodes below the real axis: `step(t) - 1 = 2 Re sum amplitude exp(-i omega t) step`."""

    omega: Complex
    amplitude: Complex
    step: float
    relaxation: tuple[float, float]
    """Rate and weight of a purely imaginary pole above the tip; (0, 0) if there is none."""


def fold_depth(alpha: float) -> float:
    """Return gamma_g = (alpha^(2/3) - 1)^(3/2), the depth of the fold of a gapless spectrum."""
    alpha = pair_breaking(alpha)
    return float(np.expm1(2.0 / 3.0 * np.log(alpha)) ** 1.5) if alpha > 1.0 else 0.0


def relaxation_pole(alpha: float, Q: float = 0.0) -> tuple[float, float] | None:
    """Return (kappa, weight) of a pole at omega = -i kappa with kappa < gamma_g, or None.

    Present for alpha > 1.5420: there exp(-kappa t) is the slowest decay. The step response
    contains weight * exp(-kappa t).
    """
    depth = fold_depth(alpha)
    if depth == 0.0:
        return None

    from scipy.optimize import brentq

    def along(kappa: float) -> float:
        return float(spectrum(-1j * kappa, alpha, sheet="second", Q=Q).inverse.real)

    deepest = depth * (1.0 - CLEARANCE)
    if along(deepest) >= 0.0:
        return None
    kappa = float(brentq(along, 1e-6 * depth, deepest, xtol=1e-15, rtol=1e-14))
    # Cauchy's formula for the derivative on a circle inside the domain of analyticity.
    radius = 0.25 * min(kappa, depth - kappa)
    turns = np.exp(2j * np.pi * (np.arange(32) + 0.5) / 32)
    circle = spectrum(-1j * kappa + radius * turns, alpha, sheet="second", Q=Q).inverse
    slope = complex(np.mean(circle / turns)) / radius
    weight = static_inverse(alpha, Q) / (-1j * kappa * slope)
    return kappa, float(weight.real)


def tip_depth(alpha: float, Q: float) -> float:
    """Return how deep below omega = 0 the first singularity of a gapless response lies.

    That of the fold; or, where momentum lets quasiparticles diffuse, the first zero of the loss
    `K + Q + alpha C = (omega_2 - omega_1) coth(delta/2) + Q`: kappa = Q tanh(delta/2), and
    delta is smallest where both frequencies are at the fold. Below lie a cut and then the pole.
    """
    depth = fold_depth(alpha)
    if Q == 0.0:
        return depth
    tanh = float(np.sqrt(-np.expm1(-2.0 / 3.0 * np.log(alpha))))
    return min(depth, Q * tanh)


def static_inverse(alpha: float, Q: float) -> float:
    """Return D(0, Q); without Q in closed form."""
    if Q == 0.0:
        return static_inverse_susceptibility(alpha)
    return float(spectrum(0.0, alpha, Q=Q).inverse.real)


def contour(alpha: float, shortest: float, longest: float, Q: float = 0.0) -> Contour:
    """Return the nodes that serve all times in [shortest, longest], 0 < shortest <= longest."""
    bottom = np.log(NEAREST / longest)
    count = int(np.ceil((np.log(FARTHEST / shortest) - bottom) / STEP_RAY)) + 1
    r = np.exp(bottom + STEP_RAY * np.arange(count))
    x = r * np.exp(-1j * ANGLE)
    static = static_inverse(alpha, Q)
    relaxation = (0.0, 0.0)
    if alpha < 1.0:
        omega = 2.0 * gap_edge(alpha) + x
        physical, second, difference = (np.empty_like(x) for _ in range(3))
        largest = float(np.abs(x).max())

        def fill(begin: int, end: int) -> None:
            part = slice(begin, end)
            core_time.gapped_ray(
                x[part], alpha, STEP_SAME, STEP_OPPOSITE, Q, largest, x[0],
                physical[part], second[part], difference[part],
            )  # fmt: skip

        in_parts(count, fill)
        spectral = -difference / (physical * second)
    else:
        omega = -1j * tip_depth(alpha, Q) * (1.0 - CLEARANCE) + x
        steps = (STEP_SAME, STEP_OPPOSITE)
        second, _ = filled(omega, alpha, steps, second=True, channel=(AMPLITUDE, Q))
        # Without the constant there would be a pole at omega = 0, close to the tip near alpha = 1.
        spectral = 1.0 / second - 1.0 / static
        if Q == 0.0:
            relaxation = relaxation_pole(alpha) or relaxation
    amplitude = static / (2.0 * np.pi) * 1j * spectral * x / omega
    if not np.isfinite(amplitude).all():
        raise ComputationError(f"1/D is not a number on the contour, alpha = {alpha:.12g}")
    return Contour(omega, amplitude, STEP_RAY, relaxation)


def _respond(
    times: ArrayLike, alpha: float, drive: Drive, Q: float, temperature: float
) -> TimeResponse:
    Q = momentum(Q)
    alpha, temperature = of_channel(alpha, (AMPLITUDE, Q)), heat(temperature)
    t = np.atleast_1d(real_array("times", times, ndim=None))
    if t.ndim != 1 or t.size == 0:
        raise ArgumentError("times", "be a number or a row of numbers", f"of shape {t.shape}")
    inside = (t >= SHORTEST) & (t <= LONGEST)
    zero = "be 0 or " if drive == "step" else ""
    if drive == "step":
        inside |= t == 0.0
    if not inside.all():
        rule = f"{zero}lie in [{SHORTEST:g}, {LONGEST:g}]"
        raise ArgumentError("times", rule, float(t[~inside][0]))
    # At t = 0 the step response is 0: 1/D vanishes at infinite frequency.
    remainder, error = np.full(t.size, -1.0), np.zeros(t.size)
    later = t > 0.0
    if later.any() and temperature > 0.0:
        if t[later].min() < WARM_SHORTEST:
            rule = f"be >= {WARM_SHORTEST:g} where the temperature is not 0"
            raise ArgumentError("times", rule, float(t[later].min()))
        kick = drive == "kick"
        remainder[later], error[later] = respond(t[later], alpha, temperature, Q, kick=kick)
    elif later.any():
        nodes = contour(alpha, float(t[later].min()), float(t.max()), Q)
        amplitude = nodes.amplitude * (1.0 if drive == "step" else -1j * nodes.omega)
        asked = t[later]
        part, doubt = np.empty(asked.size), np.empty(asked.size)

        def fill(begin: int, end: int) -> None:
            core_time.transform(
                asked[begin:end], nodes.omega, amplitude, nodes.step,
                part[begin:end], doubt[begin:end],
            )  # fmt: skip

        in_parts(asked.size, fill)
        kappa, weight = nodes.relaxation
        slow = weight * np.exp(-kappa * asked)
        remainder[later] = part + (slow if drive == "step" else -kappa * slow)
        error[later] = doubt
    return TimeResponse(alpha, drive, t, remainder, error, Q, temperature)


def step_response(
    times: ArrayLike, alpha: float, *, Q: float = 0.0, temperature: float = 0.0
) -> TimeResponse:
    """Return delta Delta(t)/delta Delta(infinity) after a small sudden change of 1/lambda at t = 0.

    times: (n,), 0 or in [1e-50, 1e7], in units of 1/gap. Q: D_n q^2/Delta of a change that is a
    wave in space; then alpha may be 0. temperature: T/Delta(T), 0 or in [1e-3, 100]; the end of
    the step is then D^R(0+), occupations staying as they were. Raises ArgumentError for others.

    Examples
    --------
    >>> from higgs_num.response import step_response
    >>> step_response([0.0, 1.0, 100.0], 0.1).value.round(6)
    array([0.      , 1.253784, 0.999997])
    """
    return _respond(times, alpha, "step", Q, temperature)


def kick_response(
    times: ArrayLike, alpha: float, *, Q: float = 0.0, temperature: float = 0.0
) -> TimeResponse:
    """Return the response to a pulse in 1/lambda: the time derivative of the step response.

    times: (n,) in [1e-50, 1e7]; at t = 0 it is infinite. Q, temperature: as in `step_response`.

    Examples
    --------
    >>> from higgs_num.response import kick_response
    >>> kick_response([1.0, 10.0], 0.1).value.round(6)
    array([ 0.328512, -0.012547])
    """
    return _respond(times, alpha, "kick", Q, temperature)
