"""Rates and the dimensionless numbers made of them."""

from higgs_sym.conversions import DEFINITIONS
from higgs_sym.formula import Formula
from higgs_sym.symbols import Delta, Delta_1, rate_s, rate_u

FORMULAS = (
    Formula(
        id="conventions.rate",
        title="Total scattering rate",
        lhs=r"\tau^{-1}",
        expression=DEFINITIONS["rate"],
        arguments=(rate_s, rate_u),
        source="paper, below (9)",
        kind="definition",
    ),
    Formula(
        id="conventions.rate_m",
        title="Difference of the scattering rates",
        lhs=r"\tau_m^{-1}",
        expression=DEFINITIONS["rate_m"],
        arguments=(rate_s, rate_u),
        source="paper, below (9)",
        kind="definition",
    ),
    Formula(
        id="conventions.alpha",
        title="Abrikosov-Gor'kov parameter",
        lhs=r"\alpha",
        expression=DEFINITIONS["alpha"],
        arguments=(rate_s, Delta),
        source="Abrikosov and Gor'kov, Sov. Phys. JETP 12, 1243 (1961)",
        kind="definition",
    ),
    Formula(
        id="conventions.zeta_s",
        title="Half of the Abrikosov-Gor'kov parameter",
        lhs=r"\zeta_s",
        expression=DEFINITIONS["zeta_s"],
        arguments=(rate_s, Delta),
        source="paper, below (12)",
        kind="definition",
        differs="the paper's Figs. 2 and 3 call another quantity zeta: conventions.zeta_figure",
    ),
    Formula(
        id="conventions.zeta_u",
        title="The same for nonmagnetic impurities",
        lhs=r"\zeta_u",
        expression=DEFINITIONS["zeta_u"],
        arguments=(rate_u, Delta),
        source="derived here",
        kind="definition",
    ),
    Formula(
        id="conventions.z",
        title="Net shift of the renormalised amplitude, 1/(2 tau_m Delta)",
        lhs="z",
        expression=DEFINITIONS["z"],
        arguments=(rate_s, rate_u, Delta),
        source="derived here",
        kind="definition",
    ),
    Formula(
        id="conventions.zeta_figure",
        title="The paper's zeta of the figures",
        lhs=r"\zeta",
        expression=DEFINITIONS["zeta_figure"],
        arguments=(rate_s, Delta_1),
        source="paper, Figs. 2 and 3",
        kind="definition",
        differs="twice zeta_s when Delta_1 = Delta_0",
    ),
)
