"""The interval of a number: what windows and draws of the noise do to it."""

import math
from collections.abc import Callable

from higgs_num.core.arrays import Vector
from higgs_num.signals.measured import Measured
from higgs_num.signals.shape import noise_like

DRAWS = 12
# Interval: so many standard deviations of 12 draws (Student, 97.5 %) and spreads of windows.
SIGMAS, SPREADS = 2.2, 1.5
POWER_SPREADS = 2.0  # of a power, which trades against the terms in 1/t

Numbers = dict[str, float]


def with_noise(
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
