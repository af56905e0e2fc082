"""`higgs.sweep`: a sweep from a plan in any form."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from higgs_num import sweeps
from higgs_num.sweeps import Plan, read_plan
from higgs_sym.ground.progress import Progress, silent

if TYPE_CHECKING:
    import xarray


def sweep(
    plan: Plan | Mapping[str, Any] | str | os.PathLike[str],
    store: str | os.PathLike[str],
    *,
    scheduler: str | None = None,
    workers: int | None = None,
    retry_failed: bool = False,
    drop: bool = False,
    progress: Progress = silent,
    allow_large: bool = False,
) -> xarray.Dataset:
    """Compute all points of a plan that are not in the store, and return them.

    Parameters
    ----------
    plan
        A `higgs_num.sweeps.Plan`, a mapping with the keys of its TOML file (kind, axes, fixed,
        outputs, ...), or the path of such a file.
    store
        Folder of the Zarr group, made if it is not there.
    scheduler, workers, retry_failed, drop, progress, allow_large
        As of `higgs_num.sweeps.sweep`, whose errors are those of this function.

    Examples
    --------
    >>> import tempfile
    >>> import higgs
    >>> plan = {"kind": "steady", "axes": {"gap_initial": [0.1, 0.5]}, "outputs": ["gap_steady"]}
    >>> points = higgs.sweep(plan, tempfile.mkdtemp() + "/plan.zarr", workers=1)
    >>> points["gap_steady"].values.round(6)
    array([0.712607, 0.944129])
    """
    if isinstance(plan, str | os.PathLike):
        plan = read_plan(plan)
    elif isinstance(plan, Mapping):
        plan = Plan.from_dict(plan)
    return sweeps.sweep(
        plan, store, scheduler=scheduler, workers=workers, retry_failed=retry_failed, drop=drop,
        progress=progress, allow_large=allow_large,
    )  # fmt: skip
