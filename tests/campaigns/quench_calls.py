"""Public functions of inputs, levels, drives, quench, kinetic and oracle: rows of the campaign."""

from typing import Any

import numpy as np

from higgs_num.drives import DRIVES, Modulation, Pulse, Ramp
from higgs_num.inputs import SavedTimes
from higgs_num.kinetic import KineticQuench, KineticResult, solve, solve_all
from higgs_num.levels import HalfLevels, Levels, continuum_levels
from higgs_num.oracle import (
    Ensemble,
    EnsembleResult,
    equilibrium,
    extrapolate,
    fluctuations,
    simulate,
)
from higgs_num.oracle.palindromes import BLANES_MOAN, Palindrome
from higgs_num.quench import (
    RK4,
    Composition,
    Cvode,
    Heyoka,
    MultiProduct,
    Observable,
    Problem,
    Result,
    SolveIvp,
    resume,
    run,
    run_all,
)
from higgs_num.quench.steppers import METHODS
from higgs_num.results import Curve, Series
from tests.campaigns.calls import Call


def _problem(**changes: Any) -> Problem:
    return Problem(**{"gap_initial": 0.5, "gap_final": 1.0, "levels": 40, "t_max": 2.0, **changes})


def _ensemble_result(levels: int = 8) -> EnsembleResult:
    problem = Ensemble(0.5, 1.0, levels=levels, realisations=3, t_max=1.0, save_every=0.25)
    ones = np.ones(3)
    return EnsembleResult(
        problem, "made up", problem.times, np.ones((3, 5)) + np.arange(15).reshape(3, 5) / 100.0,
        ones, ones, ones, ones, ones, 1.0, {},
    )  # fmt: skip


def _shell(eps: Any, S: Any, t: float) -> Any:
    return S[0] + 0.0 * eps


PROBLEM = {
    "gap_initial": lambda: 0.5, "gap_final": lambda: 1.0, "rate_s": lambda: 0.25,
    "rate_u": lambda: 0.5, "cutoff": lambda: 10.0, "levels": lambda: 40, "t_max": lambda: 2.0,
    "closure": lambda: "even", "start": lambda: "equilibrium", "save_every": lambda: 0.5,
    "drive": lambda: None, "probes": lambda: (0.5,), "save_at": lambda: [0.5, 1.0],
    "W": lambda: None, "theta": lambda: None, "spins": lambda: None, "gap_steady": lambda: 1.0,
}  # fmt: skip
PROBLEM_NUMBERS = (
    "gap_initial", "gap_final", "rate_s", "rate_u", "cutoff", "t_max", "save_every", "gap_steady",
)  # fmt: skip
ENSEMBLE = {
    "gap_initial": lambda: 0.5, "gap_final": lambda: 1.0, "rate_s": lambda: 0.25,
    "rate_u": lambda: 0.5, "cutoff": lambda: 4.0, "levels": lambda: 10, "realisations": lambda: 2,
    "seed": lambda: 1, "t_max": lambda: 1.0, "save_every": lambda: 0.25, "step": lambda: 0.125,
}  # fmt: skip
ENSEMBLE_NUMBERS = (
    "gap_initial", "gap_final", "rate_s", "rate_u", "cutoff", "t_max", "save_every", "step",
)  # fmt: skip
KINETIC = {
    "gap_initial": lambda: 0.5, "gap_final": lambda: 1.0, "rate_s": lambda: 0.25,
    "rate_u": lambda: 0.5, "cutoff": lambda: 4.0, "band": lambda: "flat", "depth": lambda: 2,
    "temperature": lambda: 0.25, "t_max": lambda: 1.0, "save_every": lambda: 0.25,
    "drive": lambda: None, "save_at": lambda: [0.5, 1.0],
}  # fmt: skip
KINETIC_NUMBERS = (
    "gap_initial", "gap_final", "rate_s", "rate_u", "cutoff", "temperature", "t_max", "save_every",
)  # fmt: skip


def _saved(problem: Any) -> Any:
    """Return a problem and what a file would hold of it: it must be possible to save."""
    import json

    return problem, json.dumps(problem.to_dict(), allow_nan=False)


def _method(method: Any) -> Any:
    import json

    return method, json.dumps(METHODS.to_plain(method), allow_nan=False)


def _drive(drive: Any) -> Any:
    import json

    return drive, json.dumps(DRIVES.to_plain(drive), allow_nan=False)


def _bytes(levels: Any) -> Any:
    return levels.energies.tobytes(), levels.weights.tobytes()


