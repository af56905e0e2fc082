"""Follow one motion from saved time to saved time: record, report, stop on nonsense."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.levels.gauss import GaussRule
from higgs_num.quench.motion import Motion
from higgs_num.quench.parity import even_and_odd
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.steppers.interface import Stepper
from higgs_sym.ground.errors import ArgumentError, ComputationError
from higgs_sym.ground.progress import Progress, silent

KEEP_SECONDS = 60.0
FIRST_CHUNK = 60_000  # levels times steps: milliseconds
CHUNK_SECONDS = 0.05  # between reports of progress; the bits do not depend on it


@dataclass(frozen=True)
class Progressed:
    """How far a trajectory has come: what is recorded so far, and the state after it."""

    record: Recorded
    unresolved: float
    arrays: dict[str, Vector]


@dataclass(frozen=True)
class Trajectory:
    """What was recorded, and the spins (3, N) on all levels at the end.

    `unresolved`: what a Gauss rule left out of S^x half-way (`levels.gauss`), 0 without one.
    """

    record: Recorded
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
    and when the user interrupts or something fails.

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
    parts, done, unresolved = [stepper.observe(state)], 1, 0.0
    if resumed is not None:
        assert stepper.resumable is not None
        _check_start(parts[0], resumed.record)
        _check_shapes(stepper.resumable.arrays(state), resumed.arrays)
        state = stepper.resumable.restored(state, resumed.arrays)
        parts, done, unresolved = [resumed.record], len(resumed.record), resumed.unresolved
    pieces = max(1, FIRST_CHUNK // len(equations.levels))
    at = (len(parts), unresolved, state)  # one name: an interruption finds all of it or nothing
    kept = time.perf_counter()
    try:
        while done < times.size:
            started = time.perf_counter()
            state, record = stepper.advance(state, pieces)
            now = time.perf_counter()
            pieces = 2 * pieces if now - started < CHUNK_SECONDS else max(1, pieces // 2)
            if not record.finite.all():
                when = times[done + int(np.argmin(record.finite))]
                raise ComputationError(f"Delta(t) is no longer finite at time {when:.6g}")
            parts.append(record)
            done += len(record)
            if rule is not None and stepper.time(state) == half_way:
                # The odd part belongs to the hidden sector, which is not summed.
                summed, _ = even_and_odd(stepper.spins(state)[0])
                unresolved = rule.unresolved(summed)
            at = (len(parts), unresolved, state)
            progress(stepper.time(state) / times[-1])
            if keep is not None and now - kept >= keep_every:
                keep(_progressed(stepper, parts, *at))
                kept = time.perf_counter()
    except BaseException:  # the user interrupts, or a function of his own fails
        if keep is not None:
            keep(_progressed(stepper, parts, *at))
        raise
    whole = Recorded.joined(parts).from_row(times.size - asked)
    return Trajectory(whole, stepper.spins(state), unresolved)


def _check_start(own: Recorded, recorded: Recorded) -> None:
    """Raise unless `own`, what is seen at t = 0, begins the record of the stopped run."""
    for name, values in own.observables.items():
        if not np.array_equal(values, recorded.observables[name][:1]):
            raise ArgumentError("observe", "be those of the stopped run", f"another for `{name}`")
    before = recorded.named
    if not all(np.array_equal(values, before[name][:1]) for name, values in own.named.items()):
        raise ValueError("it begins in another state")


def _check_shapes(own: dict[str, Vector], stopped: dict[str, Vector]) -> None:
    """Raise unless the state of the stopped run has the arrays of the problem's own."""
    if {k: v.shape for k, v in own.items()} != {k: v.shape for k, v in stopped.items()}:
        raise ValueError("the state has other shapes than the problem")


def _progressed(
    stepper: Stepper, parts: list[Recorded], count: int, unresolved: float, state: Any
) -> Progressed:
    resumable = stepper.resumable
    assert resumable is not None  # or nothing is to be kept
    return Progressed(Recorded.joined(parts[:count]), unresolved, resumable.arrays(state))
