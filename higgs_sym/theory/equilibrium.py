"""Equilibrium pseudospins: the integrals (12) for both kinds of impurities, and closed forms.

With u = sinh v the integrands are rational in R = cosh v with poles at 0 and at c = z + i x and
its conjugate; partial fractions leave elementary integrals.  All need x > 0 (eps > 0); S^x and W
are even in eps, S^z is odd.
"""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import (
    I_1,
    I_2,
    I_3,
    K_1,
    K_2,
    K_3,
    A,
    J,
    R,
    alpha,
    c,
    phi,
    s,
    t_0,
    t_plus,
    u,
    x,
    z,
)

_pi, _i = sp.pi, sp.I
_arguments = (x, z, alpha)

# Integrands in u; the lower end is sqrt(alpha^2 - 1) in the gapless state.
_R = sp.sqrt(1 + u**2)
_start = sp.sqrt(sp.Max(1, alpha) ** 2 - 1)
_lorentz = (_R - z) ** 2 + x**2
_integrals = {
    "Sx": (2 / _pi, (_R - z) * (_R**3 - alpha) / (_R**4 * _lorentz)),
    "Sz": (-2 * x / _pi, (_R**3 - alpha) / (_R**3 * _lorentz)),
    "W": (2 * sp.sqrt(1 + x**2) / _pi, (_R**3 - alpha) / (_R**4 * _lorentz)),
}
# The same in phi = arctan u, where R = 1/C; the interval is finite.
_C = sp.cos(phi)
_start_angle = sp.acos(sp.Max(1, alpha) ** -1)
_lorentz_angle = (1 - z * _C) ** 2 + x**2 * _C**2
_angles = {
    "Sx": (2 / _pi, (1 - z * _C) * (1 - alpha * _C**3) / _lorentz_angle),
    "Sz": (-2 * x / _pi, (1 - alpha * _C**3) / _lorentz_angle),
    "W": (2 * sp.sqrt(1 + x**2) / _pi, _C * (1 - alpha * _C**3) / _lorentz_angle),
}
_closed = {
    "Sx": 2 / _pi * sp.re(A),
    "Sz": -2 / _pi * sp.im(c * A),
    "W": 2 * sp.sqrt(1 + x**2) / (_pi * x) * sp.im(A),
}
_ladder = (
    (K_1, (J - I_1) / c),
    (K_2, (K_1 - I_2) / c),
    (K_3, (K_2 - I_3) / c),
    (A, J - alpha * K_3),
)
_where_gapped = (
    (c, z + _i * x),
    (J, sp.acos(-c) / sp.sqrt(1 - c**2)),
    (I_1, _pi / 2),
    (I_2, sp.Integer(1)),
    (I_3, _pi / 4),
    *_ladder,
)
_where_gapless = (
    (c, z + _i * x),
    (s, sp.sqrt(1 - c**2)),
    (t_plus, c + _i * s),
    (t_0, alpha + sp.sqrt(alpha**2 - 1)),
    # The other root is 1/t_plus, and computing it so loses no digits.
    (J, sp.log((t_0 - 1 / t_plus) / (t_0 - t_plus)) / (_i * s)),
    (I_1, sp.asin(1 / alpha)),
    (I_2, 1 - sp.sqrt(alpha**2 - 1) / alpha),
    (I_3, (sp.asin(1 / alpha) - sp.sqrt(alpha**2 - 1) / alpha**2) / 2),
    *_ladder,
)
_lhs = {"Sx": "S^x", "Sz": "S^z", "W": r"\mathcal{W}"}
_title = {
    "Sx": "x component of the equilibrium pseudospin",
    "Sz": "z component of the equilibrium pseudospin",
    "W": "Function W of (9), twice the function w below (12)",
}


