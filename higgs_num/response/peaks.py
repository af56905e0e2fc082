"""Maxima of the spectra (gap = 1). A "resonance" is not one number: each observable has its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import NDArray

from higgs_num.response.susceptibility import (
    Real,
    Spectrum,
    gap_edge,
    momentum,
    pair_breaking,
)
from higgs_num.response.thermal import heat, thermal_spectrum
from higgs_sym.ground.errors import ComputationError, one_of
from higgs_sym.ground.shown import Shown

Places = NDArray[np.intp]
Observable = Literal["absorption", "modulus"]
OBSERVABLES: Mapping[str, Callable[[Spectrum], Real]] = {
    "absorption": lambda seen: seen.absorption,
    "modulus": lambda seen: np.abs(seen.susceptibility),
}
LOWEST = 1e-6
HIGHEST = 1e3
SCAN_POINTS = 33  # beyond the survey, where half of the height may be
# Of the places of the survey every eighth is looked at first, and the others only between those
# where the maximum and the half of it turn out to be.
EVERY = 8
DEGREE = 24


@dataclass(frozen=True)
class Peak(Shown):
    """Largest value of an observable over omega > 0, in units of the gap.

    observable: "absorption", Im(1/D^R); "modulus", |1/D^R|.
    lower, upper: where it has half of its height, None if it nowhere has on that side.

    Examples
    --------
    >>> from higgs_num.response import peak
    >>> found = peak(0.1, "absorption")
    >>> print(f"{found.omega:.6f}, full width {found.width:.6f}")
    1.906765, full width 0.950272
    """

    alpha: float
    observable: Observable
    omega: float
    height: float
    lower: float | None
    upper: float | None
    temperature: float = 0.0
    Q: float = 0.0

    @property
    def width(self) -> float | None:
        """Full width at half maximum, None where one side never falls to half."""
        if self.lower is None or self.upper is None:
            return None
        return self.upper - self.lower


def _places(alpha: float) -> Real:
    """Return the frequencies among which all observables have their maxima, ascending."""
    edge = 2.0 * gap_edge(alpha)
    scale = np.geomspace(1e-3 * min(alpha, 1.0), 10.0, 160)
    around = np.concatenate([edge + scale, 2.0 - scale, 2.0 + scale])
    return np.unique(around[around > max(edge, LOWEST)])


def _few(size: int) -> Places:
    """Return which of `size` places are looked at first, the last one among them."""
    return np.append(np.arange(0, size - 1, EVERY), size - 1)


@lru_cache(maxsize=8)
def _survey(alpha: float, temperature: float, Q: float) -> Spectrum:
    """Return the spectrum at the places looked at first."""
    places = _places(alpha)
    return thermal_spectrum(places[_few(places.size)], alpha, temperature, Q=Q)


@dataclass(frozen=True)
class _Look:
    """What is seen at the places of the survey, NaN where nobody has looked."""

    observe: Callable[[Real], Real]
    places: Real
    seen: Real

    def between(self, first: int, last: int) -> None:
        """Look at all places from `first` to `last`."""
        new = np.arange(first, last + 1)
        new = new[np.isnan(self.seen[new])]
        if new.size:
            self.seen[new] = self.observe(self.places[new])

    def top(self, few: Places) -> int:
        """Return the place of the largest value, if it is next to the largest of a few."""
        at = int(np.argmax(self.seen[few]))
        self.between(int(few[max(at - 1, 0)]), int(few[min(at + 1, few.size - 1)]))
        return int(np.nanargmax(self.seen))

    def down(self, way: Places, level: float) -> tuple[Real, Real]:
        """Return places along a way and what is seen there, all around the first below `level`."""
        known = way[~np.isnan(self.seen[way])]
        low = np.flatnonzero(self.seen[known] < level)
        if low.size:
            ends = sorted((int(known[low[0] - 1]), int(known[low[0]])))
            self.between(*ends)
            known = way[~np.isnan(self.seen[way])]
        return self.places[known], self.seen[known]


def peak(
    alpha: float, observable: Observable = "absorption", *, temperature: float = 0.0, Q: float = 0.0
) -> Peak | None:
    """Return the peak of an observable, None if its maximum is at omega = 0 (strongly gapless).

    temperature: T/Delta(T), 0 or in [1e-3, 100]. Q: D_n q^2/Delta of a mode of momentum q.

    Positions are zeros of interpolating polynomials, that of the maximum of a derivative: unlike
    a comparison of values near a maximum it keeps about 12 digits.

    Examples
    --------
    >>> from higgs_num.response import peak
    >>> print(f"{peak(0.1, 'absorption').omega:.6f} {peak(0.1, 'modulus').omega:.6f}")
    1.906765 1.752786
    >>> print(f"{peak(0.1, 'absorption', temperature=0.2).omega:.6f}")
    1.908713
    """
    alpha = pair_breaking(alpha)
    temperature, Q = heat(temperature), momentum(Q)
    of_spectrum = OBSERVABLES[one_of("observable", observable, OBSERVABLES)]

    def observe(omega: Real) -> Real:
        return of_spectrum(thermal_spectrum(omega, alpha, temperature, Q=Q))

    places = _places(alpha)
    few = _few(places.size)
    look = _Look(observe, places, np.full(places.size, np.nan))
    look.seen[few] = of_spectrum(_survey(alpha, temperature, Q))
    top = look.top(few)
    if top == 0:
        return None
    if top == places.size - 1:
        raise ComputationError(f"no maximum of {observable} below {places[-1]:.6g}")
    near = interpolated(observe, float(places[top - 1]), float(places[top + 1]))
    omega = float(max(_zeros(near.deriv()), key=near))
    height = float(observe(np.array([omega]))[0])

    def above(w: Real) -> Real:
        return observe(w) - 0.5 * height

    span = float(places[0]) - LOWEST  # not to 0: at T > 0 the static value there is no limit
    before = places[0] - np.geomspace(min(1e-3 * alpha, 1e-3, span), span, SCAN_POINTS)
    after = np.geomspace(places[-1], HIGHEST, SCAN_POINTS)[1:]
    half = 0.5 * height
    down, left = look.down(np.arange(top, -1, -1), half)
    up, right = look.down(np.arange(top, places.size), half)
    lower = _crossing(above, down, left - half, before)
    upper = _crossing(above, up, right - half, after)
    return Peak(alpha, observable, omega, height, lower, upper, temperature, Q)


def interpolated(
    function: Callable[[Real], Real], low: float, high: float, degree: int = DEGREE
) -> Chebyshev:
    """Return the polynomial through a smooth function at Chebyshev's nodes of [low, high]."""
    nodes = 0.5 * (low + high) + 0.5 * (high - low) * np.cos(
        np.pi * (np.arange(degree + 1) + 0.5) / (degree + 1)
    )
    return Chebyshev.fit(nodes, function(nodes), degree, domain=[low, high])


