"""Threshold of single-particle excitations."""

import math

from higgs_sym.errors import nonnegative, positive


def threshold(Delta: float, rate_s: float = 0.0) -> float:
    """Return Delta_th = Delta (1 - alpha^(2/3))^(3/2), alpha = rate_s/Delta; 0 for alpha >= 1.

    `Delta` is the gap amplitude of this very state, `rate_s` = 1/tau_s in the same unit, and so
    is the result. Nonmagnetic impurities do not enter. Raises `ArgumentError` unless Delta > 0
    and rate_s >= 0.

    Notes
    -----
    Abrikosov and Gor'kov (1960): the maximum of omega(u) on the imaginary axis of u.
    """
    Delta = positive("Delta", Delta)
    rate_s = nonnegative("rate_s", rate_s)
    if rate_s >= Delta:
        return 0.0
    if 2.0 * rate_s < Delta:
        return float(Delta * (1.0 - math.cbrt(rate_s / Delta) ** 2) ** 1.5)
    # Near alpha = 1 the bracket is a small difference; rate_s - Delta is exact here.
    return float(Delta * (-math.expm1(math.log1p((rate_s - Delta) / Delta) * 2.0 / 3.0)) ** 1.5)
