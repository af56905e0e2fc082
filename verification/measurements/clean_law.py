"""Clean quenches far from equilibrium, and the late-time law of those that come to rest."""

import math

import numpy as np

from higgs_num.quench import Result
from higgs_num.signals.late_time import LateTime, late_time
from higgs_num.steady.approach import Approach
from verification.lab import Lab
from verification.measurements.quenches import quench

T_MAX = 600.0
# Their revivals come after t = 628 and 1256.
COARSE, FINE = 4_000, 8_000
# What trajectories here assume, and whose exact solution they are compared with.
ASSUMPTIONS = ("no impurities", "constant density of states", "omega_D = 10 Delta_f")
SOURCE = "Yuzbashyan, Dzero, Gurarie and Foster, Phys. Rev. A 91, 033628 (2015); paper, Ref. [8]"
METHOD = (
    "windowed means fitted by gap + shift/t + c/t^2; phase of the windowed oscillation fitted by "
    "frequency t - drift ln t; three sets of windows"
)


def clean_law(lab: Lab, ratio: float, levels: int = FINE) -> tuple[Result, LateTime]:
    """Return the trajectory ratio -> 1 up to T_MAX and its measured late-time law, phase II."""
    result = quench(lab, ratio, t_max=T_MAX, levels=levels)
    # The last third tells the frequency well enough to place windows.
    guess = 2.0 * float(np.mean(result.gap[2 * result.gap.size // 3 :]))
    measured: LateTime = lab.shared(
        ("late-time", ratio, levels), lambda: late_time(result.time, result.gap, guess)
    )
    return result, measured


def exact_approach(result: Result) -> Approach:
    """Return the exact law by which Delta(t) of a clean trajectory of phase II comes to rest."""
    approach = result.problem.clean_state.approach
    assert approach is not None
    return approach


def omitted(result: Result) -> float:
    """Return the relative size of what the late-time law leaves out, (nu ln(t)/t)^2 at T_MAX."""
    gap = result.problem.clean_state.gap_steady
    nu = exact_approach(result).drift
    return (nu * (1.0 + math.log(gap * T_MAX)) / (gap * T_MAX)) ** 2
