"""With impurities: the undamped mode of (9), and the exact linear response after small quenches."""

import math

import numpy as np

from higgs_num.foreign.case import Case
from higgs_num.foreign.check import Check
from higgs_num.foreign.comparison import Comparison
from higgs_num.foreign.setting import Theory
from higgs_num.levels import HalfLevels, LevelSet
from higgs_num.quench import Closure
from higgs_num.signals import Kind

SMALL = 0.1  # relative change of the gap
NODES = 1500  # of a continuum in which the mode is found: to 1e-10 for gaps of a tenth


def _closure_mode(case: Case) -> tuple[Comparison, ...] | str:
    from higgs_num.response.closure import closure_mode

    s = case.setting
    if s.chosen_theory is not Theory.CLOSURE:
        return f"the mode is one of (9), and this is {s.chosen_theory.told}"
    if s.closure is Closure.ODD:
        return "the mode is that of static sources; those of the closure odd are resonant"
    if s.gap_initial is None or s.gap_final is None:
        return "gap_initial and gap_final must be given"
    change = abs(s.gap_initial / s.gap_final - 1.0)
    if change > SMALL:
        return f"the quench changes the gap by {change:.2g}: the pole is that of small ones"
    if not s.rate_s > s.rate_u:
        return "without 1/tau_s > 1/tau_u there is no undamped mode"
    levels: LevelSet | None = case.levels
    if levels is None and (s.cutoff is None or math.isinf(s.cutoff)):
        return "a finite cutoff (or the levels) must be given"
    found = case.described
    if found.kind is not Kind.PERSISTENT or found.frequency is None:
        return f"the record does not come to an undamped oscillation ({found.kind})"
    if levels is None:
        assert s.cutoff is not None
        levels = HalfLevels.continuum(s.cutoff, 0.1 * s.gap_final, NODES)
    return (
        Comparison(
            check="closure-mode",
            quantity="frequency of the undamped oscillation",
            measured=found.frequency.value,
            uncertainty=0.5 * found.frequency.uncertainty,
            exact=closure_mode(levels, s.gap_final, s.rate_s, s.rate_u),
            tolerance=2.0 * (case.accuracy + change**2) * case.unit,
            reason=f"{case.why}, and the square of the quench, which linear response leaves out",
            method="pole of (9) linearised about its equilibrium (closure_mode.pole_integrand)",
        ),
    )


def _exact_response(case: Case) -> tuple[Comparison, ...] | str:
    from higgs_num.response import step_response

    s = case.setting
    if s.chosen_theory is not Theory.EXACT:
        return f"it is that of the exact theory, and this is {s.chosen_theory.told}"
    if s.gap_initial is None or s.gap_final is None:
        return "gap_initial and gap_final must be given"
    change = abs(s.gap_initial / s.gap_final - 1.0)
    if change == 0.0:
        return "gap_initial is gap_final: nothing responds"
    if change > SMALL:
        return f"the quench changes the gap by {change:.2g}, which is not small"
    if not s.rate_s > 0.0:
        return "it is computed for rate_s > 0; nonmagnetic impurities alone leave Delta(t) clean"
    if s.cutoff is not None and math.isfinite(s.cutoff):
        return "it is computed for an infinite band, and the cutoff is finite"
    if s.temperature > 0.0:
        return "the response in time is computed at temperature 0"
    t, gap = case.compared
    exact = step_response(t * s.gap_final, s.rate_s / s.gap_final)
    seen = (gap - s.gap_initial) / (s.gap_final - s.gap_initial)
    return (
        Comparison(
            check="exact-response",
            quantity="largest difference of delta Delta(t) over its final value",
            measured=float(np.max(np.abs(seen - exact.value))),
            exact=0.0,
            tolerance=case.accuracy / change + change,
            uncertainty=float(np.max(exact.error)),
            reason=f"{case.why}, over the change of the gap, and what linear response leaves out",
            method="linear response of the Abrikosov-Gor'kov theory, infinite cutoff",
        ),
    )


CLOSURE_MODE = Check(
    "closure-mode", "(9), small quench: frequency of the amplitude mode", "paper (13), corrected",
    _closure_mode,
)  # fmt: skip
EXACT_RESPONSE = Check(
    "exact-response", "Exact theory, small quench: linear response", "docs/response.md",
    _exact_response,
)  # fmt: skip
