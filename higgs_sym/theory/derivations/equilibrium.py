"""Chain 3: from the Abrikosov-Gor'kov equation to (12), its closed forms, and W = 2 w."""

import sympy as sp

from higgs_sym import symbols
from higgs_sym.checks import ALGEBRA, Balls, Digits, Proof, by_derivative
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.sides import latex_of
from higgs_sym.symbols import (
    Delta,
    Delta_s,
    alpha,
    eps,
    phi,
    rate_s,
    rate_u,
    sin_theta,
    u,
    x,
    z,
)
from higgs_sym.theory.derivations.elementary import elementary

_h = sp.Symbol("h", positive=True)
_X, _w = sp.symbols("X w", real=True)
_r = sp.Rational
_sqrt = sp.sqrt(1 + u**2)
_GAPPED = (
    {x: _r(1, 10**6), z: _r(1, 4), alpha: _r(1, 2)},
    {x: _r(7, 10), z: _r(1, 8), alpha: _r(1, 2)},
    {x: _r(3), z: _r(-2), alpha: _r(1, 5)},
    {x: _r(10**6), z: _r(1, 2), alpha: _r(1)},
    {x: _r(1), z: _r(0), alpha: _r(1)},
)
_GAPLESS = (
    {x: _r(1, 10**6), z: _r(3, 4), alpha: _r(3, 2)},
    {x: _r(7, 10), z: _r(1), alpha: _r(2)},
    {x: _r(3), z: _r(-2), alpha: _r(5, 4)},
    {x: _r(10**6), z: _r(5), alpha: _r(10)},
    {x: _r(1), z: _r(1, 2), alpha: _r(1)},
)
_NEAR = tuple({x: _r(1, 10**40), z: _r(n, 8), alpha: _r(0)} for n in (-7, -1, 1, 4))
_FAR = {x: _r(10**40), z: _r(1, 8), alpha: _r(1, 2)}


def _renormalisation(book: Book) -> tuple[Step, ...]:
    frequency, measure, amplitude, gap = (
        book[f"equilibrium.{name}"].unfolded
        for name in ("frequency", "measure", "amplitude", "renormalised_gap")
    )
    # Born self-energies: both rates add in the normal part, the anomalous part has their
    # difference, since a magnetic impurity acts with opposite signs on the two spins of a pair.
    ag, net = rate_s / Delta, (rate_s - rate_u) / (2 * Delta)
    omega = Delta * frequency.subs(alpha, ag)
    omega_t = omega + (rate_s + rate_u) / 2 * u / _sqrt
    gap_t = Delta + (rate_u - rate_s) / 2 / _sqrt
    return (
        Step(
            "u_equation",
            "Self-consistent Born: the renormalised frequency is u times the renormalised gap. "
            "The nonmagnetic rate cancels (Anderson).",
            omega_t,
            u * gap_t,
            ALGEBRA,
        ),
        Step(
            "gap",
            "Renormalised gap.",
            gap_t / Delta,
            gap.subs(z, net),
            ALGEBRA,
        ),
        Step(
            "amplitude",
            "Renormalised amplitude: kappa = gap times R.",
            gap * _sqrt,
            amplitude,
            ALGEBRA,
            shown=r"\frac{\tilde\Delta}{\Delta} R = R - z = \frac{\kappa}{\Delta}",
        ),
        Step(
            "measure",
            "Change of variable from the frequency to u.",
            sp.Derivative(frequency, u),
            measure,
            ALGEBRA,
        ),
        Step(
            "gapless_end",
            "omega = 0 at R = alpha: there the integrals begin when alpha > 1.",
            frequency.subs(u, sp.sqrt(alpha**2 - 1)),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\frac{\omega}{\Delta}|_{u = \sqrt{\alpha^2 - 1}} = 0",
        ),
    )


