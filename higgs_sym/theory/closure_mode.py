"""Frequency of the amplitude mode of (9), and the two frequencies the paper prints."""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import (
    K_1,
    K_2,
    K_3,
    A,
    Delta,
    E,
    J,
    Sx,
    W,
    a,
    alpha,
    c,
    cutoff,
    eps,
    omega,
    rate_s,
    rate_u,
    z,
)

FORMULAS = (
    Formula(
        id="closure_mode.pole_integrand",
        title="Integrand over eps of the pole condition of (9), linearised with static L",
        lhs=r"\partial D/\partial\varepsilon",
        expression=(Sx * (4 * Delta**2 - omega**2) / Delta - 4 * z * W * eps**2 / E)
        / (4 * E**2 - omega**2),
        where=((E, sp.sqrt(eps**2 + Delta**2)),),
        arguments=(eps, omega, Delta, z, Sx, W),
        domain=(sp.Lt(omega**2, 4 * (eps**2 + Delta**2)),),
        source="derived here from paper (9)",
        kind="derived",
        derived_from=("sources.y",),
    ),
    Formula(
        id="closure_mode.response",
        title="Pole function of (9) at infinite cutoff; its zero is the amplitude mode",
        lhs="D",
        expression=2 * (a - z) * A,
        where=(
            (c, z - a),
            (J, sp.acos(-c) / sp.sqrt(1 - c**2)),
            (K_1, (J - sp.pi / 2) / c),
            (K_2, (K_1 - 1) / c),
            (K_3, (K_2 - sp.pi / 4) / c),
            (A, J - alpha * K_3),
        ),
        arguments=(a, z, alpha),
        domain=(sp.Ge(a, 0), sp.Lt(z - a, 1), sp.Gt(z - a, -1), sp.Ne(z - a, 0), sp.Le(alpha, 1)),
        source="derived here",
        kind="derived",
        differs="a = sqrt(1 - omega^2/(4 Delta^2)) with Re a > 0 on the physical sheet",
        derived_from=("closure_mode.pole_integrand",),
    ),
    Formula(
        id="closure_mode.omega",
        title="Amplitude mode of (9) at infinite cutoff; a pole for z > 0",
        lhs=r"\omega_H",
        expression=2 * Delta * sp.sqrt((1 - z) * (1 + z)),
        arguments=(Delta, z),
        domain=(sp.Le(z**2, 1),),
        source="derived here",
        kind="derived",
        differs="paper (13) has twice the rate; a virtual state, no pole, for z < 0",
        derived_from=("closure_mode.pole_integrand",),
    ),
    Formula(
        id="closure_mode.printed_13",
        title="Amplitude mode with spin flips, as printed",
        lhs=r"\omega_{\mathrm{Higgs}}",
        expression=2 * Delta * sp.sqrt(1 - (rate_s / Delta) ** 2),
        arguments=(Delta, rate_s),
        domain=(sp.Le(rate_s, Delta),),
        source="paper (13)",
        kind="printed",
    ),
    Formula(
        id="closure_mode.printed_15",
        title="Amplitude mode with nonmagnetic impurities, as printed",
        lhs=r"\omega_{\mathrm{Higgs}}",
        expression=2 * Delta * sp.sqrt(1 + (rate_u / Delta) ** 2),
        arguments=(Delta, rate_u),
        source="paper (15)",
        kind="printed",
    ),
    Formula(
        id="closure_mode.cutoff_factor",
        title="Factor of z in omega_H = 2 Delta sqrt(1 - z^2) from a finite cutoff, leading order",
        lhs="a/z",
        expression=1
        - (2 / sp.pi)
        * (sp.log(2 * cutoff / Delta) + 1 - sp.pi * alpha / 4)
        * (Delta / cutoff)
        / (sp.pi / 2 - 2 * alpha / 3),
        arguments=(Delta, alpha, cutoff),
        domain=(sp.Le(alpha, 1),),
        source="derived here",
        kind="derived",
        differs="for z -> 0; the paper has no finite-cutoff correction",
        derived_from=("closure_mode.response", "equilibrium.W.tail"),
    ),
)
