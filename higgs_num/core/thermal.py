"""Kernels of the linear response at a temperature T > 0 (gap = 1, see `core.response`).

With `h(omega) = f - df/dDelta` for the pair `omega`, `omega - i w` of one sign,

    D^R(w) = 4 pi T sum_{n >= 0} h(omega_n) - i int_0^inf d eps W (f - df/dDelta),
    W = tanh(E_1/2T) + tanh(E_2/2T),   E_1,2 = w/2 -+ eps.

The sum is the part where both frequencies have one sign (retarded-retarded and advanced-advanced):
closed over the upper half plane it needs the branches at Re omega > 0 only. The integral is the
advanced-retarded part, on the real axis, where W confines it.
"""

import math

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.compile import kernel
from higgs_num.core.pairs import Channel, opposite_integrand, pair_integrand
from higgs_num.core.response import (
    ROUND_OFF,
    Nodes,
    Point,
    edge,
    far,
    follow_branch,
    functions,
    leftover,
    predict,
    round_off,
)

# A step along a path is at most this share of the distance to the nearest fold.
STRIDE = 0.4
# Steps of ln t on the way down to the real axis.
DESCENT = 0.5
# The ends of a segment are this many e-foldings away from its middle, for steps up to MIXED.
SIDE = 38.0
MIXED = 0.1
# exp(-E/T) is nothing beyond E = COLD T.
COLD = 45.0
NOTHING = 1e-60


@kernel
def clearance(omega: complex, alpha: float, point: Point) -> float:
    """Return a lower bound of the distance to the folds: of that to the axis they lie on."""
    if alpha > 1.0:  # one fold, at -gamma_g
        depth = math.expm1(2.0 / 3.0 * math.log(alpha)) ** 1.5
        nearest: float = max(omega.real, abs(omega + depth))
        return nearest
    gap = point[0]
    return max(omega.real, min(abs(omega - 1j * gap), abs(omega + 1j * gap)))


@kernel
def side(alpha: float, h: float) -> float:
    """Return SIDE, twice that where the integrand has an inverse root at the edge.

    A coarser sum, of a step h > MIXED, need not reach as far.
    """
    return (2.0 * SIDE if alpha == 0.0 else SIDE) * min(1.0, MIXED / h)


@kernel
def branch(omega: Nodes, shift: complex, alpha: float, point: Point, table: Nodes) -> None:
    """Fill (u, R) at omega + shift, in the order of a path of Re omega > 0.

    The path starts at `omega[0]`, far from the origin. With Re shift < 0 it may go beyond the
    imaginary axis, to the second sheet.
    """
    offset = omega[0] + shift + 1j * point[0]
    eps = follow_branch(offset, far(offset, point, alpha), point)
    table[0, 0], table[1, 0] = functions(eps, point)
    for n in range(1, omega.size):
        step = omega[n] - omega[n - 1]
        nearest = min(
            clearance(omega[n] + shift, alpha, point), clearance(omega[n - 1] + shift, alpha, point)
        )
        parts = int(abs(step) / (STRIDE * nearest)) + 1
        for k in range(1, parts + 1):
            now = omega[n - 1] + step * (k / parts) + shift + 1j * point[0]
            eps = follow_branch(now, predict(offset, now, eps, point), point)
            offset = now
        table[0, n], table[1, n] = functions(eps, point)


@kernel
def one_sign(
    first: Nodes, second: Nodes, weights: NDArray[np.complex128], alpha: float, channel: Channel
) -> tuple[complex, float, float]:
    """Return (sum, its error, sum of moduli); rows of `weights` are rules of step h, 2h, 4h."""
    moduli = 0.0
    fine = 0.0j
    coarse = 0.0j
    coarsest = 0.0j
    for n in range(first.shape[1]):
        value = pair_integrand(first[0, n], first[1, n], second[0, n], second[1, n], alpha, channel)
        fine += weights[0, n] * value
        moduli += abs(weights[0, n] * value)
        coarse += weights[1, n] * value
        coarsest += weights[2, n] * value
    return fine, leftover(coarsest, coarse, fine), moduli


