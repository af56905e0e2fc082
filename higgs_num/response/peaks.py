"""Maxima of the spectra (gap = 1). A "resonance" is not one number: each observable has its own."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import NDArray
from scipy.optimize import brentq

from higgs_num.response.susceptibility import gap_edge, pair_breaking
from higgs_num.response.thermal import heat, thermal_spectrum
from higgs_sym.ground.errors import ComputationError, one_of

Observable = Literal["absorption", "modulus"]
HIGHEST = 1e3
DEGREE = 24


@dataclass(frozen=True)
class Peak:
    """Largest value of an observable over omega > 0, in units of the gap.

    observable: "absorption", Im(1/D^R); "modulus", |1/D^R|.
    lower, upper: where it has half of its height, None if it nowhere has on that side.
    """

    alpha: float
    observable: Observable
    omega: float
    height: float
    lower: float | None
    upper: float | None
    temperature: float = 0.0

    @property
    def width(self) -> float | None:
        """Full width at half maximum, None where one side never falls to half."""
        if self.lower is None or self.upper is None:
            return None
        return self.upper - self.lower


def _observe(
    omega: NDArray[np.float64], alpha: float, observable: Observable, temperature: float
) -> NDArray[np.float64]:
    found = thermal_spectrum(omega, alpha, temperature)
    return found.absorption if observable == "absorption" else np.abs(found.susceptibility)


def peak(alpha: float, observable: Observable, *, temperature: float = 0.0) -> Peak | None:
    """Return the peak of an observable, None if its maximum is at omega = 0 (strongly gapless).

    temperature: T/Delta(T), 0 or in [1e-3, 100].

    The position is the zero of the derivative of an interpolating polynomial: unlike a comparison
    of values near a maximum it keeps about 12 digits.
    """
    alpha = pair_breaking(alpha)
    temperature = heat(temperature)
    one_of("observable", observable, ("absorption", "modulus"))
    edge = 2.0 * gap_edge(alpha)
    scale = np.geomspace(1e-3 * min(alpha, 1.0), 10.0, 160)
    around = np.concatenate([edge + scale, 2.0 - scale, 2.0 + scale])
    grid = np.unique(around[around > max(edge, 1e-6)])
    seen = _observe(grid, alpha, observable, temperature)
    top = int(np.argmax(seen))
    if top == 0:
        return None
    if top == grid.size - 1:
        raise ComputationError(f"no maximum of {observable} below {grid[-1]:.6g}")
    low, high = float(grid[top - 1]), float(grid[top + 1])
    half_width = 0.5 * (high - low)
    nodes = 0.5 * (low + high) + half_width * np.cos(
        np.pi * (np.arange(DEGREE + 1) + 0.5) / (DEGREE + 1)
    )
    fit = Chebyshev.fit(
        nodes, _observe(nodes, alpha, observable, temperature), DEGREE, domain=[low, high]
    )
    slope = fit.deriv()
    omega = float(brentq(slope, low, high, xtol=1e-15, rtol=1e-14))
    height = float(_observe(np.array([omega]), alpha, observable, temperature)[0])

    def above(w: float) -> float:
        return float(_observe(np.array([w]), alpha, observable, temperature)[0]) - 0.5 * height

    # Thermal levels absorb below the threshold, pairs at T = 0 do not.
    least = edge if observable == "absorption" and temperature == 0.0 else 0.0
    lower = float(brentq(above, least, omega, xtol=1e-12)) if above(least) < 0.0 else None
    upper = float(brentq(above, omega, HIGHEST, xtol=1e-12)) if above(HIGHEST) < 0.0 else None
    return Peak(alpha, observable, omega, height, lower, upper, temperature)
