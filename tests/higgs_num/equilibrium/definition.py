"""The defining integrals of the equilibrium state by mpmath quadrature: the independent route.

Written in u, as Eq. (12) is printed, with the lower limit at R = max(1, alpha); shares no
substitution and no code with the package.
"""

from fractions import Fraction

import mpmath as mp


def exact(value):
    """Return the number (float, fraction or decimal string) at working precision."""
    if isinstance(value, mp.mpf):
        return value
    ratio = Fraction(value)
    return mp.mpf(ratio.numerator) / ratio.denominator


def functions(x, alpha, z, parts=(0, 1, 2)):
    """Return S^x, S^z, W (those of `parts`) at x = eps/Delta at the working precision."""
    start = mp.sqrt(max(alpha, 1) ** 2 - 1)
    limits = [start, start + 1, start + 4, start + 20]
    limits += [abs(x) * k for k in (0.25, 1, 4, 16) if abs(x) * k > start + 20]

    def integral(numerator):
        def integrand(u):
            R = mp.sqrt(1 + u * u)
            return (R**3 - alpha) * numerator(R) / (R**4 * ((R - z) ** 2 + x * x))

        return 2 / mp.pi * mp.quad(integrand, [*limits, mp.inf])

    numerators = (lambda R: R - z, lambda R: R, lambda _: 1)
    factors = (1, -x, mp.sqrt(1 + x * x))
    return [factors[k] * integral(numerators[k]) if k in parts else None for k in range(3)]


def pseudospins(eps, Delta, rate_s, rate_u, digits=25):
    """Return S^x, S^z, W of the definition as mpf, with about `digits` digits."""
    with mp.workdps(digits + 10):
        gap = exact(Delta)
        rate_s, rate_u = exact(rate_s), exact(rate_u)
        return functions(exact(eps) / gap, rate_s / gap, (rate_s - rate_u) / (2 * gap))