def _integrands(book: Book) -> tuple[Step, ...]:
    measure, amplitude, gap = (
        book[f"equilibrium.{name}"].unfolded
        for name in ("measure", "amplitude", "renormalised_gap")
    )
    lorentz = amplitude**2 + x**2

    def integrand(name: str) -> sp.Expr:
        whole = book[f"equilibrium.{name}"].unfolded
        (integral,) = whole.atoms(sp.Integral)
        return whole.subs(integral, integral.function)

    Sx, Sz, W = (integrand(f"{name}.integral") for name in ("Sx", "Sz", "W"))
    energy = sp.sqrt(1 + x**2)
    # X stands for eps S^x + Delta S^z of a spin at rest.
    at_rest = book["sources.y"].unfolded.subs({sin_theta: 0, rate_u: 0, Delta_s: Delta})
    (W_at_rest,) = sp.solve(2 * _X - at_rest, symbols.W)
    (w_printed,) = sp.solve(_X + _w * eps * rate_s / sp.sqrt(eps**2 + Delta**2), _w)
    tangent = {u: sp.tan(phi)}
    positive = Proof(_angle, "algebra in cos(phi) > 0")
    angle = tuple(
        Step(
            f"angle_{name}",
            f"u = tan(phi) makes the interval finite: integrand of {name}.",
            one.subs(tangent) / sp.cos(phi) ** 2,
            integrand(f"{name}.angle"),
            positive,
            shown=_substituted(name, latex_of(integrand(f"{name}.angle"))),
        )
        for name, one in (("Sx", Sx), ("Sz", Sz), ("W", W))
    )
    return (
        Step(
            "eq12x",
            "S^x = (2/pi) int d omega gap/(kappa^2 + eps^2): the first of (12), with z for zeta_s.",
            2 / sp.pi * measure * gap / lorentz,
            Sx,
            ALGEBRA,
            shown=r"\frac{2}{\pi\Delta}\frac{d\omega}{du}\frac{\tilde\Delta/\Delta}{(\kappa/\Delta)^2"
            r" + x^2} = \frac{2}{\pi}\frac{(R - z)(R^3 - \alpha)}{R^4[(R - z)^2 +"
            r" x^2]}",
        ),
        Step(
            "eq12z",
            "S^z = -(2/pi) int d omega eps/(kappa^2 + eps^2): the second of (12).",
            -2 / sp.pi * measure * x / lorentz,
            Sz,
            ALGEBRA,
            shown=r"-\frac{2}{\pi\Delta}\frac{d\omega}{du}\frac{x}{(\kappa/\Delta)^2 +"
            r" x^2} = -\frac{2x}{\pi}\frac{R^3 - \alpha}{R^3[(R - z)^2 + x^2]}",
        ),
        Step(
            "identity",
            "Under the integral, x S^x + S^z = -z x W/sqrt(1 + x^2); that is "
            "eps S^x + Delta S^z = -eps W/(2 tau_m E).",
            x * Sx + Sz,
            -z * x * W / energy,
            ALGEBRA,
            shown=r"x\frac{\partial S^x}{\partial u} + \frac{\partial S^z}{\partial u} ="
            r" -\frac{z x}{\sqrt{1 + x^2}}\frac{\partial\mathcal{W}}{\partial u}",
        ),
        Step(
            "W_is_2w",
            "(9) at rest asks eps S^x + Delta S^z = -eps W/(2 tau_m E); the paper's identity for "
            "spin flips has w/tau_s instead: W = 2 w.",
            W_at_rest,
            2 * w_printed,
            ALGEBRA,
            shown=r"\mathcal{W} = 2 w",
        ),
        *angle,
    )


def _substituted(name: str, result: str) -> str:
    quantity = {"Sx": "S^x", "Sz": "S^z", "W": r"\mathcal{W}"}[name]
    slope = rf"\frac{{\partial {quantity}}}{{\partial u}}|_{{u = \tan\varphi}}"
    return rf"{slope}\,\frac{{1}}{{\cos^2\varphi}} = {result}"


def _angle(difference: sp.Expr) -> bool:
    cosine = sp.Symbol("C", positive=True)
    plain = difference.subs(sp.tan(phi), sp.sqrt(1 - sp.cos(phi) ** 2) / sp.cos(phi))
    return bool(sp.simplify(plain.subs(sp.cos(phi), cosine)) == 0)