@kernel
def arrive(distance: complex, alpha: float, point: Point) -> complex:
    """Return eps of the retarded branch at the energy eps_g + distance, distance != 0."""
    t = 40.0 * max(1.0, alpha, abs(distance))
    offset = t - 1j * distance
    eps = far(offset, point, alpha)
    least = 0.01 * abs(distance)
    while t > 0.0:
        now = t - 1j * distance
        eps = follow_branch(now, predict(offset, now, eps, point), point)
        offset = now
        t = t * math.exp(-DESCENT) if t > least else 0.0
    now = -1j * distance
    return follow_branch(now, predict(offset, now, eps, point), point)


@kernel
def tanh_half(E: complex, temperature: float) -> complex:
    """Return tanh(E/2T), Re E >= 0; the library's overflows at large complex arguments."""
    z = 0.5 * E / temperature
    if abs(z) < 1.0:
        return np.tanh(z)  # type: ignore[no-any-return]
    fading = np.exp(-2.0 * z)
    return (1.0 - fading) / (1.0 + fading)  # type: ignore[no-any-return]


@kernel
def occupation(E1: complex, E2: complex, omega: complex, temperature: float) -> complex:
    """Return tanh(E_1/2T) + tanh(E_2/2T), E_1 + E_2 = omega, Re E_2 > 0, to full accuracy.

    Real energies give a real result.
    """
    if E1.real >= 0.0:
        return tanh_half(E1, temperature) + tanh_half(E2, temperature)
    first = np.exp(E1 / temperature)
    second = np.exp(-E2 / temperature)
    half = 0.5 * omega / temperature
    # 1 - exp(-omega/T), without cancellation where omega is small.
    near = 2.0 * np.exp(-half) * np.sinh(half) if half.real < 1.0 else 1.0 - np.exp(-2.0 * half)
    return 2.0 * first * near / ((1.0 + first) * (1.0 + second))  # type: ignore[no-any-return]


@kernel
def mixed_term(
    eps1: complex,
    eps2: complex,
    below: bool,
    omega: complex,
    alpha: float,
    point: Point,
    channel: Channel,
) -> complex:
    """Return f - df/dDelta for the advanced-retarded pair; `below`: eps1 belongs to -E_1 > 0."""
    start = point[1]
    u1, R1 = functions(eps1, point)
    u2, R2 = functions(eps2, point)
    if below:
        eps1 = (start + eps1).conjugate() - start
        u1 = u1.conjugate()
        R1 = R1.conjugate()
    return opposite_integrand(eps1, u1, R1, eps2, u2, R2, start, complex(omega), alpha, channel)


@kernel
def mixed_segment(
    length: complex,
    ends1: tuple[complex, complex],
    ends2: tuple[complex, complex],
    below: bool,
    omega: complex,
    alpha: float,
    temperature: float,
    point: Point,
    h: float,
    channel: Channel,
) -> tuple[complex, float, float]:
    """Integrate W (f - df/dDelta) over one segment; return (integral, its error, sum of moduli).

    `ends`: |E| - eps_g of either frequency at the two ends of the segment, exact.
    """
    gap = point[0]
    half = int(side(alpha, h) / h)
    sign = 1.0 if below else -1.0
    moduli = 0.0
    fine = 0.0j
    coarse = 0.0j
    coarsest = 0.0j
    offset1 = 0.0j
    offset2 = 0.0j
    eps1 = 0.0j
    eps2 = 0.0j
    for n in range(-half, half + 1):
        share = math.exp(n * h)
        up = length / (1.0 + share)
        down = length * share / (1.0 + share)
        if abs(up) < abs(down):
            x1 = ends1[0] + sign * up
            x2 = ends2[0] + up
        else:
            x1 = ends1[1] - sign * down
            x2 = ends2[1] - down
        if n == -half:
            eps1 = arrive(x1, alpha, point)
            eps2 = arrive(x2, alpha, point)
            offset1 = -1j * x1
            offset2 = -1j * x2
        else:
            now = -1j * x1
            eps1 = follow_branch(now, predict(offset1, now, eps1, point), point)
            offset1 = now
            now = -1j * x2
            eps2 = follow_branch(now, predict(offset2, now, eps2, point), point)
            offset2 = now
        E1 = gap + x1
        weight = occupation(-E1 if below else E1, gap + x2, omega, temperature)
        density = length * share / ((1.0 + share) * (1.0 + share))
        term = weight * density * mixed_term(eps1, eps2, below, omega, alpha, point, channel)
        fine += term
        moduli += abs(term)
        if n % 2 == 0:
            coarse += term
        if n % 4 == 0:
            coarsest += term
    value = h * fine
    return value, leftover(4.0 * h * coarsest, 2.0 * h * coarse, value), h * moduli


