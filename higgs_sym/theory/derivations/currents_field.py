"""Chain of currents, response: a field on a dirty superconductor, at rest and with a current.

A change of g in frame with theta_1, theta_2 is y X, X perpendicular to the mean direction.
"""

from typing import Any

import sympy as sp

from higgs_sym.checks import ALGEBRA, Proof
from higgs_sym.derivation import Book, Step
from higgs_sym.symbols import (
    D_A,
    R_1,
    R_2,
    B,
    C,
    Delta,
    K,
    M_q,
    N_c,
    S,
    W_q,
    alpha,
    rate_q,
    rate_s,
    u,
    u_1,
    u_2,
)

_t1 = sp.Matrix([[0, 1], [1, 0]])
_t3 = sp.Matrix([[1, 0], [0, -1]])
_v, _d = sp.symbols("vartheta d", real=True)  # theta_1, theta_2 = vartheta + d, vartheta - d
_y, _h1, _h3, _a = sp.symbols("y h_1 h_3 a", real=True)
_g1 = sp.cos(_v + _d) * _t3 + sp.sin(_v + _d) * _t1
_g2 = sp.cos(_v - _d) * _t3 + sp.sin(_v - _d) * _t1
_X = sp.cos(_v) * _t1 - sp.sin(_v) * _t3
_Y = sp.sin(_v) * _t1 + sp.cos(_v) * _t3
_below = K + sp.cos(2 * _v) * rate_s


def _trigonometric(difference: sp.Expr) -> bool:
    return bool(sp.simplify(sp.expand(sp.expand_trig(difference))) == 0)


_TRIG = Proof(_trigonometric, "algebra of sines and cosines")


def _in_angles(expression: sp.Expr) -> sp.Expr:
    """Return a folded integrand with cosines for u/R and for its coherence factors."""
    angles = {
        u_1: R_1 * sp.cos(_v + _d),
        u_2: R_2 * sp.cos(_v - _d),
        S: sp.sin(2 * _v),
        C: sp.cos(2 * _v),
        B: sp.cos(2 * _d),
    }
    return expression.subs(angles)


def _conduction(book: Book) -> tuple[Step, ...]:
    conduction = book["currents.conduction_integrand"].unfolded
    far = sp.Symbol("Lambda", positive=True)
    w1, w2 = sp.symbols("omega_1 omega_2", real=True)
    E1, E2 = sp.sqrt(w1**2 + Delta**2), sp.sqrt(w2**2 + Delta**2)
    roots = sp.sqrt(1 + u_1**2), sp.sqrt(1 + u_2**2)
    state = [(w * _t3 + _t1) / root for w, root in zip((u_1, u_2), roots, strict=True)]
    return (
        Step(
            "conduction",
            "A small field on a state without current: (1 - Tr t3 g_1 t3 g_2/2)/2.",
            (1 - (_t3 * state[0] * _t3 * state[1]).trace() / 2) / 2,
            book["currents.conduction_integrand"],
            ALGEBRA,
            shown=r"\frac{1}{2}\left(1 - \frac{1}{2}\mathrm{Tr}\,t_3 g_1 t_3 g_2\right) ="
            r" \frac{1 - C}{2}",
        ),
        Step(
            "conduction_clean",
            "Without pair breaking u = omega/Delta: the coherence factor of Mattis and Bardeen.",
            conduction.subs({u_1: w1 / Delta, u_2: w2 / Delta}),
            (E1 * E2 - w1 * w2 + Delta**2) / (2 * E1 * E2),
            ALGEBRA,
        ),
        Step(
            "conduction_normal",
            "Normal, u -> omega/0, it is 1 while the two frequencies have opposite signs, over a "
            "range Omega, and 0 elsewhere: sigma = sigma_N.",
            sp.Matrix(
                [
                    sp.Limit(conduction.subs({u_1: -far, u_2: far}), far, sp.oo),
                    sp.Limit(conduction.subs({u_1: far, u_2: far}), far, sp.oo),
                ]
            ),
            sp.Matrix([1, 0]),
            ALGEBRA,
        ),
        Step(
            "conduction_static",
            "At Omega = 0 it is f^2: sigma = pi sigma_N n_s/Omega.",
            conduction.subs({u_1: u, u_2: u}),
            1 / (1 + u**2),
            ALGEBRA,
        ),
    )


