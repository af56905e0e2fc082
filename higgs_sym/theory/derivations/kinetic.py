"""Chain 12: from the Dyson equation (3), (4) to one scalar function, whatever the band.

Products of contour functions are convolutions and do not commute; the symbols of the steps do not
either.  s = +-1 is the eigenvalue of tau_1.
"""

import sympy as sp

from higgs_sym.checks import ALGEBRA, Digits, Proof
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import (
    Delta,
    Delta_pm,
    W_b,
    X_m,
    X_p,
    alpha,
    eps,
    flip,
    hop,
    n,
    phi,
    rate_s,
    rate_u,
    u,
    z_e,
)

_r = sp.Rational
_t1 = sp.Matrix([[0, 1], [1, 0]])
_t2 = sp.Matrix([[0, -sp.I], [sp.I, 0]])
_t3 = sp.Matrix([[1, 0], [0, -1]])
_rotation = (_t1 + _t3) / sp.sqrt(2)
_b, _G11, _G12, _G21, _G22 = sp.symbols("b G^{11} G^{12} G^{21} G^{22}", commutative=False)
_Lp, _Lm, _Xp, _Xm, _g = sp.symbols("L_+ L_- X_+ X_- g", commutative=False)
_flip, _pot, _hop = sp.symbols("q p h", positive=True)
_g3, _y, _f = sp.symbols("g_3 y f", positive=True)
EXPAND = Proof(lambda e: sp.expand(e) == 0, "expansion with non-commuting products")


def _contour() -> tuple[Step, ...]:
    r = sp.Symbol("r", positive=True)
    gamma = _t3
    G = sp.Matrix([[_G11, _G12], [_G21, _G22]])
    paper = gamma * (gamma * _b - r * gamma * G * gamma) * G
    return (
        Step(
            "contour",
            "Paper (3), (4) in the blocks of the two branches: gamma^z before a product is the "
            "direction of the branch, so (3) times gamma^z is (b - Sigma) * G = 1 with products "
            "along the contour, A * B = A gamma^z B, and Sigma = r G without any sign.",
            paper,
            _b * G - r * G * gamma * G,
            EXPAND,
            shown=r"\gamma^z[\gamma^z b - r\,\gamma^z G\,\gamma^z]\,G = b\,G - r\,G\,\gamma^z G",
        ),
    )


