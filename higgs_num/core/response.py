"""Kernels of the exact linear response of an Abrikosov-Gor'kov superconductor (gap = 1).

The equilibrium relation `omega = u (1 - alpha/R)`, `R^2 = 1 + u^2`, is a rational curve. With
`e = R + u`, `1/e = R - u` it reads `omega = (e^2 - 1)(e^2 - 2 alpha e + 1) / (2 e (e^2 + 1))`:
one complex number carries both functions, and no sign of a square root is ever chosen. Near a
chosen point (`omega_0`, `e_0`) of the curve, with `eps = e - e_0`,

    eps (eps + split) (eps^2 + B eps + C) = 2 (omega - omega_0) e (e^2 + 1),

which keeps its relative accuracy as omega -> omega_0, also where the curve folds (`split = 0`).
Branches are followed along a path from infinity, where `e -> 2 omega`, never picked out of four.
"""

import cmath
import math

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.compile import kernel
from higgs_num.core.pairs import Channel, opposite_integrand, pair_integrand, slow

Point = tuple[float, complex, complex, complex, complex, complex]
Nodes = NDArray[np.complex128]

# Below exp(-LEFT) of the interval its contribution is under the round-off of the sum, unless the
# interval is much longer than the gap; see `reach`.
LEFT = 37.0
LONG_INTERVAL = 100.0
# Steps for which LEFT and RIGHT are meant; a coarser sum need not reach as far.
SAME = 0.25
OPPOSITE = 0.08
# The integrand falls as s^-3: beyond exp(RIGHT) times the largest scale nothing is left.
RIGHT = 19.0
# A Newton step this small (relative) leaves an error of its square.
SETTLED = 3e-9
MAX_NEWTON = 60
# Round-off of the sums, relative to the larger of the two times max(alpha, alpha^(-1/3)).
ROUND_OFF = 4e-15


@kernel
def edge(alpha: float) -> Point:
    """Return (gap edge, e_0, e_0 - 1, split, B, C) of the point the branches are measured from.

    Gapped: the fold at omega = -i eps_g. Gapless: the regular point omega = 0+, there eps_g is 0.
    Without pair breaking two of the four roots are those of e^2 + 1, and B and C have no use.
    """
    if alpha == 0.0:
        return 1.0, -1.0j, -1.0 - 1.0j, 0.0j, 0.0j, 0.0j
    if alpha < 1.0:
        root = math.exp(math.log(alpha) / 3.0)
        below = -math.expm1(2.0 / 3.0 * math.log(alpha))  # 1 - alpha^(2/3)
        gap = below * math.sqrt(below)
        less_one = complex(math.expm1(math.log(alpha) / 3.0), -math.sqrt(below))
        start = 1.0 + less_one
        b = 4.0 * start - 2.0 * alpha + 2.0j * gap
        return gap, start, less_one, 0.0j, b, -6.0j * root * math.sqrt(below)
    u = math.sqrt((alpha - 1.0) * (alpha + 1.0))
    start = complex(alpha + u, 0.0)
    less_one = complex(alpha - 1.0 + u, 0.0)
    return 0.0, start, less_one, complex(2.0 * u, 0.0), 2.0 * start, less_one * (start + 1.0)


@kernel
def follow_branch(offset: complex, eps: complex, point: Point) -> complex:
    """Return eps at `offset = omega - omega_0`, the root that Newton reaches from `eps`."""
    _, start, _, split, b, c = point
    if offset == 0.0:
        return 0.0j
    if start.real == 0.0:  # no pair breaking: e = omega + sqrt(1 + omega^2)
        return offset + cmath.sqrt(offset) * cmath.sqrt(offset + 2.0 * start)
    for _ in range(MAX_NEWTON):
        e = start + eps
        square = e * e
        pair = eps * (eps + split)
        quad = (eps + b) * eps + c
        value = pair * quad - 2.0 * offset * e * (square + 1.0)
        slope = (
            (2.0 * eps + split) * quad
            + pair * (2.0 * eps + b)
            - 2.0 * offset * (3.0 * square + 1.0)
        )
        step = value / slope
        eps = eps - step
        if abs(step) <= SETTLED * abs(eps):
            return eps
    return complex(math.nan, math.nan)


@kernel
def predict(before: complex, offset: complex, eps: complex, point: Point) -> complex:
    """Return a guess of eps at `offset` from its value at `before`: one step along the tangent."""
    _, start, _, split, b, c = point
    if offset == 0.0 or start.real == 0.0:
        return 0.0j
    e = start + eps
    square = e * e
    pair = eps * (eps + split)
    slope = (
        (2.0 * eps + split) * ((eps + b) * eps + c)
        + pair * (2.0 * eps + b)
        - 2.0 * before * (3.0 * square + 1.0)
    )
    return eps + (offset - before) * 2.0 * e * (square + 1.0) / slope


