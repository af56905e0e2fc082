"""Chain 10: from the Dyson equation on the Keldysh contour toward (9), and where it stops."""

import sympy as sp

from higgs_sym.checks import ALGEBRA, Proof
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import Delta_s, eps, omega, rate_s, rate_u

# Blocks of the contour matrices do not commute; steps call the inverse of the free propagator b.
_G11, _G12, _G21 = sp.symbols("G^{11} G^{12} G^{21}", commutative=False)
_S11, _S12, _S21 = sp.symbols(r"\Sigma^{11} \Sigma^{12} \Sigma^{21}", commutative=False)
_G22 = _G12 + _G21 - _G11
_S22 = -(_S11 + _S12 + _S21)
_GR, _GA, _GK = _G11 - _G12, _G11 - _G21, _G11 + _G22
_SR, _SA, _SK = _S11 + _S12, _S11 + _S21, _S12 + _S21
_t1 = sp.Matrix([[0, 1], [1, 0]])
_t3 = sp.Matrix([[1, 0], [0, -1]])
_Sx, _Sy, _Sz = sp.symbols("S_x S_y S_z", real=True)
_Lx, _Ly, _Lz = sp.symbols("L_x L_y L_z", real=True)
_dx, _dy, _dz = sp.symbols(r"\dot{S}_x \dot{S}_y \dot{S}_z", real=True)
_D = sp.Symbol("Delta", positive=True)
_EXPAND = Proof(lambda e: sp.expand(e) == 0, "expansion with non-commuting blocks")


def _keldysh_matrix(x: sp.Expr, y: sp.Expr, z: sp.Expr) -> sp.Matrix:
    """Energy integral of G^K by (8), S = i int G, and the symmetries of G^K."""
    return -sp.I * sp.Matrix([[z, x + sp.I * y], [x - sp.I * y, -z]])


def _contour() -> tuple[Step, ...]:
    scattering = sp.Symbol("r", positive=True)
    G = sp.Matrix([[_G11, _G12], [_G21, _G22]])
    self_energy = scattering * _t3 * G * _t3
    upper = [_S11 * _G11 + _S12 * _G21, _S11 * _G12 + _S12 * _G22]
    lower = [_S21 * _G11 + _S22 * _G21, _S21 * _G12 + _S22 * _G22]
    right_upper = _G11 * _S11 + _G12 * _S21
    right_lower = _G21 * _S12 + _G22 * _S22
    collision = _SR * _GK - _SK * _GA + _GR * _SK - _GK * _SA
    return (
        Step(
            "signs",
            "(4): the two contour matrices gamma^z change the sign of the off-diagonal blocks.",
            self_energy,
            scattering * sp.Matrix([[_G11, -_G12], [-_G21, _G22]]),
            _EXPAND,
            shown=r"r\,\gamma^z\begin{pmatrix}G^{11} & G^{12} \\ G^{21} &"
            r" G^{22}\end{pmatrix}\gamma^z = r\begin{pmatrix}G^{11} & -G^{12} \\"
            r" -G^{21} & G^{22}\end{pmatrix}",
        ),
        Step(
            "sum",
            "So the four blocks of the self-energy add up to zero.",
            sum(self_energy, sp.S.Zero),
            sp.S.Zero,
            _EXPAND,
            shown=r"\Sigma^{11} + \Sigma^{12} + \Sigma^{21} + \Sigma^{22} = 0",
        ),
        Step(
            "retarded",
            "Sigma^R = Sigma^11 + Sigma^12 is G^R = G^11 - G^12,",
            (self_energy[0, 0] + self_energy[0, 1]) / scattering,
            _GR,
            _EXPAND,
            shown=r"(\Sigma^{11} + \Sigma^{12})/r = G^{11} - G^{12} = G^R",
        ),
        Step(
            "advanced",
            "Sigma^A is G^A,",
            (self_energy[0, 0] + self_energy[1, 0]) / scattering,
            _GA,
            _EXPAND,
            shown=r"(\Sigma^{11} + \Sigma^{21})/r = G^{11} - G^{21} = G^A",
        ),
        Step(
            "keldysh",
            "and Sigma^K, defined as Sigma^12 + Sigma^21, is minus G^K.",
            (self_energy[0, 1] + self_energy[1, 0]) / scattering,
            -_GK,
            _EXPAND,
            shown=r"(\Sigma^{12} + \Sigma^{21})/r = -(G^{12} + G^{21}) = -G^K",
        ),
        Step(
            "dyson_retarded",
            "Dyson's equation in the blocks (second row with b -> -b): b G^R - 1 = Sigma^R G^R.",
            upper[0] - upper[1],
            _SR * _GR,
            _EXPAND,
            shown=r"(\Sigma^{11}G^{11} + \Sigma^{12}G^{21}) - (\Sigma^{11}G^{12} +"
            r" \Sigma^{12}G^{22}) = \Sigma^R G^R",
        ),
        Step(
            "dyson_left",
            "b G^K = Sigma^R G^K - Sigma^K G^A,",
            upper[0] - lower[1],
            _SR * _GK - _SK * _GA,
            _EXPAND,
            shown=r"(\Sigma^{11}G^{11} + \Sigma^{12}G^{21}) - (\Sigma^{21}G^{12} +"
            r" \Sigma^{22}G^{22}) = \Sigma^R G^K - \Sigma^K G^A",
        ),
        Step(
            "dyson_right",
            "and G^K b = G^K Sigma^A - G^R Sigma^K.",
            right_upper - right_lower,
            _GK * _SA - _GR * _SK,
            _EXPAND,
            shown=r"(G^{11}\Sigma^{11} + G^{12}\Sigma^{21}) - (G^{21}\Sigma^{12} +"
            r" G^{22}\Sigma^{22}) = G^K\Sigma^A - G^R\Sigma^K",
        ),
        Step(
            "collision",
            "Their difference is the collision integral (6), with its signs.",
            (upper[0] - lower[1]) - (right_upper - right_lower),
            collision,
            _EXPAND,
            shown=r"b\,G^K - G^K b = \Sigma^R G^K - \Sigma^K G^A + G^R\Sigma^K -"
            r" G^K\Sigma^A",
        ),
    )


