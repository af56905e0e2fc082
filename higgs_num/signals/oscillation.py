"""Fit of Delta(t) = mean + sum_k t^-p_k [a_k cos(w_k t) + b_k sin(w_k t)] with decaying series.

An exponential model (matrix pencil, ESPRIT) is wrong for the t^-p envelopes of a gapped
continuum, so the envelopes are part of the model. Only frequencies and powers are non-linear;
the amplitudes are eliminated by linear least squares at every evaluation (variable projection).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.signals.measured import Measured
from higgs_sym.ground.errors import ArgumentError, ComputationError


@dataclass(frozen=True)
class Oscillation:
    """One component t^-power cos(frequency t + phase), and `corrections` more in 1/t.

    `fit_frequency`, `fit_power`: whether the given value is a start or is kept.
    """

    frequency: float
    power: float = 0.0
    fit_frequency: bool = False
    fit_power: bool = False
    corrections: int = 0


@dataclass(frozen=True)
class FittedOscillation:
    """amplitude t^-power cos(frequency t + phase), the leading term of a fitted component."""

    frequency: float
    power: float
    amplitude: float
    phase: float


@dataclass(frozen=True)
class Fit:
    """Result of `fit`: the mean, the components, the largest residual, the window."""

    mean: float
    components: tuple[FittedOscillation, ...]
    residual: float
    window: tuple[float, float]


def _columns(time: Vector, components: Sequence[Oscillation], free: Vector) -> Vector:
    values = iter(free)
    columns = [np.ones_like(time)]
    for c in components:
        frequency = next(values) if c.fit_frequency else c.frequency
        power = next(values) if c.fit_power else c.power
        for n in range(c.corrections + 1):
            envelope = (time / time[0]) ** -(power + n)
            columns += [envelope * np.cos(frequency * time), envelope * np.sin(frequency * time)]
    return np.stack(columns, axis=1)


def _free(components: Sequence[Oscillation]) -> list[float]:
    pairs = [
        value
        for c in components
        for value, is_free in ((c.frequency, c.fit_frequency), (c.power, c.fit_power))
        if is_free
    ]
    return [float(value) for value in pairs]


def fit(time: Vector, signal: Vector, components: Sequence[Oscillation]) -> Fit:
    """Fit the components to a window of a signal.

    Parameters
    ----------
    time, signal : (n,)
        The window; time[0] > 0.
    components
        At least one; frequencies and powers are starts where they are to be fitted.

    Raises
    ------
    ArgumentError
        If there are fewer data than unknowns or time does not start after 0.
    ComputationError
        If the fit does not converge.
    """
    if time[0] <= 0.0:
        raise ArgumentError("time", "start after 0", float(time[0]))
    start = _free(components)
    unknowns = 1 + len(start) + 2 * sum(c.corrections + 1 for c in components)
    if time.size < 2 * unknowns:
        raise ArgumentError("time", f"have at least {2 * unknowns} values", time.size)
    scale = float(np.ptp(signal)) or 1.0
    # About its mean: beside a large constant, rounding would drown a small oscillation.
    centre = float(np.mean(signal))
    target = (signal - centre) / scale

    def solve(free: Vector) -> tuple[Vector, Vector]:
        columns = _columns(time, components, free)
        coefficients = np.linalg.lstsq(columns, target, rcond=None)[0].astype(np.float64)
        return coefficients, (columns @ coefficients - target).astype(np.float64)

    def residuals(free: Vector) -> Vector:
        return solve(free)[1]

    free = np.asarray(start)
    if start:
        from scipy.optimize import least_squares

        found = least_squares(residuals, free, x_scale="jac", xtol=1e-13, ftol=1e-13, gtol=1e-13)
        if not found.success:
            raise ComputationError(f"The fit of {len(start)} parameters did not converge")
        free = found.x
    coefficients, residual = solve(free)
    coefficients = coefficients * scale
    coefficients[0] += centre
    return _assemble(time, components, free, coefficients, residual * scale)


def _assemble(
    time: Vector,
    components: Sequence[Oscillation],
    free: Vector,
    coefficients: Vector,
    residual: Vector,
) -> Fit:
    values = iter(free)
    fitted = []
    place = 1
    for c in components:
        frequency = float(next(values)) if c.fit_frequency else c.frequency
        power = float(next(values)) if c.fit_power else c.power
        cosine, sine = coefficients[place], coefficients[place + 1]
        place += 2 * (c.corrections + 1)
        amplitude = math.hypot(cosine, sine) * float(time[0]) ** power
        fitted.append(FittedOscillation(frequency, power, amplitude, math.atan2(-sine, cosine)))
    return Fit(
        float(coefficients[0]),
        tuple(fitted),
        float(np.max(np.abs(residual))),
        (float(time[0]), float(time[-1])),
    )


def measure(
    time: Vector,
    signal: Vector,
    components: Sequence[Oscillation],
    windows: Sequence[tuple[float, float]],
    *quantities: Callable[[Fit], float],
) -> tuple[Measured, ...]:
    """Fit in several windows, the most trusted last; return each quantity with its spread."""
    fits = []
    for start, stop in windows:
        inside = (time >= start) & (time <= stop)
        fits.append(fit(time[inside], signal[inside], components))
    return tuple(Measured.spread([quantity(f) for f in fits]) for quantity in quantities)
