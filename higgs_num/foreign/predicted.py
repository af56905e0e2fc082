"""What Delta(t) must be at the times of a foreign trajectory, by the theory that it follows."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.foreign.setting import Setting, Theory
from higgs_num.levels import Levels, continuum_levels

if TYPE_CHECKING:
    from higgs_num.quench import Problem

# Of what is computed here, beside the accuracy that a trajectory claims.
SHARE = 0.01
FINEST, COARSEST = 1e-9, 1e-4
# Of the exact theory, which costs more.
SHARE_EXACT, FINEST_EXACT, COARSEST_EXACT = 0.1, 1e-8, 1e-4


@dataclass(frozen=True)
class Prediction:
    """Delta (n,), how far it may be wrong in units of the larger gap, and how it was made."""

    gap: Vector
    error: float
    method: str


@dataclass(frozen=True)
class NotPredicted:
    """Why there is no prediction, one sentence."""

    why: str


def predict(
    setting: Setting, times: Vector, levels: Levels | None, accuracy: float
) -> Prediction | NotPredicted:
    """Return Delta at `times` (n,), increasing, >= 0, or why it is not known.

    levels : those of the trajectory, if they are known one by one
    """
    if setting.gap_initial is None or setting.gap_final is None:
        return NotPredicted("gap_initial and gap_final must be given")
    if times.size < 2:
        return NotPredicted("fewer than two saved times come before the revival of the levels")
    if setting.chosen_theory is Theory.LINEAR:
        return _linear(setting, times)
    if setting.chosen_theory is Theory.EXACT:
        return _exact(setting, times, accuracy)
    return _levels(setting, times, levels, accuracy)


def _levels(
    setting: Setting, times: Vector, levels: Levels | None, accuracy: float
) -> Prediction | NotPredicted:
    from higgs_num.quench import MultiProduct, run

    if (why := no_levels(setting, levels)) is not None:
        return NotPredicted(why)
    problem = quench_of(setting, times, levels)
    tol = min(max(SHARE * accuracy, FINEST), COARSEST)
    result = run(problem, MultiProduct(tol))
    gap = result.gap if times[0] == 0.0 else result.gap[1:]
    return Prediction(gap, tol, f"(9), (10) integrated on {_told(setting, levels)}")


def no_levels(setting: Setting, levels: Levels | None) -> str | None:
    """Return why (9) cannot be solved for this setting, or None."""
    if setting.temperature:
        return "trajectories that start at a temperature are not integrated here"
    if levels is None and (setting.cutoff is None or math.isinf(setting.cutoff)):
        return "a finite cutoff (or the levels) must be given"
    return None


def quench_of(setting: Setting, times: Vector, levels: Levels | None) -> "Problem":
    """Return the `higgs_num.quench.Problem` of a setting for which `no_levels` is None."""
    from higgs_num.quench import Closure, Problem

    gaps = float(setting.gap_initial or 0.0), float(setting.gap_final or 0.0)
    cutoff = setting.cutoff
    levels = setting.uniform_levels if levels is None else levels
    if levels is None:
        assert cutoff is not None
        levels = continuum_levels(cutoff, gap=min(gaps), t_max=float(times[-1]))
    reach = float(np.max(np.abs(levels.energies)))
    cutoff = reach if cutoff is None or math.isinf(cutoff) else max(cutoff, reach)
    return Problem(
        *gaps,
        rate_s=setting.rate_s,
        rate_u=setting.rate_u,
        cutoff=cutoff,
        levels=levels,
        closure=setting.closure or Closure.EVEN,
        t_max=float(times[-1]),
        save_at=times if times[0] == 0.0 else np.concatenate([[0.0], times]),
    )


def _told(setting: Setting, levels: Levels | None) -> str:
    if levels is not None:
        return f"the {len(levels)} levels given"
    if setting.levels is not None:
        return f"{setting.levels} equally spaced levels"
    return "levels as dense as a continuum needs"


def _exact(setting: Setting, times: Vector, accuracy: float) -> Prediction | NotPredicted:
    from higgs_num.kinetic import KineticQuench, solve

    if setting.cutoff is None:
        return NotPredicted("cutoff, half the width of the band, must be given (it may be inf)")
    tol = min(max(SHARE_EXACT * accuracy, FINEST_EXACT), COARSEST_EXACT)
    problem = KineticQuench(
        float(setting.gap_initial or 0.0),
        float(setting.gap_final or 0.0),
        rate_s=setting.rate_s,
        rate_u=setting.rate_u,
        cutoff=setting.cutoff,
        band=setting.band,
        temperature=setting.temperature or 0.0,
        t_max=float(times[-1]),
        save_at=times if times[0] == 0.0 else np.concatenate([[0.0], times]),
    )
    result = solve(problem, tol=tol)
    gap = result.gap if times[0] == 0.0 else result.gap[1:]
    return Prediction(gap, tol, "the self-consistent Born equations in full (higgs kinetic)")


def _linear(setting: Setting, times: Vector) -> Prediction | NotPredicted:
    from higgs_num.response import step_response

    if not setting.rate_s > 0.0:
        return NotPredicted("the exact linear response is computed for rate_s > 0")
    gap_initial, gap_final = float(setting.gap_initial or 0.0), float(setting.gap_final or 0.0)
    found = step_response(times * gap_final, setting.rate_s / gap_final)
    change = gap_final - gap_initial
    # The trajectory says that it is linear, about gap_final: nothing of higher order is missing.
    error = float(np.max(found.error)) * abs(change) / gap_final
    method = (
        "exact linear response of the Abrikosov-Gor'kov theory about gap_final, infinite cutoff"
    )
    return Prediction(gap_initial + change * found.value, error, method)
