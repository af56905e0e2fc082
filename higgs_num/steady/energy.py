"""What a quench leaves of energy above the ground state, which rounding would drown."""

import math

from flint import arb

from higgs_sym.ground.precision import precision

# Energies of either state agree to 32 digits after the smallest quench, and to 50 more where the
# band is narrow.
BITS = 512


def excitation_energy(gap_initial: float, gap_final: float, cutoff: float) -> float:
    """Return the energy of a clean quench from and at temperature 0, gap_final > 0.

    In units of the density of states, to double precision however small the quench is: it is
    quadratic in the quench, while either energy is of the order of the gaps squared.
    """
    with precision(BITS):
        d, f = arb(gap_initial), arb(gap_final)
        if math.isinf(cutoff):
            return float((f * f - d * d) / 2 - d * d * (f / d).log())
        D = arb(cutoff)
        before, after = (D / d).asinh(), (D / f).asinh()
        edge_i, edge_f = (D / (D + (D * D + gap * gap).sqrt()) for gap in (d, f))
        change = (before - after) * before / after
        return float(f * f * edge_f - d * d * (edge_i + change))
