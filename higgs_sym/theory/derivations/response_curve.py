"""Chain 9, what is evaluated: the rational curve and its fold, the two integrands, D(0)."""

import sympy as sp

from higgs_sym.checks import ALGEBRA, Proof
from higgs_sym.derivation import Book, Step
from higgs_sym.symbols import Delta, alpha, e_s, e_v, r, r_1, r_2, rate_s, u, u_1, u_2

_third = sp.Rational(1, 3)
_t2 = sp.Matrix([[0, -sp.I], [sp.I, 0]])
_t3 = sp.Matrix([[1, 0], [0, -1]])
_t1 = sp.Matrix([[0, 1], [1, 0]])
_change, _f2, _g0 = sp.symbols("h_2 f_2 g_0")
_x = sp.Symbol("x")


def _inside_gapless(difference: sp.Expr) -> bool:
    """Prove for alpha > 1, by alpha^(1/3) = sqrt(1 + q^2)."""
    q = sp.Symbol("q", positive=True)
    plain = difference.subs(alpha, (1 + q**2) ** sp.Rational(3, 2))
    return bool(sp.simplify(sp.powdenest(plain, force=True)) == 0)


_GAPLESS = Proof(_inside_gapless, "algebra for alpha > 1")


def curve_steps(book: Book) -> tuple[Step, ...]:
    """Return the steps to the rational curve and the depth of its fold."""
    frequency = book["equilibrium.frequency"].unfolded
    fold = sp.sqrt(alpha ** (2 * _third) - 1)
    return (
        Step(
            "curve",
            "With e = R + u = exp(v), that is u = (e - 1/e)/2 and R = (e + 1/e)/2, the u-equation "
            "omega = Delta u (1 - alpha/R) is a rational curve:",
            sp.UnevaluatedExpr((e_v - 1 / e_v) / 2)
            * (1 - alpha / sp.UnevaluatedExpr((e_v + 1 / e_v) / 2)),
            book["response.curve"].unfolded,
            ALGEBRA,
        ),
        Step(
            "curve_is_frequency",
            "the same function as in (12).",
            sp.Subs(book["response.curve"].unfolded, e_v, u + sp.sqrt(1 + u**2)),
            frequency,
            ALGEBRA,
        ),
        Step(
            "fold",
            "For alpha > 1 it folds (two branches meet) where R = alpha^(1/3), at real u, on the "
            "other sheet,",
            sp.Subs(sp.Derivative(frequency, u), u, fold),
            sp.S.Zero,
            _GAPLESS,
        ),
        Step(
            "fold_depth",
            "at omega = -gamma_g, the real frequency -i gamma_g.",
            -sp.Subs(frequency, u, fold),
            book["response.fold_depth"].unfolded,
            _GAPLESS,
        ),
    )