def _linear(book: Book) -> tuple[Step, ...]:
    source = _h1 * _t1 + _h3 * _t3
    solved = 2 * (_h1 * sp.cos(_v) - _h3 * sp.sin(_v)) / _below
    self_change = rate_s / 2 * _y * _t3 * _X * _t3
    kernel = book["response.kernel"].expression
    return (
        Step(
            "tangent",
            "A change y X, X = cos(v) t1 - sin(v) t3, v = (theta_1 + theta_2)/2, keeps the norm;",
            _g1 * _X + _X * _g2,
            sp.zeros(2, 2),
            _TRIG,
            shown=r"g_1 X + X g_2 = 0",
        ),
        Step(
            "tangent_doubled",
            "of dH - g_1 dH g_2 = K dg (chain `response`) the part along X doubles,",
            _X - _g1 * _X * _g2,
            2 * _X,
            _TRIG,
            shown=r"X - g_1 X g_2 = 2 X",
        ),
        Step(
            "normal_drops",
            "and that along Y = sin(v) t1 + cos(v) t3 drops out.",
            _Y - _g1 * _Y * _g2,
            sp.zeros(2, 2),
            _TRIG,
            shown=r"Y - g_1 Y g_2 = 0",
        ),
        Step(
            "self_change",
            "The self-energy's own change in X and Y, with C = cos(2 v);",
            self_change,
            -rate_s / 2 * _y * (sp.cos(2 * _v) * _X + sp.sin(2 * _v) * _Y),
            _TRIG,
            shown=r"\frac{\Gamma}{2}\,t_3\,y X\,t_3 = -\frac{\Gamma y}{2}[\cos(2v) X +"
            r" \sin(2v) Y]",
        ),
        Step(
            "source_components",
            "and a source's:",
            source,
            (_h1 * sp.cos(_v) - _h3 * sp.sin(_v)) * _X + (_h1 * sp.sin(_v) + _h3 * sp.cos(_v)) * _Y,
            _TRIG,
            shown=r"h_1 t_1 + h_3 t_3 = (h_1\cos v - h_3\sin v) X + (h_1\sin v + h_3\cos v) Y",
        ),
        Step(
            "solved",
            "So K y = 2 (h_1 cos v - h_3 sin v) - Gamma C y, solved by y = 2 (h_1 cos v - "
            "h_3 sin v)/(K + C Gamma);",
            K * solved,
            2 * (_h1 * sp.cos(_v) - _h3 * sp.sin(_v)) - rate_s * sp.cos(2 * _v) * solved,
            ALGEBRA,
            shown=r"K y = 2(h_1\cos v - h_3\sin v) - \Gamma\cos(2v)\,y",
        ),
        Step(
            "solved_gap",
            "for a change of the gap its part along t1 is the kernel of chain `response`.",
            sp.cos(_v) * solved.subs({_h1: 1, _h3: 0}),
            kernel.subs(C, sp.cos(2 * _v)),
            _TRIG,
            shown=r"y\cos v|_{h_1 = 1, h_3 = 0} = \frac{1 + C}{K + C\Gamma}",
        ),
    )


