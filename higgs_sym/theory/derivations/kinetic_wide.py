"""Chain 13: what the bands have in common, the infinite one, and the way to it.

The symbols are contour functions, whose products do not commute; m stands for L_-, a for the
square root of L_+ L_-, so that L_+ = a^2/m.
"""

import sympy as sp

from higgs_sym.checks import ALGEBRA, Proof
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import (
    R_1,
    R_2,
    Delta,
    W_b,
    alpha,
    eps,
    eta,
    k_b,
    rate_s,
    rate_u,
    u,
    u_1,
    u_2,
    z,
)
from higgs_sym.theory.derivations.kinetic import EXPAND

_i = sp.I
_RATIONAL = Proof(
    lambda e: sp.expand(sp.together(e).as_numer_denom()[0]) == 0, "expansion over one denominator"
)
_m, _a, _q, _T, _D1 = sp.symbols(r"m a q \partial \Delta", commutative=False)
_F0, _F1, _Fp, _Fm = sp.symbols("F_0 F_1 F_+ F_-", commutative=False)
_Xp, _Xm, _Lp, _Lm = sp.symbols("X_+ X_- L_+ L_-", commutative=False)
_y, _e1, _e2 = sp.symbols("y e_1 e_2", positive=True)
_hop, _flip = sp.symbols("h q", positive=True)


def _any_band() -> tuple[Step, ...]:
    plus = (_q + eps**2) * _m**-1  # L_+, with q = L_+ L_- - eps^2
    one, other = _m * _q**-1, _q**-1 * plus
    dressed = {_Lp: _Xp**-1 + _hop * _Xm, _Lm: _Xm**-1 + _hop * _Xp}
    even, odd = _F0 + _F1, _F0 - _F1
    plus_bare, minus_bare = _i * _T - _D1, _i * _T + _D1
    equation = plus_bare * even - odd * minus_bare
    mirrored = minus_bare * odd - even * plus_bare
    source = _flip * (even * even - odd * odd)
    return (
        Step(
            "level_plus",
            "With Q = L_+ L_- - eps^2 a level's g_+ is L_-/Q,",
            (plus - eps**2 * _m**-1) * one,
            sp.S.One,
            EXPAND,
            shown=r"(L_+ - \varepsilon^2L_-^{-1})\,L_-Q^{-1} = 1",
        ),
        Step(
            "level_minus",
            "and its g_- is (1/Q) L_+ (L_+ from the left).",
            (plus * _m - eps**2) * other,
            plus,
            EXPAND,
            shown=r"L_+\,(L_- - \varepsilon^2L_+^{-1})\,Q^{-1}L_+ = L_+",
        ),
        Step(
            "level_identity",
            "So L_- g_- = g_+ L_+ at every level, and L_- X_- = X_+ L_+ in every even band.",
            _m * other,
            one * plus,
            EXPAND,
            shown=r"L_-\,Q^{-1}L_+ = L_-Q^{-1}\,L_+,\quad g_- = Q^{-1}L_+,\quad g_+ = L_-Q^{-1}",
        ),
        Step(
            "hop_drops_out",
            "In a semicircular band the same is seen with the hopping written out: it drops out "
            "of L_- X_- - X_+ L_+, and so does potential scattering, at any width.",
            (_Lm * _Xm - _Xp * _Lp).subs(dressed),
            sp.S.Zero,
            EXPAND,
            shown=r"(X_-^{-1} + h X_+)X_- - X_+(X_+^{-1} + h X_-) = 0",
        ),
        Step(
            "even",
            "X_s = X_0 + s X_1, L_s = i d/dt - s Delta - q X_s: the mean of this equation and "
            "its mirror image, i(d/dt + d/dt')X_0 = (Delta - Delta')X_1, from which q is gone.",
            (equation + mirrored) / 2,
            _i * (_T * _F0 - _F0 * _T) - (_D1 * _F1 - _F1 * _D1),
            EXPAND,
            shown=r"\tfrac{1}{2}[(\ldots)_+ + (\ldots)_-] = i\,[\partial, X_0] - [\Delta, X_1]",
        ),
        Step(
            "odd",
            "Half their difference: i(d/dt - d/dt')X_1 = (Delta + Delta')X_0 plus",
            (equation - mirrored) / 2,
            _i * (_T * _F1 + _F1 * _T) - (_D1 * _F0 + _F0 * _D1),
            EXPAND,
            shown=r"\tfrac{1}{2}[(\ldots)_+ - (\ldots)_-] = i\,\{\partial, X_1\} - \{\Delta,"
            r" X_0\}",
        ),
        Step(
            "odd_source",
            "the convolutions that spin flips leave, X_+ * X_+ - X_- * X_-.",
            source,
            2 * _flip * (_F0 * _F1 + _F1 * _F0),
            EXPAND,
            shown=r"q(X_+X_+ - X_-X_-) = 2q(X_0X_1 + X_1X_0)",
        ),
    )


