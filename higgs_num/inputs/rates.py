"""The scattering rates of the two kinds of impurities."""

from typing import Any

from higgs_num.inputs.ranges import rate


def check_rates(rate_s: Any, rate_u: Any) -> tuple[float, float]:
    """Return 1/tau_s and 1/tau_u, or raise `ArgumentError` unless they are >= 0 and in range."""
    return rate("rate_s", rate_s), rate("rate_u", rate_u)
