"""Threshold of single-particle excitations."""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import Delta, alpha

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
)