def _nambu() -> tuple[Step, ...]:
    H = eps * _t3 + Delta * _t1
    Xs = sp.Matrix([[_Xp, 0], [0, _Xm]])
    inside = sp.Matrix([[_Lp, -eps], [-eps, _Lm]])
    inverse_m = _Lm**-1
    column = sp.Matrix([_g, eps * inverse_m * _g])
    # g inverts L_+ - eps^2/L_-.
    first = {_Lp: _g**-1 + eps**2 * inverse_m}
    U, N = sp.symbols("U N")
    return (
        Step(
            "gauge",
            "The Nambu matrix of (5) has -Delta; tau_3 on both sides makes it eps tau_3 + Delta "
            "tau_1 and changes nothing in (4).",
            _t3 * (eps * _t3 - Delta * _t1) * _t3,
            H,
            ALGEBRA,
            shown=r"\tau_3(\varepsilon\tau_3 - \Delta\tau_1)\tau_3 = \varepsilon\tau_3"
            r" + \Delta\tau_1",
        ),
        Step(
            "mirror",
            "tau_1 turns the level eps into -eps. If Sigma commutes with tau_1, then "
            "tau_1 G(eps) tau_1 = G(-eps); with w even, int w G commutes with tau_1, and so does "
            "Sigma: consistent, at any time and on any branch.",
            _t1 * H * _t1,
            -eps * _t3 + Delta * _t1,
            ALGEBRA,
            shown=r"\tau_1 H_\varepsilon\tau_1 = -\varepsilon\tau_3 + \Delta\tau_1 ="
            r" H_{-\varepsilon}",
        ),
        Step(
            "basis",
            "In the basis of tau_1 the Hamiltonian is Delta on the diagonal and eps beside it: "
            "G(eps) inverts ((L_+, -eps), (-eps, L_-)), L_s = i d/dt - s Delta - Sigma_s.",
            _rotation * H * _rotation,
            sp.Matrix([[Delta, eps], [eps, -Delta]]),
            ALGEBRA,
            shown=r"\frac{\tau_1 + \tau_3}{\sqrt 2}H_\varepsilon\frac{\tau_1 + \tau_3}{\sqrt 2} ="
            r" \begin{pmatrix}\Delta & \varepsilon \\ \varepsilon & -\Delta\end{pmatrix}",
        ),
        Step(
            "level",
            "First column of the inverse: g = [L_+ - eps^2/L_-]^-1 is even in eps, the entry below "
            "is odd.",
            (inside * column).subs(first),
            sp.Matrix([1, 0]),
            EXPAND,
            shown=r"\begin{pmatrix}L_+ & -\varepsilon \\ -\varepsilon & L_-\end{pmatrix}"
            r"\begin{pmatrix}g \\ \varepsilon L_-^{-1}g\end{pmatrix} ="
            r" \begin{pmatrix}1 \\ 0\end{pmatrix},\quad g^{-1} = L_+ - \varepsilon^2 L_-^{-1}",
        ),
        Step(
            "self_energy",
            "So the mean of G is diag(X_+, X_-), and tau_3 on both sides of it exchanges the two: "
            "Sigma_s = q X_s + p X_{-s}, q of the spin-flip rate, p of the other.",
            _flip * Xs + _pot * (_rotation * _t3 * _rotation) * Xs * (_rotation * _t3 * _rotation),
            sp.diag(_flip * _Xp + _pot * _Xm, _flip * _Xm + _pot * _Xp),
            EXPAND,
            shown=r"q X + p\,\tau_3 X\tau_3 = \mathrm{diag}(q X_+ + p X_-, q X_- + p X_+)",
        ),
        Step(
            "charge",
            "tau_2 changes the sign of H, and H is real: the conjugate of a solution is a solution "
            "with s and -s exchanged, so U_-(t,t') = U_+(t,t')^*.",
            _t2 * H * _t2,
            -H,
            ALGEBRA,
            shown=r"\tau_2 H_\varepsilon\tau_2 = -\varepsilon\tau_3 - \Delta\tau_1",
        ),
        Step(
            "occupied",
            "It exchanges occupied and empty: N_- = (U_+ - N_+)^*. So C = U - 2 N has "
            "C_- = -C_+^*, and one pair of complex functions is left.",
            (sp.conjugate(U) - 2 * sp.conjugate(U - N)),
            -sp.conjugate(U - 2 * N),
            ALGEBRA,
            shown=r"U_+^* - 2(U_+ - N_+)^* = -(U_+ - 2N_+)^*",
        ),
    )


def _mirrored_motion() -> tuple[Step, ...]:
    U, V = sp.symbols("U V")
    return (
        Step(
            "charge_motion",
            "The same on the equation of U_+ with U_- = U_+^* inserted (a product stands for the "
            "convolution, whose limits are real): its conjugate is the equation of U_-.",
            sp.conjugate(-sp.I * Delta * U - (_flip * V + _pot * sp.conjugate(V)) * U),
            sp.I * Delta * sp.conjugate(U) - (_flip * sp.conjugate(V) + _pot * V) * sp.conjugate(U),
            ALGEBRA,
            shown=r"[-i\Delta U - (q V + p V^*)U]^* = i\Delta U^* - (q V^* + p V)U^*",
        ),
    )


