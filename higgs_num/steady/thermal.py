"""The same quench from a thermal state: spins of length tanh(E/2T) instead of 1.

Then F(u) = int tanh(E_i/2T) d eps/(2 E_i (u - eps)), and with the smooth, decaying function
n(eps) = (1 - tanh(E_i/2T))/E_i every quantity is its zero-temperature closed form minus an
integral of n, done here by Gauss-Legendre rules on graded panels. L^2 keeps its meaning, and so
do its isolated roots; the borders move to beta = +-(pi/2) tanh(Delta_i/2T). The energy and the
laws of approach are not carried over.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from higgs_num.steady import lax
from higgs_num.steady.count import winding_number
from higgs_sym.ground.errors import ComputationError

POINTS_PER_PANEL = 16
SCAN_POINTS = 400
BLOCK = 64  # energies at a time, each with all nodes
LOWEST = 1e-12  # root that is looked for, over the initial gap
# n falls below 1e-19 of its scale beyond this many temperatures.
REACH = 45.0


@dataclass(frozen=True)
class Shortening:
    """What heat takes from the spins: a quadrature of n over [0, reach]."""

    gap: float
    temperature: float
    cutoff: float
    nodes: lax.Array
    weights: lax.Array

    @classmethod
    def of(cls, gap: float, temperature: float, cutoff: float) -> "Shortening":
        """Return the quadrature for spins of a state with this gap, up to the cutoff."""
        reach = min(cutoff, REACH * temperature)
        # n is analytic up to |eps| = gap; the kernels 1/(eps^2 + y^2) ask for grading towards 0.
        edges = [0.0, *(gap * 2.0 ** np.arange(-24.0, 1.0))]
        while edges[-1] < reach:
            edges.append(edges[-1] + min(edges[-1], 2.0 * gap + temperature))
        panels = np.array([e for e in edges if e < reach] + [reach])
        x, w = np.polynomial.legendre.leggauss(POINTS_PER_PANEL)
        half = 0.5 * np.diff(panels)[:, None]
        nodes = panels[:-1, None] + half * (1.0 + x)
        return cls(gap, temperature, cutoff, nodes.ravel(), (half * w).ravel())

    def excess(self, eps: lax.Array) -> lax.Array:
        """Return n(eps) = 2/(E (exp(E/T) + 1))."""
        E = np.hypot(eps, self.gap)
        fading = self._fading(E)
        return 2.0 * fading / (E * (1.0 + fading))

    def _fading(self, E: lax.Array) -> lax.Array:
        """Return exp(-E/T); 0 is right where it underflows."""
        with np.errstate(over="ignore"):
            return np.asarray(np.exp(-E / self.temperature))

    @property
    def total(self) -> float:
        """Integral of n over positive energies."""
        return float(self.weights @ self.excess(self.nodes))

    def axis_function(self, y: float) -> float:
        """Return i F(i y)."""
        clean = lax.axis_function(np.array(y / self.gap), np.array(self.gap / self.cutoff))
        n0 = self.excess(np.zeros(1))[0]
        # y/(x^2 + y^2) as a product of two numbers, which do not overflow.
        distance = np.hypot(self.nodes, y)
        smooth = (self.excess(self.nodes) - n0) * (y / distance) / distance
        rest = n0 * math.atan(self.reach / y)
        return float(clean) / self.gap - float(self.weights @ smooth + rest)

    def coordinates(self, eps: lax.Array, beta: float) -> tuple[lax.Array, lax.Array, lax.Array]:
        """Return (a, b, length): L^2(eps + i0) = (a - i pi length/2)^2 + b^2, for eps >= 0."""
        a, b = lax.Cut(self.gap, self.cutoff, beta).coordinates(eps)
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            log = np.log(np.abs((self.reach + eps) / (self.reach - eps)))
        length = self.length(eps)
        # Nothing is left of n at the end of the panels, nor is there anything beyond the cutoff.
        return a - self.heat(eps, length, np.where(np.isfinite(log), log, 0.0)), b, length

    def length(self, eps: lax.Array) -> lax.Array:
        """Return tanh(E/2T)."""
        with np.errstate(over="ignore"):
            return np.asarray(np.tanh(0.5 * (np.hypot(eps, self.gap) / self.temperature)))

    @property
    def reach(self) -> float:
        """Energy up to which there is anything to integrate."""
        return min(self.cutoff, REACH * self.temperature)

    def heat(self, eps: lax.Array, length: lax.Array, log: lax.Array) -> lax.Array:
        """Return what heat takes from a of `coordinates`: E eps P int n(x) dx/(eps^2 - x^2).

        eps, length, log : (n,), ln|(reach + eps)/(reach - eps)|
        """
        parts = [
            self._heat(eps[k : k + BLOCK], length[k : k + BLOCK], log[k : k + BLOCK])
            for k in range(0, eps.size, BLOCK)
        ]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _heat(self, eps: lax.Array, length: lax.Array, log: lax.Array) -> lax.Array:
        E, n = np.hypot(eps, self.gap), self.excess(eps)
        x, column = self.nodes, eps[:, None]
        near = np.abs(column - x) <= 1e-6 * column
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            # The limit of the quotient is -dn/d(eps^2), times E eps; n depends on E alone.
            slope = 0.5 * n * eps * (1.0 / E + 0.5 * (1.0 + length) / self.temperature)
            # E eps/(eps^2 - x^2) as a product of two ratios, which do not overflow.
            ratio = column / np.where(near, 1.0, column - x) * (E[:, None] / (column + x))
            quotient = np.where(near, slope[:, None], (self.excess(x) - n[:, None]) * ratio)
        return np.asarray(quotient @ self.weights + 0.5 * (E * n) * log)


def ground_state_gap(gap: float, temperature: float, cutoff: float) -> float:
    """Return the gap at T = 0 of the clean coupling whose gap at T is `gap`; all > 0.

    1/lambda is int d eps/E over positive energies at T = 0, arsinh(cutoff/Delta), and less by the
    integral of n at T.
    """
    total = Shortening.of(gap, temperature, cutoff).total
    return cutoff / math.sinh(math.asinh(cutoff / gap) - total)


@dataclass(frozen=True)
class ThermalCut:
    """Lax norm on the cut for a thermal initial state, as `lax.Cut` for one at T = 0."""

    shortening: Shortening
    beta: float

    def cos_theta(self, eps: lax.Array) -> lax.Array:
        """Return (2/pi) |Im sqrt(L^2(eps + i0))| <= tanh(E_i/2T), the part of spins that lasts."""
        a, b, length = self._coordinates(eps)
        return lax.projection(a, b, length).reshape(eps.shape)

    def sin_theta(self, eps: lax.Array) -> lax.Array:
        """Return sqrt(tanh(E_i/2T)^2 - cos(theta)^2) >= 0, the part of the spins that turns."""
        a, b, length = self._coordinates(eps)
        return lax.rest_of_length(a, b, lax.projection(a, b, length), length).reshape(eps.shape)

    def _coordinates(self, eps: lax.Array) -> tuple[lax.Array, lax.Array, lax.Array]:
        return self.shortening.coordinates(np.abs(eps.ravel()), self.beta)


def thermal_roots(
    gap_initial: float, gap_final: float, cutoff: float, temperature: float
) -> tuple[float, tuple[float, ...]]:
    """Return beta and the isolated roots y, larger first, of a quench from temperature T > 0.

    Arguments as in `steady_state`, all > 0. Raises ComputationError if the roots found are not
    as many as the argument principle counts.
    """
    from scipy.optimize import brentq

    d, f = gap_initial, gap_final
    shortening = Shortening.of(d, temperature, cutoff)
    clean = lax.coupling_change(np.array(d), np.array(f), np.array(cutoff))
    beta = float(clean) - shortening.total

    def residual(y: float, shift: float) -> float:
        return (y + shift) * shortening.axis_function(y) - beta

    roots: list[float] = []
    scan = np.geomspace(LOWEST * d, 2.0 * max(d, f), SCAN_POINTS)
    for shift in (-d, d):
        values = np.array([residual(y, shift) for y in scan])
        roots += [
            float(brentq(residual, scan[k], scan[k + 1], args=(shift,), xtol=1e-300, rtol=1e-15))
            for k in np.flatnonzero(np.sign(values[1:]) != np.sign(values[:-1]))
        ]
    number = _count(shortening, beta)
    if number != len(roots):
        raise ComputationError(f"Found {len(roots)} isolated Lax roots of {number}")
    return beta, tuple(sorted(roots, reverse=True))


def _count(shortening: Shortening, beta: float) -> int:
    z = shortening.gap / shortening.cutoff
    T = 1.0 / math.hypot(1.0, z)

    def norm(s: lax.Array) -> NDArray[np.complex128]:
        # As `count_roots`, whose s stays apart where levels next to the cutoff do not.
        size = np.abs(s)
        sech = 2.0 * np.exp(-size) / (1.0 + np.exp(-2.0 * size))
        wide = np.hypot(sech, z)
        eps = shortening.gap * (np.tanh(size) / wide)
        if shortening.reach < shortening.cutoff:
            with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
                log = np.log(np.abs((shortening.reach + eps) / (shortening.reach - eps)))
            log = np.where(np.isfinite(log), log, 0.0)
        else:
            part = z * np.tanh(size) / wide  # eps/cutoff
            grows = size + np.log1p(np.exp(-2.0 * size)) - math.log(2.0)  # ln cosh
            log = 2.0 * (np.log1p(part) + np.log(wide * T) + grows)
        length = shortening.length(eps)
        a = size - beta * T * np.tanh(size) - shortening.heat(eps, length, log)
        b = beta * T * wide
        return np.asarray((np.sign(s) * a - 0.5j * math.pi * length) ** 2 + b**2)

    return winding_number(norm, abs(beta) + shortening.total + 0.5 * math.pi + 5.0)
