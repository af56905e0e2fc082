"""Threshold of single-particle excitations."""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import Delta, E_x, R, R_i, R_r, alpha, omega

_third = sp.Rational(1, 3)

FORMULAS = (
    Formula(
        id="threshold.gap_edge",
        title="Edge of the density of states, Delta_th",
        lhs=r"\Delta_{\mathrm{th}}",
        expression=Delta * (1 - alpha ** (2 * _third)) ** sp.Rational(3, 2),
        arguments=(Delta, alpha),
        domain=(sp.Le(alpha, 1),),
        source="Abrikosov and Gor'kov, Sov. Phys. JETP 12, 1243 (1961)",
        kind="derived",
    ),
    Formula(
        id="threshold.quartic",
        title="Polynomial in R whose roots are R(omega), at Matsubara frequency omega",
        lhs="0",
        expression=(R - alpha) ** 2 * (R**2 - 1) - (omega / Delta) ** 2 * R**2,
        arguments=(R, omega, Delta, alpha),
        source="Abrikosov and Gor'kov, Sov. Phys. JETP 12, 1243 (1961)",
        kind="derived",
        derived_from=("equilibrium.frequency",),
    ),
    Formula(
        id="threshold.dos",
        title="Density of states at energy E, from the complex root R of the quartic",
        lhs=r"N(E)/N_0",
        expression=E_x * sp.Abs(R_i) / ((R_r - alpha) ** 2 + R_i**2),
        arguments=(E_x, R_r, R_i, alpha),
        domain=(sp.Ne(R_i, 0),),
        source="Abrikosov and Gor'kov, Sov. Phys. JETP 12, 1243 (1961)",
        kind="derived",
        derived_from=("threshold.quartic",),
    ),
    Formula(
        id="threshold.dos_edge_coefficient",
        title="Density of states just above its edge, over sqrt((E - Delta_th)/Delta)",
        lhs=r"n_{\mathrm{th}}",
        expression=sp.sqrt(2 * _third)
        / (alpha ** (2 * _third) * (1 - alpha ** (2 * _third)) ** sp.Rational(1, 4)),
        arguments=(alpha,),
        domain=(sp.Gt(alpha, 0), sp.Lt(alpha, 1)),
        source="derived here",
        kind="derived",
        derived_from=("threshold.gap_edge",),
    ),
)
