"""The exact quench in the self-consistent Born approximation: bands of finite width as chains.

X_s, s = +-1 the eigenvalue of tau_1, is the mean of G over all levels, so that X_s(t, t) jumps by
one.  Its inverse is z - s Delta - hop X_{-s} - flip X_s with contour products, for a semicircular
band; another band is a chain of such links.
"""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import (
    Delta,
    Delta_i,
    Delta_pm,
    R,
    W_b,
    X_m,
    X_p,
    eta,
    flip,
    g_c,
    hop,
    k_b,
    kin,
    lambda_ratio,
    n,
    rate_s,
    rate_u,
    u,
    z_e,
)

_pi = sp.pi
_narrow = (sp.Gt(hop, flip),)
_R = (R, sp.sqrt(1 + u**2))


def _derived(
    name: str,
    title: str,
    lhs: str,
    expression: sp.Expr,
    arguments: tuple[sp.Symbol, ...],
    *,
    where: tuple[tuple[sp.Symbol, sp.Expr], ...] = (),
    domain: tuple[sp.Basic, ...] = (),
    derived_from: tuple[str, ...] = (),
) -> Formula:
    return Formula(
        id=f"kinetic.{name}",
        title=title,
        lhs=lhs,
        expression=expression,
        where=where,
        arguments=arguments,
        domain=domain,
        source="derived here",
        kind="derived",
        derived_from=tuple(f"kinetic.{one}" for one in derived_from),
    )


FORMULAS = (
    _derived(
        "weight_semicircle",
        "Levels of a semicircular band over the density at the Fermi level",
        r"\int w\,d\varepsilon",
        _pi * W_b / 2,
        (W_b,),
    ),
    _derived(
        "weight_flat",
        "Levels of a flat band over the density at the Fermi level",
        r"\int w\,d\varepsilon",
        2 * W_b,
        (W_b,),
    ),
    _derived(
        "hop",
        "Weight of the opposite component, semicircular band and potential scattering",
        "h",
        W_b**2 / 4 + W_b * rate_u / 4,
        (W_b, rate_u),
        derived_from=("weight_semicircle",),
    ),
    _derived(
        "flip",
        "Weight of the same component by spin-flip scattering, semicircular band",
        "q",
        W_b * rate_s / 4,
        (W_b, rate_s),
        derived_from=("weight_semicircle",),
    ),
    _derived(
        "band_changed",
        "Half-width of the semicircular band that stands for potential scattering",
        "W'",
        sp.sqrt(W_b**2 + W_b * rate_u),
        (W_b, rate_u),
        derived_from=("hop",),
    ),
    _derived(
        "rate_changed",
        "Spin-flip rate in the band that stands for potential scattering",
        r"(\tau_s^{-1})'",
        rate_s * sp.sqrt(W_b / (W_b + rate_u)),
        (W_b, rate_s, rate_u),
        derived_from=("flip", "band_changed"),
    ),
    _derived(
        "flat_hop",
        "Weight of link n of the chain that is a flat band, n = 1, 2, ...",
        "h_n",
        W_b**2 * n**2 / (4 * n**2 - 1),
        (W_b, n),
        domain=(sp.Ge(n, 1),),
    ),
    _derived(
        "flat_flip",
        "Weight of the same component by spin-flip scattering, flat band",
        "q",
        W_b * rate_s / _pi,
        (W_b, rate_s),
        derived_from=("weight_flat",),
    ),
    _derived(
        "flat_potential",
        "Weight of the opposite component by potential scattering, flat band",
        "p",
        W_b * rate_u / _pi,
        (W_b, rate_u),
        derived_from=("weight_flat",),
    ),
    _derived(
        "slope_semicircle",
        "First correction of a wide band, semicircle",
        "k",
        sp.Integer(1),
        (),
    ),
    _derived(
        "slope_flat",
        "First correction of a wide band, flat",
        "k",
        2 / _pi,
        (),
    ),
    _derived(
        "eta",
        "Small parameter of a wide band",
        r"\eta",
        k_b * rate_s / (2 * W_b),
        (k_b, rate_s, W_b),
    ),
    _derived(
        "gap_effective",
        "Gap of the infinite band that a wide band stands for, to order 1/W",
        r"\Delta_{\mathrm{eff}}",
        Delta * (1 + eta) / (1 - eta),
        (Delta, eta),
        domain=(sp.Lt(eta, 1),),
        derived_from=("eta",),
    ),
    _derived(
        "rate_effective",
        "Spin-flip rate of the infinite band that a wide band stands for, to order 1/W",
        r"(\tau_s^{-1})_{\mathrm{eff}}",
        rate_s / (1 - eta),
        (rate_s, eta),
        domain=(sp.Lt(eta, 1),),
        derived_from=("eta",),
    ),
    _derived(
        "self_consistent",
        "Mean propagator at rest: what it equals, from itself and the opposite component",
        "X_s",
        1 / (z_e - Delta_pm - hop * X_m - flip * X_p),
        (X_p, X_m, z_e, Delta_pm, hop, flip),
        derived_from=("hop", "flip"),
    ),
    _derived(
        "anomalous",
        "Mean anomalous propagator at rest on the Matsubara axis, semicircular band",
        "f",
        2 / (R**2 * (Delta + sp.sqrt(Delta**2 + 4 * (hop - flip) / R**2))),
        (u, Delta, hop, flip),
        where=(_R,),
        domain=_narrow,
        derived_from=("self_consistent",),
    ),
    _derived(
        "frequency",
        "Matsubara frequency as a function of u, semicircular band",
        r"\omega",
        u * (Delta - 4 * flip / (R**2 * (Delta + sp.sqrt(Delta**2 + 4 * (hop - flip) / R**2)))),
        (u, Delta, hop, flip),
        where=(_R,),
        domain=_narrow,
        derived_from=("self_consistent", "anomalous"),
    ),
    _derived(
        "gap_quenched",
        "Gap at once after a sudden change of the coupling",
        r"\Delta(0^+)",
        lambda_ratio * Delta_i,
        (lambda_ratio, Delta_i),
    ),
    _derived(
        "energy",
        "Conserved energy over the number of levels",
        r"\mathcal{E}",
        2 * kin - Delta**2 / (2 * g_c),
        (kin, Delta, g_c),
    ),
)
