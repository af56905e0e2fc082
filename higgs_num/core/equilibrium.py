"""Equilibrium pseudospins at many energies, for one pair of rates.

Every point is evaluated on its own: near the Fermi level (|x| <= cut) by a Gauss-Legendre sum
whose terms are all positive, beyond it by a power series in cut/x with one logarithm. Points
are first sorted into the two kinds, a block at a time, so that both loops run on packed arrays
and vectorise; the result of a point does not depend on its neighbours.
"""

import math

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.compile import kernel
from higgs_num.core.fma import fma

Array = NDArray[np.float64]

BLOCK = 512  # points; the packed arrays of a block stay in the first-level cache
TWO_OVER_PI = 0.6366197723675814
TWO_OVER_PI_LOW = -3.935735335036497e-17  # 2/pi minus the double above


@kernel
def _add(value: float, total: Array, rest: Array, i: int) -> None:
    """Add to total[i], and what rounding loses to rest[i]."""
    before = total[i]
    after = before + value
    part = after - before
    rest[i] += (before - (after - part)) + (value - part)
    total[i] = after


@kernel
def _scaled(factor: float, total: float, rest: float) -> float:
    """Return factor*(total + rest) with one rounding that matters."""
    product = factor * total
    return product + fma(factor, rest, fma(factor, total, -product))


@kernel
def _near(x: Array, nodes: Array, out: Array, rest: Array) -> None:
    """Sum four nodes at a time: sum_k g_k/(d_k + x^2) for the three numerators g."""
    n = x.size
    Sx, Sz, W = out[0], out[1], out[2]
    rest_x, rest_z, rest_W = rest[0], rest[1], rest[2]
    for i in range(n):
        Sx[i] = 0.0
        Sz[i] = 0.0
        W[i] = 0.0
        rest_x[i] = 0.0
        rest_z[i] = 0.0
        rest_W[i] = 0.0
    for k in range(0, nodes.shape[1], 4):
        d0, d1, d2, d3 = nodes[0, k], nodes[0, k + 1], nodes[0, k + 2], nodes[0, k + 3]
        a0, a1, a2, a3 = nodes[1, k], nodes[1, k + 1], nodes[1, k + 2], nodes[1, k + 3]
        b0, b1, b2, b3 = nodes[2, k], nodes[2, k + 1], nodes[2, k + 2], nodes[2, k + 3]
        c0, c1, c2, c3 = nodes[3, k], nodes[3, k + 1], nodes[3, k + 2], nodes[3, k + 3]
        for i in range(n):
            t = x[i]
            r0 = 1.0 / fma(t, t, d0)
            r1 = 1.0 / fma(t, t, d1)
            r2 = 1.0 / fma(t, t, d2)
            r3 = 1.0 / fma(t, t, d3)
            _add(fma(a0, r0, a1 * r1) + fma(a2, r2, a3 * r3), Sx, rest_x, i)
            _add(fma(b0, r0, b1 * r1) + fma(b2, r2, b3 * r3), Sz, rest_z, i)
            _add(fma(c0, r0, c1 * r1) + fma(c2, r2, c3 * r3), W, rest_W, i)
    for i in range(n):
        Sx[i] += rest_x[i]
        Sz[i] = _scaled(-x[i], Sz[i], rest_z[i])
        W[i] = _scaled(math.sqrt(fma(x[i], x[i], 1.0)), W[i], rest_W[i])


@kernel
def _horner(y: Array, coefficients: Array, value: Array) -> None:
    """Evaluate a polynomial, coefficients ascending, their number a multiple of four."""
    n = y.size
    for i in range(n):
        value[i] = 0.0
    for k in range(coefficients.size - 4, -1, -4):
        c0, c1 = coefficients[k], coefficients[k + 1]
        c2, c3 = coefficients[k + 2], coefficients[k + 3]
        for i in range(n):
            t = y[i]
            value[i] = fma(fma(fma(fma(value[i], t, c3), t, c2), t, c1), t, c0)


@kernel
def _far(x: Array, cut: float, series: Array, out: Array) -> None:
    """Evaluate P(y) + Q(y) ln(x/cut), y = cut/x, for x S^x, -S^z and (pi/2) x^2 W/sqrt(1+x^2)."""
    n = x.size
    Sx, Sz, W = out[0], out[1], out[2]
    y = np.empty(n)
    logarithm = np.empty(n)
    work = np.empty(n)
    for i in range(n):
        y[i] = cut / x[i]
    for i in range(n):
        ratio = x[i] / cut
        lost = fma(-ratio, cut, x[i]) / x[i]  # by the rounding of the ratio, relative
        logarithm[i] = math.log(ratio) + lost
    for row in range(3):
        value = out[row]
        _horner(y, series[2 * row], value)
        _horner(y, series[2 * row + 1], work)
        for i in range(n):
            value[i] = fma(work[i], logarithm[i], value[i])
    for i in range(n):
        Sx[i] /= x[i]
        Sz[i] = -Sz[i]
        # (2/pi) sqrt(1 + x^2)/x^2 without overflow at large x, and rounded once
        root = math.sqrt(fma(1.0 / x[i], 1.0 / x[i], 1.0))
        part = W[i] * root
        lost_part = fma(W[i], root, -part)
        product = TWO_OVER_PI * part
        lost = fma(TWO_OVER_PI, part, -product) + TWO_OVER_PI_LOW * part + TWO_OVER_PI * lost_part
        quotient = product / x[i]
        W[i] = quotient + (fma(-quotient, x[i], product) + lost) / x[i]


@kernel
def fill_pseudospins(x: Array, cut: float, nodes: Array, series: Array, result: Array) -> None:
    """Fill the rows S^x, S^z and W of `result` at x = eps/Delta (one axis, contiguous, finite).

    `nodes` has the rows (R-z)^2 and the numerators of S^x, -S^z/x and W/sqrt(1+x^2), a multiple
    of four columns; `series` has the rows P, Q of x S^x, -S^z and (pi/2) x^2 W/sqrt(1+x^2).
    """
    near_at = np.empty(BLOCK, np.int64)
    far_at = np.empty(BLOCK, np.int64)
    near_x = np.empty(BLOCK)
    far_x = np.empty(BLOCK)
    out = np.empty((3, BLOCK))
    rest = np.empty((3, BLOCK))
    for start in range(0, x.size, BLOCK):
        stop = min(start + BLOCK, x.size)
        nears = 0
        fars = 0
        for i in range(start, stop):
            size = abs(x[i])
            if size <= cut:
                near_at[nears] = i
                near_x[nears] = size
                nears += 1
            else:
                far_at[fars] = i
                far_x[fars] = size
                fars += 1
        if nears > 0:
            _near(near_x[:nears], nodes, out, rest)
            for j in range(nears):
                i = near_at[j]
                result[0, i] = out[0, j]
                result[1, i] = out[1, j] if x[i] >= 0.0 else -out[1, j]
                result[2, i] = out[2, j]
        if fars > 0:
            _far(far_x[:fars], cut, series, out)
            for j in range(fars):
                i = far_at[j]
                result[0, i] = out[0, j]
                result[1, i] = out[1, j] if x[i] >= 0.0 else -out[1, j]
                result[2, i] = out[2, j]