def _semicircle(book: Book) -> tuple[Step, ...]:
    weight = book["kinetic.weight_semicircle"].unfolded
    w = sp.sqrt(1 - (eps / W_b) ** 2)
    primitive = (eps * w + W_b * sp.asin(eps / W_b)) / 2
    j = sp.Symbol("j", positive=True)
    lorentz = sp.cos(phi) ** 2 * W_b * _y / (_y**2 + W_b**2 * sp.sin(phi) ** 2)
    mean = sp.Integral(lorentz, (phi, -sp.pi / 2, sp.pi / 2)) / weight
    closed = 2 * (sp.sqrt(_y**2 + W_b**2) - _y) / W_b**2
    points = tuple({W_b: _r(*a), _y: _r(*b)} for a, b in (((2, 1), (1, 3)), ((5, 1), (7, 1))))
    orthogonal = sp.Matrix(
        3, 3,
        lambda a, b: sp.Integral(
            2 / sp.pi * sp.sin((a + 1) * phi) * sp.sin((b + 1) * phi), (phi, 0, sp.pi)
        ),
    )  # fmt: skip
    rest = sp.Symbol("Y", commutative=False)
    v = W_b / 2
    block = sp.Matrix([[_Lp, -v], [-v, rest**-1]])
    return (
        Step(
            "primitive_semicircle",
            "Semicircular band w = sqrt(1 - eps^2/W^2): primitive,",
            sp.Derivative(primitive, eps),
            w,
            ALGEBRA,
        ),
        Step(
            "weight_semicircle",
            "and so its levels.",
            primitive.subs(eps, W_b) - primitive.subs(eps, -W_b),
            weight,
            ALGEBRA,
            shown=r"[\tfrac{1}{2}\varepsilon w + \tfrac{W}{2}\arcsin(\varepsilon/W)]_{-W}^{W} ="
            r" \int w\,d\varepsilon",
        ),
        Step(
            "recurrence",
            "Its orthogonal polynomials sin((j + 1) a)/sin a, eps = W cos a, have one link for "
            "all: multiplication by eps is hopping by W/2 along a chain.",
            W_b * sp.cos(phi) * sp.sin((j + 1) * phi),
            v * (sp.sin((j + 2) * phi) + sp.sin(j * phi)),
            Proof(lambda e: sp.expand(sp.expand_trig(sp.expand(e).subs(
                {sp.sin((j + 2) * phi): sp.sin((j + 1) * phi + phi, evaluate=False),
                 sp.sin(j * phi): sp.sin((j + 1) * phi - phi, evaluate=False)}
            ).rewrite(sp.exp).expand())).simplify() == 0, "algebra in exponentials"),
        ),
        Step(
            "orthonormal",
            "They are normalised: the mean of F(eps) over the band is the corner of F(chain).",
            orthogonal,
            sp.eye(3),
            ALGEBRA,
            shown=r"\frac{2}{\pi}\int_0^\pi\sin((j + 1)a)\sin((k + 1)a)\,da = \delta_{jk}",
        ),
        Step(
            "corner",
            "In the level's matrix eps connects s to -s, so in the chain s of a site to -s of the "
            "next. If Y is the corner of the rest alone, X_s = [L_s - (W/2)^2 Y_{-s}]^-1.",
            (block * sp.Matrix([_Xp, v * rest * _Xp])).subs(_Lp, _Xp**-1 + v**2 * rest),
            sp.Matrix([1, 0]),
            EXPAND,
            shown=r"\begin{pmatrix}L_+ & -W/2 \\ -W/2 & Y_-^{-1}\end{pmatrix}"
            r"\begin{pmatrix}X_+ \\ (W/2)Y_- X_+\end{pmatrix} ="
            r" \begin{pmatrix}1 \\ 0\end{pmatrix},\quad X_+^{-1} = L_+ - (W/2)^2 Y_-",
        ),
        Step(
            "stieltjes",
            "The rest of this chain is the chain, Y = X. For a number L, on the imaginary axis "
            "z = i y (X = -i m), the mean over the band is",
            mean,
            closed,
            Digits(points, digits=20),
            shown=r"\frac{1}{\int w\,d\varepsilon}\int\frac{w\,y\,d\varepsilon}{y^2 +"
            r" \varepsilon^2} = \frac{2}{W^2}\left(\sqrt{y^2 + W^2} - y\right)",
        ),
        Step(
            "closed",
            "which is the fixed point of X = 1/(z - (W/2)^2 X).",
            1 / (_y + v**2 * closed),
            closed,
            ALGEBRA,
            shown=r"\frac{1}{y + (W/2)^2 m} = \frac{2}{W^2}\left(\sqrt{y^2 + W^2} - y\right) = m",
        ),
        Step(
            "flip",
            "The rates: (rate/2 pi) int w G = rate (int w)/(2 pi) X. Spin flips,",
            rate_s * weight / (2 * sp.pi),
            book["kinetic.flip"],
            ALGEBRA,
            shown=r"\frac{\tau_s^{-1}}{2\pi}\frac{\pi W}{2} = q",
        ),
        Step(
            "hop",
            "and potential scattering, which connects s to -s as the band does.",
            v**2 + rate_u * weight / (2 * sp.pi),
            book["kinetic.hop"],
            ALGEBRA,
            shown=r"\frac{W^2}{4} + \frac{\tau_u^{-1}}{2\pi}\frac{\pi W}{2} = h",
        ),
        Step(
            "band_changed",
            "So potential scattering is another band and nothing else: Anderson's theorem, at any "
            "time.",
            book["kinetic.hop"].unfolded.subs({W_b: book["kinetic.band_changed"].unfolded,
                                               rate_u: 0}, simultaneous=True),
            book["kinetic.hop"].unfolded,
            ALGEBRA,
            shown=r"\frac{W'^2}{4} = \frac{W^2}{4} + \frac{W\tau_u^{-1}}{4}",
        ),
        Step(
            "rate_changed",
            "The weight of spin flips stays, so their rate changes with the band.",
            book["kinetic.flip"].unfolded.subs(
                {W_b: book["kinetic.band_changed"].unfolded,
                 rate_s: book["kinetic.rate_changed"].unfolded}, simultaneous=True),
            book["kinetic.flip"].unfolded,
            ALGEBRA,
            shown=r"\frac{W'(\tau_s^{-1})'}{4} = \frac{W\tau_s^{-1}}{4}",
        ),
    )  # fmt: skip


