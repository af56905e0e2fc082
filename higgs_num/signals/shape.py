"""Least squares of mean + envelope cos(phase) for one oscillation of unknown law.

    mean + sum_k m_k t^-k + t^-power exp(-rate t) [a + a'/t + ...] cos(frequency t - drift ln t)

Only frequency, power, rate and drift are searched for; the rest is linear at each of them.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.signals.stretch import Stretch

MOST_EVALUATIONS = 60
NEGLIGIBLE = 1e-14  # of what varies: rounding


@dataclass(frozen=True)
class Shape:
    """Which law: numbers that are held (`power`), and what is searched for.

    means, corrections : how many powers of 1/t follow in the mean and in the amplitude
    """

    power: float = 0.0
    fit_power: bool = False
    fit_rate: bool = False
    fit_drift: bool = False
    means: int = 0
    corrections: int = 0

    @property
    def unknowns(self) -> int:
        """Number of what is found."""
        searched = 1 + self.fit_power + self.fit_rate + self.fit_drift
        return searched + 1 + self.means + 2 * (1 + self.corrections)


@dataclass(frozen=True)
class Fitted:
    """What was found; `left` (n,) is signal less fit, `amplitude` that at t = 1 of the law.

    curve : the fit at any times > 0
    """

    mean: float
    frequency: float
    power: float
    rate: float
    drift: float
    amplitude: float
    phase: float
    left: Vector
    curve: Callable[[Vector], Vector]

    @property
    def rms(self) -> float:
        """Root mean square of what is left."""
        return math.sqrt(float(np.mean(self.left**2)))


def fit_shape(given: Stretch, frequency: float, shape: Shape, rate: float = 0.0) -> Fitted | None:
    """Return the best fit of a shape from a rough frequency and rate; None if there is none."""
    from scipy.optimize import least_squares

    t, y = given.time, given.signal
    if t.size < 2 * shape.unknowns or t[0] <= 0.0:
        return None
    span = float(t[-1] - t[0])
    first = float(t[0])
    scale = float(np.ptp(y)) or 1.0
    centre = float(np.mean(y))
    target = (y - centre) / scale
    # Searched in units that make all of order one: a turn over the record.
    start = [0.0]
    for wanted, value in (
        (shape.fit_power, shape.power), (shape.fit_rate, rate * span), (shape.fit_drift, 0.0)
    ):  # fmt: skip
        if wanted:
            start.append(value)

    def laws(free: Vector) -> tuple[float, float, float, float]:
        rest = list(free[1:])
        power = rest.pop(0) if shape.fit_power else shape.power
        decay = rest.pop(0) / span if shape.fit_rate else 0.0
        drift = rest.pop(0) if shape.fit_drift else 0.0
        return frequency + free[0] / span, power, decay, drift

    def columns(free: Vector, times: Vector = t) -> Vector:
        omega, power, decay, drift = laws(free)
        log, inverse = np.log(times / first), first / times
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            law = np.exp(np.clip(-power * log - decay * (times - first), -700.0, 50.0))
        turn = omega * times - drift * log
        made = [inverse**k for k in range(shape.means + 1)]
        for k in range(shape.corrections + 1):
            made += [law * inverse**k * np.cos(turn), law * inverse**k * np.sin(turn)]
        return np.stack(made, axis=1)

    def solved(free: Vector) -> tuple[Vector, Vector]:
        matrix = columns(free)
        found = np.linalg.lstsq(matrix, target, rcond=None)[0]
        return found.astype(np.float64), (matrix @ found - target).astype(np.float64)

    def residuals(free: Vector) -> Vector:
        return solved(free)[1]

    def curve(times: Vector) -> Vector:
        return np.asarray(columns(best.x, times) @ found * scale + centre)

    try:
        best = least_squares(
            residuals, start, x_scale="jac", max_nfev=MOST_EVALUATIONS,
            xtol=1e-13, ftol=1e-13, gtol=1e-13,
        )  # fmt: skip
    except (ValueError, np.linalg.LinAlgError):
        return None
    found, left = solved(best.x)
    omega, power, decay, drift = laws(best.x)
    if not (math.isfinite(omega) and omega > 0.0 and np.isfinite(left).all()):
        return None
    cosine, sine = (float(one) * scale for one in found[shape.means + 1 : shape.means + 3])
    amplitude = math.hypot(cosine, sine) * first**power * math.exp(min(decay * first, 700.0))
    phase = math.atan2(-sine, cosine) + drift * math.log(first)
    return Fitted(
        float(found[0]) * scale + centre, omega, power, decay, drift, amplitude,
        math.remainder(phase, 2.0 * math.pi), left * scale,
        curve,
    )  # fmt: skip


def noise_like(left: Vector, count: int) -> list[Vector]:
    """Return `count` draws of noise with the size and the lag-one correlation of what is left."""
    size = math.sqrt(float(np.mean(left**2)))
    if size == 0.0:
        return [np.zeros_like(left) for _ in range(count)]
    correlation = float(left[1:] @ left[:-1]) / float(left @ left)
    correlation = min(max(correlation, 0.0), 0.999)
    draws = np.random.default_rng(20240301).standard_normal((count, left.size))
    from scipy.signal import lfilter

    made = lfilter([math.sqrt(1.0 - correlation**2)], [1.0, -correlation], draws, axis=1)
    return [size * one for one in np.asarray(made)]