def integrand_steps(book: Book) -> tuple[Step, ...]:
    """Return the steps to what is integrated for the amplitude and for the phase."""
    root_1, root_2 = sp.sqrt(1 + u_1**2), sp.sqrt(1 + u_2**2)
    g1, g2 = ((v * _t3 + _t1) / sp.sqrt(1 + v**2) for v in (u_1, u_2))
    B = (u_1 * u_2 + 1) / (root_1 * root_2)
    P = (u_1 - u_2) / (root_1 * root_2)
    response = _f2 * _t2 + _g0 * sp.eye(2)
    change = _change * _t2 + rate_s / 2 * _t3 * response * _t3
    outer, inner = _change - rate_s / 2 * _f2, rate_s / 2 * _g0
    k, b, s = sp.symbols("K B P")
    shape = [
        outer * (1 + b) - sp.I * s * inner - k * _f2,
        sp.I * s * outer + inner * (1 - b) - k * _g0,
    ]
    matrix, vector = sp.linear_eq_to_matrix(shape, [_f2, _g0])
    found = sp.cancel(matrix.inv()[0, :].dot(vector) / _change)
    unfolded = {b: B, s: P}
    average = (1 / root_1 + 1 / root_2) / 2
    unit = {Delta: 1, rate_s: alpha}
    return (
        Step(
            "integrand_formula",
            "What is summed over frequencies: the average of f = 1/R at the two, which the gap "
            "equation gives, less the kernel (Delta = 1).",
            average - sp.Subs(book["response.kernel"].unfolded, tuple(unit), tuple(unit.values())),
            book["response.integrand"],
            ALGEBRA,
            shown=r"\frac{1}{2}\left(\frac{1}{R_1} + \frac{1}{R_2}\right) - \frac{\delta"
            r" f}{\delta\Delta}|_{\Delta = 1,\,\tau_s^{-1} = \alpha} ="
            r" \frac{\partial D}{\partial\omega_1}",
        ),
        Step(
            "phase_components",
            "A change h_2 of the phase is along t_2, with which it brings the unit matrix.",
            change - sp.MatMul(g1, change, g2, evaluate=False),
            sp.expand(shape[0] + k * _f2).subs(unfolded) * _t2
            + sp.expand(shape[1] + k * _g0).subs(unfolded) * sp.eye(2),
            ALGEBRA,
            shown=r"\delta H - g_1\,\delta H\,g_2 = "
            r"[(1+B)h - i P h_0]\,t_2 + [(1-B)h_0 + i P h]",
        ),
        Step(
            "phase_unit",
            "B = (u_1 u_2 + 1)/(R_1 R_2) and P = (u_1 - u_2)/(R_1 R_2) are a cosine and a sine.",
            B**2 + P**2,
            sp.S.One,
            ALGEBRA,
        ),
        Step(
            "phase_solved",
            "Solved with the self-energy's own change, the part along t_2:",
            sp.expand(sp.numer(found) * (k + b * rate_s)).subs(s**2, 1 - b**2),
            sp.expand(sp.denom(found) * (1 + b)).subs(s**2, 1 - b**2),
            ALGEBRA,
            shown=r"\frac{\delta f_2}{h_2} = \frac{1 + B}{K + B/\tau_s}",
        ),
        Step(
            "phase_kernel",
            "This is the formula of the registry.",
            (1 + B) / (Delta * (root_1 + root_2) - rate_s + B * rate_s),
            book["response.phase_kernel"],
            ALGEBRA,
            shown=r"\frac{1 + B}{\Delta(R_1 + R_2) - \tau_s^{-1} + B\tau_s^{-1}} ="
            r" \frac{\delta f_2}{\delta\Delta_2}",
        ),
        Step(
            "phase_integrand",
            "The phase's integrand in the same way;",
            average
            - sp.Subs(book["response.phase_kernel"].unfolded, tuple(unit), tuple(unit.values())),
            book["response.phase_integrand"],
            ALGEBRA,
            shown=r"\frac{1}{2}\left(\frac{1}{R_1} + \frac{1}{R_2}\right) - \frac{\delta"
            r" f_2}{\delta\Delta_2}|_{\Delta = 1,\,\tau_s^{-1} = \alpha} ="
            r" \frac{\partial D_2}{\partial\omega_1}",
        ),
        Step(
            "goldstone",
            "it vanishes at zero frequency, for every alpha: turning the phase costs nothing.",
            sp.Subs(book["response.phase_integrand"].unfolded, (u_1, u_2), (u, u)),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\frac{\partial D_2}{\partial\omega_1}|_{u_1 = u_2 = u} = 0",
        ),
    )


