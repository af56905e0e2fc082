"""Chain 5: suppression of the gap at T = 0 and of the critical temperature."""

import sympy as sp

from higgs_sym.checks import ALGEBRA, Digits, by_derivative
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import Delta, Delta_clean, T, T_c, T_c0, alpha, rate_s, u

_h = sp.Symbol("h", positive=True)
_b = sp.Symbol("b", positive=True)
_w = sp.Symbol("w", positive=True)
_above_one = sp.sqrt(1 + _w**2)
_r = sp.Rational
_half = _r(1, 2)


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the suppression of gap and critical temperature."""
    measure = book["equilibrium.measure"].unfolded
    ln_gap = book["thermodynamics.ln_gap"].unfolded
    ln_gapless = book["thermodynamics.ln_gap_gapless"].unfolded
    condition = book["thermodynamics.T_c_condition"].unfolded
    slope = book["thermodynamics.T_c_slope"].unfolded
    critical = book["thermodynamics.critical_rate"].unfolded
    root = sp.sqrt(1 + u**2)
    primitive = sp.asinh(u) - alpha * (sp.atan(u) + u / (1 + u**2)) / 2
    end = sp.asinh(u) - alpha * sp.pi / 4
    above = 1 + _h**2
    zero_rate = {rate_s: 0, T_c: T_c0}
    return (
        Step(
            "gap_equation",
            "1/lambda = int d omega/(Delta R) over positive frequencies; its primitive in u.",
            sp.Derivative(primitive, u),
            measure / root,
            ALGEBRA,
        ),
        Step(
            "upper",
            "At a large upper end only a logarithm and -alpha pi/4 are left,",
            sp.Limit(primitive - end, u, sp.oo),
            sp.S.Zero,
            ALGEBRA,
        ),
        Step(
            "logarithm",
            "ln(2 omega_c/Delta) for u = omega_c/Delta, so that the cutoff drops out.",
            sp.Limit(sp.asinh(u) - sp.log(2 * u), u, sp.oo),
            sp.S.Zero,
            ALGEBRA,
        ),
        Step(
            "gapped",
            "alpha <= 1: the integral begins at u = 0.",
            ln_gap,
            -(sp.asinh(u) - end) - primitive.subs(u, 0),
            ALGEBRA,
            shown=r"\ln(\Delta/\Delta_{\mathrm{clean}}) = -\pi\alpha/4",
        ),
        Step(
            "angles",
            "For alpha = sqrt(1 + w^2):",
            sp.asin(1 / _above_one),
            sp.pi / 2 - sp.atan(_w),
            by_derivative(_w, 0),
        ),
        Step(
            "areas",
            "and",
            sp.acosh(_above_one),
            sp.asinh(_w),
            by_derivative(_w, 0),
        ),
        Step(
            "gapless",
            "alpha >= 1: it begins at R = alpha, u = w.",
            ln_gapless.subs(alpha, _above_one).subs(
                {
                    sp.asin(1 / _above_one): sp.pi / 2 - sp.atan(_w),
                    sp.acosh(_above_one): sp.asinh(_w),
                }
            ),
            (-alpha * sp.pi / 4 - primitive.subs(u, _w)).subs(alpha, _above_one),
            ALGEBRA,
            shown=book["thermodynamics.ln_gap_gapless"].latex,
        ),
        Step(
            "continuous",
            "The two agree at alpha = 1,",
            ln_gapless.subs(alpha, 1),
            ln_gap.subs(alpha, 1),
            ALGEBRA,
            shown=r"-\mathrm{arcosh}\,1 - \frac{\arcsin 1 - 0}{2} = -\frac{\pi}{4}",
        ),
        Step(
            "smooth",
            "with their first derivatives (alpha = 1 + h^2).",
            sp.Limit(sp.diff(ln_gapless, alpha).subs(alpha, above), _h, 0),
            sp.Derivative(ln_gap, alpha),
            ALGEBRA,
        ),
        Step(
            "end",
            "Superconductivity ends at alpha -> infinity, where rate = alpha Delta tends to "
            "Delta_clean/2.",
            sp.Limit((sp.log(alpha) + ln_gapless).subs(alpha, 1 / _h), _h, 0),
            sp.log(critical / Delta_clean),
            ALGEBRA,
        ),
        Step(
            "near_T_c",
            "Near T_c the gap is small and u large: Delta/omega becomes Delta/(omega + 1/tau_s).",
            sp.Limit(u * (Delta / (Delta * u * (1 - rate_s / (Delta * root)) + rate_s)), u, sp.oo),
            sp.S.One,
            ALGEBRA,
        ),
        Step(
            "sum",
            "The sum over Matsubara frequencies is a difference of digamma functions (b = "
            "rate/(2 pi T_c)).",
            _matsubara(),
            sp.digamma(_half + _b) - sp.digamma(_half),
            Digits(tuple({_b: _r(n, 5)} for n in (1, 4, 13)), digits=20),
            shown=r"\sum_{n\ge 0}\left[\frac{1}{n+1/2}-\frac{1}{n+1/2+b}\right]"
            r"= \psi(\tfrac12 + b)-\psi(\tfrac12)",
        ),
        Step(
            "T_c",
            "which gives the equation of T_c.",
            condition,
            sp.log(T_c / T_c0)
            + (sp.digamma(_half + _b) - sp.digamma(_half)).subs(_b, rate_s / (2 * sp.pi * T_c)),
            ALGEBRA,
            shown=r"\ln\frac{T_{c0}}{T_c} = \psi\left(\frac{1}{2} +"
            r" \frac{\tau_s^{-1}}{2\pi T_c}\right) - \psi\left(\frac{1}{2}\right)",
        ),
        Step(
            "T_c0",
            "T_c0 solves it without impurities.",
            condition.subs(zero_rate),
            0,
            ALGEBRA,
            shown=r"\left[\ln\frac{T_c}{T_{c0}} + \psi\left(\frac{1}{2} +"
            r" \frac{\tau_s^{-1}}{2\pi T_c}\right) -"
            r" \psi\left(\frac{1}{2}\right)\right]_{\tau_s^{-1} = 0,\,T_c ="
            r" T_{c0}} = 0",
        ),
        Step(
            "slope",
            "Its slope at small rates.",
            (-sp.diff(condition, rate_s) / sp.diff(condition, T_c)).subs(rate_s, 0),
            slope,
            ALGEBRA,
            shown=r"\frac{dT_c}{d\tau_s^{-1}}|_{\tau_s^{-1} = 0} ="
            r" -\frac{1}{2\pi}\psi'\left(\frac{1}{2}\right) = -\frac{\pi}{4}",
        ),
        Step(
            "large",
            "At T_c -> 0, psi(1/2 + b) -> ln b (b = 1/h),",
            sp.digamma(_half + _b),
            sp.log(_b),
            Digits(({_b: _r(10**30)},), digits=60, within=_r(1, 10**50)),
            shown=r"\psi(\tfrac12 + b) - \ln b \to 0",
        ),
        Step(
            "end_T_c",
            "so the rate there is 2 pi T_c0 e^psi(1/2) = pi e^-gamma T_c0/2 = Delta_clean/2, with "
            "the BCS ratio Delta_clean = pi e^-gamma T_c0: the same end.",
            2 * sp.pi * T_c0 * sp.exp(sp.digamma(_half)),
            critical.subs(Delta_clean, sp.pi * sp.exp(-sp.EulerGamma) * T_c0),
            ALGEBRA,
            shown=r"2\pi T_{c0}\,e^{\psi(1/2)} = \frac{\pi T_{c0}}{2 e^{\gamma}} ="
            r" \frac{\Delta_{\mathrm{clean}}}{2}",
        ),
        *_jump(book),
    )


def _jump(book: Book) -> tuple[Step, ...]:
    """Return the steps from the gap equation near T_c to the jump of the specific heat."""
    inverse, cubic = (sp.Function(name)(T) for name in ("l", "b"))
    squared, at_T = sp.Symbol("y", positive=True), sp.Symbol("l_0")  # y = Delta^2
    energy = inverse * squared + cubic * squared**2 / 2
    condition = book["thermodynamics.T_c_condition"].unfolded
    b = book["relaxation.cubic"].unfolded
    ratio = book["thermodynamics.jump_ratio"].unfolded
    heat = (-T * sp.diff(-(inverse**2) / (2 * cubic), T, 2)).doit()
    slope = (1 - _b * sp.polygamma(1, _half + _b)) / T_c
    in_b = {rate_s: 2 * sp.pi * T_c * _b}

    def jump(temperature: sp.Symbol, rate: sp.Expr) -> sp.Expr:
        there = sp.diff(condition, T_c).subs({T_c: temperature, rate_s: rate})
        return temperature * there**2 / b.subs({T: temperature, rate_s: rate})

    T_b = T_c0 * sp.exp(sp.digamma(_half) - sp.digamma(_half + _b))
    along = ratio.subs(in_b).subs(T_c, T_b)
    slopes = (sp.diff(one, _b).subs(_b, 0) for one in (along, T_b / T_c0))
    jump_slope, shift = slopes
    return (
        Step(
            "landau",
            "Near T_c the gap equation is l(T) + b Delta^2 = 0 (chain `relaxation`), so that F/N_0 "
            "= l y + b y^2/2, y = Delta^2, with the minimum",
            energy.subs(squared, -inverse / cubic),
            -(inverse**2) / (2 * cubic),
            ALGEBRA,
            shown=r"\left[l y + \frac{b y^2}{2}\right]_{y = -l/b} = -\frac{l^2}{2b}",
        ),
        Step(
            "jump",
            "The specific heat -T F'' jumps at l = 0 by",
            heat.subs(sp.Derivative(inverse, T), at_T).subs(inverse, 0).doit(),
            T * at_T**2 / cubic,
            ALGEBRA,
            shown=r"-T\frac{d^2}{dT^2}\left(-\frac{l^2}{2b}\right)|_{l = 0} ="
            r" \frac{T l'^2}{b}",
        ),
        Step(
            "jump_inverse",
            "where l is the left side of the equation of T_c,",
            sp.diff(condition, T_c).subs(in_b),
            slope,
            ALGEBRA,
            shown=r"l' = \frac{1}{T_c}\left[1 - \rho\,\psi'\left(\frac{1}{2} +"
            r" \rho\right)\right]",
        ),
        Step(
            "jump_clean",
            "Without impurities it is 12/(7 zeta(3)) of the normal 2 pi^2 N_0 T/3.",
            jump(T_c0, sp.S.Zero) / (2 * sp.pi**2 * T_c0 / 3),
            12 / (7 * sp.zeta(3)),
            ALGEBRA,
            shown=r"\frac{T l'^2}{b}|_{\rho = 0}\,\frac{3}{2\pi^2 T_{c0}} ="
            r" \frac{12}{7\zeta(3)}",
        ),
        Step(
            "jump_ratio",
            "With them, over that:",
            (jump(T_c, rate_s) / jump(T_c0, sp.S.Zero)).subs(in_b),
            ratio.subs(in_b),
            ALGEBRA,
            shown=r"\frac{(T l'^2/b)|_{T_c}}{(T l'^2/b)|_{T_{c0},\,\rho = 0}} ="
            r" \frac{\Delta C}{\Delta C_0}",
        ),
        Step(
            "jump_slope",
            "Along T_c/T_c0 = exp[psi(1/2) - psi(1/2 + rho)] it starts with a slope above the 1 of "
            "corresponding states.",
            jump_slope / shift,
            book["thermodynamics.jump_slope"],
            ALGEBRA,
            shown=r"\frac{d(\Delta C/\Delta C_0)/d\rho}{d(T_c/T_{c0})/d\rho}|_{\rho = 0} ="
            r" 3 - \frac{4\pi^2}{21\zeta(3)}",
        ),
    )


def _matsubara() -> sp.Expr:
    # int_0^1 (1 - x^b)/(sqrt(x) (1 - x)) dx = sum over n of 1/(n + 1/2) - 1/(n + 1/2 + b), by
    # expanding 1/(1 - x); with x = w^2 the integrand is smooth at 0.
    w = sp.Symbol("w", positive=True)
    return sp.Integral(2 * (1 - w ** (2 * _b)) / (1 - w**2), (w, 0, 1))


CHAIN = Derivation(
    id="thermodynamics",
    title="Suppression of the gap and of T_c",
    claim="Gap at T = 0 for all alpha, equation of T_c, its slope -pi/4, end at Delta_clean/2; "
    "jump of the specific heat",
    build=_steps,
    establishes=tuple(
        f"thermodynamics.{name}"
        for name in (
            "ln_gap",
            "ln_gap_gapless",
            "T_c_condition",
            "T_c_slope",
            "critical_rate",
            "jump_ratio",
            "jump_slope",
        )
    ),
)
