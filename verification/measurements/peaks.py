"""Where the exact absorption has its peak, and on which side of a bound."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from higgs_num.response import gap_edge, peak
from higgs_sym.ground.errors import ComputationError
from verification.evidence import Evidence, Relation
from verification.lab import Lab


@dataclass(frozen=True)
class FrequencyBound:
    """A frequency to compare with; `level(alpha)` is in units of Delta."""

    name: str
    level: Callable[[float], float]


TWICE_GAP = FrequencyBound("2 Delta", lambda _alpha: 2.0)
TWICE_THRESHOLD = FrequencyBound("2 Delta_th", lambda alpha: 2.0 * gap_edge(alpha))


def absorption_peak(lab: Lab, alpha: float) -> float:
    """Return where Im(1/D^R) is largest, in units of Delta."""
    top = lab.shared(("absorption peak", alpha), lambda: peak(alpha, "absorption"))
    if top is None:
        raise ComputationError(f"Im(1/D^R) has no maximum at alpha = {alpha:g}")
    return top.omega


def peaks(
    lab: Lab, alphas: Sequence[float], bound: FrequencyBound, relation: Relation
) -> tuple[Evidence, ...]:
    """Return evidence on which side of `bound` the exact absorption has its peak."""
    return tuple(
        Evidence(
            name=f"peak of Im(1/D^R) over {bound.name}, exact theory, 1/tau_s = {alpha:g}",
            measured=absorption_peak(lab, alpha) / bound.level(alpha),
            expected=1.0,
            relation=relation,
            tolerance=1e-6,
            why_tolerance="the peak is known to 1e-10; the inequality is strict",
            method="maximum of the exact absorption on the real axis",
            parameters={"alpha": alpha},
        )
        for alpha in alphas
    )
