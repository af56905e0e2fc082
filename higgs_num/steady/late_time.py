"""What a trajectory does at late times, measured without the exact solution.

In phase II, for example,

    Delta(t) = gap + shift/t + ... + amplitude t^(-1/2) cos(frequency t - drift ln t + phase) + ...

Averages under smooth windows separate the mean from the oscillation to rounding; how both vary
from window to window is then fitted by straight least squares in the series of the law, so that
nothing is searched for and nothing depends on a starting value.
"""

import math
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Indices, Vector
from higgs_num.signals.measured import Measured
from higgs_sym.ground.errors import ArgumentError

# sin^8: sidelobes fall as the ninth power of the cycles in the window.
WINDOW_POWER = 8
CYCLES = 10.0
WINDOWS = 12
# The fit is repeated without the earliest part; the last choice is the one quoted.
STARTS = (0.25, 0.15, 0.08)
# Times the rate, for the transient of phase III.
TRANSIENT_WINDOWS = ((1.0, 4.0), (1.5, 6.0), (1.0, 6.0))


@dataclass(frozen=True)
class LateTime:
    """Constants of the late-time law; uncertainties are spreads over the windows used."""

    gap: Measured
    shift: Measured
    frequency: Measured
    drift: Measured
    amplitude: Measured


def late_time(time: Vector, gap: Vector, frequency: float) -> LateTime:
    """Measure the late-time law of phase II on a trajectory.

    time, gap : (n,), equally spaced, ending before the revival of the levels
    frequency : rough frequency of the oscillation, to a few per cent; it sets the windows and
        is subtracted from the phase before that is unwrapped

    Raises ArgumentError if the trajectory holds fewer than 30 periods.
    """
    last = float(time[-1])
    length = 2.0 * math.pi * CYCLES / frequency
    if last < 3.0 * length:
        raise ArgumentError("time", f"last at least {3.0 * length:.4g}", last)
    found = []
    for start in STARTS:
        starts = np.linspace(start * last, last - length, WINDOWS)
        # A wrong frequency lowers the amplitude within a window: the first pass corrects it.
        corrected = _measure(time, gap, frequency, starts, length)[2]
        found.append(_measure(time, gap, corrected, starts, length))
    return LateTime(*(Measured.spread(values) for values in zip(*found, strict=True)))


def _measure(
    time: Vector, gap: Vector, guess: float, starts: Vector, length: float
) -> tuple[float, float, float, float, float]:
    windows = [_window(time, start, length) for start in starts]
    powers = np.array([[w @ time[inside] ** -k for k in (0.0, 1.0, 2.0)] for inside, w in windows])
    means = np.array([w @ gap[inside] for inside, w in windows])
    series = np.linalg.lstsq(powers, means, rcond=None)[0]

    centres = starts + 0.5 * length
    envelope = np.empty(len(windows), dtype=np.complex128)
    for k, (inside, w) in enumerate(windows):
        t = time[inside]
        signal = gap[inside] - series[0] - series[1] / t - series[2] / t**2
        envelope[k] = 2.0 * (w * np.sqrt(t) * signal) @ np.exp(-1j * guess * t)
    log = np.log(centres)
    columns = np.stack([centres**0, centres - centres.mean(), -log, 1.0 / centres], axis=1)
    phase = np.linalg.lstsq(columns, np.unwrap(np.angle(envelope)), rcond=None)[0]
    columns = np.stack([centres**0, 1.0 / centres, log / centres], axis=1)
    size = np.linalg.lstsq(columns, np.abs(envelope), rcond=None)[0]
    return (
        float(series[0]),
        float(series[1]),
        float(guess + phase[1]),
        float(phase[2]),
        float(size[0]),
    )


def _window(time: Vector, start: float, length: float) -> tuple[Indices, Vector]:
    inside = np.flatnonzero((time >= start) & (time <= start + length))
    weights = np.sin(np.pi * (time[inside] - start) / length) ** WINDOW_POWER
    return inside, weights / weights.sum()


@dataclass(frozen=True)
class LateDecay:
    """Delta(t) = prefactor t^-exponent exp(-rate t) (1 + ...); spreads over windows."""

    rate: Measured
    exponent: Measured