def gapless_static_steps(book: Book, primitive: sp.Expr) -> tuple[Step, ...]:
    """Return the steps to D(0) for alpha > 1 from the `primitive` in u of its integrand."""
    w = sp.Symbol("w", positive=True)  # u where omega = 0, so that alpha = sqrt(1 + w^2)
    gapless = book["response.static_gapless"].unfolded
    ln_gap = book["thermodynamics.ln_gap_gapless"].unfolded
    at_start = {alpha: sp.sqrt(1 + w**2), u: w}
    return (
        Step(
            "static_gapless",
            "Gapless, the integral starts at R = alpha, u = w = sqrt(alpha^2 - 1); less its value "
            "from 0, with arcsin(1/alpha) = pi/2 - arctan(w):",
            book["response.static"].unfolded.subs(alpha, sp.sqrt(1 + w**2))
            - sp.Subs(primitive, tuple(at_start), tuple(at_start.values())),
            gapless.subs(alpha, sp.sqrt(1 + w**2)).subs(
                sp.asin(1 / sp.sqrt(1 + w**2)), sp.pi / 2 - sp.atan(w)
            ),
            ALGEBRA,
            shown=r"2 - \frac{\pi\alpha}{2} - \left[\frac{2u}{R} - \alpha\left(\arctan u"
            r" + \frac{u}{R^2}\right)\right]_{u = w,\,R = \alpha} = 2 - \sqrt{1 -"
            r" \frac{1}{\alpha^2}} - \alpha\left(\frac{\pi}{2} - \arctan w\right)",
        ),
        Step(
            "static_gapless_limit",
            "It meets the gapped one at alpha = 1.",
            sp.Subs(gapless, alpha, 1),
            sp.Subs(book["response.static"].unfolded, alpha, 1),
            ALGEBRA,
            shown=r"\left[2 - \sqrt{1 - \frac{1}{\alpha^2}} -"
            r" \alpha\arcsin\frac{1}{\alpha}\right]_{\alpha = 1} = 2 -"
            r" \frac{\pi}{2}",
        ),
        Step(
            "thermodynamic_gapless",
            "and is the derivative of -1/lambda too (alpha = 1/n).",
            sp.Subs(2 * (1 + alpha * sp.Derivative(ln_gap, alpha)), alpha, 1 / _n),
            gapless.subs(alpha, 1 / _n),
            Proof(_inside, "algebra for alpha > 1"),
            shown=r"2\left(1 +"
            r" \alpha\frac{d}{d\alpha}\ln\frac{\Delta}{\Delta_{\mathrm{clean}}}\right)"
            r" = 2 - \sqrt{1 - \frac{1}{\alpha^2}} - \alpha\arcsin\frac{1}{\alpha}",
        ),
    )


_n = sp.Symbol("n", positive=True)


def _inside(difference: sp.Expr) -> bool:
    """Prove for 0 < n < 1, by n = 2 q/(1 + q^2), q = 1/(1 + m): then all roots are rational."""
    m = sp.Symbol("m", positive=True)
    half_angle = 2 / (1 + m) / (1 + (1 + m) ** -2)
    plain = difference.subs(sp.asin(_n), sp.Symbol("A")).subs(_n, half_angle)
    plain = plain.replace(
        lambda part: part.is_Pow and not part.exp.is_integer,
        lambda part: sp.powdenest(sp.factor(sp.together(part.base)) ** part.exp, force=True),
    )
    return bool(sp.simplify(plain) == 0)


def scaling_formula_steps(book: Book) -> tuple[Step, ...]:
    """Return the steps that put the scaling form into the shape that is computed."""
    curve = book["response.scaling_curve"].unfolded
    cubic = {n: -2 * e * n - 2 for n, e in ((r_1, sp.Symbol("e_1")), (r_2, sp.Symbol("e_2")))}
    e_1, e_2 = sp.symbols("e_1 e_2")
    return (
        Step(
            "scaling_curve",
            "The cubic, of the registry.",
            sp.expand(r * curve) / r,
            r**3 + 2 * e_s * r + 2,
            ALGEBRA,
            shown=r"r^3 + 2 e r + 2 = 0",
        ),
        Step(
            "scaling_fold",
            "Its fold, where the derivative in r vanishes too, is at r = 1, e = -3/2.",
            sp.Matrix([curve, sp.Derivative(curve, r)]).subs({r: 1, e_s: -3 * sp.S.Half}).doit(),
            sp.zeros(2, 1),
            ALGEBRA,
            shown=r"(r^3 + 2 e r + 2)|_{r = 1, e = -3/2} = 0 = "
            r"\frac{\partial}{\partial r}(r^3 + 2 e r + 2)|_{r = 1, e = -3/2}",
        ),
        Step(
            "scaling_integrand",
            "With r^2 = -2 e - 2/r the squares of the integrand become -2 (x + 1/r_1 + 1/r_2), "
            "x = e_1 + e_2, which does not cancel.",
            sp.expand(
                (cubic[r_1] / r_1 + cubic[r_2] / r_2)
                / sp.cancel((r_1**2 + r_2**2) / book["response.scaling_integrand"].unfolded)
            ),
            -2 * (e_1 + e_2 + 1 / r_1 + 1 / r_2) / (r_1 * r_2 * (r_1 + r_2)),
            ALGEBRA,
            shown=r"\frac{r_1^2 + r_2^2}{r_1 r_2(r_1 + r_2)} = -\frac{2(x + 1/r_1 +"
            r" 1/r_2)}{r_1 r_2(r_1 + r_2)}",
        ),
    )
