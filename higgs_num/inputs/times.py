"""The times at which a trajectory is recorded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.inputs.ranges import duration
from higgs_num.inputs.settle import settle
from higgs_num.inputs.vectors import real_array
from higgs_sym.ground.errors import ArgumentError, integer, told

MOST_SAVED = 10_000_000
ROUNDED = 1e-12  # of t_max: a time that is so little later is t_max, worked out in another way


@dataclass(frozen=True)
class SavedTimes:
    """Multiples of `save_every` from 0 to `t_max`, or the increasing times `save_at`.

    Parameters
    ----------
    t_max, save_every
        Last time and distance of saved times, between 1e-40 and 1e40, in the inverse unit of the
        gaps. The last multiple counts although rounding may put it a part in 1e12 beyond `t_max`.
    save_at
        Saved times instead of the multiples: in [0, t_max], the last one > 0. As a multiple may,
        the last may lie beyond `t_max` by rounding, a part in 1e12 (3*0.1 is more than 0.3); it is
        kept as it is given. Any sequence of numbers is taken and becomes a tuple, which can be
        compared and hashed.
    most
        Largest number of saved times, at most 10 000 000.

    Raises
    ------
    ArgumentError
        If a value breaks a rule above.
    """

    t_max: float
    save_every: float
    save_at: Sequence[float] | Vector | None = None
    most: int = MOST_SAVED

    def __post_init__(self) -> None:
        settle(
            self,
            save_every=duration("save_every", self.save_every),
            t_max=duration("t_max", self.t_max),
            most=integer("most", self.most, least=1, most=MOST_SAVED),
        )
        if self.save_at is not None:
            settle(self, save_at=self._checked(self.save_at))
            return
        if self.t_max < self.save_every:
            rule = f"be >= save_every, {told(self.save_every)}"
            raise ArgumentError("t_max", rule, self.t_max)
        if self.t_max / self.save_every > self.most:
            raise ArgumentError(
                "save_every", f"leave at most {self.most} saved times", self.save_every
            )

    def _checked(self, times: Any) -> tuple[float, ...]:
        saved = tuple(real_array("save_at", times).tolist())
        if not 1 <= len(saved) <= self.most:
            rule = f"have 1 to {self.most} times"
            raise ArgumentError("save_at", rule, f"of length {len(saved)}")
        for earlier, later in pairwise(saved):
            if later <= earlier:
                raise ArgumentError("save_at", "increase", f"{told(earlier)} before {told(later)}")
        for time in (saved[0], saved[-1]):
            if not 0.0 <= time <= self.t_max * (1.0 + ROUNDED):
                rule = f"lie in [0, t_max], t_max = {told(self.t_max)}"
                raise ArgumentError("save_at", rule, time)
        if saved[-1] == 0.0:
            raise ArgumentError("save_at", "end later than 0", 0.0)
        duration("save_at", saved[-1])
        return saved

    @property
    def times(self) -> Vector:
        """The saved times (nt,); whole numbers are exact when 1/save_every is whole."""
        if self.save_at is not None:
            return np.array(self.save_at)
        count = math.floor(self.t_max / self.save_every * (1.0 + ROUNDED)) + 1
        per_unit = 1.0 / self.save_every
        if math.isclose(per_unit, round(per_unit), rel_tol=1e-12):
            return np.arange(count).astype(np.float64) / round(per_unit)
        return np.arange(count).astype(np.float64) * self.save_every