def _of(name: str) -> tuple[Formula, ...]:
    factor, integrand = _integrals[name]
    factor_C, integrand_C = _angles[name]
    return (
        Formula(
            id=f"equilibrium.{name}.integral",
            title=f"{_title[name]}: defining integral",
            lhs=_lhs[name],
            expression=factor * sp.Integral(integrand, (u, _start, sp.oo)),
            arguments=_arguments,
            source="paper (12)" if name != "W" else "derived here from paper (9)",
            kind="definition",
            differs="both kinds of impurities (z for zeta_s); the lower end of the gapless state",
        ),
        Formula(
            id=f"equilibrium.{name}.angle",
            title=f"{_title[name]}: integral over a finite interval",
            lhs=_lhs[name],
            expression=factor_C * sp.Integral(integrand_C, (phi, _start_angle, _pi / 2)),
            arguments=_arguments,
            source="derived here",
            kind="derived",
            derived_from=(f"equilibrium.{name}.integral",),
        ),
        Formula(
            id=f"equilibrium.{name}.closed",
            title=f"{_title[name]}: elementary closed form",
            lhs=_lhs[name],
            expression=_closed[name],
            where=_where_gapped,
            arguments=_arguments,
            domain=(sp.Gt(x, 0), sp.Le(alpha, 1)),
            source="derived here",
            kind="derived",
            derived_from=(f"equilibrium.{name}.integral",),
        ),
        Formula(
            id=f"equilibrium.{name}.closed_gapless",
            title=f"{_title[name]}: elementary closed form, gapless state",
            lhs=_lhs[name],
            expression=_closed[name],
            where=_where_gapless,
            arguments=_arguments,
            domain=(sp.Gt(x, 0), sp.Ge(alpha, 1)),
            source="derived here",
            kind="derived",
            derived_from=(f"equilibrium.{name}.integral",),
        ),
    )


def _basic(
    name: str, title: str, lhs: str, expression: sp.Expr, arguments: tuple[sp.Symbol, ...]
) -> Formula:
    return Formula(
        id=f"equilibrium.{name}",
        title=title,
        lhs=lhs,
        expression=expression,
        where=((R, sp.sqrt(1 + u**2)),),
        arguments=arguments,
        source="Abrikosov and Gor'kov, Sov. Phys. JETP 12, 1243 (1961)",
        kind="derived",
    )


def _limit(name: str, title: str, expression: sp.Expr, arguments: tuple[sp.Symbol, ...]) -> Formula:
    return Formula(
        id=f"equilibrium.{name}",
        title=title,
        lhs=_lhs[name.partition(".")[0]],
        expression=expression,
        arguments=arguments,
        domain=(sp.Gt(x, 0),),
        source="derived here",
        kind="derived",
        derived_from=(f"equilibrium.{name.partition('.')[0]}.closed",),
    )


FORMULAS = (
    _basic(
        "frequency",
        "Matsubara frequency over the gap, as a function of u",
        r"\omega/\Delta",
        u * (1 - alpha / R),
        (u, alpha),
    ),
    _basic(
        "measure",
        "Derivative of the frequency, over the gap",
        r"\Delta^{-1} d\omega/du",
        (R**3 - alpha) / R**3,
        (u, alpha),
    ),
    _basic(
        "amplitude",
        "Renormalised sqrt(omega^2 + Delta^2), over the gap",
        r"\kappa/\Delta",
        R - z,
        (u, z),
    ),
    _basic(
        "renormalised_gap",
        "Renormalised gap over the gap",
        r"\tilde\Delta/\Delta",
        (R - z) / R,
        (u, z),
    ),
    *(one for name in ("Sx", "Sz", "W") for one in _of(name)),
    _limit("Sx.clean", "x component without impurities", 1 / sp.sqrt(1 + x**2), (x,)),
    _limit("Sz.clean", "z component without impurities", -x / sp.sqrt(1 + x**2), (x,)),
    _limit("W.clean", "Function W at vanishing rates", 2 * sp.asinh(x) / (_pi * x), (x,)),
    _limit(
        "W.tail",
        "Function W far from the Fermi level, leading order, alpha <= 1",
        2 / _pi * (sp.log(2 * x) - _pi * alpha / 4) / x,
        (x, alpha),
    ),
)
