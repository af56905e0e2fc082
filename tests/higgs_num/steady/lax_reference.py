"""The Lax norm by quadrature of its defining integral: nothing shared with the package."""

from typing import Any

import mpmath as mp

# The sine of a quench of 1e-9 is the root of 1 - cos^2 ~ 1e-22: 50 digits leave plenty.
mp.mp.dps = 50


def coupling(gap: float, cutoff: float) -> Any:
    """Return 1/lambda = int_0^D d eps/E by quadrature."""
    return mp.quad(lambda e: 1 / mp.sqrt(e * e + mp.mpf(gap) ** 2), [0, gap, 10 * gap, cutoff])


def lax_norm(u: Any, gap_initial: float, gap_final: float, cutoff: float) -> Any:
    """Return L^2(u) off the cut."""
    d = mp.mpf(gap_initial)
    points = [-cutoff, -d, -d / 10, 0, d / 10, d, cutoff]
    F = mp.quad(lambda e: 1 / (2 * mp.sqrt(e * e + d * d) * (u - e)), points)
    beta = coupling(gap_initial, cutoff) - coupling(gap_final, cutoff)
    return d * d * F * F + (u * F - beta) ** 2


def cos_theta(eps: float, gap_initial: float, gap_final: float, cutoff: float) -> Any:
    """Return (2/pi)|Im sqrt(L^2(eps + i0))|, principal value by subtraction."""
    d, e0, D = mp.mpf(gap_initial), mp.mpf(eps), mp.mpf(cutoff)
    E0 = mp.sqrt(e0**2 + d * d)

    def regular(e: Any) -> Any:
        E = mp.sqrt(e * e + d * d)
        # (1/E - 1/E0)/(e0 - e), written without the division 0/0.
        return (e + e0) / (2 * E * E0 * (E + E0))

    F = mp.quad(regular, [-D, -d, 0, d, D]) + mp.log((D + e0) / (D - e0)) / (2 * E0)
    F -= mp.j * mp.pi / (2 * E0)
    beta = coupling(gap_initial, cutoff) - coupling(gap_final, cutoff)
    return 2 / mp.pi * abs(mp.im(mp.sqrt(d * d * F * F + (e0 * F - beta) ** 2)))
