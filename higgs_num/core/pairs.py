"""What is summed over pairs of frequencies: the gap's answer, the phase's, the current's (gap = 1).

Functions of (u, R) at two Matsubara frequencies omega_1, omega_2, with C = (u1 u2 - 1)/(R1 R2),
B = (u1 u2 + 1)/(R1 R2), S = (u1 + u2)/(R1 R2), K = R1 + R2 - alpha. For a pair of opposite sign,
-omega(e_1) and omega(e_2), they are written in e = R + u: with sigma, delta = v2 +- v1,
e = exp(v), `1 + C = 2 sinh(sigma/2)^2/(R_1 R_2)` and `K + alpha C = (omega_2 - omega_1)
coth(delta/2)` (there v1 has changed sign), which keeps the digits where branches meet.
"""

from higgs_num.core.compile import kernel

# What is summed, and Q = D q^2/Delta, the loss of a mode of momentum q (amplitude and phase only).
Channel = tuple[int, float]

AMPLITUDE = 0  # f - (1 + C)/(K + Q + alpha C)
PHASE = 1  # f - (1 + B)/(K + Q + alpha B)
CONDUCTION = 2  # (1 - C)/2
DRAG = 3  # S (u1/R1 + u2/R2)/(K + alpha C)
MOVING = 4  # S^2 (1 + B)/(K + alpha C)

WHOLE: Channel = (AMPLITUDE, 0.0)  # the amplitude, uniform in space


@kernel
def slow(channel: Channel) -> bool:
    """Return whether pairs of one sign fall as omega^-2 only, instead of omega^-3."""
    kind, Q = channel
    return kind in (CONDUCTION, DRAG) or Q > 0.0


@kernel
def mode_integrand(
    u1: complex, R1: complex, u2: complex, R2: complex, alpha: float, channel: Channel
) -> complex:
    """Return the integrand of amplitude or phase as one fraction.

    The common denominator removes the cancellation of the two terms at large frequency.
    """
    kind, Q = channel
    product = R1 * R2
    total = R1 + R2
    shift = 1.0 if kind == PHASE else -1.0
    broken = alpha * (1.0 - (u1 * u2 + shift) / product) - Q
    difference = u1 - u2
    numerator = difference * difference + 2.0 * (1.0 - shift) - broken * total
    return numerator / (2.0 * product * (total - broken))


@kernel
def pair_integrand(
    u1: complex, R1: complex, u2: complex, R2: complex, alpha: float, channel: Channel
) -> complex:
    """Return the integrand for any two frequencies, to full relative accuracy of one sign."""
    kind, _ = channel
    if kind <= PHASE:
        return mode_integrand(u1, R1, u2, R2, alpha, channel)
    product = R1 * R2
    both = u1 * u2
    apart = product - both
    if abs(apart) < 0.1 * abs(product + both):  # large frequencies
        apart = (1.0 + u1 * u1 + u2 * u2) / (product + both)
    if kind == CONDUCTION:
        return 0.5 * (apart + 1.0) / product
    S = (u1 + u2) / product
    loss = R1 + R2 - alpha * (apart + 1.0) / product
    if kind == DRAG:
        return S * (u1 / R1 + u2 / R2) / loss
    return S * S * (product + both + 1.0) / (product * loss)


@kernel
def opposite_pair(
    eps1: complex, R1: complex, eps2: complex, R2: complex, start: complex, omega: complex, Q: float
) -> complex:
    """Return `(1+C)/(K + Q + alpha C)` for frequencies of opposite sign."""
    both = (start + eps1) * (start + eps2)
    coherence = (eps2 - eps1) * (eps2 - eps1) / both
    loss = (both - 1.0) / (-2j * omega * (both + 1.0) + 2.0 * Q * (both - 1.0))
    return coherence * loss / (R1 * R2)  # in this order nothing overflows


@kernel
def opposite_integrand(
    eps1: complex,
    u1: complex,
    R1: complex,
    eps2: complex,
    u2: complex,
    R2: complex,
    start: complex,
    omega: complex,
    alpha: float,
    channel: Channel,
) -> complex:
    """Return the integrand for frequencies of opposite sign, e = start + eps, energies omega."""
    kind, Q = channel
    if kind == PHASE:
        return mode_integrand(-u1, R1, u2, R2, alpha, channel)
    product = R1 * R2
    if kind == AMPLITUDE:
        pair = opposite_pair(eps1, R1, eps2, R2, start, omega, Q)
        return 0.5 * (1.0 / R1 + 1.0 / R2) - pair
    e1 = start + eps1
    e2 = start + eps2
    both = e1 * e2
    if kind == CONDUCTION:
        return 0.25 * (both + 1.0) * (both + 1.0) / (both * product)
    apart = eps2 - eps1
    loss = (both - 1.0) / (-1j * omega * (both + 1.0))  # 1/(K + alpha C)
    S = 0.5 * apart * (1.0 + 1.0 / both) / product
    if kind == DRAG:
        return S * loss * 0.5 * apart * (e1 + e2) / (both * product)
    sum_square = (e1 + e2) * (e1 + e2)
    return S * S * loss * 0.5 * sum_square / (both * product)
