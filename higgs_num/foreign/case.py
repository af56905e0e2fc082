"""A trajectory in question, with what is known of it and what it must be."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.foreign.predicted import NotPredicted, Prediction, predict
from higgs_num.foreign.setting import Setting, Theory
from higgs_num.foreign.trajectory import Trajectory
from higgs_num.levels import Levels
from higgs_num.signals import Description, describe
from higgs_num.steady import SteadyState, steady_state

# Of saved times, for the comparison point by point: enough to see every period of 10^3.
MOST_COMPARED = 20_000
# In units of the inverse smaller gap, of the exact theory: a minute or two of one core.
LONGEST_EXACT = 100.0


@dataclass(frozen=True)
class Case:
    """`trajectory`, and the relative `accuracy` that it claims."""

    trajectory: Trajectory
    accuracy: float

    @property
    def setting(self) -> Setting:
        """What is known."""
        return self.trajectory.setting

    @property
    def unit(self) -> float:
        """Gap by which differences of gaps are divided: the larger of those known, or seen."""
        known = [gap for gap in (self.setting.gap_initial, self.setting.gap_final) if gap]
        return max(known) if known else float(np.max(np.abs(self.trajectory.gap)))

    @property
    def why(self) -> str:
        """The reason of most tolerances."""
        return f"the accuracy that is claimed, {self.accuracy:g} of the gap"

    @cached_property
    def starts_before(self) -> bool:
        """Whether the first value is the gap before the switch, which no motion leads to."""
        t, gap, known = self.trajectory.time, self.trajectory.gap, self.setting.gap_initial
        if known is None or t[0] != 0.0 or self.setting.gap_final in (None, known):
            return False
        jump = abs(float(gap[1]) - float(gap[0]))
        return abs(float(gap[0]) - known) <= 1e-9 * known < 1e-3 * jump

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out."""
        notes = []
        if self.starts_before:
            notes.append("the first value is the gap before the switch, and is left out")
        if float(self.trajectory.time[-1]) > self.reliable_until:
            notes.append(
                f"the levels return at t = {self.reliable_until:.6g}: what follows is left out, "
                "but where (9) is compared level by level"
            )
        return tuple(notes)

    @cached_property
    def reliable_until(self) -> float:
        """Last time before the revival of the levels; infinite where their number is unknown."""
        levels = self.levels
        return math.inf if levels is None else levels.revival_time

    @property
    def levels(self) -> Levels | None:
        """The levels, where they are known."""
        return self.trajectory.levels or self.setting.uniform_levels

    @cached_property
    def described(self) -> Description:
        """What the trajectory does by itself, measured without the theory."""
        t, gap = self.trajectory.time, self.trajectory.gap
        inside = t <= self.reliable_until
        inside[0] = inside[0] and not self.starts_before
        return describe(t[inside], gap[inside])

    @cached_property
    def steady(self) -> SteadyState | str:
        """The exact long-time state of the clean problem, or why there is none."""
        setting = self.setting
        if setting.chosen_theory is not Theory.CLEAN:
            told = setting.chosen_theory.told
            return f"the exact steady state is that of clean quenches, and this is {told}"
        if setting.gap_initial is None or setting.gap_final is None:
            return "gap_initial and gap_final must be given"
        if setting.cutoff is None:
            return "cutoff must be given (it may be infinite)"
        return steady_state(
            setting.gap_initial, setting.gap_final, setting.cutoff, setting.temperature or 0.0
        )

    @cached_property
    def compared(self) -> tuple[Vector, Vector]:
        """Times and gaps that are compared point by point."""
        t, gap = self.trajectory.time, self.trajectory.gap
        last = min(float(t[-1]), self.reliable_until)
        if self.setting.chosen_theory is Theory.EXACT:
            last = min(last, LONGEST_EXACT / self.unit)
        inside = np.flatnonzero((t >= 0.0) & (t <= last))[int(self.starts_before) :]
        inside = inside[:: max(1, -(-inside.size // MOST_COMPARED))]
        return t[inside], gap[inside]

    @cached_property
    def right(self) -> Prediction | NotPredicted:
        """What Delta must be at the times of `compared`."""
        return predict(self.setting, self.compared[0], self.trajectory.levels, self.accuracy)
