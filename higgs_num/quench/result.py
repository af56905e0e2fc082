"""What a quench gives: one frozen object that holds its inputs and can be saved and rebuilt."""

import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.datasets import reading_dataset, write_dataset
from higgs_num.levels import Levels
from higgs_num.quench.problem import Problem
from higgs_sym.ground.errors import ArgumentError

if TYPE_CHECKING:
    import xarray
    from matplotlib.axes import Axes

FORMAT = "higgs-toolkit quench result"
FORMAT_VERSION = 2
RESERVED = {"time", "gap", "energy", "norm_change"}


@dataclass(frozen=True, eq=False)
class Result:
    """Trajectory of Delta(t) with its inputs, method and provenance.

    Attributes
    ----------
    problem : Problem
    method : str
        The stepper, as it prints itself, with the order and step it took.
    error : float or None
        Error of Delta(t) expected up to the last time, from a measurement on a short copy, in
        units of gap_final; None for a stepper with fixed steps.
    levels : Levels
        Levels that were followed: all of the problem, or the nodes of a Gauss rule.
    levels_reason : str
        Why all levels were followed although fewer were asked for and might have done; else empty.
    time, gap : (nt,)
        Saved times and Delta(t), in the units of the problem.
    energy : (nt,)
        sum_p eps_p S^z_p - Delta^2/lambda; constant in the clean limit.
    norm_change : (nt,)
        max_p | |S_p(t)| - |S_p(0)| | over `levels`; zero in the clean limit. From splitting
        methods at the end of the step that is nearest to the saved time.
    final_spins : (3, N)
        S^x, S^y, S^z at the last time on `levels`.
    probe_spins : (nt, 3, p)
        S^x, S^y, S^z of the `probes` of the problem at the saved times.
    seconds_setup, seconds_solve : float
        Wall time; setting up includes loading (on the first use, compiling) kernels.
    provenance : mapping of str to str
        Versions, machine, date.
    """

    problem: Problem
    method: str
    error: float | None
    levels: Levels
    levels_reason: str
    time: Vector
    gap: Vector
    energy: Vector
    norm_change: Vector
    final_spins: Vector
    probe_spins: Vector
    observables: Mapping[str, Vector]
    seconds_setup: float
    seconds_solve: float
    provenance: Mapping[str, str]

    def __repr__(self) -> str:
        p = self.problem
        lines = {
            "quench": f"{p.gap_initial:g} -> {p.gap_final:g} at t = 0, {p.start} start"
            + (f", then {p.drive}" if p.drive is not None else ""),
            "rates": f"rate_s = {p.rate_s:g}, rate_u = {p.rate_u:g}, closure {p.closure}"
            + (", W given" if p.W is not None else ""),
            "levels": f"{len(p.grid)} up to {p.cutoff:g}{self._standing_in()}",
            "method": self.method,
            "error": "not estimated" if self.error is None else f"{self.error:.1e} expected",
            "time": f"0 ... {self.time[-1]:g}, {self.time.size} saved",
            "gap": f"{self.gap.min():.9g} ... {self.gap.max():.9g}, last {self.gap[-1]:.9g}",
            "norm_change": f"at most {self.norm_change.max():.3g}",
            "energy": f"{self.energy[0]:.9g}, changed by at most {self._energy_change():.3g}",
            "seconds": f"{self.seconds_setup:.3g} set-up, {self.seconds_solve:.3g} solve",
        }
        return "Quench result\n" + "\n".join(f"  {key:<12} {text}" for key, text in lines.items())

    def _standing_in(self) -> str:
        if self.levels == self.problem.grid:
            return ", all followed" + (f" ({self.levels_reason})" if self.levels_reason else "")
        return f", by the {len(self.levels)} nodes of a Gauss rule"

    def _energy_change(self) -> float:
        return float(np.max(np.abs(self.energy - self.energy[0])))

    def window(self, start: float, stop: float) -> tuple[Vector, Vector]:
        """Return times and gaps with start <= t <= stop."""
        inside = (self.time >= start) & (self.time <= stop)
        if not np.any(inside):
            raise ArgumentError("start", f"select saved times up to {self.time[-1]:.6g}", start)
        return self.time[inside], self.gap[inside]

    def plot(self, ax: "Axes | None" = None, *, asymptote: bool = False) -> "Axes":
        """Draw Delta(t), with `asymptote` also the exact late-time curve; return the axes.

        Raises
        ------
        ArgumentError
            If the asymptote of a quench with impurities is asked for.
        """
        from higgs_num.plots.asymptote import asymptote as draw_asymptote
        from higgs_num.plots.trajectory import trajectory

        if asymptote:
            return draw_asymptote(self, ax)
        return trajectory(self, ax)

    def to_xarray(self) -> "xarray.Dataset":
        """Return an xarray Dataset: `gap`, `energy`, `norm_change` over `time`; spins over `level`.

        Inputs, method, times taken and provenance are attributes; of callables among the inputs
        the values on the levels of the problem.
        """
        import xarray

        sx, sy, sz = self.final_spins
        grid = self.levels
        unit = {"units": "energy unit of the inputs"}
        return xarray.Dataset(
            data_vars={
                "gap": ("time", self.gap, {"long_name": "pairing amplitude Delta(t)", **unit}),
                "energy": ("time", self.energy, {"long_name": "energy per unit density of states"}),
                "norm_change": ("time", self.norm_change, {"long_name": "max change of |S|"}),
                "Sx": ("level", sx, {"long_name": "S^x at the last time"}),
                "Sy": ("level", sy, {"long_name": "S^y at the last time"}),
                "Sz": ("level", sz, {"long_name": "S^z at the last time"}),
                "probe_spin": (
                    ("time", "axis", "probe"),
                    self.probe_spins,
                    {"long_name": "S of the probes"},
                ),
                "weight": (
                    "level",
                    grid.weights,
                    {"long_name": "quadrature weight", **unit},
                ),
            },
            coords={
                "time": ("time", self.time, {"long_name": "time", "units": "1/energy unit"}),
                "axis": ("axis", ["x", "y", "z"]),
                "probe": ("probe", list(self.problem.probes), {"long_name": "level eps", **unit}),
                "level": ("level", grid.energies, {"long_name": "level eps_p", **unit}),
            },
            attrs={
                "format": FORMAT,
                "format_version": FORMAT_VERSION,
                "problem": json.dumps(self.problem.to_dict()),
                "method": self.method,
                "levels_reason": self.levels_reason,
                "error": math.nan if self.error is None else self.error,
                "seconds_setup": self.seconds_setup,
                "seconds_solve": self.seconds_solve,
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
                error=None if math.isnan(data.attrs["error"]) else float(data.attrs["error"]),
                levels=Levels(data["level"].to_numpy(), data["weight"].to_numpy()),
                levels_reason=str(data.attrs.get("levels_reason", "")),  # older files lack it
                time=data["time"].to_numpy(),
                gap=data["gap"].to_numpy(),
                energy=data["energy"].to_numpy(),
                norm_change=data["norm_change"].to_numpy(),
                final_spins=np.stack([data[name].to_numpy() for name in ("Sx", "Sy", "Sz")]),
                probe_spins=data["probe_spin"].to_numpy(),
                observables={},
                seconds_setup=float(data.attrs["seconds_setup"]),
                seconds_solve=float(data.attrs["seconds_solve"]),
                provenance=json.loads(data.attrs["provenance"]),
            )
