"""The clean superconductor in closed form: sums over one energy, by quadrature of scipy."""

from collections.abc import Callable

import numpy as np
from scipy.integrate import quad


def over_band(W: float, f: Callable[[float, float], float], gap: float) -> float:
    """Return the average of f(eps, E) over the semicircular density, eps = W sin(angle)."""

    def integrand(angle: float) -> float:
        eps = W * np.sin(angle)
        return float(np.cos(angle) ** 2 * f(eps, np.hypot(eps, gap)))

    narrow = [0.0, min(gap / W, 1.0)]
    found, _ = quad(
        integrand, -np.pi / 2, np.pi / 2, epsabs=1e-13, epsrel=1e-12, limit=400, points=narrow
    )
    return float(found) * 2.0 / np.pi


def equal_time(W: float, gap: float, temperature: float) -> float:
    """Return 1 - 2N = <Delta/E tanh(E/2T)> of the state in which tau_1 = +1."""

    def share(_eps: float, E: float) -> float:
        heat = 1.0 if temperature == 0.0 else float(np.tanh(E / (2.0 * temperature)))
        return gap / E * heat

    return over_band(W, share, gap)


def vertical(W: float, gap: float, temperature: float, tau: float) -> tuple[float, float]:
    """Return P(tau) and M(tau), Laplace transforms of what is empty and what is occupied.

    tau_1 = +1 holds (1 + Delta/E)/2 of the states at +E, (1 - Delta/E)/2 of those at -E.
    """

    def sides(E: float, sign: float) -> float:
        up, down = (1.0 + sign * gap / E) / 2.0, (1.0 - sign * gap / E) / 2.0
        if temperature == 0.0:
            return up * float(np.exp(-E * tau))
        empty = 1.0 / (1.0 + np.exp(-E / temperature))
        later = np.exp(-E * tau) * empty
        sooner = np.exp(-E * (1.0 / temperature - tau)) * empty
        return float(up * later + down * sooner)

    particle = over_band(W, lambda _eps, E: sides(E, 1.0), gap)
    hole = over_band(W, lambda _eps, E: sides(E, -1.0), gap)
    return particle, hole
