"""The exact inverse susceptibility with any number of digits (mpmath), gap = 1.

The same contour as `core.response`, in its own words: every step is chosen from the number of
digits, and the result is refused if two sums do not agree to it.
"""

from fractions import Fraction
from typing import Any

import mpmath as mp

from higgs_num.response.susceptibility import Sheet
from higgs_sym.ground.errors import ArgumentError, ComputationError, integer, one_of

MOST_DIGITS = 200


class _Curve:
    """Points (u, R) over omega, followed by continuity; e = R + u."""

    def __init__(self, alpha: Any) -> None:
        self.alpha = alpha
        self.e: Any = None

    def start(self, omega: Any) -> None:
        """Begin at a large omega, where u -> omega + alpha."""
        self.e = 2 * (omega + self.alpha)

    def go(self, omega: Any) -> tuple[Any, Any]:
        alpha, e = self.alpha, self.e
        close = mp.sqrt(mp.eps)
        for _ in range(200):
            square = e * e
            value = (square - 1) * (square - 2 * alpha * e + 1) - 2 * omega * e * (square + 1)
            slope = 4 * e * square - 6 * alpha * square + 2 * alpha - 2 * omega * (3 * square + 1)
            step = value / slope
            e -= step
            # Quadratic convergence; at the fold itself only linear, but to half of the digits.
            if abs(step) <= close * abs(e):
                self.e = e
                return (e - 1 / e) / 2, (e + 1 / e) / 2
        raise ComputationError(f"the equilibrium curve was lost at omega = {mp.nstr(omega, 8)}")


def _integrand(first: tuple[Any, Any], second: tuple[Any, Any], alpha: Any) -> Any:
    (u1, R1), (u2, R2) = first, second
    C = (u1 * u2 - 1) / (R1 * R2)
    return (1 / R1 + 1 / R2) / 2 - (1 + C) / (R1 + R2 - alpha + alpha * C)


def _number(name: str, value: object) -> Any:
    try:
        if isinstance(value, bool):
            raise TypeError
        if isinstance(value, complex):
            return mp.mpc(value)
        if isinstance(value, str | int | float | Fraction):
            ratio = Fraction(value)
            return mp.mpf(ratio.numerator) / ratio.denominator
        number = mp.mpmathify(value)
        if not mp.isfinite(number):
            raise ValueError
        return number
    except (TypeError, ValueError, OverflowError):
        raise ArgumentError(name, "be a finite number", repr(value)) from None


def precise_inverse_susceptibility(
    omega: object, alpha: object, *, digits: int = 30, sheet: Sheet = "physical"
) -> Any:
    """Return D(omega) as an mpc with `digits` correct digits relative to its largest part.

    omega, alpha: numbers, Fractions or decimal strings (taken exactly), mpf or mpc; conventions of
    `susceptibility.spectrum`. About a second at 15 digits, ten at 30.
    Raises ComputationError if the requested digits were not reached.
    """
    digits = integer("digits", digits, least=5, most=MOST_DIGITS)
    one_of("sheet", sheet, ("physical", "second"))
    # Half of the digits are lost on the fold, twice over: both ends of the segment.
    with mp.workdps(2 * digits + 15):
        pair_breaking = _number("alpha", alpha)
        if isinstance(pair_breaking, mp.mpc) or not 0 < pair_breaking <= 100:
            raise ArgumentError("alpha", "be in (0, 100]", pair_breaking)
        z = mp.mpc(_number("omega", omega))
        if sheet == "physical" and z.imag < 0:
            z = -z
        mirrored = z.real < 0
        value = _evaluate(-mp.conj(z) if mirrored else z, pair_breaking, digits)
        return +(mp.conj(value) if mirrored else value)


def _evaluate(z: Any, alpha: Any, digits: int) -> Any:
    gap = (1 - mp.cbrt(alpha) ** 2) ** mp.mpf("1.5") if alpha < 1 else mp.mpf(0)
    second = z.imag < 0
    crossing = gap if second else min(gap, z.real / 2)
    reach = (digits + 4) * mp.log(10)
    # Half-widths of the strips of analyticity: see `susceptibility` and `core.response.tilt`.
    tilt = mp.arg(z - 2 * gap) / 2 if second else mp.mpf(0)
    wide, narrow = (mp.pi / 4, mp.mpf("0.2")) if second else (mp.pi / 2, mp.mpf("0.5"))
    first, other = _Curve(alpha), _Curve(alpha)
    span = z - 2 * crossing
    total = mp.mpc(0)
    step = 2 * mp.pi * wide / reach
    top = reach / 2 + mp.log(max(1, abs(z), alpha)) + 1
    turn = mp.expj(tilt)
    largest = turn * mp.exp(top)
    # The first frequency is the conjugate of one on the same side as the second.
    first.start(mp.conj(largest) - 1j * crossing)
    other.start(largest - 1j * (z - crossing))
    sums = [mp.mpc(0), mp.mpc(0)]
    for n in range(int((top + reach) / step) + 1):
        s = largest * mp.exp(-n * step)
        u, R = first.go(mp.conj(s) - 1j * crossing)
        pair = _integrand((mp.conj(u), mp.conj(R)), other.go(s - 1j * (z - crossing)), alpha)
        sums[n % 2] += 2 * step * s * pair
    total += sums[0] + sums[1]
    doubt = (sums[0] - sums[1]) ** 2
    if span != 0:
        step = 2 * mp.pi * narrow / reach
        half = int((reach + mp.log(max(1, abs(span)))) / step)
        points = [
            other.go(-1j * (crossing + span / (1 + mp.exp((n - half) * step))))
            for n in range(2 * half + 1)
        ]
        sums = [mp.mpc(0), mp.mpc(0)]
        for n, (u, R) in enumerate(points[: half + 1]):
            share = mp.exp((n - half) * step)
            weight = share / (1 + share) ** 2 / (2 if n == half else 1)
            pair = _integrand((-u, R), points[2 * half - n], alpha)
            sums[(half - n) % 2] += -2j * span * step * weight * pair
        total += sums[0] + sums[1]
        doubt += (sums[0] - sums[1]) ** 2
    # Each of the two halves of a sum is the trapezoidal rule of twice the step.
    if not abs(doubt) <= mp.mpf(10) ** (-digits) * max(1, abs(total) ** 2):
        raise ComputationError(f"D to {digits} digits was not reached at omega = {mp.nstr(z, 8)}")
    return total