@kernel
def far(offset: complex, point: Point, alpha: float) -> complex:
    """Return eps at a large `offset`, from u -> omega + alpha."""
    gap, start, _, _, _, _ = point
    return 2.0 * (offset - 1j * gap + alpha) - start


@kernel
def functions(eps: complex, point: Point) -> tuple[complex, complex]:
    """Return (u, R) at e = e_0 + eps."""
    _, start, less_one, _, _, _ = point
    e = start + eps
    inverse = 1.0 / e
    u = 0.5 * (less_one + eps) * (e + 1.0) * inverse
    if start.real == 0.0:
        return u, 0.5 * eps * (eps + 2.0 * start) * inverse  # R vanishes at the edge
    return u, 0.5 * (e + inverse)


@kernel
def leftover(coarsest: complex, coarse: complex, fine: complex) -> float:
    """Return the error of the last of three trapezoidal sums of step 4h, 2h, h.

    Each halving squares the error: q, q^2, q^4 times one constant. Where the first difference
    is small by chance its place is taken by a hundredth of the sum.
    """
    before = max(abs(coarsest - coarse), 0.01 * abs(fine))
    after = abs(coarse - fine)
    return after * min(1.0, after / before) ** 2


@kernel
def tilt(x: complex) -> complex:
    """Return the direction of s for a frequency 2 eps_g + x below the real axis.

    Half of the way down with x: the folds that belong to the two frequencies then lie 45 degrees
    or more to either side of the path.
    """
    angle = 0.5 * min(0.0, math.atan2(x.imag, x.real))
    return complex(math.cos(angle), math.sin(angle))


@kernel
def near(alpha: float, share: float) -> float:
    """Return LEFT, twice that where the integrand has an inverse root at the edge; times share."""
    return (2.0 * LEFT if alpha == 0.0 else LEFT) * min(1.0, share)


@kernel
def far_end(channel: Channel, share: float) -> float:
    """Return RIGHT, twice that for an integrand that falls as s^-2; times share."""
    return (2.0 * RIGHT if slow(channel) else RIGHT) * min(1.0, share)


@kernel
def reach(largest: float, alpha: float, share: float) -> float:
    """Return how many e-foldings an interval up to `largest` extends to either end."""
    return near(alpha, share) + math.log(max(1.0, largest / LONG_INTERVAL))


@kernel
def round_off(alpha: float) -> float:
    """Return by how much cancellation at weak and at strong pair breaking magnifies round-off."""
    return max(alpha, min(alpha, 1.0) ** (-1.0 / 3.0)) if alpha > 0.0 else 1.0


@kernel
def same_sign(
    distance: complex,
    rise: float,
    first: Nodes,
    turn: complex,
    alpha: float,
    point: Point,
    h: float,
    channel: Channel,
) -> tuple[complex, float, complex]:
    """Integrate over pairs of frequencies of one sign; return (sum, its error, last eps).

    The second frequency has `omega - omega_0 = s + rise - i distance`; `first` holds u, R of the
    first at the same nodes s. The last eps is that of the second frequency at s = 0.
    """
    top = first[2, 0].real
    offset = math.exp(top) * turn + rise - 1j * distance
    eps = far(offset, point, alpha)
    coarsest = 0.0j
    coarse = 0.0j
    fine = 0.0j
    for n in range(first.shape[1]):
        s = math.exp(top - n * h) * turn
        now = s + rise - 1j * distance
        eps = follow_branch(now, predict(offset, now, eps, point), point)
        offset = now
        u, R = functions(eps, point)
        term = s * pair_integrand(first[0, n], first[1, n], u, R, alpha, channel)
        fine += term
        if n % 2 == 0:
            coarse += term
        if n % 4 == 0:
            coarsest += term
    now = rise - 1j * distance
    eps = follow_branch(now, predict(offset, now, eps, point), point)
    value = 2.0 * h * fine
    return value, leftover(8.0 * h * coarsest, 4.0 * h * coarse, value), eps


@kernel
def first_frequency(
    distance: float,
    top: float,
    turn: complex,
    alpha: float,
    point: Point,
    h: float,
    first: Nodes,
) -> None:
    """Fill (u, R, ln |s|) at conj(omega_0 - i distance) + s, s = turn exp(top - n h)."""
    mirror = turn.conjugate()
    offset = math.exp(top) * mirror - 1j * distance
    eps = far(offset, point, alpha)
    for n in range(first.shape[1]):
        now = math.exp(top - n * h) * mirror - 1j * distance
        eps = follow_branch(now, predict(offset, now, eps, point), point)
        offset = now
        u, R = functions(eps, point)
        first[0, n] = u.conjugate()
        first[1, n] = R.conjugate()
        first[2, n] = top - n * h


