"""A small gap under strong pair breaking: from the response to Ginzburg and Landau.

Where the gap is far below the rate, frequencies have no threshold and the amplitude relaxes.
"""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import D_n, Delta, Omega, T, T_c0, q, rate_s, rho

_half = sp.S.Half
_pi = sp.pi
_where = ((rho, rate_s / (2 * _pi * T)),)
_cubic = -(sp.polygamma(2, _half + rho) / 2 + rho * sp.polygamma(3, _half + rho) / 6)
_GAPLESS = "holds where the gap is far below the rate"

FORMULAS = (
    Formula(
        id="relaxation.pair_propagator",
        title="Inverse pair propagator at a Matsubara frequency and a wave vector, gap 0",
        lhs="L^{-1}",
        expression=sp.log(T / T_c0)
        + sp.digamma(_half + rho + (Omega + D_n * q**2) / (4 * _pi * T))
        - sp.digamma(_half),
        where=_where,
        arguments=(Omega, T, T_c0, rate_s, D_n, q),
        source="Gor'kov and Eliashberg, Sov. Phys. JETP 27, 328 (1968)",
        kind="derived",
        differs="half of D; Omega is -i omega",
        derived_from=("momentum.kernel", "thermodynamics.T_c_condition"),
    ),
    Formula(
        id="relaxation.cubic",
        title="Coefficient of Delta^2 in the gap equation, beside the inverse pair propagator",
        lhs="b",
        expression=_cubic / (8 * _pi**2 * T**2),
        where=_where,
        arguments=(T, rate_s),
        source="Gor'kov and Eliashberg, Sov. Phys. JETP 27, 328 (1968)",
        kind="derived",
        derived_from=("equilibrium.frequency",),
    ),
    Formula(
        id="relaxation.rate",
        title="Rate at which the amplitude relaxes",
        lhs=r"\kappa",
        expression=_cubic * Delta**2 / (_pi * T * sp.polygamma(1, _half + rho)),
        where=_where,
        arguments=(Delta, T, rate_s),
        domain=(sp.Gt(rate_s, 0),),
        source="Gor'kov and Eliashberg, Sov. Phys. JETP 27, 328 (1968)",
        kind="derived",
        differs=_GAPLESS,
        derived_from=("relaxation.pair_propagator", "relaxation.cubic"),
    ),
    Formula(
        id="relaxation.zero_temperature",
        title="Rate at which the amplitude relaxes, T = 0",
        lhs=r"\kappa|_{T = 0}",
        expression=Delta**2 / (3 * rate_s),
        arguments=(Delta, rate_s),
        domain=(sp.Gt(rate_s, 0),),
        source="Gor'kov and Eliashberg, Sov. Phys. JETP 27, 328 (1968)",
        kind="derived",
        differs=_GAPLESS,
        derived_from=("relaxation.rate", "response.static_gapless"),
    ),
)
