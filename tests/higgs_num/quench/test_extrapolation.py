"""Orders of the chains, in 60 digits: in float64 the high ones reach round-off before they show."""

from functools import cache

import mpmath as mp
import numpy as np
import pytest

from higgs_num.quench import MultiProduct, Problem
from higgs_num.quench.motion import motion
from higgs_num.quench.steppers.extrapolation import CHAINS
from higgs_num.quench.trajectory import follow

DIGITS = 60
TIME = 1
LEVELS = 4


def exact_weights(counts: tuple[int, ...]) -> list[mp.mpf]:
    return [mp.fprod(mp.mpf(k * k) / (k * k - i * i) for i in counts if i != k) for k in counts]


def rotated(a: mp.mpf, b: mp.mpf, angle: mp.mpf) -> tuple[mp.mpf, mp.mpf]:
    """Return (cos a + sin b, cos b - sin a)."""
    c, s = mp.cos(angle), mp.sin(angle)
    return c * a + s * b, c * b - s * a


@cache
def start() -> tuple[list[mp.mpf], mp.mpf, list[list[mp.mpf]]]:
    """Return levels, lambda/2 times the weights, and spins: those of a small clean quench."""
    equations = motion(Problem(0.7, 1.0, cutoff=1.2, levels=2 * LEVELS, t_max=1.0))
    weight = equations.half_lambda * equations.levels.weights[0]
    eps = [mp.mpf(e) for e in equations.levels.energies]
    return eps, mp.mpf(weight), [[mp.mpf(x) for x in S] for S in equations.spins.T]


def solved(order: int, steps: int) -> list[list[mp.mpf]]:
    """Return spins at TIME; the scheme as the documentation states it, without any kernel."""
    eps, weight, spins = start()
    squares = [mp.fsum(x * x for x in S) for S in spins]
    counts = CHAINS[order]
    h = mp.mpf(TIME) / steps

    def kicked(spins: list[list[mp.mpf]], tau: mp.mpf) -> list[list[mp.mpf]]:
        angle = 2 * tau * weight * mp.fsum(S[0] for S in spins)
        turned = [rotated(z, y, angle) for _, y, z in spins]
        return [[S[0], y, z] for S, (z, y) in zip(spins, turned, strict=True)]

    for _ in range(steps):
        total = [[mp.mpf(0)] * 3 for _ in spins]
        for count, share in zip(counts, exact_weights(counts), strict=True):
            tau = h / count
            chain = kicked(spins, tau / 2)
            for turn in range(count):
                chain = [
                    [*rotated(x, y, 2 * e * tau), z]
                    for e, (x, y, z) in zip(eps, chain, strict=True)
                ]
                chain = kicked(chain, tau if turn < count - 1 else tau / 2)
            total = [
                [t + share * c for t, c in zip(T, C, strict=True)]
                for T, C in zip(total, chain, strict=True)
            ]
        # One step of Newton's method toward the conserved length.
        scales = [
            (3 - mp.fsum(t * t for t in T) / square) / 2
            for square, T in zip(squares, total, strict=True)
        ]
        spins = [[scale * t for t in T] for scale, T in zip(scales, total, strict=True)]
    return spins


def distance(one: list[list[mp.mpf]], other: list[list[mp.mpf]]) -> mp.mpf:
    return mp.sqrt(
        mp.fsum(
            (a - b) ** 2 for A, B in zip(one, other, strict=True) for a, b in zip(A, B, strict=True)
        )
    )


@cache
def reference() -> list[list[mp.mpf]]:
    return solved(16, 81)


@pytest.mark.parametrize("order", sorted(CHAINS))
def test_measured_order(order: int) -> None:
    with mp.workdps(DIGITS):
        counts = (18, 27)
        errors = [distance(solved(order, n), reference()) for n in counts]
        slope = mp.log(errors[0] / errors[1]) / mp.log(mp.mpf(counts[1]) / counts[0])
    assert float(slope) == pytest.approx(order, abs=0.1)


@pytest.mark.parametrize("order", sorted(CHAINS))
def test_the_kernels_are_this_scheme(order: int) -> None:
    problem = Problem(0.7, 1.0, cutoff=1.2, levels=2 * LEVELS, t_max=1.0, save_every=1.0)
    method = MultiProduct(order=order, longest_step=0.25)
    spins = follow(method, motion(problem), problem.times).spins[:, LEVELS:]
    with mp.workdps(DIGITS):
        expected = np.array([[float(x) for x in S] for S in solved(order, 4)]).T
    # Round-off of four steps, times the sum of the weights' sizes, 280 at most.
    np.testing.assert_allclose(spins, expected, rtol=0, atol=1e-13)
