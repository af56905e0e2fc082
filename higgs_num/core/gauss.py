"""Gauss rules of discrete measures: from points and weights to the Jacobi matrix, and back.

Diagonal alpha (n,) and off-diagonal `off` (n,), of which off[0] = 0 is not used, belong to the
polynomials p_k that are orthonormal on the points: x p_k = off_{k+1} p_{k+1} + alpha_k p_k +
off_k p_{k-1}.
"""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel

LANES = 8  # points on their way at once: each is a chain of divisions, one waiting for the other
TINY = 1e-300


@kernel
def add_points(
    points: Vector, weights: Vector, begin: int, end: int, alpha: Vector, beta: Vector
) -> None:
    """Add points `begin` ... `end`, weights > 0, to alpha and `off`^2 of those before, in place.

    At first alpha is that many points and beta zero; `begin` is a multiple of LANES. The algorithm
    of Gragg and Harrod, Numer. Math. 44, 317 (1984), which adds one point after the other: stable
    also where nodes of the Gauss rule come to lie on single points, which spoils what
    orthogonalisation finds.
    """
    n = alpha.size
    mass, cosine, sine, shift = np.empty(LANES), np.empty(LANES), np.empty(LANES), np.empty(LANES)
    for first in range(begin, end, LANES):
        lanes = min(LANES, end - first)
        mass[:lanes] = weights[first : first + lanes]
        cosine[:], sine[:], shift[:] = 1.0, 0.0, 0.0
        for step in range(min(first + lanes, n) + lanes - 1):
            for lane in range(lanes):
                k = step - lane  # the row at which this point has arrived, one behind the last
                if k < 0 or k >= n or k > first + lane:
                    continue
                both = beta[k] + mass[lane]
                beta_k, last_sine = beta[k], sine[lane]
                beta[k] = cosine[lane] * both
                cosine[lane], sine[lane] = 1.0, 0.0
                if both > 0.0:
                    cosine[lane], sine[lane] = beta_k / both, mass[lane] / both
                new = sine[lane] * (alpha[k] - points[first + lane]) - cosine[lane] * shift[lane]
                alpha[k] -= new - shift[lane]
                shift[lane] = new
                underflow = sine[lane] <= 0.0
                mass[lane] = last_sine * beta_k if underflow else new * new / sine[lane]


@kernel
def eigenvectors(
    alpha: Vector, off: Vector, eigenvalues: Vector, last: int
) -> tuple[Vector, Vector, Vector]:
    """Return eigenvalues, refined, and the first (m,) and last (`last`, m) components.

    Of normalised eigenvectors with first component > 0. The matrix less the eigenvalue is
    eliminated from both ends, and the vector grown from the row where the two meet with the
    smallest rest: small components come out with all their digits, and no matrix is stored.
    """
    n, m = alpha.size, eigenvalues.size
    refined, head, tail = np.empty(m), np.empty(m), np.empty((last, m))
    down, up, z = np.empty(n), np.empty(n), np.empty(n)
    for i in range(m):
        x = eigenvalues[i]
        down[0], up[n - 1] = alpha[0] - x, alpha[n - 1] - x
        for k in range(1, n):
            if down[k - 1] == 0.0:
                down[k - 1] = TINY
            down[k] = alpha[k] - x - off[k] * off[k] / down[k - 1]
        for k in range(n - 2, -1, -1):
            if up[k + 1] == 0.0:
                up[k + 1] = TINY
            up[k] = alpha[k] - x - off[k + 1] * off[k + 1] / up[k + 1]
        meet, rest = 0, np.inf
        for k in range(n):
            here = down[k] + up[k] - (alpha[k] - x)
            if abs(here) < abs(rest):
                meet, rest = k, here
        z[meet] = 1.0
        for k in range(meet - 1, -1, -1):
            z[k] = -off[k + 1] / down[k] * z[k + 1]
        for k in range(meet + 1, n):
            z[k] = -off[k] / up[k] * z[k - 1]
        square = 0.0
        for k in range(n):
            square += z[k] * z[k]
        refined[i] = x + rest / square  # Rayleigh's quotient
        scale = np.sqrt(square) if z[0] > 0.0 else -np.sqrt(square)
        head[i] = z[0] / scale
        tail[:, i] = z[n - last :] / scale
    return refined, head, tail
