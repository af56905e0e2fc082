"""Suppression of the gap and of the critical temperature by spin flips, infinite cutoff."""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import Delta_clean, T_c, T_c0, alpha, rate_s, rho

_half = sp.Rational(1, 2)
_SKALSKI = "Skalski, Betbeder-Matibet and Weiss, Phys. Rev. 136, A1500 (1964)"
_jump_bend = sp.polygamma(2, _half + rho) + rho * sp.polygamma(3, _half + rho) / 3

FORMULAS = (
    Formula(
        id="thermodynamics.ln_gap",
        title="Gap at T = 0 over the gap without impurities, alpha <= 1",
        lhs=r"\ln(\Delta/\Delta_{\mathrm{clean}})",
        expression=-sp.pi * alpha / 4,
        arguments=(alpha,),
        domain=(sp.Le(alpha, 1),),
        source="Abrikosov and Gor'kov, Sov. Phys. JETP 12, 1243 (1961)",
        kind="derived",
    ),
    Formula(
        id="thermodynamics.ln_gap_gapless",
        title="Gap at T = 0 over the gap without impurities, alpha >= 1",
        lhs=r"\ln(\Delta/\Delta_{\mathrm{clean}})",
        expression=-sp.acosh(alpha) - (alpha * sp.asin(1 / alpha) - sp.sqrt(1 - 1 / alpha**2)) / 2,
        arguments=(alpha,),
        domain=(sp.Ge(alpha, 1),),
        source="Abrikosov and Gor'kov, Sov. Phys. JETP 12, 1243 (1961)",
        kind="derived",
    ),
    Formula(
        id="thermodynamics.T_c_condition",
        title="Equation of the critical temperature; zero at T_c",
        lhs=r"0",
        expression=sp.log(T_c / T_c0)
        - sp.digamma(_half)
        + sp.digamma(_half + rate_s / (2 * sp.pi * T_c)),
        arguments=(T_c, T_c0, rate_s),
        source="Abrikosov and Gor'kov, Sov. Phys. JETP 12, 1243 (1961)",
        kind="derived",
    ),
    Formula(
        id="thermodynamics.T_c_slope",
        title="Slope of the critical temperature against the rate at small rates",
        lhs=r"dT_c/d\tau_s^{-1}",
        expression=-sp.pi / 4,
        arguments=(),
        source="Abrikosov and Gor'kov, Sov. Phys. JETP 12, 1243 (1961)",
        kind="derived",
        derived_from=("thermodynamics.T_c_condition",),
    ),
    Formula(
        id="thermodynamics.critical_rate",
        title="Rate at which superconductivity ends",
        lhs=r"\tau_{s,c}^{-1}",
        expression=Delta_clean / 2,
        arguments=(Delta_clean,),
        source="Abrikosov and Gor'kov, Sov. Phys. JETP 12, 1243 (1961)",
        kind="derived",
        derived_from=("thermodynamics.ln_gap_gapless", "thermodynamics.T_c_condition"),
    ),
    Formula(
        id="thermodynamics.jump_ratio",
        title="Jump of the specific heat at T_c over the jump without impurities at T_c0",
        lhs=r"\Delta C/\Delta C_0",
        expression=T_c
        / T_c0
        * (1 - rho * sp.polygamma(1, _half + rho)) ** 2
        * sp.polygamma(2, _half)
        / _jump_bend,
        where=((rho, rate_s / (2 * sp.pi * T_c)),),
        arguments=(T_c, T_c0, rate_s),
        source=_SKALSKI,
        kind="derived",
        differs="T_c and the rate must satisfy thermodynamics.T_c_condition",
        derived_from=("thermodynamics.T_c_condition", "relaxation.cubic"),
    ),
    Formula(
        id="thermodynamics.jump_slope",
        title="Slope of the relative jump against T_c/T_c0 at T_c0",
        lhs=r"d(\Delta C/\Delta C_0)/d(T_c/T_{c0})",
        expression=3 - 4 * sp.pi**2 / (21 * sp.zeta(3)),
        arguments=(),
        source=_SKALSKI,
        kind="derived",
        derived_from=("thermodynamics.jump_ratio",),
    ),
)
