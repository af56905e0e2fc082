"""What the float64 path needs to know of one state: nodes, weights and series coefficients.

With sin(phi) = 1/R the equilibrium integral (12), extended to both kinds of impurities and to
the gapless state, is

    A(c) = int_0^phi_0 dphi (1 - alpha sin^3 phi)/(1 - c sin phi),     sin(phi_0) = 1/max(1, alpha),
    S^x = (2/pi) Re A,   S^z = -(2/pi) Im(c A),   W = (2/pi) sqrt(1+x^2) Im A / x,

c = z + i x, x = eps/Delta, z = (rate_s - rate_u)/(2 Delta), alpha = rate_s/Delta. Real and
imaginary part have positive integrands, so a Gauss-Legendre sum cannot cancel; it converges
geometrically as long as x is not large. At large x the closed form of A is expanded in 1/x.
All coefficients are computed in Arb far beyond double precision and rounded once.
"""

import cmath
import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from flint import acb, acb_series, arb, fmpq
from numpy.typing import NDArray

from higgs_sym.ground.errors import ArgumentError, nonnegative, positive
from higgs_sym.ground.precision import precision

BITS = 256  # of the set-up; the largest loss is a few bits per term of the series
ACCURACY = 40.0  # -ln of the truncation error of the Gauss-Legendre sum
# The number of nodes grows like sqrt((rate_u - rate_s)/Delta): 52 at 10, 2,400 here.
LARGEST_EXCESS = 3e4
LARGEST_RATE = 1e140  # rate_s/Delta; squares of it are still far from overflow
TERMS = 40  # of the series in cut/x, which converges like 3^-n
CUT = 3  # in units of the modulus of the singularity farthest from x = 0


@dataclass(frozen=True)
class PseudospinCoefficients:
    """Coefficients for one (alpha, z): see `higgs_num.core.equilibrium.fill_pseudospins`."""

    cut: float
    nodes: NDArray[np.float64]
    series: NDArray[np.float64]


@lru_cache(maxsize=32)
def _legendre(count: int, used: int) -> tuple[tuple[arb, arb], ...]:
    """Return `used` nodes (mapped to (0, 1), ascending) and weights of the rule of `count`."""
    with precision(BITS):
        pairs = (arb.legendre_p_root(count, k, weight=True) for k in range(used))
        return tuple(((1 - node) / 2, weight / 2) for node, weight in pairs)


def _count(z: float, length: float, cut: float) -> int:
    """Return how many nodes on (0, length) reach full accuracy for all |x| <= cut.

    The error falls like rho^(-2 n), rho being the sum of the half-axes of the ellipse with foci
    at the ends of the interval that passes through the pole sin(phi) = 1/c.
    """
    rates = []
    for x in (cut, cut / 4, 1e-3):
        pole = 2.0 * cmath.asin(1.0 / complex(z, x)) / length - 1.0
        root = cmath.sqrt(pole * pole - 1.0)
        rates.append(math.log(max(abs(pole + root), abs(pole - root))))
    return 8 * math.ceil(ACCURACY / (16.0 * min(rates)))


def _nodes(alpha: arb, z: arb, gapped: bool, cut: float) -> NDArray[np.float64]:
    length = arb.pi() if gapped else (1 / alpha).asin()
    count = _count(float(z), float(length), cut)
    # A gapped integrand is even about pi/2: half of the rule on (0, pi) is enough.
    rule = _legendre(count, count // 2 if gapped else count)
    rows = np.empty((4, len(rule)))
    for k, (node, weight) in enumerate(rule):
        sine = (length * node).sin()
        R = 1 / sine
        g = 2 / arb.pi() * length * weight * (1 - alpha * sine**3) * R
        rows[:, k] = [float(v) for v in ((R - z) ** 2, g * (R - z), g * R, g)]
    return rows


def _series(alpha: arb, z: arb, gapped: bool, cut: arb) -> NDArray[np.float64]:
    """Expand x A and c A in y = cut/x, from the closed form of A at complex c."""
    R0 = arb(1) if gapped else alpha
    slope = (R0 * R0 - 1).sqrt() if not gapped else arb(0)
    exponential = R0 + slope
    I1 = (1 / R0).asin()
    I2 = 1 / (R0 * (R0 + slope))
    I3 = (I1 - slope / R0**2) / 2
    u = acb_series([0, 1 / cut])  # 1/x
    i = acb(0, 1)
    q = 1 - i * z * u  # c = i x q
    root = (q * q + u * u).sqrt()  # sqrt(1 - c^2) = x root
    # log of (b + i s)/(b - i s), b = exp(v_0) - c, s = sqrt(1 - c^2), without ln(x/cut)
    logarithm = (
        (1 + i * (R0 - z) * u).log()
        - 2 * (1 + root + i * (exponential - z) * u).log()
        + acb((2 * exponential / cut).log(), arb.pi() / 2)
    )
    inverse = -i * u / q  # 1/c
    factor = 1 - alpha * inverse * inverse * inverse
    moments = (1 / (i * q)) * (I3 + inverse * (I2 + inverse * I1))
    xA = -i * logarithm / root * factor + alpha * moments
    xA_log = i / root * factor
    rows = np.zeros((6, TERMS))
    two_over_pi = 2 / arb.pi()
    for row, (series, part, scale) in enumerate(
        (
            (xA, "real", two_over_pi),
            (xA_log, "real", two_over_pi),
            (i * q * xA, "imag", two_over_pi),
            (i * q * xA_log, "imag", two_over_pi),
            # The logarithm leads here; an exact 1 before it saves a rounding.
            (xA, "imag", arb(1)),
            (xA_log, "imag", arb(1)),
        )
    ):
        for k, value in enumerate(series.coeffs()[:TERMS]):
            rows[row, k] = float(scale * getattr(value, part))
    return rows


def _exact(value: float) -> fmpq:
    ratio = Fraction(value)
    return fmpq(ratio.numerator, ratio.denominator)


def pseudospin_coefficients(Delta: float, rate_s: float, rate_u: float) -> PseudospinCoefficients:
    """Return the coefficients for a gap > 0 and two rates >= 0, all in one unit.

    Raises `ArgumentError` unless they are finite, rate_s is at most `LARGEST_RATE` Delta, and
    rate_u exceeds it by at most `LARGEST_EXCESS` Delta.
    """
    Delta = positive("Delta", Delta)
    rate_s, rate_u = nonnegative("rate_s", rate_s), nonnegative("rate_u", rate_u)
    if rate_s / LARGEST_RATE > Delta:
        raise ArgumentError("rate_s", f"be at most {LARGEST_RATE:g} Delta", rate_s)
    if (rate_u - rate_s) / LARGEST_EXCESS > Delta:
        raise ArgumentError("rate_u", f"exceed rate_s by at most {LARGEST_EXCESS:g} Delta", rate_u)
    return _coefficients(Delta, rate_s, rate_u)


@lru_cache(maxsize=256)
def _coefficients(Delta: float, rate_s: float, rate_u: float) -> PseudospinCoefficients:
    with precision(BITS, TERMS):
        gapped = rate_s < Delta
        alpha = arb(_exact(rate_s) / _exact(Delta))
        z = arb((_exact(rate_s) - _exact(rate_u)) / (2 * _exact(Delta)))
        R0 = arb(1) if gapped else alpha
        cut = float(CUT * max(float(R0 - z), 1.0 + abs(float(z))))
        nodes = _nodes(alpha, z, gapped, cut)
        series = _series(alpha, z, gapped, arb(cut))
    for table in (nodes, series):
        table.setflags(write=False)
    return PseudospinCoefficients(cut, nodes, series)
