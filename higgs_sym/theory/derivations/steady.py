"""Chain 7, continued: roots, wave, energy and thermal borders of the clean steady state."""

from typing import Any

import sympy as sp

from higgs_sym.checks import ALGEBRA, Computed, Digits, by_derivative, by_series
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.formula import Formula
from higgs_sym.symbols import (
    Delta_i,
    Delta_s,
    T,
    beta,
    cos_theta,
    cutoff,
    kappa,
    lambda_ratio,
    t,
    w_1,
    w_2,
    y,
)

_r = sp.Rational
_e = sp.Symbol("e", positive=True)
_w = sp.Symbol("w", positive=True)
_small = sp.Symbol("h", positive=True)
_points = tuple(
    {y: _r(p), Delta_i: _r(1), beta: _r(q), cutoff: _r(10)}
    for p, q in (("1/10", "2"), ("3/5", "-1/4"), ("7/5", "1/3"), ("20", "1"))
)


def _roots(book: Book) -> tuple[Step, ...]:
    lorentz = y / (sp.sqrt(_w**2 + Delta_i**2) * (_w**2 + y**2))
    integral = sp.Integral(lorentz, (_w, 0, cutoff))
    weight = sp.tanh(sp.sqrt(Delta_i**2 + (y * _w) ** 2) / (2 * T))
    thermal = weight / sp.sqrt(Delta_i**2 + (y * _w) ** 2) / (1 + _w**2)
    return (
        Step(
            "axis",
            "i F(i y) is an integral over the levels (chain `lax` has its primitives):",
            book["steady.axis"],
            integral,
            Digits(tuple({n: p[n] for n in (y, Delta_i, cutoff)} for p in _points), digits=25),
            shown=r"H(y) = \int\limits_0^{\omega_D}\frac{y\,dw}{\sqrt{w^2 +"
            r" \Delta_i^2}\,(w^2 + y^2)}",
        ),
        Step(
            "second_root",
            "The other factor of L^2(i y) gives the second root.",
            book["steady.second_root_condition"],
            (y + Delta_i) * integral - beta,
            Digits(_points, digits=25),
            shown=r"(y + \Delta_i)H(y) - \beta = (y +"
            r" \Delta_i)\int\limits_0^{\omega_D}\frac{y\,dw}{\sqrt{w^2 +"
            r" \Delta_i^2}\,(w^2 + y^2)} - \beta",
        ),
        Step(
            "border",
            "From a thermal state each level carries tanh(E/2T). With eps = y w and y -> 0 only "
            "eps = 0 counts,",
            sp.Limit(thermal, y, 0),
            sp.tanh(Delta_i / (2 * T)) / Delta_i / (1 + _w**2),
            ALGEBRA,
        ),
        Step(
            "thermal_border",
            "so the borders, Delta_i H(y -> 0), move inward.",
            Delta_i
            * sp.Integral(sp.tanh(Delta_i / (2 * T)) / Delta_i / (1 + _w**2), (_w, 0, sp.oo)),
            book["steady.thermal_border"].unfolded,
            ALGEBRA,
        ),
    )


def _sine(book: Book) -> tuple[Step, ...]:
    c, a = sp.symbols("c a", positive=True)
    # The real part of the square: (pi/2)^2 c^2 - a^2/c^2 = (pi/2)^2 - a^2 - b^2.
    b2 = sp.pi**2 / 4 - a**2 - (sp.pi * c / 2) ** 2 + (a / c) ** 2
    cosine, sine = book["lax.cos_theta"], book["steady.sin_theta"]
    return (
        Step(
            "sine_square",
            "With sqrt(-L^2) = (pi/2) c + i a/c, c = cos(theta), whose square has the imaginary "
            "part of -L^2 = -(a - i pi/2)^2 - b^2, the real part fixes b:",
            (1 - c**2) * (a**2 + (sp.pi * c / 2) ** 2),
            sp.expand(b2 * c**2),
            ALGEBRA,
            shown=r"\sin^2\theta = \frac{b^2 c^2}{a^2 + (\pi c/2)^2}",
        ),
        Step(
            "sine",
            "The formula for sin(theta), against the distribution.",
            sine,
            sp.sqrt(1 - cos_theta**2),
            Computed(lambda: _sines(cosine, sine), _r(1, 10**25)),
            shown=r"|\sin\theta| = \sqrt{1 - \cos^2\theta}",
        ),
    )


