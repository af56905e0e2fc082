"""Persistent oscillation of phase III: a Jacobi elliptic function.

Two root pairs +-i w1, +-i w2 leave a two-spin problem whose gap obeys
(dDelta/dt)^2 = (gap_max^2 - Delta^2)(Delta^2 - gap_min^2), gap_max,min = w1 +- w2,
solved by Delta(t) = gap_max dn(gap_max t, m), m = 1 - (gap_min/gap_max)^2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.inputs import real_array, settle
from higgs_num.steady.elliptic import quarter_period
from higgs_num.steady.lax import Array
from higgs_sym.ground.errors import ArgumentError, positive

# Of a gap: what is computed with it stays within double range.
LARGEST = 1e150


@dataclass(frozen=True)
class Wave:
    """Delta(t) between the turning points `gap_min` < `gap_max`; times in 1/(their unit).

    Raises ArgumentError unless 0 < gap_min < gap_max, both from 1e-150 to 1e150.

    Examples
    --------
    >>> from higgs_num.steady import Wave
    >>> wave = Wave(gap_min=0.5, gap_max=1.0)
    >>> wave([0.0, wave.period / 2]).round(12)
    array([1. , 0.5])
    """

    gap_min: float
    gap_max: float

    def __post_init__(self) -> None:
        low, high = positive("gap_min", self.gap_min), positive("gap_max", self.gap_max)
        if low < 1.0 / LARGEST:
            raise ArgumentError("gap_min", f"be >= {1.0 / LARGEST:g}", low)
        if high > LARGEST:
            raise ArgumentError("gap_max", f"be <= {LARGEST:g}", high)
        if low >= high:
            raise ArgumentError("gap_min", f"be < gap_max, {high:.6g}", low)
        settle(self, gap_min=low, gap_max=high)

    @property
    def complement(self) -> float:
        """Complementary parameter 1 - m = (gap_min/gap_max)^2."""
        return (self.gap_min / self.gap_max) ** 2

    @property
    def modulus(self) -> float:
        """Modulus k = sqrt(m) of the elliptic functions."""
        return float(np.sqrt(1.0 - self.complement))

    @property
    def period(self) -> float:
        """Period 2 K(k)/gap_max; grows logarithmically as gap_min -> 0 (a lone soliton)."""
        return 2.0 * quarter_period(self.gap_min / self.gap_max) / self.gap_max

    @property
    def mean(self) -> float:
        """Average of Delta over a period: exactly pi/period."""
        return float(np.pi / self.period)

    def __call__(self, t: ArrayLike) -> Array:
        """Return Delta at times `t` (any shape, finite), with a maximum at t = 0.

        The time of the maximum is set by the transient and is not given by the roots.
        """
        from scipy.special import ellipj

        # Folding into half a period around 0 keeps the argument, and so the error, small.
        T = self.period
        time = np.fmod(real_array("t", t, ndim=None), T)  # exact, however late
        folded = time - T * np.round(time / T)
        dn = ellipj(self.gap_max * folded, 1.0 - self.complement)[2]
        return np.clip(self.gap_max * dn, self.gap_min, self.gap_max)
