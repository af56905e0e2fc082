"""The front door to the estimators: what does a signal do, and how well is that known?"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.signals.decay_law import SEEN, choose
from higgs_num.signals.description import Description, Kind
from higgs_num.signals.local import Envelope, dominant_frequency, envelope
from higgs_num.signals.mean import constant_with_noise, only_mean
from higgs_num.signals.measured import Measured
from higgs_num.signals.oscillating import oscillating
from higgs_num.signals.revival import before_revival
from higgs_num.signals.stretch import Stretch, check_count, exponent, restored, stretch
from higgs_num.signals.zero import to_zero, vanishes

LEAST = 8  # values, or nothing can be said
ENOUGH = 30  # values, for more than a mean
MOST = 20_000  # values used; more are thinned, if they still resolve the oscillation
ROUNDING = 1e-13
LEAST_RISEN = 3  # windows in which an oscillation is seen
POINTS_A_CYCLE = 6.0


def describe(time: Vector, signal: Vector) -> Description:
    """Say what a signal does: where it tends, how it oscillates, by which law it gets there.

    What belongs to the transient, and what follows the return of oscillations (levels that are
    too few), is left out. Nothing has to be guessed, and no unit matters.

    Parameters
    ----------
    time, signal : (n,), at least 8 values
        Times increase, from the event on that started it all (t = 0: powers of t count from
        there), at any distances.

    Returns
    -------
    Description
        What could be concluded; `reasons` say what could not, and why.

    Raises
    ------
    ArgumentError
        If one is no array (n,) of finite real numbers, there are fewer than 8 values, or time
        does not increase.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.signals import describe
    >>> t = np.linspace(0.0, 100.0, 2001)
    >>> found = describe(t, 0.9 + 0.1 * np.cos(1.8 * t + 0.5) / np.sqrt(t + 1.0))
    >>> str(found.decay.law), round(found.frequency.value, 3)
    ('power', 1.8)
    """
    given = stretch(time, signal, least=LEAST)
    check_count(given.time, LEAST)
    units = exponent(given.time), exponent(given.signal)
    here = given.in_units(*units)
    reasons: list[str] = []
    here = _thinned(here, reasons)
    found = _described(here, reasons)
    return _outside(replace(found, reasons=tuple(reasons)), *units)


def _thinned(here: Stretch, reasons: list[str]) -> Stretch:
    stride = -(-here.time.size // MOST)
    if stride <= 1:
        return here
    rough = dominant_frequency(here)
    spacing = stride * (here.last - float(here.time[0])) / here.time.size
    if rough * spacing * POINTS_A_CYCLE > 2.0 * math.pi:
        stride = max(1, int(stride * 2.0 * math.pi / (rough * spacing * POINTS_A_CYCLE)))
    reasons.append(f"every {stride}. of {here.time.size} values is used")
    return Stretch(here.time[::stride].copy(), here.signal[::stride].copy())


def _described(here: Stretch, reasons: list[str]) -> Description:
    t, y = here.time, here.signal
    window = (float(t[0]), float(t[-1]))
    span, size = float(np.ptp(y)), float(np.max(np.abs(y)))
    if span <= ROUNDING * size:
        reasons.append("the signal is a constant to rounding")
        middle = 0.5 * float(np.max(y) + np.min(y))
        return Description(Kind.CONSTANT, window, (), asymptote=Measured(middle, span), noise=span)
    if t.size < ENOUGH:
        reasons.append(f"{t.size} values are too few for more than a mean: {ENOUGH} are needed")
        return only_mean(here, window)
    if vanishes(here):
        return to_zero(here, reasons)
    frequency = dominant_frequency(here)
    seen = envelope(here, frequency) if frequency > 0.0 else None
    if seen is None:
        reasons.append("the record holds too few cycles, or too few values a cycle")
        return only_mean(here, window)
    cut, revival = before_revival(here, seen, reasons)
    if revival is not None:
        again = envelope(cut, seen.frequency)
        if again is None:
            reasons.append("what comes before the return holds too few cycles")
            return replace(only_mean(cut, (window[0], cut.last)), revival=revival)
        seen = again
    risen = int(np.count_nonzero(seen.size > SEEN * seen.error))
    if risen < LEAST_RISEN:
        reasons.append(
            f"no oscillation: that at {seen.frequency:.4g} rises out of the noise in {risen} of "
            f"{seen.size.size} windows"
        )
        return constant_with_noise(cut, seen, Kind.UNDETERMINED if risen else Kind.CONSTANT)
    later = _late(cut, seen)
    chosen = choose(seen if later is None else later)
    reasons.append(chosen.why)
    found = oscillating(cut, seen, chosen, reasons)
    return replace(found, revival=revival)


def _late(here: Stretch, seen: Envelope) -> Envelope | None:
    """Return the envelope after the first cycles, where corrections are smaller."""
    late = 0.1 * here.last
    keep = seen.time - 0.5 * seen.length >= late
    if np.count_nonzero(keep) < 8:
        return None
    parts = (seen.time[keep], seen.mean[keep], seen.amplitude[keep], seen.error[keep])
    return Envelope(seen.frequency, seen.length, *parts)


def _outside(found: Description, time: int, signal: int) -> Description:
    """Return numbers found in units of 2^time and 2^signal in those of the data."""
    power = found.decay.exponent.value if found.decay and found.decay.exponent else 0.0

    def scaled(one: Measured | None, exponents: float, what: str) -> Measured | None:
        if one is None:
            return None
        value = restored(one.value, exponents, what)
        return Measured(value, restored(one.uncertainty, exponents, what))

    def at(value: float | None) -> float | None:
        return None if value is None else math.ldexp(value, time)

    decay = found.decay
    if decay is not None and decay.rate is not None:
        decay = replace(decay, rate=scaled(decay.rate, -time, "rate"))
    return replace(
        found,
        window=(math.ldexp(found.window[0], time), math.ldexp(found.window[1], time)),
        transient_ends=at(found.transient_ends),
        revival=at(found.revival),
        asymptote=scaled(found.asymptote, signal, "asymptote"),
        minimum=scaled(found.minimum, signal, "minimum"),
        maximum=scaled(found.maximum, signal, "maximum"),
        amplitude=scaled(found.amplitude, signal + power * time, "amplitude"),
        frequency=scaled(found.frequency, -time, "frequency"),
        period=scaled(found.period, time, "period"),
        rate=scaled(found.rate, -time, "rate"),
        noise=None if found.noise is None else math.ldexp(found.noise, signal),
        decay=decay,
    )
