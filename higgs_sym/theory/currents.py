"""A dirty superconductor that carries a current, at T = 0: statics, and response to a field.

The rate is the total pair breaking, by whatever it is: spin flips, a current, a field along a
film. Labels 1 and 2 mean the Matsubara frequencies omega - Omega/2 and omega + Omega/2.
"""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import (
    D_A,
    R_1,
    R_2,
    B,
    C,
    D_n,
    Delta,
    K,
    M_q,
    N_c,
    S,
    W_q,
    alpha,
    p_s,
    rate_q,
    rate_s,
    s,
    u_1,
    u_2,
)

_pi = sp.pi
_third = sp.Rational(1, 3)
_slope = 4 / (3 * _pi)
_sum = 3 * _pi + 16 / _pi
_dp = 8 / (_sum + sp.sqrt(_sum**2 - 64))
_where_dp = ((alpha, _dp),)
_energy = sp.exp(-_pi * alpha / 2) * (1 - _pi * alpha / 2 + 2 * _third * alpha**2)
_curvature = (_pi / 4 + _slope) * alpha * sp.exp(-3 * _pi * alpha / 4) * (1 - _slope * alpha) ** 2
_roots = ((R_1, sp.sqrt(1 + u_1**2)), (R_2, sp.sqrt(1 + u_2**2)))
_where_cosine = (*_roots, (C, (u_1 * u_2 - 1) / (R_1 * R_2)))
_where_sine = (
    *_where_cosine,
    (S, (u_1 + u_2) / (R_1 * R_2)),
    (K, Delta * (R_1 + R_2) - rate_s),
)
_ONSET = "Kupriyanov and Lukichev, Sov. J. Low Temp. Phys. 6, 210 (1980)"
_INDUCTANCE = "Clem and Kogan, Phys. Rev. B 86, 174521 (2012); numbers: Kubo, arXiv:2502.05914"

