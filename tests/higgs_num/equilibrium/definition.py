"""The defining integrals of the equilibrium state by mpmath quadrature: the independent route.

Written in u, as Eq. (12) is printed, with the lower limit at R = max(1, alpha); shares no
substitution and no code with the package.
"""

from fractions import Fraction

import mpmath as mp


def exact(value):
    """Return the double (or fraction, or decimal string) `value` at working precision."""
    ratio = Fraction(value)
    return mp.mpf(ratio.numerator) / ratio.denominator


def pseudospins(eps, Delta, rate_s, rate_u, digits=25):
    """Return S^x, S^z, W of the definition as mpf, with about `digits` digits."""
    with mp.workdps(digits + 10):
        gap = exact(Delta)
        x, alpha = exact(eps) / gap, exact(rate_s) / gap
        z = (exact(rate_s) - exact(rate_u)) / (2 * gap)
        start = mp.sqrt(max(alpha, 1) ** 2 - 1)
        limits = [start, start + 1, start + 4, start + 20]
        limits += [abs(x) * k for k in (0.25, 1, 4, 16) if abs(x) * k > start + 20]

        def integral(numerator):
            def integrand(u):
                R = mp.sqrt(1 + u * u)
                return (R**3 - alpha) * numerator(R) / (R**4 * ((R - z) ** 2 + x * x))

            return 2 / mp.pi * mp.quad(integrand, [*limits, mp.inf])

        return (
            integral(lambda R: R - z),
            -x * integral(lambda R: R),
            mp.sqrt(1 + x * x) * integral(lambda R: 1),
        )
