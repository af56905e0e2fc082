"""Elliptic integrals of single numbers in balls (Arb), rounded once at the end.

`scipy.special` has them too, but takes ten times as long to load as they take here.
"""

from flint import acb, arb

from higgs_sym.ground.precision import precision

# Differences below cancel by the parameter m, and m >= 1e-30 keeps 50 digits at this precision.
BITS = 256


def quarter_period(ratio: float) -> float:
    """Return K(m), 1 - m = ratio^2 > 0 (to full accuracy, however small it is)."""
    with precision(BITS):
        return float(arb.pi() / (2 * arb(1).agm(arb(ratio))))


def largest_zeta(parameter: float) -> tuple[float, float]:
    """Return (sin(phi)^2, Z): where Jacobi's zeta function is largest over phi, and its value.

    Z(phi | m) = E(phi | m) - F(phi | m) E(m)/K(m), 0 < m = `parameter` < 1; its slope vanishes
    where m sin(phi)^2 = 1 - E(m)/K(m).
    """
    with precision(BITS):
        m = acb(parameter)
        ratio = m.elliptic_e() / m.elliptic_k()
        sine2 = (1 - ratio) / m
        phi = sine2.sqrt().asin()
        zeta = acb.elliptic_e_inc(phi, m) - ratio * acb.elliptic_f(phi, m)
        return float(sine2.real), float(zeta.real)
