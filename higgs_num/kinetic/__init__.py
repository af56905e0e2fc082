"""The exact nonlinear quench of the self-consistent Born theory: U(t,t') and C(t,t') in full."""

from higgs_num.kinetic.collision import LevelMotion, level_motion
from higgs_num.kinetic.follow import Method
from higgs_num.kinetic.many import solve_all
from higgs_num.kinetic.problem import Band, KineticQuench
from higgs_num.kinetic.result import KineticResult
from higgs_num.kinetic.run import resume, solve

__all__ = [
    "Band",
    "KineticQuench",
    "KineticResult",
    "LevelMotion",
    "Method",
    "level_motion",
    "resume",
    "solve",
    "solve_all",
]
