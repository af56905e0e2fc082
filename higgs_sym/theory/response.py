"""Exact linear response of the Abrikosov-Gor'kov theory at T = 0, in units of the gap.

The kernel over a Matsubara frequency pair omega_1, omega_2 = omega_1 - Omega; labels 1 and 2 mean
these.  C and the denominator contain no nonmagnetic rate.
"""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import R_1, R_2, C, Delta, K, alpha, rate_s, u_1, u_2

_third = sp.Rational(1, 3)
_where = (
    (R_1, sp.sqrt(1 + u_1**2)),
    (R_2, sp.sqrt(1 + u_2**2)),
    (C, (u_1 * u_2 - 1) / (R_1 * R_2)),
)
_edge = (1 - alpha ** (2 * _third)) ** sp.Rational(3, 2)

FORMULAS = (
    Formula(
        id="response.kernel",
        title="Change of the anomalous function per change of the gap",
        lhs=r"\delta f/\delta\Delta",
        expression=(1 + C) / (K + C * rate_s),
        where=(*_where, (K, Delta * (R_1 + R_2) - rate_s)),
        arguments=(u_1, u_2, Delta, rate_s),
        domain=(sp.Lt(rate_s, Delta),),
        source="derived here",
        kind="derived",
        derived_from=("equilibrium.frequency",),
    ),
    Formula(
        id="response.static",
        title="Static inverse response D(0)",
        lhs="D(0)",
        expression=2 - sp.pi * alpha / 2,
        arguments=(alpha,),
        domain=(sp.Le(alpha, 1),),
        source="derived here",
        kind="derived",
        derived_from=("response.kernel",),
    ),
    Formula(
        id="response.threshold_coefficient",
        title="-Im D over (omega - 2 Delta_th)^2 just above the threshold, Delta = 1",
        lhs="d_2",
        expression=sp.pi / (12 * alpha * _edge),
        arguments=(alpha,),
        domain=(sp.Gt(alpha, 0), sp.Lt(alpha, 1)),
        source="derived here",
        kind="derived",
        derived_from=("response.kernel", "threshold.gap_edge"),
    ),
    Formula(
        id="response.tail_over_edge",
        title="Amplitude of the tail -sin(2 Delta_th t)/t^3 after a step, times D(2 Delta_th)^2",
        lhs=r"A\,D(2\Delta_{\mathrm{th}})^2",
        expression=(2 - sp.pi * alpha / 2) / (6 * alpha * _edge**2),
        arguments=(alpha,),
        domain=(sp.Gt(alpha, 0), sp.Lt(alpha, 1)),
        source="derived here",
        kind="derived",
        differs="t^-3, where Dzero and Kamenev, arXiv:2503.15643, state t^-2",
        derived_from=("response.static", "response.threshold_coefficient"),
    ),
)
