"""Trajectories of other codes: read, described, held against what is exact, and diagnosed."""

from higgs_num.foreign.comparison import Comparison, NotApplied, Outcome
from higgs_num.foreign.diagnosis import Named
from higgs_num.foreign.examination import Examination, examine
from higgs_num.foreign.reading import read
from higgs_num.foreign.setting import Setting, Theory
from higgs_num.foreign.trajectory import Trajectory

__all__ = [
    "Comparison",
    "Examination",
    "Named",
    "NotApplied",
    "Outcome",
    "Setting",
    "Theory",
    "Trajectory",
    "examine",
    "read",
]
