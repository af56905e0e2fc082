"""By which law an envelope falls: chosen among few by what each leaves and how much it fits."""

import math
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.signals.description import Law
from higgs_num.signals.local import Envelope

# Relative size of what windows of some cycles neglect, on top of noise: 1/(frequency time) enters
# squared once the first correction is fitted.
FLOOR = 2e-3
# A law is chosen if the next fits worse by so much in the criterion.
MARGIN = 6.0
# An amplitude is measured if it is so many standard errors.
SEEN = 4.0
# Of local exponents between the first and the last third: more is another law.
CHANGE = 0.35
# What leaves more, per window, is no fit.
POOR = 6.0
STEADY = 0.02  # of an exponent or of e-folds, that are none


@dataclass(frozen=True)
class Chosen:
    """A law with its numbers; `why`, one sentence."""

    law: Law
    power: float
    rate: float
    why: str
    early: float | None = None
    late: float | None = None
    growing: bool = False


def choose(found: Envelope) -> Chosen:
    """Return the law of the amplitudes of an envelope."""
    size, t = found.size, found.time
    seen = size > SEEN * found.error
    if np.count_nonzero(seen) < 5:
        return Chosen(Law.UNDETERMINED, 0.0, 0.0, "the oscillation rises out of the noise in "
                      f"{np.count_nonzero(seen)} windows: five are needed for its law")  # fmt: skip
    # After the last window that is seen without a gap there is noise.
    stop = seen.size if seen.all() else int(np.argmin(seen)) or seen.size
    if stop < 5:
        stop = seen.size
    x, size, error = (
        t[:stop][seen[:stop]],
        size[:stop][seen[:stop]],
        found.error[:stop][seen[:stop]],
    )
    if x.size < 5:
        return Chosen(Law.UNDETERMINED, 0.0, 0.0, "too few windows show the oscillation")
    y = np.log(size)
    sigma = np.hypot(error / size, FLOOR + 0.5 / (found.frequency * x))
    one, log, line = np.ones_like(x), -np.log(x), -x
    models: dict[Law, list[Vector]] = {
        Law.NONE: [one],
        Law.POWER: [one, log],
        Law.EXPONENTIAL: [one, line],
        Law.BOTH: [one, log, line],
    }
    # Windows overlap: two of them are one datum.
    share = 0.5
    fits = {law: _fit(columns, y, sigma) for law, columns in models.items()}
    score = {
        law: share * chi2 + len(models[law]) * math.log(x.size) for law, (_, chi2) in fits.items()
    }
    ordered = sorted(score, key=lambda law: score[law])
    best = ordered[0]
    coefficients, chi2 = fits[best]
    early, late = _local(x, y)
    power = float(coefficients[1]) if best in (Law.POWER, Law.BOTH) else 0.0
    rate = float(coefficients[-1]) if best in (Law.EXPONENTIAL, Law.BOTH) else 0.0
    total = power * math.log(x[-1] / x[0]) + rate * (x[-1] - x[0])
    if best is not Law.NONE and total < -STEADY:
        return Chosen(best, power, rate, f"the amplitude grows by a factor {math.exp(-total):.3g}",
                      growing=True)  # fmt: skip
    if best is Law.BOTH or chi2 / x.size > POOR:
        changes = abs(late - early) > CHANGE or power < 0.0 or rate < 0.0
        if changes and (power < 0.0 or rate < 0.0 or chi2 / x.size > POOR):
            why = f"no single law fits: the local exponent goes from {early:.3g} to {late:.3g}"
            return Chosen(Law.CROSSOVER, power, rate, why, early, late)
    following = ordered[1]
    # The law with both holds the simpler ones.
    if score[following] - score[best] < MARGIN and {best, following} == {
        Law.POWER, Law.EXPONENTIAL
    }:  # fmt: skip
        why = f"a power and an exponential fit alike over {x[-1] / x[0]:.3g} of a time"
        return Chosen(Law.UNDETERMINED, power, rate, why)
    why = (
        f"amplitudes in {x.size} windows choose `{best}` over `{following}` by "
        f"{score[following] - score[best]:.3g} in the Bayesian criterion"
    )
    return Chosen(best, power, rate, why, early, late)


def _fit(columns: list[Vector], y: Vector, sigma: Vector) -> tuple[Vector, float]:
    matrix = np.stack(columns, axis=1) / sigma[:, None]
    found = np.linalg.lstsq(matrix, y / sigma, rcond=None)[0]
    return found.astype(np.float64), float(np.sum((matrix @ found - y / sigma) ** 2))


def _local(x: Vector, y: Vector) -> tuple[float, float]:
    """Return -d ln(amplitude)/d ln t over the first and the last third."""
    third = max(3, x.size // 3)
    parts = (slice(0, third), slice(x.size - third, x.size))
    early, late = (-float(np.polyfit(np.log(x[part]), y[part], 1)[0]) for part in parts)
    return early, late
