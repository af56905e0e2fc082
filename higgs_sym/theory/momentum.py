"""The amplitude at a wave vector q, dirty limit, T = 0, in units of the gap.

Diffusion adds D_n q^2 = Q Delta to the denominator of the kernel; labels 1 and 2 mean the two
Matsubara frequencies.
"""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import D_0, R_1, R_2, C, Q, alpha, u_1, u_2

_third = sp.Rational(1, 3)
_where = (
    (R_1, sp.sqrt(1 + u_1**2)),
    (R_2, sp.sqrt(1 + u_2**2)),
    (C, (u_1 * u_2 - 1) / (R_1 * R_2)),
)
_kernel = (1 + C) / (R_1 + R_2 + Q - alpha + alpha * C)
_side = 1 - alpha ** (2 * _third)
_below = 2 * alpha**_third * _side + Q
_spread = alpha ** (2 * _third) * sp.sqrt(_side)
_NOSOV = "Nosov et al., arXiv:2409.11647, have the power of the time"

FORMULAS = (
    Formula(
        id="momentum.kernel",
        title="Change of the anomalous function per change of the gap at a wave vector, Delta = 1",
        lhs=r"\delta f/\delta\Delta",
        expression=_kernel,
        where=_where,
        arguments=(u_1, u_2, Q, alpha),
        domain=(sp.Lt(alpha, 1),),
        source="derived here",
        kind="derived",
        derived_from=("response.kernel",),
    ),
    Formula(
        id="momentum.integrand",
        title="Integrand of D at a wave vector over one of two Matsubara frequencies, Delta = 1",
        lhs=r"\partial D/\partial\omega_1",
        expression=(1 / R_1 + 1 / R_2) / 2 - _kernel,
        where=_where,
        arguments=(u_1, u_2, Q, alpha),
        domain=(sp.Lt(alpha, 1),),
        source="derived here",
        kind="derived",
        derived_from=("momentum.kernel",),
    ),
    Formula(
        id="momentum.static_clean",
        title="Static inverse response at a wave vector, no pair breaking, Q <= 2",
        lhs="D(0, q)",
        expression=2 * (sp.pi - sp.sqrt(4 - Q**2) * sp.acos(Q / 2)) / Q,
        arguments=(Q,),
        domain=(sp.Gt(Q, 0), sp.Le(Q, 2)),
        source="derived here",
        kind="derived",
        derived_from=("momentum.integrand",),
    ),
    Formula(
        id="momentum.static_clean_large",
        title="Static inverse response at a wave vector, no pair breaking, Q >= 2",
        lhs="D(0, q)",
        expression=2 * (sp.pi + sp.sqrt(Q**2 - 4) * sp.acosh(Q / 2)) / Q,
        arguments=(Q,),
        domain=(sp.Ge(Q, 2),),
        source="derived here",
        kind="derived",
        derived_from=("momentum.integrand",),
    ),
    Formula(
        id="momentum.threshold_clean",
        title="-Im D over omega - 2 Delta just above 2 Delta at a wave vector, no pair breaking",
        lhs="d_1",
        expression=sp.pi / Q,
        arguments=(Q,),
        domain=(sp.Gt(Q, 0),),
        source="derived here",
        kind="derived",
        derived_from=("momentum.integrand",),
    ),
    Formula(
        id="momentum.tail_clean",
        title="Amplitude of the tail cos(2 Delta t)/t^2 after a step, times D(2 Delta, q)^2",
        lhs=r"A_q\,D(2\Delta, q)^2",
        expression=D_0 / Q,
        arguments=(D_0, Q),
        domain=(sp.Gt(Q, 0),),
        source="derived here",
        kind="derived",
        differs=_NOSOV,
        derived_from=("momentum.threshold_clean",),
    ),
    Formula(
        id="momentum.threshold_coefficient",
        title="-Im D over (omega - 2 Delta_th)^2 just above the threshold at a wave vector",
        lhs="d_2",
        expression=sp.pi / (6 * _spread * _below),
        arguments=(alpha, Q),
        domain=(sp.Gt(alpha, 0), sp.Lt(alpha, 1)),
        source="derived here",
        kind="derived",
        derived_from=("momentum.kernel", "threshold.gap_edge"),
    ),
    Formula(
        id="momentum.tail",
        title="Amplitude of the tail -sin(2 Delta_th t)/t^3 after a step, times D(2 Delta_th, q)^2",
        lhs=r"A_q\,D(2\Delta_{\mathrm{th}}, q)^2",
        expression=D_0 / (3 * _spread * _side ** (3 * sp.S.Half) * _below),
        arguments=(D_0, alpha, Q),
        domain=(sp.Gt(alpha, 0), sp.Lt(alpha, 1)),
        source="derived here",
        kind="derived",
        derived_from=("momentum.threshold_coefficient",),
    ),
)
