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
from higgs_num.signals.damped import damped
from higgs_num.sweeps import on_grid, outcome, read_plan, sweep
from higgs_num.sweeps.diagrams import FOLDER
from higgs_num.sweeps.export import write_netcdf
from higgs_num.sweeps.kinds import KINDS
from higgs_num.sweeps.outcome import CLASSES
from higgs_sym.ground.errors import HiggsError
from higgs_sym.ground.progress import bar

OUTCOME = ("asymptote", "frequency", "amplitude", "exponent", "class")
APART = 0.05  # of the final gap: what experiments would tell apart with ease
# Nodes of the Gauss rule of the semicircle, the band of the exact runs: its levels return after
# the last time.
NODES = 1000
# Delta(t) of an exact run relaxes from here on, in 1/gap; and it is fitted as long as it has not
# come to rest within this share of the final gap.
TRANSIENT, REST = 4.0, 3e-5
SHORTEST = 6.0  # record that is fitted
FITTED = 0.1  # of the standard deviation, that a fit may leave


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


def relaxation(time: Vector, gap: Vector) -> tuple[float, float]:
    """Return frequency and damping rate of what comes to rest; NaN where no oscillation is seen."""
    rest = float(np.mean(gap[time >= 0.9 * time[-1]]))
    moving = time[np.abs(gap - rest) > REST]
    end = float(moving[-1]) if moving.size else 0.0
    inside = (time >= TRANSIENT) & (time <= end)
    if rest < REST or end - TRANSIENT < SHORTEST:
        return math.nan, math.nan
    t, y = time[inside], gap[inside]
    best = (FITTED * float(np.std(y)), math.nan, math.nan)
    for frequency in (0.8, 1.4, 2.0):
        found = damped(t, y, frequency * rest, 0.2)
        turns = found.frequency * (t[-1] - t[0]) / (2.0 * math.pi)
        if found.left < best[0] and found.rate > 0.0 and turns > 1.0:
            best = (found.left, found.frequency, found.rate)
    return best[1], best[2]


def of_exact_runs(found: xarray.Dataset) -> xarray.Dataset:
    """Return what the exact runs have come to, worked out from their Delta(t)."""
    time, gaps = found["time"].values, found["gap"].values
    shape, dims = gaps.shape[:-1], found["gap"].dims[:-1]
    made = {name: np.full(shape, np.nan) for name in ("damped_frequency", "damping_rate")}
    rows: dict[str, Any] = {name: np.full(shape, np.nan) for name in OUTCOME[:-1]}
    rows["class"] = np.full(shape, -1, dtype=np.int16)
    for at in np.ndindex(*shape):
        if not np.all(np.isfinite(gaps[at])):
            continue
        for name, one in outcome(time, gaps[at]).items():
            rows[name][at] = one
        made["damped_frequency"][at], made["damping_rate"][at] = relaxation(time, gaps[at])
    outputs = KINDS["kinetic"].outputs
    for name in OUTCOME:
        labels: dict[str, Any] = {"units": "gap", "long_name": outputs[name].long_name}
        if outputs[name].classes:
            labels["flag_values"] = list(range(len(CLASSES)))
            labels["flag_meanings"] = " ".join(CLASSES)
        found[name] = (dims, rows[name], labels)
    for name, values in made.items():
        told = "of c + exp(-rate t) cos(frequency t) from t = 4 on"
        found[name] = (dims, values, {"units": "gap", "long_name": told})
    return found


REFUSALS = {"gap_final": "phase_I", "rate_s": "gapless", "tol": "unstable", "": "other"}


def shipped(found: xarray.Dataset) -> xarray.Dataset:
    """Return what is small of a sweep: no trajectories, and a word for each reason."""
    small = found.drop_dims("time")
    names = list(REFUSALS)
    words = [one.split("`")[1] if "`" in one else "" for one in small["reason"].values.flat]
    numbers = [names.index(one) if one in names else len(names) - 1 for one in words]
    refused = np.where(small["state"].values == 1, -1, np.reshape(numbers, small["state"].shape))
    meanings = {
        "flag_values": list(range(len(names))),
        "flag_meanings": " ".join(REFUSALS.values()),
    }
    small["refused"] = (small["state"].dims, refused.astype(np.int8), meanings)
    alike = [
        name
        for name in small.coords
        if name not in small.dims and np.unique(small[name].values).size == 1 and name != "state"
    ]
    small = small.drop_vars([*{*alike, "reason"} & set(small.variables)])
    for one in small.data_vars:
        if small[one].dtype == np.float64:
            # Seven digits are more than any estimator is good for, and compress well.
            small[one].values[...] = small[one].values.astype(np.float32)
    return small


def write(data: xarray.Dataset, name: str) -> None:
    """Write a diagram beside this file."""
    write_netcdf(data, FOLDER / f"{name}.nc", overwrite=True, packed=True)


def main(folder: Path) -> None:
    """Compute what is missing, and write all files."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for name in ("closure", "exact"):
        plan = read_plan(FOLDER / f"{name}.toml")
        with bar(name) as progress:
            found[name] = sweep(plan, folder / f"{name}.zarr", progress=progress)
    write(shipped(found["closure"]), "closure")
    exact = on_grid(found["exact"])
    write(shipped(of_exact_runs(exact)), "exact")
    write(differences(exact), "difference")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
