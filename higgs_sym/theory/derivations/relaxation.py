"""Chain of relaxation: the response at a vanishing gap, and the time that Ginzburg-Landau has."""

import sympy as sp

from higgs_sym.checks import ALGEBRA, Digits, by_series
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import (
    D_n,
    Delta,
    Omega,
    Q,
    T,
    T_c,
    T_c0,
    alpha,
    n,
    q,
    rate_s,
    rho,
    u_1,
    u_2,
)

_half = sp.S.Half
_pi = sp.pi
_h = sp.Symbol("h", positive=True)
_w, _w1, _w2, _d = sp.symbols("w w_1 w_2 d", positive=True)  # w = omega + Gamma; d = D_n q^2
_x = sp.Symbol("x", positive=True)
_rate = {rate_s: 2 * _pi * T * rho}


def _propagator(book: Book) -> tuple[Step, ...]:
    kernel = book["momentum.kernel"].unfolded
    small = {u_1: _w1 / _h, alpha: rate_s / _h, Q: _d / _h}
    both = [(kernel / _h).subs({**small, u_2: sign * _w2 / _h}) for sign in (1, -1)]
    frequency = 2 * _pi * T * (n + _half)
    shift = (rate_s + (Omega + D_n * q**2) / 2) / (2 * _pi * T)
    propagator = book["relaxation.pair_propagator"].unfolded
    return (
        Step(
            "kernel",
            "Delta -> 0: u Delta = w = omega + Gamma. The kernel is 2/(w_1 + w_2 + D_n q^2) for "
            "two frequencies of one sign, and 0 for two signs.",
            sp.Matrix([sp.Limit(one, _h, 0) for one in both]),
            sp.Matrix([2 / (_w1 + _w2 + _d), 0]),
            ALGEBRA,
            shown=r"\lim_{\Delta\to 0}\frac{\delta f}{\delta\Delta} = \frac{2}{w_1 + w_2 +"
            r" D_n q^2}",
        ),
        Step(
            "term",
            "Frequencies omega_n, omega_n + Omega, omega_n = 2 pi T (n + 1/2): a term of the sum",
            2 * _pi * T * 2 / (2 * frequency + Omega + 2 * rate_s + D_n * q**2),
            1 / (n + _half + shift),
            ALGEBRA,
        ),
        Step(
            "pair_propagator",
            "which chain `thermodynamics` sums; 1/lambda brings ln(T/T_c0). It is half of D, whose "
            "sum has both signs.",
            sp.log(T / T_c0) + sp.digamma(_half + shift) - sp.digamma(_half),
            book["relaxation.pair_propagator"],
            ALGEBRA,
            shown=r"\ln\frac{T}{T_{c0}} + \sum_n\left[\frac{1}{n + 1/2} - \frac{1}{n + 1/2 +"
            r" b}\right] = L^{-1}",
        ),
        Step(
            "critical",
            "At rest and uniform its zero is T_c.",
            propagator.subs({Omega: 0, q: 0, T: T_c}),
            book["thermodynamics.T_c_condition"],
            ALGEBRA,
            shown=r"L^{-1}|_{\Omega = q = 0,\,T = T_c} = \ln\frac{T_c}{T_{c0}} +"
            r" \psi\left(\frac{1}{2} + \rho\right) - \psi\left(\frac{1}{2}\right)",
        ),
    )


def _nonlinear(book: Book) -> tuple[Step, ...]:
    f = _h / _w - _h**3 / 2 * (1 / _w**3 - rate_s / _w**4)
    g = sp.sqrt(1 - f**2)
    term = -1 / (n + _x)
    level = 2 * _pi * T * (n + _x)
    third, fourth = -sp.polygamma(2, _half + rho) / 2, sp.polygamma(3, _half + rho) / 6
    cubic = book["relaxation.cubic"].unfolded.subs(_rate)
    return (
        Step(
            "usadel",
            "omega f - Delta g + Gamma f g = 0, w = omega + Gamma, is solved to order Delta^4 by "
            "f = Delta/w - (Delta^3/2)(1/w^3 - Gamma/w^4), Delta = h:",
            (_w - rate_s) * f - _h * g + rate_s * f * g,
            sp.S.Zero,
            by_series(_h, 5),
            shown=r"\omega f - \Delta g + \Gamma f g = O(\Delta^5)",
        ),
        Step(
            "cubic_term",
            "With w = 2 pi T (n + x), x = 1/2 + rho, a term of the gap equation is",
            2 * _pi * T * (1 / level**3 - 2 * _pi * T * rho / level**4) / 2,
            (1 / (n + _x) ** 3 - rho / (n + _x) ** 4) / (2 * (2 * _pi * T) ** 2),
            ALGEBRA,
        ),
        Step(
            "derivatives",
            "and derivatives of the sum of chain `thermodynamics` give psi'' and psi''' of x:",
            sp.Matrix([sp.diff(term, _x, 2), sp.diff(term, _x, 3)]),
            sp.Matrix([-2 / (n + _x) ** 3, 6 / (n + _x) ** 4]),
            ALGEBRA,
            shown=r"\begin{pmatrix}\partial_x^2\\ \partial_x^3\end{pmatrix}\frac{-1}{n + x} ="
            r" \begin{pmatrix}-2/(n + x)^3\\ 6/(n + x)^4\end{pmatrix}",
        ),
        Step(
            "cubic",
            "So the gap equation is L^-1 + b Delta^2 = 0, with",
            (third - rho * fourth) / (2 * (2 * _pi * T) ** 2),
            cubic,
            ALGEBRA,
            shown=r"\frac{1}{2(2\pi T)^2}\left[-\frac{\psi''}{2} -"
            r" \frac{\rho\,\psi'''}{6}\right] = b",
        ),
    )


