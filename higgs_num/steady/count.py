"""Number of isolated Lax roots by the argument principle.

L^2 has no pole in the upper half plane and is positive on the real axis outside the cut, so its
zeros there number the turns of L^2(eps + i0) around 0 along the cut. With
eps/Delta_i = sinh(s)/sqrt(1 + cosh(s)^2/D^2) (D in units of Delta_i) every real s is a level and

    L^2 = (s - beta T tanh(s) - i pi/2)^2 + beta^2 (sech(s)^2 + 1/D^2) T^2,   T = 1/sqrt(1 + 1/D^2),

whose real part is positive once |s| > |beta| + pi/2: beyond a finite interval the phase returns
to 0 within the right half plane. Nothing is assumed about where the zeros are.
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from higgs_num.steady import lax
from higgs_sym.ground.errors import ArgumentError, ComputationError
from higgs_sym.ground.precision import precision

MAX_PARTS = 20_000


def count_roots(beta: float, inverse_cutoff: float) -> int:
    """Return the number of zeros of L^2 in the upper half plane, in floating point.

    beta : 1/lambda_i - 1/lambda_f, finite;  inverse_cutoff : Delta_i/D
    Raises ComputationError too near to a border, where a zero touches the cut.
    """
    end = _finite(beta) + 0.5 * math.pi + 1.0
    T = 1.0 / math.hypot(1.0, inverse_cutoff)

    def norm(s: lax.Array) -> NDArray[np.complex128]:
        a = s - beta * T * np.tanh(s) - 0.5j * math.pi
        sech = 2.0 * np.exp(-np.abs(s)) / (1.0 + np.exp(-2.0 * np.abs(s)))
        return np.asarray(a * a + (beta * T) ** 2 * (sech**2 + inverse_cutoff**2))

    return winding_number(norm, end)


def winding_number(norm: Callable[[lax.Array], NDArray[np.complex128]], end: float) -> int:
    """Return the turns of norm(s) around 0 for s from -inf to inf.

    norm : with positive real part where |s| >= end.  Raises ComputationError if it nears 0.
    """
    s = np.linspace(-end, end, 257)
    for _ in range(12):
        L2 = norm(s)
        with np.errstate(divide="ignore", invalid="ignore"):
            angles = np.angle(L2[1:] / L2[:-1])
        wide = np.flatnonzero(~(np.abs(angles) < 0.5))
        if 7 * wide.size > MAX_PARTS:
            break
        if wide.size == 0:
            turn = angles.sum() + np.angle(L2[0]) - np.angle(L2[-1])
            number = float(turn) / (2.0 * math.pi)
            if abs(number - round(number)) > 1e-6:
                break
            return round(number)
        fractions = np.linspace(0.0, 1.0, 9)[1:-1]
        extra = s[wide, None] + fractions * (s[wide + 1] - s[wide])[:, None]
        s = np.sort(np.concatenate([s, extra.ravel()]))
    raise ComputationError("Root count: a zero lies on the cut; the quench is on a phase border")


def count_roots_certified(beta: float, inverse_cutoff: float, bits: int = 128) -> int:
    """Return the same number, proved with ball arithmetic for these two doubles.

    Intervals of s are halved until the ball of L^2 on each avoids 0 by a half plane; then the
    turn across it is the principal argument of its end values, and the sum encloses one integer.
    Raises ComputationError when a border is too near for `bits`.
    """
    from flint import acb, arb

    end = math.ceil(_finite(beta)) + 3
    with precision(bits):
        b, z = arb(beta), arb(inverse_cutoff)
        T = 1 / (1 + z * z).sqrt()
        half_pi = arb.pi() / 2

        def norm(s: arb) -> acb:
            a = acb(s - b * T * s.tanh(), -half_pi)
            return a * a + (b * T) ** 2 * (1 / s.cosh() ** 2 + z * z)

        todo = [(k, k + 1, 0) for k in range(-end, end)]
        total, parts = norm(arb(-end)).arg() - norm(arb(end)).arg(), 0
        while todo:
            low, high, level = todo.pop()
            parts += 1
            # Dyadic ends are exact; the ball of the interval covers both.
            left, right = arb(low) / 2**level, arb(high) / 2**level
            ball = norm(left.union(right))
            if ball.real > 0 or ball.real < 0 or ball.imag > 0 or ball.imag < 0:
                total += (norm(right) / norm(left)).arg()
            elif level > bits // 2 or parts > MAX_PARTS:
                raise ComputationError("Root count: undecided; the quench is on a phase border")
            else:
                todo += [(2 * low, low + high, level + 1), (low + high, 2 * high, level + 1)]
        number = (total / (2 * arb.pi())).unique_fmpz()
    if number is None:
        raise ComputationError("Root count: the enclosure holds no single integer; use more bits")
    return int(number)


def _finite(beta: float) -> float:
    if not math.isfinite(beta):
        raise ArgumentError("beta", "be finite (gap_final > 0) to count roots", beta)
    return abs(beta)
