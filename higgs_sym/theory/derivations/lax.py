"""Chain 7: the clean quench through the conserved Lax vector."""

from typing import Any

import sympy as sp

from higgs_sym.checks import ALGEBRA, Computed, Digits, Proof, by_series
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.formula import Formula
from higgs_sym.symbols import Delta_f, Delta_i, beta, cutoff, eps, s_D, y

_r = sp.Rational
_g, _u = sp.symbols("g u")
_e = sp.Symbol("e", positive=True)
_small = sp.Symbol("d", real=True)
_n = sp.Symbol("n", positive=True)


def _conserved(count: int) -> sp.Expr:
    """Time derivative of L^2(u) for `count` spins with their own self-consistent Delta."""
    spins = [sp.Matrix(sp.symbols(f"X{j} Y{j} Z{j}")) for j in range(count)]
    levels = sp.symbols(f"e0:{count}")
    total = sum(spins, sp.zeros(3, 1))
    gap = sp.Matrix([_g / 2 * total[0], _g / 2 * total[1], 0])
    lax, moving = sp.Matrix([0, 0, -2 / _g]), sp.zeros(3, 1)
    for spin, level in zip(spins, levels, strict=True):
        # The clean part of (9), for a gap of any phase: S' = (2 Delta_x, 2 Delta_y, -2 eps) x S.
        motion = sp.Matrix([2 * gap[0], 2 * gap[1], -2 * level]).cross(spin)
        lax += spin / (_u - level)
        moving += motion / (_u - level)
    return sp.expand(sp.together(2 * lax.dot(moving)).as_numer_denom()[0])


def _vector() -> tuple[Step, ...]:
    angle = sp.Symbol("k", real=True)
    Sx, Sy, Sz = sp.symbols("S_x S_y S_z")
    field = sp.Matrix([2 * angle, 0, -2 * eps]).cross(sp.Matrix([Sx, Sy, Sz]))
    return (
        Step(
            "precession",
            "The clean part of (9) is a precession about (2 Delta, 0, -2 eps).",
            field,
            sp.Matrix([2 * eps * Sy, -2 * eps * Sx - 2 * angle * Sz, 2 * angle * Sy]),
            ALGEBRA,
            shown=r"\begin{pmatrix}2\Delta \\ 0 \\"
            r" -2\varepsilon\end{pmatrix}\times\vec{S} ="
            r" \begin{pmatrix}2\varepsilon S_y \\ -2\varepsilon S_x - 2\Delta S_z"
            r" \\ 2\Delta S_y\end{pmatrix}",
        ),
        *(
            Step(
                f"conserved_{count}",
                f"L(u) = sum_j S_j/(u - eps_j) - (2/g) z: d L^2/dt = 0 for {count} spins of any "
                "length, at every u, with Delta = (g/2) sum S.",
                _conserved(count),
                sp.S.Zero,
                ALGEBRA,
                shown=r"\frac{d}{dt}\left[\sum_j \frac{\vec S_j}{u-\varepsilon_j}"
                r"-\frac{2}{g}\hat z\right]^2 = 0\quad(N = " + str(count) + ")",
            )
            for count in (2, 3)
        ),
    )


