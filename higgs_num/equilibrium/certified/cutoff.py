"""Certified quantities at a finite cutoff omega_D: coupling, gap, and the amplitude mode.

With X = omega_D/Delta the gap equation (10) reads 1/lambda = int_0^X S^x dx. Two routes:
quadrature over the energy x of the closed form of S^x, and quadrature over the angle phi,
sin(phi) = 1/R, of the definition with the energy integral done by hand (an arctangent).

The amplitude mode of Eq. (9), linearised with static sources about the exact equilibrium, lies
at omega_H = 2 Delta sqrt(1 - k^2), k being the zero of

    int_0^X dx [k^2 Re A - z x Im A]/(x^2 + k^2).
"""

from collections.abc import Callable

from flint import acb, arb, ctx, fmpq

from higgs_num.equilibrium.certified import amplitude
from higgs_num.equilibrium.certified.gauss import integrate
from higgs_num.equilibrium.certified.roots import enclose_root
from higgs_num.equilibrium.certified.state import State
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.ground.precision import precision
from higgs_sym.ground.quadrature import integral

# Half-height of the ellipse of the energy quadrature; analytic up to pi/2.
HEIGHT = 1.2
LONGEST_PIECE = 12.0  # of that quadrature: rules of more nodes cost more than they save
FAR_BITS = 16  # of a cutoff up to which the guard bits suffice
SEARCH_BITS = 64
# Gaps are searched from the coupling down by powers of 4: one by one first, then by bisection.
FIRST_STEPS = 8
MOST_STEPS = 200
# Quadrature over the energy takes seconds a point here, and ever more beyond.
LARGEST_CUTOFF = 10**90
LEAST_COUPLING = fmpq(1, 200)  # 1/asinh of such a cutoff


def _arctangent(q: acb, analytic: bool) -> acb:
    if analytic and not (q.real > 0 or abs(q) < 1):
        return acb(arb.nan())
    return q.atan()


def _arctangent_over(q: acb, analytic: bool) -> acb:
    """Return arctan(q)/q, regular at q = 0."""
    if q.contains(0):
        return (-q * q).hypgeom_2f1(acb(1) / 2, 1, acb(3) / 2)
    return _arctangent(q, analytic) / q


def _amplitude_bound(state: State, c: acb) -> arb:
    """Bound |A| over a ball: |A| <= (pi/2)/min |1 - c sin(phi)| over the angles."""
    candidates = [(1 - c.real / state.smallest_R()).lower().min(arb(1))]
    if not c.imag.contains(0):
        candidates.append((abs(c.imag) / abs(c)).lower())
    if c.real < 0:
        candidates.append(arb(1))
    return arb.pi() / 2 / max(candidates, key=float)


def _over_energy(state: State, X: fmpq, scale: arb, weight: Callable[[acb], acb]) -> arb:
    """Enclose Re int_0^X dx weight(x) A(z + i x), with x = scale sinh(y).

    A is singular at x = -i (R - z), R > smallest_R; `scale` must not exceed the distance of
    that, or of a pole of `weight`, from x = 0: then the integrand is analytic for |Im y| < pi/2.
    """
    z = arb(state.z)

    def function(y: arb) -> acb:
        x = scale * y.sinh()
        return scale * y.cosh() * weight(acb(x)) * amplitude.closed_form(state, acb(z, x))

    def bound(y: acb) -> arb:
        x = scale * y.sinh()
        outside = abs(scale * y.cosh() * weight(x))
        return outside * _amplitude_bound(state, z + acb(0, 1) * x)

    # Far out the closed form cancels by as many bits as x has.
    magnitude = X.p.bit_length() - X.q.bit_length()
    with precision(ctx.prec + max(0, magnitude - FAR_BITS)):
        length = (arb(X) / scale).asinh()
        pieces = int(float(length) / LONGEST_PIECE) + 1
        total = arb(0)
        for k in range(pieces):
            start = length * k / pieces
            total += integrate(
                lambda y, start=start: function(start + y),  # type: ignore[misc]
                lambda y, start=start: bound(start + y),  # type: ignore[misc]
                length / pieces,
                HEIGHT,
            ).real
        return total


def inverse_coupling_closed(state: State, X: fmpq) -> arb:
    """1/lambda as the integral over energy of the closed form of S^x."""
    scale = state.smallest_R() - arb(state.z)
    return 2 / arb.pi() * _over_energy(state, X, scale, lambda _: acb(1))


def inverse_coupling_quadrature(state: State, X: fmpq) -> arb:
    """1/lambda as an integral over the angle of the definition."""
    alpha, z, cut = arb(state.alpha), arb(state.z), arb(X)

    def integrand(phi: acb, analytic: bool) -> acb:
        sine = phi.sin()
        slope = cut / (1 - z * sine)
        return (1 - alpha * sine**3) * slope * _arctangent_over(slope * sine, analytic)

    return 2 / arb.pi() * integral(integrand, 0, state.last_angle()).real


def coupling_closed(state: State, X: fmpq) -> arb:
    """Return lambda from `inverse_coupling_closed`."""
    return 1 / inverse_coupling_closed(state, X)


def coupling_quadrature(state: State, X: fmpq) -> arb:
    """Return lambda from `inverse_coupling_quadrature`."""
    return 1 / inverse_coupling_quadrature(state, X)


InverseCoupling = Callable[[State, fmpq], arb]


