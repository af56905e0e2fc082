"""Oscillations that fall, or grow, by the law that was chosen, and those that do not."""

import math

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.signals.decay_law import Chosen
from higgs_num.signals.description import Decay, Description, Kind, Law
from higgs_num.signals.half import by_smooth_windows, neglected
from higgs_num.signals.intervals import Numbers, with_noise
from higgs_num.signals.local import Envelope
from higgs_num.signals.mean import only_mean
from higgs_num.signals.measured import Measured
from higgs_num.signals.persistent import ends_high, periodic_description
from higgs_num.signals.shape import Fitted, Shape, fit_shape
from higgs_num.signals.stretch import Stretch

# Windows begin at these shares of what follows the transient; the last is quoted.
STARTS = (0.35, 0.2, 0.0)
UNKNOWN_POWER = 0.5  # of the half-width of a power: 1/2 and 3/2 are then not told apart
# As near to 1/2 the power of a law may be taken for that of phase II.
NEAR_HALF = 0.05


def oscillating(here: Stretch, seen: Envelope, chosen: Chosen, reasons: list[str]) -> Description:
    """Describe an oscillation whose law was chosen; what else is found is added to `reasons`."""
    begin = _transient_ends(here, seen)
    if not chosen.growing and (chosen.law is Law.NONE or ends_high(seen)):
        found = periodic_description(here, seen, begin, reasons)
        if found is not None:
            return found
    shapes = _shapes(chosen)
    numbers, left, start = _in_windows(here, seen, shapes, chosen, begin)
    if numbers is None:
        reasons.append("no fit of the law that was chosen holds")
        return only_mean(here, (float(here.time[0]), here.last))
    law = chosen.law
    if law is Law.POWER and numbers["power"].uncertainty > UNKNOWN_POWER:
        reasons.append("the power is not known well enough to be called one")
        law = Law.UNDETERMINED
    open_ = law in (Law.CROSSOVER, Law.UNDETERMINED)
    powers, rates = law in (Law.POWER, Law.BOTH), law in (Law.EXPONENTIAL, Law.BOTH)
    if law in (Law.CROSSOVER, Law.UNDETERMINED):
        numbers["frequency"] = _local_frequency(seen)
    elif law is Law.POWER and abs(chosen.power - 0.5) < NEAR_HALF:
        numbers.update(_with_half(here, seen, chosen, begin, reasons))
        numbers.update(by_smooth_windows(here, numbers, reasons))
    decay = Decay(
        law,
        exponent=numbers.get("power") if powers else None,
        rate=numbers.get("rate") if rates else None,
        early=chosen.early if law is Law.CROSSOVER else None,
        late=chosen.late if law is Law.CROSSOVER else None,
    )
    return Description(
        Kind.GROWING if chosen.growing else Kind.DAMPED,
        (start, here.last),
        (),
        transient_ends=begin,
        asymptote=numbers["mean"],
        frequency=numbers["frequency"],
        amplitude=None if open_ else numbers["amplitude"],
        phase=None if open_ else numbers["phase"],
        decay=decay,
        noise=float(np.sqrt(np.mean(left**2))),
    )


def _local_frequency(seen: Envelope) -> Measured:
    """Return the frequency of the second half, and how it differs from the first."""
    seen_now = seen.size > 4.0 * seen.error
    time, phase = seen.time[seen_now], np.unwrap(np.angle(seen.amplitude[seen_now]))
    if time.size < 6:
        return Measured(seen.frequency, 2.0 * math.pi / (seen.time[-1] - seen.time[0]))
    half = time.size // 2
    slopes = [
        float(np.polyfit(time[part], phase[part], 1)[0])
        for part in (slice(0, half), slice(half, None))
    ]
    return Measured(seen.frequency + slopes[1], 2.0 * abs(slopes[1] - slopes[0]))


def _with_half(
    here: Stretch, seen: Envelope, chosen: Chosen, begin: float, reasons: list[str]
) -> dict[str, Measured]:
    """Return all but the power with the power held at 1/2: free, it trades against amplitudes."""
    shape = Shape(0.5, fit_drift=True, means=2, corrections=1)
    numbers, _, start = _in_windows(here, seen, shape, chosen, begin)
    if numbers is None:
        return {}
    reasons.append("the power is 1/2 within its error, and held there")
    one, first = numbers["amplitude"], numbers["frequency"].value * start
    lost = one.value * neglected(numbers["drift"].value, first)
    numbers["amplitude"] = Measured(one.value, one.uncertainty + lost)
    return {name: value for name, value in numbers.items() if name != "power"}


def _transient_ends(here: Stretch, seen: Envelope) -> float:
    """Return when windowed mean and amplitude have come within a tenth of how they end."""
    size, mean = seen.size, seen.mean
    scale = float(np.max(size))
    away = np.flatnonzero(np.abs(mean - mean[-1]) > 0.1 * scale)
    first = float(seen.time[away[-1]]) if away.size and away[-1] + 1 < mean.size else 0.0
    one_cycle = 2.0 * math.pi / seen.frequency
    return min(max(first, float(here.time[0]) + one_cycle), 0.5 * here.last)


def _shapes(chosen: Chosen) -> Shape:
    if chosen.law is Law.POWER:
        return Shape(chosen.power, fit_power=True, fit_drift=True, means=2, corrections=1)
    if chosen.law is Law.EXPONENTIAL:
        return Shape(0.0, fit_rate=True)
    if chosen.law is Law.BOTH:
        return Shape(chosen.power, fit_power=True, fit_rate=True, means=1)
    if chosen.law is Law.NONE:
        return Shape(0.0)
    # Local power of the last part, with corrections, is all that is meant.
    power = chosen.late if chosen.late is not None else chosen.power
    return Shape(power or 0.0, fit_power=True, means=2, corrections=1)


def _in_windows(
    here: Stretch, seen: Envelope, shape: Shape, chosen: Chosen, begin: float
) -> tuple[dict[str, Measured] | None, Vector, float]:
    fast = chosen.law in (Law.EXPONENTIAL, Law.BOTH) and chosen.rate * here.last > 6.0
    last = min(here.last, begin + 12.0 / chosen.rate) if fast and chosen.rate > 0.0 else here.last
    if fast:
        last = max(last, begin + 6.0 * math.pi / seen.frequency)
    rows: list[Numbers] = []
    kept: Fitted | None = None
    used = here
    first = begin if fast else max(begin, 0.1 * here.last)
    for share in STARTS:
        start = first + share * (last - first)
        part = here.within(start, last)
        found = fit_shape(part, seen.frequency, shape, chosen.rate)
        if found is None:
            continue
        rows.append(_numbers(found))
        kept, used = found, part
    shorter = here.within(first, first + 0.65 * (last - first))
    found = fit_shape(shorter, seen.frequency, shape, chosen.rate)
    if found is not None:
        rows.insert(0, _numbers(found))
    if kept is None or len(rows) < 2:
        return None, np.zeros(1), first
    frequency = kept.frequency

    def again(signal: Vector) -> Numbers | None:
        one = fit_shape(Stretch(used.time, signal), frequency, shape, chosen.rate)
        return None if one is None else _numbers(one)

    return with_noise(rows, used.signal, kept.left, again), kept.left, float(used.time[0])


def _numbers(found: Fitted) -> Numbers:
    return {
        "mean": found.mean,
        "frequency": found.frequency,
        "power": found.power,
        "drift": found.drift,
        "rate": found.rate,
        "amplitude": found.amplitude,
        "phase": found.phase,
    }