def _infinite() -> tuple[Step, ...]:
    plus, root = _a**2 * _m**-1, _m * _a * _m**-1
    first, second = _m * _a**-1, plus * root**-1
    kappa = sp.Symbol("kappa", positive=True)
    with_u = rate_u / 2 * _i
    even, odd = _F0 + _F1, _F0 - _F1
    return (
        Step(
            "lorentz",
            "Infinite band, w = 1: the integral over eps of 1/(a^2 - eps^2) at a = i kappa is "
            "-pi/kappa = -i pi/a; so int G_+ = -i pi F_+, F_+ = L_-(L_+ L_-)^(-1/2).",
            sp.Integral(1 / ((_i * kappa) ** 2 - eps**2), (eps, -sp.oo, sp.oo)),
            -sp.pi / kappa,
            ALGEBRA,
        ),
        Step(
            "root",
            "a is the square root of L_+ L_-; that of L_- L_+ is L_- a/L_-.",
            sp.expand(root * root),
            _m * plus,
            EXPAND,
            shown=r"(L_- a L_-^{-1})^2 = L_-L_+,\quad a^2 = L_+L_-",
        ),
        Step(
            "normalised",
            "So F_+ F_- = 1,",
            first * second,
            sp.S.One,
            EXPAND,
            shown=r"L_-a^{-1}\,L_+(L_-aL_-^{-1})^{-1} = 1",
        ),
        Step(
            "eilenberger",
            "and L_+ F_+ = F_- L_-, the homogeneous equation.",
            plus * first,
            second * _m,
            EXPAND,
            shown=r"L_+\,L_-a^{-1} = L_+(L_-aL_-^{-1})^{-1}\,L_-",
        ),
        Step(
            "self_energy",
            "Spin flips: Sigma_s = -(i/2 tau_s)F_s.",
            rate_s / (2 * sp.pi) * (-_i * sp.pi * _Fp),
            -_i / 2 * rate_s * _Fp,
            EXPAND,
            shown=r"\frac{1}{2\pi\tau_s}(-i\pi F_s) = -\frac{i}{2\tau_s}F_s",
        ),
        Step(
            "anderson",
            "Potential scatterers, Sigma_s = -(i/2 tau_u)F_{-s}, add F_- F_+ on both sides: they "
            "drop out of every motion.",
            (_Lp + with_u * _Fm) * _Fp - _Fm * (_Lm + with_u * _Fp),
            _Lp * _Fp - _Fm * _Lm,
            EXPAND,
            shown=r"(L_+ + \tfrac{i}{2\tau_u}F_-)F_+ - F_-(L_- + \tfrac{i}{2\tau_u}F_+) ="
            r" L_+F_+ - F_-L_-",
        ),
        Step(
            "norm_components",
            "In F_s = F_0 + s F_1 the normalisation is F_0^2 - F_1^2 = 1",
            (even * odd + odd * even) / 2,
            _F0**2 - _F1**2,
            EXPAND,
            shown=r"\tfrac{1}{2}(F_+F_- + F_-F_+) = F_0^2 - F_1^2",
        ),
        Step(
            "norm_commute",
            "and F_0 commutes with F_1.",
            (odd * even - even * odd) / 2,
            _F0 * _F1 - _F1 * _F0,
            EXPAND,
            shown=r"\tfrac{1}{2}(F_-F_+ - F_+F_-) = F_0F_1 - F_1F_0",
        ),
    )


