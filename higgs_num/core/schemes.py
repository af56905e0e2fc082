"""Eq. (9) by the schemes of textbooks, right and wrong: how codes err, on purpose.

Nothing here computes results. Signs of three terms, and the field in which spins turn, may be
those of a mistake; steps are as long as they are told. Arrays over levels are padded as in
`core.equations`.
"""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel
from higgs_num.core.sums import dot

EULER, BACKWARD_EULER, HEUN, MIDPOINT, RK4 = range(5)
MOST_ITERATIONS = 60
CONVERGED = 1e-13  # of the gap, in the equation that an implicit step solves for it
BEYOND = 1e3  # times the first gap: what has grown as far is followed no more


@kernel
def _slope(
    S: Vector, t: float, levels: Vector, sources: Vector, z_source: float, half_lambda: float,
    frozen: float, signs: Vector, oscillates: bool, out: Vector,
) -> None:  # fmt: skip
    """Put dS/dt into `out`."""
    gap = half_lambda * dot(levels[1], S[0])
    field = frozen if frozen > 0.0 else gap
    for i in range(levels.shape[1]):
        eps = levels[0, i]
        out[0, i] = signs[0] * 2.0 * eps * S[1, i]
        out[1, i] = -2.0 * eps * S[0, i] - signs[1] * 2.0 * field * S[2, i] + sources[2, i]
        out[2, i] = signs[2] * 2.0 * field * S[1, i]
        # Zero but for equations that are linearised about rest, whose S^z this is.
        out[1, i] -= 2.0 * (gap - field) * levels[2, i]
        if oscillates:
            C = sources[1, i] * np.cos(2.0 * sources[0, i] * t)
            G = sources[1, i] * np.sin(2.0 * sources[0, i] * t)
            out[0, i] += sources[3, i] * G
            out[1, i] += sources[4, i] * C
            out[2, i] += z_source * G


@kernel
def _gap(S: Vector, levels: Vector, half_lambda: float, frozen: float) -> float:
    if frozen > 0.0:
        return frozen
    return half_lambda * dot(levels[1], S[0])


@kernel
def _implicit(
    S: Vector, t: float, h: float, levels: Vector, sources: Vector, z_source: float,
    half_lambda: float, frozen: float, signs: Vector, oscillates: bool, out: Vector,
) -> None:  # fmt: skip
    """Solve out = S + h f(t, out): linear on each level for a given gap, which is iterated."""
    field = _gap(S, levels, half_lambda, frozen)
    for _ in range(MOST_ITERATIONS):
        for i in range(levels.shape[1]):
            rx, ry, rz = S[0, i], S[1, i] + h * sources[2, i], S[2, i]
            if oscillates:
                C = sources[1, i] * np.cos(2.0 * sources[0, i] * t)
                G = sources[1, i] * np.sin(2.0 * sources[0, i] * t)
                rx += h * sources[3, i] * G
                ry += h * sources[4, i] * C
                rz += h * z_source * G
            b, c = 2.0 * h * levels[0, i], 2.0 * h * field
            y = (ry - b * rx - signs[1] * c * rz) / (
                1.0 + signs[0] * b * b + signs[1] * signs[2] * c * c
            )
            out[0, i] = rx + signs[0] * b * y
            out[1, i] = y
            out[2, i] = rz + signs[2] * c * y
        found = _gap(out, levels, half_lambda, frozen)
        if abs(found - field) <= CONVERGED * abs(found):
            break
        field = found


@kernel
def follow(
    scheme: int, S: Vector, h: float, steps: int, levels: Vector, sources: Vector,
    z_source: float, half_lambda: float, frozen: float, signs: Vector, oscillates: bool,
) -> Vector:  # fmt: skip
    """Return Delta at times 0, h, ... steps h, NaN after it has grown beyond; S (3, m) is moved.

    levels (3, m): energies, weights, S^z at rest if the equations are linear about the gap
    `frozen`, else 0; sources (5, m): E, sin(theta), constant, x and y source;
    signs (3): of S^y in the x, of S^z in the y and of S^y in the z equation; `frozen` > 0: the
    spins turn in that gap, whatever they sum to.
    """
    gap = np.full(steps + 1, np.nan)
    gap[0] = half_lambda * dot(levels[1], S[0])
    largest = BEYOND * abs(gap[0])
    k, middle, total = np.empty_like(S), np.empty_like(S), np.empty_like(S)
    for n in range(steps):
        t = n * h
        if scheme == BACKWARD_EULER:
            _implicit(
                S, t + h, h, levels, sources, z_source, half_lambda, frozen, signs, oscillates, k
            )  # fmt: skip
            S[:] = k
        elif scheme == MIDPOINT:
            _implicit(
                S, t + 0.5 * h, 0.5 * h, levels, sources, z_source, half_lambda, frozen, signs,
                oscillates, k,
            )  # fmt: skip
            S[:] = 2.0 * k - S
        else:
            _slope(S, t, levels, sources, z_source, half_lambda, frozen, signs, oscillates, k)
            if scheme == EULER:
                S += h * k
            elif scheme == HEUN:
                middle[:] = S + h * k
                _slope(
                    middle, t + h, levels, sources, z_source, half_lambda, frozen, signs,
                    oscillates, total,
                )  # fmt: skip
                S += 0.5 * h * (k + total)
            else:
                total[:] = k
                for stage in range(3):
                    share = 0.5 if stage < 2 else 1.0
                    middle[:] = S + share * h * k
                    _slope(
                        middle, t + share * h, levels, sources, z_source, half_lambda, frozen,
                        signs, oscillates, k,
                    )  # fmt: skip
                    total += (2.0 if stage < 2 else 1.0) * k
                S += h / 6.0 * total
        found = half_lambda * dot(levels[1], S[0])
        if not abs(found) < largest:
            break
        gap[n + 1] = found
    return gap
