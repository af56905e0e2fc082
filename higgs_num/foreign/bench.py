"""Where mistakes are tried: what (9), the exact theory or its linear response give, quickly."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.foreign.case import Case
from higgs_num.foreign.predicted import NotPredicted, no_levels, predict, quench_of
from higgs_num.foreign.schemes import RIGHT, Equations, Scheme, solve
from higgs_num.foreign.setting import Setting, Theory
from higgs_num.levels import Levels
from higgs_num.quench.motion import Motion, motion

# Of times, and in units of the inverse larger gap: enough to tell mistakes apart.
MOST_TIMES = 2_000
LONGEST = 100.0
LONGEST_EXACT = 40.0
# Of the exact theory: mistakes change much more.
ROUGH = 1e-3
# What has grown beyond, in units of the gap, follows rounding and no equation.
LARGEST = 100.0

Curve = Callable[[Vector], Vector]


@dataclass(frozen=True)
class Bench:
    """A case on times few enough to try many mistakes, none later than `until`."""

    case: Case
    until: float = math.inf
    _motions: dict[object, Motion] = field(default_factory=dict)
    _curves: dict[Setting, Vector | None] = field(default_factory=dict)

    @cached_property
    def window(self) -> tuple[Vector, Vector]:
        """Times and gaps; the revival of the levels, if it is in the data, belongs to them."""
        trajectory, unit = self.case.trajectory, self.case.unit
        exact = self.case.setting.chosen_theory is Theory.EXACT
        last = min(self.until, (LONGEST_EXACT if exact else LONGEST) / unit)
        t, gap = trajectory.time, trajectory.gap
        inside = np.flatnonzero((t >= 0.0) & (t <= last) & (np.abs(gap) <= LARGEST * unit))
        inside = inside[int(self.case.starts_before) :]
        inside = inside[:: max(1, -(-inside.size // MOST_TIMES))]
        return t[inside], gap[inside]

    @property
    def times(self) -> Vector:
        """Times (n,) of the window."""
        return self.window[0]

    def distance(self, predicted: Vector) -> float:
        """Return the largest difference in units of the gap, or of what has grown beyond it.

        Where nothing is predicted nothing is compared; infinite if that is more than half.
        """
        gap = self.window[1]
        known = np.isfinite(predicted)
        if 2 * np.count_nonzero(known) < gap.size or not known.any():
            return float("inf")
        scale = np.maximum(self.case.unit, np.abs(gap[known]))
        return float(np.max(np.abs(gap[known] - predicted[known]) / scale))

    @cached_property
    def right(self) -> Vector | None:
        """What is right at the times of the window, None where it is not known."""
        return self.given(self.case.setting)

    def given(self, setting: Setting, time: float = 1.0, gap: float = 1.0) -> Vector | None:
        """Return `gap` times what a setting gives at `time` times the times of the window."""
        if setting.chosen_theory is not Theory.EXACT:
            return self.solved(setting, time, gap)
        found = self._exact(setting)
        if found is None:
            return None
        # The exact theory is followed once; a stretched time reaches less far.
        known = np.interp(time * self.times, self.times, found, right=np.nan)
        return gap * known

    def solved(
        self,
        setting: Setting,
        time: float = 1.0,
        gap: float = 1.0,
        equations: Equations = RIGHT,
        scheme: Scheme = Scheme.RK4,
        step: float | None = None,
    ) -> Vector | None:
        """Return what equations like (9), by a scheme, or the linear response give."""
        times = time * self.times
        if setting.chosen_theory is Theory.LINEAR:
            found = predict(setting, times, None, ROUGH)
            return None if isinstance(found, NotPredicted) else gap * found.gap
        equations_of = self.motion(setting, float(times[-1]))
        if equations_of is None:
            return None
        return gap * solve(equations_of, times, equations=equations, scheme=scheme, step=step)

    def motion(self, setting: Setting, last: float, **changes: Any) -> Motion | None:
        """Return the equations of a setting up to a time, None where (9) cannot be solved.

        changes : other inputs of the `Problem`
        """
        levels = self.case.trajectory.levels if self._same_levels(setting) else None
        if no_levels(setting, levels) is not None:
            return None
        key = (setting, last, levels, *sorted(changes.items(), key=str))
        if key not in self._motions:
            self._motions[key] = self._motion(setting, levels, last, changes)
        return self._motions[key]

    def _motion(
        self, setting: Setting, levels: Levels | None, last: float, changes: dict[str, Any]
    ) -> Motion:
        uniform = setting.uniform_levels if levels is None else levels
        if uniform is not None:
            # A problem ends at the revival; its equations do not.
            last = min(last, 0.9 * uniform.revival_time)
        problem = quench_of(setting, np.array([0.0, last]), levels)
        return motion(replace(problem, **changes))

    def _same_levels(self, setting: Setting) -> bool:
        own = self.case.setting
        return (setting.cutoff, setting.levels) == (own.cutoff, own.levels)

    def _exact(self, setting: Setting) -> Vector | None:
        if setting not in self._curves:
            found = predict(setting, self.times, None, ROUGH)
            self._curves[setting] = None if isinstance(found, NotPredicted) else found.gap
        return self._curves[setting]
