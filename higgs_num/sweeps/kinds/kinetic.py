"""Quenches of the exact theory."""

from typing import Any

from higgs_num.results.units import ENERGY, ONE, TIME
from higgs_num.sweeps.kinds.kind import Computed, Kind, Output, Parameter, Point, chosen, code_of
from higgs_num.sweeps.kinds.trajectory import OUTPUTS, SHARED, USUAL, outputs_of, saved_times

PARAMETERS = {
    "gap_initial": Parameter(ENERGY, "equilibrium gap before"),
    "gap_final": Parameter(ENERGY, "equilibrium gap after, at temperature 0", 1.0),
    "rate_s": Parameter(ENERGY, "1/tau_s, paramagnetic", 0.0),
    "rate_u": Parameter(ENERGY, "1/tau_u, nonmagnetic", 0.0),
    "cutoff": Parameter(ENERGY, "half-width of the band", 5.0),
    "band": Parameter(ONE, "density of states", "semicircle"),
    "temperature": Parameter(ENERGY, "of the state before", 0.0),
    "t_max": Parameter(TIME, "last time", 30.0),
    "save_every": Parameter(TIME, "time between saves", 0.125),
    "tol": Parameter(ONE, "error of Delta(t)/gap_final", 1e-6),
}


def _problem(point: Point) -> Any:
    from higgs_num.kinetic import KineticQuench

    return KineticQuench(**{name: one for name, one in point.items() if name != "tol"})  # type: ignore[arg-type]


def _compute(point: Point, outputs: tuple[str, ...]) -> Computed:
    from higgs_num.kinetic import solve

    found = solve(_problem(point), tol=float(point["tol"]), threads=1)
    computed = outputs_of(found.time, found.gap, outputs)
    return chosen({**computed, "error": found.error}, outputs)


def _seconds(point: Point) -> float:
    # Measured: 1.7 s at t = 30 and W = 5 with tol = 1e-6; steps go as t W, history once more.
    work = float(point["t_max"]) * float(point["cutoff"]) / 150.0
    return float(1.7 * work**1.7)


KINETIC = Kind(
    "kinetic",
    "the exact theory after a quench",
    PARAMETERS,
    {**OUTPUTS, "error": Output(ONE, "estimated error of Delta(t)/gap_final")},
    USUAL,
    _compute,
    _seconds,
    code_of(
        "core",
        "drives",
        "inputs",
        "kinetic",
        "signals",
        "steady",
        "sweeps/outcome.py",
        kinds=("kinetic", "trajectory",),
    ),
    saved_times,
    SHARED,
)  # fmt: skip
