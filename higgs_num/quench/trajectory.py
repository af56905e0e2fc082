"""Follow one motion from saved time to saved time: record, report, stop on nonsense."""

import time
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.progress import Progress, silent
from higgs_num.quench.compression import GaussRule
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.interface import Stepper
from higgs_sym.errors import ComputationError

CHUNK_SECONDS = 0.05  # between reports of progress; the bits do not depend on it


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
    record[0] = stepper.observe(state)
    unresolved = 0.0
    half_way = int(np.searchsorted(times, times[-1] / 2.0))
    done, chunk = 1, 1
    while done < times.size:
        stop = min(done + chunk, times.size)
        if done <= half_way < stop:
            stop = half_way + 1
        started = time.perf_counter()
        state, record[done:stop] = stepper.advance(state, stop - done)
        chunk = 2 * chunk if time.perf_counter() - started < CHUNK_SECONDS else max(1, chunk // 2)
        lost = ~np.isfinite(record[done:stop]).all(axis=1)
        if lost.any():
            first = times[done + int(np.argmax(lost))]
            raise ComputationError(f"Delta(t) is no longer finite at time {first:.6g}")
        if rule is not None and stop == half_way + 1:
            unresolved = rule.unresolved(stepper.spins(state)[0, len(rule.levels) :])
        done = stop
        progress((done - 1) / (times.size - 1))
    return Trajectory(record, stepper.spins(state), unresolved)
