"""What a quench gives: one frozen object that holds its inputs and can be saved and rebuilt."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.levels import Levels
from higgs_num.quench.problem import Problem
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.steppers import METHODS, Stepper
from higgs_num.results import (
    ENERGY,
    NUMBER,
    ONE,
    OPTIONAL_NUMBER,
    TEXT,
    TEXTS,
    TIME,
    Archived,
    Labels,
    Quantity,
    Series,
    array,
    composed,
    header,
    json_of,
    listing,
    series,
    within,
)

AXIS = Labels("axis", lambda _: ("x", "y", "z"), "component of the pseudospin")
PROBE = Labels("probe", lambda result: result.problem.probes, "level eps of the probe", ENERGY)


class Result(
    Recorded, Archived, format="higgs-toolkit quench result", version=3, labels=(AXIS, PROBE)
):
    """Trajectory of Delta(t) with its inputs, method and provenance.

    Attributes
    ----------
    problem : Problem
    method : Stepper
        The stepper, with the order and step it took.
    error : float or None
        Error of Delta(t) expected up to the last time, from a measurement on a short copy, in
        units of gap_final; None for a stepper with fixed steps.
    levels : Levels
        Levels that were followed: all of the problem, or the nodes of a Gauss rule.
    levels_reason : str
        Why all levels were followed although fewer were asked for and might have done; else empty.
    time : (nt,)
        Saved times, in the units of the problem.
    gap, energy, norm_change, probe_spins : (nt, ...)
        What is recorded at them, see `Recorded`.
    final_spins : (3, N)
        S^x, S^y, S^z at the last time on `levels`.
    observables : mapping of str to (nt,)
        What was asked for by `observe`, each with its unit.
    seconds_setup, seconds_solve : float
        Wall time; setting up includes loading (on the first use, compiling) kernels.
    provenance : mapping of str to str
        Versions, machine, date.

    Examples
    --------
    >>> import tempfile
    >>> from higgs_num.quench import Problem, Result, run
    >>> result = run(Problem(0.95, 1.0, levels=200, t_max=10.0))
    >>> print(f"{result.gap[0]:.6f} ... {result.gap[-1]:.6f}")
    0.966176 ... 1.001424
    >>> path = tempfile.mkdtemp() + "/run.nc"
    >>> result.save(path)
    >>> Result.load(path).problem == result.problem
    True
    """

    problem: Problem = header(json_of(Problem.to_dict, Problem.from_dict))
    method: Stepper = header(json_of(METHODS.to_plain, METHODS.from_plain))
    error: float | None = header(OPTIONAL_NUMBER)
    levels: Levels = composed(
        Levels,
        energies=Quantity("level", ("level",), ENERGY, "level eps_p"),
        weights=Quantity("weight", ("level",), ENERGY, "quadrature weight"),
    )
    levels_reason: str = header(TEXT)
    time: Vector = array("time", unit=TIME, long_name="time")
    final_spins: Vector = array("axis", "level", unit=ONE, long_name="S at the last time")
    observables: Series = series("time")
    seconds_setup: float = header(NUMBER)
    seconds_solve: float = header(NUMBER)
    provenance: Mapping[str, str] = header(TEXTS)

    @property
    def summary(self) -> dict[str, str]:
        """What it prints: inputs, method, what is conserved, times, by name."""
        p = self.problem
        return {
            "quench": f"{p.gap_initial:g} -> {p.gap_final:g} at t = 0, {p.start} start"
            + (f", then {p.drive}" if p.drive is not None else ""),
            "rates": f"rate_s = {p.rate_s:g}, rate_u = {p.rate_u:g}, closure {p.closure}"
            + (", W given" if p.W is not None else ""),
            "levels": f"{len(p.grid)} up to {p.cutoff:g}{self._standing_in()}",
            "method": repr(self.method),
            "error": "not estimated" if self.error is None else f"{self.error:.1e} expected",
            "time": f"0 ... {self.time[-1]:g}, {self.time.size} saved",
            "gap": f"{self.gap.min():.9g} ... {self.gap.max():.9g}, last {self.gap[-1]:.9g}",
            "norm_change": f"at most {self.norm_change.max():.3g}",
            "energy": f"{self.energy[0]:.9g}, changed by at most {self._energy_change():.3g}",
            "seconds": f"{self.seconds_setup:.3g} set-up, {self.seconds_solve:.3g} solve",
        }

    def __repr__(self) -> str:
        return listing("Quench result", self.summary)

    def _standing_in(self) -> str:
        if self.levels == self.problem.grid:
            return ", all followed" + (f" ({self.levels_reason})" if self.levels_reason else "")
        return f", by the {len(self.levels)} nodes of a Gauss rule"

    def _energy_change(self) -> float:
        return float(np.max(np.abs(self.energy - self.energy[0])))

    def window(self, start: float, stop: float) -> tuple[Vector, Vector]:
        """Return times and gaps with start <= t <= stop."""
        inside = within(self.time, start, stop)
        return self.time[inside], self.gap[inside]
