"""Exact steady states of clean quenches."""

import math

from higgs_num.results.units import ENERGY, ENERGY_SQUARED, ONE
from higgs_num.sweeps.kinds.kind import Computed, Kind, Output, Parameter, Point, chosen, code_of

PHASES = ("I", "II", "III")


def _compute(point: Point, outputs: tuple[str, ...]) -> Computed:
    from higgs_num.steady import steady_state

    state = steady_state(
        float(point["gap_initial"]), float(point["gap_final"]), float(point["cutoff"]),
        float(point["temperature"]),
    )  # fmt: skip
    excess = state.excitation_energy
    return chosen(
        {
            "phase": PHASES.index(str(state.phase)),
            "gap_steady": state.gap_steady,
            "second_root": state.roots[1] if len(state.roots) > 1 else 0.0,
            "beta": state.beta if math.isfinite(state.beta) else math.nan,
            "excitation_energy": math.nan if excess is None else excess,
        },
        outputs,
    )


STEADY = Kind(
    "steady",
    "the exact steady state of a clean quench",
    {
        "gap_initial": Parameter(ENERGY, "equilibrium gap before"),
        "gap_final": Parameter(ENERGY, "equilibrium gap after", 1.0),
        "cutoff": Parameter(ENERGY, "cutoff omega_D", math.inf),
        "temperature": Parameter(ENERGY, "of the state before", 0.0),
    },
    {
        "phase": Output(ONE, "phase of the long-time state", classes=PHASES),
        "gap_steady": Output(ENERGY, "larger isolated root, 0 in phase I"),
        "second_root": Output(ENERGY, "smaller isolated root, 0 outside phase III"),
        "beta": Output(ONE, "coupling change 1/lambda_i - 1/lambda_f, NaN for no final attraction"),
        "excitation_energy": Output(ENERGY_SQUARED, "energy over the ground state"),
    },
    ("phase", "gap_steady", "second_root", "beta"),
    _compute,
    lambda _point: 2e-3,
    code_of(
        "core",
        "inputs",
        "signals",
        "steady",
        kinds=("steady",),
    ),
)  # fmt: skip
