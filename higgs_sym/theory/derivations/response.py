"""Chain 9: linear response of the exact theory, from the homogeneous quasiclassical equation."""

from typing import Any

import sympy as sp

from higgs_sym.derivation import (
    ALGEBRA,
    Book,
    Computed,
    Derivation,
    Proof,
    Step,
    by_series,
)
from higgs_sym.symbols import Delta, R, alpha, omega, rate_s, rate_u, t, u, u_1, u_2

_r = sp.Rational
_t1 = sp.Matrix([[0, 1], [1, 0]])
_t3 = sp.Matrix([[1, 0], [0, -1]])
_change = sp.Symbol("delta_Delta")
_f, _g3 = sp.symbols("delta_f delta_g")
_a1, _a2 = sp.symbols("chi_1 chi_2", real=True)  # angles of the clean-like state: R = cos(chi)
_h = sp.Symbol("h", positive=True)
_g = sp.Symbol("g", positive=True)
_x = sp.Symbol("x", positive=True)


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
        Step("norm", "Normalisation of g = (u t3 + t1)/R.", g * g, sp.eye(2), ALGEBRA),
        Step(
            "rest",
            "At rest H = omega t3 + Delta t1 + t3 g t3/(2 tau_s) is (Delta R - 1/(2 tau_s)) g: the "
            "u-equation.",
            h,
            (Delta * root - rate_s / 2) * g,
            ALGEBRA,
        ),
        Step(
            "anderson",
            "The nonmagnetic self-energy g/(2 tau_u) drops out of H o g - g o H, since "
            "g o g - g o g = 0, in any motion; to first order, with any dg:",
            rate_u / 2 * (g1 * any_change + any_change * g2 - g1 * any_change - any_change * g2),
            sp.zeros(2, 2),
            ALGEBRA,
        ),
        Step(
            "linear",
            "First order: H_1 dg - dg H_2 + dH g_2 - g_1 dH = 0 and g_1 dg + dg g_2 = 0 give "
            "K g_1 dg = g_1 dH - dH g_2; this dg = (dH - g_1 dH g_2)/K keeps the normalisation.",
            g1 * right + right * g2,
            sp.zeros(2, 2),
            ALGEBRA,
        ),
        Step(
            "solves",
            "It solves the first-order equation.",
            K * g1 * right - (g1 * change - change * g2),
            sp.zeros(2, 2),
            ALGEBRA,
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
        ),
        Step(
            "static_integrand",
            "Static limit: primitive in u of the integrand of D(0), Delta = 1.",
            sp.diff(primitive, u),
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
        ),
    )


