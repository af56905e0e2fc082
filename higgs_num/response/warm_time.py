"""Response of the gap in time at a temperature T > 0, in units of the gap Delta(T).

Heat makes D^R singular at omega = 0 too, and no one ray serves: the Fourier integral of
Im(1/D^R) is done on the real axis itself. On panels that narrow towards 0 and 2 eps_g the spectrum
is a series of Legendre polynomials, whose transforms are spherical Bessel functions: as exact at
late as at early times, but absolutely, not relative to a late tail.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from higgs_num.response.susceptibility import Real, gap_edge, spectrum
from higgs_num.response.thermal import LARGEST_OMEGA, thermal_spectrum

NODES = 32  # of a panel: 1e-12 at RATIO, against other panels
RATIO = 2.5  # of neighbouring panels
NEAREST = 1e-11  # to a singularity, over the gap
# Up to FARTHEST/t; beyond, the integral is expanded at its end.
FARTHEST = 1e4
BEGIN = 1e-12  # the limit omega -> 0+, which is not the static value
# What the expansion at the end of a kick leaves, FARTHEST^-2/ln(FARTHEST)^2 and less, relative to
# what is left of the approach and to 1; D itself is better.
ACCURACY = 1e-10


@dataclass(frozen=True)
class Panels:
    """Im(1/D^R)/omega as Legendre series on panels.

    middle, half : (m,); series : (m, NODES) coefficients
    """

    middle: Real
    half: Real
    series: Real

    @property
    def error(self) -> float:
        """Estimate of what the series leave out of the integral: their last two terms."""
        return float(np.sum(self.half[:, None] * np.abs(self.series[:, -2:])))


def late_inverse(alpha: float, temperature: float, Q: float) -> float:
    """Return D^R(0+), which says where a step ends while occupations stay as they were."""
    return float(thermal_spectrum(BEGIN, alpha, temperature, Q=Q).inverse.real)


@lru_cache(maxsize=4)
def panels(alpha: float, temperature: float, Q: float, top: float) -> Panels:
    """Return the series up to the frequency `top`."""
    edge = 2.0 * gap_edge(alpha)
    count = int(np.log(1.0 / NEAREST) / np.log(RATIO)) + 1
    near = RATIO ** -np.arange(0.0, count + 1)
    ends = [np.zeros(1), near]
    if edge > 0.0:
        at = np.array([edge])
        ends = [np.zeros(1), 0.5 * edge * near, edge - 0.5 * edge * near, at, edge + near]
    last = float(ends[-1].max())
    ends.append(last * RATIO ** np.arange(1.0, max(2.0, np.log(top / last) / np.log(RATIO) + 2.0)))
    borders = np.unique(np.concatenate(ends))
    x, w = np.polynomial.legendre.leggauss(NODES)
    middle, half = 0.5 * (borders[1:] + borders[:-1]), 0.5 * np.diff(borders)
    omega = (middle[:, None] + half[:, None] * x).ravel()
    seen = absorbed(omega, alpha, temperature, Q) / omega
    # Coefficients by the same rule, exact for polynomials of the degree of the series.
    basis = np.polynomial.legendre.legvander(x, NODES - 1)
    to_series = (w[:, None] * basis) * (np.arange(NODES) + 0.5)
    return Panels(middle, half, seen.reshape(-1, NODES) @ to_series)


def absorbed(omega: Real, alpha: float, temperature: float, Q: float) -> Real:
    """Return Im(1/D^R) at omega > 0; far above everything heat changes D by a constant."""
    low = omega <= LARGEST_OMEGA
    inverse = np.empty(omega.size, dtype=np.complex128)
    inverse[low] = thermal_spectrum(omega[low], alpha, temperature, Q=Q).inverse
    if not low.all():
        warm = thermal_spectrum(LARGEST_OMEGA, alpha, temperature, Q=Q).inverse
        shift = complex(warm - spectrum(LARGEST_OMEGA, alpha, Q=Q).inverse)
        inverse[~low] = spectrum(omega[~low], alpha, Q=Q).inverse + shift.real
    return np.asarray((1.0 / inverse).imag)


def transform(found: Panels, times: Real, *, kick: bool) -> Real:
    """Return int Im(1/D^R)/omega cos(omega t), or for a kick int Im(1/D^R) sin(omega t).

    times : (n,)
    """
    from scipy.special import spherical_jn

    series = times_omega(found) if kick else found.series
    # int_W^inf A e^(i w t) dw = e^(i W t) (i A/t - A'/t^2 + ...), A a Legendre series up to W.
    last = float(found.middle[-1] + found.half[-1])
    end = float(np.sum(series[-1]))
    slope = float(np.sum(series[-1] * order_slopes())) / float(found.half[-1])
    series = series * 1j ** np.arange(NODES)
    total = np.empty(times.size)
    order = np.arange(NODES)
    for k, t in enumerate(times):
        bessel = spherical_jn(order, (found.half * t)[:, None])
        turned = np.exp(1j * found.middle * t) * np.sum(series * bessel, axis=1)
        whole = np.sum(2.0 * found.half * turned)
        whole += np.exp(1j * last * t) * (1j * end / t - slope / t**2)
        total[k] = whole.imag if kick else whole.real
    return total


def order_slopes() -> Real:
    """Return P_n'(1) = n (n + 1)/2."""
    n = np.arange(NODES)
    return n * (n + 1.0) / 2.0


def times_omega(found: Panels) -> Real:
    """Return the series of omega times what `found` is a series of; the last term is dropped."""
    n = np.arange(NODES)
    x_times = np.zeros_like(found.series)
    # x P_n = ((n + 1) P_{n+1} + n P_{n-1})/(2n + 1)
    x_times[:, 1:] += found.series[:, :-1] * ((n + 1.0) / (2.0 * n + 1.0))[:-1]
    x_times[:, :-1] += found.series[:, 1:] * (n / (2.0 * n + 1.0))[1:]
    return found.middle[:, None] * found.series + found.half[:, None] * x_times


def respond(
    times: Real, alpha: float, temperature: float, Q: float, *, kick: bool
) -> tuple[Real, Real]:
    """Return (remainder, error) at times (n,) > 0, in units of the final change after a step."""
    top = FARTHEST / float(times.min())
    found = panels(alpha, temperature, Q, top)
    scale = 2.0 / np.pi * late_inverse(alpha, temperature, Q)
    sign = 1.0 if kick else -1.0
    remainder = sign * scale * transform(found, times, kick=kick)
    error = scale * found.error + ACCURACY * (1.0 + np.abs(remainder))
    return remainder, error