def _gap_equation(
    lam: fmpq, rate_s: fmpq, rate_u: fmpq, inverse_coupling: InverseCoupling
) -> Callable[[fmpq], arb]:
    def excess(gap: fmpq) -> arb:
        state = State(rate_s / gap, (rate_s - rate_u) / (2 * gap))
        return arb(1 / lam) - inverse_coupling(state, 1 / gap)

    return excess


def gap_quadrature(lam: fmpq, rate_s: fmpq, rate_u: fmpq) -> arb:
    """Delta/omega_D for a coupling and rates in units of omega_D: root of the gap equation."""
    excess = _gap_equation(lam, rate_s, rate_u, inverse_coupling_quadrature)
    # S^x <= 1 bounds the gap by lambda.
    with precision(SEARCH_BITS):
        if not excess(fmpq(1)) > 0:
            raise ArgumentError("lam", "be weak enough for a gap below the cutoff", lam)
        steps = _steps_below(lambda k: bool(excess(lam / 4**k) < 0))
    if steps is None:
        raise ArgumentError("lam", "be strong enough for a gap at these rates", lam)
    lower = lam / 4**steps
    return enclose_root(excess, lower, 8 * lower, rising=True)


def _steps_below(too_small: Callable[[int], bool]) -> int | None:
    """Return the least k >= 1 at which `too_small` holds, which it does from there on."""
    for k in range(1, FIRST_STEPS + 1):
        if too_small(k):
            return k
    if not too_small(MOST_STEPS):
        return None
    left, right = FIRST_STEPS, MOST_STEPS
    while right - left > 1:
        middle = (left + right) // 2
        left, right = (left, middle) if too_small(middle) else (middle, right)
    return right


def gap_closed(lam: fmpq, rate_s: fmpq, rate_u: fmpq) -> arb:
    """Return the same, certified by the integral of the closed form over energy."""
    guess = gap_quadrature(lam, rate_s, rate_u)
    excess = _gap_equation(lam, rate_s, rate_u, inverse_coupling_closed)
    return enclose_root(excess, fmpq(0), 2 * lam, rising=True, guess=guess)


def check_mode(state: State) -> None:
    """Raise `ArgumentError` where the mode is no pole."""
    if not 0 <= state.z < 1:
        raise ArgumentError(
            "rate_s - rate_u", "be in [0, 2): elsewhere the mode is no pole", 2 * state.z
        )


def check_cutoff(X: fmpq | None) -> None:
    """Raise `ArgumentError` for a finite cutoff whose integrals would take too long."""
    if X is not None and X > LARGEST_CUTOFF:
        raise ArgumentError("cutoff", f"be <= {LARGEST_CUTOFF:.0e}: integrals take too long", X)


def check_coupling(lam: fmpq) -> None:
    """Raise `ArgumentError` for a coupling whose gap is too small a part of the cutoff."""
    if lam < LEAST_COUPLING:
        rule = f"be >= {LEAST_COUPLING}: the gap falls like exp(-1/lam), and integrals take long"
        raise ArgumentError("lam", rule, lam)


def _frequency(k: arb) -> arb:
    return 2 * (1 - k * k).sqrt()


def _mode_by_energy(state: State, X: fmpq) -> Callable[[fmpq], arb]:
    z = arb(state.z)

    def condition(k: fmpq) -> arb:
        square = arb(k) ** 2

        def weight(x: acb) -> acb:
            return (square + acb(0, 1) * z * x) / (x * x + square)

        return _over_energy(state, X, arb(k), weight)

    return condition


def _mode_by_angle(state: State, X: fmpq | None) -> Callable[[fmpq], arb]:
    alpha, z = arb(state.alpha), arb(state.z)

    def condition(k: fmpq) -> arb:
        kappa = arb(k)
        square = kappa**2

        def without_cutoff(phi: acb, _: bool) -> acb:
            # Both arctangents are pi/2; (R - z)^2 - k^2 cancels but for one factor.
            sine = phi.sin()
            rest = 1 - z * sine + kappa * sine
            return (1 - alpha * sine**3) * (kappa - z) / rest * (arb.pi() / 2)

        def with_cutoff(phi: acb, analytic: bool) -> acb:
            sine = phi.sin()
            rest = 1 - z * sine
            angle = _arctangent(arb(X) * sine / rest, analytic)
            level = (arb(X) / kappa).atan()
            numerator = kappa * level - (square * sine + z * rest) * angle
            return (1 - alpha * sine**3) * numerator / (rest**2 - square * sine**2)

        integrand = without_cutoff if X is None else with_cutoff
        return integral(integrand, 0, state.last_angle()).real

    return condition


def mode_quadrature(state: State, X: fmpq | None) -> arb:
    """omega_H/Delta as the root of the pole condition over the angle; X = None: no cutoff."""
    if state.z == 0:
        return arb(2)
    upper = state.z if X is not None else 2 * state.z
    condition = _mode_by_angle(state, X)
    return _frequency(enclose_root(condition, fmpq(0), upper, rising=True))


def mode_closed(state: State, X: fmpq | None) -> arb:
    """Return the same as 2 sqrt(1 - z^2), or with a cutoff from the closed form of A."""
    if state.z == 0:
        return arb(2)
    if X is None:
        return _frequency(arb(state.z))
    guess = (1 - mode_quadrature(state, X) ** 2 / 4).sqrt()
    condition = _mode_by_energy(state, X)
    return _frequency(enclose_root(condition, fmpq(0), state.z, rising=True, guess=guess))
