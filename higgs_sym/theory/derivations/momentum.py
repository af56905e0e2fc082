"""Chain of the amplitude at a wave vector: kernel, static response, thresholds and tails."""

from typing import Any

import sympy as sp

from higgs_sym.checks import ALGEBRA, Computed, Proof, by_derivative
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import (
    D_0,
    R_1,
    R_2,
    C,
    D_n,
    Delta,
    K,
    Q,
    R,
    alpha,
    omega,
    rate_s,
    t,
    u_1,
    u_2,
    v,
)
from higgs_sym.theory.derivations.response_edge import algebraic_edge

_r = sp.Rational
_t1 = sp.Matrix([[0, 1], [1, 0]])
_t3 = sp.Matrix([[1, 0], [0, -1]])
_q, _along = sp.symbols("q x", real=True)
_g, _h, _x, _m = sp.symbols("g h x m", positive=True)  # alpha = g^3; Q = 2 h
_y = sp.Symbol("y", real=True)
_f, _b = sp.symbols("f b", positive=True)  # h = cos f or cosh b
_EDGE = Proof(algebraic_edge, "algebra for 0 < alpha < 1")


def _exponential(difference: sp.Expr) -> bool:
    e = sp.Symbol("e_v", positive=True)
    return bool(sp.simplify(difference.rewrite(sp.exp).subs(v, sp.log(e))) == 0)


_EXPONENTIAL = Proof(_exponential, "algebra in e^v")


def _kernel(book: Book) -> tuple[Step, ...]:
    roots = sp.sqrt(1 + u_1**2), sp.sqrt(1 + u_2**2)
    g1, g2 = ((w * _t3 + _t1) / root for w, root in zip((u_1, u_2), roots, strict=True))
    h_1, h_3 = sp.symbols("h_1 h_3")
    change = h_1 * _t1 + h_3 * _t3
    diffusion = D_n * _q**2
    answer = (change - g1 * change * g2) / (K + diffusion)
    wave = answer * sp.exp(sp.I * _q * _along)
    gradient = (sp.diff(g1 * sp.diff(wave, _along), _along) / sp.exp(sp.I * _q * _along)).doit()
    unit = {Delta: 1, rate_s: alpha}
    bare = Delta * sum(roots) - rate_s
    cosine = (u_1 * u_2 - 1) / (roots[0] * roots[1])
    mean = sp.Symbol("vartheta", real=True)
    solved = 2 * sp.cos(mean) / (K + Q + alpha * C)
    average = (1 / roots[0] + 1 / roots[1]) / 2
    return (
        Step(
            "gradient",
            "Usadel: D_n grad(g grad g) = H g - g H. To first order in a wave of dg only g_1 "
            "stands before the second gradient.",
            gradient.applyfunc(sp.expand),
            (-(_q**2) * g1 * answer).applyfunc(sp.expand),
            ALGEBRA,
            shown=r"\partial_x(g_1\,\partial_x\,\delta g\,e^{iqx}) = -q^2 g_1\,\delta g\,e^{iqx}",
        ),
        Step(
            "equation",
            "With that of chain `response` on the right, dg = (dH - g_1 dH g_2)/(K + D_n q^2) "
            "solves it:",
            D_n * (-(_q**2)) * g1 * answer,
            K * g1 * answer - (g1 * change - change * g2),
            ALGEBRA,
            shown=r"-D_n q^2 g_1\,\delta g = K g_1\,\delta g - (g_1\,\delta H - \delta H\,g_2)",
        ),
        Step(
            "self_change",
            "The self-energy's own change adds C/tau_s to the denominator as without q: for a "
            "change of the gap, in units of it, dg = y X of chain `currents` has",
            K * solved,
            2 * sp.cos(mean) - (Q + alpha * C) * solved,
            ALGEBRA,
            shown=r"K y = 2\cos v - (Q + \alpha C)\,y",
        ),
        Step(
            "kernel",
            "so that y cos(v) is the kernel, with K of the registry,",
            (1 + cosine) / ((bare + alpha * cosine).subs(unit) + Q),
            book["momentum.kernel"],
            ALGEBRA,
            shown=r"\frac{1 + C}{R_1 + R_2 - \alpha + Q + \alpha C} ="
            r" \frac{\delta f}{\delta\Delta}",
        ),
        Step(
            "kernel_uniform",
            "that of chain `response` at q = 0,",
            book["momentum.kernel"].unfolded.subs(Q, 0),
            book["response.kernel"].unfolded.subs(unit),
            ALGEBRA,
            shown=r"\frac{\delta f}{\delta\Delta}|_{Q = 0} = \frac{1 + C}{R_1 + R_2 - \alpha +"
            r" \alpha C}",
        ),
        Step(
            "integrand",
            "and the integrand of D follows with the gap equation.",
            average - book["momentum.kernel"].unfolded,
            book["momentum.integrand"],
            ALGEBRA,
            shown=r"\frac{1}{2}\left(\frac{1}{R_1} + \frac{1}{R_2}\right) - \frac{\delta"
            r" f}{\delta\Delta} = \frac{\partial D}{\partial\omega_1}",
        ),
    )


