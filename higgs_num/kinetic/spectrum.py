"""What a quench leaves at its last time: density of states and distribution, from the last row.

U(t,t') and C(t,t') at the last t are transformed over t - t'. Only differences up to t are known,
so both are multiplied by a Gaussian window: spectra are those of the theory convolved with a
Gaussian whose standard deviation is the `resolution`.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize_scalar

from higgs_num.core.arrays import Vector
from higgs_num.inputs import real_array
from higgs_num.kinetic.bands import SLOPE_FLATTENED, bare, chain_of, flattened
from higgs_num.kinetic.infinite import RINGING
from higgs_num.kinetic.result import KineticResult
from higgs_sym.ground.errors import ArgumentError, instance, positive, told

# Resolution times the last time: what the window cuts off is below exp(-CUT^2/2), 4e-6 and 2e-8.
LEAST_CUT, CUT = 5.0, 6.0
# Times energies: where the density is smaller, nothing is left to tell how much is occupied.
FAINT = 1e-3
# Panels resolve energies up to twice the band; of the infinite band the widest that was followed
# tells what lies far inside.
BEYOND, INSIDE = 2.0, 0.25


@dataclass(frozen=True, eq=False)
class LocalSpectrum:
    """N(E)/N_0 and 1 - 2 f(E) at the last time, smoothed over `resolution`.

    energies, density, distribution: (n,), energies as given. density is even in E, in units of
    the density of states N_0 at the Fermi level without pairing and impurities. distribution is
    1 - 2 f(E) with the occupation f of states at E: tanh(E/2T) in equilibrium, odd in E; NaN where
    the density is below 1e-3, as in a gap.
    """

    energies: Vector
    density: Vector
    distribution: Vector
    resolution: float


@dataclass(frozen=True)
class Edge:
    """Where the density of states begins.

    energy: 0 where the density at E = 0 is not zero within the resolution, so that there is no
    gap or one too small to be told. uncertainty: an estimate. `how`: in words.
    """

    energy: float
    uncertainty: float
    how: str


def local_spectrum(
    result: KineticResult, energies: ArrayLike, resolution: float | None = None
) -> LocalSpectrum:
    """Return density of states and distribution at the last time of a quench.

    With the spectral function rho(E) = (1/pi) Re int_0^t U(t,t-tau) w(tau) exp(i E tau) dtau of
    the tau_1 = +1 function, and c(E) the same of C, both directions of tau_1 together have
    N/N_0 = weight (rho(E) + rho(-E))/2, where `weight` is the integral of the band's w(eps), and
    1 - 2f = (c(E) - c(-E))/(rho(E) + rho(-E)).

    Of an infinite band it is that of the widest band that was followed, less its first correction.

    Parameters
    ----------
    result
        Of `solve`.
    energies
        (n,), of modulus at most twice the cutoff (of an infinite band: a quarter of the widest).
    resolution
        Standard deviation of the Gaussian in energy, at least 5 over the last time, t; 6/t unless
        given. The smaller, the larger is what the end of the window cuts off: exp(-(t r)^2/2).

    Raises
    ------
    ArgumentError
        If a value breaks a rule above.
    """
    result = instance("result", result, KineticResult)
    energies = real_array("energies", energies)
    width, farthest = _band(result)
    if energies.size and float(np.max(np.abs(energies))) > farthest:
        rule = f"have moduli <= {told(farthest)}"
        raise ArgumentError("energies", rule, float(energies[np.argmax(np.abs(energies))]))
    chosen = _resolution(result, resolution)
    rho, occupied = (
        _transform(result, part, energies, chosen) for part in (result.retarded, result.keldysh)
    )
    turned_rho, turned = (
        _transform(result, part, -energies, chosen) for part in (result.retarded, result.keldysh)
    )
    density = width * (rho + turned_rho) / 2.0
    seen = density > FAINT
    distribution = np.full(energies.shape, np.nan)
    distribution[seen] = (occupied - turned)[seen] / (rho + turned_rho)[seen]
    return LocalSpectrum(energies, density, distribution, chosen)


def edge(result: KineticResult) -> Edge:
    """Return the edge of the density of states at the last time.

    It is where the smoothed density rises most steeply. At a power-law edge that place is off by
    a multiple of the resolution, so it is extrapolated from two resolutions, r and 2^(1/2) r with
    r = 5/t. The uncertainty is the change from an extrapolation of 2^(1/2) r and 2 r, and r/2
    besides: where the density peaks close to its edge the power law may be narrower than r.

    Raises
    ------
    ArgumentError
        If `result` is no `KineticResult`.
    """
    result = instance("result", result, KineticResult)
    finest = LEAST_CUT / float(result.past[-1])
    resolutions = [finest * root for root in (1.0, math.sqrt(2.0), 2.0)]
    at_zero = local_spectrum(result, [0.0], finest).density[0]
    if at_zero > FAINT:
        return Edge(0.0, 4.0 * finest, f"density {at_zero:.2g} N_0 at E = 0")
    fine, middle, coarse = (_steepest(result, one) for one in resolutions)
    root = math.sqrt(2.0)
    found = (root * fine - middle) / (root - 1.0)
    before = (root * middle - coarse) / (root - 1.0)
    how = f"steepest rise at {fine:.4g}, extrapolated in the resolution from {finest:.2g}"
    return Edge(found, abs(found - before) + finest / 2.0, how)


def _band(result: KineticResult) -> tuple[float, float]:
    """Return what the spectral function is multiplied by, and the farthest energy."""
    p = result.problem
    if not p.infinite:
        weight = chain_of(p.band, p.cutoff, 0.0, 0.0, p.depth).weight
        return weight, BEYOND * p.cutoff
    widest = RINGING / result.reliable_from
    # X_+ = F_+ + i k L_-/W, and L_- holds (i/2 tau_s) F_-: the density is smaller by 1 - eta.
    rate, _ = bare(widest, p.rate_s)
    eta = SLOPE_FLATTENED * rate / (2.0 * widest)
    return flattened(widest, 0.0).weight / (1.0 - eta), INSIDE * widest


def _resolution(result: KineticResult, resolution: float | None) -> float:
    last = float(result.past[-1])
    if resolution is None:
        return CUT / last
    chosen = positive("resolution", resolution)
    if chosen < LEAST_CUT / last:
        rule = f"be >= {told(LEAST_CUT / last)}, {LEAST_CUT:g} over the last time"
        raise ArgumentError("resolution", rule, chosen)
    return chosen


def _transform(
    result: KineticResult,
    parts: Vector,
    energies: Vector,
    resolution: float,
    *,
    slope: bool = False,
) -> Vector:
    """Return (1/pi) Re int f(tau) w(tau) exp(i E tau) dtau, or its derivative over E, (n,)."""
    tau = result.past
    window = result.past_weights * np.exp(-((resolution * tau) ** 2) / 2.0)
    values = (parts[0] + 1j * parts[1]) * window
    if slope:
        values = 1j * tau * values
    return np.asarray((np.exp(1j * np.multiply.outer(energies, tau)) @ values).real / np.pi)


def _steepest(result: KineticResult, resolution: float) -> float:
    """Return the energy >= 0 at which the smoothed density rises most steeply."""

    def rise(energies: Vector) -> Vector:
        up, down = (
            _transform(result, result.retarded, one, resolution, slope=True)
            for one in (energies, -energies)
        )
        return up - down

    top = 2.0 * max(result.problem.gap_initial, result.problem.gap_final)
    grid = np.arange(0.0, top, resolution / 8.0)
    place = int(np.argmax(rise(grid)))
    low, high = grid[max(place - 1, 0)], grid[min(place + 1, grid.size - 1)]
    found = minimize_scalar(
        lambda E: -float(rise(np.array([E]))[0]), bounds=(low, high), method="bounded",
        options={"xatol": 1e-9 * high},
    )  # fmt: skip
    return float(found.x)
