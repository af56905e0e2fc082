"""Time generated numba kernels against the same formulas written by hand: ratio, best of 15."""

import math
import time

import numba
import numpy as np

from higgs_sym.registry import formula


@numba.njit(error_model="numpy")
def closed_by_hand(x, z, alpha, _):
    c = complex(z, x)
    J = np.arccos(-c) / np.sqrt(1 - c * c)
    K_1 = (J - math.pi / 2) / c
    K_2 = (K_1 - 1) / c
    K_3 = (K_2 - math.pi / 4) / c
    return 2 / math.pi * (J - alpha * K_3).real


@numba.njit(error_model="numpy")
def source_by_hand(eps, Delta_s, rate_s, rate_u):
    return (rate_s + rate_u) * eps * eps / (Delta_s * Delta_s * Delta_s) + rate_s / Delta_s


closed = formula("equilibrium.Sx.closed").lambdify("numba").kernel
source = formula("sources.Py_sine").lambdify("numba").kernel


@numba.njit
def closed_generated(x, z, alpha, _):
    return closed(x, z, alpha)


@numba.njit
def source_generated(eps, Delta_s, rate_s, rate_u):
    return source(eps, Delta_s, rate_s, rate_u)


@numba.njit
def run(kernel, points, out):
    for i in range(points.size):
        out[i] = kernel(points[i], 0.1, 0.3, 0.2)


def best(kernel, points, out):
    run(kernel, points, out)  # compiles
    seconds = []
    for _ in range(15):
        start = time.perf_counter()
        run(kernel, points, out)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main():
    points = np.linspace(0.01, 10.0, 100_000)
    out = np.empty_like(points)
    pairs = {
        "equilibrium.Sx.closed": (closed_generated, closed_by_hand),
        "sources.Py_sine": (source_generated, source_by_hand),
    }
    for name, (generated, by_hand) in pairs.items():
        ours, theirs = best(generated, points, out), best(by_hand, points, out)
        print(f"{name}: {ours / points.size * 1e9:.2f} ns, {ours / theirs:.2f} of hand-written")


if __name__ == "__main__":
    main()
