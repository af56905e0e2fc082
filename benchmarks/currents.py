"""Speed of the conductivity and of D(omega, q): `python -m benchmarks.currents`.

Target: 2,000 frequencies to 1e-8 in under 1 s on one core. The ratio is that to adaptive quadrature
(`scipy.integrate.quad`, roots of the quartic) in the same run, T = 0.
"""

import numpy as np

from benchmarks.response import adaptive, best
from higgs_num.currents import conductivity
from higgs_num.response import thermal_spectrum

FREQUENCIES = np.linspace(0.01, 5.0, 2000)


def conduction(_R1, _R2, C, _alpha):
    """Return what the conductivity sums over pairs of frequencies."""
    return (1 - C) / 2


def main():
    """Print seconds for 2,000 frequencies, and the ratio."""
    print("seconds for 2,000 frequencies, one core, best of three")
    for alpha in (0.1, 1.5):
        conductivity(FREQUENCIES[:2], alpha)
        some = FREQUENCIES[150::600]
        slow, sums = best(lambda a=alpha, w=some: [adaptive(x, a, conduction) for x in w], 1)
        ours = conductivity(some, alpha).sigma
        apart = float(np.max(np.abs(ours - 1j * np.array(sums) / some)))
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
