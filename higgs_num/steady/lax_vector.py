"""The Lax vector of a finite set of levels: any grid, any quadrature, any configuration.

Weights w_p make int f d eps stand for sum_p w_p f(eps_p). Then 1/lambda = (1/2) sum w/E and

    L(u) = (1/2) sum_p w_p S_p/(u - eps_p) - z/lambda_f       (z: the unit vector).

L^2(u) = L.L is conserved by the clean equations of motion at every u.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from higgs_num.core.arrays import Vector
from higgs_num.inputs import real_array
from higgs_num.levels.sets import HalfLevels, Levels
from higgs_sym.ground.errors import ArgumentError, ComputationError, finite, positive

SCAN_POINTS = 400
DENSE_LIMIT = 3000
TINY = 1e-150  # of a gap over the largest energy: its square is still a number


def inverse_coupling(levels: Levels, gap: float) -> float:
    """Return 1/lambda = (1/2) sum_p w_p/E_p for the equilibrium gap `gap`.

    Raises ArgumentError unless `levels` is a set of levels and the gap > 0, ComputationError where
    the sum is beyond double precision.
    """
    _set(levels)
    with np.errstate(over="ignore"):
        E = np.hypot(levels.energies, positive("gap", gap))
        return _held(0.5 * float(np.sum(levels.weights / E)), "coupling")


def coupling_change_of_levels(levels: Levels, gap_initial: float, gap_final: float) -> float:
    """Return beta = 1/lambda_i - 1/lambda_f on the levels, without cancellation.

    Raises as `inverse_coupling`.
    """
    eps, w, d, f, _ = _scaled(_set(levels), gap_initial, gap_final)
    Ei, Ef = np.hypot(eps, d), np.hypot(eps, f)
    with np.errstate(over="ignore"):
        # Four ratios of what may be small and large, none of which overflows by itself.
        terms = ((f - d) / Ei) * ((f + d) / (Ei + Ef)) * (w / Ef)
        return _held(0.5 * float(np.sum(terms)), "change of the coupling")


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
    Raises as `inverse_coupling`, and ArgumentError for sets that are not symmetric or another
    number of polarisations.
    """
    from scipy.optimize import brentq

    half = _whole(levels).folded()
    eps, w, d, f, unit = _scaled(levels, gap_initial, gap_final)
    lowest = math.ldexp(float(half.energies[0]), -unit)
    c = w if polarisation is None else w * _one_each("polarisation", polarisation, levels)
    Ei = np.hypot(eps, d)
    beta = coupling_change_of_levels(levels, gap_initial, gap_final) - 0.5 * float(
        np.sum((w - c) / Ei)
    )
    inner = np.abs(eps) <= 2.0 * d + lowest
    low, high = float(np.diff(eps[inner]).max()), max(f, d) * (1.0 + 1e-9)
    if low >= high:
        return ()

    def residual(y: float, shift: float) -> float:
        distance = np.hypot(eps, y)
        return 0.5 * float(np.sum(c / Ei * ((y + shift) / distance) * (y / distance))) - beta

    roots = []
    scan = np.geomspace(low, high, SCAN_POINTS)
    for shift in (-d, d):
        values = np.array([residual(y, shift) for y in scan])
        for k in np.flatnonzero(np.sign(values[1:]) != np.sign(values[:-1])):
            y = brentq(residual, scan[k], scan[k + 1], args=(shift,), xtol=1e-300, rtol=1e-15)
            roots.append(math.ldexp(float(y), unit))
    return tuple(sorted(roots, reverse=True))


def all_roots(levels: Levels, gap_initial: float, gap_final: float) -> NDArray[np.complex128]:
    """Return all n roots of L^2(u) with Im u >= 0, by decreasing Im u, shape (n,).

    (u - i Delta_i) F(u) = beta is a rank-one secular equation: its roots are the eigenvalues of
    diag(eps) - lambda_f (1)(c (eps - i Delta_i))^T, c = w/(2 E_i). The roots of the other factor
    are their complex conjugates. Dense linear algebra: n up to 3000. Raises as `inverse_coupling`,
    and ArgumentError for more levels.
    """
    if len(_whole(levels)) > DENSE_LIMIT:
        raise ArgumentError("levels", f"have at most {DENSE_LIMIT} entries", len(levels))
    eps, w, d, _, unit = _scaled(levels, gap_initial, gap_final)
    c = w / (2.0 * np.hypot(eps, d))
    strength = 1.0 / inverse_coupling(levels, gap_final)
    matrix = np.diag(eps).astype(np.complex128) - strength * c * (eps - 1j * d)
    u = np.asarray(np.linalg.eigvals(matrix), np.complex128)
    u = np.where(u.imag < 0.0, u.conj(), u)
    u = u[np.argsort(-u.imag, kind="stable")]
    return np.asarray(np.ldexp(u.real, unit) + 1j * np.ldexp(u.imag, unit))


