"""What Delta(t) has come to by the end of a run: a class and a few numbers, cheap and robust.

For maps of thousands of runs. `signals.describe` says more, with intervals, at a hundred times the
cost. Classes are statements about the times of the run, not about t -> infinity.
"""

from __future__ import annotations

import math

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.signals.local import dominant_frequency, envelope
from higgs_num.signals.stretch import Stretch, exponent

CLASSES = ("constant", "persistent", "vanishing", "growing", "undetermined")
CONSTANT, PERSISTENT, VANISHING, GROWING, UNDETERMINED = range(5)

# Local exponents p of an amplitude t^-p: the known laws are t^(-1/2) and a constant, and the
# border lies half-way; growth mirrors it.
BORDER = 0.25
VANISHED = 1e-2  # of the largest Delta
SEEN = 1e-5  # amplitude, in the largest Delta, below which no oscillation is told from a constant
STEADY = 1e-2  # half-span of the last quarter, in the largest Delta, of what has settled
SPREAD = 3.0  # errors of an amplitude below which its exponent means nothing
RESOLVED = 0.9  # of the highest frequency that the saved times tell from others
LATE = 0.5  # share of the time that counts


def outcome(time: Vector, gap: Vector) -> dict[str, float | int]:
    """Return asymptote, frequency, amplitude, exponent and class of Delta(t), both (nt,).

    asymptote : mean of the last windows of the oscillation, or of the last tenth without one
    frequency : angular, of the strongest oscillation; NaN without one
    amplitude : of it, at the end
    exponent : p of amplitude ~ t^-p in the second half; NaN where it means nothing
    class : number in `CLASSES`

    Examples
    --------
    >>> from higgs_num.quench import Problem, run
    >>> from higgs_num.sweeps import outcome
    >>> result = run(Problem(0.95, 1.0, rate_s=0.1, levels=4000, t_max=60.0))
    >>> found = outcome(result.time, result.gap)
    >>> print(f"{found['frequency']:.3f}")
    1.991
    """
    nan = math.nan
    size = float(np.max(np.abs(gap)))
    tail = gap[time >= 0.9 * time[-1]]
    nothing: dict[str, float | int] = {
        "asymptote": float(np.mean(tail)), "frequency": nan, "amplitude": 0.0, "exponent": nan,
        "class": CONSTANT,
    }  # fmt: skip
    if not size:
        return {**nothing, "class": VANISHING}
    last = gap[time >= 0.75 * time[-1]]
    if float(np.max(np.abs(last))) < VANISHED * size:
        return {**nothing, "amplitude": 0.5 * float(np.ptp(last)), "class": VANISHING}
    here = Stretch(time, gap)
    units = exponent(time), exponent(gap)
    scaled = here.in_units(*units)
    rough = dominant_frequency(scaled)
    # Beyond, a cosine on the saved times is that of another frequency, at worst a constant.
    resolved = RESOLVED * math.pi / float(np.median(np.diff(scaled.time)))
    seen = envelope(scaled, rough) if 0.0 < rough < resolved else None
    half_span = 0.5 * float(np.ptp(last))
    if seen is None or seen.time.size < 3:
        undecided = half_span > STEADY * size
        return {**nothing, "amplitude": half_span, "class": UNDETERMINED if undecided else CONSTANT}
    amplitude = seen.size
    late = seen.time >= LATE * scaled.last
    if np.count_nonzero(late) < 3:
        late = np.arange(seen.time.size) >= seen.time.size - 3
    found: dict[str, float | int] = {
        "asymptote": math.ldexp(float(np.mean(seen.mean[-2:])), units[1]),
        "frequency": math.ldexp(seen.frequency, -units[0]),
        "amplitude": math.ldexp(float(amplitude[-1]), units[1]),
        "exponent": nan,
        "class": CONSTANT,
    }
    if found["amplitude"] < SEEN * size and half_span < 10.0 * SEEN * size:
        return found
    if np.any(amplitude[late] < SPREAD * seen.error[late]):
        return {**found, "class": UNDETERMINED if half_span > STEADY * size else CONSTANT}
    p = -float(np.polyfit(np.log(seen.time[late]), np.log(amplitude[late]), 1)[0])
    verdict = GROWING if p < -BORDER else PERSISTENT if p <= BORDER else CONSTANT
    return {**found, "exponent": p, "class": verdict}
