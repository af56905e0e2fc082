"""Speed of the exact response against adaptive quadrature: `python -m benchmarks.response`.

Targets: 2,000 real frequencies to 1e-10 in under 1 s, a step response at 1,000 times in under 1 s,
both on one core. The compilation of the kernels is told apart.
"""

import time
from itertools import pairwise

import numpy as np
from scipy.integrate import quad

from higgs_num.response import gap_edge, spectrum, step_response

ALPHAS = (1e-3, 0.1, 0.9, 1.5)
REPEATS = 5


def best(function, repeats=REPEATS):
    """Return the smallest wall time of several calls in seconds, and the last result."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = function()
        seconds.append(time.perf_counter() - start)
    return min(seconds), result


def point(omega, alpha):
    """Return (u, R) from the roots of the quartic: the largest real part, Im R along Im omega."""
    roots = np.roots([1, -2 * alpha, alpha**2 - 1 - omega**2, 2 * alpha, -(alpha**2)])
    order = np.argsort(-roots.real)
    R = roots[order[0]]
    if abs(roots[order[1]].real - R.real) < 1e-7 * abs(R) and R.imag * omega.imag < 0:
        R = roots[order[1]]
    if alpha < 1:
        return omega * R / (R - alpha), R
    return np.sqrt(R * R - 1), R


def amplitude(R1, R2, C, alpha):
    """Return what D sums over pairs of frequencies."""
    return (1 / R1 + 1 / R2) / 2 - (1 + C) / (R1 + R2 - alpha + alpha * C)


def adaptive(omega, alpha, summed=amplitude):
    """Return D^R(omega) by adaptive quadrature of the two real integrals, split at the edges.

    summed: of R1, R2, C and alpha; another one gives another sum over pairs.
    """

    def pair(first, second, sign):
        (u1, R1), (u2, R2) = first, second
        return summed(R1, R2, (sign * u1 * u2 - 1) / (R1 * R2), alpha)

    def same(x):
        return 2 * pair(point(x + 0j, alpha), point(x - 1j * omega, alpha), 1)

    def opposite(E):
        first, second = (point(1e-300 - 1j * energy, alpha) for energy in (E, omega - E))
        return -2j * pair(first, second, -1)

    edge = gap_edge(alpha)
    cuts = [p for p in (edge, omega - edge) if 0 < p < omega / 2]
    limits = [0.0, *sorted(cuts), omega / 2]
    options = {"epsabs": 1e-10, "epsrel": 1e-10, "limit": 200}
    total = 0j
    for part, unit in ((np.real, 1), (np.imag, 1j)):
        for low, high in ((0.0, 1.0), (1.0, 10.0), (10.0, np.inf)):
            total += unit * quad(lambda x, part=part: part(same(x)), low, high, **options)[0]
        for low, high in pairwise(limits):
            total += unit * quad(lambda E, part=part: part(opposite(E)), low, high, **options)[0]
    return total


def main():
    start = time.perf_counter()
    spectrum([1.0], 0.1)
    step_response([1.0], 0.1)
    print(f"load or compile the kernels: {time.perf_counter() - start:.1f} s")
    omega = np.linspace(0.0, 20.0, 2000)
    times = np.geomspace(1e-3, 1e4, 1000)
    for alpha in ALPHAS:
        seconds, found = best(lambda alpha=alpha: spectrum(omega, alpha))
        worst = np.max(found.error / np.abs(found.inverse))
        in_time, response = best(lambda alpha=alpha: step_response(times, alpha))
        print(
            f"alpha = {alpha:<6g} 2000 frequencies {seconds:.3f} s (error <= {worst:.0e})   "
            f"1000 times {in_time:.3f} s (error <= {response.error.max():.0e})"
        )
    few, alpha = np.linspace(0.31, 4.0, 8), 0.1
    seconds, slow = best(lambda: np.array([adaptive(w, alpha) for w in few]), repeats=1)
    ours, found = best(lambda: spectrum(np.repeat(few, 250), alpha))
    difference = np.max(np.abs(slow - found.inverse[::250]))
    ratio = seconds / few.size / (ours / 2000)
    print(
        f"adaptive quadrature: {seconds / few.size:.3f} s a frequency, "
        f"differs by {difference:.0e}; ratio {ratio:.0f}"
    )


if __name__ == "__main__":
    main()
