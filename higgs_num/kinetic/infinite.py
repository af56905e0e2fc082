"""The infinite band from bands of growing width, in units that take out the first correction."""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.drives import Drive
from higgs_num.kinetic.accuracy import Estimated, estimated
from higgs_num.kinetic.bands import bare, flattened
from higgs_num.kinetic.follow import Setting
from higgs_num.kinetic.rest import Rest
from higgs_num.kinetic.runs import Runs
from higgs_sym.ground.errors import ComputationError
from higgs_sym.ground.parts import share_of
from higgs_sym.ground.progress import Progress

# Widths over the larger gap; each is 2^(1/2) times the one before, so that three tell the error.
NARROWEST, GROWTH, MOST_WIDTHS = 10.0, 2.0, 4
# Delta(t) rings at twice the half-width; the amplitude falls as (W t)^-3 and is below 1e-5 of the
# change beyond this W t (measured on the exact step response).
RINGING = 200.0
SHARE = 0.1  # of the tolerance for the panels


@dataclass(frozen=True, eq=False)
class Extrapolated:
    """Delta and energy (nt,) at the asked times, the widest run, and from when the error holds."""

    gap: Vector
    energy: Vector
    widest: Estimated
    error: float
    reliable_from: float
    weight: float


def extrapolated(
    runs: Runs, gap_initial: float, gap_final: float, rate_s: float, temperature: float,
    drive: Drive | None, unit: float, times: Vector, tolerance: float, progress: Progress,
) -> Extrapolated:  # fmt: skip
    """Return Delta(t) of the infinite band, in units where the larger gap is 1.

    Raises
    ------
    ComputationError
        If the widest band that is tried does not reach the tolerance.
    """
    found: list[tuple[float, Vector, Vector, Estimated]] = []
    W, error, reliable = NARROWEST, np.inf, 0.0
    for turn in range(MOST_WIDTHS):
        begin = (2.0 ** (turn - MOST_WIDTHS)) if turn else 0.0
        shown = share_of(progress, begin, 2.0 ** (turn + 1 - MOST_WIDTHS))
        rate, factor = bare(W, rate_s)
        chain = flattened(W, rate)
        still = Rest.of(chain, gap_initial * factor, temperature)
        final = Rest.of(chain, gap_final * factor).ratio
        setting = Setting(still, final, float(times[-1]), drive, unit)
        one = estimated(runs, setting, gap_final, SHARE * tolerance, progress=shown)
        gap, energy = one.trajectory.at(times)
        found.append((W, gap / factor, energy, one))
        if len(found) > 2:
            reliable = RINGING / W
            late = times >= reliable
            last, before = (_without_squares(*found[-k - 1 : len(found) - k + 1]) for k in (1, 2))
            error = float(np.max(np.abs(last - before)[late], initial=0.0)) / gap_final
            if error <= tolerance and late.any():
                joint = max(error, one.error)
                return Extrapolated(last, energy, one, joint, reliable, chain.weight)
        W *= GROWTH
    raise ComputationError(
        f"an error of {tolerance:.1e} is not reached with a band of {W / GROWTH:.0f} gaps "
        f"({error:.1e} is, from t = {reliable:.3g} gaps on)"
    )


def _without_squares(
    narrow: tuple[float, Vector, Vector, Estimated], wide: tuple[float, Vector, Vector, Estimated]
) -> Vector:
    """Return what two widths give when the term W^-2 is taken out."""
    ratio = (wide[0] / narrow[0]) ** 2
    return np.asarray((ratio * wide[1] - narrow[1]) / (ratio - 1.0))
