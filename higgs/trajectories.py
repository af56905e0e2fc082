"""`higgs.check`: a trajectory from wherever it is, held against all that is known exactly."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from higgs_num.foreign import Examination, Trajectory, examine, read
from higgs_num.foreign.examination import ACCURACY
from higgs_num.foreign.reading import check_key, from_arrays, from_result
from higgs_sym.ground.errors import ArgumentError, quoted
from higgs_sym.ground.progress import Progress, silent

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from higgs_num.kinetic import KineticResult
    from higgs_num.quench import Result


def check(
    trajectory: str
    | os.PathLike[str]
    | tuple[ArrayLike, ArrayLike]
    | Trajectory
    | Result
    | KineticResult,
    *,
    accuracy: float = ACCURACY,
    columns: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    toml: str | os.PathLike[str] | None = None,
    format: str | None = None,
    decimal_comma: bool | None = None,
    modulus: bool = False,
    skip_missing: bool = False,
    progress: Progress = silent,
    **setting: Any,
) -> Examination:
    """Say what agrees in a trajectory Delta(t), what differs, and which mistake it follows.

        higgs.check("run.csv", gap_initial=0.5, gap_final=1.0, cutoff=10.0)
        higgs.check((time, gap), gap_initial="0.8 meV", ..., units={"time": "ps", "gap": "meV"})

    Parameters
    ----------
    trajectory
        Path of a file of another code (text, NumPy, HDF5, netCDF, Parquet) or of a result of this
        package; a pair of arrays (time, gap), each (n,), n >= 8; a result; or a `Trajectory`.
    accuracy
        Relative to the gap, that is claimed: 1e-9 to 0.5.
    columns, toml, format, decimal_comma
        Of files, as of `higgs_num.foreign.read`.
    units
        Of time and gap, by these names: "ps", "meV", ...; of files and arrays.
    modulus
        Whether a complex gap is taken by its modulus.
    skip_missing
        Whether rows with missing numbers are left out; otherwise they are refused.
    progress
        Called with the done fraction.
    **setting
        The quench as far as it is known: gap_initial, gap_final, cutoff, levels, rate_s, rate_u
        (or tau_s, tau_u), temperature, theory, closure, band, step; texts with units where the gap
        has one. What is told here wins over what a file or a result says.

    Raises
    ------
    FileError
        If a file is not readable, or its columns cannot be told.
    ArgumentError
        If an argument breaks its rule or does not go with such a trajectory.

    Examples
    --------
    >>> import higgs
    >>> from higgs_num.catalogue import reference
    >>> one = reference("clean-phase-3")
    >>> setting = dict(gap_initial=0.1, gap_final=1.0, cutoff=10.0, levels=400)
    >>> str(higgs.check((one.time, one.gap), **setting).outcome)
    'agrees'
    >>> higgs.check((2 * one.time, one.gap), **setting).named[0].mistake
    'time-halved'
    """
    for name in setting:
        check_key(name)
    of_files: dict[str, Any] = {
        "columns": columns, "toml": toml, "format": format, "decimal_comma": decimal_comma,
    }  # fmt: skip
    taken: dict[str, Any] = {"units": units, "modulus": modulus, "skip_missing": skip_missing}
    if isinstance(trajectory, str | os.PathLike):
        found = read(trajectory, parameters=setting, progress=progress, **of_files, **taken)
        return examine(found, accuracy=accuracy, progress=progress)
    _left_out("a file", of_files)
    if isinstance(trajectory, tuple | list):
        pair: Sequence[Any] = trajectory
        if len(pair) != 2:
            rule = "be a pair (time, gap), a path, a result or a Trajectory"
            raise ArgumentError("trajectory", rule, f"of {len(pair)} values")
        time, gap = pair
        found = from_arrays(time, gap, parameters=setting, **taken)
    else:
        _left_out("a file or arrays", {name: value or None for name, value in taken.items()})
        found = from_result(trajectory, setting)
    return examine(found, accuracy=accuracy, progress=progress)


def _left_out(belongs: str, given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        if value is not None:
            raise ArgumentError(name, f"be left out but for {belongs}", quoted(value))
