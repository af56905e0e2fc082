"""The front door to the estimators: what does a signal do, and how well is that known?"""

import contextlib
import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.signals.decay_law import SEEN, Chosen, choose
from higgs_num.signals.description import Decay, Description, Kind, Law
from higgs_num.signals.late_time import STARTS as LATE_STARTS
from higgs_num.signals.late_time import LateTime, late_time
from higgs_num.signals.local import Envelope, dominant_frequency, envelope
from higgs_num.signals.measured import Measured
from higgs_num.signals.periodic import Periodic, fit_periodic
from higgs_num.signals.ripple import smoothed
from higgs_num.signals.shape import Fitted, Shape, fit_shape, noise_like
from higgs_num.signals.stretch import Stretch, check_count, exponent, restored, stretch
from higgs_sym.ground.errors import ArgumentError, ComputationError

LEAST = 8  # values, or nothing can be said
ENOUGH = 30  # values, for more than a mean
MOST = 20_000  # values used; more are thinned, if they still resolve the oscillation
ROUNDING = 1e-13
LEAST_RISEN = 3  # windows in which an oscillation is seen
# Of the first value: what has fallen below has decayed.
GONE = 0.03
# Relative second harmonic of a wave. That of a harmonic oscillation is below its square.
ANHARMONIC = 3e-3
# Windows begin at these shares of what follows the transient; the last is quoted.
STARTS = (0.35, 0.2, 0.0)
DRAWS = 12
# Interval: so many standard deviations of 12 draws (Student, 97.5 %) and spreads of windows.
SIGMAS, SPREADS = 2.2, 1.5
POWER_SPREADS = 2.0  # of a power, which trades against the terms in 1/t
ZERO_SPREADS = 3.0  # of four windows of a decay, in which one more term is a factor
# An amplitude that has risen by so much above what it had fallen to has returned.
RETURNED = 1.6
SMOOTH_SPREADS = 3.0  # of `late_time`, three nested choices of what to leave out
POINTS_A_CYCLE = 6.0
JUMP = 10.0  # of what a window's fit leaves, against the median before
LEAVES = 4.0  # times what a fit leaves
UNKNOWN_POWER = 0.5  # of the half-width of a power: 1/2 and 3/2 are then not told apart
# As near to 1/2 the power of a law may be taken for that of phase II.
NEAR_HALF = 0.05
# Cycles of the ripple of a band's end that a smoothed decay must span.
RIPPLES = 20.0

Numbers = dict[str, float]


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
        return _only_mean(here, window)
    if _vanishes(here):
        return _to_zero(here, reasons)
    frequency = dominant_frequency(here)
    seen = envelope(here, frequency) if frequency > 0.0 else None
    if seen is None:
        reasons.append("the record holds too few cycles, or too few values a cycle")
        return _only_mean(here, window)
    cut, revival = _before_revival(here, seen, reasons)
    if revival is not None:
        again = envelope(cut, seen.frequency)
        if again is None:
            reasons.append("what comes before the return holds too few cycles")
            return replace(_only_mean(cut, (window[0], cut.last)), revival=revival)
        seen = again
    risen = int(np.count_nonzero(seen.size > SEEN * seen.error))
    if risen < LEAST_RISEN:
        reasons.append(
            f"no oscillation: that at {seen.frequency:.4g} rises out of the noise in {risen} of "
            f"{seen.size.size} windows"
        )
        return _constant_with_noise(cut, seen, Kind.UNDETERMINED if risen else Kind.CONSTANT)
    later = _late(cut, seen)
    chosen = choose(seen if later is None else later)
    reasons.append(chosen.why)
    found = _oscillating(cut, seen, chosen, reasons)
    return replace(found, revival=revival)


def _constant_with_noise(here: Stretch, seen: Envelope, kind: Kind) -> Description:
    """Return the mean; its error from means of windows, every second of which is independent."""
    means = seen.mean[::2] if seen.mean.size > 6 else seen.mean
    middle = float(np.mean(means))
    half = 3.0 * float(np.std(means, ddof=1)) / math.sqrt(means.size)
    return Description(
        kind,
        (float(here.time[0]), here.last),
        (),
        asymptote=Measured(middle, half),
        noise=float(np.std(here.signal)),
    )