def _moving(book: Book) -> tuple[Step, ...]:
    g, A = sp.symbols("g A", commutative=False)  # A stands for the operator A(t) t3
    nested = sp.expand(A * g * (A * g - g * A) - g * (A * g - g * A) * A)
    pair = _t3 * (_g1 + _g2) * _t3
    f_sum, g_sum = (sp.sin(_v + _d) + sp.sin(_v - _d)), (sp.cos(_v + _d) + sp.cos(_v - _d))
    source = {_h1: -rate_q / 2 * _a * f_sum, _h3: rate_q / 2 * _a * g_sum}
    of_field = (2 * (_h1 * sp.cos(_v) - _h3 * sp.sin(_v)) / _below).subs(source)
    of_gap = 2 * sp.cos(_v) / _below
    change = -sp.trace(_t3 * _X * _t3 * (_g1 + _g2)) / 4
    drag = _in_angles(book["currents.drag_integrand"].expression)
    moving = _in_angles(book["currents.moving_integrand"].expression)
    return (
        Step(
            "moving_self_energy",
            "With A(t) t3 for p the algebra of `rate_of_current` is one of operators, g g = 1:",
            _normed(nested, g),
            A * g * A * g - g * A * g * A,
            ALGEBRA,
            shown=r"[A t_3, g[A t_3, g]] = [A t_3\,g\,A t_3, g]",
        ),
        Step(
            "moving_source",
            "so a relative change a of the field in a state at rate Gamma_q is a source h_3 = "
            "(Gamma_q/2) a (g_1 + g_2), h_1 = -(Gamma_q/2) a (f_1 + f_2).",
            rate_q / 2 * _a * pair,
            source[_h1] * _t1 + source[_h3] * _t3,
            _TRIG,
            shown=r"\frac{\Gamma_q}{2} a\,t_3(g_1 + g_2)t_3 = h_1 t_1 + h_3 t_3",
        ),
        Step(
            "moving_change",
            "It changes g by (S = sin(2 v), d = (theta_1 - theta_2)/2)",
            of_field,
            -2 * rate_q * _a * sp.sin(2 * _v) * sp.cos(_d) / _below,
            _TRIG,
            shown=r"y_a = -\frac{2\Gamma_q a\,S\cos d}{K + C\Gamma}",
        ),
        Step(
            "drag_integrand",
            "and drags the gap: delta Delta = -Gamma_q a W/D.",
            of_field * sp.cos(_v),
            -rate_q * _a * drag,
            _TRIG,
            shown=r"y_a\cos v = -\Gamma_q a\,\frac{\partial\mathcal{W}_q}{\partial\omega}",
        ),
        Step(
            "current_change",
            "The current (A - Tr t3 g A t3 g/2)/2 changes with g, per A, by",
            change,
            sp.sin(2 * _v) * sp.cos(_d),
            _TRIG,
            shown=r"-\frac{1}{4}\mathrm{Tr}\,t_3 X t_3 (g_1 + g_2) = S\cos d",
        ),
        Step(
            "moving_integrand",
            "which at a fixed gap gives",
            change * of_field,
            -rate_q * _a * moving,
            _TRIG,
            shown=r"S\cos d\;y_a = -\Gamma_q a\,\frac{\partial\mathcal{M}}{\partial\omega}",
        ),
        Step(
            "drag_back",
            "and, per change of the gap, the drag again.",
            change * of_gap,
            drag,
            _TRIG,
            shown=r"S\cos d\,\frac{2\cos v}{K + C\Gamma} ="
            r" \frac{\partial\mathcal{W}_q}{\partial\omega}",
        ),
        Step(
            "conduction_moving",
            "Together:",
            N_c - rate_q * M_q + W_q * (-rate_q * W_q / D_A),
            book["currents.conduction_moving"],
            ALGEBRA,
            shown=r"\mathcal{N} - \Gamma_q\mathcal{M} + \mathcal{W}_q\frac{\delta\Delta}{a} ="
            r" \frac{\Omega\sigma}{\sigma_N}",
        ),
    )


def _normed(expression: sp.Expr, g: sp.Symbol) -> sp.Expr:
    """Return a sum of products of operators with g g = 1."""
    return sp.expand(expression).subs(g**2, 1)


def field_steps(book: Book) -> tuple[Step, ...]:
    """Return the steps from a small field to the conduction, without and with a current."""
    return (*_conduction(book), *_linear(book), *_moving(book))


def static_steps(book: Book) -> tuple[Step, ...]:
    """Return the steps to the static limit, the derivative of the current by the phase."""
    root = sp.sqrt(1 + u**2)
    at: dict[Any, Any] = {u_1: u, u_2: u, rate_s: alpha * Delta}
    measure = 2 * Delta * book["equilibrium.measure"].unfolded  # both signs of the frequency
    drag = book["currents.drag_integrand"].unfolded.subs(at)
    moving = book["currents.moving_integrand"].unfolded.subs(at)
    of_moving = sp.Rational(8, 3) * u**3 / root**3
    of_drag = 2 * (sp.atan(u) - u / (1 + u**2))
    ln_gap = book["thermodynamics.ln_gap"].unfolded
    gap = sp.exp(ln_gap)
    density = sp.pi * book["currents.density"].unfolded
    followed = density.subs(Delta, gap)
    total = book["currents.conduction_moving"].unfolded.subs(
        {
            N_c: followed,
            M_q: sp.Limit(of_moving, u, sp.oo),
            W_q: sp.Limit(of_drag, u, sp.oo),
            D_A: book["response.static"].unfolded,
        }
    )
    return (
        Step(
            "static_moving",
            "Static limit, alpha <= 1: primitives in u of M, which is 8/3,",
            sp.Derivative(of_moving, u),
            moving * measure,
            ALGEBRA,
        ),
        Step(
            "static_drag",
            "and of W, which is pi.",
            sp.Derivative(of_drag, u),
            drag * measure,
            ALGEBRA,
        ),
        Step(
            "static_conduction",
            "With N = pi n_s and D(0) of chain `response` the sum is n + 2 Gamma_q dn/dGamma, n = "
            "pi n_s with the gap following: the derivative of the current n(Gamma) A by A.",
            total,
            followed + 2 * rate_q * sp.diff(followed, alpha) / sp.diff(alpha * gap, alpha),
            ALGEBRA,
            shown=r"\pi n_s - \frac{8}{3}\Gamma_q - \frac{\pi^2\Gamma_q}{D(0)} = \pi n_s +"
            r" 2\Gamma_q\,\pi\frac{dn_s}{d\Gamma}",
        ),
    )
