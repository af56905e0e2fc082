"""Chain 8: the amplitude mode of (9), and the two printed frequencies beside it."""

from typing import Any

import sympy as sp

from higgs_sym.checks import ALGEBRA, Balls, Computed
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import (
    A,
    Delta,
    Sx,
    Sz,
    W,
    a,
    alpha,
    cutoff,
    dSx,
    dSz,
    eps,
    omega,
    p,
    rate_s,
    rate_u,
    x,
    z,
)

_r = sp.Rational
_dx, _dy, _dz, _dgap, _Sz = sp.symbols("delta_x delta_y delta_z delta_Delta S_z")
_p, _b = sp.symbols("p b", positive=True)  # p = sqrt(1 - omega^2/(4 Delta^2)), b = R - z
_X = sp.Symbol("X", positive=True)
_R = sp.Symbol("R", positive=True)


def _lorentz_integrals() -> tuple[Step, ...]:
    both = (x**2 + _p**2) * (x**2 + _b**2)
    whole = (x, -sp.oo, sp.oo)
    return (
        Step(
            "plain",
            "Against the Lorentzian of (12), b = R - z > 0, the integrals over eps are elementary:",
            sp.Integral(1 / both, whole),
            sp.pi / (_p * _b * (_p + _b)),
            ALGEBRA,
        ),
        Step("square", "and", sp.Integral(x**2 / both, whole), sp.pi / (_p + _b), ALGEBRA),
    )


def _linearise(book: Book) -> tuple[Step, ...]:
    energy = sp.sqrt(eps**2 + Delta**2)
    # Static L: the sources do not vary. Time dependence exp(-i omega t).
    solved = sp.solve(
        [
            -sp.I * omega * _dx - 2 * eps * _dy,
            -sp.I * omega * _dy + 2 * eps * _dx + 2 * Delta * _dz + 2 * _dgap * _Sz,
            -sp.I * omega * _dz - 2 * Delta * _dy,
        ],
        [_dx, _dy, _dz],
        dict=True,
    )[0]
    rate_m = 2 * z * Delta
    (Sz_rest,) = sp.solve(eps * Sx + Delta * _Sz + eps * W * rate_m / (2 * energy), _Sz)
    response = solved[_dx] / _dgap
    # The same with initial deviations of the spins, those of the old equilibrium.
    drive = sp.solve(
        [
            p * _dx - dSx - 2 * eps * _dy,
            p * _dy + 2 * eps * _dx + 2 * Delta * _dz + 2 * _dgap * _Sz,
            p * _dz - dSz - 2 * Delta * _dy,
        ],
        [_dx, _dy, _dz],
        dict=True,
    )[0][_dx]
    laplace = book["closure_mode.laplace_integrand"].unfolded
    integrand = book["closure_mode.pole_integrand"].unfolded
    return (
        Step(
            "response",
            "(9) linearised about its equilibrium with static L.",
            response,
            -4 * eps * _Sz / (4 * energy**2 - omega**2),
            ALGEBRA,
            shown=r"\frac{\delta S^x}{\delta\Delta} = -\frac{4\varepsilon S^z}{4E^2 - \omega^2}",
        ),
        Step(
            "small_quench",
            "With initial deviations, in the Laplace variable p: what does not contain delta Delta "
            "is the drive.",
            sp.Subs(p * sp.expand(drive), _dgap, 0),
            book["closure_mode.drive_integrand"],
            ALGEBRA,
            shown=r"p\,\delta S^x(p)|_{\delta\Delta = 0} = \delta S^x -"
            r" \frac{4\varepsilon(\varepsilon\,\delta S^x + \Delta\,\delta"
            r" S^z)}{p^2 + 4E^2}",
        ),
        Step(
            "laplace",
            "and what does, with lambda from (10), is D(p).",
            Sx / Delta - sp.Derivative(sp.expand(drive), _dgap),
            laplace.subs(Sz, _Sz),
            ALGEBRA,
            shown=r"\frac{S^x}{\Delta} - \frac{\partial\,\delta"
            r" S^x(p)}{\partial\,\delta\Delta} = \frac{S^x}{\Delta} +"
            r" \frac{4\varepsilon S^z}{p^2 + 4E^2}",
        ),
        Step(
            "pole_condition",
            "delta Delta = (lambda/2) int delta S^x, with lambda from (10) in equilibrium and S^z "
            "from the identity of chain `equilibrium`: the integrand of the pole condition.",
            Sx / Delta - response.subs(_Sz, Sz_rest),
            integrand,
            ALGEBRA,
        ),
    )


