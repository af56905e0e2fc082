"""Follow one motion from saved time to saved time: record, report, stop on nonsense."""

import math
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.progress import Progress, silent
from higgs_num.quench.compression import GaussRule
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.interface import Stepper
from higgs_sym.errors import ComputationError


@dataclass(frozen=True)
class Trajectory:
    """What was recorded: (nt, 3) of Delta, energy, change of |S|; spins (3, N) at the end.

    `unresolved`: what a Gauss rule left out of S^x half-way (`compression`), 0 without one.
    """

    record: Vector
    spins: Vector
    unresolved: float


def follow(
    stepper: Stepper,
    equations: Motion,
    times: Vector,
    *,
    rule: GaussRule | None = None,
    progress: Progress = silent,
) -> Trajectory:
    """Return the trajectory at `times`, equally spaced from 0.

    Raises
    ------
    ComputationError
        If the state is no longer finite; the message gives the time.
    """
    state = stepper.init(equations, float(times[1]))
    record = np.empty((times.size, 3))
    unresolved = 0.0
    half_way = int(np.searchsorted(times, times[-1] / 2.0))
    for i in range(times.size):
        if i:
            state = stepper.step(state)
        record[i] = stepper.observe(state)
        if not all(map(math.isfinite, record[i])):
            raise ComputationError(f"Delta(t) is no longer finite at time {times[i]:.6g}")
        if rule is not None and i == half_way:
            unresolved = rule.unresolved(stepper.spins(state)[0, len(rule.levels) :])
        progress(i / (times.size - 1))
    return Trajectory(record, stepper.spins(state), unresolved)
