"""The Lax vector of a finite set of levels: any grid, any quadrature, any configuration.

Weights w_p make int f d eps stand for sum_p w_p f(eps_p). Then 1/lambda = (1/2) sum w/E and

    L(u) = (1/2) sum_p w_p S_p/(u - eps_p) - z/lambda_f       (z: the unit vector).

L^2(u) = L.L is conserved by the clean equations of motion at every u.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from higgs_num.levels.sets import Levels
from higgs_sym.ground.errors import ArgumentError, positive

SCAN_POINTS = 400
DENSE_LIMIT = 3000


def inverse_coupling(levels: Levels, gap: float) -> float:
    """Return 1/lambda = (1/2) sum_p w_p/E_p for the equilibrium gap `gap`."""
    return 0.5 * float(np.sum(levels.weights / np.hypot(levels.energies, positive("gap", gap))))


def coupling_change_of_levels(levels: Levels, gap_initial: float, gap_final: float) -> float:
    """Return beta = 1/lambda_i - 1/lambda_f on the levels, without cancellation."""
    d, f = positive("gap_initial", gap_initial), positive("gap_final", gap_final)
    Ei, Ef = np.hypot(levels.energies, d), np.hypot(levels.energies, f)
    return 0.5 * float((f - d) * (f + d) * np.sum(levels.weights / (Ei * Ef * (Ei + Ef))))


def isolated_roots_of_levels(
    levels: Levels,
    gap_initial: float,
    gap_final: float,
    polarisation: ArrayLike | None = None,
) -> tuple[float, ...]:
    """Return y of the roots u = i y that lie farther from the real axis than the levels do apart.

    levels : n levels, symmetric
    polarisation : (n,) initial |S| of each level, e.g. tanh(E/(2 T)); 1 by default. With it
        `gap_initial` is the gap of that state and `gap_final` labels the final coupling by the
        zero-temperature gap it would have.

    A root closer to the axis belongs to the row that becomes the cut as n grows. Larger first.
    Raises ArgumentError for sets that are not symmetric.
    """
    from scipy.optimize import brentq

    lowest = _whole(levels).folded().energies[0]
    eps, w = levels.energies, levels.weights
    d, f = positive("gap_initial", gap_initial), positive("gap_final", gap_final)
    c = w if polarisation is None else w * np.asarray(polarisation, np.float64)
    Ei = np.hypot(eps, d)
    beta = coupling_change_of_levels(levels, d, f) - 0.5 * float(np.sum((w - c) / Ei))
    inner = np.abs(eps) <= 2.0 * d + lowest
    low, high = float(np.diff(eps[inner]).max()), max(f, d) * (1.0 + 1e-9)
    if low >= high:
        return ()

    def residual(y: float, shift: float) -> float:
        return 0.5 * (y + shift) * y * float(np.sum(c / (Ei * (eps**2 + y * y)))) - beta

    roots = []
    scan = np.geomspace(low, high, SCAN_POINTS)
    for shift in (-d, d):
        values = np.array([residual(y, shift) for y in scan])
        for k in np.flatnonzero(np.sign(values[1:]) != np.sign(values[:-1])):
            y = brentq(residual, scan[k], scan[k + 1], args=(shift,), xtol=1e-300, rtol=1e-15)
            roots.append(float(y))
    return tuple(sorted(roots, reverse=True))


def all_roots(levels: Levels, gap_initial: float, gap_final: float) -> NDArray[np.complex128]:
    """Return all n roots of L^2(u) with Im u >= 0, by decreasing Im u, shape (n,).

    (u - i Delta_i) F(u) = beta is a rank-one secular equation: its roots are the eigenvalues of
    diag(eps) - lambda_f (1)(c (eps - i Delta_i))^T, c = w/(2 E_i). The roots of the other factor
    are their complex conjugates. Dense linear algebra: n up to 3000.
    """
    eps, w = _whole(levels).energies, levels.weights
    if eps.size > DENSE_LIMIT:
        raise ArgumentError("levels", f"have at most {DENSE_LIMIT} entries", eps.size)
    d = positive("gap_initial", gap_initial)
    c = w / (2.0 * np.hypot(eps, d))
    strength = 1.0 / inverse_coupling(levels, gap_final)
    matrix = np.diag(eps).astype(np.complex128) - strength * c * (eps - 1j * d)
    u = np.asarray(np.linalg.eigvals(matrix), np.complex128)
    u = np.where(u.imag < 0.0, u.conj(), u)
    return u[np.argsort(-u.imag, kind="stable")]


def lax_norm(
    u: ArrayLike, levels: Levels, spins: ArrayLike, inverse_lambda: float
) -> NDArray[np.complex128]:
    """Return L^2(u) of a configuration.

    u : complex, any shape, off the levels;  spins : (3, n);  inverse_lambda : 1/lambda_f
    """
    _whole(levels)
    S = np.asarray(spins, np.float64)
    if S.shape != (3, len(levels)):
        raise ArgumentError("spins", f"have shape (3, {len(levels)})", f"of shape {S.shape}")
    kernel = 0.5 * levels.weights / (np.asarray(u, np.complex128)[..., None] - levels.energies)
    x, y, z = (np.sum(kernel * component, axis=-1) for component in S)
    return np.asarray(x**2 + y**2 + (z - inverse_lambda) ** 2)


def _whole(levels: Levels) -> Levels:
    """Return `levels`; ArgumentError for the half of a set, over which odd functions do not sum."""
    if not levels.whole:
        raise ArgumentError("levels", "be all levels, of either sign", repr(levels))
    return levels