def _at_rest(book: Book) -> tuple[Step, ...]:
    root = sp.sqrt(1 + u**2)
    frequency = Delta * book["equilibrium.frequency"].unfolded.subs(alpha, rate_s / Delta)
    net = (rate_s - rate_u) / (2 * Delta)
    kappa = Delta * book["equilibrium.amplitude"].unfolded.subs(z, net)
    gap = Delta * book["equilibrium.renormalised_gap"].unfolded.subs(z, net)
    F = {s: (u - s * _i) / root for s in (1, -1)}
    L = {s: _i * frequency - s * Delta + _i / 2 * (rate_s * F[s] + rate_u * F[-s]) for s in (1, -1)}
    level = {s: L[-s] / (L[1] * L[-1] - eps**2) for s in (1, -1)}
    return (
        Step(
            "rest_norm",
            "At rest, on the Matsubara axis: F_s = (u - i s)/R.",
            F[1] * F[-1],
            sp.S.One,
            ALGEBRA,
            shown=r"\frac{(u - i)(u + i)}{R^2} = 1",
        ),
        Step(
            "abrikosov_gorkov",
            "The homogeneous equation holds at omega = u(Delta - 1/(tau_s R)), that of Abrikosov "
            "and Gor'kov.",
            L[1] * F[1] - F[-1] * L[-1],
            sp.S.Zero,
            ALGEBRA,
            shown=r"L_+F_+ - F_-L_- = 0,\quad\omega = u(\Delta - \tau_s^{-1}/R)",
        ),
        Step(
            "rest_amplitude",
            "L_+ L_- is minus the square of the amplitude of (12), with both rates,",
            L[1] * L[-1],
            -(kappa**2),
            ALGEBRA,
            shown=r"L_+L_- = -[\Delta(R - z)]^2 = -\kappa^2",
        ),
        Step(
            "rest_x",
            "half the difference of the two components of a level is the integrand of its S^x,",
            (level[-1] - level[1]) / 2,
            gap / (kappa**2 + eps**2),
            ALGEBRA,
            shown=r"\frac{g_- - g_+}{2} = \frac{\tilde\Delta}{\kappa^2 + \varepsilon^2}",
        ),
        Step(
            "rest_z",
            "and the entry beside them that of its S^z: so (12) (chain `equilibrium`).",
            eps / L[-1] * level[1],
            -eps / (kappa**2 + eps**2),
            ALGEBRA,
            shown=r"\varepsilon L_-^{-1}g_+ = -\frac{\varepsilon}{\kappa^2 + \varepsilon^2}",
        ),
    )


