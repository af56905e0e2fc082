"""Quenches of random matrices."""

import numpy as np

from higgs_num.results.units import ENERGY, ONE, TIME
from higgs_num.sweeps.kinds.kind import Computed, Kind, Output, Parameter, Point, chosen, code_of
from higgs_num.sweeps.kinds.trajectory import OUTPUTS, SHARED, USUAL, outputs_of, saved_times

PARAMETERS = {
    "gap_initial": Parameter(ENERGY, "equilibrium gap before"),
    "gap_final": Parameter(ENERGY, "equilibrium gap after", 1.0),
    "rate_s": Parameter(ENERGY, "1/tau_s, paramagnetic", 0.0),
    "rate_u": Parameter(ENERGY, "1/tau_u, nonmagnetic", 0.0),
    "cutoff": Parameter(ENERGY, "half-width of the band", 4.0),
    "levels": Parameter(ONE, "number of levels", 200),
    "realisations": Parameter(ONE, "number of samples", 4),
    "seed": Parameter(ONE, "of the random numbers", 1),
    "t_max": Parameter(TIME, "last time", 20.0),
    "save_every": Parameter(TIME, "time between saves", 0.25),
}


def _compute(point: Point, outputs: tuple[str, ...]) -> Computed:
    from higgs_num.oracle import Ensemble, simulate

    found = simulate(Ensemble(**point), workers=1)  # type: ignore[arg-type]
    computed = outputs_of(found.time, found.mean, outputs)
    error = found.standard_error if len(found.gap) > 1 else np.full(found.time.size, np.nan)
    return chosen({**computed, "standard_error": error}, outputs)


ORACLE = Kind(
    "oracle",
    "random matrices after a quench, the mean over samples",
    PARAMETERS,
    {
        **OUTPUTS,
        "standard_error": Output(ENERGY, "standard error of the mean", ("time",)),
    },
    USUAL,
    _compute,
    # Products of matrices; a step takes about a phase of 1.25 at the cutoff.
    lambda p: 0.5
    + 2e-10
    * float(p["realisations"])
    * float(p["levels"]) ** 3
    * float(p["t_max"])
    * float(p["cutoff"]),
    code_of(
        "core",
        "equilibrium",
        "inputs",
        "levels",
        "oracle",
        "signals",
        "sweeps/outcome.py",
        kinds=("oracle", "trajectory",),
    ),
    saved_times,
    SHARED,
)  # fmt: skip
