"""The clean steady state in all three phases, and how it is approached.

Beside chapter `lax`: the function on the imaginary axis, the second root, the wave of phase III,
the energy, the borders of a thermal start, and the laws of approach (as far as they are known).
"""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import (
    Delta_i,
    Delta_s,
    Delta_t,
    T,
    beta,
    cutoff,
    eps,
    kappa,
    lambda_ratio,
    s_D,
    t,
    w_1,
    w_2,
    y,
)
from higgs_sym.theory import lax

_YUZBASHYAN = "Yuzbashyan, Dzero, Gurarie and Foster, Phys. Rev. A 91, 033628 (2015)"
_BARANKOV = "Barankov, Levitov and Spivak, Phys. Rev. Lett. 93, 160401 (2004)"
_edge = (s_D, cutoff / sp.sqrt(cutoff**2 + Delta_i**2))
_below, _above = (
    sp.sqrt((Delta_i - y) * (Delta_i + y)),
    sp.sqrt((y - Delta_i) * (y + Delta_i)),
)
_axis = sp.Piecewise(
    (sp.atan(s_D * _below / y) / _below, sp.Lt(y, Delta_i)),
    (sp.atanh(s_D * _above / y) / _above, True),
)
_decay = sp.sqrt((Delta_i - kappa) * (Delta_i + kappa))
_cos_where = next(one.where for one in lax.FORMULAS if one.id == "lax.cos_theta")
_names = {str(name): name for name, _ in _cos_where}
_cos = sp.re(_names["root"])
_nu = -sp.log(1 - (2 * beta / sp.pi) ** 2) / (2 * sp.pi)