def _flat(book: Book) -> tuple[Step, ...]:
    link = book["kinetic.flat_hop"].unfolded
    x = sp.Symbol("x", real=True)
    j = sp.Symbol("n", integer=True, positive=True)
    norm = 2 / (2 * j + 1)
    leading = sp.factorial(2 * j) / (2**j * sp.factorial(j) ** 2)
    monic = norm / leading**2
    first = [sp.legendre(k, x) for k in range(6)]
    products = sp.Matrix(
        5, 5, lambda a, b: sp.integrate(sp.expand(first[a] * first[b]), (x, -1, 1))
    )
    numbers = range(1, 6)
    return (
        Step(
            "weight_flat",
            "A flat band has 2 W levels.",
            sp.Integral(1, (eps, -W_b, W_b)),
            book["kinetic.weight_flat"],
            ALGEBRA,
            shown=r"\int_{-W}^{W}d\varepsilon = \int w\,d\varepsilon",
        ),
        Step(
            "legendre",
            "Its orthogonal polynomials are Legendre's, of norm 2/(2n + 1)",
            products,
            sp.diag(*(norm.subs(j, k) for k in range(5))),
            ALGEBRA,
            shown=r"\int_{-1}^{1}P_m P_n\,dx = \frac{2\delta_{mn}}{2n + 1}",
        ),
        Step(
            "leading",
            "and leading coefficient (2n)!/(2^n n!^2) (n = 1 to 5 here; Rodrigues' formula).",
            sp.Matrix([sp.Poly(first[k], x).LC() for k in numbers]),
            sp.Matrix([leading.subs(j, k) for k in numbers]),
            ALGEBRA,
            shown=r"P_n^{(n)}(x)/n! = \frac{(2n)!}{2^n n!^2}",
        ),
        Step(
            "flat_hop",
            "A link squared is the ratio of the norms of two monic polynomials in sequence: "
            "X_s of site n - 1 is [L_s - h_n X_{-s} of site n]^-1, L_s with Sigma_s on every site.",
            W_b**2 * sp.combsimp(monic / monic.subs(j, j - 1)).subs(j, n),
            link,
            ALGEBRA,
            shown=r"W^2\frac{\|p_n\|^2}{\|p_{n - 1}\|^2} = \frac{W^2n^2}{4n^2 - 1}",
        ),
        Step(
            "first_link",
            "The first link squared is the mean of eps^2.",
            sp.Integral(eps**2, (eps, -W_b, W_b)) / book["kinetic.weight_flat"].unfolded,
            link.subs(n, 1),
            ALGEBRA,
        ),
        Step(
            "closing",
            "Far along the chain the links are those of the semicircular band of the same width, "
            "which closes it.",
            sp.Limit(link, n, sp.oo),
            book["kinetic.hop"].unfolded.subs(rate_u, 0),
            ALGEBRA,
        ),
        Step(
            "flat_flip",
            "The weights of spin flips",
            rate_s * book["kinetic.weight_flat"].unfolded / (2 * sp.pi),
            book["kinetic.flat_flip"],
            ALGEBRA,
            shown=r"\frac{\tau_s^{-1}}{2\pi}2W = q",
        ),
        Step(
            "flat_potential",
            "and of potential scattering.",
            rate_u * book["kinetic.weight_flat"].unfolded / (2 * sp.pi),
            book["kinetic.flat_potential"],
            ALGEBRA,
            shown=r"\frac{\tau_u^{-1}}{2\pi}2W = p",
        ),
    )