@dataclass(frozen=True)
class LateWave:
    """Turning points and period of a persistent oscillation; spreads over its cycles."""

    gap_min: Measured
    gap_max: Measured
    period: Measured


def late_wave(time: Vector, gap: Vector) -> LateWave:
    """Measure a periodic trajectory, given from where the transient is gone.

    The extrema are those of a quintic spline. Values are medians over the cycles; the period is
    that of a straight line through the times of the maxima.

    Raises ArgumentError if it holds fewer than four maxima or minima.
    """
    from scipy.interpolate import PPoly, make_interp_spline

    curve = make_interp_spline(time, gap, k=5)
    slope, bend = curve.derivative(), curve.derivative(2)
    # A quintic has no root finder of its own; its derivative as a piecewise polynomial has.
    turns = PPoly.from_spline(slope.tck).roots(extrapolate=False)
    high, low = turns[bend(turns) < 0.0], turns[bend(turns) > 0.0]
    if min(high.size, low.size) < 4:
        raise ArgumentError("time", "span at least four cycles", f"{high.size} maxima")
    number = np.arange(high.size)
    period = np.polyfit(number, high, 1)[0]
    halves = [np.polyfit(part, high[part], 1)[0] for part in np.array_split(number, 2)]
    return LateWave(
        _median(curve(low)), _median(curve(high)), Measured.spread([*halves, float(period)])
    )


def late_transient(time: Vector, gap: Vector, gap_max: float, rate: float) -> LateDecay:
    """Measure how the maxima of phase III fall to `gap_max`: prefactor t^-exponent exp(-rate t).

    time, gap : (n,), the whole trajectory;  rate : rough rate, which sets the windows

    The rate is fitted with the exponent 1/2 and the exponent with the rate given: together they
    trade against each other. Raises ArgumentError if fewer than ten maxima lie in a window.
    """
    from scipy.interpolate import PPoly, make_interp_spline

    curve = make_interp_spline(time, gap, k=5)
    turns = PPoly.from_spline(curve.derivative().tck).roots(extrapolate=False)
    high = turns[curve.derivative(2)(turns) < 0.0]
    excess = curve(high) - gap_max
    rates: list[float] = []
    exponents: list[float] = []
    for first, last in TRANSIENT_WINDOWS:
        inside = (high * rate >= first) & (high * rate <= last) & (excess > 0.0)
        if np.count_nonzero(inside) < 10:
            raise ArgumentError("time", f"last beyond {last / rate:.4g}", float(time[-1]))
        t, logarithm = high[inside], np.log(excess[inside])
        for known, unknown, result in (
            (-0.5 * np.log(t), -t, rates),
            (-rate * t, -np.log(t), exponents),
        ):
            columns = np.stack([unknown, t**0, 1.0 / t], axis=1)
            result.append(float(np.linalg.lstsq(columns, logarithm - known, rcond=None)[0][0]))
    return LateDecay(Measured.spread(rates), Measured.spread(exponents))


def _median(values: Vector) -> Measured:
    middle = float(np.median(values))
    return Measured(middle, float(np.max(np.abs(values - middle))))


def late_decay(time: Vector, gap: Vector, rate: float) -> LateDecay:
    """Measure the decay of phase I on a trajectory without ripple.

    time, gap : (n,), the gap of one sign where it is used;  rate : rough rate, which sets the
    windows: from about 3/rate to 10/rate

    Raises ArgumentError if the trajectory ends before 9/rate.
    """
    if float(time[-1]) * rate < 9.0:
        raise ArgumentError("time", f"last at least {9.0 / rate:.4g}", float(time[-1]))
    found = []
    for first, last, orders in ((3.0, 10.0, 3), (4.0, 9.5, 2), (3.0, 10.0, 2)):
        inside = (time >= first / rate) & (time <= last / rate)
        t = time[inside]
        columns = [-t, -np.log(t), *(t**-k for k in range(orders + 1))]
        logarithm = np.log(np.abs(gap[inside]))
        found.append(np.linalg.lstsq(np.stack(columns, axis=1), logarithm, rcond=None)[0][:2])
    rates, exponents = np.array(found).T
    return LateDecay(Measured.spread(rates.tolist()), Measured.spread(exponents.tolist()))