def _gap(book: Book) -> tuple[Step, ...]:
    energy = sp.sqrt(_e**2 + Delta_i**2)
    finite = book["lax.gap_steady_condition"]
    infinite = book["lax.gap_steady_condition_infinite"].unfolded
    beta_finite, beta_infinite = book["lax.beta"].unfolded, book["lax.beta_infinite"].unfolded
    below, above = (
        sp.sqrt(Delta_i**2 - y**2),
        sp.sqrt(y**2 - Delta_i**2),
    )
    at_level = _e / energy
    G = sp.Symbol("G")
    (branch_below, _), (branch_above, _) = finite.expression.atoms(sp.Piecewise).pop().args
    argument_below = branch_below.atoms(sp.atan).pop().args[0]
    argument_above = branch_above.atoms(sp.atanh).pop().args[0]
    inf_below = infinite.atoms(sp.Piecewise).pop().args[0][0]
    points = tuple(
        {y: _r(p), Delta_i: _r(1), beta: _r(q), cutoff: _r(10)}
        for p, q in (("1/10", "-1"), ("3/5", "-1/4"), ("7/5", "1/3"), ("20", "1"))
    )
    level = sp.Symbol("w", positive=True)
    integral = (
        y
        * (y - Delta_i)
        * sp.Integral(1 / (sp.sqrt(level**2 + Delta_i**2) * (level**2 + y**2)), (level, 0, cutoff))
    )
    grown = Delta_i * (1 + _small)
    # beta - beta^2/2 + ... : y = Delta_s of the small-quench formula, Delta_f = Delta_i e^beta.
    small = book["lax.gap_steady_small"].unfolded
    return (
        Step(
            "beta",
            "1/lambda of a ground state is int d eps/E from 0 to the cutoff.",
            sp.Derivative(sp.asinh(_e / Delta_i) - sp.asinh(_e / Delta_f), _e),
            1 / energy - 1 / sp.sqrt(_e**2 + Delta_f**2),
            ALGEBRA,
        ),
        Step(
            "beta_formula",
            "At the cutoff this is beta.",
            beta_finite,
            (sp.asinh(_e / Delta_i) - sp.asinh(_e / Delta_f)).subs(_e, cutoff),
            ALGEBRA,
            shown=r"\beta = \left[\mathrm{arsinh}\frac{e}{\Delta_i} -"
            r" \mathrm{arsinh}\frac{e}{\Delta_f}\right]_{e = \omega_D}",
        ),
        Step(
            "beta_infinite",
            "Without cutoff, beta = ln(Delta_f/Delta_i).",
            sp.Limit(beta_finite, cutoff, sp.oo),
            beta_infinite,
            ALGEBRA,
        ),
        Step(
            "continuum",
            "In the continuum L^z/2 = beta - u F and L^x/2 = Delta_i F, because:",
            eps / (_u - eps),
            -1 + _u / (_u - eps),
            ALGEBRA,
        ),
        Step(
            "imaginary_axis",
            "On the imaginary axis, u = i y, F = -i y G, and L^2/4 factorises.",
            Delta_i**2 * (-sp.I * y * G) ** 2 + (sp.I * y * (-sp.I * y * G) - beta) ** 2,
            (y * (y - Delta_i) * G - beta) * (y * (y + Delta_i) * G - beta),
            ALGEBRA,
        ),
        Step(
            "G_below",
            "Primitive of 1/(E (eps^2 + y^2)) for y < Delta_i,",
            sp.Derivative(sp.atan(at_level * below / y) / (y * below), _e),
            1 / (energy * (_e**2 + y**2)),
            ALGEBRA,
        ),
        Step(
            "G_above",
            "and for y > Delta_i.",
            sp.Derivative(sp.atanh(at_level * above / y) / (y * above), _e),
            1 / (energy * (_e**2 + y**2)),
            ALGEBRA,
        ),
        Step(
            "condition",
            "The condition of the steady-state gap, y (y - Delta_i) G = beta, both branches.",
            finite,
            integral - beta,
            Digits(points, digits=25),
            shown=r"y(y - \Delta_i)G - \beta = y(y - \Delta_i)"
            r"\int\limits_0^{\omega_D}\frac{dw}{\sqrt{w^2 + \Delta_i^2}\,(w^2 + y^2)} - \beta",
        ),
        Step(
            "infinite_below",
            "Without cutoff (s_D = 1) and with y = Delta_i cos n, the arctangent is of tan n: it "
            "is n = arccos(y/Delta_i).",
            argument_below.subs({s_D: 1, y: Delta_i * sp.cos(_n)}) ** 2,
            sp.tan(_n) ** 2,
            ALGEBRA,
        ),
        Step(
            "infinite_above",
            "With y = Delta_i cosh n it is the inverse of tanh n: n = arcosh(y/Delta_i).",
            argument_above.subs({s_D: 1, y: Delta_i * sp.cosh(_n)}) ** 2,
            sp.tanh(_n) ** 2,
            ALGEBRA,
        ),
        Step(
            "infinite_check",
            "The two forms agree on both sides at a cutoff of 10^60.",
            finite,
            book["lax.gap_steady_condition_infinite"],
            Digits(
                tuple({**point, cutoff: _r(10**60)} for point in points),
                digits=130,
                within=_r(1, 10**100),
            ),
            shown=r"y(y - \Delta_i)G|_{\omega_D = 10^{60}\Delta_i} = y(y -"
            r" \Delta_i)G|_{\omega_D = \infty}",
        ),
        Step(
            "phase_I",
            "Phase I begins where the root reaches y = 0: beta = -pi/2.",
            sp.Limit(inf_below, y, 0),
            -sp.log(book["lax.ratio_boundary"].unfolded),
            ALGEBRA,
        ),
        Step(
            "phase_III",
            "Phase III begins where the other factor, y (y + Delta_i) G = beta, has a root at "
            "y = 0: beta = +pi/2.",
            sp.Limit(-inf_below * (Delta_i + y) / (Delta_i - y), y, 0),
            sp.log(book["lax.ratio_boundary"].unfolded),
            ALGEBRA,
        ),
        Step(
            "small_quench",
            "Small quench: with y = Delta_i cosh n, beta = n tanh(n/2); Delta_s = Delta_f (1 - "
            "beta^2/6), Delta_f = Delta_i e^beta.",
            (small / Delta_f * sp.exp(beta)).subs(beta, _n * sp.tanh(_n / 2)),
            sp.cosh(_n),
            by_series(_n, 6),
        ),
        Step(
            "small_branch",
            "which is the strengthening branch.",
            sp.sqrt((grown - Delta_i) / (grown + Delta_i)).subs(_small, sp.cosh(_n) - 1) ** 2,
            sp.tanh(_n / 2) ** 2,
            ALGEBRA,
        ),
    )


def _on_shell(difference: sp.Expr) -> bool:
    energy = sp.Symbol("E_i", real=True)
    on_shell = difference.subs(energy, sp.sqrt(eps**2 + Delta_i**2))
    return bool(sp.simplify(on_shell) == 0)


