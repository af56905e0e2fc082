"""Panels from a tolerance, and what is left of the error: two runs with panels of two lengths."""

from dataclasses import dataclass

import numpy as np

from higgs_num.kinetic.follow import Method, Setting, Trajectory, regular
from higgs_num.kinetic.runs import Runs
from higgs_sym.ground.errors import ComputationError
from higgs_sym.ground.parts import share_of
from higgs_sym.ground.progress import Progress, silent

# New times of a panel, and of a panel of the companion: with two fewer it errs some 15 times as
# much on the same panels, however few there are.
POINTS, COARSE = 16, 14
# With panels of 16 points Delta(t) errs by 2e-7 at phase 9 and 1.5e-9 at phase 6 (measured,
# semicircle, moderate quench, t = 30): the logarithm of the error falls by 1.63 a unit.
PHASE_AT, ERROR_AT, FALL = 9.0, 2e-7, 1.63
SHORTEST, LONGEST = 2.5, 12.0
MARGIN = 2.0  # strong quenches and long times err more than the one that was measured
# The error of a run is taken to be that of its companion times the ratio of what both do to the
# norm, which follows the error of Delta(t) within a factor of two; and three times that for safety.
SAFETY = 3.0
MOST_RUNS = 5
LEAST_ITERATED, MOST_ITERATED = 1e-13, 1e-9


@dataclass(frozen=True, eq=False)
class Estimated:
    """A trajectory and the estimate of its largest error, in units of the final gap."""

    trajectory: Trajectory
    method: Method
    error: float


def method_for(
    setting: Setting, tolerance: float, phase: float, points: int = POINTS
) -> Method:  # fmt: skip
    """Return the collocation with panels of this phase for an error of this size.

    Rows that err by delta change Delta(t) by some hop delta, hop that of the band.
    """
    share = 1e-3 * tolerance
    iterated = share / max(1.0, float(setting.chain.hops.max()))
    return Method(points, phase, float(np.clip(iterated, LEAST_ITERATED, MOST_ITERATED)), share)


def first_phase(tolerance: float) -> float:
    """Return the phase of panels that should do."""
    phase = PHASE_AT + np.log(tolerance / MARGIN / ERROR_AT) / FALL
    return float(np.clip(phase, SHORTEST, LONGEST))


def estimated(
    runs: Runs, setting: Setting, final_gap: float, tolerance: float,
    *, progress: Progress = silent,
) -> Estimated:  # fmt: skip
    """Follow a quench with an error of Delta(t) below `tolerance` of the final gap.

    final_gap in the units of the setting.

    Raises
    ------
    ComputationError
        If no panels reach it; the message gives what was reached.
    """
    phase = first_phase(tolerance)
    best = np.inf
    for run in range(MOST_RUNS):
        shares = (0.0, 0.6, 1.0) if run == 0 else (1.0, 1.0, 1.0)
        method = method_for(setting, tolerance, phase)
        fine = runs.follow(setting, method, progress=share_of(progress, *shares[:2]))
        coarse = runs.follow(
            setting, method_for(setting, tolerance, phase, COARSE), panels=fine.lengths,
            progress=share_of(progress, *shares[1:]),
        )  # fmt: skip
        error = _error(coarse, fine, final_gap)
        best = min(best, error)
        if error <= tolerance:
            return Estimated(fine, method, error)
        # The error falls as exp(FALL phase): so much shorter, and a little more.
        phase = _shorter(setting, phase, phase - np.log(2.0 * error / tolerance) / FALL)
        if phase < SHORTEST:
            break
    raise ComputationError(
        f"an error of {tolerance:.1e} is not reached; the smallest that was is {best:.1e}"
    )


def _shorter(setting: Setting, phase: float, wanted: float) -> float:
    """Return a phase of at most `wanted` that makes more panels than `phase` does."""
    before = len(regular(setting, phase))
    while wanted >= SHORTEST and len(regular(setting, wanted)) == before:
        wanted *= 0.9
    return float(wanted)


def _error(coarse: Trajectory, fine: Trajectory, final_gap: float) -> float:
    """Return the estimate of the largest error of `fine`, in units of the final gap."""
    nodes = fine.nodes
    difference = float(np.max(np.abs(coarse.at(nodes)[0] - fine.at(nodes)[0]))) / final_gap
    ratio = fine.norm_change / coarse.norm_change if coarse.norm_change > 0.0 else 1.0
    # Iterations that end early add up, at worst from panel to panel, in both runs.
    return SAFETY * difference * min(1.0, ratio) + fine.iterated
