"""Where a state has its amplitude mode, in units of its gap Delta(T)."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from higgs_num.core.generated.arrays import closure_mode_omega
from higgs_num.response.any_state import absorption, is_clean, is_cold, threshold
from higgs_num.response.closure import closure_pole
from higgs_num.response.poles import pole_position

GAPLESS = 1.0  # where the derivation of the mode of (9) and the root of (13) end


@dataclass(frozen=True)
class Mode:
    """Frequencies over Delta(T); None where there is no such thing.

    threshold: 2 Delta_th, where pairs begin to absorb; 0 in the gapless state.
    peak, full_width: of Im(1/D^R). Without impurities an inverse root at 2 Delta, width 0.
    pole: on the second sheet. At T = 0 only; none without impurities and next to the gapless side.
    closure_mode: undamped mode of (9), for 0 < alpha <= 1, at any temperature: see `mode`.
    printed_13: (13) as printed, for 0 <= alpha <= 1, where its root is real.
    """

    threshold: float
    peak: float | None
    full_width: float | None
    pole: complex | None
    closure_mode: float | None
    printed_13: float | None


_pole = lru_cache(maxsize=512)(pole_position)


def mode(alpha: float, heat: float = 0.0) -> Mode:
    """Return the mode of a state with alpha = 1/(tau_s Delta(T)) and T/Delta(T) = heat.

    The zero of (9) is 2 Delta sqrt(1 - z^2), z = alpha/2, whatever the temperature: at this
    frequency the integral over eps of every single Matsubara frequency vanishes in the pole
    condition, with a = R - z: int (a z - x^2) dx/((x^2 + a^2)(x^2 + z^2)) = 0.
    """
    closure, _ = closure_pole(alpha, 0.0, None)
    printed = None
    if alpha <= GAPLESS:
        # (13) is the mode of (9) with twice the rate; a test holds it against what is printed.
        printed = float(closure_mode_omega(np.asarray(1.0), np.asarray(alpha)))
    if is_clean(alpha):
        return Mode(threshold(alpha), 2.0, 0.0, None, closure, printed)
    top = absorption(alpha, heat)
    pole = _pole(alpha) if is_cold(heat) else None
    return Mode(
        threshold(alpha),
        None if top is None else top.omega,
        None if top is None else top.width,
        pole,
        closure,
        printed,
    )
