"""Certified density of states N(E)/N_0 of Abrikosov and Gor'kov, its edge, and N(0).

At omega = -i E the quantity R = sqrt(1+u^2) solves (Delta = 1)

    R^4 - 2 alpha R^3 + (alpha^2 - 1 + E^2) R^2 + 2 alpha R - alpha^2 = 0

and N/N_0 = |Re(u/R)| = |Im E/(R - alpha)| for its pair of complex roots, 0 if there is none.
"""

from flint import arb, arb_series, fmpq, fmpq_poly

from higgs_num.equilibrium.certified.roots import complex_roots
from higgs_sym.ground.errors import ArgumentError, ComputationError
from higgs_sym.ground.precision import precision


def _gap_discriminant(E: fmpq, alpha: fmpq) -> fmpq:
    """Positive where the quartic has complex roots, that is where there are states."""
    shift = E * E + alpha * alpha - 1
    return shift**3 + 27 * alpha * alpha * E * E


def check_energy(E: fmpq, alpha: fmpq) -> None:
    """Raise `ArgumentError` where N(E) diverges."""
    if alpha == 0 and abs(E) == 1:
        raise ArgumentError("E", "differ from the gap when clean: N(E) diverges there", E)


def dos_closed(E: fmpq, alpha: fmpq) -> arb:
    """N(E)/N_0 by radicals: Ferrari's factors, the resolvent being y^3 - c y^2 = 4 alpha^2 E^2."""
    if _gap_discriminant(E, alpha) <= 0:
        return arb(0)
    a, energy = arb(alpha), abs(arb(E))
    if E == 0:
        return (1 - 1 / (a * a)).sqrt()
    if alpha == 0:
        return energy / (energy * energy - 1).sqrt()
    third = arb(alpha * alpha - 1 + E * E) / 3
    half_constant = third**3 + arb(2 * alpha * alpha * E * E)
    root = (4 * arb(alpha * alpha * E * E) * arb(_gap_discriminant(E, alpha)) / 27).sqrt()
    cube = (half_constant + root).root(3)
    y = third + cube + third * third / cube
    A = (1 - energy * energy + y).sqrt()
    for sign in (1, -1):
        linear = a + sign * A
        discriminant = linear * linear - 2 * y - sign * 2 * a * (y + 2) / A
        if discriminant < 0:
            real, imaginary = linear / 2, (-discriminant).sqrt() / 2
            return energy * imaginary / ((real - a) ** 2 + imaginary**2)
    # Undecided at this precision: say so with a ball that holds no digits.
    return arb(0, arb("inf"))


def dos_root(E: fmpq, alpha: fmpq) -> arb:
    """N(E)/N_0 from certified isolation of the complex roots of the quartic."""
    square = alpha * alpha
    if E == 0:  # R = alpha there: N^2 = u^2/R^2 with u^2 = alpha^2 - 1
        if alpha <= 1:
            return arb(0)
        roots = complex_roots(fmpq_poly([1 - square, 0, square]))
        return max((root.real for root in roots), key=lambda ball: float(ball.mid()))
    quartic = fmpq_poly([-square, 2 * alpha, square - 1 + E * E, -2 * alpha, 1])
    if alpha == 0:
        quartic = fmpq_poly([E * E - 1, 0, 1])
    for root in complex_roots(quartic):
        if root.imag > 0:
            return abs((arb(E) / (root - arb(alpha))).imag)
    return arb(0)


def check_gapped(alpha: fmpq) -> None:
    """Raise `ArgumentError` where the edge is no square root."""
    if not 0 < alpha < 1:
        raise ArgumentError("rate_s", "be in (0, 1): only then is the edge a square root", alpha)


def edge_coefficient_closed(alpha: fmpq) -> arb:
    """C in N/N_0 = C sqrt((E - Delta_th)/Delta) above the edge.

    C = sqrt(2/3) alpha^(-2/3) (1 - alpha^(2/3))^(-1/4).
    """
    power = (arb(alpha) ** 2).root(3)
    return (arb(2) / 3).sqrt() / power / (1 - power).root(4)


def edge_coefficient_root(alpha: fmpq) -> arb:
    """Return the same from the series of E = sin t - alpha tan t about its maximum.

    cos t there is the certified root of y^3 = alpha; N/N_0 = Im tan t.
    """
    for root in complex_roots(fmpq_poly([-alpha, 0, 0, 1])):
        if root.imag == 0:
            top = root.real
            break
    else:
        raise ComputationError("y^3 = alpha has no certified real root")
    with precision(arb.pi().bits(), 3):
        # Of t = arccos(top) + d; of an angle near pi/2 the cosine would be lost.
        d, other = arb_series([0, 1]), (1 - top * top).sqrt()
        cosine = top * d.cos() - other * d.sin()
        sine = other * d.cos() + top * d.sin()
        tangent = sine / cosine
        energy = sine - arb(alpha) * tangent
        # E = E_0 + e_2 d^2: d = i sqrt((E - E_0)/|e_2|), and tan changes by tan' d.
        return tangent[1] / (-energy[2]).sqrt()
