"""Make the diagrams anew: `python -m higgs_num.sweeps.diagrams.make FOLDER`.

FOLDER takes the stores, and is gone on from; some 4,500 quenches of (9) take minutes, 300 of the
exact theory most of an hour on two cores.
"""

import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import xarray

from higgs_num.core.arrays import Vector
from higgs_num.levels import Levels
from higgs_num.quench import Problem, gap_of
from higgs_num.sweeps import on_grid, read_plan, sweep
from higgs_num.sweeps.diagrams import FOLDER
from higgs_sym.ground.errors import HiggsError
from higgs_sym.ground.files import write_bytes
from higgs_sym.ground.progress import bar

APART = 0.05  # of the final gap: what experiments would tell apart with ease
# Nodes of the Gauss rule of the semicircle, the band of the exact runs: its levels return after
# the last time.
NODES = 1000
KEPT = {  # what is shipped of each point
    "closure": ("asymptote", "frequency", "amplitude", "exponent", "class"),
    "exact": (
        "asymptote", "frequency", "amplitude", "exponent", "class", "law", "law_exponent",
        "law_rate", "law_rate_error", "law_frequency", "error",
    ),
}  # fmt: skip


def semicircle(cutoff: float) -> Levels:
    """Return levels and weights that stand for the band sqrt(1 - eps^2/W^2)."""
    angles = math.pi * np.arange(NODES, 0, -1) / (NODES + 1)
    weights = cutoff * math.pi / (NODES + 1) * np.sin(angles) ** 2
    half = cutoff * np.cos(angles[NODES // 2 :])
    return Levels(
        np.concatenate([-half[::-1], half]),
        np.concatenate([weights[NODES // 2 :][::-1], weights[NODES // 2 :]]),
    )


def differences(exact: xarray.Dataset) -> xarray.Dataset:
    """Return how far (9), in the band of the exact runs, is from them."""
    cutoff, time = float(exact["cutoff"]), exact["time"].values
    levels = semicircle(cutoff)
    rates = exact["rate_s"].values[exact["rate_s"].values <= 0.5]
    ratios, closures = exact["gap_initial"].values, ("static", "odd")
    shape = (len(closures), ratios.size, rates.size)
    until, largest = np.full(shape, np.nan), np.full(shape, np.nan)
    with bar("differences") as progress:
        for number, (i, j, k) in enumerate(np.ndindex(*shape)):
            run = exact["gap"].values[j, k]
            own = _closure_gap(float(ratios[j]), float(rates[k]), closures[i], levels, cutoff, time)
            if own is not None and np.all(np.isfinite(run)):
                apart = np.abs(own - run)
                largest[i, j, k] = np.max(apart)
                late = np.flatnonzero(apart > APART)
                until[i, j, k] = time[late[0]] if late.size else time[-1]
            progress((number + 1) / until.size)
    dims = ("closure", "gap_initial", "rate_s")
    labels: dict[str, Any] = {"units": "gap", "long_name": "equilibrium gap before"}
    return xarray.Dataset(
        {
            "agree_until": (dims, until, {"units": "1/gap", "long_name": "time of agreement"}),
            "largest": (dims, largest, {"units": "gap", "long_name": "largest difference"}),
        },
        {
            "closure": list(closures),
            "gap_initial": ("gap_initial", ratios, labels),
            "rate_s": ("rate_s", rates, {"units": "gap", "long_name": "1/tau_s"}),
        },
        {"apart": APART, "cutoff": cutoff, "band": "semicircle", "t_max": float(time[-1])},
    )


def _closure_gap(
    ratio: float, rate: float, closure: str, levels: Levels, cutoff: float, time: Vector
) -> Vector | None:
    try:
        problem = Problem(
            ratio, 1.0, rate_s=rate, cutoff=cutoff, levels=levels, closure=closure,  # type: ignore[arg-type]
            save_at=time, t_max=float(time[-1]),
        )  # fmt: skip
        return gap_of(problem, 1e-6).gap
    except HiggsError:  # where (9) is not defined
        return None


def shipped(name: str, found: xarray.Dataset) -> xarray.Dataset:
    """Return what is small of a sweep: no trajectories."""
    small = found.drop_dims("time")[list(KEPT[name])]
    for one in small.data_vars:
        if small[one].dtype == np.float64:
            # Seven digits are more than any estimator is good for, and compress well.
            small[one].values[...] = small[one].values.astype(np.float32)
    return small


def write(data: xarray.Dataset, name: str) -> None:
    """Write a diagram beside this file."""
    coded = {}
    for one in data.variables:
        data[one].encoding.clear()
        if data[one].dtype == np.float64 and data[one].ndim:
            coded[one] = {"zlib": True, "shuffle": True}
    content = data.to_netcdf(None, engine="h5netcdf", encoding=coded)
    write_bytes(FOLDER / f"{name}.nc", bytes(content), overwrite=True)


def main(folder: Path) -> None:
    """Compute what is missing, and write all files."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for name in KEPT:
        plan = read_plan(FOLDER / f"{name}.toml")
        with bar(name) as progress:
            found[name] = sweep(plan, folder / f"{name}.zarr", progress=progress)
    write(shipped("closure", found["closure"]), "closure")
    exact = on_grid(found["exact"])
    write(shipped("exact", exact), "exact")
    write(differences(exact), "difference")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