FORMULAS = (
    Formula(
        id="currents.density",
        title="Superfluid density, as the gap that has it without pair breaking, alpha <= 1",
        lhs="n_s",
        expression=Delta * (1 - _slope * alpha),
        arguments=(Delta, alpha),
        domain=(sp.Le(alpha, 1),),
        source="Clem and Kogan, Phys. Rev. B 86, 174521 (2012)",
        kind="derived",
        derived_from=("equilibrium.measure",),
    ),
    Formula(
        id="currents.density_gapless",
        title="Superfluid density, gapless state",
        lhs="n_s",
        # 2/3 - s + s^3/3, the rest of the integral of 1/R^5, written without cancellation.
        expression=2 * Delta / _pi * (sp.asin(1 / alpha) - (2 + s) / (3 * alpha**3 * (1 + s) ** 2)),
        where=((s, sp.sqrt(1 - 1 / alpha**2)),),
        arguments=(Delta, alpha),
        domain=(sp.Ge(alpha, 1),),
        source="derived here",
        kind="derived",
        derived_from=("equilibrium.measure",),
    ),
    Formula(
        id="currents.density_onset",
        title="Superfluid density where the gap closes, over the density without pair breaking",
        lhs=r"n_s/\Delta_{\mathrm{clean}}|_{\alpha = 1}",
        expression=sp.exp(-_pi / 4) * (1 - _slope),
        arguments=(),
        source="derived here",
        kind="derived",
        derived_from=("currents.density", "thermodynamics.ln_gap"),
    ),
    Formula(
        id="currents.rate_of_current",
        title="Pair breaking by a gradient of the phase of the gap",
        lhs=r"\Gamma_q",
        expression=D_n * p_s**2 / 2,
        arguments=(D_n, p_s),
        source="derived here",
        kind="derived",
    ),
    Formula(
        id="currents.current",
        title="Current over its unit: sqrt(rate) n_s over Delta_clean^(3/2), alpha <= 1",
        lhs="J/J_0",
        expression=sp.sqrt(alpha) * sp.exp(-3 * _pi * alpha / 8) * (1 - _slope * alpha),
        arguments=(alpha,),
        domain=(sp.Le(alpha, 1),),
        source=_ONSET,
        kind="derived",
        derived_from=("currents.density", "currents.rate_of_current", "thermodynamics.ln_gap"),
    ),
    Formula(
        id="currents.depairing_alpha",
        title="Abrikosov-Gor'kov parameter at the largest current",
        lhs=r"\alpha_{\mathrm{dp}}",
        expression=_dp,
        arguments=(),
        source=_ONSET,
        kind="derived",
        derived_from=("currents.current",),
    ),
    Formula(
        id="currents.depairing_gap",
        title="Gap at the largest current, over the gap without pair breaking",
        lhs=r"\Delta_{\mathrm{dp}}/\Delta_{\mathrm{clean}}",
        expression=sp.exp(-_pi * alpha / 4),
        where=_where_dp,
        arguments=(),
        source=_ONSET,
        kind="derived",
        derived_from=("currents.depairing_alpha", "thermodynamics.ln_gap"),
    ),
    Formula(
        id="currents.depairing_rate",
        title="Pair breaking at the largest current, over the gap without pair breaking",
        lhs=r"\Gamma_{\mathrm{dp}}/\Delta_{\mathrm{clean}}",
        expression=alpha * sp.exp(-_pi * alpha / 4),
        where=_where_dp,
        arguments=(),
        source=_ONSET,
        kind="derived",
        derived_from=("currents.depairing_gap",),
    ),
    Formula(
        id="currents.inductance_perpendicular",
        title="Kinetic inductance across a weak current: its rise over (J/J_dp)^2",
        lhs=r"C_\perp",
        expression=_curvature,
        where=_where_dp,
        arguments=(),
        source=_INDUCTANCE,
        kind="derived",
        derived_from=("currents.current", "currents.depairing_alpha"),
    ),
    Formula(
        id="currents.inductance_parallel",
        title="Kinetic inductance along a weak current, gap following: its rise over (J/J_dp)^2",
        lhs=r"C_\parallel",
        expression=3 * _curvature,
        where=_where_dp,
        arguments=(),
        source=_INDUCTANCE,
        kind="derived",
        derived_from=("currents.inductance_perpendicular",),
    ),
    Formula(
        id="currents.free_energy",
        title="Condensation energy over that without pair breaking, alpha <= 1",
        lhs="F/F_0",
        expression=_energy,
        arguments=(alpha,),
        domain=(sp.Le(alpha, 1),),
        source="derived here",
        kind="derived",
        derived_from=("currents.density", "thermodynamics.ln_gap"),
    ),
    Formula(
        id="currents.superheating",
        title="Superheating field over the thermodynamic field, dirty, large kappa",
        lhs="H_{sh}/H_c",
        expression=sp.sqrt(1 - _energy),
        where=_where_dp,
        arguments=(),
        source="Lin and Gurevich, Phys. Rev. B 85, 054513 (2012)",
        kind="derived",
        derived_from=("currents.free_energy", "currents.depairing_alpha"),
    ),
    Formula(
        id="currents.conduction_integrand",
        title="Integrand of Omega sigma(i Omega)/sigma_N over the Matsubara frequency",
        lhs=r"\partial(\Omega\sigma/\sigma_N)/\partial\omega",
        expression=(1 - C) / 2,
        where=_where_cosine,
        arguments=(u_1, u_2),
        source="Mattis and Bardeen, Phys. Rev. 111, 412 (1958), with pair breaking",
        kind="derived",
        derived_from=("equilibrium.frequency",),
    ),
    Formula(
        id="currents.drag_integrand",
        title="Integrand of the coupling of amplitude and field in a superconductor with current",
        lhs=r"\partial\mathcal{W}_q/\partial\omega",
        expression=S * (u_1 / R_1 + u_2 / R_2) / (K + C * rate_s),
        where=_where_sine,
        arguments=(u_1, u_2, Delta, rate_s),
        domain=(sp.Lt(rate_s, Delta),),
        source="derived here",
        kind="derived",
        derived_from=("response.kernel", "currents.rate_of_current"),
    ),
    Formula(
        id="currents.moving_integrand",
        title="Integrand of the change of conduction by quasiparticles in a current",
        lhs=r"\partial\mathcal{M}/\partial\omega",
        expression=S**2 * (1 + B) / (K + C * rate_s),
        where=(*_where_sine, (B, (u_1 * u_2 + 1) / (R_1 * R_2))),
        arguments=(u_1, u_2, Delta, rate_s),
        domain=(sp.Lt(rate_s, Delta),),
        source="derived here",
        kind="derived",
        derived_from=("response.kernel", "currents.rate_of_current"),
    ),
    Formula(
        id="currents.conduction_moving",
        title="Omega sigma(i Omega)/sigma_N along a current, from three integrals over omega and D",
        lhs=r"\Omega\sigma/\sigma_N",
        expression=N_c - rate_q * M_q - rate_q * W_q**2 / D_A,
        arguments=(N_c, M_q, W_q, D_A, rate_q),
        source="derived here",
        kind="derived",
        differs="the integrals run over all frequencies of both signs; D has the total rate",
        derived_from=(
            "currents.conduction_integrand",
            "currents.moving_integrand",
            "currents.drag_integrand",
        ),
    ),
)
