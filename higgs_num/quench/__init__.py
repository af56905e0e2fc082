"""Quenches of the coupling: Eqs. (9)-(11) in time."""

from higgs_num.drives import Modulation, Pulse, Ramp
from higgs_num.levels import Levels, continuum_levels
from higgs_num.quench.closure import Closure
from higgs_num.quench.gap import GapOnly, gap_of
from higgs_num.quench.many import run_all
from higgs_num.quench.observable import Observable
from higgs_num.quench.problem import Problem
from higgs_num.quench.result import Result
from higgs_num.quench.run import resume, run
from higgs_num.quench.start import Start
from higgs_num.quench.steppers import (
    RK4,
    Composition,
    Condensed,
    Cvode,
    Heyoka,
    MultiProduct,
    SolveIvp,
    Stepper,
)

__all__ = [
    "RK4",
    "Closure",
    "Composition",
    "Condensed",
    "Cvode",
    "GapOnly",
    "Heyoka",
    "Levels",
    "Modulation",
    "MultiProduct",
    "Observable",
    "Problem",
    "Pulse",
    "Ramp",
    "Result",
    "SolveIvp",
    "Start",
    "Stepper",
    "continuum_levels",
    "gap_of",
    "resume",
    "run",
    "run_all",
]
