"""The return of oscillations, as of levels that are too few, and what comes before it."""

import math

import numpy as np

from higgs_num.signals.local import Envelope
from higgs_num.signals.shape import Shape, fit_shape
from higgs_num.signals.stretch import Stretch

# An amplitude that has risen by so much above what it had fallen to has returned.
RETURNED = 1.6
JUMP = 10.0  # of what a window's fit leaves, against the median before
LEAVES = 4.0  # times what a fit leaves


def before_revival(
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
