"""Oscillations that come to rest at a finite size: harmonic, or an anharmonic wave."""

import math

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.signals.description import Decay, Description, Kind, Law
from higgs_num.signals.intervals import Numbers, with_noise
from higgs_num.signals.local import Envelope
from higgs_num.signals.periodic import Periodic, fit_periodic
from higgs_num.signals.stretch import Stretch

# Relative second harmonic of a wave. That of a harmonic oscillation is below its square.
ANHARMONIC = 3e-3


def ends_high(seen: Envelope) -> bool:
    """Whether the amplitude comes to rest at a finite value: its last half hardly falls."""
    size = seen.size
    half = size[size.size // 2 :]
    return (
        half.size >= 4
        and float(np.ptp(half)) < 0.05 * float(np.mean(half))
        and float(size[0]) < 3.0 * float(half[-1])
    )


def periodic_description(
    here: Stretch, seen: Envelope, begin: float, reasons: list[str]
) -> Description | None:
    """Describe an oscillation that lasts, by a Fourier series; None if there are too few cycles."""
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

    spread = with_noise(rows, whole.signal - whole_fit.left * 0.0, whole_fit.left, again)
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
