"""Quenches of the coupling: Eqs. (9)-(11) in time."""

from higgs_num.levels import Levels, continuum_levels
from higgs_num.quench.drive import Modulation, Pulse, Ramp
from higgs_num.quench.many import run_all
from higgs_num.quench.problem import Problem
from higgs_num.quench.result import Result
from higgs_num.quench.run import resume, run
from higgs_num.quench.steppers import (
    RK4,
    Composition,
    Cvode,
    Heyoka,
    MultiProduct,
    SolveIvp,
    Stepper,
)

__all__ = [
    "RK4",
    "Composition",
    "Cvode",
    "Heyoka",
    "Levels",
    "Modulation",
    "MultiProduct",
    "Problem",
    "Pulse",
    "Ramp",
    "Result",
    "SolveIvp",
    "Stepper",
    "continuum_levels",
    "resume",
    "run",
    "run_all",
]
