"""Where the steps of a splitting end: equally long between times that must be hit."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from higgs_num.core.arrays import Indices, Vector
from higgs_sym.ground.errors import ArgumentError, told

MOST_STEPS = 10**15  # beyond it times of neighbouring steps are hardly told apart


def fewest_steps(interval: float, longest_step: float) -> int:
    """Return the fewest steps in an interval that are no longer than `longest_step`."""
    wanted = interval / longest_step * (1.0 - 1e-12)
    if wanted > MOST_STEPS:
        rule = f"leave at most {MOST_STEPS:.0e} steps in a time of {told(interval)}"
        raise ArgumentError("longest_step", rule, longest_step)
    return math.ceil(wanted)


@dataclass(frozen=True)
class Schedule:
    """`steps[i]` equal steps from `stops[i]` to `stops[i + 1]`; stops (n + 1,), steps (n,)."""

    stops: Vector
    steps: Indices

    @classmethod
    def of(cls, stops: Vector, longest_step: float, multiple: int = 1) -> Self:
        """Return the fewest steps that are no longer than `longest_step`.

        Between two stops they are a multiple of so many.
        """
        counts = [
            multiple * fewest_steps(float(d), multiple * longest_step) for d in np.diff(stops)
        ]
        return cls(stops, np.array(counts))

    @property
    def count(self) -> int:
        """Number of all steps."""
        return int(np.sum(self.steps))

    def segment(self, step: int) -> tuple[int, int]:
        """Return between which stops step number `step` lies, and its number there."""
        firsts = np.concatenate([[0], np.cumsum(self.steps)])
        segment = int(np.searchsorted(firsts, min(step, self.count - 1), side="right")) - 1
        return segment, step - int(firsts[segment])

    def length(self, segment: int) -> float:
        """Return how long the steps of a segment are."""
        start, stop = self.stops[segment : segment + 2]
        return float((stop - start) / self.steps[segment])

    def left(self, step: int) -> int:
        """Return how many steps there are from `step` to the next stop."""
        segment, within = self.segment(step)
        return int(self.steps[segment]) - within

    def times(self, step: int, count: int) -> Vector:
        """Return the times (count + 1,) at which the steps from `step` on begin and end."""
        segment, within = self.segment(step)
        start, stop = self.stops[segment : segment + 2]
        total = self.steps[segment]
        i = within + np.arange(count + 1)
        # Both ends are exact.
        times: Vector = np.where(i < total, start + (stop - start) * (i / total), stop)
        return times
