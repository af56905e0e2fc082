"""Exact long-time states of the clean problem."""

from higgs_num.steady.state import SteadyState, steady_state

__all__ = ["SteadyState", "steady_state"]