def _at_rest(book: Book) -> tuple[Step, ...]:
    right = book["kinetic.self_consistent"].unfolded
    f, frequency = (book[f"kinetic.{name}"].unfolded for name in ("anomalous", "frequency"))
    root = sp.sqrt(1 + u**2)
    Om, dress = frequency + (hop + flip) * u * f, Delta + (hop - flip) * f
    omega = sp.Symbol("omega", real=True)
    plus, minus = -_f - sp.I * _g3, _f - sp.I * _g3
    inverse = {
        sign: (1 / right).subs({z_e: sp.I * omega, Delta_pm: sign * Delta, X_p: one, X_m: other})
        for sign, one, other in ((1, plus, minus), (-1, minus, plus))
    }
    real, imaginary = sp.expand(1 - plus * inverse[1]).as_real_imag()
    dressed = Delta + (hop - flip) * _f
    total = omega + (hop + flip) * _g3
    limit = {hop: W_b**2 / 4, flip: W_b * rate_s / 4}
    clean = {hop: W_b**2 / 4, flip: 0}
    return (
        Step(
            "self_consistent",
            "At rest contour products are products of functions of z: with Sigma in it, "
            "X_s (z - s Delta - h X_{-s} - q X_s) = 1, the formula of the registry.",
            (z_e - Delta_pm - hop * X_m - flip * X_p) * right,
            sp.S.One,
            ALGEBRA,
            shown=r"(z - s\Delta - h X_{-s} - q X_s)\,X_s = 1",
        ),
        Step(
            "mirror_rest",
            "X_-(z) = -X_+(-z) and X(z^*) = X(z)^* solve both equations: on the imaginary axis "
            "X_+ = -f - i g, X_- = f - i g. The second inverse is minus the conjugate of the "
            "first.",
            sp.expand(inverse[-1]),
            sp.expand(-sp.conjugate(inverse[1])),
            ALGEBRA,
            shown=r"i\omega + \Delta - h X_+ - q X_- = -(i\omega - \Delta - h X_- - q X_+)^*",
        ),
        Step(
            "rest_real",
            "Real part of the equation there: f D + g O = 1, D = Delta + (h - q) f, O = omega + "
            "(h + q) g,",
            1 - real,
            _f * dressed + _g3 * total,
            ALGEBRA,
            shown=r"\mathrm{Re}[X_+ X_+^{-1}] = f D + g O",
        ),
        Step(
            "rest_imaginary",
            "and imaginary part: g D = f O. So g = u f with u = O/D.",
            -imaginary,
            _g3 * dressed - _f * total,
            ALGEBRA,
            shown=r"\mathrm{Im}[X_+ X_+^{-1}] = g D - f O",
        ),
        Step(
            "anomalous",
            "The real part is then R^2 f D = 1, R^2 = 1 + u^2, a quadratic equation of f;",
            root**2 * f * dress,
            sp.S.One,
            ALGEBRA,
            shown=r"R^2 f[\Delta + (h - q)f] = 1",
        ),
        Step(
            "frequency",
            "the imaginary part is the frequency, explicit in u as in the infinite band.",
            Om,
            u * dress,
            ALGEBRA,
            shown=r"\omega + (h + q)u f = u[\Delta + (h - q)f]",
        ),
        Step(
            "mean_spin",
            "S^x = (2/pi) int_0^oo f d omega is the mean over the band: of Delta/E, when clean.",
            2 / sp.pi * sp.Integral((f * sp.diff(frequency, u)).subs(clean), (u, 0, sp.oo)),
            sp.Integral(
                2 / sp.pi * sp.cos(phi) ** 2 * Delta / sp.sqrt((W_b * sp.sin(phi)) ** 2 + Delta**2),
                (phi, -sp.pi / 2, sp.pi / 2),
            ),
            Digits(({W_b: _r(3), Delta: _r(4, 5)}, {W_b: _r(5), Delta: _r(1)}), digits=15),
            shown=r"\frac{2}{\pi}\int_0^\infty f\,\frac{d\omega}{du}\,du|_{q = 0} ="
            r" \frac{2}{\pi}\int_{-\pi/2}^{\pi/2}\frac{\Delta\cos^2\varphi\,d\varphi}"
            r"{\sqrt{W^2\sin^2\varphi + \Delta^2}}",
        ),
        Step(
            "wide_anomalous",
            "A wide band: W f/2 tends to 1/R",
            sp.Limit((W_b / 2 * f).subs(limit), W_b, sp.oo),
            1 / root,
            ALGEBRA,
            shown=r"\lim_{W\to\infty}W f/2 = \frac{1}{R}",
        ),
        Step(
            "wide_frequency",
            "and the frequency to that of Abrikosov and Gor'kov.",
            sp.Limit(frequency.subs(limit), W_b, sp.oo),
            Delta * book["equilibrium.frequency"].unfolded.subs(alpha, rate_s / Delta),
            ALGEBRA,
            shown=r"\lim_{W\to\infty}\omega = u\left(\Delta - \frac{1}{\tau_s R}\right)",
        ),
    )  # fmt: skip


def _steps(book: Book) -> tuple[Step, ...]:
    """Go from (3), (4) to the scalar equations of any band."""
    return (
        *_contour(),
        *_nambu(),
        *_mirrored_motion(),
        *_semicircle(book),
        *_flat(book),
        *_at_rest(book),
    )


CHAIN = Derivation(
    id="kinetic",
    title="The quench in the self-consistent Born approximation as a scalar equation",
    claim="(3), (4) are two scalar equations, one the conjugate of the other; a band is a chain of "
    "links; tau_u only changes the band",
    build=_steps,
    establishes=tuple(
        f"kinetic.{name}"
        for name in (
            "weight_semicircle",
            "weight_flat",
            "hop",
            "flip",
            "band_changed",
            "rate_changed",
            "flat_hop",
            "flat_flip",
            "flat_potential",
            "self_consistent",
            "anomalous",
            "frequency",
        )
    ),
    missing=(
        "That the self-consistent solution is unique, from which its symmetries follow, is taken "
        "from the causal form of the equations of motion.",
        "How fast the chain of a flat band converges with the number of its links is not derived.",
    ),
)
