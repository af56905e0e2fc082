"""Sweeps: many points, safe to interrupt, one dataset, on a laptop or a cluster."""

from higgs_num.sweeps.cost import Cost, cost
from higgs_num.sweeps.dataset import on_grid, open_sweep, status
from higgs_num.sweeps.export import export
from higgs_num.sweeps.outcome import outcome
from higgs_num.sweeps.plan import Plan, Refine, read_plan
from higgs_num.sweeps.sweep import sweep

__all__ = [
    "Cost",
    "Plan",
    "Refine",
    "cost",
    "export",
    "on_grid",
    "open_sweep",
    "outcome",
    "read_plan",
    "status",
    "sweep",
]