@kernel
def mixed_rest(
    omega: complex, alpha: float, temperature: float, point: Point, h: float, channel: Channel
) -> tuple[complex, float, float]:
    """Integrate as `mixed_segment` over the rest, E_1 < -eps_g and E_2 > omega + eps_g."""
    gap = point[0]
    top = math.log(COLD * temperature)
    moduli = 0.0
    fine = 0.0j
    coarse = 0.0j
    coarsest = 0.0j
    offset1 = 0.0j
    offset2 = 0.0j
    eps1 = 0.0j
    eps2 = 0.0j
    for n in range(int((math.log(COLD) + side(alpha, h)) / h) + 1):
        s = math.exp(top - n * h)
        now1 = -1j * s
        now2 = -1j * (omega + s)
        if n == 0:
            eps1 = arrive(s, alpha, point)
            eps2 = arrive(omega + s, alpha, point)
        else:
            eps1 = follow_branch(now1, predict(offset1, now1, eps1, point), point)
            eps2 = follow_branch(now2, predict(offset2, now2, eps2, point), point)
        offset1 = now1
        offset2 = now2
        weight = occupation(-(gap + s), gap + omega + s, omega, temperature)
        term = s * weight * mixed_term(eps1, eps2, True, omega, alpha, point, channel)
        fine += term
        moduli += abs(term)
        if n % 2 == 0:
            coarse += term
        if n % 4 == 0:
            coarsest += term
    value = h * fine
    return value, leftover(4.0 * h * coarsest, 2.0 * h * coarse, value), h * moduli


@kernel
def mixed(
    omega: complex, alpha: float, temperature: float, point: Point, h: float, channel: Channel
) -> tuple[complex, float, float]:
    """Return the advanced-retarded part of D^R(omega), Re omega > 0, its error, sum of moduli.

    Segments end where a branch folds (|E| = eps_g) and where tanh(E_1/2T) changes sign. Below the
    real axis, Re omega >= 2 eps_g: the first segment leads down, and the second frequency
    of the others is continued from above.
    """
    gap = point[0]
    x = omega - 2.0 * gap
    over = omega - gap
    if x.real >= 0.0:
        lengths = (0.5 * x, gap + 0.0 * x, gap + 0.0 * x)
        first = (0.5 * x, 0.0 * x, 0.0 * x - gap, 0.0 * x)
        second = (0.5 * x, x, over, omega)
        crossing = 2
    elif over.real >= 0.0:
        lengths = (-0.5 * x, over, gap + 0.0 * x)
        first = (0.5 * x, x, 0.0 * x - gap, 0.0 * x)
        second = (0.5 * x, 0.0 * x, over, omega)
        crossing = 2
    else:
        lengths = (0.5 * omega, -over, omega)
        first = (0.5 * x, 0.0 * x - gap, -omega, 0.0 * x)
        second = (0.5 * x, over, 0.0 * x, omega)
        crossing = 1
    total, error, moduli = mixed_rest(omega, alpha, temperature, point, h, channel)
    for k in range(3):
        if abs(lengths[k]) > NOTHING:
            part, doubt, size = mixed_segment(
                lengths[k],
                (first[k], first[k + 1]),
                (second[k], second[k + 1]),
                k >= crossing,
                omega,
                alpha,
                temperature,
                point,
                h,
                channel,
            )
            total += part
            error += doubt
            moduli += size
    return -1j * total, error, moduli


