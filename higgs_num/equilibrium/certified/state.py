"""Exact parameters of an equilibrium state, and numbers exactly as they were written."""

from dataclasses import dataclass
from fractions import Fraction

from flint import arb, fmpq

from higgs_sym.ground.errors import ArgumentError

# A number of a table is exact; longer ones are refused before they cost memory.
LONGEST_NUMBER = 100
LARGEST_EXPONENT = 10_000


def rational(name: str, value: str | int | float | Fraction) -> fmpq:
    """Return the number exactly as written: '0.1' is 1/10, a float is its binary value.

    Raises `ArgumentError` if it is not a finite number or is absurdly long.
    """
    text = str(value).strip()
    _, _, exponent = text.lower().partition("e")
    try:
        too_big = len(text) > LONGEST_NUMBER or (
            bool(exponent) and abs(int(exponent)) > LARGEST_EXPONENT
        )
        if too_big and not isinstance(value, Fraction):
            raise ArgumentError(
                name, f"have at most {LONGEST_NUMBER} characters, exponent {LARGEST_EXPONENT}", text
            )
        ratio = Fraction(value if isinstance(value, float | Fraction) else text)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise ArgumentError(name, "be a finite number", repr(value)) from None
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
        return arb.pi() / 2 if self.gapped else (1 / arb(self.alpha)).asin()

    def moments(self) -> tuple[arb, arb, arb]:
        """Return I_n = int dv/cosh^n v over cosh v > smallest_R, n = 1, 2, 3."""
        if self.gapped:
            return arb.pi() / 2, arb(1), arb.pi() / 4
        R0 = self.smallest_R()
        slope = (R0 * R0 - 1).sqrt()
        I1, I2 = self.last_angle(), 1 / (R0 * (R0 + slope))
        return I1, I2, (I1 - slope / R0**2) / 2

    def higher_moments(self) -> tuple[arb, arb]:
        """Return I_4 and I_5."""
        _, I2, I3 = self.moments()
        R0 = self.smallest_R()
        slope = (R0 * R0 - 1).sqrt()
        return (2 * I2 - slope / R0**3) / 3, (3 * I3 - slope / R0**4) / 4