def _gradient() -> tuple[Step, ...]:
    a1, a2, b1, b2, time, size = sp.symbols("a_1 a_2 b_1 b_2 T h", real=True)
    # A = exp(i (a eps + b T)) is, by (7), delta(a + t_2 - t_1) exp(i b (t_1 + t_2)/2).
    t1, t2 = time + (a1 + a2) / 2, time - (a1 + a2) / 2
    middle = t1 - a1
    phase = b1 * (t1 + middle) / 2 + b2 * (middle + t2) / 2
    moyal = sp.I / 2 * ((sp.I * a1) * (sp.I * b2) - (sp.I * b1) * (sp.I * a2))
    return (
        Step(
            "moyal",
            "The convolution of two plane waves in (eps, t): by (7) their kernels meet at one "
            "time, and the phase beyond the product is (i/2)(d_eps d_t - d_t d_eps). Plane waves "
            "span all functions.",
            sp.I * phase,
            sp.I * (b1 + b2) * time + moyal,
            ALGEBRA,
        ),
        Step(
            "gradient",
            "Its first order is the gradient expansion of the paper.",
            sp.diff(sp.exp(size * moyal), size).subs(size, 0),
            moyal,
            ALGEBRA,
            shown=r"\frac{d}{dh}e^{hM}|_{h = 0} = M ="
            r" \frac{i}{2}(\partial_{\varepsilon}^A\partial_t^B -"
            r" \partial_t^A\partial_{\varepsilon}^B)",
        ),
    )


def _left_side() -> tuple[Step, ...]:
    G, dG = _keldysh_matrix(_Sx, _Sy, _Sz), _keldysh_matrix(_dx, _dy, _dz)
    gap = -_D  # Delta_12 = -Delta(t), real
    first = sp.I * dG[0, 0] + gap * sp.conjugate(G[0, 1]) + G[0, 1] * gap
    second = sp.I * dG[0, 1] - 2 * eps * G[0, 1] + G[0, 0] * gap - gap * sp.conjugate(G[0, 0])
    energy = sp.sqrt(eps**2 + _D**2)
    hamiltonian = sp.Matrix([[eps, gap], [gap, -eps]])
    ground = -sp.I * hamiltonian / energy  # G^K(t, t) = -i sign(H)
    return (
        Step(
            "left_z",
            "(5), 11 component, with (8): the left side of the z equation of (9).",
            first,
            _dz - 2 * _D * _Sy,
            ALGEBRA,
        ),
        Step(
            "left_xy",
            "(5), 12 component: the left sides of the x and y equations.",
            second,
            (_dx - 2 * eps * _Sy) + sp.I * (_dy + 2 * eps * _Sx + 2 * _D * _Sz),
            ALGEBRA,
        ),
        Step(
            "square",
            "The Hamiltonian matrix of (5) squares to E^2, so its sign is H/E.",
            hamiltonian * hamiltonian,
            energy**2 * sp.eye(2),
            ALGEBRA,
            shown=r"H^2 = \begin{pmatrix}\varepsilon & -\Delta \\ -\Delta &"
            r" -\varepsilon\end{pmatrix}^2 = E^2",
        ),
        Step(
            "sign",
            "In the ground state G^K = -i H/E at equal times: (8) as printed gives the opposite of "
            "(11) and (12), S = (-Delta, 0, eps)/E. Its overall sign must be -i for Delta > 0 in "
            "(10); the left sides do not change.",
            sp.Matrix([sp.I * ground[0, 0], sp.I * ground[0, 1]]),
            sp.Matrix([eps / energy, -_D / energy]),
            ALGEBRA,
            shown=r"(iG^K_{11}, iG^K_{12}) = \left(\frac{\varepsilon}{E},"
            r" -\frac{\Delta}{E}\right)",
        ),
    )


