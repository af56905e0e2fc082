"""A store as labelled arrays of xarray: as points, and on its grid."""

import json
import os
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from higgs_num.sweeps.identity import code_digest
from higgs_num.sweeps.plan import Plan
from higgs_num.sweeps.store import DONE, FAILED, STALE, STATES, Store, damaged
from higgs_sym.ground.errors import ArgumentError, path_text

if TYPE_CHECKING:
    import xarray


def open_sweep(path: str | os.PathLike[str]) -> "xarray.Dataset":
    """Return a sweep with the dimension `point`; may be called while the sweep runs.

    What is not computed, failed or stale is NaN (classes: -1); `state` and `reason` say which.

    Raises
    ------
    FileError
        If it is missing, no sweep, or damaged.

    Examples
    --------
    >>> import tempfile
    >>> from higgs_num.sweeps import Plan, open_sweep, sweep
    >>> store = tempfile.mkdtemp() + "/a.zarr"
    >>> _ = sweep(Plan("steady", {"gap_initial": [0.1, 0.5]}, outputs=("phase",)), store, workers=1)
    >>> open_sweep(store)["phase"].values
    array([2, 1], dtype=int16)
    """
    import xarray

    held = Store.open(path_text("path", path))
    try:
        found = xarray.open_zarr(
            str(held.path), consolidated=False, zarr_format=2, mask_and_scale=False, chunks=None
        ).load()
    except Exception as error:
        raise damaged(path, error) from None
    for name in found.variables:
        found[name].attrs.pop("_FillValue", None)
    found = found.set_coords([*held.plan.what.parameters, "state", "round", "reason"])
    states = _aged(found["state"].values, found["code"].values, held.plan)
    found["state"].values[:] = states
    blank = states != DONE
    for name in held.plan.outputs:
        values = found[name].values
        values[blank] = -1 if held.plan.what.outputs[name].classes else np.nan
    what = held.plan.what
    along = [str(name) for name in found.dims if name != "point"]
    order = (*along, *what.parameters, *held.plan.outputs, "state", "reason", "round")
    ordered: xarray.Dataset = found[list(order)]
    return ordered


def _aged(states: NDArray[np.int8], codes: NDArray[np.bytes_], plan: Plan) -> NDArray[np.int8]:
    """Return the states (n,), stale where what computed a point (n,) is not the code of today."""
    other = codes != code_digest(plan.what).encode()
    return np.where(other & np.isin(states, (DONE, FAILED)), STALE, states).astype(np.int8)


def on_grid(points: "xarray.Dataset") -> "xarray.Dataset":
    """Return the dataset of `open_sweep` with one dimension for each axis of its plan.

    Zipped axes share the dimension of the first. Refined points lie between the values of the grid
    and are left out.

    Raises
    ------
    ArgumentError
        If it is not what `open_sweep` returns.

    Examples
    --------
    >>> import tempfile
    >>> from higgs_num.sweeps import Plan, on_grid, sweep
    >>> axes = {"gap_initial": [0.1, 0.5], "cutoff": [5.0, 10.0, 20.0]}
    >>> plan = Plan("steady", axes, outputs=("phase",))
    >>> points = sweep(plan, tempfile.mkdtemp() + "/a.zarr", workers=1)
    >>> dict(on_grid(points)["phase"].sizes)
    {'gap_initial': 2, 'cutoff': 3}
    """
    import xarray

    if not isinstance(points, xarray.Dataset) or "plan" not in points.attrs:
        raise ArgumentError("points", "be what `open_sweep` returns", type(points).__name__)
    plan = Plan.from_dict(json.loads(points.attrs["plan"]))
    grid = points.isel(point=points["round"].values == 0)
    dims = tuple(group[0].name for group in plan.groups)
    data: dict[str, Any] = {}
    coords: dict[str, Any] = {}
    for name, variable in grid.variables.items():
        if variable.dims[:1] != ("point",):
            coords[str(name)] = variable
        elif name not in plan.axes and name in plan.what.parameters:
            coords[str(name)] = ((), variable.values[0], variable.attrs)
        elif name not in plan.axes:
            values = variable.values.reshape(*plan.shape, *variable.shape[1:])
            kind = coords if name in ("state", "reason") else data
            kind[str(name)] = ((*dims, *variable.dims[1:]), values, variable.attrs)
    for group in plan.groups:
        for one in group:
            labels = grid[one.name].attrs
            coords[one.name] = ((group[0].name,), np.array(one.values), labels)
    coords.pop("round", None)
    data.pop("round", None)
    return xarray.Dataset(data, coords, points.attrs)


def status(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Return how far a sweep is: numbers of points by state, and the reasons of failures.

    Examples
    --------
    >>> import tempfile
    >>> from higgs_num.sweeps import Plan, status, sweep
    >>> store = tempfile.mkdtemp() + "/a.zarr"
    >>> _ = sweep(Plan("steady", {"gap_initial": [0.1, 0.5]}), store, workers=1)
    >>> status(store)["done"]
    2
    """
    held = Store.open(path)
    states = _aged(held.column("state"), held.column("code"), held.plan)
    reasons = Counter(held.column("reason")[states == FAILED].tolist())
    counts = {name: int(np.count_nonzero(states == number)) for number, name in enumerate(STATES)}
    return {
        "points": int(states.size),
        **counts,
        "seconds": held.seconds,
        "reasons": dict(reasons.most_common()),
    }