def _only_mean(here: Stretch, window: tuple[float, float]) -> Description:
    part = here.signal[here.signal.size // 2 :]
    half = 0.5 * float(np.ptp(part))
    middle = 0.5 * float(np.max(part) + np.min(part))
    return Description(Kind.UNDETERMINED, window, (), asymptote=Measured(middle, 2.0 * half))


def _late(here: Stretch, seen: Envelope) -> Envelope | None:
    """Return the envelope after the first cycles, where corrections are smaller."""
    late = 0.1 * here.last
    keep = seen.time - 0.5 * seen.length >= late
    if np.count_nonzero(keep) < 8:
        return None
    parts = (seen.time[keep], seen.mean[keep], seen.amplitude[keep], seen.error[keep])
    return Envelope(seen.frequency, seen.length, *parts)


def _before_revival(
    here: Stretch, seen: Envelope, reasons: list[str]
) -> tuple[Stretch, float | None]:
    """Return what comes before oscillations return after they had fallen, and when they do."""
    size = seen.size
    lowest = np.minimum.accumulate(size)
    fallen = lowest < 0.7 * np.maximum.accumulate(size)
    back = np.flatnonzero(
        fallen & (size > RETURNED * lowest) & (size > 8.0 * seen.error)
        & (size > lowest + 8.0 * seen.error)
    )  # fmt: skip
    # What returns first is fast, and spoils the fits in windows: noise does not begin at once.
    usual = np.array([np.median(seen.error[: k + 1]) for k in range(size.size)])
    rough = (seen.error[1:] > JUMP * usual[:-1]) & (seen.error[1:] > 1e-9 * float(np.max(size)))
    twice = np.flatnonzero(rough[:-1] & rough[1:])
    spoiled = twice + 1 if twice.size and not np.any(size > 2.0 * size[0]) else twice[:0]
    # It comes at once: beats and crossovers rise slowly, and a growing oscillation does not fall.
    for k in sorted({*back.tolist(), *spoiled.tolist()}):
        before = int(np.argmin(size[: k + 1])) if k in back else k
        if k - before <= 4 and k >= 3:
            at = _returns(here, seen, float(seen.time[before]) - 0.5 * seen.length)
            reasons.append(
                "oscillations return: what follows is left out (levels that are too few?)"
            )
            return here.within(float(here.time[0]), at), at
        break
    return here, None


def _returns(here: Stretch, seen: Envelope, before: float) -> float:
    """Return when a signal leaves what it did up to well `before` its oscillation returns."""
    begin = float(here.time[0]) + 2.0 * math.pi / seen.frequency
    part = here.within(begin, max(0.5 * before, begin))
    shape = Shape(0.5, fit_power=True, fit_drift=True, means=1, corrections=1)
    found = fit_shape(part, seen.frequency, shape)
    if found is None:
        return max(before, begin)
    late = here.within(float(part.time[part.time.size // 2]), here.last)
    off = np.abs(found.curve(late.time) - late.signal)
    # Of the fit's own second half, where what it neglects has become small.
    usual = float(np.max(np.abs(found.left[part.time.size // 2 :])))
    away = np.flatnonzero(off > LEAVES * usual)
    return float(late.time[away[0] - 1]) if away.size and away[0] else before


def _vanishes(here: Stretch) -> bool:
    y = np.abs(here.signal)
    last = y[int(0.8 * y.size) :]
    return float(np.max(last)) < GONE * float(np.max(y[: max(2, y.size // 20)]))


def _to_zero(here: Stretch, reasons: list[str]) -> Description:
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
    frequency = dominant_frequency(late) if late.time.size >= ENOUGH else 0.0
    span = here.last - float(here.time[0])
    if frequency * span < 2.0 * math.pi * RIPPLES:
        return here
    with contextlib.suppress(ArgumentError):
        time, signal = smoothed(here, 0.5 * frequency)
        reasons.append("a ripple, as of the end of a band, is averaged out")
        return Stretch(time, signal)
    return here


def _oscillating(here: Stretch, seen: Envelope, chosen: Chosen, reasons: list[str]) -> Description:
    begin = _transient_ends(here, seen)
    if not chosen.growing and (chosen.law is Law.NONE or _ends_high(seen)):
        found = _periodic(here, seen, begin, reasons)
        if found is not None:
            return found
    shapes = _shapes(chosen)
    numbers, left, start = _in_windows(here, seen, shapes, chosen, begin)
    if numbers is None:
        reasons.append("no fit of the law that was chosen holds")
        return _only_mean(here, (float(here.time[0]), here.last))
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
        numbers.update(_by_smooth_windows(here, numbers, reasons))
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
    lost = one.value * _neglected(numbers["drift"].value, first)
    numbers["amplitude"] = Measured(one.value, one.uncertainty + lost)
    return {name: value for name, value in numbers.items() if name != "power"}


def _by_smooth_windows(
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
            total += one.value * _neglected(found.drift.value, first)
        better[name] = Measured(one.value, total)
    if better["mean"].uncertainty > numbers["mean"].uncertainty:
        return {}
    reasons.append("the law is t^(-1/2): means and phases in smooth windows, corrected for 1/t")
    return better


def _neglected(drift: float, first: float) -> float:
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


def _ends_high(seen: Envelope) -> bool:
    """Whether the amplitude comes to rest at a finite value: its last half hardly falls."""
    size = seen.size
    half = size[size.size // 2 :]
    return (
        half.size >= 4
        and float(np.ptp(half)) < 0.05 * float(np.mean(half))
        and float(size[0]) < 3.0 * float(half[-1])
    )


def _transient_ends(here: Stretch, seen: Envelope) -> float:
    """Return when windowed mean and amplitude have come within a tenth of how they end."""
    size, mean = seen.size, seen.mean
    scale = max(float(np.max(size)), ROUNDING)
    away = np.flatnonzero(np.abs(mean - mean[-1]) > 0.1 * scale)
    first = float(seen.time[away[-1]]) if away.size and away[-1] + 1 < mean.size else 0.0
    one_cycle = 2.0 * math.pi / seen.frequency
    return min(max(first, float(here.time[0]) + one_cycle), 0.5 * here.last)


def _periodic(
    here: Stretch, seen: Envelope, begin: float, reasons: list[str]
) -> Description | None:
    late = max(begin, 0.3 * here.last)
    if (here.last - late) * seen.frequency < 2.0 * math.pi * 3.0:
        return None
    whole = here.within(late, here.last)
    whole_fit = fit_periodic(whole, seen.frequency)
    if whole_fit is None:
        return None
    rows: list[Numbers] = []
    for share in (0.5, 0.25, 0.0):
        part = here.within(late + share * (here.last - late), here.last)
        found = fit_periodic(part, whole_fit.frequency, whole_fit.harmonics)
        if found is not None:
            rows.append(_of_periodic(found))
    early = here.within(late, here.last - 0.4 * (here.last - late))
    found = fit_periodic(early, whole_fit.frequency, whole_fit.harmonics)
    if found is not None:
        rows.insert(0, _of_periodic(found))
    if len(rows) < 2:
        return None

    def again(signal: Vector) -> Numbers | None:
        one = fit_periodic(Stretch(whole.time, signal), whole_fit.frequency, whole_fit.harmonics)
        return None if one is None else _of_periodic(one)

    spread = _with_noise(rows, whole.signal - whole_fit.left * 0.0, whole_fit.left, again)
    wave = whole_fit.second > ANHARMONIC
    reasons.append(
        f"{whole_fit.harmonics} harmonics, the second {whole_fit.second:.2g} of the first: "
        + ("an anharmonic wave" if wave else "harmonic")
    )
    return Description(
        Kind.WAVE if wave else Kind.PERSISTENT,
        (late, here.last),
        (),
        transient_ends=begin,
        asymptote=spread["middle"] if wave else spread["mean"],
        frequency=spread["frequency"],
        amplitude=spread["amplitude"],
        decay=Decay(Law.NONE),
        minimum=spread["minimum"],
        maximum=spread["maximum"],
        period=spread["period"],
        noise=float(np.sqrt(np.mean(whole_fit.left**2))),
    )


def _of_periodic(found: Periodic) -> Numbers:
    return {
        "minimum": found.minimum,
        "maximum": found.maximum,
        "mean": found.mean,
        "middle": 0.5 * (found.maximum + found.minimum),
        "amplitude": 0.5 * (found.maximum - found.minimum),
        "frequency": found.frequency,
        "period": found.period,
    }


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

    return _with_noise(rows, used.signal, kept.left, again), kept.left, float(used.time[0])


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


def _with_noise(
    rows: list[Numbers], signal: Vector, left: Vector, again: Callable[[Vector], Numbers | None]
) -> dict[str, Measured]:
    """Return each number, the last, with what windows and draws of the noise do to it."""
    drawn = [again(signal + one) for one in noise_like(left, DRAWS)]
    draws = [one for one in drawn if one is not None]
    found = {}
    for name, value in rows[-1].items():
        turn = name == "phase"
        spread = max(abs(_difference(one[name], value, turn)) for one in rows[:-1])
        noise = 0.0
        if len(draws) > 2:
            shifts = [_difference(one[name], value, turn) for one in draws]
            noise = math.sqrt(sum(shift**2 for shift in shifts) / len(shifts))
        spreads = POWER_SPREADS if name == "power" else SPREADS
        found[name] = Measured(value, math.hypot(SIGMAS * noise, spreads * spread))
    return found


def _difference(one: float, other: float, turn: bool) -> float:
    return math.remainder(one - other, 2.0 * math.pi) if turn else one - other


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
