"""A check: an exact statement, to which trajectories it applies, and what it compares."""

from collections.abc import Callable
from dataclasses import dataclass

from higgs_num.foreign.case import Case
from higgs_num.foreign.comparison import Comparison

Compared = Callable[[Case], tuple[Comparison, ...] | str]


@dataclass(frozen=True)
class Check:
    """One exact statement.

    id, title : name, and the statement in one line
    source : where it comes from
    compare : returns comparisons, or why the statement says nothing about a case
    """

    id: str
    title: str
    source: str
    compare: Compared
