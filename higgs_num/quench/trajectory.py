"""Follow one motion from saved time to saved time: record, report, stop on nonsense."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.progress import Progress, silent
from higgs_num.quench.compression import GaussRule
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.interface import Stepper
from higgs_sym.errors import ComputationError

KEEP_SECONDS = 60.0
CHUNK_SECONDS = 0.05  # between reports of progress; the bits do not depend on it


@dataclass(frozen=True)
class Progressed:
    """How far a trajectory has come: saves so far (done, 3) and the state after the last."""

    record: Vector
    unresolved: float
    arrays: dict[str, Vector]


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
    resumed: Progressed | None = None,
    keep: Callable[[Progressed], None] | None = None,
    keep_every: float = KEEP_SECONDS,
) -> Trajectory:
    """Return the trajectory at `times`, equally spaced from 0.

    `resumed`: where to go on. `keep` is given how far it has come every `keep_every` seconds,
    and when the user interrupts.

    Raises
    ------
    ComputationError
        If the state is no longer finite; the message gives the time.
    """
    record = np.empty((times.size, 3))
    state = stepper.init(equations, float(times[1]))
    done, unresolved = 1, 0.0
    if resumed is None:
        record[0] = stepper.observe(state)
    else:
        state = stepper.restored(state, resumed.arrays)
        done, unresolved = resumed.record.shape[0], resumed.unresolved
        record[:done] = resumed.record
    half_way = int(np.searchsorted(times, times[-1] / 2.0))
    chunk = 1
    at = (done, unresolved, state)  # one name, so that an interruption finds all of it or nothing
    kept = time.perf_counter()
    try:
        while done < times.size:
            stop = min(done + chunk, times.size)
            if done <= half_way < stop:
                stop = half_way + 1
            started = time.perf_counter()
            state, record[done:stop] = stepper.advance(state, stop - done)
            now = time.perf_counter()
            chunk = 2 * chunk if now - started < CHUNK_SECONDS else max(1, chunk // 2)
            chunk = min(chunk, 1 + times.size // 50)
            lost = ~np.isfinite(record[done:stop]).all(axis=1)
            if lost.any():
                first = times[done + int(np.argmax(lost))]
                raise ComputationError(f"Delta(t) is no longer finite at time {first:.6g}")
            if rule is not None and stop == half_way + 1:
                unresolved = rule.unresolved(stepper.spins(state)[0, len(rule.levels) :])
            done = stop
            at = (done, unresolved, state)
            progress((done - 1) / (times.size - 1))
            if keep is not None and now - kept >= keep_every:
                keep(Progressed(record[:done], unresolved, stepper.arrays(state)))
                kept = time.perf_counter()
    except KeyboardInterrupt:
        if keep is not None:
            done, unresolved, state = at
            keep(Progressed(record[:done], unresolved, stepper.arrays(state)))
        raise
    return Trajectory(record, stepper.spins(state), unresolved)
