"""Formulas as functions of arrays, which are broadcast.

Written by `make generate` from the formulas of `higgs_sym`: do not edit.

Arguments are not checked; callers pass values that are in the domain of the formula already.
"""

from numpy import cos, sin, sqrt

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
