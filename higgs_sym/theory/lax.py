"""Exact solution of the clean quench: steady-state gap and distribution from the Lax vector.

The constant of motion is L^2(u) = Delta_i^2 F^2 + (u F - beta)^2 with
F(u) = int_{-cutoff}^{cutoff} d eps/(2 sqrt(eps^2 + Delta_i^2) (u - eps)); its zero u = i y on the
imaginary axis, with y -> Delta_i for a vanishing quench, is y = Delta_s.
"""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import Delta_f, Delta_i, E, a, beta, cutoff, eps, root, s_D, y

_YUZBASHYAN = "Yuzbashyan, Dzero, Gurarie and Foster, Phys. Rev. A 91, 033628 (2015)"
_edge = (s_D, cutoff / sp.sqrt(cutoff**2 + Delta_i**2))
_energy = (E, sp.sqrt(eps**2 + Delta_i**2))
# y (y - Delta_i) G(y), G = int_0^cutoff d eps/(sqrt(eps^2 + Delta_i^2) (eps^2 + y^2)).
_below = -sp.sqrt((Delta_i - y) / (Delta_i + y)) * sp.atan(
    s_D * sp.sqrt((Delta_i - y) * (Delta_i + y)) / y
)
_above = sp.sqrt((y - Delta_i) / (y + Delta_i)) * sp.atanh(
    s_D * sp.sqrt((y - Delta_i) * (y + Delta_i)) / y
)
_both = sp.Piecewise((_below, sp.Lt(y, Delta_i)), (_above, True))
_ratio = y / Delta_i
_both_infinite = sp.Piecewise(
    (-sp.sqrt((Delta_i - y) / (Delta_i + y)) * sp.acos(_ratio), sp.Lt(y, Delta_i)),
    (sp.sqrt((y - Delta_i) / (y + Delta_i)) * sp.acosh(_ratio), True),
)


def _distribution(a_value: sp.Expr) -> tuple[sp.Expr, tuple[tuple[sp.Symbol, sp.Expr], ...]]:
    # Re sqrt(-L^2) equals |Im sqrt(L^2)| and stays off the cut at eps = 0.
    bracket = 1 + 2 * sp.I / sp.pi * (a - beta * eps / E)
    minus_l2 = bracket**2 - (2 * beta * Delta_i / (sp.pi * E)) ** 2
    return sp.re(root), (_energy, (a, a_value), (root, sp.sqrt(minus_l2)))


_cos, _cos_where = _distribution(sp.atanh(eps * sp.sqrt(cutoff**2 + Delta_i**2) / (cutoff * E)))
_cos_infinite, _cos_infinite_where = _distribution(sp.asinh(eps / Delta_i))

FORMULAS = (
    Formula(
        id="lax.beta",
        title="Strength of the quench",
        lhs=r"\beta",
        expression=sp.asinh(cutoff / Delta_i) - sp.asinh(cutoff / Delta_f),
        arguments=(Delta_i, Delta_f, cutoff),
        source="paper (10) in the two ground states",
        kind="definition",
    ),
    Formula(
        id="lax.beta_infinite",
        title="Strength of the quench, infinite cutoff",
        lhs=r"\beta",
        expression=sp.log(Delta_f / Delta_i),
        arguments=(Delta_i, Delta_f),
        source=_YUZBASHYAN,
        kind="derived",
        derived_from=("lax.beta",),
    ),
    Formula(
        id="lax.gap_steady_condition",
        title="Condition of the steady-state gap; zero at y = Delta_s",
        lhs="0",
        expression=_both - beta,
        where=(_edge,),
        arguments=(y, Delta_i, beta, cutoff),
        source=_YUZBASHYAN,
        kind="derived",
        differs="finite cutoff",
        derived_from=("lax.beta",),
    ),
    Formula(
        id="lax.gap_steady_condition_infinite",
        title="Condition of the steady-state gap, infinite cutoff; zero at y = Delta_s",
        lhs="0",
        expression=_both_infinite - beta,
        arguments=(y, Delta_i, beta),
        source=_YUZBASHYAN,
        kind="derived",
        derived_from=("lax.gap_steady_condition",),
    ),
    Formula(
        id="lax.cos_theta",
        title="Distribution of the clean pseudospins",
        lhs=r"\cos\theta",
        expression=_cos,
        where=_cos_where,
        arguments=(eps, Delta_i, beta, cutoff),
        domain=(sp.Lt(sp.Abs(eps), cutoff),),
        source=_YUZBASHYAN,
        kind="derived",
        differs="finite cutoff, unit density of states",
        derived_from=("lax.beta",),
    ),
    Formula(
        id="lax.cos_theta_infinite",
        title="Distribution of the clean pseudospins, infinite cutoff",
        lhs=r"\cos\theta",
        expression=_cos_infinite,
        where=_cos_infinite_where,
        arguments=(eps, Delta_i, beta),
        source=_YUZBASHYAN,
        kind="derived",
        derived_from=("lax.cos_theta",),
    ),
    Formula(
        id="lax.ratio_boundary",
        title="Delta_f/Delta_i between phases II and III; its inverse is between I and II",
        lhs=r"\Delta_f/\Delta_i",
        expression=sp.exp(sp.pi / 2),
        arguments=(),
        source=_YUZBASHYAN,
        kind="derived",
        differs="infinite cutoff",
        derived_from=("lax.gap_steady_condition_infinite",),
    ),
    Formula(
        id="lax.gap_steady_small",
        title="Steady-state gap after a small quench, infinite cutoff, to second order in beta",
        lhs=r"\Delta_s",
        expression=Delta_f * (1 - beta**2 / 6),
        arguments=(Delta_f, beta),
        source=_YUZBASHYAN,
        kind="derived",
        derived_from=("lax.gap_steady_condition_infinite",),
    ),
    Formula(
        id="lax.sin_theta_small",
        title="Modulus of sin(theta) after a small quench, infinite cutoff, to first order in beta",
        lhs=r"|\sin\theta|",
        expression=2
        * sp.Abs(beta)
        * Delta_i
        / (sp.pi * E * sp.sqrt(1 + (2 * sp.asinh(eps / Delta_i) / sp.pi) ** 2)),
        where=(_energy,),
        arguments=(eps, Delta_i, beta),
        source="derived here",
        kind="derived",
        derived_from=("lax.cos_theta_infinite",),
    ),
)
