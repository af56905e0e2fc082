"""The response from its definitions, by other means than the package.

`D_imaginary` integrates the linearised equations on the imaginary axis with mpmath; `linearised`
solves them as 2x2 matrices, both self-energies included; `step_direct` transforms the spectrum
along the real axis.
"""

import mpmath as mp
import numpy as np
from scipy.integrate import quad

from higgs_num.response import gap_edge, spectrum, static_inverse_susceptibility

TAU_1 = np.array([[0, 1], [1, 0]], dtype=complex)
TAU_2 = np.array([[0, -1j], [1j, 0]])
TAU_3 = np.diag([1.0 + 0j, -1.0])


def u_matsubara(omega, alpha):
    """Return u of omega = u (1 - alpha/R) for real omega != 0, the odd and increasing branch."""
    if omega < 0:
        return -u_matsubara(-omega, alpha)
    low = mp.sqrt(max(alpha, 1) ** 2 - 1)
    return mp.findroot(
        lambda u: u * (1 - alpha / mp.sqrt(1 + u * u)) - omega,
        (low, low + omega + alpha),
        "anderson",
    )


def D_imaginary(Omega, alpha, *, phase=False):
    """Return D(i Omega) by quadrature over omega, digits of the working precision less a few."""
    Omega, alpha = mp.mpf(Omega), mp.mpf(alpha)

    def integrand(omega):
        u1, u2 = (u_matsubara(omega + sign * Omega / 2, alpha) for sign in (-1, 1))
        R1, R2 = mp.sqrt(1 + u1 * u1), mp.sqrt(1 + u2 * u2)
        C = (u1 * u2 + (1 if phase else -1)) / (R1 * R2)
        return (1 / R1 + 1 / R2) / 2 - (1 + C) / (R1 + R2 - alpha + alpha * C)

    half = Omega / 2
    return 2 * mp.quad(integrand, [0, half, half + 0.5, half + 3, half + 30, mp.inf])


def propagator(u):
    """Return the equilibrium quasiclassical propagator (u tau_3 + tau_1)/R."""
    return (u * TAU_3 + TAU_1) / np.sqrt(1 + u * u)


def linearised(u1, u2, drive, rate_s, rate_u):
    """Return delta g that solves the homogeneous equation linearised in `drive`, unit gap.

    `M1 dg - dg M2 + dM g2 - g1 dM = 0` with `M = omega tau_3 + tau_1 + Sigma`,
    `Sigma = g rate_u/2 + tau_3 g tau_3 rate_s/2`, and `g1 dg + dg g2 = 0` from g^2 = 1.
    """
    g1, g2 = propagator(u1), propagator(u2)

    def self_energy(g):
        return 0.5 * rate_u * g + 0.5 * rate_s * TAU_3 @ g @ TAU_3

    def full(u, g):
        omega = u * (1 - rate_s / np.sqrt(1 + u * u))
        return omega * TAU_3 + TAU_1 + self_energy(g)

    M1, M2 = full(u1, g1), full(u2, g2)

    def equations(dg, driven):
        dM = driven * drive + self_energy(dg)
        kinetic = M1 @ dg - dg @ M2 + dM @ g2 - g1 @ dM
        return np.concatenate([kinetic.ravel(), (g1 @ dg + dg @ g2).ravel()])

    basis = [np.eye(4)[n].reshape(2, 2).astype(complex) for n in range(4)]
    matrix = np.stack([equations(unit, 0.0) for unit in basis], axis=1)
    source = equations(np.zeros((2, 2), dtype=complex), 1.0)
    solution, *_ = np.linalg.lstsq(matrix, -source, rcond=None)
    assert np.abs(matrix @ solution + source).max() < 1e-12  # the eight equations are consistent
    return solution.reshape(2, 2)


def step_direct(t, alpha):
    """Return the step response `1 - (2/pi) D(0) int Im(1/D^R) cos(omega t)/omega`, to 1e-8."""

    def density(omega):
        return float(spectrum([omega], alpha).absorption[0]) / omega

    edge = max(2 * gap_edge(alpha), 1e-9)
    options = {"weight": "cos", "wvar": t, "limit": 400}
    near, _ = quad(density, edge, edge + 6.0, epsabs=1e-10, **options)
    beyond, _ = quad(density, edge + 6.0, np.inf, epsabs=1e-9, limlst=200, **options)
    return 1.0 - 2.0 / np.pi * static_inverse_susceptibility(alpha) * (near + beyond)
