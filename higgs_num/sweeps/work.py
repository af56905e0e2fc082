"""What a worker does: points, one after the other, each answered as soon as it is there."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from higgs_num.sweeps.identity import code_digest
from higgs_num.sweeps.kinds import kind
from higgs_num.sweeps.kinds.kind import Computed, Point
from higgs_num.sweeps.store import Outcome
from higgs_sym.ground.errors import ComputationError, HiggsError


@dataclass(frozen=True)
class Work:
    """What is done at every point: of this kind, these outputs, by this very code.

    time_limit : seconds that a point may take, None for ever
    """

    kind: str
    outputs: tuple[str, ...]
    code: str
    time_limit: float | None = None


Batch = Sequence[tuple[int, Point]]  # numbers of points, and their parameters


def compute(work: Work, batch: Batch, report: Callable[[Outcome], None]) -> None:
    """Report the outcome of each point.

    Raises
    ------
    ComputationError
        If this process has other code than the one that asks.
    """
    what = kind(work.kind)
    if code_digest(what) != work.code:
        raise ComputationError(
            "A worker has other code or other versions than the driver; install the same there"
        )
    for index, point in batch:
        report(_outcome(work, index, point))


def _outcome(work: Work, index: int, point: Point) -> Outcome:
    started = time.perf_counter()
    try:
        values = kind(work.kind).compute(point, work.outputs)
    except HiggsError as error:
        return Outcome(index, None, str(error), time.perf_counter() - started)
    except MemoryError:
        return Outcome(index, None, "out of memory", time.perf_counter() - started)
    reason = unusable(values, kind(work.kind).outputs)
    seconds = time.perf_counter() - started
    return Outcome(index, None if reason else values, reason, seconds)


def unusable(values: Computed, outputs: Mapping[str, object]) -> str:
    """Return why values cannot be kept; empty if they can: arrays must be finite."""
    for name, one in values.items():
        if name not in outputs:
            return f"`{name}` is no output"
        if np.ndim(one) and not np.all(np.isfinite(one)):
            return f"`{name}` is not finite everywhere"
        if not np.ndim(one) and math.isinf(float(one)):
            return f"`{name}` is infinite"
    return ""
