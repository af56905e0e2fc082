"""Chain 9: linear response of the exact theory, from the homogeneous quasiclassical equation."""

import sympy as sp

from higgs_sym.checks import ALGEBRA
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import Delta, alpha, rate_s, rate_u, u, u_1, u_2
from higgs_sym.theory.derivations.response_curve import (
    curve_steps,
    gapless_static_steps,
    integrand_steps,
    scaling_formula_steps,
)
from higgs_sym.theory.derivations.response_edge import scaling_steps, threshold_steps

_t1 = sp.Matrix([[0, 1], [1, 0]])
_t3 = sp.Matrix([[1, 0], [0, -1]])
_change = sp.Symbol("delta_Delta")
_f, _g3 = sp.symbols("delta_f delta_g")


def _state(u_value: sp.Expr) -> sp.Matrix:
    root = sp.sqrt(1 + u_value**2)
    return (u_value * _t3 + _t1) / root


def _equation(book: Book) -> tuple[Step, ...]:
    frequency = book["equilibrium.frequency"].unfolded.subs(alpha, rate_s / Delta)
    kernel = book["response.kernel"].unfolded
    g1, g2, g = _state(u_1), _state(u_2), _state(u)
    root, root_1, root_2 = (sp.sqrt(1 + value**2) for value in (u, u_1, u_2))
    # H = omega t3 + Delta t1 + (1/2 tau_s) t3 g t3; the nonmagnetic self-energy is g/(2 tau_u).
    h = Delta * frequency * _t3 + Delta * _t1 + rate_s / 2 * _t3 * g * _t3
    response = _f * _t1 + _g3 * _t3
    change = _change * _t1 + rate_s / 2 * _t3 * response * _t3
    K = Delta * (root_1 + root_2) - rate_s
    C = (u_1 * u_2 - 1) / (root_1 * root_2)
    Q = (u_1 + u_2) / (root_1 * root_2)
    right = (change - g1 * change * g2) / K
    any_change = sp.Matrix(sp.symbols("d_11 d_12 d_21 d_22")).reshape(2, 2)
    # The two components in plain symbols, to be solved for delta f; Q^2 = 1 - C^2.
    k, c, s = sp.symbols("K C Q")
    outer, inner = _change - rate_s / 2 * _f, rate_s / 2 * _g3
    shape = [
        outer * (1 + c) - inner * s - k * _f,
        -outer * s + inner * (1 - c) - k * _g3,
    ]
    matrix, vector = sp.linear_eq_to_matrix(shape, [_f, _g3])
    found = matrix.inv()[0, :].dot(vector)
    unfolded = {c: C, s: Q}
    return (
        Step(
            "norm",
            "Normalisation of g = (u t3 + t1)/R.",
            g * g,
            sp.eye(2),
            ALGEBRA,
            shown=r"g^2 = (u t_3 + t_1)^2/R^2 = 1",
        ),
        Step(
            "rest",
            "At rest H = omega t3 + Delta t1 + t3 g t3/(2 tau_s) is (Delta R - 1/(2 tau_s)) g: the "
            "u-equation.",
            h,
            (Delta * root - rate_s / 2) * g,
            ALGEBRA,
            shown=r"\omega t_3 + \Delta t_1 + \frac{1}{2\tau_s}t_3 g t_3 = \left(\Delta"
            r" R - \frac{1}{2\tau_s}\right)g",
        ),
        Step(
            "anderson",
            "The nonmagnetic self-energy g/(2 tau_u) drops out of H o g - g o H, since "
            "g o g - g o g = 0, in any motion; to first order, with any dg:",
            rate_u / 2 * (g1 * any_change + any_change * g2 - g1 * any_change - any_change * g2),
            sp.zeros(2, 2),
            ALGEBRA,
            shown=r"\frac{1}{2\tau_u}[g_1\delta g + \delta g\,g_2 - g_1\delta g - \delta"
            r" g\,g_2] = 0",
        ),
        Step(
            "linear",
            "First order: H_1 dg - dg H_2 + dH g_2 - g_1 dH = 0 and g_1 dg + dg g_2 = 0 give "
            "K g_1 dg = g_1 dH - dH g_2; this dg = (dH - g_1 dH g_2)/K keeps the normalisation.",
            g1 * right + right * g2,
            sp.zeros(2, 2),
            ALGEBRA,
            shown=r"g_1\,\delta g + \delta g\,g_2 = 0,\quad\delta g = (\delta H -"
            r" g_1\,\delta H\,g_2)/K",
        ),
        Step(
            "solves",
            "It solves the first-order equation.",
            K * g1 * right - (g1 * change - change * g2),
            sp.zeros(2, 2),
            ALGEBRA,
            shown=r"K g_1\,\delta g - (g_1\,\delta H - \delta H\,g_2) = 0",
        ),
        Step(
            "components",
            "Its components along t1 and t3.",
            change - g1 * change * g2,
            sp.expand(shape[0] + k * _f).subs(unfolded) * _t1
            + sp.expand(shape[1] + k * _g3).subs(unfolded) * _t3,
            ALGEBRA,
            shown=r"\delta H - g_1\,\delta H\,g_2 = "
            r"[(1+C)h_1 - Q h_3]\,t_1 + [(1-C)h_3 - Q h_1]\,t_3",
        ),
        Step(
            "unit",
            "C = (u_1 u_2 - 1)/(R_1 R_2) and Q = (u_1 + u_2)/(R_1 R_2) are a cosine and a sine.",
            C**2 + Q**2,
            sp.S.One,
            ALGEBRA,
        ),
        Step(
            "kernel",
            "With the self-energy's own change inside dH, the anomalous part is "
            "(1 + C)/(K + C/tau_s) times the change of Delta.",
            sp.expand(sp.numer(sp.cancel(found / _change)) * (k + c * rate_s)).subs(s**2, 1 - c**2),
            sp.expand(sp.denom(sp.cancel(found / _change)) * (1 + c)).subs(s**2, 1 - c**2),
            ALGEBRA,
            shown=r"\frac{\delta f}{\delta\Delta} = \frac{1 + C}{K + C/\tau_s}",
        ),
        Step(
            "kernel_formula",
            "This is the formula of the registry.",
            (1 + C) / (K + C * rate_s),
            kernel,
            ALGEBRA,
            shown=r"\frac{1 + C}{\Delta(R_1 + R_2) - \tau_s^{-1} + C\tau_s^{-1}} ="
            r" \frac{\delta f}{\delta\Delta}",
        ),
    )


