"""Trajectories that are in memory: arrays, and results of this package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from higgs_num.foreign.reading.choose import Chosen
from higgs_num.foreign.reading.own import of_result, over
from higgs_num.foreign.reading.read import made
from higgs_num.foreign.reading.sidecar import Told
from higgs_num.foreign.reading.table import Table
from higgs_num.foreign.trajectory import Trajectory
from higgs_num.inputs import real_array
from higgs_num.levels import Levels
from higgs_sym.ground.errors import ArgumentError, flag, quoted

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def from_arrays(
    time: ArrayLike,
    gap: ArrayLike,
    *,
    units: Mapping[str, str] | None = None,
    parameters: Mapping[str, Any] | None = None,
    modulus: bool = False,
    skip_missing: bool = False,
) -> Trajectory:
    """Return Delta(t) from two arrays (n,), real or, the gap alone, complex.

    The rest is as of `read`; `levels` among the parameters may also be a `Levels`.

    Raises
    ------
    ArgumentError
        If an argument breaks its rule, numbers are missing, times do not increase, a gap is
        complex, units have the wrong dimension.
    """
    modulus, skip_missing = flag("modulus", modulus), flag("skip_missing", skip_missing)
    told = dict(parameters or {})
    levels = told.pop("levels") if isinstance(told.get("levels"), Levels) else None
    found = made(
        Table({"time": _column("time", time), "gap": _column("gap", gap)}),
        Chosen({"time": "time", "gap": "gap"}, {}, ()),
        Told(told, {}, dict(units or {})),
        [],
        modulus=modulus,
        skip_missing=skip_missing,
    )
    if levels is None:
        return found
    return Trajectory(found.time, found.gap, found.setting, levels, notes=found.notes)


def _column(name: str, value: ArrayLike) -> np.ndarray:
    # Of numbers that are missing `made` tells the place.
    if isinstance(value, np.ndarray) and value.ndim == 1 and value.dtype.kind in "fc":
        return value
    if isinstance(value, list | tuple) and any(isinstance(one, complex) for one in value):
        return np.asarray(value, dtype=np.complex128)
    return real_array(name, value)


def from_result(result: Any, parameters: Mapping[str, Any] | None = None) -> Trajectory:
    """Return a `Trajectory`, or that of a result of `higgs_num.quench.run` or `kinetic.run`.

    parameters : fields of `Setting` and their values, which win over what it holds

    Raises
    ------
    ArgumentError
        If it is something else, or the quench of the result is one that no check knows.
    """
    told = Told(dict(parameters or {}))
    if isinstance(result, Trajectory):
        setting = over(result.setting, told)
        return Trajectory(
            result.time, result.gap, setting, result.levels, result.spins, result.spin_times,
            result.notes,
        )  # fmt: skip
    found = of_result(result, told)
    if found is None:
        rule = "be a path, a pair (time, gap), a result of `run` or a Trajectory"
        raise ArgumentError("trajectory", rule, quoted(result))
    if isinstance(found, str):
        raise ArgumentError("trajectory", "be a quench that the checks know", f"one that {found}")
    return found
