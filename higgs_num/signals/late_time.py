"""What a trajectory does at late times, measured without the exact solution.

In phase II, for example,

    Delta(t) = gap + shift/t + ... + amplitude t^(-1/2) cos(frequency t - drift ln t + phase) + ...

Averages under smooth windows separate the mean from the oscillation to rounding; how both vary
from window to window is then fitted by straight least squares in the series of the law, so that
nothing is searched for and nothing depends on a starting value.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Indices, Vector
from higgs_num.signals.measured import Measured
from higgs_num.signals.stretch import (
    Stretch,
    check_even,
    check_varies,
    exponent,
    restored,
    stretch,
)
from higgs_sym.ground.errors import ArgumentError, ComputationError, finite, positive

# sin^8: sidelobes fall as the ninth power of the cycles in the window.
WINDOW_POWER = 8
CYCLES = 10.0
WINDOWS = 12
# The fit is repeated without the earliest part; the last choice is the one quoted.
STARTS = (0.25, 0.15, 0.08)
# Times the rate, for the transient of phase III.
TRANSIENT_WINDOWS = ((1.0, 4.0), (1.5, 6.0), (1.0, 6.0))
# Times the rate, and how many powers of 1/t follow, for the decay of phase I.
DECAY_WINDOWS = ((3.0, 10.0, 3), (4.0, 9.5, 2), (3.0, 10.0, 2))
# A quintic spline has as many coefficients.
LEAST_FOR_SPLINE = 6


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

    time, gap : (n,), equally spaced, from the start on, ending before the revival of the levels
    frequency : rough frequency of the oscillation, to a few per cent; it sets the windows and
        is subtracted from the phase before that is unwrapped

    Raises ArgumentError if one is no array (n,) of finite real numbers, the times are not equally
    spaced by less than half a period or start later than at 8 % of their end, the trajectory
    holds fewer than 30 periods, or is constant; ComputationError for constants beyond double
    precision.
    """
    given = stretch(time, gap, least=2, name="gap")
    omega = positive("frequency", frequency)
    last = given.last
    length = 2.0 * math.pi * CYCLES / omega
    if last < 3.0 * length:
        raise ArgumentError("time", f"last at least {3.0 * length:.4g}", last)
    if not 0.0 <= given.time[0] <= min(STARTS) * last:
        rule = f"start between 0 and {min(STARTS) * last:.4g}"
        raise ArgumentError("time", rule, float(given.time[0]))
    spacing = check_even(given.time)
    if spacing * omega >= math.pi:
        raise ArgumentError("time", f"be spaced by less than {math.pi / omega:.4g}", spacing)
    check_varies(given.signal, "oscillation", "gap")
    units = exponent(last), exponent(given.signal)
    here = given.in_units(*units)
    guess, length = math.ldexp(omega, units[0]), math.ldexp(length, -units[0])
    found = []
    for start in STARTS:
        starts = np.linspace(start * here.last, here.last - length, WINDOWS)
        # A wrong frequency lowers the amplitude within a window: the first pass corrects it.
        corrected = _measure(here, guess, starts, length)[2]
        found.append(_measure(here, corrected, starts, length))
    # Powers of the units of time and of the gap in each constant.
    powers = ((0.0, 1.0), (1.0, 1.0), (-1.0, 0.0), (0.0, 0.0), (0.5, 1.0))
    names = ("gap", "shift", "frequency", "drift", "amplitude")
    constants = [
        Measured.spread([restored(v, p * units[0] + q * units[1], name) for v in values])
        for values, (p, q), name in zip(zip(*found, strict=True), powers, names, strict=True)
    ]
    return LateTime(*constants)


def _measure(
    given: Stretch, guess: float, starts: Vector, length: float
) -> tuple[float, float, float, float, float]:
    time, gap = given.time, given.signal
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


@dataclass(frozen=True)
class _Turns:
    """A trajectory as a smooth curve, and when it turns: at its maxima and minima."""

    curve: Callable[[Vector], Vector]
    high: Vector
    low: Vector


def _turns(given: Stretch) -> _Turns:
    from scipy.interpolate import PPoly, make_interp_spline

    curve = make_interp_spline(given.time, given.signal, k=5)
    slope, bend = curve.derivative(), curve.derivative(2)
    # A quintic has no root finder of its own; its derivative as a piecewise polynomial has.
    turns = PPoly.from_spline(slope.tck).roots(extrapolate=False)
    turns = turns[np.isfinite(turns)]  # a flat piece is told by a NaN
    return _Turns(curve, turns[bend(turns) < 0.0], turns[bend(turns) > 0.0])


