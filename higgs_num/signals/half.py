"""The law t^(-1/2) of clean quenches: smooth windows, which no fit equals."""

import contextlib
import math

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.signals.intervals import DRAWS, SIGMAS
from higgs_num.signals.late_time import STARTS as LATE_STARTS
from higgs_num.signals.late_time import LateTime, late_time
from higgs_num.signals.measured import Measured
from higgs_num.signals.shape import noise_like
from higgs_num.signals.stretch import Stretch
from higgs_sym.ground.errors import ArgumentError, ComputationError

SMOOTH_SPREADS = 3.0  # of `late_time`, three nested choices of what to leave out


def by_smooth_windows(
    here: Stretch, numbers: dict[str, Measured], reasons: list[str]
) -> dict[str, Measured]:
    """Return asymptote, frequency and amplitude of a law t^(-1/2) by `late_time`, where it can.

    Smooth windows separate the mean from the oscillation to rounding, which no fit does.
    """
    frequency = numbers["frequency"].value
    try:
        found = late_time(here.time, here.signal, frequency)
    except (ArgumentError, ComputationError):
        return {}
    left = _left_by(here, found)
    draws = []
    for noise in noise_like(left, DRAWS):
        with contextlib.suppress(ArgumentError, ComputationError):
            draws.append(late_time(here.time, here.signal + noise, frequency))
    better = {}
    for name, field in (("mean", "gap"), ("frequency", "frequency"), ("amplitude", "amplitude")):
        one: Measured = getattr(found, field)
        shifts = [getattr(draw, field).value - one.value for draw in draws]
        drawn = math.sqrt(sum(x * x for x in shifts) / len(shifts)) if shifts else 0.0
        total = math.hypot(SIGMAS * drawn, SMOOTH_SPREADS * one.uncertainty)
        if name == "amplitude":
            first = min(LATE_STARTS) * found.frequency.value * here.last
            total += one.value * neglected(found.drift.value, first)
        better[name] = Measured(one.value, total)
    if better["mean"].uncertainty > numbers["mean"].uncertainty:
        return {}
    reasons.append("the law is t^(-1/2): means and phases in smooth windows, corrected for 1/t")
    return better


def neglected(drift: float, first: float) -> float:
    """Return the relative size of terms of the amplitude that are not fitted, where windows begin.

    In 1/t with the logarithm that belongs to a drift of the phase, and in 1/t^2; `first` is the
    phase that has passed by then.
    """
    return 3.0 * abs(drift) * (1.0 + math.log1p(first)) / first + 3.0 / first**2


def _left_by(here: Stretch, found: LateTime) -> Vector:
    """Return the noise: what varies from value to value, as differences of the fourth order tell.

    What the law neglects is smooth, and known from the windows.
    """
    y = here.signal
    fourth = np.diff(y, 4) / math.sqrt(70.0)
    omega, step = found.frequency.value, (here.last - float(here.time[0])) / (y.size - 1)
    # Of the oscillation itself the differences leave this share.
    own = found.amplitude.value * (2.0 * math.sin(0.5 * min(omega * step, math.pi))) ** 4
    size = float(np.median(np.abs(fourth))) / 0.6745
    if size < 2.0 * own / math.sqrt(70.0 * max(1.0, 0.5 * here.last)):
        return np.zeros_like(y)
    return size * np.random.default_rng(5).standard_normal(y.size)
