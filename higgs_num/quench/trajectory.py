"""Follow one motion from saved time to saved time: record, report, stop on nonsense."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.levels.gauss import GaussRule
from higgs_num.quench.motion import Motion
from higgs_num.quench.parity import even_and_odd
from higgs_num.quench.steppers.interface import Stepper
from higgs_sym.ground.errors import ComputationError
from higgs_sym.ground.progress import Progress, silent

KEEP_SECONDS = 60.0
FIRST_CHUNK = 60_000  # levels times steps: milliseconds
CHUNK_SECONDS = 0.05  # between reports of progress; the bits do not depend on it


@dataclass(frozen=True)
class Progressed:
    """How far a trajectory has come: saves so far (done, 3 + 3 p), and the state after them."""

    record: Vector
    unresolved: float
    arrays: dict[str, Vector]


@dataclass(frozen=True)
class Trajectory:
    """What was recorded: (nt, 3 + 3 p) of Delta, energy, change of |S| and S of probes.

    spins (3, N): on all levels at the end.

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
    """Return the trajectory at `times`, increasing from 0.

    `resumed`: where to go on. `keep` is given how far it has come every `keep_every` seconds,
    and when the user interrupts.

    Raises
    ------
    ComputationError
        If the state is no longer finite; the message gives the time.
    """
    asked = times.size
    if times[0] > 0.0:  # steppers begin at t = 0, whether that is asked for or not
        times = np.concatenate([[0.0], times])
    half_way = times[-1] / 2.0
    stops = np.array(equations.breaks if rule is None else (*equations.breaks, half_way))
    state = stepper.init(equations, times, stops)
    first = stepper.observe(state)
    record = np.empty((times.size, len(first)))
    done, unresolved = 1, 0.0
    if resumed is None:
        record[0] = first
    else:
        state = stepper.restored(state, resumed.arrays)
        done, unresolved = resumed.record.shape[0], resumed.unresolved
        record[:done] = resumed.record
    pieces = max(1, FIRST_CHUNK // len(equations.levels))
    at = (done, unresolved, state)  # one name, so that an interruption finds all of it or nothing
    kept = time.perf_counter()
    try:
        while done < times.size:
            started = time.perf_counter()
            state, rows = stepper.advance(state, pieces)
            now = time.perf_counter()
            pieces = 2 * pieces if now - started < CHUNK_SECONDS else max(1, pieces // 2)
            stop = done + len(rows)
            record[done:stop] = rows
            lost = ~np.isfinite(rows).all(axis=1)
            if lost.any():
                when = times[done + int(np.argmax(lost))]
                raise ComputationError(f"Delta(t) is no longer finite at time {when:.6g}")
            if rule is not None and stepper.time(state) == half_way:
                # The odd part belongs to the hidden sector, which is not summed.
                summed, _ = even_and_odd(stepper.spins(state)[0])
                unresolved = rule.unresolved(summed)
            done = stop
            at = (done, unresolved, state)
            progress(stepper.time(state) / times[-1])
            if keep is not None and now - kept >= keep_every:
                keep(Progressed(record[:done], unresolved, stepper.arrays(state)))
                kept = time.perf_counter()
    except KeyboardInterrupt:
        if keep is not None:
            done, unresolved, state = at
            keep(Progressed(record[:done], unresolved, stepper.arrays(state)))
        raise
    return Trajectory(record[times.size - asked :], stepper.spins(state), unresolved)