def _static(book: Book) -> tuple[Step, ...]:
    small = book["momentum.static_clean"].unfolded
    large = book["momentum.static_clean_large"].unfolded
    at_rest = {R_1: R, R_2: R, C: (R**2 - 2) / R**2, alpha: 0, Q: 2 * _h}
    integrand = book["momentum.integrand"].expression.subs(at_rest)
    root = sp.sqrt(1 - _h**2)
    primitive = 2 / root * sp.atan((sp.exp(v) + _h) / root)
    beyond = sp.log((sp.exp(v) + sp.exp(-_b)) / (sp.exp(v) + sp.exp(_b))) / sp.sinh(_b)
    return (
        Step(
            "static_fractions",
            "Static and without pair breaking, u = sinh v on both sides of 0, u^2 = R^2 - 1, "
            "h = Q/2:",
            2 * integrand * R,
            2 / (_h * R) - 2 * (1 - _h**2) / (_h * (R + _h)),
            ALGEBRA,
            shown=r"2R\,\frac{\partial D}{\partial\omega_1} = \frac{2}{h R} -"
            r" \frac{2(1 - h^2)}{h(R + h)}",
        ),
        Step(
            "static_primitive",
            "int dv/R = pi/2 (chain `equilibrium`); for h < 1",
            sp.Derivative(primitive, v),
            1 / (sp.cosh(v) + _h),
            _EXPONENTIAL,
        ),
        Step(
            "static_end",
            "between v = 0 and infinity is arccos(h)/sqrt(1 - h^2), h = cos f, by",
            sp.pi - 2 * sp.atan((1 + sp.cos(_f)) / sp.sin(_f)),
            _f,
            by_derivative(_f, sp.pi / 2),
        ),
        Step(
            "static_clean",
            "Together:",
            sp.pi / _h - 2 * (1 - _h**2) / _h * sp.acos(_h) / root,
            small.subs(Q, 2 * _h),
            ALGEBRA,
            shown=r"\frac{\pi}{h} - \frac{2(1 - h^2)}{h}\,\frac{\arccos h}{\sqrt{1 - h^2}} ="
            r" D(0, q)",
        ),
        Step(
            "static_primitive_large",
            "For h = cosh b",
            sp.Derivative(beyond, v),
            1 / (sp.cosh(v) + sp.cosh(_b)),
            _EXPONENTIAL,
        ),
        Step(
            "static_clean_large",
            "from 0 to infinity is b/sinh b:",
            sp.pi / _h + 2 * (_h**2 - 1) / _h * sp.acosh(_h) / sp.sqrt(_h**2 - 1),
            large.subs(Q, 2 * _h),
            ALGEBRA,
            shown=r"\frac{\pi}{h} + \frac{2(h^2 - 1)}{h}\,\frac{\mathrm{arcosh}\,h}{\sqrt{h^2 -"
            r" 1}} = D(0, q)",
        ),
        Step(
            "static_end_large",
            "(the upper end gives nothing),",
            -sp.log((1 + sp.exp(-_b)) / (1 + sp.exp(_b))),
            _b,
            by_derivative(_b, 0),
        ),
        Step(
            "static_meet",
            "the two meet at Q = 2,",
            small.subs(Q, 2),
            large.subs(Q, 2),
            ALGEBRA,
            shown=r"D(0, q)|_{Q = 2 - 0} = \pi = D(0, q)|_{Q = 2 + 0}",
        ),
        Step(
            "static_uniform",
            "and q = 0 is the uniform one.",
            sp.Limit(small.subs(Q, _x), _x, 0),
            book["response.static"].unfolded.subs(alpha, 0),
            ALGEBRA,
        ),
    )