def _response(book: Book) -> tuple[Step, ...]:
    change, dp = sp.symbols("delta_Delta delta_F_+")
    one = book["response.kernel"]
    kernel = one.expression
    inner = {str(name): part for name, part in one.where}
    for name in ("K", "C"):
        kernel = kernel.subs(sp.Symbol(name, real=True), inner[name])
    rational = {
        u_1: (_e1 - 1 / _e1) / 2,
        u_2: (_e2 - 1 / _e2) / 2,
        R_1: (_e1 + 1 / _e1) / 2,
        R_2: (_e2 + 1 / _e2) / 2,
    }
    F1 = {s: (u_1 - s * _i) / R_1 for s in (1, -1)}
    F2 = {s: (u_2 - s * _i) / R_2 for s in (1, -1)}
    k1, k2 = (Delta * root - rate_s / 2 for root in (R_1, R_2))
    dm = -F1[-1] * dp * F2[-1]
    rest = {s: -s * change + _i / 2 * rate_s * one for s, one in ((1, dp), (-1, dm))}
    equation = (
        rest[1] * F2[1] + _i * k1 * F1[-1] * dp - dm * _i * k2 * F2[1] - F1[-1] * rest[-1]
    ).subs(rational)
    (found,) = sp.solve(equation, dp)
    df = (_i * (dp - dm) / 2).subs(rational).subs(dp, found)
    bare = {s: _i * u_1 * (Delta - rate_s / R_1) - s * Delta + _i / 2 * rate_s * F1[s]
            for s in (1, -1)}  # fmt: skip
    return (
        Step(
            "rest_L",
            "Linear response: at rest L_s = i kappa F_{-s}, kappa = Delta R - 1/(2 tau_s).",
            sp.Matrix([bare[1], bare[-1]]).subs(rational),
            sp.Matrix([_i * k1 * F1[-1], _i * k1 * F1[1]]).subs(rational),
            ALGEBRA,
            shown=r"i\omega - s\Delta + \frac{i}{2\tau_s}F_s = i\left(\Delta R -"
            r" \frac{1}{2\tau_s}\right)F_{-s}",
        ),
        Step(
            "response_norm",
            "The first order of F_+ F_- = 1 gives dF_- = -F_-(1) dF_+ F_-(2),",
            (dp * F2[-1] + F1[1] * dm).subs(rational),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\delta F_+\,F_-(2) + F_+(1)\,\delta F_- = 0",
        ),
        Step(
            "response",
            "and that of L_+ F_+ - F_- L_- = 0, with dL_s = -s dDelta + (i/2 tau_s)dF_s, one "
            "linear equation. Its solution, df = i dF_1, is the kernel of the exact response.",
            df / change,
            kernel.subs(rational),
            ALGEBRA,
            shown=r"\frac{i(\delta F_+ - \delta F_-)}{2\,\delta\Delta} ="
            r" \frac{1 + C}{K + C/\tau_s}",
        ),
    )