def _sines(cosine: Formula, sine: Formula) -> list[tuple[Any, Any]]:
    import mpmath as mp

    levels = ((mp.mpf(1) / 2, 1), (-2, -4), (7, 7), (-mp.mpf(1) / 10, 3))
    with mp.workdps(50):
        points = [(mp.mpf(level), 1, mp.mpf(n) / 5, 10) for level, n in levels]
        calls = [one.lambdify("mpmath") for one in (cosine, sine)]
        return [(mp.sqrt(1 - calls[0](*at) ** 2), calls[1](*at)) for at in points]


def _energy(book: Book) -> tuple[Step, ...]:
    E = sp.sqrt(_e**2 + Delta_i**2)
    primitive = _e**2 - _e * E + Delta_i**2 * sp.asinh(_e / Delta_i)
    L = sp.Symbol("L", positive=True)  # 1/lambda_i
    band = sp.sqrt(cutoff**2 + Delta_i**2)
    change = L - L / lambda_ratio  # beta = 1/lambda_i - 1/lambda_f
    return (
        Step(
            "energy_levels",
            "Over the normal ground state the spins (Delta_i, 0, -eps)/E cost |eps| - eps^2/E "
            "each; the integral over both signs of eps has the primitive",
            sp.Derivative(primitive, _e),
            2 * (_e - _e**2 / E),
            ALGEBRA,
        ),
        Step(
            "energy",
            "At the cutoff its last term is Delta_i^2/lambda_i. At once after the quench the gap "
            "is Delta_i lambda_f/lambda_i, which adds -Delta_i^2 lambda_f/lambda_i^2 (L = "
            "1/lambda_i):",
            cutoff**2 - cutoff * band + Delta_i**2 * L - Delta_i**2 * lambda_ratio * L,
            book["steady.energy"].unfolded.subs(beta, change),
            ALGEBRA,
            shown=r"\omega_D^2 - \omega_D\sqrt{\omega_D^2 + \Delta_i^2} +"
            r" \frac{\Delta_i^2}{\lambda_i} -"
            r" \frac{\lambda_f\Delta_i^2}{\lambda_i^2} ="
            r" -\Delta_i^2\left(\frac{\omega_D}{\omega_D + \sqrt{\omega_D^2 +"
            r" \Delta_i^2}} + \beta\frac{\lambda_f}{\lambda_i}\right)",
        ),
        Step(
            "energy_infinite",
            "Without cutoff lambda_f/lambda_i -> 1.",
            sp.Limit(book["steady.energy"].unfolded.subs(lambda_ratio, 1), cutoff, sp.oo),
            book["steady.energy_infinite"].unfolded,
            ALGEBRA,
        ),
    )


def _wave(book: Book) -> tuple[Step, ...]:
    angle = sp.Symbol("phi", real=True)
    names = {str(s): s for s in book["steady.wave_slope_squared"].arguments}
    motion, m = book["steady.wave_slope_squared"].unfolded, book["steady.wave_parameter"].unfolded
    square = (w_1 + w_2) ** 2 * (1 - m * sp.sin(angle) ** 2)
    gap = sp.sqrt(square)
    points = tuple({w_1: _r(p), w_2: _r(q)} for p, q in (("2", "1"), ("1", "1/10"), ("3", "14/5")))
    plain = (w_1 + w_2) ** 2 - 4 * w_1 * w_2 * sp.sin(angle) ** 2
    return (
        Step(
            "wave_angle",
            "With Delta^2 = (w_1 + w_2)^2 (1 - m sin^2 phi) the equation of motion is that of a "
            "pendulum, (d phi/dt)^2 = Delta^2: the definition of dn.",
            sp.Derivative(gap, angle) ** 2 * square,
            sp.Subs(motion, names["Delta_t"], gap),
            ALGEBRA,
            shown=r"\left(\frac{d\Delta}{d\varphi}\right)^2\Delta^2 = [(w_1 + w_2)^2 -"
            r" \Delta^2][\Delta^2 - (w_1 - w_2)^2]",
        ),
        Step(
            "wave_period",
            "A period is phi from 0 to pi.",
            book["steady.wave_period"],
            2 * sp.Integral(1 / sp.sqrt(plain), (angle, 0, sp.pi / 2)),
            Digits(points, digits=25),
        ),
        Step(
            "wave_parameter",
            "Its parameter in terms of the roots.",
            m,
            4 * w_1 * w_2 / (w_1 + w_2) ** 2,
            ALGEBRA,
        ),
    )


