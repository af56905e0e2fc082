"""Random-matrix Bogoliubov-de Gennes dynamics: disorder by brute force, no analytic input."""

from higgs_num.oracle.equilibrium import Equilibrium, equilibrium
from higgs_num.oracle.extrapolation import Extrapolation, extrapolate
from higgs_num.oracle.fluctuations import Fluctuations, fluctuations
from higgs_num.oracle.problem import Ensemble
from higgs_num.oracle.result import EnsembleResult
from higgs_num.oracle.run import simulate

__all__ = [
    "Ensemble",
    "EnsembleResult",
    "Equilibrium",
    "Extrapolation",
    "Fluctuations",
    "equilibrium",
    "extrapolate",
    "fluctuations",
    "simulate",
]
