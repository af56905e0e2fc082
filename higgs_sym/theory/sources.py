"""Sources of (9): what is added to the clean equations, and a solution that absorbs it.

Written out with (11), the distribution cos(theta) cancels, and with C = sin(theta) cos(2 E t),
G = sin(theta) sin(2 E t) the sources are p G, q C - eps W/(tau_m E) and 2 G/tau_s.
"""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import (
    Delta_s,
    E,
    Lx,
    Ly,
    Lz,
    W,
    cos_theta,
    eps,
    rate_s,
    rate_u,
    sin_theta,
    t,
)
from higgs_sym.theory import clean_motion

_rate, _rate_m = rate_s + rate_u, rate_s - rate_u
_energy = ((E, sp.sqrt(eps**2 + Delta_s**2)),)
_L = dict(zip((Lx, Ly, Lz), (one.expression for one in clean_motion.FORMULAS), strict=True))
_arguments = (eps, Delta_s, rate_s, rate_u, W, cos_theta, sin_theta, t)
_rates = (eps, Delta_s, rate_s, rate_u)
_nine = {
    "x": (-eps / Delta_s * _rate * Ly, (Ly,)),
    "y": (
        -eps / E * _rate_m * (W - cos_theta) + 2 * rate_s * Lz + eps / Delta_s * _rate * Lx,
        (Lx, Lz),
    ),
    "z": (-2 * rate_s * Ly, (Ly,)),
}


def _particular(
    name: str, title: str, lhs: str, expression: sp.Expr, arguments: tuple[sp.Symbol, ...]
) -> Formula:
    return Formula(
        id=f"sources.{name}",
        title=title,
        lhs=lhs,
        expression=expression,
        where=_energy if E in expression.free_symbols else (),
        arguments=arguments,
        source="derived here",
        kind="derived",
        derived_from=("sources.x", "sources.y", "sources.z"),
    )


FORMULAS = (
    *(
        Formula(
            id=f"sources.{axis}",
            title=f"Right-hand side of the {axis} equation of (9)",
            lhs=rf"\mathrm{{source}}_{axis}",
            expression=expression,
            where=(*_energy, *((part, _L[part]) for part in parts)),
            arguments=_arguments,
            source="paper (9)",
            kind="definition",
        )
        for axis, (expression, parts) in _nine.items()
    ),
    _particular(
        "p",
        "Amplitude of G in the x source",
        "p",
        eps * _rate / Delta_s,
        _rates,
    ),
    _particular(
        "q",
        "Amplitude of C in the y source",
        "q",
        2 * Delta_s * rate_s / E + eps**2 * _rate / (Delta_s * E),
        _rates,
    ),
    _particular(
        "Px_constant",
        "Constant of P_x",
        r"P_x^{(0)}",
        -_rate_m * W / (2 * E),
        (*_rates, W),
    ),
    # All terms of each coefficient have one sign: nothing cancels at any eps.
    _particular(
        "Px_cosine",
        "Coefficient of C in P_x",
        r"P_x^{(C)}",
        -eps
        / (2 * Delta_s**2 * E)
        * (_rate * (2 * eps**2 + Delta_s**2) / Delta_s + 2 * rate_s * Delta_s),
        _rates,
    ),
    _particular(
        "Py_sine",
        "Coefficient of G in P_y",
        r"P_y^{(G)}",
        _rate * eps**2 / Delta_s**3 + rate_s / Delta_s,
        _rates,
    ),
    _particular(
        "Pz_cosine",
        "Coefficient of C in P_z",
        r"P_z^{(C)}",
        -rate_s / E,
        _rates,
    ),
    _particular(
        "drift",
        "Mean of the source along the turning spin's tangent, over sin(theta)",
        "d",
        -(_rate * eps**2 / Delta_s + 2 * rate_s * Delta_s) / E,
        _rates,
    ),
)