def _decay(book: Book) -> tuple[Step, ...]:
    q = sp.Symbol("q", positive=True)
    angle = sp.Symbol("n", positive=True)
    condition = book["steady.decay_condition"].unfolded
    nu, size = book["steady.approach_exponent"].unfolded, book["steady.approach_amplitude"]
    return (
        Step(
            "continuation",
            "For y > 0 arctan(1/q) = pi/2 - arctan(q), q proportional to y; the right side is "
            "analytic at y = 0 and continues it to y = -kappa.",
            sp.atan(1 / q),
            sp.pi / 2 - sp.atan(q),
            by_derivative(q, 1),
        ),
        Step(
            "decay_condition",
            "So (y - Delta_i) H = beta at y = -kappa; without cutoff and with kappa = -Delta_i "
            "cos n, n > pi/2, it is n tan(n/2) = -beta.",
            sp.Limit(condition, cutoff, sp.oo).doit().subs(kappa, -Delta_i * sp.cos(angle)),
            -angle * sp.tan(angle / 2) - beta,
            Digits(tuple({angle: _r(n, 4), Delta_i: _r(3), beta: _r(1, 3)} for n in (7, 9, 12))),
            shown=r"(y - \Delta_i)H|_{y = \Delta_i\cos n} - \beta = -n\tan\frac{n}{2} -"
            r" \beta",
        ),
        Step(
            "decay_border",
            "At the border of phase I the root is at kappa = 0.",
            sp.Limit(condition, kappa, 0),
            -sp.pi / 2 - beta,
            ALGEBRA,
        ),
        Step(
            "approach_small",
            "The constant nu of phase II is a conjecture; for a small quench it gives the "
            "coefficient of chain `volkov_kogan` (beta^2 times its square, over 2).",
            nu.subs(beta, _small),
            _small**2 * (2 / sp.pi ** _r(3, 2)) ** 2 / 2,
            by_series(_small, 4),
        ),
        Step(
            "approach_amplitude",
            "The amplitude that belongs to it.",
            sp.UnevaluatedExpr(size.unfolded) ** 2 * t,
            2 * Delta_s * nu,
            ALGEBRA,
        ),
    )


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive what is known about the clean steady state beside its gap."""
    return (*_roots(book), *_sine(book), *_energy(book), *_wave(book), *_decay(book))


CHAIN = Derivation(
    id="steady",
    title="Clean steady state: second root, wave, energy, thermal borders",
    claim="Both root conditions, sin(theta), dn and its period, the energy, borders at T > 0",
    build=_steps,
    establishes=tuple(
        f"steady.{name}"
        for name in (
            "axis",
            "second_root_condition",
            "sin_theta",
            "energy",
            "energy_infinite",
            "thermal_border",
            "wave_parameter",
            "wave_period",
            "decay_condition",
        )
    ),
    missing=(
        "The equation of motion of phase III, with its turning points w_1 +- w_2, is taken "
        "from the literature.",
        "That phase I decays with rate 2 kappa, and nu of phase II beyond small quenches, are "
        "conjectures that agree with trajectories. The rate at which phase III is approached "
        "has no elementary form (an incomplete elliptic integral) and is in no formula.",
    ),
)