def _corrections(book: Book) -> tuple[Step, ...]:
    semicircle = (sp.sqrt(_y**2 + W_b**2) - _y) / W_b
    flat = 2 / sp.pi * sp.atan(W_b / _y)
    small = book["kinetic.eta"].unfolded
    M0, M1 = sp.symbols("M_0 M_1", commutative=False)
    ratio = (1 + eta) / (1 - eta)
    L = {s: (M0 + s * ratio * M1) / (1 + eta) for s in (1, -1)}
    new_s, new_u = sp.symbols("s u")
    solved = sp.solve([new_s + new_u - rate_s, new_s - new_u - ratio * rate_s], [new_s, new_u])
    weight = book["kinetic.weight_semicircle"].unfolded
    mean = 2 * (sp.sqrt(_y**2 + W_b**2) - _y) / W_b**2
    scale = sp.Symbol("c", positive=True)
    return (
        Step(
            "finite",
            "A finite band: int w G_+ = -i pi F_+ phi(a), phi(i y) = (y/pi) int w/(y^2 + eps^2). "
            "Semicircle, with its mean of chain `kinetic`:",
            _y / sp.pi * weight * mean / _y,
            semicircle,
            ALGEBRA,
            shown=r"\frac{y}{\pi}\int\frac{w\,d\varepsilon}{y^2 + \varepsilon^2} ="
            r" \frac{\sqrt{y^2 + W^2} - y}{W}",
        ),
        Step(
            "finite_flat",
            "Flat band.",
            _y / sp.pi * sp.Integral(1 / (_y**2 + eps**2), (eps, -W_b, W_b)),
            flat,
            ALGEBRA,
        ),
        Step(
            "wide",
            "phi(0) = 1 in both: w = 1 at the Fermi level.",
            sp.Matrix([semicircle.subs(_y, 0), sp.limit(flat, _y, 0, "+")]),
            sp.Matrix([1, 1]),
            ALGEBRA,
            shown=r"\phi(0) = 1",
        ),
        Step(
            "slope_semicircle",
            "phi = 1 + i k a/W + ..., a = i y: the first correction, semicircle",
            (-W_b * sp.diff(semicircle, _y)).subs(_y, 0),
            book["kinetic.slope_semicircle"],
            ALGEBRA,
            shown=r"-W\frac{d\phi}{dy}|_{y = 0} = k",
        ),
        Step(
            "slope_flat",
            "and flat band.",
            sp.limit(-W_b * sp.diff(flat, _y), _y, 0),
            book["kinetic.slope_flat"],
            ALGEBRA,
            shown=r"-\frac{2W}{\pi}\frac{d}{dy}\arctan\frac{W}{y}|_{y = 0} = k",
        ),
        Step(
            "eta",
            "Since F_+ a = L_-, the correction of Sigma_+ is a number times L_-: eta L_-.",
            -_i / 2 * rate_s * _m * _a**-1 * (1 + _i * k_b / W_b * _a),
            -_i / 2 * rate_s * _m * _a**-1 + small * _m,
            EXPAND,
            shown=r"-\frac{i}{2\tau_s}F_+\left(1 + \frac{i k}{W}a\right) ="
            r" -\frac{i}{2\tau_s}F_+ + \eta L_-",
        ),
        Step(
            "units",
            "So L_s + eta L_{-s} = M_0 + s M_1 is as in the infinite band, M_0 = i d/dt + "
            "(i/2 tau_s)F_0, M_1 = -Delta + (i/2 tau_s)F_1, with the solution",
            sp.Matrix([L[1] + eta * L[-1], L[-1] + eta * L[1]]),
            sp.Matrix([M0 + M1, M0 - M1]),
            _RATIONAL,
            shown=r"(1 + \eta)L_s = M_0 + s\frac{1 + \eta}{1 - \eta}M_1",
        ),
        Step(
            "scale",
            "F_s is a function of L_s that a common factor leaves alone.",
            (scale * _m) * (scale * _a) ** -1,
            _m * _a**-1,
            EXPAND,
            shown=r"(c L_-)(c a)^{-1} = L_-a^{-1}",
        ),
        Step(
            "gap_effective",
            "So M_1 is larger: the gap,",
            ratio * Delta,
            book["kinetic.gap_effective"],
            ALGEBRA,
            shown=r"\Delta\frac{1 + \eta}{1 - \eta} = \Delta_{\mathrm{eff}}",
        ),
        Step(
            "rate_effective",
            "and the rate before F_1, not that before F_0. With spin flips and (negative) "
            "potential scattering s - u stands before F_1, s + u before F_0; u drops out, s is",
            solved[new_s],
            book["kinetic.rate_effective"],
            ALGEBRA,
            shown=r"\frac{1}{2\tau_s}\left(1 + \frac{1 + \eta}{1 - \eta}\right) ="
            r" (\tau_s^{-1})_{\mathrm{eff}}",
        ),
    )


def _steps(book: Book) -> tuple[Step, ...]:
    """Go from any band to the infinite one, its equilibrium and its linear response."""
    return (
        *_any_band(),
        *_infinite(),
        *_at_rest(book),
        *_response(book),
        *_corrections(book),
    )


CHAIN = Derivation(
    id="kinetic_wide",
    title="The homogeneous equation of any band, and the infinite one",
    claim="L_- X_- = X_+ L_+ at any width; the infinite band is (12) at rest and the exact "
    "response; 1/W is a change of units",
    build=_steps,
    establishes=tuple(
        f"kinetic.{name}"
        for name in (
            "slope_semicircle",
            "slope_flat",
            "eta",
            "gap_effective",
            "rate_effective",
        )
    ),
    missing=(
        "The remainder of the expansion in 1/W is not bounded here: that it is of order "
        "ln(W)/W^2 is a numerical finding.",
        "Functions of L_+ L_- are used as those of a matrix; that the root has the sign of the "
        "retarded function is the causal choice.",
    ),
)
