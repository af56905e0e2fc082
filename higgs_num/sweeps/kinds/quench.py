"""Quenches of Eq. (9)."""

from typing import Any

from higgs_num.results.units import ENERGY, ONE, TIME
from higgs_num.sweeps.kinds.kind import Computed, Kind, Parameter, Point, chosen, code_of
from higgs_num.sweeps.kinds.trajectory import OUTPUTS, SHARED, USUAL, outputs_of, saved_times

PARAMETERS = {
    "gap_initial": Parameter(ENERGY, "equilibrium gap before"),
    "gap_final": Parameter(ENERGY, "equilibrium gap after", 1.0),
    "rate_s": Parameter(ENERGY, "1/tau_s, paramagnetic", 0.0),
    "rate_u": Parameter(ENERGY, "1/tau_u, nonmagnetic", 0.0),
    "temperature": Parameter(ENERGY, "k_B T at the start; gaps are those at T", 0.0),
    "cutoff": Parameter(ENERGY, "cutoff omega_D", 10.0),
    "levels": Parameter(ONE, "number of levels", 15_024),
    "t_max": Parameter(TIME, "last time", 300.0),
    "save_every": Parameter(TIME, "time between saves", 0.125),
    "closure": Parameter(ONE, "sin(theta) in the sources of (9)", "even"),
    "start": Parameter(ONE, "state before the quench", "equilibrium"),
    "tol": Parameter(ONE, "error of Delta(t)/gap_final", 1e-8),
}


def _problem(point: Point) -> Any:
    from higgs_num.quench import Problem

    return Problem(**{name: one for name, one in point.items() if name != "tol"})  # type: ignore[arg-type]


def _compute(point: Point, outputs: tuple[str, ...]) -> Computed:
    from higgs_num.quench import gap_of

    problem = _problem(point)
    found = gap_of(problem, float(point["tol"]))
    return chosen(outputs_of(problem.times, found.gap, outputs), outputs)


def _seconds(point: Point) -> float:
    # Measured: 25 ms at t = 300 with a cutoff of 10, in steps times nodes, and what does not grow.
    t, cutoff = float(point["t_max"]), float(point["cutoff"])
    return 0.006 + 0.02 * (t / 300.0) * (cutoff / 10.0) * max(0.3, t * cutoff / 3000.0)


QUENCH = Kind(
    "quench",
    "Eq. (9) after a quench",
    PARAMETERS,
    OUTPUTS,
    USUAL,
    _compute,
    _seconds,
    code_of(
        "core",
        "drives",
        "equilibrium",
        "inputs",
        "levels",
        "quench",
        "signals",
        "steady",
        "sweeps/outcome.py",
        kinds=("quench", "trajectory",),
    ),
    saved_times,
    SHARED,
)  # fmt: skip
