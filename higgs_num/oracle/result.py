"""What a random-matrix quench gives: one frozen object that can be saved and rebuilt."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.datasets import reading_dataset, write_dataset
from higgs_num.oracle.problem import Problem
from higgs_sym.ground.errors import ArgumentError

if TYPE_CHECKING:
    import xarray
    from matplotlib.axes import Axes

FORMAT = "higgs-toolkit oracle result"
FORMAT_VERSION = 1

_OF_REALISATION = {
    "coupling_initial": "lambda that makes gap_initial self-consistent",
    "coupling_final": "lambda that makes gap_final self-consistent",
    "edge_initial": "smallest |E| at gap_initial",
    "edge_final": "smallest |E| at gap_final",
    "energy_change": "energy at the last time less that at t = 0",
}


@dataclass(frozen=True, eq=False)
class Result:
    """Trajectories |Delta(t)| of all realisations with their inputs, method and provenance.

    Attributes
    ----------
    problem : Problem
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
    """

    problem: Problem
    method: str
    time: Vector
    gap: Vector
    coupling_initial: Vector
    coupling_final: Vector
    edge_initial: Vector
    edge_final: Vector
    energy_change: Vector
    seconds: float
    provenance: Mapping[str, str]

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

    def __repr__(self) -> str:
        p, mean, error = self.problem, self.mean, self.standard_error
        lines = {
            "quench": f"{p.gap_initial:g} -> {p.gap_final:g} at t = 0",
            "rates": f"rate_s = {p.rate_s:g}, rate_u = {p.rate_u:g}",
            "levels": f"{p.levels} up to {p.cutoff:g}, spacing {p.spacing:.4g}",
            "samples": f"{p.realisations}, seed {p.seed}",
            "method": self.method,
            "time": f"0 ... {self.time[-1]:g}, {self.time.size} saved",
            "gap": f"{mean.min():.6g} ... {mean.max():.6g}, last {mean[-1]:.6g} +- {error[-1]:.2g}",
            "edge": f"{self.edge_final.mean():.4g} at the final gap",
            "energy": f"changed by at most {np.abs(self.energy_change).max():.3g}",
            "seconds": f"{self.seconds:.3g}",
        }
        return "Oracle result\n" + "\n".join(f"  {key:<12} {text}" for key, text in lines.items())

    def window(self, start: float, stop: float) -> tuple[Vector, Vector]:
        """Return times (n,) and gaps (realisations, n) with start <= t <= stop."""
        inside = (self.time >= start) & (self.time <= stop)
        if not np.any(inside):
            raise ArgumentError("start", f"select saved times up to {self.time[-1]:.6g}", start)
        return self.time[inside], self.gap[:, inside]

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw the mean with its error band; return the axes."""
        from higgs_num.plots.oracle import oracle

        return oracle([self], ax=ax)

    def to_xarray(self) -> "xarray.Dataset":
        """Return an xarray Dataset: `gap` over (`realisation`, `time`), the rest by realisation.

        Inputs, method, time taken and provenance are attributes.
        """
        import xarray

        unit = {"units": "energy unit of the inputs"}
        gap = (("realisation", "time"), self.gap, {"long_name": "|Delta(t)|", **unit})
        by_realisation = {
            name: ("realisation", getattr(self, name), {"long_name": text})
            for name, text in _OF_REALISATION.items()
        }
        return xarray.Dataset(
            data_vars={"gap": gap, **by_realisation},
            coords={"time": ("time", self.time, {"units": "1/energy unit"})},
            attrs={
                "format": FORMAT,
                "format_version": FORMAT_VERSION,
                "problem": json.dumps(self.problem.to_dict()),
                "method": self.method,
                "seconds": self.seconds,
                "provenance": json.dumps(dict(self.provenance)),
            },
        )

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Write a netCDF-4 file; nothing half-written is left on an error.

        Raises
        ------
        FileError
            If the file exists (without `overwrite`) or cannot be written.
        """
        write_dataset(self.to_xarray(), path, overwrite=overwrite)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read what `save` wrote.

        Raises
        ------
        FileError
            If the file is missing, damaged, or not such a result.
        """
        with reading_dataset(path, FORMAT, FORMAT_VERSION) as data:
            return cls(
                problem=Problem.from_dict(json.loads(data.attrs["problem"])),
                method=str(data.attrs["method"]),
                time=data["time"].to_numpy(),
                gap=data["gap"].to_numpy(),
                **{name: data[name].to_numpy() for name in _OF_REALISATION},
                seconds=float(data.attrs["seconds"]),
                provenance=json.loads(data.attrs["provenance"]),
            )