def _theorem(book: Book) -> tuple[Step, ...]:
    integrand = book["closure_mode.pole_integrand"].unfolded
    lorentz = 1 / (_b**2 + x**2)
    energy = sp.sqrt(1 + x**2)
    # One R of the integrals for S^x and W, over the weight m(R) = (2/pi)(R^3 - alpha)/R^4.
    one = integrand.subs({eps: x, Delta: 1, omega: 2 * sp.sqrt(1 - _p**2)})
    one = one.subs({Sx: _b * lorentz, W: energy * lorentz})
    omega_H = book["closure_mode.omega"].unfolded
    response = book["closure_mode.response"]
    # The part of the folded form that multiplies A, and A itself as an integral over v.
    points = tuple(
        {a: _r(p), z: _r(q), alpha: _r(r)}
        for p, q, r in (("1/10", "1/4", "1/2"), ("3/4", "1/8", "1"), ("1/3", "-1/2", "1/5"))
    )
    phi = sp.Symbol("phi", real=True)
    C = sp.cos(phi)
    integral = (
        2 * (a - z) * sp.Integral((1 - alpha * C**3) / (1 - (z - a) * C), (phi, 0, sp.pi / 2))
    )
    return (
        Step(
            "one_R",
            "For one value of R the integrand, p = sqrt(1 - omega^2/(4 Delta^2)), is a sum of the "
            "two.",
            one,
            (_p**2 * _b - z * x**2) * lorentz / (x**2 + _p**2),
            ALGEBRA,
        ),
        Step(
            "factor",
            "So for every R, hence for any weight, the integral over eps has the factor p - z.",
            _p**2 * _b * sp.pi / (_p * _b * (_p + _b)) - z * sp.pi / (_p + _b),
            sp.pi * (_p - z) / (_p + _b),
            ALGEBRA,
        ),
        Step(
            "response_integral",
            "The rest, int (1 - alpha/R^3)/(R - z + p) dv, has a positive real part for Re p > 0, "
            "alpha <= 1, so no zero there; it is A at c = z - p: the pole function in closed form.",
            response,
            integral,
            Balls(points),
        ),
        Step(
            "folded",
            "Factor and A of the closed form.",
            response.expression,
            2 * (a - z) * A,
            ALGEBRA,
            shown=r"D = 2(a - z)\,A",
        ),
        Step(
            "theorem",
            "p = z is the only zero: omega_H = 2 Delta sqrt(1 - z^2). On the physical sheet p > 0, "
            "so it is a pole if and only if z > 0 (tau_m > 0).",
            sp.sqrt(1 - (omega_H / (2 * Delta)) ** 2),
            sp.Abs(z),
            ALGEBRA,
        ),
        Step(
            "frequency",
            "The frequency itself, positive, from p = sqrt(1 - omega^2/(4 Delta^2)) = |z|.",
            omega_H,
            2 * Delta * sp.sqrt(1 - z**2),
            ALGEBRA,
        ),
        Step(
            "virtual",
            "For z < 0 the same frequency gives p = -z = |z| and the factor is 2|z|, not zero; "
            "continued to the other sheet, p -> -p, it vanishes: a virtual state.",
            (_p - z).subs(_p, -_p).subs(z, -_b).subs(_p, _b),
            sp.S.Zero,
            ALGEBRA,
            shown=r"(p - z)|_{p \to -|z|} = 0\quad(z < 0)",
        ),
        Step(
            "crossover",
            "1/(p - z) at the branch point p -> 0: -1/z - p/z^2. A root, not an inverse root: "
            "t^(-3/2), where z = 0 has t^(-1/2).",
            sp.diff(1 / (_p - z), _p).subs(_p, 0),
            -1 / z**2,
            ALGEBRA,
            shown=r"\frac{1}{p - z} = -\frac{1}{z} - \frac{p}{z^2} + \dots",
        ),
    )