def _threshold(book: Book) -> tuple[Step, ...]:
    coefficient = book["response.threshold_coefficient"].unfolded.subs(alpha, _g**3)
    tail = book["response.tail_over_edge"].unfolded.subs(alpha, _g**3)
    static = book["response.static"].unfolded.subs(alpha, _g**3)
    edge = (book["threshold.gap_edge"].unfolded / Delta).subs(alpha, _g**3)
    U = sp.sqrt(1 - _g**2)
    curvature = 3 * U / _g**2  # -E'' of chain `threshold`
    spread = 2 / curvature / _g**2  # (chi - chi_edge)^2 = -spread (E - E_th), as dU = R d chi
    denominator = 2 * (_g - _g**3)
    # 1 + C = -(chi_1 - chi_2)^2/(2 R^2), of which the cross term has twice the product.
    cross = spread / (2 * _g**2) * 2 / denominator
    y = sp.Symbol("y", real=True)
    L = sp.Symbol("Lambda", positive=True)
    m = sp.Symbol("m", positive=True)
    pinch = (y * sp.sqrt(y**2 + m**2) + m**2 * sp.asinh(y / m)) / 2
    one_plus = 1 + (sp.sin(_a1) * sp.sin(_a2) - 1) / (sp.cos(_a1) * sp.cos(_a2))
    tau = sp.Symbol("tau", positive=True)
    return (
        Step(
            "coherence",
            "On the real axis, u = -i sin(chi), R = cos(chi): 1 + C vanishes at two equal edges.",
            one_plus,
            (sp.cos(_a1 + _a2) * -1 + 2 * sp.cos(_a1) * sp.cos(_a2) - 1)
            / (sp.cos(_a1) * sp.cos(_a2)),
            ALGEBRA,
            shown=r"1 + C = \frac{\cos(\chi_1-\chi_2) - 1}{\cos\chi_1\cos\chi_2}",
        ),
        Step(
            "coherence_square",
            "It is quadratic there: -(chi_1 - chi_2)^2/(2 R^2), by",
            sp.cos(_h) - 1,
            -(_h**2) / 2,
            by_series(_h, 4),
        ),
        Step(
            "denominator",
            "while the denominator stays finite: R_1 + R_2 - alpha + alpha C at C = -1.",
            (_g + _g - _g**3) - _g**3,
            denominator,
            ALGEBRA,
        ),
        Step(
            "pinch",
            "The contour passes between the two edges; perpendicular to the axis the product of "
            "the two roots is sqrt(y^2 + m^2), m half of the distance of the edges.",
            sp.diff(pinch, y),
            sp.sqrt(y**2 + m**2),
            ALGEBRA,
        ),
        Step(
            "pinch_log",
            "Its non-analytic part is -m^2 ln(m): above threshold ln(m) gets -i pi/2 twice, "
            "so the imaginary part is pi m^2 = pi (omega - 2 Delta_th)^2/4.",
            sp.Limit(2 * pinch.subs(y, L) - L**2 - m**2 * sp.log(2 * L), L, sp.oo),
            m**2 / 2 - m**2 * sp.log(m),
            ALGEBRA,
        ),
        Step(
            "coefficient",
            "Edge coefficient of chain `threshold` into the cross term, times pi/4.",
            cross * sp.pi / 4,
            coefficient,
            Proof(_algebraic_edge, "algebra for 0 < alpha < 1"),
        ),
        Step(
            "jump",
            "Against the exact discontinuity of the kernel across the pinched segment, at "
            "alpha = 1/10 and 1/2, 10^-6 above threshold.",
            sp.S.Zero,
            sp.S.Zero,
            Computed(lambda: _exact_jump(book), _r(1, 1000)),
            shown=r"-\mathrm{Im}\,D(\omega) \simeq d_2(\omega - 2\Delta_{\mathrm{th}})^2",
        ),
        Step(
            "tail_integral",
            "A quadratic onset gives a cubic tail: int_0^oo x^2 e^(i x t) dx = 2/(-i t)^3, here at "
            "t = i tau;",
            sp.Integral(_x**2 * sp.exp(-_x * tau), (_x, 0, sp.oo)),
            2 / tau**3,
            ALGEBRA,
        ),
        Step(
            "tail",
            "-(2/pi) int Im(D(0)/D) cos(omega t)/omega: the tail -A sin(2 Delta_th t)/t^3.",
            (2 / sp.pi) * static * coefficient / (2 * edge) * 2,
            tail,
            ALGEBRA,
        ),
        Step(
            "tail_sign",
            "Real part of e^(i omega t) 2/(-i t)^3.",
            sp.re(sp.expand_complex(sp.exp(sp.I * omega * t) * 2 / (-sp.I) ** 3)),
            2 * sp.sin(omega * t),
            ALGEBRA,
        ),
    )


def _algebraic_edge(difference: sp.Expr) -> bool:
    angle = sp.Symbol("a", positive=True)
    sine = sp.Symbol("s_a", positive=True)
    plain = sp.powdenest(difference, force=True).subs(1 - _g**2, sine**2)
    plain = sp.powdenest(plain, force=True).subs(_g, sp.cos(angle)).subs(sine, sp.sin(angle))
    return bool(sp.simplify(plain) == 0)


