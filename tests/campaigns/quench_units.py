"""What quenches, levels, drives and random samples give in any unit, as rows of the campaign."""

from collections.abc import Callable
from typing import Any, get_args

import numpy as np

from higgs_num.drives import Drive, Modulation, Pulse, Ramp
from higgs_num.inputs import SavedTimes
from higgs_num.kinetic import KineticQuench, solve
from higgs_num.levels import HalfLevels, Levels, LevelSet, continuum_levels
from higgs_num.oracle import Ensemble, equilibrium, simulate
from higgs_num.oracle.palindromes import BLANES_MOAN
from higgs_num.oracle.run import realise
from higgs_num.quench import (
    RK4,
    Composition,
    MultiProduct,
    Observable,
    Problem,
    SolveIvp,
    Stepper,
    run,
    run_all,
)
from higgs_num.quench.steppers.solve_ivp import Method
from tests.campaigns.scaled import Measured, Scaled

LEAST, MOST = 1.25e-25, 2.5e24  # gaps of 0.8 and a cutoff of 4 are in the stated range


def _problem(c: float, **changes: Any) -> Problem:
    inputs: dict[str, Any] = {
        "gap_initial": 0.8 * c, "gap_final": c, "rate_s": 0.125 * c, "rate_u": 0.0625 * c,
        "cutoff": 4.0 * c, "levels": 40, "t_max": 3.0 / c, "save_every": 0.25 / c,
        "closure": "odd",
    }  # fmt: skip
    return Problem(**{**inputs, **changes})


def _measured(result: Any) -> Measured:
    # Without the change of lengths, which belongs to the end of whatever step is nearest.
    return {
        "time": (result.time, -1),
        "gap": (result.gap, 1),
        "energy": (result.energy, 2),
        "final_spins": (result.final_spins, 0),
        "probe_spins": (result.probe_spins, 0),
        "levels": (result.levels.energies, 1),
        **{name: (values, 1) for name, values in result.observables.items()},
    }


def _quench(make: Callable[[float], Stepper]) -> Callable[[float], Measured]:
    return lambda c: _measured(run(_problem(c), make(c)))


def _general(method: Method) -> Callable[[float], Measured]:
    stepper = SolveIvp(method, 1e-9, 1e-10)
    return lambda c: _measured(run(_problem(c, levels=16, t_max=1.0 / c), stepper))


def _driven(drive: Callable[[float], Drive]) -> Callable[[float], Measured]:
    return lambda c: _measured(run(_problem(c, drive=drive(c)), MultiProduct()))


def _levels(make: Callable[[float], LevelSet]) -> Callable[[float], Measured]:
    def measured(c: float) -> Measured:
        levels = make(c)
        return {"energies": (levels.energies, 1), "weights": (levels.weights, 1)}

    return measured


def _x(eps: Any, S: Any, t: float) -> Any:
    return S[0] + 0.0 * eps


def _watched(c: float) -> Measured:
    problem = _problem(c, probes=(0.5 * c, -c), save_at=[0.1 / c, 2.0 / c])
    return _measured(run(problem, observe=[Observable("x", _x)]))


def _lattice(c: float) -> Measured:
    levels = Levels(np.array([-1.0, -0.75, 0.5, 1.25]) * c, np.array([0.5, 1.0, 0.75, 0.5]) * c)
    return _measured(run(_problem(c, levels=levels, t_max=2.0 / c, gap_steady=0.8 * c)))


def _ensemble(c: float) -> Ensemble:
    return Ensemble(
        0.8 * c, c, rate_s=0.25 * c, rate_u=0.125 * c, cutoff=4.0 * c, levels=16, realisations=2,
        t_max=4.0 / c, save_every=0.25 / c,
    )  # fmt: skip


def _realised(c: float) -> Measured:
    one = realise(_ensemble(c), 0, BLANES_MOAN)
    return {
        "gap": (one.gap, 1), "coupling": (one.coupling_final, 0), "edge": (one.edge_initial, 1),
    }  # fmt: skip


def _simulated(c: float) -> Measured:
    result = simulate(_ensemble(c), workers=1)
    return {"time": (result.time, -1), "gap": (result.gap, 1)}


def _equilibrium(c: float) -> Measured:
    state = equilibrium(c, 0.25 * c, cutoff=4.0 * c, levels=16, realisations=2, workers=1)
    return {
        "energies": (state.energies, 1), "coupling": (state.coupling, 0),
        "density": (state.density(np.linspace(0.0, 4.0 * c, 5))[0], 0),
    }  # fmt: skip


