"""Clean linear response: Delta(t)/Delta_inf - 1 after a small quench, at late times.

delta Delta(t)/delta Delta_inf = 1 - c_1 cos(2 Delta t + pi/4)/(Delta t)^(1/2)
- c_2 cos(2 Delta t - pi/4)/(Delta t)^(3/2) + O(t^(-5/2)).
"""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import Delta, T, cutoff, x

_VK = "Volkov and Kogan, Sov. Phys. JETP 38, 1018 (1974)"
_c1 = 2 / sp.pi ** sp.Rational(3, 2)
_c2 = (sp.Rational(1, 4) + 8 / sp.pi**2) / (2 * sp.pi ** sp.Rational(3, 2))
# int d eps Delta^2 tanh(E/2T)/E^3 over eps > 0, eps = Delta x.
_root = sp.sqrt(1 + x**2)
_K = sp.Integral(sp.tanh(Delta * _root / (2 * T)) / _root**3, (x, 0, sp.oo))

FORMULAS = (
    Formula(
        id="volkov_kogan.exponent",
        title="Exponent of the decay, t^(-exponent)",
        lhs=r"\nu",
        expression=sp.Rational(1, 2),
        arguments=(),
        source=_VK,
        kind="derived",
    ),
    Formula(
        id="volkov_kogan.frequency",
        title="Frequency of the oscillation",
        lhs=r"\omega",
        expression=2 * Delta,
        arguments=(Delta,),
        source=_VK,
        kind="derived",
    ),
    Formula(
        id="volkov_kogan.phase",
        title="Phase of the oscillation",
        lhs=r"\varphi",
        expression=sp.pi / 4,
        arguments=(),
        source=_VK,
        kind="derived",
    ),
    Formula(
        id="volkov_kogan.coefficient",
        title="Coefficient of the leading term",
        lhs="c_1",
        expression=_c1,
        arguments=(),
        source="derived here",
        kind="derived",
    ),
    Formula(
        id="volkov_kogan.coefficient_cutoff",
        title="Coefficient of the leading term at finite cutoff",
        lhs="c_1",
        expression=_c1 / sp.sqrt(1 + Delta**2 / cutoff**2),
        arguments=(Delta, cutoff),
        source="derived here",
        kind="derived",
        derived_from=("volkov_kogan.coefficient",),
    ),
    Formula(
        id="volkov_kogan.next_coefficient",
        title="Coefficient of the next term, cos(2 Delta t - pi/4)/(Delta t)^(3/2)",
        lhs="c_2",
        expression=_c2,
        arguments=(),
        source="derived here",
        kind="derived",
    ),
    Formula(
        id="volkov_kogan.thermal.integral",
        title="Coefficient of the leading term at a temperature, occupations frozen",
        lhs="c(T)",
        expression=_c1 * _K / sp.tanh(Delta / (2 * T)),
        arguments=(Delta, T),
        source="derived here",
        kind="derived",
        derived_from=("volkov_kogan.coefficient",),
    ),
    Formula(
        id="volkov_kogan.coefficient_hot",
        title="Coefficient of the leading term for T far above the gap, next to T_c",
        lhs=r"c(T \gg \Delta)",
        expression=1 / sp.sqrt(sp.pi),
        arguments=(),
        source="derived here",
        kind="derived",
        derived_from=("volkov_kogan.thermal.integral",),
    ),
)
