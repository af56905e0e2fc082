"""Formulas as functions of arrays, which are broadcast.

Written by `make generate` from the formulas of `higgs_sym`: do not edit.

Arguments are not checked; callers pass values that are in the domain of the formula already.
"""

from numpy import cos, pi, sin, sqrt

from higgs_num.core.arrays import Vector


def conventions_z(rate_s: Vector, rate_u: Vector, Delta: Vector) -> Vector:
    """Net shift of the renormalised amplitude, 1/(2 tau_m Delta).

    Formula `conventions.z`; source: derived here.

    rate_s: rate of scattering with spin flip [energy]
    rate_u: rate of nonmagnetic scattering [energy]
    Delta: gap (order parameter) [energy]
    """
    value: Vector = (1 / 2) * (rate_s - rate_u) / Delta
    return value


def sources_x(
    eps: Vector,
    Delta_s: Vector,
    rate_s: Vector,
    rate_u: Vector,
    W: Vector,
    cos_theta: Vector,
    sin_theta: Vector,
    t: Vector,
) -> Vector:
    """Right-hand side of the x equation of (9).

    Formula `sources.x`; source: paper (9).

    eps: energy of a level from the Fermi level [energy]
    Delta_s: clean steady-state gap [energy]
    rate_s: rate of scattering with spin flip [energy]
    rate_u: rate of nonmagnetic scattering [energy]
    W: the function W of the paper's Eq. (9) [1]
    cos_theta: distribution of clean pseudospins [1]
    sin_theta: its sine; its sign is the closure [1]
    t: time [time]
    """
    E: Vector = sqrt(Delta_s**2 + eps**2)
    Ly: Vector = -sin_theta * sin(2 * E * t)
    value: Vector = -Ly * eps * (rate_s + rate_u) / Delta_s
    return value


def sources_y(
    eps: Vector,
    Delta_s: Vector,
    rate_s: Vector,
    rate_u: Vector,
    W: Vector,
    cos_theta: Vector,
    sin_theta: Vector,
    t: Vector,
) -> Vector:
    """Right-hand side of the y equation of (9).

    Formula `sources.y`; source: paper (9).

    eps: energy of a level from the Fermi level [energy]
    Delta_s: clean steady-state gap [energy]
    rate_s: rate of scattering with spin flip [energy]
    rate_u: rate of nonmagnetic scattering [energy]
    W: the function W of the paper's Eq. (9) [1]
    cos_theta: distribution of clean pseudospins [1]
    sin_theta: its sine; its sign is the closure [1]
    t: time [time]
    """
    E: Vector = sqrt(Delta_s**2 + eps**2)
    Lx: Vector = (Delta_s * cos_theta + eps * sin_theta * cos(2 * E * t)) / E
    Lz: Vector = (Delta_s * sin_theta * cos(2 * E * t) - cos_theta * eps) / E
    value: Vector = (
        2 * Lz * rate_s
        - eps * (W - cos_theta) * (rate_s - rate_u) / E
        + Lx * eps * (rate_s + rate_u) / Delta_s
    )
    return value


def sources_z(
    eps: Vector,
    Delta_s: Vector,
    rate_s: Vector,
    rate_u: Vector,
    W: Vector,
    cos_theta: Vector,
    sin_theta: Vector,
    t: Vector,
) -> Vector:
    """Right-hand side of the z equation of (9).

    Formula `sources.z`; source: paper (9).

    eps: energy of a level from the Fermi level [energy]
    Delta_s: clean steady-state gap [energy]
    rate_s: rate of scattering with spin flip [energy]
    rate_u: rate of nonmagnetic scattering [energy]
    W: the function W of the paper's Eq. (9) [1]
    cos_theta: distribution of clean pseudospins [1]
    sin_theta: its sine; its sign is the closure [1]
    t: time [time]
    """
    E: Vector = sqrt(Delta_s**2 + eps**2)
    Ly: Vector = -sin_theta * sin(2 * E * t)
    value: Vector = -2 * Ly * rate_s
    return value


def sources_Px_constant(
    eps: Vector, Delta_s: Vector, rate_s: Vector, rate_u: Vector, W: Vector
) -> Vector:
    """Constant of P_x.

    Formula `sources.Px_constant`; source: derived here.

    eps: energy of a level from the Fermi level [energy]
    Delta_s: clean steady-state gap [energy]
    rate_s: rate of scattering with spin flip [energy]
    rate_u: rate of nonmagnetic scattering [energy]
    W: the function W of the paper's Eq. (9) [1]
    """
    E: Vector = sqrt(Delta_s**2 + eps**2)
    value: Vector = (1 / 2) * W * (-rate_s + rate_u) / E
    return value


def sources_Px_cosine(eps: Vector, Delta_s: Vector, rate_s: Vector, rate_u: Vector) -> Vector:
    """Coefficient of C in P_x.

    Formula `sources.Px_cosine`; source: derived here.

    eps: energy of a level from the Fermi level [energy]
    Delta_s: clean steady-state gap [energy]
    rate_s: rate of scattering with spin flip [energy]
    rate_u: rate of nonmagnetic scattering [energy]
    """
    E: Vector = sqrt(Delta_s**2 + eps**2)
    value: Vector = (
        -1
        / 2
        * eps
        * (2 * Delta_s * rate_s + (Delta_s**2 + 2 * eps**2) * (rate_s + rate_u) / Delta_s)
        / (Delta_s**2 * E)
    )
    return value


