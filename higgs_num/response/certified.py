"""Enclosures of D on the imaginary axis in ball arithmetic (Arb), gap = 1.

Every step is rigorous: the branch of the equilibrium curve by an interval Newton test, the finite
integrals by Arb's quadrature, the rest of the infinite one by a bound.
"""

from fractions import Fraction
from typing import Any

import flint

from higgs_sym.ground.errors import ArgumentError, ComputationError, integer
from higgs_sym.ground.precision import precision
from higgs_sym.ground.quadrature import integral

MOST_DIGITS = 200
LOWEST, HIGHEST = 1e-12, 1e12


def _ball(name: str, value: object) -> Any:
    try:
        if isinstance(value, bool):
            raise TypeError
        ratio = Fraction(value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        raise ArgumentError(name, "be a number or a decimal string", repr(value)) from None
    return flint.arb(flint.fmpq(ratio.numerator, ratio.denominator))


def _lowest(alpha: Any) -> Any:
    """Return e at omega = 0+: 1 if gapped, alpha + sqrt(alpha^2 - 1) if gapless."""
    return alpha + ((alpha - 1) * (alpha + 1)).sqrt() if alpha > 1 else flint.arb(1)


def _root(omega: Any, alpha: Any) -> Any:
    """Return a ball of e = R + u that holds the physical branch for all of the ball `omega`.

    On real omega >= 0 the branch is the only root e > e(omega = 0), since omega grows with e there.
    A box that the interval Newton map sends into its own interior holds one root for each omega of
    the ball, which depends on it analytically; balls of the integrator always meet the real axis.
    """
    middle = flint.acb(omega.real.mid())
    seed = complex(float(middle.real), 0.0)
    a = float(alpha.mid())
    e = 2.0 * (seed.real + a) + 1.0
    for _ in range(200):  # convex and increasing on this side: Newton from above
        value = (e * e - 1) * (e * e - 2 * a * e + 1) - 2 * seed.real * e * (e * e + 1)
        slope = 4 * e**3 - 6 * a * e * e + 2 * a - 2 * seed.real * (3 * e * e + 1)
        if slope == 0.0:
            break
        step = value / slope
        e -= step
        if abs(step) < 1e-15 * e:
            break
    center = flint.acb(e)

    def value_at(point: Any, at: Any) -> Any:
        square = point * point
        return (square - 1) * (square - 2 * alpha * point + 1) - 2 * at * point * (square + 1)

    def slope_at(point: Any, at: Any) -> Any:
        square = point * point
        return 4 * point * square - 6 * alpha * square + 2 * alpha - 2 * at * (3 * square + 1)

    for _ in range(6):  # the midpoint to full precision
        center = (center - value_at(center, middle) / slope_at(center, middle)).mid()
    shift = value_at(center, omega) / slope_at(center, omega)
    radius = 2 * shift.abs_upper() + center.abs_upper() * flint.arb(2) ** (20 - flint.ctx.prec)
    for _ in range(5):
        box = center + flint.acb(flint.arb(0, radius), flint.arb(0, radius))
        image = center - value_at(center, omega) / slope_at(box, omega)
        if image.is_finite() and box.contains_interior(image):
            lowest = _lowest(alpha)
            # Right of the lowest point at a real omega: the physical branch.
            if center.real > lowest or (omega.real.mid() == 0 and box.real.contains(lowest)):
                return image
        radius = radius * 2
    return flint.acb("nan")


def _pair(e1: Any, e2: Any, alpha: Any, sign: int) -> Any:
    u1, R1 = sign * (e1 - 1 / e1) / 2, (e1 + 1 / e1) / 2
    u2, R2 = (e2 - 1 / e2) / 2, (e2 + 1 / e2) / 2
    product, total = R1 * R2, R1 + R2
    broken = alpha * (1 - (u1 * u2 - 1) / product)
    return ((u1 - u2) ** 2 + 4 - broken * total) / (2 * product * (total - broken))


def enclose_inverse_susceptibility(Omega: object, alpha: object, *, digits: int = 20) -> Any:
    """Return an Arb ball that contains D(i Omega), of relative radius below 10^-digits.

    Omega in [1e-12, 1e12], alpha > 0: numbers (a float is taken as the exact binary fraction it
    is), Fractions or decimal strings. Near alpha = 1 the curve folds close to omega = 0 and
    ComputationError says that the digits were not reached.
    """
    digits = integer("digits", digits, least=1, most=MOST_DIGITS)
    with precision(int(3.33 * digits) + 40):
        frequency, breaking = _ball("Omega", Omega), _ball("alpha", alpha)
        if not (frequency >= LOWEST and frequency <= HIGHEST):
            raise ArgumentError("Omega", f"be in [{LOWEST:g}, {HIGHEST:g}]", Omega)
        if not (breaking > 0 and breaking < 100):
            raise ArgumentError("alpha", "be in (0, 100)", alpha)
        if breaking == 1:
            raise ComputationError("the curve folds at omega = 0 for alpha = 1: no enclosure")
        complex_frequency = flint.acb(frequency)

        def same(s: Any, _analytic: bool) -> Any:
            return 2 * _pair(
                _root(s, breaking), _root(s + complex_frequency, breaking), breaking, 1
            )

        def opposite(s: Any, _analytic: bool) -> Any:
            rest = complex_frequency - s
            return 2 * _pair(_root(s, breaking), _root(rest, breaking), breaking, -1)

        # For s >= 10 (1 + Omega + alpha): u, R >= s, |u2 - u1| <= Omega + 1, 1 - C <= 5/(2 s^2),
        # so that the integrand is below ((Omega + 1)^2 + 5)/(3.9 s^3).
        last = flint.arb(10) * (1 + frequency + breaking) * flint.arb(10) ** ((digits + 3) // 2 + 1)
        rest = ((frequency + 1) ** 2 + 5) / (flint.arb("3.9") * last**2)
        # D exceeds 1/(4 (1 + alpha)^2): below that, no panel needs its own digits.
        small = flint.arb(10) ** (-digits - 3) / (4 * (1 + breaking) ** 2)
        tolerance = {"rel_tol": flint.arb(10) ** (-digits - 2), "abs_tol": small}
        total = integral(opposite, 0, complex_frequency / 2, **tolerance)
        low = flint.acb(0)
        high = flint.arb(1)
        while True:  # panels that grow with s, as the scale of the integrand does
            upper = flint.acb(high if high < last else last)
            total += integral(same, low, upper, **tolerance)
            if not high < last:
                break
            low, high = upper, 16 * high
        value = total.real + flint.arb(0, rest.abs_upper())
        if not (value.is_finite() and value.rad() < flint.arb(10) ** (-digits) * abs(value)):
            raise ComputationError(
                f"D(i Omega) was not enclosed to {digits} digits at {Omega}, alpha = {alpha}"
            )
        return value
