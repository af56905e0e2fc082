"""Exact parameters of an equilibrium state."""

from dataclasses import dataclass
from typing import Any

from flint import arb, fmpq

from higgs_num.inputs.exact import exact

NEAR_ONE = fmpq(1, 2**40)  # of alpha: balls of fewer bits reach to the other side


def rational(name: str, value: Any) -> fmpq:
    """Return the number exactly as written, as `exact` reads it, or an fmpq as it is."""
    if isinstance(value, fmpq):
        return value
    ratio = exact(name, value)
    return fmpq(ratio.numerator, ratio.denominator)


@dataclass(frozen=True)
class State:
    """alpha = rate_s/Delta and z = (rate_s - rate_u)/(2 Delta), both exact; Delta = 1."""

    alpha: fmpq
    z: fmpq

    @property
    def gapped(self) -> bool:
        """Whether alpha < 1, so that single-particle excitations have a threshold."""
        return bool(self.alpha < 1)

    def smallest_R(self) -> arb:
        """Lower limit of R = sqrt(1+u^2) in the integrals, a ball at the current precision."""
        return arb(1) if self.gapped else arb(self.alpha)

    def last_angle(self) -> arb:
        """Upper limit of the angle phi, sin(phi) = 1/R."""
        if self.gapped:
            return arb.pi() / 2
        if self._barely_gapless:
            return arb.pi() / 2 - self.slope().atan()
        return (1 / arb(self.alpha)).asin()

    @property
    def _barely_gapless(self) -> bool:
        """Whether a ball around alpha could reach below 1, where the edge is the gapped one's."""
        return bool(1 <= self.alpha < 1 + NEAR_ONE)

    def slope(self) -> arb:
        """Return u = sqrt(R^2 - 1) at the smallest R of a gapless state."""
        R0 = self.smallest_R()
        exact = self.alpha * self.alpha - 1
        return (arb(exact) if self._barely_gapless else R0 * R0 - 1).sqrt()

    def moments(self) -> tuple[arb, arb, arb]:
        """Return I_n = int dv/cosh^n v over cosh v > smallest_R, n = 1, 2, 3."""
        if self.gapped:
            return arb.pi() / 2, arb(1), arb.pi() / 4
        R0, slope = self.smallest_R(), self.slope()
        I1, I2 = self.last_angle(), 1 / (R0 * (R0 + slope))
        return I1, I2, (I1 - slope / R0**2) / 2

    def higher_moments(self) -> tuple[arb, arb]:
        """Return I_4 and I_5."""
        _, I2, I3 = self.moments()
        R0 = self.smallest_R()
        slope = arb(0) if self.gapped else self.slope()
        return (2 * I2 - slope / R0**3) / 3, (3 * I3 - slope / R0**4) / 4
