"""The scattering rates of the two kinds of impurities."""

from higgs_sym.ground.errors import nonnegative


def check_rates(rate_s: float, rate_u: float) -> None:
    """Raise `ArgumentError` unless 1/tau_s and 1/tau_u are finite and >= 0."""
    nonnegative("rate_s", rate_s)
    nonnegative("rate_u", rate_u)
