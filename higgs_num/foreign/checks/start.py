"""What is known at once: the gap after the switch, and how long levels stand for a continuum."""

import math

from higgs_num.equilibrium.coupling import coupling
from higgs_num.foreign.case import Case
from higgs_num.foreign.check import Check
from higgs_num.foreign.comparison import Comparison
from higgs_num.foreign.setting import Theory
from higgs_num.levels import HalfLevels, LevelSet

# Of an integral over the band for the coupling: far more than it needs.
NODES = 400


def _ratio(case: Case, levels: LevelSet) -> float:
    """Return lambda_f/lambda_i."""
    s = case.setting
    assert s.gap_initial is not None
    assert s.gap_final is not None
    final, initial = (
        coupling(levels, gap, s.rate_s, s.rate_u) for gap in (s.gap_final, s.gap_initial)
    )
    return final / initial


def _start(case: Case) -> tuple[Comparison, ...] | str:
    s, t = case.setting, case.trajectory.time
    if s.gap_initial is None or s.gap_final is None:
        return "gap_initial and gap_final must be given"
    if t[0] != 0.0:
        return f"the first time is {t[0]:.6g}, not 0"
    if s.chosen_theory not in (Theory.CLEAN, Theory.CLOSURE):
        return f"the jump belongs to the trajectory as a whole for {s.chosen_theory.told}"
    if s.temperature > 0.0:
        return "the jump is computed for a start at temperature 0"
    levels: LevelSet | None = case.levels
    if levels is None and (s.cutoff is None or math.isinf(s.cutoff)):
        return "a finite cutoff (or the levels) must be given"
    if levels is None:
        assert s.cutoff is not None
        levels = HalfLevels.continuum(s.cutoff, min(s.gap_initial, s.gap_final), NODES)
    exact = s.gap_initial * _ratio(case, levels)
    first = float(case.trajectory.gap[0])
    if case.starts_before:
        return (
            f"the first value, {first:.6g}, is the gap before the switch; at t = 0+ it is "
            f"lambda_f/lambda_i times that, {exact:.6g}"
        )
    return (
        Comparison(
            check="start",
            quantity="Delta(0+)",
            measured=first,
            exact=exact,
            tolerance=case.accuracy * case.unit,
            reason=case.why,
            method="first value; lambda_f/lambda_i times gap_initial, both from the gap equation",
        ),
    )


def _levels(case: Case) -> tuple[Comparison, ...] | str:
    if case.levels is None:
        return "the number of levels is not known"
    last, revival = float(case.trajectory.time[-1]), case.reliable_until
    return (
        Comparison(
            check="levels",
            quantity="last time over the revival time of the levels, pi/spacing",
            measured=last / revival,
            exact=1.0,
            tolerance=1e-9,
            reason="round-off: later than that a finite set of levels is no continuum",
            method=f"{len(case.levels)} levels; revival at t = {revival:.6g}",
            relation="below",
        ),
    )


START = Check("start", "Delta(0+) = Delta_i lambda_f/lambda_i", "gap equation, paper (10)", _start)
LEVELS = Check("levels", "The record ends before the revival of its levels", "pi/spacing", _levels)