def _kinetic(c: float) -> Measured:
    problem = KineticQuench(
        0.8 * c, c, rate_s=0.125 * c, rate_u=0.0625 * c, cutoff=4.0 * c, t_max=1.0 / c,
        save_every=0.25 / c, temperature=0.125 * c,
    )  # fmt: skip
    result = solve(problem, tol=1e-3)
    return {
        "time": (result.time, -1), "gap": (result.gap, 1), "energy": (result.energy, 2),
        "past": (result.past, -1), "retarded": (result.retarded, 0),
    }  # fmt: skip


STEPS = "round-off of times and levels, grown over 3/Delta, and two steps for a tolerance of 1e-10"
SAME_STEPS = "round-off of times and levels, grown over 3/Delta"
LOCAL = "scipy begins with a step that depends on the unit; local errors of 1e-10 add up"
SWEEPS = "iterations of a panel end at 1e-9, where round-off may add or save the last one"
EIGEN = "eigenvalues to 1e-15 of the cutoff, and the round-off of some thirty steps"
RULE = "round-off of nodes and weights, which are found by iteration"

UNITS = (
    Scaled("run, MultiProduct", _quench(lambda _: MultiProduct()), LEAST, MOST, 1e-9, STEPS),
    Scaled("run, Composition", _quench(lambda _: Composition()), LEAST, MOST, 1e-9, STEPS),
    Scaled("run, fixed steps", _quench(lambda c: MultiProduct(order=8, longest_step=0.125 / c)),
           LEAST, MOST, 1e-12, SAME_STEPS),
    Scaled("run, RK4", _quench(lambda c: RK4(0.0625 / c)), LEAST, MOST, 1e-12, SAME_STEPS),
    *(
        Scaled(f"run, SolveIvp {method}", _general(method), LEAST, MOST, 1e-6, LOCAL, exact=False)
        for method in get_args(Method)
    ),
    Scaled("run, clean", lambda c: _measured(run(_problem(c, rate_s=0.0, rate_u=0.0))),
           LEAST, MOST, 1e-9, STEPS),
    Scaled("run, many levels by few", lambda c: _measured(run(_problem(c, levels=4000))),
           LEAST, MOST, 1e-9, STEPS),
    Scaled("run, probes and observables", _watched, LEAST, MOST, 1e-9, STEPS),
    Scaled("run, given levels", _lattice, LEAST, MOST, 1e-9, STEPS),
    Scaled("run_all", lambda c: _measured(run_all([_problem(c)], threads=1)[0]),
           LEAST, MOST, 1e-9, STEPS),
    Scaled("Ramp", _driven(lambda c: Ramp(2.0 / c)), LEAST, MOST, 1e-9, STEPS),
    Scaled("Pulse", _driven(lambda c: Pulse(0.25, 0.5 / c, 1.0 / c)), LEAST, MOST, 1e-9, STEPS),
    Scaled("Modulation", _driven(lambda c: Modulation(0.25, 2.0 * c)), LEAST, MOST, 1e-9, STEPS),
    Scaled("SavedTimes", lambda c: {"times": (SavedTimes(2.0 / c, 0.5 / c).times, -1)},
           1e-39, 1e39, 1e-14, "one rounding of each time"),
    Scaled("Levels.uniform", _levels(lambda c: Levels.uniform(4.0 * c, 10)), 1e-150, 2.5e149,
           1e-14, "one rounding of each level"),
    Scaled("HalfLevels.continuum", _levels(lambda c: HalfLevels.continuum(4.0 * c, c, 10)),
           1e-150, 2.5e149, 1e-13, RULE),
    Scaled("continuum_levels",
           _levels(lambda c: continuum_levels(4.0 * c, gap=c, t_max=2.0 / c)),
           1e-25, 2.5e24, 1e-11, RULE),
    Scaled("kinetic.solve", _kinetic, LEAST, MOST, 1e-9, SWEEPS),
    Scaled("realise", _realised, LEAST, MOST, 1e-10, EIGEN, exact=False),
    Scaled("simulate", _simulated, LEAST, MOST, 1e-10, EIGEN, exact=False, slow=True),
    Scaled("oracle.equilibrium", _equilibrium, LEAST, MOST, 1e-10, EIGEN, exact=False, slow=True),
)  # fmt: skip