NOTHING = dict.fromkeys(("drive", "save_at", "W", "theta", "spins", "gap_steady"), ("None",))
QUICK = (
    Call("Problem", Problem, PROBLEM, PROBLEM_NUMBERS, ("levels",), NOTHING, plain=_saved),
    Call(
        "Problem.from_dict", Problem.from_dict, {"plain": lambda: _problem().to_dict()},
        named=("Problem",),
    ),
    Call(
        "SavedTimes", SavedTimes,
        {"t_max": lambda: 2.0, "save_every": lambda: 0.5, "save_at": lambda: None,
         "most": lambda: 100},
        ("t_max", "save_every"), ("most",), plain=lambda saved: saved.times.tolist(),
    ),
    Call("Ensemble", Ensemble, ENSEMBLE, ENSEMBLE_NUMBERS, ("levels", "realisations", "seed"),
         {"step": ("None",)}, plain=_saved),
    Call("Ensemble.from_dict", Ensemble.from_dict,
         {"plain": lambda: Ensemble(0.5, 1.0).to_dict()}, named=("Ensemble",)),
    Call("KineticQuench", KineticQuench, KINETIC, KINETIC_NUMBERS, ("depth",),
         {**dict.fromkeys(("drive", "save_at"), ("None",)), "cutoff": ("inf",)}, plain=_saved),
    Call("KineticQuench.from_dict", KineticQuench.from_dict,
         {"plain": lambda: KineticQuench(0.5, 1.0).to_dict()}, named=("KineticQuench",)),
    Call("KineticResult.load", KineticResult.load, {"path": lambda: "missing.nc"}),
    Call("Levels", Levels, {"energies": lambda: [-1.0, 1.0], "weights": lambda: [1.0, 1.0]},
         plain=_bytes),
    Call("HalfLevels", HalfLevels, {"energies": lambda: [1.0, 2.0], "weights": lambda: [1.0, 1.0]},
         plain=_bytes),
    Call("Levels.uniform", Levels.uniform, {"cutoff": lambda: 4.0, "count": lambda: 10},
         ("cutoff",), ("count",), plain=_bytes),
    Call("HalfLevels.continuum", HalfLevels.continuum,
         {"cutoff": lambda: 4.0, "width": lambda: 1.0, "count": lambda: 8},
         ("cutoff", "width"), ("count",), plain=_bytes),
    Call("continuum_levels", continuum_levels,
         {"cutoff": lambda: 4.0, "gap": lambda: 1.0, "t_max": lambda: 2.0},
         ("cutoff", "gap", "t_max"), named=("allow_large",), plain=_bytes),
    Call("Ramp", Ramp, {"duration": lambda: 2.0}, ("duration",), plain=_drive),
    Call("Pulse", Pulse, {"height": lambda: 0.5, "start": lambda: 1.0, "duration": lambda: 2.0},
         ("height", "start", "duration"), plain=_drive),
    Call("Modulation", Modulation, {"amplitude": lambda: 0.5, "frequency": lambda: 2.0},
         ("amplitude", "frequency"), plain=_drive),
    Call("MultiProduct", MultiProduct,
         {"tol": lambda: 0.0078125, "order": lambda: 8, "longest_step": lambda: 0.125,
          "threads": lambda: 1},
         ("tol", "longest_step"), ("order", "threads"), plain=_method),
    Call("Composition", Composition,
         {"order": lambda: 8, "tol": lambda: 0.0078125, "longest_step": lambda: 0.125},
         ("tol", "longest_step"), ("order",), {"longest_step": ("None",)}, plain=_method),
    Call("RK4", RK4, {"longest_step": lambda: 0.125}, ("longest_step",), plain=_method),
    Call("SolveIvp", SolveIvp,
         {"method": lambda: "DOP853", "rtol": lambda: 0.0078125, "atol": lambda: 0.0078125},
         ("rtol", "atol"), plain=_method),
    Call("Cvode", Cvode,
         {"method": lambda: "Adams", "rtol": lambda: 0.0078125, "atol": lambda: 0.0078125},
         ("rtol", "atol"), plain=_method),
    Call("Heyoka", Heyoka, {"tol": lambda: 0.0078125, "precision": lambda: "double"},
         ("tol",), (), {"tol": ("None",)}, plain=_method),
    Call("Observable", Observable,
         {"name": lambda: "shell", "function": lambda: _shell, "unit": lambda: "1",
          "long_name": lambda: "", "smooth": lambda: False},
         may={"name": ("text",), **dict.fromkeys(
             ("unit", "long_name"), ("text of a number", "text", "empty text", "text of two lines")
         )}),
    Call("Palindrome", Palindrome,
         {"name": lambda: "mine", "order": lambda: 2, "pairing": lambda: (0.5, 0.5),
          "free": lambda: (1.0,)},
         whole=("order",),
         may={"name": ("text of a number", "text", "empty text", "text of two lines"),
              "free": ("list",)}),
    Call("Series", Series, {"curves": lambda: {"a": Curve(np.ones(2), "1", "")}},
         may={"curves": ("empty dict",)}, named=("name",)),
    Call("fluctuations", fluctuations,
         {"result": _ensemble_result, "start": lambda: 0.0, "stop": lambda: 1.0},
         ("start", "stop"), (),
         {"start": ("-inf",), "stop": ("inf",)}),
    Call("extrapolate", extrapolate,
         {"results": lambda: [_ensemble_result(), _ensemble_result(10)]},
         plain=lambda found: found.gap.tolist()),
    Call("EnsembleResult.window", lambda start, stop: _ensemble_result().window(start, stop),
         {"start": lambda: 0.0, "stop": lambda: 1.0}, ("start", "stop"), (),
         {"start": ("-inf",), "stop": ("inf",)}, plain=lambda found: found[0].tolist()),
    Call("Result.load", Result.load, {"path": lambda: "missing.nc"}),
    Call("resume", resume,
         {"path": lambda: "missing.npz", "threads": lambda: 1, "progress": lambda: _ignored,
          "checkpoint_every": lambda: 60.0, "observe": lambda: (), "allow_large": lambda: False}),
)  # fmt: skip

