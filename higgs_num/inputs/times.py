"""The times at which a trajectory is recorded."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_sym.ground.errors import ArgumentError, finite, positive

MOST_SAVED = 10_000_000


@dataclass(frozen=True)
class SavedTimes:
    """Multiples of `save_every` from 0 to `t_max`, or the increasing times `save_at`.

    Parameters
    ----------
    t_max, save_every
        Last time and distance of saved times, > 0, in the inverse unit of the gaps.
    save_at
        Saved times instead of the multiples: in [0, t_max], the last one > 0. Any sequence is
        taken and becomes a tuple, which can be compared and hashed.
    most
        Largest number of saved times.

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
        positive("save_every", self.save_every)
        positive("t_max", self.t_max)
        if self.save_at is not None:
            object.__setattr__(self, "save_at", self._checked(self.save_at))
            return
        if self.t_max < self.save_every:
            raise ArgumentError("t_max", f"be >= save_every, {self.save_every:.6g}", self.t_max)
        if self.t_max / self.save_every > self.most:
            raise ArgumentError(
                "save_every", f"leave at most {self.most} saved times", self.save_every
            )

    def _checked(self, times: Sequence[float] | Vector) -> tuple[float, ...]:
        try:
            count = len(times)
        except TypeError:
            raise ArgumentError("save_at", "be a sequence of times", repr(times)) from None
        if not 1 <= count <= self.most:
            raise ArgumentError("save_at", f"have 1 to {self.most} times", f"of length {count}")
        saved = tuple(finite("save_at", time) for time in times)
        for earlier, later in pairwise(saved):
            if later <= earlier:
                raise ArgumentError("save_at", "increase", f"{earlier:.12g} before {later:.12g}")
        for time in (saved[0], saved[-1]):
            if not 0.0 <= time <= self.t_max:
                raise ArgumentError("save_at", f"lie in [0, t_max], t_max = {self.t_max:.6g}", time)
        if saved[-1] == 0.0:
            raise ArgumentError("save_at", "end later than 0", 0.0)
        return saved

    @property
    def times(self) -> Vector:
        """The saved times (nt,); whole numbers are exact when 1/save_every is whole."""
        if self.save_at is not None:
            return np.array(self.save_at)
        # The last multiple counts although rounding may put it beyond t_max by a part in 1e12.
        count = math.floor(self.t_max / self.save_every * (1.0 + 1e-12)) + 1
        per_unit = 1.0 / self.save_every
        if math.isclose(per_unit, round(per_unit), rel_tol=1e-12):
            return np.arange(count).astype(np.float64) / round(per_unit)
        return np.arange(count).astype(np.float64) * self.save_every