def _clean_and_static(book: Book) -> tuple[Step, ...]:
    kernel = book["response.kernel"].unfolded
    static = book["response.static"].unfolded
    measure = book["equilibrium.measure"].unfolded
    root = sp.sqrt(1 + u**2)
    E1, E2, w1, w2 = sp.symbols("E_1 E_2 omega_1 omega_2", positive=True)
    clean = kernel.subs({rate_s: 0, u_1: w1 / Delta, u_2: w2 / Delta})
    average = Delta * (1 / E1 + 1 / E2) / (2 * Delta)
    integrand = 2 * measure * (1 / root - kernel.subs({u_1: u, u_2: u, Delta: 1, rate_s: alpha}))
    primitive = 2 * (u / root - alpha * (sp.atan(u) + u / (1 + u**2)) / 2)
    energies = {E1: sp.sqrt(w1**2 + Delta**2), E2: sp.sqrt(w2**2 + Delta**2)}
    return (
        Step(
            "clean",
            "Clean limit of [(f_1 + f_2)/2 - kernel]: ((omega_1 - omega_2)^2 + 4 Delta^2)/"
            "(2 E_1 E_2 (E_1 + E_2)).",
            average.subs(energies) - clean,
            (((w1 - w2) ** 2 + 4 * Delta**2) / (2 * E1 * E2 * (E1 + E2))).subs(energies),
            ALGEBRA,
            shown=r"\frac{f_1 + f_2}{2\Delta} - \frac{\delta"
            r" f}{\delta\Delta}|_{\tau_s^{-1} = 0} = \frac{(\omega_1 - \omega_2)^2"
            r" + 4\Delta^2}{2E_1E_2(E_1 + E_2)}",
        ),
        Step(
            "static_integrand",
            "Static limit: primitive in u of the integrand of D(0), Delta = 1.",
            sp.Derivative(primitive, u),
            integrand,
            ALGEBRA,
        ),
        Step(
            "static",
            "From u = 0 to infinity: D(0) = 2 - pi alpha/2.",
            sp.Limit(primitive, u, sp.oo) - primitive.subs(u, 0),
            static,
            ALGEBRA,
        ),
        Step(
            "thermodynamic",
            "It is twice the derivative of -1/lambda with ln(Delta) at fixed rate: the gap "
            "suppression of chain `thermodynamics`.",
            2 * (1 + alpha * sp.diff(book["thermodynamics.ln_gap"].unfolded, alpha)),
            static,
            ALGEBRA,
            shown=r"2\left(1 +"
            r" \alpha\frac{d}{d\alpha}\ln\frac{\Delta}{\Delta_{\mathrm{clean}}}\right)"
            r" = 2 - \frac{\pi\alpha}{2} = D(0)",
        ),
        *gapless_static_steps(book, primitive),
    )


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the exact linear response."""
    return (
        *_equation(book),
        *integrand_steps(book),
        *curve_steps(book),
        *_clean_and_static(book),
        *threshold_steps(book),
        *scaling_steps(book),
        *scaling_formula_steps(book),
    )


CHAIN = Derivation(
    id="response",
    title="Exact linear response",
    claim="delta f = delta Delta (1+C)/(K + C/tau_s); tau_u cancels; D(0); quadratic threshold, "
    "t^-3",
    build=_steps,
    establishes=tuple(
        f"response.{name}"
        for name in (
            "kernel",
            "static",
            "threshold_coefficient",
            "tail_over_edge",
            "curve",
            "integrand",
            "phase_kernel",
            "phase_integrand",
            "static_gapless",
            "fold_depth",
            "scaling_curve",
            "scaling_integrand",
        )
    ),
    missing=(
        "The zeros of S(z) on the second sheet are numbers without a closed form; they are "
        "computed, not derived.",
        "That D has no zero on the real axis at or below the threshold is a numerical finding.",
    ),
)
