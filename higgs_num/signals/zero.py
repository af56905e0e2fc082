"""Signals that decay to zero: t^-exponent exp(-rate t), under the ripple of a band's end."""

import contextlib
import math
from dataclasses import replace

import numpy as np

from higgs_num.signals.description import Description, Kind
from higgs_num.signals.local import dominant_frequency
from higgs_num.signals.measured import Measured
from higgs_num.signals.ripple import smoothed
from higgs_num.signals.stretch import Stretch
from higgs_sym.ground.errors import ArgumentError

FOR_RIPPLE = 30  # values, for the frequency of a ripple
# Of the first value: what has fallen below has decayed.
GONE = 0.03
ZERO_SPREADS = 3.0  # of four windows of a decay, in which one more term is a factor
# Cycles of the ripple of a band's end that a smoothed decay must span.
RIPPLES = 20.0


def vanishes(here: Stretch) -> bool:
    """Whether a signal has fallen to next to nothing at its end."""
    y = np.abs(here.signal)
    last = y[int(0.8 * y.size) :]
    return float(np.max(last)) < GONE * float(np.max(y[: max(2, y.size // 20)]))


def to_zero(here: Stretch, reasons: list[str]) -> Description:
    """A gap that decays: ln|y| = c - rate t - exponent ln t + c'/t, in several windows."""
    last = np.abs(here.signal[int(0.8 * here.signal.size) :])
    first = float(np.max(np.abs(here.signal)))
    reasons.append(f"the signal falls to {float(np.max(last)) / first:.2g} of its largest value")
    base = Description(
        Kind.ZERO,
        (float(here.time[0]), here.last),
        (),
        asymptote=Measured(0.0, 2.0 * float(np.max(last))),
        noise=float(np.sqrt(np.mean(last**2))),
    )
    smooth = _without_ripple(here, reasons)
    found = _decay_rates(smooth)
    if len(found) < 2:
        reasons.append("too little lies between the transient and the floor for the law of decay")
        return base
    rates, exponents = zip(*found, strict=True)
    rate, power = Measured.spread(rates), Measured.spread(exponents)
    return replace(
        base,
        rate=Measured(rate.value, ZERO_SPREADS * rate.uncertainty),
        exponent=Measured(power.value, ZERO_SPREADS * power.uncertainty),
    )


def _decay_rates(smooth: Stretch) -> list[tuple[float, float]]:
    """Return rates and exponents in windows of e-folds, the widest last."""
    t, y = smooth.time, np.abs(smooth.signal)
    floor = 5.0 * float(np.sqrt(np.mean(y[int(0.9 * y.size) :] ** 2)))
    above = np.flatnonzero(y < floor)
    end = int(above[0]) if above.size else t.size
    found = []
    for begin_at, corrections in ((0.15, 1), (0.1, 1), (0.15, 2), (0.1, 2)):
        high = np.flatnonzero(y[:end] > begin_at * float(np.max(y)))
        begin = int(high[-1]) + 1 if high.size else 0
        x, z = t[begin:end], smooth.signal[begin:end]
        if x.size < 4 * (corrections + 3) or x[0] <= 0.0 or np.any(np.sign(z) != np.sign(z[0])):
            continue
        if abs(float(z[0])) < 20.0 * abs(float(z[-1])):
            continue
        powers = [(x[-1] / x) ** k for k in range(corrections + 1)]
        columns = np.stack([-x, -np.log(x), *powers], axis=1)
        rate, power = np.linalg.lstsq(columns, np.log(np.abs(z)), rcond=None)[0][:2]
        found.append((float(rate), float(power)))
    return found


def _without_ripple(here: Stretch, reasons: list[str]) -> Stretch:
    """Return a decay without the ripple that the sharp end of a band leaves, if there is one."""
    late = here.within(float(here.time[0]) + 0.5 * (here.last - float(here.time[0])), here.last)
    frequency = dominant_frequency(late) if late.time.size >= FOR_RIPPLE else 0.0
    span = here.last - float(here.time[0])
    if frequency * span < 2.0 * math.pi * RIPPLES:
        return here
    with contextlib.suppress(ArgumentError):
        time, signal = smoothed(here, 0.5 * frequency)
        reasons.append("a ripple, as of the end of a band, is averaged out")
        return Stretch(time, signal)
    return here