def _zeros(series: Chebyshev) -> Real:
    """Return the real zeros of a polynomial in its domain; its sign differs at the two ends."""
    zeros = np.asarray(series.roots(), dtype=np.complex128)
    low, high = series.domain
    real = zeros.real[(zeros.imag == 0.0) & (zeros.real >= low) & (zeros.real <= high)]
    if real.size == 0:
        raise ComputationError(f"no zero was found between {low:.12g} and {high:.12g}")
    return np.asarray(real)


def _crossing(
    above: Callable[[Real], Real], omega: Real, known: Real, beyond: Real
) -> float | None:
    """Return the zero of `above` nearest to omega[0], None if there is none.

    known: `above` at omega, which goes away from the peak, and on to `beyond`.
    """
    if not (known < 0.0).any():
        omega, known = np.append(omega, beyond), np.append(known, above(beyond))
        if not (known < 0.0).any():
            return None
    k = int(np.argmax(known < 0.0))
    low, high = sorted((float(omega[k - 1]), float(omega[k])))
    series = interpolated(above, low, high)
    inner = float(omega[k - 1])
    found = float(min(_zeros(series), key=lambda zero: abs(zero - inner)))
    # Where the polynomial is not exact, next to a threshold, one step squares what it misses.
    return found - float(above(np.array([found]))[0] / series.deriv()(found))