HUGE = ("int beyond doubles", "int of thousands of digits")  # no more are used than there is work
WORKING = (
    Call("run", run,
         {"problem": lambda: _problem(t_max=0.25), "stepper": lambda: RK4(0.125),
          "compress": lambda: True, "progress": lambda: _ignored, "checkpoint": lambda: None,
          "checkpoint_every": lambda: 1e9, "overwrite": lambda: False, "observe": lambda: (),
          "allow_large": lambda: False},
         ("checkpoint_every",), (),
         {"stepper": ("None",), "compress": ("True",), "overwrite": ("True",),
          "allow_large": ("True",),
          "checkpoint": ("None", "text of a number", "text", "text of two lines")},
         named=("path",), few=True, plain=lambda found: found.gap.tolist()),
    Call("simulate", simulate,
         {"problem": lambda: Ensemble(0.5, 1.0, levels=10, realisations=1, t_max=1.0),
          "palindrome": lambda: BLANES_MOAN, "workers": lambda: 1, "progress": lambda: _ignored,
          "allow_large": lambda: False},
         (), ("workers",), {"workers": ("None", *HUGE), "allow_large": ("True",)}, few=True,
         plain=lambda found: found.gap.tolist()),
    Call("solve", solve,
         {"problem": lambda: KineticQuench(0.5, 1.0, cutoff=2.0, t_max=0.25),
          "tol": lambda: 0.0078125, "threads": lambda: 1, "progress": lambda: _ignored,
          "checkpoint": lambda: None, "checkpoint_every": lambda: 1e9, "overwrite": lambda: False,
          "allow_large": lambda: False},
         ("tol", "checkpoint_every"), ("threads",),
         {"threads": ("None",), "overwrite": ("True",), "allow_large": ("True",),
          "checkpoint": ("None", "text of a number", "text", "text of two lines")},
         named=("path",), few=True, plain=lambda found: found.gap.tolist()),
    Call("solve_all", solve_all,
         {"problems": lambda: [KineticQuench(0.5, 1.0, cutoff=2.0, t_max=0.25)],
          "tol": lambda: 0.0078125, "workers": lambda: 1, "progress": lambda: _ignored,
          "allow_large": lambda: False},
         ("tol",), ("workers",),
         {"allow_large": ("True",), "workers": ("None", *HUGE), "problems": ("empty list",)},
         few=True, plain=lambda found: [one.gap.tolist() for one in found]),
    Call("run_all", run_all,
         {"problems": lambda: [_problem(t_max=0.25)], "stepper": lambda: RK4(0.125),
          "threads": lambda: 1, "compress": lambda: True, "observe": lambda: (),
          "progress": lambda: _ignored},
         (), ("threads",), {"stepper": ("None",), "compress": ("True",), "threads": HUGE}, few=True,
         plain=lambda found: [one.gap.tolist() for one in found]),
    Call("equilibrium", equilibrium,
         {"gap": lambda: 1.0, "rate_s": lambda: 0.25, "rate_u": lambda: 0.5, "cutoff": lambda: 4.0,
          "levels": lambda: 10, "realisations": lambda: 2, "seed": lambda: 1,
          "workers": lambda: 1, "progress": lambda: _ignored},
         ("gap", "rate_s", "rate_u", "cutoff"), ("levels", "realisations", "seed", "workers"),
         {"workers": ("None", *HUGE)}, few=True, plain=lambda found: found.energies.tolist()),
)  # fmt: skip


def _ignored(_done: float) -> None:
    return