def lax_norm(
    u: ArrayLike, levels: Levels, spins: ArrayLike, inverse_lambda: float
) -> NDArray[np.complex128]:
    """Return L^2(u) of a configuration.

    u : complex, any shape, off the levels;  spins : (3, n);  inverse_lambda : 1/lambda_f

    Raises ArgumentError for numbers that are not finite, another shape, half a set of levels and u
    on a level; ComputationError where the sums are beyond double precision.
    """
    _whole(levels)
    S = real_array("spins", spins, ndim=2)
    if S.shape != (3, len(levels)):
        raise ArgumentError("spins", f"have shape (3, {len(levels)})", f"of shape {S.shape}")
    strength, points = finite("inverse_lambda", inverse_lambda), _complex("u", u)
    distance = points[..., None] - levels.energies
    if (distance == 0.0).any():
        raise ArgumentError("u", "lie off the levels", "on one of them")
    with np.errstate(over="ignore", invalid="ignore"):
        kernel = 0.5 * levels.weights / distance
        x, y, z = (np.sum(kernel * component, axis=-1) for component in S)
        found = np.asarray(x**2 + y**2 + (z - strength) ** 2)
    if not np.isfinite(found).all():
        raise ComputationError("The norm of the Lax vector is beyond double precision")
    return found


def _complex(name: str, value: ArrayLike) -> NDArray[np.complex128]:
    """Return finite complex numbers, or raise `ArgumentError`."""
    try:
        given = np.asarray(value)
    except (ValueError, TypeError):
        raise ArgumentError(name, "be an array of numbers", f"a {type(value).__name__}") from None
    if given.dtype.kind != "c":
        return real_array(name, value, ndim=None).astype(np.complex128)
    if np.ma.is_masked(value) or not np.isfinite(given).all():
        raise ArgumentError(name, "be finite", "not")
    return given.astype(np.complex128)


def _one_each(name: str, value: ArrayLike, levels: Levels) -> Vector:
    found = real_array(name, value)
    if found.size != len(levels):
        raise ArgumentError(name, f"have one value a level, {len(levels)}", found.size)
    return found


def _scaled(
    levels: Levels | HalfLevels, gap_initial: float, gap_final: float
) -> tuple[Vector, Vector, float, float, int]:
    """Return energies, weights and both gaps in units of 2^unit, their largest, and `unit`."""
    d, f = positive("gap_initial", gap_initial), positive("gap_final", gap_final)
    unit = math.frexp(max(float(np.abs(levels.energies).max()), d, f))[1]
    eps, w = np.ldexp(levels.energies, -unit), np.ldexp(levels.weights, -unit)
    small = [name for name, gap in (("gap_initial", d), ("gap_final", f)) if gap < 2.0**unit * TINY]
    if small:
        raise ArgumentError(small[0], f"be >= {TINY:g} times the largest energy", min(d, f))
    return eps, w, math.ldexp(d, -unit), math.ldexp(f, -unit), unit


def _held(value: float, what: str) -> float:
    if not math.isfinite(value):
        raise ComputationError(f"The {what} of the levels is beyond double precision")
    return value


def _set(levels: Levels | HalfLevels) -> Levels | HalfLevels:
    if not isinstance(levels, Levels | HalfLevels):
        raise ArgumentError("levels", "be an instance of Levels", repr(levels))
    return levels


def _whole(levels: Levels) -> Levels:
    """Return `levels`; ArgumentError for the half of a set, over which odd functions do not sum."""
    if not isinstance(levels, Levels):
        raise ArgumentError("levels", "be all levels, of either sign", repr(levels))
    return levels