def sources_Py_sine(eps: Vector, Delta_s: Vector, rate_s: Vector, rate_u: Vector) -> Vector:
    """Coefficient of G in P_y.

    Formula `sources.Py_sine`; source: derived here.

    eps: energy of a level from the Fermi level [energy]
    Delta_s: clean steady-state gap [energy]
    rate_s: rate of scattering with spin flip [energy]
    rate_u: rate of nonmagnetic scattering [energy]
    """
    value: Vector = rate_s / Delta_s + eps**2 * (rate_s + rate_u) / Delta_s**3
    return value


def sources_Pz_cosine(eps: Vector, Delta_s: Vector, rate_s: Vector, rate_u: Vector) -> Vector:
    """Coefficient of C in P_z.

    Formula `sources.Pz_cosine`; source: derived here.

    eps: energy of a level from the Fermi level [energy]
    Delta_s: clean steady-state gap [energy]
    rate_s: rate of scattering with spin flip [energy]
    rate_u: rate of nonmagnetic scattering [energy]
    """
    E: Vector = sqrt(Delta_s**2 + eps**2)
    value: Vector = -rate_s / E
    return value


def closure_mode_omega(Delta: Vector, z: Vector) -> Vector:
    """Amplitude mode of (9) at infinite cutoff; a pole for z > 0.

    Formula `closure_mode.omega`; source: derived here.

    Delta: gap (order parameter) [energy]
    z: zeta_s - zeta_u = 1/(2 tau_m Delta) [1]
    """
    value: Vector = 2 * Delta * sqrt((1 - z) * (z + 1))
    return value


def kinetic_hop(W_b: Vector, rate_u: Vector) -> Vector:
    """Weight of the opposite component, semicircular band and potential scattering.

    Formula `kinetic.hop`; source: derived here.

    W_b: half-width of a band of levels [energy]
    rate_u: rate of nonmagnetic scattering [energy]
    """
    value: Vector = (1 / 4) * W_b**2 + (1 / 4) * W_b * rate_u
    return value


def kinetic_flip(W_b: Vector, rate_s: Vector) -> Vector:
    """Weight of the same component by spin-flip scattering, semicircular band.

    Formula `kinetic.flip`; source: derived here.

    W_b: half-width of a band of levels [energy]
    rate_s: rate of scattering with spin flip [energy]
    """
    value: Vector = (1 / 4) * W_b * rate_s
    return value


def kinetic_flat_hop(W_b: Vector, n: Vector) -> Vector:
    """Weight of link n of the chain that is a flat band, n = 1, 2, ....

    Formula `kinetic.flat_hop`; source: derived here.

    W_b: half-width of a band of levels [energy]
    n: number of a link of the chain that stands for a band [1]
    """
    value: Vector = W_b**2 * n**2 / (4 * n**2 - 1)
    return value


def kinetic_flat_flip(W_b: Vector, rate_s: Vector) -> Vector:
    """Weight of the same component by spin-flip scattering, flat band.

    Formula `kinetic.flat_flip`; source: derived here.

    W_b: half-width of a band of levels [energy]
    rate_s: rate of scattering with spin flip [energy]
    """
    value: Vector = W_b * rate_s / pi
    return value


def kinetic_flat_potential(W_b: Vector, rate_u: Vector) -> Vector:
    """Weight of the opposite component by potential scattering, flat band.

    Formula `kinetic.flat_potential`; source: derived here.

    W_b: half-width of a band of levels [energy]
    rate_u: rate of nonmagnetic scattering [energy]
    """
    value: Vector = W_b * rate_u / pi
    return value


def kinetic_weight_semicircle(W_b: Vector) -> Vector:
    """Levels of a semicircular band over the density at the Fermi level.

    Formula `kinetic.weight_semicircle`; source: derived here.

    W_b: half-width of a band of levels [energy]
    """
    value: Vector = (1 / 2) * pi * W_b
    return value


def kinetic_weight_flat(W_b: Vector) -> Vector:
    """Levels of a flat band over the density at the Fermi level.

    Formula `kinetic.weight_flat`; source: derived here.

    W_b: half-width of a band of levels [energy]
    """
    value: Vector = 2 * W_b
    return value


def kinetic_eta(k_b: Vector, rate_s: Vector, W_b: Vector) -> Vector:
    """Small parameter of a wide band.

    Formula `kinetic.eta`; source: derived here.

    k_b: first correction of a wide band, times its half-width [1]
    rate_s: rate of scattering with spin flip [energy]
    W_b: half-width of a band of levels [energy]
    """
    value: Vector = (1 / 2) * k_b * rate_s / W_b
    return value


def kinetic_gap_effective(Delta: Vector, eta: Vector) -> Vector:
    """Gap of the infinite band that a wide band stands for, to order 1/W.

    Formula `kinetic.gap_effective`; source: derived here.

    Delta: gap (order parameter) [energy]
    eta: k rate_s/(2 W), small for a wide band [1]
    """
    value: Vector = Delta * (eta + 1) / (1 - eta)
    return value
