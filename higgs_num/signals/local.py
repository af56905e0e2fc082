"""An oscillation seen through windows: mean, amplitude and phase as they vary with time."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.arrays import Vector
from higgs_num.signals.stretch import Stretch

CYCLES = (3.0, 10.0)  # of a window, least and most
SHARE = 10.0  # of all cycles, that a window holds one part
MOST_WINDOWS = 40
LEAST_POINTS = 10
RESAMPLED = 2**15  # points of an even grid for the spectrum
PASSES = 3


@dataclass(frozen=True)
class Envelope:
    """Oscillation mean + Re(amplitude exp(i frequency t)) at the centres of windows, all (k,).

    error : standard error of the amplitude from what is left within the window
    """

    frequency: float
    length: float
    time: Vector
    mean: Vector
    amplitude: NDArray[np.complex128]
    error: Vector

    @property
    def size(self) -> Vector:
        """Modulus of the amplitude (k,)."""
        return np.abs(self.amplitude)


def dominant_frequency(given: Stretch) -> float:
    """Return the angular frequency of the strongest oscillation, 0 if there is no peak.

    The spectrum of the signal about its late mean, resampled evenly; a parabola through the peak.
    """
    t = given.time
    n = int(min(RESAMPLED, max(64, 2 * t.size)))
    even = np.linspace(t[0], t[-1], n)
    y = np.interp(even, t, given.signal)
    y = y - np.mean(y[n // 2 :])
    # Half a window: what is damped oscillates at the start, and the end meets zero smoothly.
    y = y * np.cos(0.5 * np.pi * np.arange(n) / n) ** 2
    spectrum = np.abs(np.fft.rfft(y, 4 * n))
    step = 2.0 * math.pi / (4 * n * (even[1] - even[0]))
    # Below three cycles of the record lies the approach itself.
    first = max(2, int(2.0 * math.pi * 2.0 / (t[-1] - t[0]) / step))
    part = spectrum[first:]
    peaks = np.flatnonzero((part[1:-1] >= part[:-2]) & (part[1:-1] > part[2:])) + 1
    if not peaks.size:
        return 0.0
    k = first + int(peaks[np.argmax(part[peaks])])
    a, b, c = np.log(np.maximum(spectrum[k - 1 : k + 2], 1e-300)).tolist()
    bend = a - 2.0 * b + c
    return float(step) * (k + (0.5 * (a - c) / bend if bend < 0.0 else 0.0))


def envelope(given: Stretch, frequency: float) -> Envelope | None:
    """Return the envelope near a rough frequency, which is corrected from the phases.

    None if the record holds fewer than three windows of enough points.
    """
    span = given.last - float(given.time[0])
    for _ in range(PASSES):
        cycles = frequency * span / (2.0 * math.pi)
        length = 2.0 * math.pi / frequency * min(max(cycles / SHARE, CYCLES[0]), CYCLES[1])
        if span < 2.0 * length:
            return None
        found = _through(given, frequency, length)
        if found is None:
            return None
        strong = found.size > 0.05 * float(np.max(found.size))
        phase = np.unwrap(np.angle(found.amplitude[strong]))
        if np.count_nonzero(strong) < 3:
            break
        slope = float(np.polyfit(found.time[strong], phase, 1)[0])
        # Windows overlap by half: more than a quarter turn from one to the next is no correction.
        if abs(slope) * 0.5 * length > 0.5 * math.pi or frequency + slope <= 0.0:
            break
        frequency += slope
    return found


def _through(given: Stretch, frequency: float, length: float) -> Envelope | None:
    start, stop = float(given.time[0]) + 0.5 * length, given.last - 0.5 * length
    count = min(MOST_WINDOWS, int(2.0 * (stop - start) / length) + 1)
    rows = []
    for centre in np.linspace(start, stop, count):
        first, last = np.searchsorted(
            given.time, (centre - 0.5 * length, centre + 0.5 * length)
        ).tolist()
        if last - first >= LEAST_POINTS:
            rows.append(
                (float(centre), *_fit(given, slice(first, last), centre, frequency, length))
            )
    if len(rows) < 3:
        return None
    time, mean, amplitude, error = (np.array(column) for column in zip(*rows, strict=True))
    return Envelope(frequency, length, time, mean, amplitude, error)


def _fit(
    given: Stretch, part: slice, centre: float, frequency: float, length: float
) -> tuple[float, complex, float]:
    """Return mean, amplitude and its error: weighted least squares about the centre."""
    t, y = given.time[part], given.signal[part]
    s = (t - centre) / length
    weight = np.cos(np.pi * s) ** 2
    turn = frequency * t
    c, d = np.cos(turn), np.sin(turn)
    columns = np.stack([t**0, s, c, d, s * c, s * d, s * s], axis=1)
    found = np.linalg.lstsq(columns * weight[:, None], y * weight, rcond=None)[0]
    left = (columns @ found - y) * weight
    # Of the weighted fit; a sample within a cycle is not independent of the next.
    points = max(1.0, float(np.sum(weight)) - columns.shape[1])
    error = math.sqrt(2.0 * float(left @ left) / points / max(points, 1.0))
    return float(found[0]), complex(found[2], -found[3]), error
