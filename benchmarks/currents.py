"""Speed of the conductivity and of D(omega, q): `python -m benchmarks.currents`.

Target: 2,000 frequencies to 1e-8 in under 1 s on one core. The ratio is that to adaptive quadrature
(`scipy.integrate.quad`, roots of the quartic) in the same run, T = 0.
"""

from itertools import pairwise

import numpy as np
from scipy.integrate import quad

from benchmarks.response import _point, best
from higgs_num.currents import conductivity
from higgs_num.response import gap_edge, thermal_spectrum

FREQUENCIES = np.linspace(0.01, 5.0, 2000)


def adaptive(omega, alpha):
    """Return sigma(omega)/sigma_N at T = 0 by quadrature of two integrals, split at the edges."""

    def pair(first, second, sign):
        (u1, R1), (u2, R2) = first, second
        return (1 - (sign * u1 * u2 - 1) / (R1 * R2)) / 2

    def same(x):
        return 2 * pair(_point(x + 0j, alpha), _point(x - 1j * omega, alpha), 1)

    def opposite(E):
        first, second = (_point(1e-300 - 1j * energy, alpha) for energy in (E, omega - E))
        return -2j * pair(first, second, -1)

    edge = gap_edge(alpha)
    cuts = [p for p in (edge, omega - edge) if 0 < p < omega / 2]
    limits = [0.0, *sorted(cuts), omega / 2]
    options = {"epsabs": 1e-9, "epsrel": 1e-9, "limit": 200, "complex_func": True}
    total = quad(same, 0.0, 5.0, **options)[0] + quad(same, 5.0, np.inf, **options)[0]
    for low, high in pairwise(limits):
        total += quad(opposite, low, high, **options)[0]
    return 1j * total / omega


def main():
    """Print seconds for 2,000 frequencies, and the ratio."""
    print("seconds for 2,000 frequencies, one core, best of three")
    for alpha in (0.1, 1.5):
        conductivity(FREQUENCIES[:2], alpha)
        some = FREQUENCIES[150::600]
        slow, values = best(lambda a=alpha, w=some: [adaptive(x, a) for x in w], 1)
        ours = conductivity(some, alpha).sigma
        apart = float(np.max(np.abs(ours - values)))
        for T in (0.0, 0.4):
            sigma, _ = best(lambda a=alpha, T=T: conductivity(FREQUENCIES, a, T), 3)
            along, _ = best(lambda a=alpha, T=T: conductivity(FREQUENCIES, a, T, share=0.5), 1)
            mode, _ = best(
                lambda a=alpha, T=T: thermal_spectrum(FREQUENCIES, a, T, Q=0.5, digits=8), 3
            )
            print(
                f"alpha = {alpha:g}, T = {T:g}: sigma {sigma:.2f}, along a current {along:.2f}, "
                f"D(omega, q) {mode:.2f}"
            )
        ratio = slow / some.size / (best(lambda a=alpha: conductivity(FREQUENCIES, a), 3)[0] / 2000)
        print(
            f"  adaptive quadrature takes {ratio:.0f} times as long; largest difference {apart:.1e}"
        )


if __name__ == "__main__":
    main()
