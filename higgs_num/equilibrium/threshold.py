"""Threshold of single-particle excitations."""

import math

from higgs_sym.ground.errors import nonnegative, positive


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
    if rate_s == 0.0:
        return Delta
    if 2.0 * rate_s < Delta:
        log_alpha = math.log(rate_s / Delta)
    else:  # rate_s - Delta is exact here, so nothing is lost near alpha = 1
        log_alpha = math.log1p((rate_s - Delta) / Delta)
    return float(Delta * (-math.expm1(log_alpha * 2.0 / 3.0)) ** 1.5)
