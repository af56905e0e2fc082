"""Chain 6: clean linear response; the late-time law with its coefficients and phases."""

from typing import Any

import sympy as sp

from higgs_sym.checks import ALGEBRA, Computed, by_derivative, by_series
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import Delta, E, cutoff, eps, t

_s = sp.Symbol("s", positive=True)  # Laplace variable
_chi, _w = sp.symbols("chi w", positive=True)
_q = sp.Symbol("q", positive=True)
_T = sp.Symbol("T", positive=True)  # 2 Delta t
_r = sp.Rational
_k = sp.sqrt(2) * sp.exp(sp.I * sp.pi / 4)  # k^2 = 2 i
_RESULTS = (
    "exponent",
    "frequency",
    "phase",
    "coefficient",
    "coefficient_cutoff",
    "next_coefficient",
)


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the Volkov-Kogan law."""
    exponent, frequency, phase, c_1, c_1_cutoff, c_2 = (
        book[f"volkov_kogan.{name}"].unfolded for name in _RESULTS
    )
    energy = sp.sqrt(eps**2 + Delta**2)
    root = sp.sqrt(_s**2 + 4 * Delta**2)
    primitive = sp.atanh(_s * eps / (energy * root)) / (_s * root)
    kernel = 2 * root / _s * sp.asinh(_s / (2 * Delta))
    image = 1 / (root * sp.asinh(_s / (2 * Delta)))
    # Near s = 2 i Delta put s/(2 Delta) = i cos(chi) = i + w^2, so chi = k w (1 + i w^2/12) + ...
    branch = 1 / (sp.sin(_chi) * sp.I * (sp.pi / 2 - _chi))
    small = _k * _w * (1 + sp.I * _w**2 / 12)
    first = 2 / (sp.I * sp.pi * _k)
    second = first * sp.I * (_r(1, 4) + 8 / sp.pi**2)
    lead = -c_1 * sp.cos(frequency * t + phase) / (Delta * t) ** exponent
    following = -c_2 * sp.cos(frequency * t - sp.pi / 4) / (Delta * t) ** _r(3, 2)
    time = {t: _T / (2 * Delta)}

    def from_branch(coefficient: sp.Expr, power: sp.Rational) -> sp.Expr:
        # w^n = q^(n/2) becomes T^(-n/2 - 1)/Gamma(-n/2); the conjugate point doubles the real part.
        image_of = _T ** (-power - 1) / sp.gamma(-power)
        turning = sp.expand_complex(coefficient * sp.exp(sp.I * _T))
        return 2 * sp.re(turning) * image_of

    static = sp.limit(2 * root**2 * primitive.subs(eps, cutoff), _s, 0)
    return (
        Step(
            "kernel",
            "(9) without disorder, linearised: the kernel 1/E - 4 eps^2/(E (4E^2 + s^2)).",
            1 / E - 4 * eps**2 / (E * (4 * E**2 + _s**2)),
            (_s**2 + 4 * (E**2 - eps**2)) / (E * (4 * E**2 + _s**2)),
            ALGEBRA,
        ),
        Step(
            "primitive",
            "Primitive of 1/(E (4E^2 + s^2)) in eps.",
            sp.Derivative(primitive, eps),
            1 / (energy * (4 * energy**2 + _s**2)),
            ALGEBRA,
        ),
        Step(
            "kernel_closed",
            "Over all eps the kernel is 2 sqrt(s^2 + 4 Delta^2) arsinh(s/(2 Delta))/s.",
            sp.atanh(_s / root),
            sp.asinh(_s / (2 * Delta)),
            by_derivative(_s, 0),
            shown=r"D(s) = \frac{2\sqrt{s^2+4\Delta^2}}{s}\,\mathrm{arsinh}\frac{s}{2\Delta}",
        ),
        Step("static", "Its static value.", sp.Limit(kernel, _s, 0), sp.Integer(2), ALGEBRA),
        Step(
            "image",
            "Laplace image of delta Delta(t)/delta Delta_inf after a step: D(0)/(s D(s)).",
            2 / (_s * kernel),
            image,
            ALGEBRA,
            shown=r"\frac{D(0)}{s\,D(s)} = \frac{1}{\sqrt{s^2 +"
            r" 4\Delta^2}\,\mathrm{arsinh}(s/2\Delta)}",
        ),
        Step(
            "residue",
            "Its pole at s = 0 gives the new equilibrium.",
            sp.Limit(_s * image, _s, 0),
            sp.S.One,
            ALGEBRA,
        ),
        Step(
            "branch",
            "At s = 2 i Delta cos(chi): sqrt(s^2 + 4 Delta^2) is 2 Delta sin(chi), here squared,",
            (root**2).subs(_s, 2 * sp.I * Delta * sp.cos(_chi)),
            4 * Delta**2 * sp.sin(_chi) ** 2,
            ALGEBRA,
        ),
        Step(
            "branch_arsinh",
            "and the inverse hyperbolic sine is i (pi/2 - chi).",
            sp.sinh(sp.I * (sp.pi / 2 - _chi)),
            sp.I * sp.cos(_chi),
            ALGEBRA,
            shown=r"\sinh(i(\pi/2 - \chi)) = i\cos\chi",
        ),
        Step(
            "local_variable",
            "With s/(2 Delta) = i + w^2 the branch point is at w = 0.",
            sp.I * sp.cos(small),
            sp.I + _w**2,
            by_series(_w, 6),
            shown=r"\chi = \sqrt{2i}\,w\left(1 + \tfrac{i}{12}w^2 + \dots\right)",
        ),
        Step(
            "expansion",
            "Expansion there: an inverse root, a constant that gives nothing, and a root.",
            (first + _w * first * 2 * _k / sp.pi + _w**2 * second) / branch.subs(_chi, small),
            _w,
            by_series(_w, 4),
            shown=r"\frac{1}{i\sin\chi(\pi/2-\chi)} = \frac{g_{-1}}{w} + g_0 + g_1 w + \dots",
        ),
        Step(
            "inverse_root",
            "The image of T^(-1/2)/Gamma(1/2) is q^(-1/2), q = w^2,",
            sp.Integral(_T ** (-_r(1, 2)) / sp.gamma(_r(1, 2)) * sp.exp(-_q * _T), (_T, 0, sp.oo)),
            _q ** (-_r(1, 2)),
            ALGEBRA,
        ),
        Step(
            "root",
            "and that of T^(-3/2)/Gamma(-1/2) is q^(1/2) (by its derivative in q).",
            sp.Integral(
                -_T * _T ** (-_r(3, 2)) / sp.gamma(-_r(1, 2)) * sp.exp(-_q * _T), (_T, 0, sp.oo)
            ),
            sp.Derivative(sp.sqrt(_q), _q),
            ALGEBRA,
        ),
        Step(
            "leading",
            "Leading term: exponent 1/2, frequency 2 Delta, phase pi/4, coefficient 2/pi^(3/2).",
            from_branch(first, -_r(1, 2)),
            lead.subs(time),
            ALGEBRA,
        ),
        Step(
            "next",
            "Next term.",
            from_branch(second, _r(1, 2)),
            following.subs(time),
            ALGEBRA,
        ),
        Step(
            "cut",
            "Against the exact integral along the cuts at Delta t = 50 and 200; what is left is of "
            "order (Delta t)^(-5/2).",
            sp.S.Zero,
            sp.S.Zero,
            Computed(lambda: _against_cut(1 + lead + following), _r(1, 20000)),
            shown=r"\frac{\delta\Delta(t)}{\delta\Delta_\infty} = 1 - c_1\dots - c_2\dots",
        ),
        Step(
            "cutoff",
            "A finite cutoff changes the static kernel and not the branch point: the coefficient "
            "is divided by sqrt(1 + Delta^2/cutoff^2).",
            c_1_cutoff / c_1,
            static / 2,
            ALGEBRA,
        ),
    )


def _against_cut(law: sp.Expr) -> list[tuple[Any, Any]]:
    import mpmath as mp

    pairs = []
    with mp.workdps(20):
        for time in (50, 200):

            def discontinuity(w: Any, time: int = time) -> Any:
                # Both sides of the cut drawn from 2i to the left (Delta = 1), s = 2i - w^2.
                s = 2j - w * w
                root, angle = mp.sqrt(s * s + 4), mp.asinh(s / 2)
                jump = 1 / (root * angle) + 1 / (root * (1j * mp.pi - angle))
                return 2 * w * mp.exp(s * time) * jump

            along = mp.quad(discontinuity, [0, 0.05, 0.15, 0.3, 0.6, 1, 2])
            exact = 1 + 2 * mp.re(along / (2j * mp.pi))
            value = mp.mpf(sp.N(law.subs({t: time, Delta: 1}), 25))
            # Deviations from 1, so that the law itself is what is compared.
            pairs.append((exact - 1, value - 1))
    return pairs


CHAIN = Derivation(
    id="volkov_kogan",
    title="Clean linear response (Volkov and Kogan)",
    claim="Exponent, frequency, phase and coefficient of the late-time law, and its next term",
    build=_steps,
    establishes=tuple(f"volkov_kogan.{name}" for name in _RESULTS),
)
