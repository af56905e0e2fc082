"""The whole trajectory, point by point."""

import numpy as np

from higgs_num.foreign.case import Case
from higgs_num.foreign.check import Check
from higgs_num.foreign.comparison import Comparison
from higgs_num.foreign.predicted import NotPredicted


def _compare(case: Case) -> tuple[Comparison, ...] | str:
    right = case.right
    if isinstance(right, NotPredicted):
        return right.why
    t, gap = case.compared
    apart = np.abs(gap - right.gap) / case.unit
    return (
        Comparison(
            check="trajectory",
            quantity=f"largest difference of Delta(t) over the gap, up to t = {t[-1]:.6g}",
            measured=float(np.max(apart)),
            exact=0.0,
            tolerance=case.accuracy,
            uncertainty=right.error,
            reason=f"{case.why}; the right one is known to {right.error:.1g}",
            method=f"{t.size} saved times; {right.method}",
        ),
    )


TRAJECTORY = Check(
    "trajectory",
    "Delta(t) at every saved time",
    "(9), (10); self-consistent Born theory; its linear response",
    _compare,
)
