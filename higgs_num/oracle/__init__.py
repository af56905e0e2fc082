"""Random-matrix Bogoliubov-de Gennes dynamics: disorder by brute force, no analytic input."""

from higgs_num.oracle.equilibrium import Equilibrium, equilibrium
from higgs_num.oracle.extrapolation import Extrapolation, extrapolate
from higgs_num.oracle.fluctuations import Fluctuations, fluctuations
from higgs_num.oracle.problem import Problem
from higgs_num.oracle.result import Result
from higgs_num.oracle.run import run

__all__ = [
    "Equilibrium",
    "Extrapolation",
    "Fluctuations",
    "Problem",
    "Result",
    "equilibrium",
    "extrapolate",
    "fluctuations",
    "run",
]
