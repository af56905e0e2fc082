"""What a quench of the exact theory gives: one frozen object that can be saved and rebuilt."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.inputs import from_plain, to_plain
from higgs_num.kinetic.follow import Method
from higgs_num.kinetic.problem import KineticQuench
from higgs_num.results import (
    ENERGY,
    ENERGY_SQUARED,
    NUMBER,
    ONE,
    TEXTS,
    TIME,
    Archived,
    array,
    header,
    json_of,
    listing,
    within,
)


def _method(plain: dict[str, float]) -> Method:
    return from_plain(Method, plain)


class KineticResult(Archived, format="higgs-toolkit kinetic result", version=1):
    """Trajectory Delta(t) of the exact theory with its inputs, method and provenance.

    Attributes
    ----------
    problem : KineticQuench
    method : Method
        Collocation that was used; of the widest band where the cutoff is infinite.
    error : float
        Estimate of the largest error of Delta(t), in units of gap_final: from the difference to
        a run with longer panels (for an infinite band: with narrower bands).
    reliable_from : float
        Time from which `error` holds: 0, or where the ringing of the widest band is over.
    time : (nt,)
        Saved times, in the units of the problem.
    gap, energy : (nt,)
        Delta(t); energy per unit density of states at the Fermi level, conserved without a drive.
    norm_change : float
        Largest |U(t,t) - 1|.
    nodes : int
        Times that were followed.
    memory : float
        Bytes that the two-time functions took.
    past, past_weights : (n,)
        t_max - t' of the last row of the two-time functions, and weights of integrals over t'.
    retarded, keldysh : (2, n)
        Real and imaginary parts of U(t_max, t') and C(t_max, t') of the local tau_1 = +1 function.
    seconds : float
        Wall time.
    provenance : mapping of str to str
        Versions, machine, date.

    Examples
    --------
    >>> from higgs_num.kinetic import KineticQuench, solve
    >>> result = solve(KineticQuench(0.8, 1.0, rate_s=0.1, t_max=3.0), tol=1e-4)
    >>> result.error < 1e-4, result.gap.shape
    (True, (25,))
    """

    problem: KineticQuench = header(json_of(KineticQuench.to_dict, KineticQuench.from_dict))
    method: Method = header(json_of(to_plain, _method))
    error: float = header(NUMBER)
    reliable_from: float = header(NUMBER)
    time: Vector = array("time", unit=TIME, long_name="time")
    gap: Vector = array("time", unit=ENERGY, long_name="pairing amplitude Delta(t)")
    energy: Vector = array(
        "time", unit=ENERGY_SQUARED, long_name="energy per unit density of states"
    )
    norm_change: float = header(NUMBER)
    nodes: float = header(NUMBER)
    memory: float = header(NUMBER)
    past: Vector = array("past", unit=TIME, long_name="t_max - t'")
    past_weights: Vector = array("past", unit=TIME, long_name="weights of integrals over t'")
    retarded: Vector = array("part", "past", unit=ONE, long_name="U(t_max, t')")
    keldysh: Vector = array("part", "past", unit=ONE, long_name="C(t_max, t')")
    seconds: float = header(NUMBER)
    provenance: Mapping[str, str] = header(TEXTS)

    @property
    def summary(self) -> dict[str, str]:
        """What it prints: inputs, method, what is conserved, times, by name."""
        p = self.problem
        band = "infinite" if p.infinite else f"{p.band}, half-width {p.cutoff:g}"
        change = float(np.max(np.abs(self.energy - self.energy[0])))
        since = f" from t = {self.reliable_from:.3g} on" if self.reliable_from else ""
        return {
            "quench": f"{p.gap_initial:g} -> {p.gap_final:g} at t = 0"
            + (f", then {p.drive}" if p.drive is not None else ""),
            "rates": f"rate_s = {p.rate_s:g}, rate_u = {p.rate_u:g}",
            "band": band,
            "start": f"temperature {p.temperature:g}",
            "method": f"{int(self.nodes)} times on panels of {self.method.points}",
            "error": f"{self.error:.1e} estimated{since}",
            "time": f"0 ... {self.time[-1]:g}, {self.time.size} saved",
            "gap": f"{self.gap.min():.9g} ... {self.gap.max():.9g}, last {self.gap[-1]:.9g}",
            "energy": f"{self.energy[0]:.9g}, changed by at most {change:.3g}",
            "norm_change": f"at most {self.norm_change:.3g}",
            "memory": f"{self.memory / 1e9:.3g} GB",
            "seconds": f"{self.seconds:.3g}",
        }

    def __repr__(self) -> str:
        return listing("Kinetic result", self.summary)

    def window(self, start: float, stop: float) -> tuple[Vector, Vector]:
        """Return times and gaps with start <= t <= stop."""
        inside = within(self.time, start, stop)
        return self.time[inside], self.gap[inside]