def _relaxing(book: Book) -> tuple[Step, ...]:
    propagator = book["relaxation.pair_propagator"].unfolded.subs(_rate)
    cubic = book["relaxation.cubic"].unfolded
    rate = book["relaxation.rate"].unfolded
    last = book["relaxation.zero_temperature"].unfolded
    static = book["response.static_gapless"].unfolded
    inverse, b = sp.symbols("l b")
    slope = sp.polygamma(1, _half + rho) / (4 * _pi * T)
    cold = {Delta: 1, T: sp.Rational(1, 10**20), rate_s: 2}
    return (
        Step(
            "slope",
            "In a slow motion L^-1 grows with Omega, without a threshold,",
            sp.diff(propagator, Omega).subs({Omega: 0, q: 0}),
            slope,
            ALGEBRA,
            shown=r"\frac{\partial L^{-1}}{\partial\Omega}|_{\Omega = q = 0} = \frac{\psi'(1/2 +"
            r" \rho)}{4\pi T}",
        ),
        Step(
            "restoring",
            "and a change of the amplitude has the derivative of Delta (L^-1 + b Delta^2) against "
            "it, where L^-1 = -b Delta^2.",
            sp.diff(Delta * (inverse + b * Delta**2), Delta).subs(inverse, -b * Delta**2),
            2 * b * Delta**2,
            ALGEBRA,
            shown=r"\frac{d}{d\Delta}\Delta(L^{-1} + b\Delta^2)|_{L^{-1} = -b\Delta^2} ="
            r" 2b\Delta^2",
        ),
        Step(
            "rate",
            "They cancel at Omega = -kappa: the amplitude relaxes as exp(-kappa t).",
            2 * cubic.subs(_rate) * Delta**2 / slope,
            rate.subs(_rate),
            ALGEBRA,
            shown=r"2b\Delta^2\,\frac{4\pi T}{\psi'(1/2 + \rho)} = \kappa",
        ),
        Step(
            "cold",
            "At T -> 0, rho -> infinity,",
            rate.subs({Delta: _h, rate_s: 2, T: cold[T]}),
            last.subs({Delta: _h, rate_s: 2}),
            Digits(({_h: sp.S.One}, {_h: sp.Rational(1, 3)}), digits=60, within=cold[T]),
            shown=r"\kappa \to \frac{\Delta^2}{3\Gamma}",
        ),
        Step(
            "static",
            "the same as from D(0) of the gapless state (chain `response`), alpha = 1/h,",
            sp.Limit((static * alpha**2).subs(alpha, 1 / _h), _h, 0),
            sp.Rational(1, 3),
            ALGEBRA,
            shown=r"\lim_{\alpha\to\infty}\alpha^2 D(0) = \frac{1}{3}",
        ),
        Step(
            "zero_temperature",
            "and D = D(0) + 2 ln(1 + Omega/(2 Gamma)), the limit of 2 L^-1: alpha kappa/Delta = "
            "1/3.",
            Delta**2
            / (3 * rate_s**2)
            / sp.diff(2 * sp.log(1 + Omega / (2 * rate_s)), Omega).subs(Omega, 0),
            book["relaxation.zero_temperature"],
            ALGEBRA,
            shown=r"\frac{1}{3\alpha^2}\left[\frac{d}{d\Omega}2\ln\left(1 +"
            r" \frac{\Omega}{2\Gamma}\right)\right]_{\Omega = 0}^{-1} = \kappa|_{T = 0}",
        ),
    )


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the relaxation of a small gap."""
    return (*_propagator(book), *_nonlinear(book), *_relaxing(book))


CHAIN = Derivation(
    id="relaxation",
    title="Relaxation of a small gap",
    claim="L^-1 with pair breaking, diffusion and frequency; b; kappa; Delta^2/(3 Gamma) at T = 0",
    build=_steps,
    establishes=tuple(
        f"relaxation.{name}" for name in ("pair_propagator", "cubic", "rate", "zero_temperature")
    ),
    missing=(
        "That terms of order Omega Delta^2 are small beside Omega is true where the gap is far "
        "below the rate, and fails without pair breaking.",
    ),
)
