"""The exact nonlinear quench of the self-consistent Born theory: U(t,t') and C(t,t') in full."""

from higgs_num.kinetic.follow import Method
from higgs_num.kinetic.problem import Band, KineticQuench
from higgs_num.kinetic.result import KineticResult
from higgs_num.kinetic.run import resume, solve

__all__ = ["Band", "KineticQuench", "KineticResult", "Method", "resume", "solve"]