def _threshold_clean(book: Book) -> tuple[Step, ...]:
    e1, e2, r1, r2 = sp.symbols("e_1 e_2 r_1 r_2")
    near = (_h**2 * r1 * r2 + (1 + _h**2 * e1) * (1 + _h**2 * e2) - 1) / (_h**2 * r1 * r2)
    L = sp.Symbol("Lambda", positive=True)
    pinch = sp.asinh(_y / _m)
    clean = book["momentum.threshold_clean"].unfolded
    tau = sp.Symbol("tau", positive=True)
    return (
        Step(
            "clean_edge",
            "Without pair breaking, E = 1 + h^2 e and R = h r near both edges, and at Q > 0 the "
            "kernel is (1 + C)/Q:",
            sp.Limit(near / (_h * r1 + _h * r2 + Q), _h, 0),
            (1 + (e1 + e2) / (r1 * r2)) / Q,
            ALGEBRA,
        ),
        Step(
            "clean_pinch",
            "e_1 + e_2 = omega - 2 = -2 m. Perpendicular to the axis e = -m + i y and -m - i y, "
            "r^2 = -2 e:",
            (-2 * (-_m + sp.I * _y)) * (-2 * (-_m - sp.I * _y)),
            4 * (_y**2 + _m**2),
            ALGEBRA,
            shown=r"r_1^2 r_2^2 = (2m - 2iy)(2m + 2iy) = 4(y^2 + m^2)",
        ),
        Step(
            "clean_primitive",
            "so 1/(r_1 r_2) has the primitive (1/2)",
            sp.Derivative(pinch, _y),
            1 / sp.sqrt(_y**2 + _m**2),
            ALGEBRA,
        ),
        Step(
            "clean_log",
            "which, from -Lambda to Lambda, is not analytic in m:",
            sp.Limit(pinch.subs(_y, L) - sp.log(2 * L), L, sp.oo),
            -sp.log(_m),
            ALGEBRA,
        ),
        Step(
            "threshold_clean",
            "D gets ((omega - 2)/Q) ln(m), and above threshold, omega + i0, ln(m) = ln|m| - i pi.",
            -sp.im(sp.log(_m) - sp.I * sp.pi) / Q,
            book["momentum.threshold_clean"],
            ALGEBRA,
            shown=r"-\frac{1}{Q}\,\mathrm{Im}(\ln|m| - i\pi) = d_1",
        ),
        Step(
            "clean_exact",
            "Against the exact -Im D, half the sum of the kernel over the signs of both roots "
            "between the edges, 10^-8 above threshold at Q = 1/2, 1, 3.",
            sp.S.Zero,
            sp.S.Zero,
            Computed(lambda: _exact_clean(book), _r(1, 10**6)),
            shown=r"-\mathrm{Im}\,D(\omega, q) \simeq d_1(\omega - 2\Delta)",
        ),
        Step(
            "tail_integral",
            "A linear onset gives a tail t^-2: int_0^oo x e^(i x t) dx = 1/(-i t)^2, at t = i tau,",
            sp.Integral(_x * sp.exp(-_x * tau), (_x, 0, sp.oo)),
            1 / tau**2,
            ALGEBRA,
        ),
        Step(
            "tail_sign",
            "so that -(2/pi) int Im(D(0)/D) cos(omega t)/omega has the tail +A cos(2 Delta t)/t^2:",
            sp.re(sp.expand_complex(sp.exp(sp.I * omega * t) / (-sp.I) ** 2)),
            -sp.cos(omega * t),
            ALGEBRA,
            shown=r"\mathrm{Re}\left[e^{i\omega t}\frac{1}{(-i)^2}\right] = -\cos(\omega t)",
        ),
        Step(
            "tail_clean",
            "with",
            (2 / sp.pi) * D_0 * clean / 2,
            book["momentum.tail_clean"],
            ALGEBRA,
            shown=r"\frac{2}{\pi}D(0)\frac{d_1}{2\Delta} = A_q\,D(2\Delta, q)^2",
        ),
    )


