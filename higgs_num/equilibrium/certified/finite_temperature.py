"""Certified gap and pseudospins at finite temperature: Matsubara sum against ray integral.

Route 1 is the Matsubara sum itself. Route 2 turns it into the zero-temperature closed form plus
a correction,

    2 pi T sum_n F(omega_n) = int_0^inf F domega - 2 Re int_ray F domega/(1 + exp(-i omega/T)),

taken along u = u_0 + s exp(i pi/8), s > 0, where arg omega stays between pi/8 and 3 pi/8: F is
analytic between this ray and the real axis, the thermal factor decays, and omega(u) needs no
equation solved.
"""

from collections.abc import Callable
from typing import Any

from flint import acb, arb, ctx, fmpq

from higgs_num.equilibrium.certified import pseudospins
from higgs_num.equilibrium.certified.matsubara import matsubara_sum
from higgs_num.equilibrium.certified.roots import enclose_root
from higgs_num.equilibrium.certified.state import State
from higgs_num.equilibrium.certified.thermodynamics import log_suppression_closed
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.ground.quadrature import integral

LARGEST_TEMPERATURE = 10**100  # over the gap; a point takes seconds up to here


def _ray_integral(state: State, x: fmpq, temperature: arb, function: Callable[[acb], acb]) -> arb:
    """Enclose Re int_ray domega F/(1 + exp(-i omega/T)), F a function of R below 1 far out."""
    alpha = arb(state.alpha)
    start = acb(0) if state.gapped else acb(state.slope())
    direction = acb(0, arb.pi() / 8).exp()
    sine = direction.imag
    # Beyond s = end: |u| > 3, |u|^2 > alpha and |R| > 2(|z|+|x|), so Im omega > s sin - 1.
    end = (ctx.prec * arb(2).log() + 10) * temperature / sine + 1 / sine + 5
    end = (end + 2 * abs(arb(state.z)) + 2 * abs(arb(x)) + alpha.sqrt()).upper()

    def integrand(s: acb, analytic: bool) -> acb:
        u = start + s * direction
        square = 1 + u * u
        if analytic and not (square.real > 0 or square.imag > 0):
            return acb(arb.nan())
        R = square.sqrt()
        omega = u * (1 - alpha / R)
        thermal = (acb(0, -1) * omega / temperature).exp()
        return (1 - alpha / R**3) * function(R) / (1 + thermal)

    body = (integral(integrand, 0, end) * direction).real
    decay = (-(end * sine - 1) / temperature).exp()
    tail = (1 + alpha) * temperature / sine * decay / (1 - decay)
    return body + arb(0, tail.upper())


def check_temperature(T: fmpq) -> None:
    """Raise `ArgumentError` for a temperature, over the gap, whose integrals take too long."""
    if T > LARGEST_TEMPERATURE:
        raise ArgumentError(
            "T", f"be <= {LARGEST_TEMPERATURE:.0e} times the gap: integrals take too long", T
        )


def pseudospins_matsubara(state: State, x: fmpq, T: fmpq) -> dict[str, arb]:
    """Enclose S^x, S^z and W at temperature T (units of the gap at T) by the Matsubara sum."""
    z, energy, tau = arb(state.z), arb(x), arb(T)

    def summed(numerator: Callable[[Any], Any]) -> arb:
        def summand(y: Any) -> Any:
            rest = 1 - z * y
            return y * y * numerator(y) / (rest * rest + energy * energy * y * y)

        return 4 * tau * matsubara_sum(state, x, tau, summand)

    return {
        "Sx": summed(lambda y: 1 - z * y),
        "Sz": -energy * summed(lambda y: 1 + 0 * y),
        "W": (1 + energy * energy).sqrt() * summed(lambda y: y),
    }


def pseudospins_ray(state: State, x: fmpq, T: fmpq) -> dict[str, arb]:
    """Enclose the same by the closed form at T = 0 plus the thermal ray integral."""
    z, energy, tau = arb(state.z), arb(x), arb(T)
    cold = pseudospins.pseudospins_closed(state, x)

    def thermal(numerator: Callable[[acb], acb]) -> arb:
        def function(R: acb) -> acb:
            return numerator(R) / ((R - z) ** 2 + energy * energy)

        return 4 / arb.pi() * _ray_integral(state, x, tau, function)

    return {
        "Sx": cold["Sx"] - thermal(lambda R: (R - z) / R),
        "Sz": cold["Sz"] + energy * thermal(lambda _: acb(1)),
        "W": cold["W"] - (1 + energy * energy).sqrt() * thermal(lambda R: 1 / R),
    }


def _clean_transition() -> arb:
    """T_c0/Delta_clean = exp(gamma)/pi."""
    return arb.const_euler().exp() / arb.pi()


def _is_normal(rate: fmpq, T: fmpq) -> bool:
    """Whether T >= T_c at this rate; both in units of the clean gap at T = 0."""
    half = arb(1) / 2
    rho = arb(rate) / (2 * arb.pi() * arb(T))
    excess = (half + rho).digamma() - half.digamma() + (arb(T) / _clean_transition()).log()
    return bool(excess >= 0)


def _solve_gap(rate: fmpq, T: fmpq, excess: Callable[[fmpq], arb], guess: arb | None) -> arb:
    if _is_normal(rate, T):
        return arb(0)
    return enclose_root(excess, fmpq(0), fmpq(1) + fmpq(1, 2**20), rising=True, guess=guess)


def gap_matsubara(rate: fmpq, T: fmpq) -> arb:
    """Delta(T)/Delta_clean(0) from the Matsubara sum; rate_s and T in units of Delta_clean(0).

    0 at and above the transition temperature.
    """

    def excess(gap: fmpq) -> arb:
        state = State(rate / gap, fmpq(0))
        tau = arb(T / gap)
        deficit = matsubara_sum(state, fmpq(0), tau, lambda y: y, subtract_leading=True)
        return (arb(T) / _clean_transition()).log() - 2 * arb.pi() * tau * deficit

    return _solve_gap(rate, T, excess, None)


def gap_ray(rate: fmpq, T: fmpq) -> arb:
    """Return the same by the ray integral."""

    def excess(gap: fmpq) -> arb:
        state = State(rate / gap, fmpq(0))
        thermal = _ray_integral(state, fmpq(0), arb(T / gap), lambda R: 1 / R)
        return arb(gap).log() + log_suppression_closed(state.alpha) + 2 * thermal

    return _solve_gap(rate, T, excess, gap_matsubara(rate, T))