def _limits(book: Book) -> tuple[Step, ...]:
    J0 = sp.acos(-sp.I * x) / sp.sqrt(1 + x**2)
    clean = {name: book[f"equilibrium.{name}.clean"].unfolded for name in ("Sx", "Sz", "W")}
    energy = sp.sqrt(1 + x**2)
    from_clean = clean["Sx"] * sp.pi / 2 + sp.I * clean["W"] * sp.pi * x / (2 * energy)
    gapped, gapless = _GAPPED, _GAPLESS
    zero = tuple({x: _r(n), z: _r(0), alpha: _r(0)} for n in (_r(1, 10**6), 1, 10**6))
    return (
        *(
            Step(
                f"closed_{name}",
                f"The closed form of {name} is the integral, for both signs of z and up to "
                "alpha = 1.",
                book[f"equilibrium.{name}.closed"],
                book[f"equilibrium.{name}.angle"],
                Balls(gapped),
            )
            for name in ("Sx", "Sz", "W")
        ),
        *(
            Step(
                f"gapless_{name}",
                f"The gapless closed form of {name} is the integral from R = alpha.",
                book[f"equilibrium.{name}.closed_gapless"],
                book[f"equilibrium.{name}.angle"],
                Balls(gapless),
            )
            for name in ("Sx", "Sz", "W")
        ),
        Step(
            "clean_J",
            "At vanishing rates A = J at c = i x: its real part gives S^x, its imaginary part W.",
            J0,
            from_clean,
            by_derivative(x, 0),
        ),
        Step(
            "clean_norm",
            "Then S^z = -x S^x: |S| = 1.",
            clean["Sx"] ** 2 + clean["Sz"] ** 2,
            sp.S.One,
            ALGEBRA,
        ),
        *(
            Step(
                f"clean_{name}",
                f"The closed form of {name} has this limit.",
                book[f"equilibrium.{name}.closed"],
                clean[name],
                Balls(zero),
            )
            for name in ("Sx", "Sz", "W")
        ),
        Step(
            "fermi_level",
            "x -> 0 without pair breaking (alpha = 0): S^x = (2/pi) arccos(-z)/sqrt(1 - z^2).",
            book["equilibrium.Sx.closed"],
            2 / sp.pi * sp.acos(-z) / sp.sqrt(1 - z**2),
            Digits(_NEAR, digits=60, within=_r(1, 10**37)),
            shown=r"S^x \to \frac{2\arccos(-z)}{\pi\sqrt{1 - z^2}}",
        ),
        Step(
            "tail_Sx",
            "x -> infinity: x S^x -> 1,",
            x * book["equilibrium.Sx.closed"].unfolded,
            sp.S.One,
            Digits((_FAR,), digits=60, within=_r(1, 10**37)),
            shown=r"x S^x \to 1",
        ),
        Step(
            "tail_Sz",
            "S^z -> -1,",
            book["equilibrium.Sz.closed"],
            sp.S.NegativeOne,
            Digits((_FAR,), digits=60, within=_r(1, 10**37)),
            shown=r"S^z \to -1",
        ),
        Step(
            "tail_W",
            "and W falls as (ln x)/x: positive, largest at eps = 0, vanishing far away, as the "
            "paper says.",
            book["equilibrium.W.closed"],
            book["equilibrium.W.tail"],
            Digits((_FAR,), digits=60, within=_r(1, 10**37)),
            shown=r"\mathcal{W} \to \frac{2}{\pi x}\left(\ln 2x - \frac{\pi\alpha}{4}\right)",
        ),
        Step(
            "moment",
            "The moment for the gap equation: int dx (R - z)/((R - z)^2 + x^2) over all x is pi "
            "(h = R - z > 0).",
            sp.Integral(_h / (_h**2 + x**2), (x, -sp.oo, sp.oo)),
            sp.pi,
            ALGEBRA,
        ),
    )


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the equilibrium state."""
    return (*_renormalisation(book), *_integrands(book), *elementary(), *_limits(book))


_BASIC = ("frequency", "measure", "amplitude", "renormalised_gap", "W.tail")
_FORMS = ("angle", "closed", "closed_gapless", "clean")

CHAIN = Derivation(
    id="equilibrium",
    title="Equilibrium: from the u-equation to (12) and its closed forms",
    claim="(12) for both kinds of impurities, gapped and gapless; elementary closed forms; W = 2 w",
    build=_steps,
    establishes=(
        *(f"equilibrium.{name}" for name in _BASIC),
        *(f"equilibrium.{name}.{form}" for name in ("Sx", "Sz", "W") for form in _FORMS),
    ),
)
