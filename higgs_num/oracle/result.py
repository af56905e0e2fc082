"""What a random-matrix quench gives: one frozen object that can be saved and rebuilt."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.oracle.problem import Ensemble
from higgs_num.results import (
    ENERGY,
    ENERGY_SQUARED,
    NUMBER,
    ONE,
    TEXT,
    TEXTS,
    TIME,
    Archived,
    array,
    header,
    json_of,
    listing,
    within,
)


class EnsembleResult(Archived, format="higgs-toolkit oracle result", version=2):
    """Trajectories |Delta(t)| of all realisations with their inputs, method and provenance.

    Attributes
    ----------
    problem : Ensemble
    method : str
        Composition and step.
    time : (nt,)
    gap : (realisations, nt)
        |Delta(t)| of every realisation, in the units of the problem.
    coupling_initial, coupling_final : (realisations,)
        lambda before and after.
    edge_initial, edge_final : (realisations,)
        Smallest |E| of a single particle at the two gaps.
    energy_change : (realisations,)
        Change of Tr(h rho) - |Delta|^2/lambda per unit density of states from first to last
        time: zero but for the error of the time steps.
    seconds : float
        Wall time.
    provenance : mapping of str to str
        Versions, machine, date.

    Examples
    --------
    >>> from higgs_num.oracle import Ensemble, simulate
    >>> problem = Ensemble(0.8, 1.0, rate_s=0.1, levels=40, realisations=2, t_max=2.0)
    >>> result = simulate(problem, workers=1)
    >>> result.gap.shape[-1] == result.time.size
    True
    """

    problem: Ensemble = header(json_of(Ensemble.to_dict, Ensemble.from_dict))
    method: str = header(TEXT)
    time: Vector = array("time", unit=TIME, long_name="time")
    gap: Vector = array("realisation", "time", unit=ENERGY, long_name="|Delta(t)|")
    coupling_initial: Vector = array(
        "realisation", unit=ONE, long_name="lambda that makes gap_initial self-consistent"
    )
    coupling_final: Vector = array(
        "realisation", unit=ONE, long_name="lambda that makes gap_final self-consistent"
    )
    edge_initial: Vector = array(
        "realisation", unit=ENERGY, long_name="smallest |E| at gap_initial"
    )
    edge_final: Vector = array("realisation", unit=ENERGY, long_name="smallest |E| at gap_final")
    energy_change: Vector = array(
        "realisation",
        unit=ENERGY_SQUARED,
        long_name="energy at the last time less that at t = 0",
    )
    seconds: float = header(NUMBER)
    provenance: Mapping[str, str] = header(TEXTS)

    @property
    def mean(self) -> Vector:
        """Average of |Delta(t)| over the realisations, (nt,)."""
        return np.asarray(self.gap.mean(axis=0))

    @property
    def standard_error(self) -> Vector:
        """Standard error of `mean`, (nt,); infinite for one realisation."""
        count = len(self.gap)
        if count == 1:
            return np.full(self.time.size, np.inf)
        return np.asarray(self.gap.std(axis=0, ddof=1) / np.sqrt(count))

    @property
    def summary(self) -> dict[str, str]:
        """What it prints: inputs, method, what is conserved, times, by name."""
        p, mean, error = self.problem, self.mean, self.standard_error
        last = f"last {mean[-1]:.6g} +- {error[-1]:.2g}"
        return {
            "quench": f"{p.gap_initial:g} -> {p.gap_final:g} at t = 0",
            "rates": f"rate_s = {p.rate_s:g}, rate_u = {p.rate_u:g}",
            "levels": f"{p.levels} up to {p.cutoff:g}, spacing {p.spacing:.4g}",
            "samples": f"{p.realisations}, seed {p.seed}",
            "method": self.method,
            "time": f"0 ... {self.time[-1]:g}, {self.time.size} saved",
            "gap": f"{mean.min():.6g} ... {mean.max():.6g}, {last}",
            "edge": f"{self.edge_final.mean():.4g} at the final gap",
            "energy": f"changed by at most {np.abs(self.energy_change).max():.3g}",
            "seconds": f"{self.seconds:.3g}",
        }

    def __repr__(self) -> str:
        return listing("Oracle result", self.summary)

    def window(self, start: float, stop: float) -> tuple[Vector, Vector]:
        """Return times (n,) and gaps (realisations, n) with start <= t <= stop."""
        inside = within(self.time, start, stop)
        return self.time[inside], self.gap[:, inside]