FORMULAS = (
    Formula(
        id="steady.axis",
        title="i F(i y), so that L^2(i y) = ((y - Delta_i) H - beta)((y + Delta_i) H - beta)",
        lhs="H",
        expression=_axis,
        where=(_edge,),
        arguments=(y, Delta_i, cutoff),
        domain=(sp.Ne(y, Delta_i),),
        source=_YUZBASHYAN,
        kind="derived",
        differs="finite cutoff",
    ),
    Formula(
        id="steady.second_root_condition",
        title="Condition of the smaller root of phase III; zero at y = w_2",
        lhs="0",
        expression=(y + Delta_i) * _axis - beta,
        where=(_edge,),
        arguments=(y, Delta_i, beta, cutoff),
        domain=(sp.Ne(y, Delta_i),),
        source=_YUZBASHYAN,
        kind="derived",
        derived_from=("steady.axis",),
    ),
    Formula(
        id="steady.sin_theta",
        title="Modulus of sin(theta), in a form without cancellation where cos(theta) is near 1",
        lhs=r"|\sin\theta|",
        expression=sp.Abs(beta)
        * Delta_i
        / _names["E"]
        * _cos
        / sp.sqrt((_names["a"] - beta * eps / _names["E"]) ** 2 + (sp.pi / 2 * _cos) ** 2),
        where=_cos_where,
        arguments=(eps, Delta_i, beta, cutoff),
        domain=(sp.Lt(sp.Abs(eps), cutoff), sp.Ne(eps, 0)),
        source="derived here",
        kind="derived",
        derived_from=("lax.cos_theta",),
    ),
    Formula(
        id="steady.energy",
        title="Energy after the quench over that of the normal ground state, per density of states",
        lhs=r"E_f",
        expression=-(Delta_i**2)
        * (cutoff / (cutoff + sp.sqrt(cutoff**2 + Delta_i**2)) + beta * lambda_ratio),
        arguments=(Delta_i, beta, lambda_ratio, cutoff),
        source="derived here",
        kind="derived",
        derived_from=("lax.beta",),
    ),
    Formula(
        id="steady.energy_infinite",
        title="The same, infinite cutoff",
        lhs=r"E_f",
        expression=-(Delta_i**2) * (sp.S.Half + beta),
        arguments=(Delta_i, beta),
        source="derived here",
        kind="derived",
        derived_from=("steady.energy",),
    ),
    Formula(
        id="steady.thermal_border",
        title="|beta| at the borders of phases I and III, for a start at temperature T",
        lhs=r"|\beta|",
        expression=sp.pi / 2 * sp.tanh(Delta_i / (2 * T)),
        arguments=(Delta_i, T),
        source="derived here",
        kind="derived",
        derived_from=("steady.axis",),
    ),
    Formula(
        id="steady.wave_slope_squared",
        title="Equation of motion of the gap in phase III",
        lhs=r"\dot\Delta^2",
        expression=((w_1 + w_2) ** 2 - Delta_t**2) * (Delta_t**2 - (w_1 - w_2) ** 2),
        arguments=(Delta_t, w_1, w_2),
        domain=(sp.Gt(w_1, w_2),),
        source=f"{_BARANKOV}; turning points from the Lax roots: {_YUZBASHYAN}",
        kind="reference",
    ),
    Formula(
        id="steady.wave_parameter",
        title="Parameter m = k^2 of the elliptic functions, Delta(t) = (w_1 + w_2) dn",
        lhs="m",
        expression=1 - ((w_1 - w_2) / (w_1 + w_2)) ** 2,
        arguments=(w_1, w_2),
        domain=(sp.Gt(w_1, w_2),),
        source=_BARANKOV,
        kind="derived",
        derived_from=("steady.wave_slope_squared",),
    ),
    Formula(
        id="steady.wave_period",
        title="Period of the gap in phase III",
        lhs=r"\mathcal{T}",
        expression=2 * sp.elliptic_k(4 * w_1 * w_2 / (w_1 + w_2) ** 2) / (w_1 + w_2),
        arguments=(w_1, w_2),
        domain=(sp.Gt(w_1, w_2),),
        source=_BARANKOV,
        kind="derived",
        derived_from=("steady.wave_parameter",),
    ),
    Formula(
        id="steady.decay_condition",
        title="Condition of the Lax root y = -kappa behind its cut, phase I; zero at kappa",
        lhs="0",
        expression=-(kappa + Delta_i) * (sp.pi / 2 + sp.atan(kappa / (s_D * _decay))) / _decay
        - beta,
        where=(_edge,),
        arguments=(kappa, Delta_i, beta, cutoff),
        domain=(sp.Lt(kappa, Delta_i),),
        source="derived here",
        kind="derived",
        derived_from=("steady.axis",),
    ),
    Formula(
        id="steady.decay_rate",
        title="Rate of the decay t^(-3/2) exp(-rate t) of phase I",
        lhs=r"\Gamma_I",
        expression=2 * kappa,
        arguments=(kappa,),
        source="singularity of the Lax norm nearest to the axis; agrees with trajectories",
        kind="conjecture",
        derived_from=("steady.decay_condition",),
    ),
    Formula(
        id="steady.approach_exponent",
        title="Constant nu of the approach of phase II",
        lhs=r"\nu",
        expression=_nu,
        arguments=(beta,),
        domain=(sp.Lt(sp.Abs(beta), sp.pi / 2),),
        source="form of the late-time law of the nonlinear Schroedinger equation; agrees with "
        "trajectories",
        kind="conjecture",
    ),
    Formula(
        id="steady.approach_amplitude",
        title="Amplitude of the oscillation of phase II at time t",
        lhs=r"\delta\Delta(t)",
        expression=sp.sqrt(2 * Delta_s * _nu / t),
        arguments=(Delta_s, beta, t),
        domain=(sp.Lt(sp.Abs(beta), sp.pi / 2), sp.Gt(t, 0)),
        source="as steady.approach_exponent; volkov_kogan.coefficient for a small quench",
        kind="conjecture",
        derived_from=("steady.approach_exponent",),
    ),
)