@kernel
def first_branch(path: Nodes, alpha: float) -> Nodes:
    """Return (u, R) of the first frequency of each pair, which all frequencies share: (2, k)."""
    first = np.empty((2, path.size), dtype=np.complex128)
    branch(path, 0.0j, alpha, edge(alpha), first)
    return first


@kernel
def retarded(
    omega: NDArray[np.float64] | Nodes,
    alpha: float,
    temperature: float,
    path: Nodes,
    first: Nodes,
    weights: Nodes,
    h: float,
    channel: Channel,
    value: Nodes,
    error: NDArray[np.float64],
) -> None:
    """Fill D^R at omega > 0 and a bound of its error; `path` and `weights`: see `one_sign`.

    Complex omega, Im < 0 and Re >= 2 eps_g: continued from above the threshold.

    `first` is `first_branch(path)`; frequencies know nothing of each other.
    """
    point = edge(alpha)
    second = np.empty_like(first)
    for i in range(omega.size):
        branch(path, -1j * omega[i], alpha, point, second)
        same, error_1, size_1 = one_sign(first, second, weights, alpha, channel)
        other, error_2, size_2 = mixed(omega[i], alpha, temperature, point, h, channel)
        value[i] = same + other
        size = (size_1 + size_2) * round_off(alpha)
        error[i] = ROUND_OFF * size + error_1 + error_2


@kernel
def ladder(most: int, alpha: float, temperature: float) -> Nodes:
    """Return (u, R) at the lowest `most` frequencies of the sum, the largest first: (2, most + 1).

    They end a path that begins far away, at the entry before them.
    """
    spacing = 2.0 * math.pi * temperature
    steps = np.empty(most + 1, dtype=np.complex128)
    steps[0] = 40.0 * max(1.0, alpha, spacing * most)
    for k in range(most):
        steps[most - k] = spacing * (k + 0.5)
    rungs = np.empty((2, most + 1), dtype=np.complex128)
    branch(steps, 0.0j, alpha, edge(alpha), rungs)
    return rungs


@kernel
def matsubara(
    order: NDArray[np.int64],
    alpha: float,
    temperature: float,
    path: Nodes,
    first: Nodes,
    rungs: Nodes,
    weights: Nodes,
    channel: Channel,
    value: NDArray[np.float64],
    error: NDArray[np.float64],
) -> None:
    """Fill D(2 pi T i m), m = order >= 0, and a bound of its error.

    `first` is `first_branch(path)` and `rungs` a `ladder` up to the largest m; frequencies know
    nothing of each other.
    """
    point = edge(alpha)
    second = np.empty_like(first)
    most = rungs.shape[1] - 1
    spacing = 2.0 * math.pi * temperature
    for i in range(order.size):
        m = order[i]
        branch(path, complex(spacing * m, 0.0), alpha, point, second)
        same, doubt, moduli = one_sign(first, second, weights, alpha, channel)
        other = 0.0
        for k in range(m):
            one, two = most - k, most - (m - 1 - k)
            pair = spacing * pair_integrand(
                -rungs[0, one], rungs[1, one], rungs[0, two], rungs[1, two], alpha, channel
            )
            other += pair.real
            moduli += abs(pair)
        value[i] = same.real + other
        error[i] = ROUND_OFF * moduli * round_off(alpha) + doubt
