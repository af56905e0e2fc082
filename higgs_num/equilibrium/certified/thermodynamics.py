"""Certified threshold, gap suppression and transition temperature (Abrikosov and Gor'kov)."""

from collections.abc import Callable

from flint import acb, arb, fmpq, fmpq_poly

from higgs_num.equilibrium.certified.roots import complex_roots, enclose_root
from higgs_num.equilibrium.certified.state import State
from higgs_sym.ground.errors import ArgumentError, ComputationError
from higgs_sym.ground.precision import precision
from higgs_sym.ground.quadrature import integral

ALMOST_CLEAN = fmpq(1, 100)
COMPARISON_BITS = 512  # tell any number of `LONGEST_NUMBER` characters from the critical rate


def gap_edge_closed(alpha: fmpq) -> arb:
    """Delta_th/Delta = (1 - alpha^(2/3))^(3/2), 0 when gapless."""
    if alpha >= 1:
        return arb(0)
    if alpha == 0:
        return arb(1)
    return (1 - (arb(alpha) ** 2).root(3)) ** (arb(3) / 2)


def gap_edge_root(alpha: fmpq) -> arb:
    """Return the same as a root of (y + alpha^2 - 1)^3 + 27 alpha^2 y, y = (Delta_th/Delta)^2.

    That polynomial is, up to a factor, the discriminant of the quartic for R at omega = -i E;
    it rises with y, so its positive root is the only one.
    """
    if alpha >= 1:
        return arb(0)
    if alpha == 0:
        return arb(1)
    square = alpha * alpha
    if alpha < ALMOST_CLEAN:  # all three roots are near 1 there: find 1 - y
        polynomial = fmpq_poly([square, -1]) ** 3 + fmpq_poly([27 * square, -27 * square])
        squares = (1 - root for root in complex_roots(polynomial))
    else:
        polynomial = fmpq_poly([square - 1, 1]) ** 3 + fmpq_poly([0, 27 * square])
        squares = (root for root in complex_roots(polynomial))
    for y in squares:
        if y.imag == 0 and y.real > 0:
            return y.real.sqrt()
    raise ComputationError("The threshold polynomial has no certified positive root")


def log_suppression_closed(alpha: fmpq) -> arb:
    """Phi = -ln(Delta/Delta_clean) at T = 0 and infinite cutoff."""
    a = arb(alpha)
    if alpha <= 1:
        return arb.pi() * a / 4
    inverse = 1 / a
    return a.acosh() + (a * inverse.asin() - (1 - inverse**2).sqrt()) / 2


def _log_suppression_quadrature(alpha: fmpq) -> arb:
    """Phi = int_0^inf du [1/R - (1 - alpha/R^3)/R for R > alpha], with sin(phi) = 1/R."""
    last = State(alpha, fmpq(0)).last_angle()
    inside = integral(lambda phi, _: phi.sin() ** 2, 0, last).real * arb(alpha)
    if alpha <= 1:
        return inside
    return inside + integral(lambda phi, _: 1 / phi.sin(), last, arb.pi() / 2).real


def check_rate(rate: fmpq) -> None:
    """Raise `ArgumentError` where there is no superconductor at T = 0."""
    if not 0 <= rate < fmpq(1, 2):
        raise ArgumentError("rate_s", "be in [0, 1/2) times the clean gap", rate)


def gap_ratio_closed(rate: fmpq) -> arb:
    """Delta/Delta_clean at rate = rate_s/Delta_clean: Lambert's W, or the root when gapless."""
    if rate == 0:
        return arb(1)
    onset = (-arb.pi() / 4).exp()
    if arb(rate) < onset:
        return (-arb.pi() * arb(rate) / 4).lambertw().exp()
    return arb(rate) / _solve_alpha(rate, log_suppression_closed, None)