def _exact_jump(book: Book) -> list[tuple[Any, Any]]:
    """Half of the jump of the kernel over the levels between the two edges, and the formula."""
    import mpmath as mp

    coefficient = book["response.threshold_coefficient"].lambdify("mpmath")
    pairs = []
    with mp.workdps(30):
        for a in (mp.mpf(1) / 10, mp.mpf(1) / 2):
            edge = (1 - mp.cbrt(a) ** 2) ** 1.5
            x = mp.mpf(10) ** -6
            frequency = 2 * edge + x

            def sine(energy: Any, a: Any = a, edge: Any = edge) -> Any:
                # chi with energy = sin(chi) - a tan(chi), on one side of the cut.
                away = mp.sqrt(2 * (energy - edge) / (3 * mp.cbrt(edge)))
                start = mp.acos(mp.cbrt(a)) + 1j * away
                return mp.findroot(lambda q: mp.sin(q) - a * mp.tan(q) - energy, start)

            def jump(energy: Any, a: Any = a, frequency: Any = frequency) -> Any:
                one, two = sine(energy), sine(frequency - energy)

                def kernel(p: Any, q: Any) -> Any:
                    root_p, root_q = mp.cos(p), mp.cos(q)
                    coherence = (mp.sin(p) * mp.sin(q) - 1) / (root_p * root_q)
                    return (1 + coherence) / (root_p + root_q - a + a * coherence)

                return kernel(one, two) - kernel(one, mp.conj(two))

            total = mp.quad(jump, [edge, frequency / 2, frequency - edge], maxdegree=4)
            # The pinch counts the cross term pi/4, the segment alone pi/8; both signs of a root.
            pairs.append((abs(mp.re(total)), coefficient(a) * x**2))
    return pairs


def _scaling() -> tuple[Step, ...]:
    r, e, r1, r2 = sp.symbols("r e r_1 r_2", positive=True)
    near = ((R - alpha) ** 2 * (R**2 - 1) + (1 + _h**2 * e) ** 2 * R**2).subs(
        {R: _h * r, alpha: _h**3}
    )
    C = -(r1**2 + r2**2) / (2 * r1 * r2)
    return (
        Step(
            "cubic",
            "Small alpha = h^3: near E = 1 the quartic with R = h r, E = 1 + h^2 e becomes, at "
            "order h^4, a cubic without parameter.",
            sp.Limit(sp.expand(near / _h**4), _h, 0),
            r * (r**3 + 2 * e * r + 2),
            ALGEBRA,
        ),
        Step(
            "coherence_scaling",
            "u_1 u_2 - 1 becomes -(R_1^2 + R_2^2)/2 to this order.",
            sp.sqrt(1 - _h**2 * r1**2) * sp.sqrt(1 - _h**2 * r2**2) - 1,
            -(_h**2) * (r1**2 + r2**2) / 2,
            by_series(_h, 4),
        ),
        Step(
            "integrand",
            "Then (f_1 + f_2)/2 - kernel is 1/h times a function of r_1, r_2; with dE = h^2 de, D "
            "= alpha^(1/3) S(z) with one function S of z = (omega - 2)/alpha^(2/3).",
            (1 / r1 + 1 / r2) / 2 - (1 + C) / (r1 + r2),
            (r1**2 + r2**2) / (r1 * r2 * (r1 + r2)),
            ALGEBRA,
        ),
    )


def chain(book: Book) -> Derivation:
    """Derive the exact linear response."""
    steps = (*_equation(book), *_clean_and_static(book), *_threshold(book), *_scaling())
    return Derivation(
        "response",
        "Exact linear response",
        "delta f = delta Delta (1+C)/(K + C/tau_s); tau_u cancels; D(0); quadratic threshold, t^-3",
        steps,
        tuple(
            f"response.{name}"
            for name in ("kernel", "static", "threshold_coefficient", "tail_over_edge")
        ),
        (
            "The zeros of S(z) on the second sheet are numbers without a closed form; they are "
            "computed, not derived.",
            "That D has no zero on the real axis at or below the threshold is a numerical finding.",
        ),
    )
