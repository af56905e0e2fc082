"""Exact long-time states of the clean problem."""

from higgs_num.steady.approach import Approach
from higgs_num.steady.diagram import SteadyMap, border_gap, steady_map
from higgs_num.steady.phase import Phase
from higgs_num.steady.state import SteadyState, steady_state
from higgs_num.steady.wave import Wave

__all__ = [
    "Approach",
    "Phase",
    "SteadyMap",
    "SteadyState",
    "Wave",
    "border_gap",
    "steady_map",
    "steady_state",
]
