"""Kernels of the response in time: integrals along a ray below the real axis (gap = 1)."""

import math

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.compile import kernel
from higgs_num.core.pairs import AMPLITUDE, opposite_pair
from higgs_num.core.response import (
    Nodes,
    edge,
    far_end,
    first_frequency,
    near,
    opposite_sign,
    reach,
    same_sign,
    segment,
    tilt,
    weight,
)

Real = NDArray[np.float64]


@kernel
def jump(
    omega: complex, x: complex, start: complex, h: float, Q: float, below: Nodes, above: Nodes
) -> complex:
    """Return D on the second minus D on the physical sheet at omega = 2 eps_g + x, Im x < 0.

    It is the integral of the double difference of `opposite_pair` between the two branches that
    meet at the fold, and keeps its relative accuracy as x -> 0, where it falls as x^2.
    `below` is the branch on the segment to x, `above` on that to conj(x) (see `segment`).
    For |x| >> alpha^(2/3) the terms are too sharp for the nodes: there subtract the two sheets.
    """
    last = below.shape[1] - 1
    half = last // 2
    total = 0.0j
    for n in range(half + 1):
        a1, Ra1 = below[0, n], below[2, n]
        a2, Ra2 = below[0, last - n], below[2, last - n]
        # The other branch is 1/conj(e) of the conjugate energy; |e_0| = 1.
        c1, c2 = above[0, n].conjugate(), above[0, last - n].conjugate()
        b1 = -c1 * start / (start.conjugate() + c1)
        b2 = -c2 * start / (start.conjugate() + c2)
        Rb1, Rb2 = above[2, n].conjugate(), above[2, last - n].conjugate()
        term = opposite_pair(a1, Ra1, a2, Ra2, start, omega, Q)
        term += opposite_pair(b1, Rb1, b2, Rb2, start, omega, Q)
        term -= opposite_pair(a1, Ra1, b2, Rb2, start, omega, Q)
        term -= opposite_pair(b1, Rb1, a2, Ra2, start, omega, Q)
        total += weight(n, half, h) * term
    return 2.0j * x * h * total


@kernel
def gapped_ray(
    x: Nodes,
    alpha: float,
    h_same: float,
    h_opposite: float,
    Q: float,
    largest: float,
    first: complex,
    physical: Nodes,
    second: Nodes,
    difference: Nodes,
) -> None:
    """Fill D on both sheets, and their difference, at omega = 2 eps_g + x, x on one ray below.

    A long row may be filled part by part, with the same bits: `largest` is the largest |x| of all,
    `first` the first.
    """
    point = edge(alpha)
    channel = (AMPLITUDE, Q)
    top = math.log(max(1.0, largest)) + far_end(channel, 1.0)
    fold = np.empty((3, int((top + near(alpha, 1.0)) / h_same) + 1), dtype=np.complex128)
    sharp = 0.5 * alpha ** (2.0 / 3.0) if alpha > 0.0 else 0.5
    straight = 1.0 + 0.0j
    first_frequency(0.0, top, straight, alpha, point, h_same, fold)
    turn = tilt(first)
    tilted = np.empty_like(fold)
    first_frequency(0.0, top, turn, alpha, point, h_same, tilted)
    below = np.empty((3, 2 * int(reach(largest, alpha, 1.0) / h_opposite) + 1), dtype=np.complex128)
    above = np.empty_like(below)
    for i in range(x.size):
        mirror = x[i].conjugate()
        omega = 2.0 * point[0] + x[i]
        same, _, eps = same_sign(mirror, 0.0, fold, straight, alpha, point, h_same, channel)
        segment(0.0j, -1j * mirror, eps, point, h_opposite, above)
        opposite, _ = opposite_sign(
            omega.conjugate(), -1j * mirror, alpha, point, h_opposite, above, channel
        )
        physical[i] = (same + opposite).conjugate()
        same, _, eps = same_sign(x[i], 0.0, tilted, turn, alpha, point, h_same, channel)
        segment(0.0j, -1j * x[i], eps, point, h_opposite, below)
        opposite, _ = opposite_sign(omega, -1j * x[i], alpha, point, h_opposite, below, channel)
        second[i] = same + opposite
        if abs(x[i]) < sharp:
            difference[i] = jump(omega, x[i], point[1], h_opposite, Q, below, above)
        else:
            difference[i] = second[i] - physical[i]


@kernel
def transform(
    times: Real, omega: Nodes, amplitude: Nodes, h: float, value: Real, error: Real
) -> None:
    """Fill twice the real part of `sum amplitude exp(-i omega t) h`, and its error, for each time.

    The error comes from sums of steps 4h, 2h and h. At late times the terms are much larger than
    the sum on any contour nearby, and a halving gains less than a square; one factor is counted.
    """
    for i in range(times.size):
        fine = 0.0
        coarse = 0.0
        coarsest = 0.0
        size = 0.0
        for n in range(omega.size):
            phase = omega[n] * times[i]
            damping = math.exp(phase.imag)
            term = (
                2.0
                * damping
                * (
                    amplitude[n].real * math.cos(phase.real)
                    + amplitude[n].imag * math.sin(phase.real)
                )
            )
            fine += term
            size += damping * abs(amplitude[n])
            if n % 2 == 0:
                coarse += term
            if n % 4 == 0:
                coarsest += term
        value[i] = h * fine
        after = h * abs(2.0 * coarse - fine)
        before = max(h * abs(4.0 * coarsest - 2.0 * coarse), 1e-3 * h * size)
        error[i] = after * min(1.0, after / before) + 1e-14 * h * size