def gap_ratio_quadrature(rate: fmpq) -> arb:
    """Return the same as a root of the gap equation, its integral by rigorous quadrature."""
    if rate == 0:
        return arb(1)
    guess = arb(rate) / gap_ratio_closed(rate)
    return arb(rate) / _solve_alpha(rate, _log_suppression_quadrature, guess)


def _solve_alpha(rate: fmpq, log_suppression: Callable[[fmpq], arb], guess: arb | None) -> arb:
    # rate_s/Delta_clean = alpha exp(-Phi(alpha)) rises with alpha up to 1/2. As a function of
    # p = alpha/(1 + alpha) in (0, 1) it stays bounded.
    def excess(p: fmpq) -> arb:
        alpha = p / (1 - p)
        return arb(alpha) * (-log_suppression(alpha)).exp() - arb(rate)

    if guess is not None:
        guess = guess / (1 + guess)
    p = enclose_root(excess, fmpq(0), fmpq(1), rising=True, guess=guess)
    return p / (1 - p)


def critical_rate() -> arb:
    """Return rate_s/T_c0 at which superconductivity ends, pi exp(-gamma)/2."""
    return arb.pi() * (-arb.const_euler()).exp() / 2


def check_subcritical(rate: fmpq) -> None:
    """Raise `ArgumentError` where there is no transition."""
    with precision(COMPARISON_BITS):
        if not arb(rate) < critical_rate():
            raise ArgumentError("rate_s", "be in [0, 0.88193...) times T_c0", rate)


def _log_depression_closed(rho: arb) -> arb:
    """psi(1/2 + rho) - psi(1/2)."""
    half = arb(1) / 2
    return (half + rho).digamma() - half.digamma()


def _log_depression_quadrature(rho: arb) -> arb:
    """The same as int_0^inf dy exp(-rho y/2) sinh(rho y/2)/sinh(y/2)."""
    # Beyond y = Y the integrand is below exp(-y/2)/(1 - exp(-Y)).
    Y = 2 * (arb.pi().bits() * arb(2).log() + 4)

    def integrand(y: acb, _: bool) -> acb:
        i_half = acb(0, 1) * y / 2
        return (-y * rho / 2).exp() * rho * (i_half * rho).sinc() / i_half.sinc()

    body = integral(integrand, 0, Y).real
    return body + (2 * (-Y / 2).exp() / (1 - (-Y).exp())) * arb(fmpq(1, 2), fmpq(1, 2))


def _solve_rho(rate: fmpq, log_depression: Callable[[arb], arb], guess: arb | None) -> arb:
    # rate/T_c0 = t rho 2 pi with ln t = -(psi(1/2+rho) - psi(1/2)); it rises with rho.
    def excess(p: fmpq) -> arb:
        rho = arb(p / (1 - p))
        t = (-log_depression(rho)).exp()
        return 2 * arb.pi() * rho * t - arb(rate)

    if guess is not None:
        guess = guess / (1 + guess)
    # rho = rate/(2 pi t), where t is almost 1 for a small rate: then the root is within these ends.
    small = rate < ALMOST_CLEAN
    lower, upper = (rate / (7 + rate), rate / (1 + rate)) if small else (fmpq(0), fmpq(1))
    p = enclose_root(excess, lower, upper, rising=True, guess=guess)
    return p / (1 - p)


def tc_ratio_closed(rate: fmpq) -> arb:
    """T_c/T_c0 at rate = rate_s/T_c0: root of the equation with Arb's digamma function."""
    if rate == 0:
        return arb(1)
    rho = _solve_rho(rate, _log_depression_closed, None)
    return arb(rate) / (2 * arb.pi() * rho)


def tc_ratio_quadrature(rate: fmpq) -> arb:
    """Return the same with the digamma difference by rigorous quadrature."""
    if rate == 0:
        return arb(1)
    guess = arb(rate) / (2 * arb.pi() * tc_ratio_closed(rate))
    rho = _solve_rho(rate, _log_depression_quadrature, guess)
    return arb(rate) / (2 * arb.pi() * rho)