def _distribution(book: Book) -> tuple[Step, ...]:
    finite, infinite = book["lax.cos_theta"], book["lax.cos_theta_infinite"]
    E_i, a = sp.symbols("E_i a", real=True)
    parts = {str(name): part for name, part in finite.where}
    parts_infinite = {str(name): part for name, part in infinite.where}
    energy = sp.sqrt(eps**2 + Delta_i**2)
    here, there = sp.sqrt(eps**2 + Delta_i**2), sp.sqrt(_e**2 + Delta_i**2)
    # arcoth, since the level lies inside of the band.
    principal = sp.log((_e * here + eps * there) / (_e * here - eps * there)) / (2 * eps * here)
    edge = sp.log((_e * here + eps * there) / (_e * here - eps * there)) / 2
    symbols = {str(name): name for name, _ in finite.where}
    plain_root = parts["root"].subs({symbols["a"]: a, symbols["E"]: E_i})
    L2 = (
        Delta_i**2 * (a - sp.I * sp.pi / 2) ** 2 / E_i**2
        + (eps * (a - sp.I * sp.pi / 2) / E_i - beta) ** 2
    )
    far = tuple(
        {eps: _r(n, 7), Delta_i: _r(1), beta: _r(1, 3), cutoff: _r(10**60)} for n in (-20, 1, 40)
    )
    return (
        Step(
            "principal",
            "Principal value of F on the real axis: primitive of 1/(E' (eps^2 - eps'^2)).",
            sp.Derivative(principal, _e),
            1 / (there * (eps**2 - _e**2)),
            ALGEBRA,
        ),
        Step(
            "a",
            "E F = a - i pi/2 with a = artanh of the inverse ratio, at the cutoff.",
            sp.tanh(edge).rewrite(sp.exp).subs(_e, cutoff),
            sp.tanh(parts["a"]).subs(symbols["E"], energy),
            ALGEBRA,
            shown=r"\tanh(E\,\mathrm{Re}F)|_{\varepsilon' = \omega_D} ="
            r" \frac{\varepsilon\sqrt{\omega_D^2 + \Delta_i^2}}{\omega_D E} ="
            r" \tanh a",
        ),
        Step(
            "a_infinite",
            "Without cutoff a = artanh(eps/E) = arsinh(eps/Delta_i).",
            sp.sinh(parts_infinite["a"]) / sp.cosh(parts_infinite["a"]),
            eps / energy,
            ALGEBRA,
        ),
        Step(
            "lax_square",
            "L^2/4 = Delta_i^2 F^2 + (eps F - beta)^2 above the real axis; its root gives the "
            "distribution: cos(theta) = (2/pi)|Im sqrt(L^2/4)|.",
            plain_root**2 * (-(sp.pi**2) / 4),
            L2.subs(Delta_i**2, E_i**2 - eps**2),
            Proof(_on_shell, "algebra, E^2 = eps^2 + Delta_i^2"),
        ),
        Step(
            "ground_state",
            "beta = 0: cos(theta) = 1.",
            plain_root.subs(beta, 0) ** 2,
            (1 + 2 * sp.I * a / sp.pi) ** 2,
            ALGEBRA,
            shown=r"\mathcal{L}^2|_{\beta = 0} = \left(1 + \frac{2ia}{\pi}\right)^2",
        ),
        Step(
            "no_cutoff",
            "The finite-cutoff distribution tends to the infinite one.",
            finite,
            infinite,
            Digits(far, digits=60, within=_r(1, 10**50)),
            shown=r"\lim_{\omega_D \to \infty}\cos\theta = \cos\theta|_{a ="
            r" \mathrm{arsinh}(\varepsilon/\Delta_i)}",
        ),
        Step(
            "small_sine",
            "Small quench: sin(theta) to first order in beta.",
            sp.Symbol("sin_theta", real=True),
            book["lax.sin_theta_small"],
            Computed(lambda: _sines(infinite, book["lax.sin_theta_small"]), _r(1, 10**15)),
        ),
    )


def _sines(cosine: Formula, sine: Formula) -> list[tuple[Any, Any]]:
    import mpmath as mp

    with mp.workdps(60):
        exact, first = cosine.lambdify("mpmath"), sine.lambdify("mpmath")
        points = [(mp.mpf(n) / 7, 1, mp.mpf(10) ** -20) for n in (-20, 1, 40)]
        return [(mp.sqrt(1 - exact(*point) ** 2), first(*point)) for point in points]


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the exact clean solution."""
    return (*_vector(), *_gap(book), *_distribution(book))


CHAIN = Derivation(
    id="lax",
    title="Exact clean solution: the Lax vector",
    claim="L^2(u) is conserved; Delta_s on both sides, phase boundaries exp(+-pi/2), distribution",
    build=_steps,
    establishes=tuple(
        f"lax.{name}"
        for name in (
            "beta_infinite",
            "gap_steady_condition",
            "gap_steady_condition_infinite",
            "cos_theta",
            "cos_theta_infinite",
            "ratio_boundary",
            "gap_steady_small",
            "sin_theta_small",
        )
    ),
)
