r"""Norm of the Lax vector of the clean problem after a quench of the coupling.

For levels of constant density on [-D, D] (D the cutoff) and an initial ground state of gap
Delta_i, the conserved generating function is (Yuzbashyan et al., PRA 91, 033628)

    L^2(u) = Delta_i^2 F(u)^2 + (u F(u) - beta)^2,
    F(u) = int_{-D}^{D} d eps / (2 E_i (u - eps)),    E_i = sqrt(eps^2 + Delta_i^2),
    beta = 1/lambda_i - 1/lambda_f.

With t = eps/E_i the integrand of F is rational, so F is elementary. This file holds those
closed forms. On the imaginary axis, u = i y, units are Delta_i: `eta = y/Delta_i` and
`inverse_cutoff = Delta_i/D` (0: no cutoff).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

HALF_PI = 0.5 * np.pi
# What the double HALF_PI lacks of pi/2.
HALF_PI_REST = 6.123233995736766e-17


def inverse_coupling(cutoff: float, gap: float) -> float:
    """Return 1/lambda = asinh(cutoff/gap) of the equilibrium gap > 0 at a finite cutoff."""
    ratio = cutoff / gap
    if math.isfinite(ratio):
        return math.asinh(ratio)
    return math.log(cutoff) - math.log(gap) + math.log(2.0)


def coupling_change(gap_initial: Array, gap_final: Array, cutoff: Array) -> Array:
    """Return beta = asinh(D/Delta_i) - asinh(D/Delta_f), to full relative precision.

    The difference is taken inside the asinh, where close gaps do not cancel:
    sinh(beta) = (Delta_f - Delta_i)(Delta_f + Delta_i)
                 / (Delta_i Delta_f (sqrt(1 + Delta_i^2/D^2) + sqrt(1 + Delta_f^2/D^2))).
    Gaps and cutoff in one unit; `cutoff` may be inf (then beta = ln(Delta_f/Delta_i)) and
    `gap_final` may be 0 (then beta = -inf).
    """
    ratio = gap_final / gap_initial
    with np.errstate(divide="ignore"):
        edge = np.hypot(1.0, gap_initial / cutoff) + np.hypot(1.0, gap_final / cutoff)
        difference = (gap_final - gap_initial) / gap_initial * (1.0 + 1.0 / ratio)
    return np.asarray(np.arcsinh(difference / edge))


def axis_function(eta: Array, inverse_cutoff: Array) -> Array:
    """Return H(eta) = i F(i y) in units where Delta_i = 1, for y = eta > 0.

    H = arctan(T r/eta)/r with r = sqrt(1 - eta^2), T = 1/sqrt(1 + (Delta_i/D)^2), continued
    through eta = 1, where H = T, and, through the cut, to -1 < eta < 0.
    L^2(i y) = ((eta - 1) H - beta) ((eta + 1) H - beta).
    """
    edge = np.hypot(1.0, inverse_cutoff)
    r = np.sqrt(np.abs((1.0 - eta) * (1.0 + eta)))
    # asinh form of artanh(T r/eta): nothing cancels however close T is to 1.
    angle = np.where(
        eta < 1.0,
        np.arctan2(r, eta * edge),
        np.arcsinh(r / np.hypot(1.0, eta * inverse_cutoff)),
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(r > 0.0, angle / r, 1.0 / edge)


def axis_slope(eta: Array, H: Array, inverse_cutoff: Array) -> Array:
    """Return dH/deta, given `H = axis_function(eta, inverse_cutoff)`.

    Good to about 1e-10 near eta = 1 (the quotient is 0/0 there, and a two-term series takes
    over); it only steers Newton's method. Holds for eta < 0 too, up to the pole at eta = -1.
    """
    edge = np.hypot(1.0, inverse_cutoff)
    r2 = (1.0 - eta) * (1.0 + eta)
    near = (np.abs(r2) < 1e-5) & (eta > 0.0)
    quotient = (eta * H - edge / (1.0 + (eta * inverse_cutoff) ** 2)) / np.where(near, 1.0, r2)
    series = (2.0 / (3.0 * edge**2) - 1.0) / edge
    return np.where(near, series, quotient)


def projection(a: Array, b: Array, length: Array) -> Array:
    """Return (2/pi) |Im sqrt((a - i pi length/2)^2 + b^2)|, which is <= length; a may be inf.

    P = (Im sqrt)^2 is the positive root of P^2 + m P - (pi length a/2)^2 = 0,
    m = a^2 + b^2 - (pi length/2)^2; the form without cancellation is chosen by the sign of m.
    """
    at_cutoff = np.isinf(a)
    a = np.where(at_cutoff, 0.0, a)
    h = HALF_PI * length
    m = (np.abs(b) - h) * (np.abs(b) + h) + a * a
    s = np.hypot(m, 2.0 * h * a)
    positive = m > 0.0
    P = np.where(positive, 2.0 * (h * a) ** 2 / np.where(positive, m + s, 1.0), 0.5 * (s - m))
    # Rounding may exceed the exact bound by an ulp.
    return np.where(at_cutoff, length, np.minimum(np.sqrt(P) / HALF_PI, length))


def rest_of_length(a: Array, b: Array, cosine: Array, length: Array) -> Array:
    """Return sqrt(length^2 - cosine^2) >= 0 to full relative precision; cosine: `projection`.

    Where the cosine is near the length the equation for P gives |b| cosine/sqrt(a^2 + P),
    without cancellation.
    """
    steep = cosine > 0.5 * length
    smooth = np.abs(b) * cosine / np.where(steep, np.hypot(a, HALF_PI * cosine), 1.0)
    return np.where(steep, smooth, np.sqrt((length - cosine) * (length + cosine)))


@dataclass(frozen=True)
class Cut:
    """Lax norm on the cut: energies in one unit, `beta` as in the head of this file."""

    gap_initial: float
    cutoff: float
    beta: float

    def coordinates(self, eps: Array) -> tuple[Array, Array]:
        """Return real (a, b) with L^2(eps + i0) = (a - i pi/2)^2 + b^2.

        b = beta Delta_i/E_i, a = arcoth(D E_i/(eps sqrt(D^2 + Delta_i^2))) - beta eps/E_i.
        `a` is infinite at the cutoff.
        """
        edge, rest = 1.0, np.ones_like(eps)
        if np.isfinite(self.cutoff):
            edge = float(np.hypot(1.0, self.gap_initial / self.cutoff))
            # D - |eps| is exact where it is small.
            rest = (self.cutoff - np.abs(eps)) / self.cutoff * (1.0 + np.abs(eps) / self.cutoff)
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            x = eps / self.gap_initial
            b = self.beta / np.hypot(1.0, x)
            sinh = x * edge / np.sqrt(rest)
            # asinh of what overflows, and the tangent there.
            far = np.log(np.abs(eps)) - np.log(self.gap_initial) - 0.5 * np.log(rest)
            far = np.sign(eps) * (far + np.log(2.0 * edge))
            angle = np.where(np.isinf(sinh) & (rest > 0.0), far, np.arcsinh(sinh))
            return angle - np.where(np.isinf(x), self.beta * np.sign(eps), x * b), b

    def cos_theta(self, eps: Array) -> Array:
        """Return cos(theta) = (2/pi) |Im sqrt(L^2(eps + i0))|."""
        if self.beta == 0.0:
            return np.ones_like(eps)
        if np.isneginf(self.beta):
            return np.abs(eps) / np.hypot(self.gap_initial, eps)
        return projection(*self.coordinates(eps), np.ones_like(eps))

    def sin_theta(self, eps: Array) -> Array:
        """Return sqrt(1 - cos(theta)^2) >= 0 to full relative precision."""
        if self.beta == 0.0:
            return np.zeros_like(eps)
        if np.isneginf(self.beta):
            return self.gap_initial / np.hypot(self.gap_initial, eps)
        a, b = self.coordinates(eps)
        return rest_of_length(a, b, self.cos_theta(eps), np.ones_like(eps))
