"""Chain 9, at the threshold: the quadratic onset, the tail that follows, and small alpha."""

from typing import Any

import sympy as sp

from higgs_sym.checks import ALGEBRA, Computed, Proof, by_series
from higgs_sym.derivation import Book, Step
from higgs_sym.symbols import Delta, R, alpha, e_s, omega, r, r_1, r_2, t

_r = sp.Rational
_a1, _a2 = sp.symbols("chi_1 chi_2", real=True)  # on the real axis R = cos(chi)
_h = sp.Symbol("h", positive=True)
_g = sp.Symbol("g", positive=True)  # alpha = g^3
_x = sp.Symbol("x", positive=True)


def threshold_steps(book: Book) -> tuple[Step, ...]:
    """Return the steps from the edge of the density of states to the tail t^-3."""
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
            shown=r"(R_1 + R_2 - \alpha + \alpha C)|_{R_1 = R_2 = g,\,C = -1} = 2g - 2g^3",
        ),
        Step(
            "pinch",
            "The contour passes between the two edges; perpendicular to the axis the product of "
            "the two roots is sqrt(y^2 + m^2), m half of the distance of the edges.",
            sp.Derivative(pinch, y),
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
            Proof(algebraic_edge, "algebra for 0 < alpha < 1"),
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
            shown=r"\frac{2}{\pi}D(0)\frac{d_2}{2\Delta_{\mathrm{th}}}\cdot 2 = \frac{2"
            r" - \pi g^3/2}{6g^3(1 - g^2)^3}",
        ),
        Step(
            "tail_sign",
            "Real part of e^(i omega t) 2/(-i t)^3.",
            sp.re(sp.expand_complex(sp.exp(sp.I * omega * t) * 2 / (-sp.I) ** 3)),
            2 * sp.sin(omega * t),
            ALGEBRA,
            shown=r"\mathrm{Re}\left[e^{i\omega t}\frac{2}{(-i)^3}\right] = 2\sin(\omega"
            r" t)",
        ),
    )


def algebraic_edge(difference: sp.Expr) -> bool:
    """Prove for 0 < alpha < 1, alpha = g^3, by g = cos(a)."""
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


def scaling_steps(book: Book) -> tuple[Step, ...]:
    """Return the steps to the scaling form for small alpha."""
    r1, r2 = r_1, r_2
    near = ((R - alpha) ** 2 * (R**2 - 1) + (1 + _h**2 * e_s) ** 2 * R**2).subs(
        {R: _h * r, alpha: _h**3}
    )
    C = -(r1**2 + r2**2) / (2 * r1 * r2)
    return (
        Step(
            "cubic",
            "Small alpha = h^3: near E = 1 the quartic with R = h r, E = 1 + h^2 e becomes, at "
            "order h^4, a cubic without parameter.",
            sp.Limit(sp.expand(near / _h**4), _h, 0),
            r * book["response.scaling_curve"].unfolded,
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
            book["response.scaling_integrand"].unfolded,
            ALGEBRA,
        ),
    )
