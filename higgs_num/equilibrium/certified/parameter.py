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
    """Meaning and unit of a parameter; a quantity may measure rates in another unit and says so."""

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
    Parameter("zeta-s", "rate_s/(2 Delta) = 1/(2 tau_s Delta)", r"$\zeta_s$", NONNEGATIVE),
    Parameter("zeta-u", "rate_u/(2 Delta) = 1/(2 tau_u Delta)", r"$\zeta_u$", NONNEGATIVE),
    Parameter("rate-s", "1/tau_s", r"$1/\tau_s$", NONNEGATIVE),
    Parameter("rate-u", "1/tau_u", r"$1/\tau_u$", NONNEGATIVE),
    Parameter("T", "temperature times Boltzmann's constant", "$T$", WARM),
    Parameter("E", "E/Delta, excitation energy", r"$E/\Delta$", NUMBER),
    Parameter("cutoff", "omega_D/Delta; inf for none", r"$\omega_D/\Delta$", ABOVE_GAP),
    Parameter("lam", "dimensionless coupling", r"$\lambda$", POSITIVE),
)

PARAMETERS: Mapping[str, Parameter] = {parameter.name: parameter for parameter in _ALL}
if len(PARAMETERS) < len(_ALL):
    raise ValueError("two parameters have one name")