def _right_side(book: Book) -> tuple[Step, ...]:
    rate, rate_m = rate_s + rate_u, rate_s - rate_u
    source = {
        axis: book[f"sources.{axis}"].expression for axis in "xyz"
    }  # folded: in L^x, L^y, L^z
    names = {"L_x": _Lx, "L_y": _Ly, "L_z": _Lz}
    plain = {
        name: names[f"L_{str(name)[1]}"]
        for axis in "xyz"
        for name, _ in book[f"sources.{axis}"].where
        if str(name) in ("Lx", "Ly", "Lz")
    }
    # Momentum-integrated propagator of the clean steady state, over pi nu, for |omega| < Delta.
    local = -(omega * sp.eye(2) - Delta_s * _t1) / sp.sqrt(Delta_s**2 - omega**2)
    total = rate_s / 2 * local + rate_u / 2 * _t3 * local * _t3
    diagonal = sp.diff(total[0, 0], omega).subs(omega, 0)
    off_diagonal = total[0, 1].subs(omega, 0)
    # Clean motion of L, with Delta = Delta_s.
    moving = {
        _dx: 2 * eps * _Ly, _dy: -2 * eps * _Lx - 2 * Delta_s * _Lz, _dz: 2 * Delta_s * _Ly,
    }  # fmt: skip
    G, dG = _keldysh_matrix(_Lx, _Ly, _Lz), _keldysh_matrix(_dx, _dy, _dz).subs(moving)
    collision = off_diagonal * (_t1 * G - G * _t1) + sp.I * diagonal * dG
    real, imaginary = (f(sp.expand(collision[0, 1])) for f in (sp.re, sp.im))
    zero = {name: 0 for name in source["y"].free_symbols if str(name) in ("W", "cos_theta")}
    energy = next(name for name, _ in book["sources.y"].where if str(name) == "E")
    static = {_Lx: Delta_s / energy, _Ly: 0, _Lz: -eps / energy}
    return (
        Step(
            "self_energy_slope",
            "The self-energies of the clean steady state, expanded about zero frequency: the "
            "diagonal part is -omega/(2 tau Delta_s),",
            diagonal,
            -rate / (2 * Delta_s),
            ALGEBRA,
            shown=r"\frac{d\Sigma_{11}}{d\omega}|_{\omega = 0} = -\frac{1}{2\tau\Delta_s}",
        ),
        Step(
            "self_energy_gap",
            "the off-diagonal part 1/(2 tau_m): the magnetic and the nonmagnetic term differ in "
            "sign, by the sigma^z of (4).",
            off_diagonal,
            rate_m / 2,
            ALGEBRA,
            shown=r"\Sigma_{12}|_{\omega = 0} = \frac{\tau_s^{-1} - \tau_u^{-1}}{2} ="
            r" \frac{1}{2\tau_m}",
        ),
        Step(
            "self_energy_flat",
            "and the off-diagonal part has no slope there.",
            sp.diff(total[0, 1], omega).subs(omega, 0),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\frac{d\Sigma_{12}}{d\omega}|_{\omega = 0} = 0",
        ),
        Step(
            "source_x",
            "Zeroth order in the off-diagonal part, first gradient order in the diagonal one, with "
            "L for S and the clean motion for its derivative: the x source of (9).",
            real,
            source["x"].subs(plain),
            ALGEBRA,
        ),
        Step(
            "source_z",
            "The z source of (9).",
            collision[0, 0],
            source["z"].subs(plain),
            ALGEBRA,
        ),
        Step(
            "source_y",
            "The terms of the y source of (9) with L.",
            imaginary,
            source["y"].subs(zero).subs(plain),
            ALGEBRA,
        ),
        Step(
            "static_part",
            "What (9) adds, the term with cos(theta), is minus the static part of these: L at "
            "rest, times cos(theta), gives -eps cos(theta)/(tau_m E).",
            imaginary.subs(static),
            -eps * rate_m / energy,
            ALGEBRA,
        ),
    )


def _steps(book: Book) -> tuple[Step, ...]:
    """Go from the contour toward (9)."""
    return (*_contour(), *_gradient(), *_left_side(), *_right_side(book))


CHAIN = Derivation(
    id="keldysh",
    title="From the Keldysh contour toward (9)",
    claim="(4)-(8) hold (one sign apart); (9) is obtained except for W and cos(theta)",
    build=_steps,
    missing=(
        "The terms with W and cos(theta) of the y equation are not obtained. They belong to "
        "the static part, Sigma^K and what multiplies static G^K beyond zero frequency. That "
        "(9) must keep its equilibrium at rest fixes their sum (chain `equilibrium`); this is "
        "how W is defined here.",
        "The sources with L follow from self-energies expanded about zero frequency. G^K has "
        "its weight at |omega| = E >= Delta_s, where these self-energies are not analytic (a "
        "branch point at Delta_s), so the expansion has no small parameter; chain `response` "
        "keeps the full frequency dependence and obtains no undamped mode.",
        "The sine of theta and its parity are defined only in the paper's supplement.",
    ),
)
