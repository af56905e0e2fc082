"""The limit N -> infinity: self-consistent Born equations of a band of finite width, numerically.

Written for the tests from Sigma = Var sum_k V-vertex G_k V-vertex; shares nothing with the code
under test. With W = sqrt(omega~^2 + Delta~^2) and A = arctan(D/W), D the cutoff,

    omega~ = omega + (rate_s + rate_u)/pi  omega~ A/W
    Delta~ = Delta - (rate_s - rate_u)/pi  Delta~ A/W

at imaginary frequency omega; D -> infinity, A -> pi/2 are the equations of Abrikosov and Gor'kov.
"""

import cmath
import math

import numpy as np
from scipy.integrate import quad

TAU_X, TAU_Z = np.array([[0.0, 1.0], [1.0, 0.0]]), np.diag([1.0, -1.0])
NODES, WEIGHTS = np.polynomial.legendre.leggauss(120)


def renormalised(
    omega: complex, gap: float, rate_s: float, rate_u: float, cutoff: float
) -> tuple[complex, complex]:
    """Return (omega~, Delta~) by damped iteration from the normal-state solution."""
    turned, pairing = omega + (rate_s + rate_u) / 2, gap + 0j
    for _ in range(100_000):
        W = cmath.sqrt(turned**2 + pairing**2)
        ratio = cmath.atan(cutoff / W) / (math.pi * W)  # even in W: its sign is free
        new_turned = omega + (rate_s + rate_u) * ratio * turned
        new_pairing = gap - (rate_s - rate_u) * ratio * pairing
        change = abs(new_turned - turned) + abs(new_pairing - pairing)
        turned, pairing = (turned + new_turned) / 2, (pairing + new_pairing) / 2
        if change < 1e-11 * (abs(turned) + abs(pairing)):
            return turned, pairing
    raise AssertionError("the Born equations did not converge")


def coupling(gap: float, rate_s: float, rate_u: float, cutoff: float) -> float:
    """Return lambda from 2 Delta/lambda = (2/pi) int d omega (Delta~/W) arctan(D/W)."""

    def integrand(t: float) -> float:
        # omega = gap sinh t
        turned, pairing = renormalised(gap * math.sinh(t), gap, rate_s, rate_u, cutoff)
        W = cmath.sqrt(turned**2 + pairing**2).real
        return (pairing.real / W) * math.atan(cutoff / W) * gap * math.cosh(t)

    last = math.asinh(1e8 * cutoff / gap)  # what is beyond is 1e-8 of the last decade
    total = quad(integrand, 0, last, epsabs=0, epsrel=1e-8, limit=400)[0]
    return 2 * gap / ((2 / math.pi) * 2 * total)


def gap_clean(lam: float, cutoff: float) -> float:
    """Return the gap without impurities: 2/lambda = 2 asinh(D/Delta)."""
    return cutoff / math.sinh(1 / lam)


def density(energy: float, gap: float, rate_s: float, cutoff: float, width: float) -> float:
    """Return N(E)/N_0 at complex frequency E + i width."""
    omega = -1j * (energy + 1j * width)
    turned, pairing = renormalised(omega, gap, rate_s, 0.0, cutoff)
    W = cmath.sqrt(turned**2 + pairing**2)
    return float(np.real(turned / W * cmath.atan(cutoff / W) * 2 / math.pi))


def _greens(
    frequencies: tuple[float, float], gap: float, rate_s: float, rate_u: float, cutoff: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return weights (n,) of an integral over eps and both Green functions (n, 2, 2) there."""
    solved = []
    for omega in frequencies:
        turned, pairing = renormalised(abs(omega), gap, rate_s, rate_u, cutoff)
        solved.append((math.copysign(turned.real, omega), pairing.real))
    # eps = D sinh(a v)/sinh(a) crowds the nodes about eps = 0, where G varies over W.
    a = math.asinh(4 * cutoff / min(math.hypot(*pair) for pair in solved))
    eps = cutoff * np.sinh(a * NODES) / math.sinh(a)
    weights = WEIGHTS * cutoff * a * np.cosh(a * NODES) / math.sinh(a)
    greens = [
        (1j * turned * np.eye(2) + eps[:, None, None] * TAU_Z + pairing * TAU_X)
        / -(turned**2 + pairing**2 + eps**2)[:, None, None]
        for turned, pairing in solved
    ]
    return weights, greens[0], greens[1]


def kernel(Omega: float, gap: float, rate_s: float, rate_u: float, cutoff: float) -> float:
    """Return K(i Omega) = d[(1/2) int S^x d eps]/d Delta: the Born ladder in Nambu space.

    delta G = G1 (tau_x + delta Sigma) G2 with delta Sigma = rate_s/(2 pi) int delta G d eps +
    rate_u/(2 pi) tau_z int delta G d eps tau_z, solved as a 4 x 4 linear system.
    """
    source = TAU_X.reshape(4)
    vertices = (rate_s * np.eye(4) + rate_u * np.kron(TAU_Z, TAU_Z)) / (2 * math.pi)

    def integrand(t: float) -> float:
        omega = math.sinh(t)
        frequencies = (omega + Omega / 2, omega - Omega / 2)
        weights, G1, G2 = _greens(frequencies, gap, rate_s, rate_u, cutoff)
        # int (G1)_ik X_kl (G2)_lj as a matrix that takes kl to ij
        pairs = (weights[:, None] * G1.reshape(-1, 4)).T @ G2.reshape(-1, 4)
        bubble = pairs.reshape(2, 2, 2, 2).transpose(0, 3, 1, 2).reshape(4, 4)
        dressed = np.linalg.solve(np.eye(4) - vertices @ bubble, source)
        return float((source @ bubble @ dressed).real) * math.cosh(t)

    jump = math.asinh(Omega / 2)  # where one frequency changes sign
    total = sum(
        quad(integrand, lo, hi, epsabs=0, epsrel=1e-7)[0] for lo, hi in ((0, jump), (jump, 16))
    )
    return -total / (2 * math.pi)


def response(s: float, gap: float, rate_s: float, rate_u: float, cutoff: float) -> float:
    """Return the Laplace transform of (Delta(t) - Delta_f)/(Delta_i - Delta_f), small quench.

    From Delta/lambda = (1/2) int S^x d eps, linearised about `gap`, with the old Delta for t < 0:
    (1 - D(0)/D(s))/s, D(s) = 1/lambda - K(s).
    """
    inverse = 1 / coupling(gap, rate_s, rate_u, cutoff)
    # K(0) from the equilibrium at neighbouring gaps, so that statics check the ladder
    step = 1e-3 * gap
    above, below = ((gap + d) / coupling(gap + d, rate_s, rate_u, cutoff) for d in (step, -step))
    static = inverse - (above - below) / (2 * step)
    return (1 - static / (inverse - kernel(s, gap, rate_s, rate_u, cutoff))) / s
