"""All that can be said of a foreign trajectory: what it does, what agrees, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from higgs_num.core.arrays import Vector
from higgs_num.foreign.case import Case
from higgs_num.foreign.checks import CHECKS, TRAJECTORY
from higgs_num.foreign.comparison import Comparison, NotApplied, Outcome
from higgs_num.foreign.diagnosis import Named, diagnose
from higgs_num.foreign.predicted import NotPredicted, Prediction
from higgs_num.foreign.setting import Setting
from higgs_num.foreign.trajectory import Trajectory
from higgs_num.signals import Description
from higgs_sym.ground.errors import ArgumentError, HiggsError, instance, positive
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.shown import Shown

ACCURACY = 1e-3
FINEST, COARSEST = 1e-9, 0.5


@dataclass(frozen=True)
class Examination(Shown):
    """What came out.

    comparisons, not_applied : of each check, what was compared or why nothing was
    named : mistakes that the trajectory follows, the likeliest first
    time, gap : the trajectory;  compared, right : (m,), times at which it is predicted, and what;
        None where nothing is
    unit : gap by which differences are divided

    Examples
    --------
    >>> from higgs_num.catalogue import reference
    >>> from higgs_num.foreign import Setting, Trajectory, examine
    >>> one = reference("clean-phase-3")
    >>> setting = Setting(gap_initial=0.1, gap_final=1.0, cutoff=10.0, levels=400)
    >>> found = examine(Trajectory(one.time, one.gap, setting))
    >>> str(found.outcome), len(found.named)
    ('agrees', 0)
    """

    setting: Setting
    accuracy: float
    described: Description
    comparisons: tuple[Comparison, ...]
    not_applied: tuple[NotApplied, ...]
    named: tuple[Named, ...]
    notes: tuple[str, ...]
    time: Vector
    gap: Vector
    unit: float
    compared: Vector | None
    right: Vector | None

    @property
    def outcome(self) -> Outcome:
        """Differs if anything does; agrees if the whole trajectory does, or all that was compared.

        What the whole trajectory shows, no estimate from a short record can call in question.
        """
        outcomes = [one.outcome for one in self.comparisons]
        if Outcome.DIFFERS in outcomes:
            return Outcome.DIFFERS
        whole = [one.outcome for one in self.comparisons if one.check == TRAJECTORY.id]
        if Outcome.AGREES in whole:
            return Outcome.AGREES
        if outcomes and Outcome.UNDECIDED not in outcomes:
            return Outcome.AGREES
        return Outcome.UNDECIDED

    @property
    def heading(self) -> str:
        """What the mistakes that are named are; empty without any.

        One that leaves more than is accepted may be near for another reason.
        """
        if not self.named:
            return ""
        best = self.named[0]
        if not best.whole:
            times = best.after / best.accepted
            return f"Nearest, but not all of it: what is left is {times:.2g} times what is accepted"
        return "What is wrong" if len(self.named) == 1 else "One of these is wrong"

    def plain(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {
            "outcome": str(self.outcome),
            "accuracy": self.accuracy,
            "setting": self.setting.plain(),
            "comparisons": [one.plain() for one in self.comparisons],
            "not_applied": [one.plain() for one in self.not_applied],
            "mistakes": [one.plain() for one in self.named],
            "description": self.described.plain(),
            "notes": list(self.notes),
        }

    def __str__(self) -> str:
        lines = [f"The trajectory {self.outcome}.", ""]
        if self.comparisons:
            lines += ["  check           measured          exact             tolerance  outcome"]
        for one in self.comparisons:
            lines += [
                f"  {one.check:<15} {one.measured:<17.9g} {_bound(one):<17} {one.tolerance:<10.2g} "
                f"{one.outcome}",
                f"      {one.quantity}; tolerance: {one.reason}",
            ]
        if self.named:
            lines += ["", self.heading]
            lines += [
                f"  {one.sentence}  [{one.mistake}: leaves {one.after:.2g} of {one.before:.2g}]"
                for one in self.named
            ]
        elif self.outcome is Outcome.DIFFERS:
            lines += ["", "No mistake of the table explains it."]
        lines += ["", *(f"  {one.check}: not compared, {one.why}" for one in self.not_applied)]
        lines += ["", "What the trajectory does by itself", f"  {self.described}"]
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])


def _right(case: Case) -> Prediction | None:
    try:
        found = case.right
    except HiggsError:
        return None
    return None if isinstance(found, NotPredicted) else found


def _bound(one: Comparison) -> str:
    return f"{'< ' if one.relation == 'below' else ''}{one.exact:.9g}"


def examine(
    trajectory: Trajectory, *, accuracy: float = ACCURACY, progress: Progress = silent
) -> Examination:
    """Hold a trajectory of another code against all that is known exactly.

    Parameters
    ----------
    trajectory
        Times, gaps, and the quench as far as it is known: what is not known leaves checks out.
    accuracy
        Relative to the gap, that the code claims: 1e-9 to 0.5. Differences up to it are accepted.
    progress
        Called with the done fraction.

    Raises
    ------
    ArgumentError
        If `accuracy` is out of range, or there are fewer than 8 values.

    Examples
    --------
    >>> from higgs_num.catalogue import reference
    >>> from higgs_num.foreign import Setting, Trajectory, examine
    >>> one = reference("clean-phase-3")
    >>> setting = Setting(gap_initial=0.1, gap_final=1.0, cutoff=10.0, levels=400)
    >>> str(examine(Trajectory(one.time, one.gap, setting)).outcome)
    'agrees'
    """
    trajectory = instance("trajectory", trajectory, Trajectory)
    accuracy = positive("accuracy", accuracy)
    if not FINEST <= accuracy <= COARSEST:
        raise ArgumentError("accuracy", f"lie between {FINEST:g} and {COARSEST:g}", accuracy)
    case = Case(trajectory, accuracy)
    described = case.described
    compared: list[Comparison] = []
    left_out: list[NotApplied] = []
    for number, check in enumerate(CHECKS):
        progress(number / (len(CHECKS) + 1))
        try:
            found = check.compare(case)
        except HiggsError as error:
            found = f"it could not be computed: {error}"
        if isinstance(found, str):
            left_out.append(NotApplied(check.id, found))
        else:
            compared.extend(found)
    wrong = any(one.outcome is Outcome.DIFFERS for one in compared)
    progress(len(CHECKS) / (len(CHECKS) + 1))
    named = diagnose(case) if wrong else ()
    predicted = _right(case)
    right = None if predicted is None else predicted.gap
    progress(1.0)
    return Examination(
        trajectory.setting, accuracy, described, tuple(compared), tuple(left_out), named,
        (*trajectory.notes, *case.notes), trajectory.time, trajectory.gap, case.unit,
        None if right is None else case.compared[0], right,
    )  # fmt: skip
