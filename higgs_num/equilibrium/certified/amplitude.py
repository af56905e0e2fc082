"""Rigorous enclosures of A(c), from which all zero-temperature pseudospin functions follow.

    A(c) = int dv (1 - alpha/R^3)/(R - c),  R = cosh v > max(1, alpha),  c = z + i x.

Closed form: A = (1 - alpha/c^3) J + alpha (I_1/c^3 + I_2/c^2 + I_3/c) with
J = (2/s) arctan(s/(exp(v_0) - c)), s = sqrt(1 - c^2). Quadrature: Arb's integrator on the
integrand in phi, sin(phi) = 1/R, which is holomorphic on the interval.
"""

from flint import acb, arb

from higgs_num.equilibrium.certified.state import State
from higgs_sym.ground.quadrature import integral


def _hypergeometric(c: acb, reach: arb) -> tuple[acb, acb]:
    """Return J and dJ/dc through 2F1, regular where s = 0; `reach` is exp(v_0)."""
    b = reach - c
    q = (c * c - 1) / (b * b)
    g = q.hypgeom_2f1(acb(1) / 2, 1, acb(3) / 2)
    slope = q.hypgeom_2f1(acb(3) / 2, 2, acb(5) / 2) / 3
    return 2 * g / b, 2 * g / b**2 + (4 / b) * slope * (c / b**2 + (c * c - 1) / b**3)


def _reach(state: State) -> arb:
    R0 = state.smallest_R()
    return R0 if state.gapped else R0 + state.slope()


def closed_form(state: State, c: acb) -> acb:
    """Enclose A(c) by its closed form; Re c below `smallest_R` where Im c = 0."""
    I1, I2, I3 = state.moments()
    alpha = arb(state.alpha)
    if c.is_zero():
        return acb(I1 - alpha * state.higher_moments()[0])
    square = 1 - c * c
    reach = _reach(state)
    if square.contains(0):
        J, _ = _hypergeometric(c, reach)
    else:
        s = square.sqrt()
        J = 2 / s * (s / (reach - c)).atan()
    inverse = 1 / c
    cube = inverse * inverse * inverse * alpha
    return J - cube * J + alpha * inverse * (I3 + inverse * (I2 + inverse * I1))


def closed_form_slope(state: State) -> arb:
    """Enclose dA/dc at c = z, which is Im A/x at x = 0."""
    I1, I2, I3 = state.moments()
    alpha, z = arb(state.alpha), arb(state.z)
    if z.is_zero():
        return I2 - alpha * state.higher_moments()[1]
    J, slope = (part.real for part in _hypergeometric(acb(z), _reach(state)))
    return (
        slope * (1 - alpha / z**3)
        + 3 * alpha * J / z**4
        - alpha * (3 * I1 / z**4 + 2 * I2 / z**3 + I3 / z**2)
    )


def quadrature(state: State, c: acb) -> acb:
    """Enclose A(c) by rigorous quadrature of its definition."""
    alpha = arb(state.alpha)

    def integrand(phi: acb, _: bool) -> acb:
        sine = phi.sin()
        return (1 - alpha * sine**3) / (1 - c * sine)

    return integral(integrand, 0, state.last_angle())


def quadrature_slope(state: State) -> arb:
    """Enclose dA/dc at c = z by rigorous quadrature."""
    alpha, z = arb(state.alpha), arb(state.z)

    def integrand(phi: acb, _: bool) -> acb:
        sine = phi.sin()
        return (1 - alpha * sine**3) * sine / (1 - z * sine) ** 2

    return integral(integrand, 0, state.last_angle()).real
