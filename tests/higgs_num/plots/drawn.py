"""One cheap value for every figure, made when it is asked for."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import higgs
from higgs_num.kinetic import KineticQuench, KineticResult, solve
from higgs_num.oracle import Ensemble, EnsembleResult, simulate
from higgs_num.quench import Problem, Result, run
from higgs_num.steady import SteadyState, steady_state


@cache
def clean() -> Result:
    return run(Problem(0.5, 1.0, levels=100, t_max=10.0))


@cache
def closed() -> Result:
    return run(Problem(0.9, 1.0, rate_s=0.1, levels=100, t_max=10.0))


@cache
def exact() -> KineticResult:
    return solve(KineticQuench(gap_initial=0.9, gap_final=1.0, rate_s=0.1, t_max=4.0))


@cache
def samples() -> EnsembleResult:
    return simulate(Ensemble(0.9, 1.0, rate_s=0.1, levels=30, realisations=2, t_max=4.0))


def steady() -> SteadyState:
    return steady_state(0.1, 1.0, 10.0)


def spectrum(temperature: float = 0.0) -> Any:
    from higgs_num.response import thermal_spectrum

    omega = np.linspace(0.2, 4.0, 20)
    return thermal_spectrum(omega, 0.1, temperature) if temperature else higgs.spectrum(omega, 0.1)


def tail() -> Any:
    from higgs_num.response import step_response

    return step_response(np.linspace(1.0, 20.0, 20), 0.1)


def wire() -> Any:
    from higgs_num import currents

    return currents.wire([0.0, 0.5], 0.1)


def conductivity() -> Any:
    from higgs_num import currents

    return currents.conductivity(np.linspace(0.5, 4.0, 10), 0.1)


def film_conductivity() -> Any:
    frequency = np.linspace(0.1, 3.0, 10)
    return higgs.conductivity(
        9.0, material="NbN", Tc0_K=15.0, temperature_K=4.0, frequency_THz=frequency
    )


@cache
def examined() -> Any:
    return higgs.check(closed())


def swept(folder: Path) -> Any:
    plan = {"kind": "mode", "axes": {"rate_s": [0.1, 0.2]}, "outputs": ["closure_pole"]}
    return higgs.sweep(plan, folder / "store", workers=1)


def catalogued() -> Any:
    from higgs_num.catalogue import reference

    return reference("clean-phase-2-up")


# Name in `higgs_num.plots` -> arguments; a folder is at hand.
ARGUMENTS: Mapping[str, Callable[[Path], tuple[Any, ...]]] = {
    "asymptote": lambda _: (clean(),),
    "asymptotes": lambda _: ([clean()],),
    "closure_diagram": lambda _: (),
    "closure_maps": lambda _: ("odd",),
    "comparison": lambda _: (exact(),),
    "difference_diagram": lambda _: (),
    "distribution": lambda _: (steady(),),
    "draw_conductivity": lambda _: (conductivity(),),
    "draw_spectrum": lambda _: (spectrum(),),
    "draw_tail": lambda _: (tail(),),
    "draw_thermal": lambda _: ([spectrum(0.2), spectrum(0.4)],),
    "draw_wire": lambda _: (wire(),),
    "exact_diagram": lambda _: (),
    "examination": lambda _: (examined(),),
    "films": lambda _: (higgs.film([9.0, 12.0], Tc0_K=15.0),),
    "kinetic": lambda _: (exact(),),
    "late_gap": lambda _: (steady(),),
    "local_spectrum": lambda _: (exact(),),
    "oracle": lambda _: ([samples()],),
    "phase_diagram": lambda _: ([10.0],),
    "reference": lambda _: (catalogued(),),
    "steady_state_figure": lambda _: (steady(),),
    "sweep": lambda folder: (swept(folder), "closure_pole"),
    "trajectory": lambda _: (closed(),),
}