def _cutoff(book: Book) -> tuple[Step, ...]:
    factor = book["closure_mode.cutoff_factor"].unfolded.subs(Delta, 1)
    tail = book["equilibrium.W.tail"].unfolded
    A_zero = sp.pi / 2 - 2 * alpha / 3
    missing = 2 * z * (2 / sp.pi) * (sp.log(2 * _X) + 1 - sp.pi * alpha / 4) / _X
    v = sp.Symbol("v", positive=True)
    return (
        Step(
            "tail",
            "Leading effect of a cutoff X: without the levels beyond it the pole function lacks "
            "-2 int_X z W/x dx, with the tail of W.",
            sp.Derivative(missing, _X),
            -2 * z * tail.subs(x, _X) / _X,
            ALGEBRA,
        ),
        Step(
            "A_zero",
            "At c = 0, A = int (1 - alpha/R^3)/R dv.",
            sp.Integral(
                ((1 - alpha / sp.cosh(v) ** 3) / sp.cosh(v)).subs(v, sp.asinh(_R))
                / sp.sqrt(1 + _R**2),
                (_R, 0, sp.oo),
            ),
            A_zero,
            ALGEBRA,
        ),
        Step(
            "cutoff",
            "2 (p - z) A + the missing tail = 0 moves p by a factor, for z -> 0.",
            sp.solve(2 * (_p - z) * A_zero + missing, _p)[0] / z,
            factor.subs(cutoff, _X),
            ALGEBRA,
        ),
        Step(
            "cutoff_check",
            "Against the pole condition with S^x and W at omega_D/Delta = 1000 and 4000 (z = 1/50, "
            "alpha = 1/25): the shift p/z - 1, to 3 %.",
            sp.S.Zero,
            sp.S.Zero,
            Computed(lambda: _against_pole(book), _r(3, 100)),
            shown=r"p/z = 1 - \frac{2}{\pi}\frac{\ln(2X) + 1 - \pi\alpha/4}{(\pi/2-2\alpha/3)X}",
        ),
    )


def _against_pole(book: Book) -> list[tuple[Any, Any]]:
    """Zero of the pole condition on a finite band, by quadrature, against the factor."""
    import mpmath as mp

    closed = {
        name: book[f"equilibrium.{name}.closed"].lambdify("numba").kernel for name in ("Sx", "W")
    }
    integrand = book["closure_mode.pole_integrand"].lambdify("numba").kernel
    factor = book["closure_mode.cutoff_factor"].lambdify("numpy")
    pairs = []
    with mp.workdps(15):
        for band in (1000.0, 4000.0):
            top = mp.log(band)

            def pole(p: Any, top: Any = top) -> Any:
                frequency = float(2 * mp.sqrt(1 - p * p))

                def one(log: Any) -> Any:
                    level = float(mp.exp(log))
                    values = (closed[n](level, 0.02, 0.04) for n in ("Sx", "W"))
                    return level * integrand(level, frequency, 1.0, 0.02, *values)

                return mp.quad(one, [-25, -10, -6, -4, -2, 0, 2, 5, top])

            zero = mp.findroot(pole, (0.0195, 0.0199), solver="secant", tol=1e-9)
            pairs.append((zero / 0.02 - 1, factor(1.0, 0.04, band) - 1))
    return pairs


def _printed(book: Book) -> tuple[Step, ...]:
    omega_H = book["closure_mode.omega"].unfolded
    printed_13 = book["closure_mode.printed_13"].unfolded
    printed_15 = book["closure_mode.printed_15"].unfolded
    flips = omega_H.subs(z, rate_s / (2 * Delta)) ** 2
    plain = omega_H.subs(z, -rate_u / (2 * Delta)) ** 2
    return (
        Step(
            "printed_13",
            "(13) has the right form and twice the rate: it agrees if its 1/(tau_s Delta) is read "
            "as the zeta_s = 1/(2 tau_s Delta) of (12).",
            (printed_13**2).subs(rate_s, rate_s / 2),
            flips,
            ALGEBRA,
        ),
        Step(
            "printed_13_defect",
            "As printed its shift is four times the derived one.",
            4 * Delta**2 - printed_13**2,
            4 * (4 * Delta**2 - flips),
            ALGEBRA,
        ),
        Step(
            "printed_15",
            "(15) is shifted the other way; no real factor of the rate repairs a sign (and there "
            "is no pole for tau_m < 0).",
            printed_15**2 - 4 * Delta**2,
            -4 * (plain - 4 * Delta**2),
            ALGEBRA,
        ),
    )


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the amplitude mode."""
    return (
        *_linearise(book),
        *_lorentz_integrals(),
        *_theorem(book),
        *_cutoff(book),
        *_printed(book),
    )


CHAIN = Derivation(
    id="closure_mode",
    title="Amplitude mode of (9)",
    claim="omega_H = 2 Delta sqrt(1 - 1/(2 tau_m Delta)^2), exactly; a pole only for tau_m > 0",
    build=_steps,
    establishes=tuple(
        f"closure_mode.{name}"
        for name in (
            "pole_integrand",
            "laplace_integrand",
            "drive_integrand",
            "response",
            "omega",
            "cutoff_factor",
        )
    ),
)