def late_wave(time: Vector, gap: Vector) -> LateWave:
    """Measure a periodic trajectory, given from where the transient is gone.

    time, gap : (n,)

    The extrema are those of a quintic spline. Values are medians over the cycles; the period is
    that of a straight line through the times of the maxima.

    Raises ArgumentError if one is no array (n,) of finite real numbers, time does not increase,
    the gap is constant, or holds fewer than four maxima or minima.
    """
    given = stretch(time, gap, least=LEAST_FOR_SPLINE, name="gap")
    check_varies(given.signal, "period", "gap")
    units = exponent(given.time), exponent(given.signal)
    turns = _turns(given.in_units(*units))
    high, low = turns.high, turns.low
    if min(high.size, low.size) < 4:
        raise ArgumentError("time", "span at least four cycles", f"{high.size} maxima")
    number = np.arange(high.size)
    period = np.polyfit(number, high, 1)[0]
    halves = [np.polyfit(part, high[part], 1)[0] for part in np.array_split(number, 2)]
    return LateWave(
        _median(turns.curve(low), units[1]),
        _median(turns.curve(high), units[1]),
        Measured.spread([restored(float(one), units[0], "period") for one in (*halves, period)]),
    )


def late_transient(time: Vector, gap: Vector, gap_max: float, rate: float) -> LateDecay:
    """Measure how the maxima of phase III fall to `gap_max`: prefactor t^-exponent exp(-rate t).

    time, gap : (n,), the whole trajectory;  rate : rough rate, which sets the windows

    The rate is fitted with the exponent 1/2 and the exponent with the rate given: together they
    trade against each other. Raises ArgumentError if one is no array (n,) of finite real numbers,
    time does not increase, the gap is constant, or fewer than ten maxima lie in a window.
    """
    given = stretch(time, gap, least=LEAST_FOR_SPLINE, name="gap")
    limit, rough = finite("gap_max", gap_max), positive("rate", rate)
    check_varies(given.signal, "maxima", "gap")
    units = exponent(given.time), exponent(given.signal, limit)
    turns = _turns(given.in_units(*units))
    # In units of 1/rate, in which the windows are numbers of order one.
    when = turns.high * _per_rate(rough, units[0])
    excess = turns.curve(turns.high) - math.ldexp(limit, -units[1])
    rates: list[float] = []
    exponents: list[float] = []
    for first, last in TRANSIENT_WINDOWS:
        inside = (when >= first) & (when <= last) & (excess > 0.0)
        if np.count_nonzero(inside) < 10:
            raise ArgumentError("time", f"last beyond {last / rough:.4g}", given.last)
        t, logarithm = when[inside], np.log(excess[inside])
        for known, unknown, result in (
            (-0.5 * np.log(t), -t, rates),
            (-t, -np.log(t), exponents),
        ):
            columns = np.stack([unknown, t**0, 1.0 / t], axis=1)
            result.append(float(np.linalg.lstsq(columns, logarithm - known, rcond=None)[0][0]))
    return _decay(rates, exponents, rough)


def _median(values: Vector, unit: int) -> Measured:
    middle = float(np.median(values))
    apart = float(np.max(np.abs(values - middle)))
    return Measured(restored(middle, unit, "gap"), restored(apart, unit, "spread of the gap"))


def late_decay(time: Vector, gap: Vector, rate: float) -> LateDecay:
    """Measure the decay of phase I on a trajectory without ripple.

    time, gap : (n,), the gap of one sign where it is used;  rate : rough rate, which sets the
    windows: from about 3/rate to 10/rate

    Raises ArgumentError if one is no array (n,) of finite real numbers, time does not increase,
    the trajectory ends before 9/rate, holds too few times from there on, or the gap changes its
    sign within.
    """
    given = stretch(time, gap, name="gap")
    rough = positive("rate", rate)
    end = min(given.last, DECAY_WINDOWS[0][1] / rough)
    if end * rough < 9.0:
        raise ArgumentError("time", f"last at least {9.0 / rough:.4g}", given.last)
    found = []
    for first, last, orders in DECAY_WINDOWS:
        part = given.within(first / rough, last / rough)
        needed = 2 * (orders + 3)
        if part.time.size < needed:
            rule = f"hold at least {needed} values from {first / rough:.4g} to {last / rough:.4g}"
            raise ArgumentError("time", rule, part.time.size)
        signs = np.sign(part.signal)
        if signs[0] == 0.0 or (signs != signs[0]).any():
            rule = f"be of one sign from {first / rough:.4g} to {last / rough:.4g}"
            raise ArgumentError("gap", rule, float(part.signal[signs != (signs[0] or 1.0)][0]))
        t = part.time * rough
        columns = [-t, -np.log(t), *(t**-k for k in range(orders + 1))]
        logarithm = np.log(np.abs(part.signal))
        found.append(np.linalg.lstsq(np.stack(columns, axis=1), logarithm, rcond=None)[0][:2])
    rates, exponents = np.array(found).T
    return _decay(rates.tolist(), exponents.tolist(), rough)


def _per_rate(rate: float, unit: int) -> float:
    """Return the rate in units of 2^-unit."""
    return restored(rate, unit, "rate times the time")


def _decay(rates: list[float], exponents: list[float], unit: float) -> LateDecay:
    """Return the law of rates in units of the rough one."""
    found = [one * unit for one in rates]
    if not np.isfinite(found).all() or unit < sys.float_info.min:
        raise ComputationError("The rate is beyond double precision in these units")
    return LateDecay(Measured.spread(found), Measured.spread(exponents))
