"""The parameters of certified quantities: one table that commands, files and checks read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from higgs_sym.ground.errors import ArgumentError


@dataclass(frozen=True)
class Domain:
    """A rule that exact numbers obey, in words and as a test."""

    rule: str
    holds: Callable[[Any], bool]


NUMBER = Domain("be a number", lambda _: True)
NONNEGATIVE = Domain("be >= 0", lambda value: bool(value >= 0))
POSITIVE = Domain("be > 0", lambda value: bool(value > 0))
WARM = Domain("be > 0; the quantities without T are those at T = 0", POSITIVE.holds)
ABOVE_GAP = Domain("be > 1: levels reach beyond the gap", lambda value: bool(value > 1))


@dataclass(frozen=True)
class Parameter:
    """Meaning of a parameter; the unit of rates is the quantity's, whose conventions say it."""

    name: str
    meaning: str
    latex: str
    domain: Domain

    def check(self, value: Any) -> None:
        """Raise `ArgumentError` for an exact number outside the domain."""
        if not self.domain.holds(value):
            raise ArgumentError(self.name, self.domain.rule, value)


_ALL = (
    Parameter("x", "eps/Delta, energy from the Fermi level", r"$\varepsilon/\Delta$", NUMBER),
    Parameter("rate_s", "1/tau_s, paramagnetic impurities", r"$1/\tau_s$", NONNEGATIVE),
    Parameter("rate_u", "1/tau_u, nonmagnetic impurities", r"$1/\tau_u$", NONNEGATIVE),
    Parameter("T", "temperature times Boltzmann's constant", "$T$", WARM),
    Parameter("E", "E/Delta, excitation energy", r"$E/\Delta$", NUMBER),
    Parameter("cutoff", "omega_D/Delta; inf for none", r"$\omega_D/\Delta$", ABOVE_GAP),
    Parameter("lam", "dimensionless coupling", r"$\lambda$", POSITIVE),
)

PARAMETERS: Mapping[str, Parameter] = {parameter.name: parameter for parameter in _ALL}
if len(PARAMETERS) < len(_ALL):
    raise ValueError("two parameters have one name")