@kernel
def segment(
    base: complex, span: complex, eps: complex, point: Point, h: float, branch: Nodes
) -> None:
    """Fill (eps, u, R) at offsets `base + span/(1 + exp(-y))`, y from one end to the other by h.

    `eps` belongs to the far end, `base + span`; the branch is followed from there.
    """
    half = branch.shape[1] // 2
    offset = base + span
    for n in range(branch.shape[1]):
        now = base + span / (1.0 + math.exp((n - half) * h))
        eps = follow_branch(now, predict(offset, now, eps, point), point)
        offset = now
        branch[0, n] = eps
        branch[1, n], branch[2, n] = functions(eps, point)


@kernel
def weight(n: int, half: int, h: float) -> float:
    """Return d/dy of 1/(1 + exp(-y)) at node n, halved in the middle (see `opposite_sign`)."""
    share = math.exp((n - half) * h)
    density = share / ((1.0 + share) * (1.0 + share))
    return 0.5 * density if n == half else density


@kernel
def opposite_sign(
    omega: complex,
    span: complex,
    alpha: float,
    point: Point,
    h: float,
    branch: Nodes,
    channel: Channel,
) -> tuple[complex, float]:
    """Integrate over pairs of opposite sign along `segment`; return (sum, its error).

    Node n and its mirror image have energies that add up to omega: each pair is taken once.
    """
    start = point[1]
    last = branch.shape[1] - 1
    half = last // 2
    coarsest = 0.0j
    coarse = 0.0j
    fine = 0.0j
    for n in range(half + 1):
        eps1, u1, R1 = branch[0, n], branch[1, n], branch[2, n]
        eps2, u2, R2 = branch[0, last - n], branch[1, last - n], branch[2, last - n]
        term = weight(n, half, h) * opposite_integrand(
            eps1, u1, R1, eps2, u2, R2, start, omega, alpha, channel
        )
        fine += term
        if (half - n) % 2 == 0:
            coarse += term
        if (half - n) % 4 == 0:
            coarsest += term
    scale = 2.0 * h * span
    return scale * fine, leftover(4.0 * scale * coarsest, 2.0 * scale * coarse, scale * fine)


@kernel
def fill_inverse_susceptibility(
    x: Nodes,
    alpha: float,
    h_same: float,
    h_opposite: float,
    second: bool,
    channel: Channel,
    largest: float,
    turn: complex,
    value: Nodes,
    error: NDArray[np.float64],
) -> complex:
    """Fill D, or what `channel` says, at the frequencies 2 eps_g + x (Re >= 0), and its error.

    The contour passes from pairs of opposite to pairs of one sign at the energy e_0 of the first:
    the gap edge, or below the threshold on the physical sheet half of Re omega, so that it is
    symmetric. With `second` set, Im x < 0 is reached by continuation from the upper half plane.

    A long row may be filled part by part, with the same bits: `largest` is the largest |x| of all,
    and `turn` what the call before returned, 0 at first: the direction of the nodes in use.
    """
    point = edge(alpha)
    gap = point[0]
    top = math.log(max(1.0, alpha, largest)) + far_end(channel, SAME / h_same)
    first = np.empty((3, int((top + near(alpha, SAME / h_same)) / h_same) + 1), dtype=np.complex128)
    left = reach(largest, alpha, OPPOSITE / h_opposite)
    branch = np.empty((3, 2 * int(left / h_opposite) + 1), dtype=np.complex128)
    fold = np.empty_like(first)
    straight = 1.0 + 0.0j
    first_frequency(0.0, top, straight, alpha, point, h_same, fold)
    if turn != 0.0:
        first_frequency(0.0, top, turn, alpha, point, h_same, first)
    for i in range(x.size):
        omega = 2.0 * gap + x[i]
        base = 0.0j
        span = -1j * x[i]
        if x[i].real < 0.0 and not second:
            distance = 0.5 * x[i].real
            rise = x[i].imag
            first_frequency(distance, top, straight, alpha, point, h_same, first)
            parts = same_sign(distance + 0.0j, rise, first, straight, alpha, point, h_same, channel)
            base = -1j * distance
            span = complex(rise, 0.0)
        elif second:
            # On a ray the direction changes by round-off only: keep the nodes.
            if abs(turn - tilt(x[i])) > 1e-9:
                turn = tilt(x[i])
                first_frequency(0.0, top, turn, alpha, point, h_same, first)
            parts = same_sign(x[i], 0.0, first, turn, alpha, point, h_same, channel)
        else:
            parts = same_sign(x[i], 0.0, fold, straight, alpha, point, h_same, channel)
        same, error_1, eps = parts
        opposite = 0.0j
        error_2 = 0.0
        if span != 0.0:
            segment(base, span, eps, point, h_opposite, branch)
            opposite, error_2 = opposite_sign(
                omega, span, alpha, point, h_opposite, branch, channel
            )
        value[i] = same + opposite
        magnified = round_off(alpha)
        size = max(abs(same), abs(opposite)) * magnified
        ends = math.exp(-left) * abs(span) * magnified
        error[i] = ROUND_OFF * size + ends + error_1 + error_2
    return turn
