"""A periodic signal as a Fourier series with an unknown period: turning points without a model."""

import math
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.signals.stretch import Stretch

MOST_HARMONICS = 24
FINE = 2048  # points of a period on which extrema are looked for
BETTER = 6.0  # in the criterion, that one more harmonic must gain


@dataclass(frozen=True)
class Periodic:
    """mean + sum_k of harmonics; `left` (n,) is signal less series."""

    frequency: float
    minimum: float
    maximum: float
    mean: float
    harmonics: int
    second: float
    left: Vector

    @property
    def period(self) -> float:
        """2 pi/frequency."""
        return 2.0 * math.pi / self.frequency


def fit_periodic(given: Stretch, frequency: float, harmonics: int | None = None) -> Periodic | None:
    """Return the series that fits best, with as many harmonics as pay; None if there is none."""
    counts = [harmonics] if harmonics is not None else [1, 2, 3, 4, 6, 8, 12, 16, MOST_HARMONICS]
    best: Periodic | None = None
    score = math.inf
    n = given.time.size
    for count in counts:
        # Samples must tell the highest harmonic, and the unknowns, apart.
        if n < 4 * (2 * count + 2):
            break
        found = _series(given, frequency, count)
        if found is None:
            break
        spread = max(float(np.mean(found.left**2)), (1e-15 * float(np.ptp(given.signal))) ** 2)
        now = n * math.log(spread or 1e-300) + (2 * count + 2) * math.log(n)
        if best is not None and now > score - BETTER:
            break
        best, score = found, now
    return best


def _series(given: Stretch, frequency: float, count: int) -> Periodic | None:
    from scipy.optimize import least_squares

    t, y = given.time, given.signal
    span = float(t[-1] - t[0])
    scale, centre = float(np.ptp(y)) or 1.0, float(np.mean(y))
    target = (y - centre) / scale
    middle = 0.5 * float(t[-1] + t[0])

    def columns(omega: float, times: Vector) -> Vector:
        made = [np.ones_like(times)]
        for k in range(1, count + 1):
            made += [np.cos(k * omega * (times - middle)), np.sin(k * omega * (times - middle))]
        return np.stack(made, axis=1)

    def left(free: Vector) -> Vector:
        matrix = columns(frequency + float(free[0]) / span, t)
        found = np.linalg.lstsq(matrix, target, rcond=None)[0]
        return np.asarray(matrix @ found - target)

    best = least_squares(left, [0.0], x_scale=0.1, xtol=1e-14, ftol=1e-14, gtol=1e-14, max_nfev=60)
    omega = frequency + float(best.x[0]) / span
    if not (omega > 0.0 and math.isfinite(omega)):
        return None
    matrix = columns(omega, t)
    found = np.linalg.lstsq(matrix, target, rcond=None)[0]
    turn = middle + np.linspace(0.0, 2.0 * math.pi / omega, FINE, endpoint=False)
    curve = columns(omega, turn) @ found
    low, high = _extreme(curve, -1.0), _extreme(curve, 1.0)
    first = math.hypot(float(found[1]), float(found[2]))
    second = math.hypot(float(found[3]), float(found[4])) / first if count > 1 and first else 0.0
    return Periodic(
        omega, centre + scale * low, centre + scale * high, centre + scale * float(found[0]),
        count, second, scale * (matrix @ found - target),
    )  # fmt: skip


def _extreme(curve: Vector, sign: float) -> float:
    """Return the largest value of `sign` times a periodic curve, by a parabola, with its sign."""
    y = sign * curve
    k = int(np.argmax(y))
    a, b, c = float(y[k - 1]), float(y[k]), float(y[(k + 1) % y.size])
    bend = a - 2.0 * b + c
    return sign * (b if bend >= 0.0 else b - (a - c) ** 2 / (8.0 * bend))