def _threshold(book: Book) -> tuple[Step, ...]:
    coefficient = book["momentum.threshold_coefficient"].unfolded
    edge = (book["threshold.gap_edge"].unfolded / Delta).subs(alpha, _g**3)
    in_g = coefficient.subs(alpha, _g**3)
    below = 2 * _g - 2 * _g**3 + Q
    spread = 2 / (3 * sp.sqrt(1 - _g**2))  # as in chain `response`
    return (
        Step(
            "flips_denominator",
            "With pair breaking the edge is at R = g = alpha^(1/3), and there, C = -1, the "
            "denominator has Q as well.",
            (_g + _g + Q - _g**3) - _g**3,
            below,
            ALGEBRA,
            shown=r"(R_1 + R_2 + Q - \alpha + \alpha C)|_{R_1 = R_2 = g,\,C = -1} ="
            r" 2g - 2g^3 + Q",
        ),
        Step(
            "threshold_coefficient",
            "The square of chain `response` stays quadratic: its cross term over the denominator.",
            spread / (2 * _g**2) * 2 / below * sp.pi / 4,
            in_g,
            _EDGE,
            shown=r"\frac{\pi}{4}\,\frac{2}{3\sqrt{1 - g^2}\,g^2\,(2g - 2g^3 + Q)} = d_2",
        ),
        Step(
            "threshold_uniform",
            "It is that of chain `response` at q = 0.",
            in_g.subs(Q, 0),
            book["response.threshold_coefficient"].unfolded.subs(alpha, _g**3),
            _EDGE,
            shown=r"d_2|_{Q = 0} = \frac{\pi}{12\alpha\,\Delta_{\mathrm{th}}}",
        ),
        Step(
            "flips_exact",
            "Against the exact -Im D, 10^-7 above threshold, at alpha = 1/10 and 1/2, Q = 1/2, 2.",
            sp.S.Zero,
            sp.S.Zero,
            Computed(lambda: _exact_flips(book), _r(1, 10000)),
            shown=r"-\mathrm{Im}\,D(\omega, q) \simeq d_2(\omega - 2\Delta_{\mathrm{th}})^2",
        ),
        Step(
            "tail",
            "So the tail stays t^-3 at every q (chain `response`):",
            (2 / sp.pi) * D_0 * in_g / (2 * edge) * 2,
            book["momentum.tail"].unfolded.subs(alpha, _g**3),
            _EDGE,
            shown=r"\frac{2}{\pi}D(0)\frac{d_2}{2\Delta_{\mathrm{th}}}\cdot 2 ="
            r" A_q\,D(2\Delta_{\mathrm{th}}, q)^2",
        ),
    )


def _above(a: Any, Q_: Any, x: Any) -> Any:
    """Return -Im D at `x` above threshold, from all signs of the two roots between the edges."""
    import mpmath as mp

    edge = (1 - mp.cbrt(a) ** 2) ** mp.mpf(1.5)

    def angle(above: Any) -> Any:
        # chi of E = edge + above = sin(chi) - a tan(chi), on one side of the cut; R = cos(chi).
        if a == 0:
            return mp.asin(mp.mpc(1 + above, 0))
        away = mp.sqrt(2 * above / (3 * mp.cbrt(edge)))
        start = mp.acos(mp.cbrt(a)) + 1j * away
        return mp.findroot(lambda chi: mp.sin(chi) - a * mp.tan(chi) - edge - above, start)

    def kernel(p: Any, q: Any) -> Any:
        root_p, root_q = mp.cos(p), mp.cos(q)
        coherence = (mp.sin(p) * mp.sin(q) - 1) / (root_p * root_q)
        return (1 + coherence) / (root_p + root_q + Q_ - a + a * coherence)

    def inside(part: Any) -> Any:
        # The energies above the edges, x sin^2 and x cos^2, without their roots at the ends.
        one, two = angle(x * mp.sin(part) ** 2), angle(x * mp.cos(part) ** 2)
        jump = mp.re(kernel(one, mp.conj(two)) - kernel(one, two))
        return jump * x * mp.sin(2 * part)

    return mp.quad(inside, [0, mp.pi / 4, mp.pi / 2], maxdegree=4)


def _exact_clean(book: Book) -> list[tuple[Any, Any]]:
    import mpmath as mp

    clean = book["momentum.threshold_clean"].lambdify("mpmath")
    with mp.workdps(30):
        x = mp.mpf(10) ** -8
        return [(_above(mp.mpf(0), Q_, x), clean(Q_) * x) for Q_ in (mp.mpf("0.5"), 1, 3)]


def _exact_flips(book: Book) -> list[tuple[Any, Any]]:
    import mpmath as mp

    coefficient = book["momentum.threshold_coefficient"].lambdify("mpmath")
    with mp.workdps(30):
        x = mp.mpf(10) ** -7
        cases = [(a, Q_) for a in (mp.mpf("0.1"), mp.mpf("0.5")) for Q_ in (mp.mpf("0.5"), 2)]
        return [(_above(a, Q_, x), coefficient(a, Q_) * x**2) for a, Q_ in cases]


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the amplitude's response at a wave vector."""
    return (*_kernel(book), *_static(book), *_threshold_clean(book), *_threshold(book))


CHAIN = Derivation(
    id="momentum",
    title="Amplitude at a wave vector",
    claim="K + D_n q^2; D(0, q); -Im D linear and t^-2 at fixed q, quadratic and t^-3 with spin "
    "flips",
    build=_steps,
    establishes=tuple(
        f"momentum.{name}"
        for name in (
            "kernel",
            "integrand",
            "static_clean",
            "static_clean_large",
            "threshold_clean",
            "tail_clean",
            "threshold_coefficient",
            "tail",
        )
    ),
    missing=(
        "The tail t^-2 takes over from t^(-1/2) when omega - 2 Delta < Q^2 Delta resolves; the "
        "crossover is not derived.",
        "D(2 Delta, q) has no closed form here; it is computed.",
    ),
)
