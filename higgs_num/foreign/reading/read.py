"""A file of another code as a `Trajectory`."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from higgs_num.foreign.reading import arrays, text
from higgs_num.foreign.reading.choose import Chosen, bare, choose
from higgs_num.foreign.reading.own import own_result
from higgs_num.foreign.reading.sidecar import Told, read_told, setting, sidecar
from higgs_num.foreign.reading.table import Table
from higgs_num.foreign.trajectory import Trajectory
from higgs_num.inputs.laboratory import GAP, INVERSE_GAP, energy_factor, time_factor
from higgs_num.levels import Levels
from higgs_sym.ground.errors import ArgumentError, flag, one_of, path_text
from higgs_sym.ground.files import check_regular
from higgs_sym.ground.progress import Progress, silent

FORMATS = ("text", "numpy", "hdf5", "netcdf3", "parquet")
REAL = 1e-12  # of the modulus: an imaginary part below is rounding
_BINARY: Mapping[str, Callable[[str | os.PathLike[str]], Table]] = {
    "numpy": arrays.numpy_file,
    "hdf5": arrays.hdf5,
    "netcdf3": arrays.netcdf3,
    "parquet": arrays.parquet,
}
_MAGIC = {
    b"\x89HDF": "hdf5",
    b"PAR1": "parquet",
    b"PK\x03\x04": "numpy",
    b"\x93NUMPY": "numpy",
    b"CDF\x01": "netcdf3",
    b"CDF\x02": "netcdf3",
}


def read(
    path: str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    parameters: Mapping[str, Any] | None = None,
    toml: str | os.PathLike[str] | None = None,
    format: str | None = None,
    decimal_comma: bool | None = None,
    modulus: bool = False,
    skip_missing: bool = False,
    progress: Progress = silent,
) -> Trajectory:
    r"""Read a trajectory of another code.

    Text (CSV and the like), NumPy (npy, npz), HDF5, netCDF and Parquet are told apart by what they
    hold, not by their names. Results of this package are read with their own inputs.

    Parameters
    ----------
    path
        The file.
    columns
        Names (or numbers, from 1) by role: time, gap, gap_imaginary; of binary files also
        energies, weights, spins (times, 3, levels) and spin_times. What is not told is guessed
        from usual names; the guess is in `notes`.
    units
        Of time and gap: "1/gap" and "gap" (default: nothing is known), "ps", "meV", ...; over
        what the file says.
    parameters
        Fields of `Setting` by name, or tau_s, tau_u, alpha, zeta_s, zeta_u for the rates; texts
        with units where the gap has one.
    toml
        File of such parameters, `[columns]` and `[units]`; the one of the same name beside `path`
        unless given. What is given here wins.
    format
        text, numpy, hdf5, netcdf3, parquet, where the first bytes mislead.
    decimal_comma
        Of texts: whether commas are decimal points; found out unless given.
    modulus
        Whether a complex gap is to be taken by its modulus.
    skip_missing
        Whether rows with missing numbers are left out; otherwise they are refused.
    progress
        Called with the done fraction of a long text.

    Raises
    ------
    FileError
        If the file is not readable, or its columns cannot be told.
    ArgumentError
        If an argument breaks its rule, numbers are missing, times do not increase, a gap is
        complex, units have the wrong dimension.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from higgs_num.foreign import read
    >>> path = pathlib.Path(tempfile.mkdtemp(), "run.csv")
    >>> _ = path.write_text("t,Delta\n0,0.5\n0.1,0.6\n0.2,0.7\n")
    >>> read(path, parameters={"gap_final": 1.0}).gap
    array([0.5, 0.6, 0.7])
    """
    path_text("path", path)
    modulus, skip_missing = flag("modulus", modulus), flag("skip_missing", skip_missing)
    check_regular(path)
    told = Told(dict(parameters or {}), dict(columns or {}), dict(units or {}))
    beside = sidecar(path) if toml is None else toml
    notes = []
    if beside is not None:
        told = told.over(read_told(beside))
        notes.append(f"parameters are read from {Path(beside).name}")
    if not told.columns and (own := own_result(path, told)) is not None:
        return own
    kind = _kind(path) if format is None else one_of("format", format, FORMATS)
    if kind == "text":
        with Path(path).open("rb") as file:
            sample = file.read(text.SAMPLE)
        found = text.layout(path, sample, decimal_comma)
        chosen = choose(path, found.names, told.columns, found.units)
        wanted = tuple(dict.fromkeys(chosen.names.values()))
        table = text.read_columns(path, found, wanted, skip_missing=skip_missing, progress=progress)
    else:
        table = _BINARY[kind](path)
        chosen = choose(path, _long(table), _listed(told.columns), table.units)
    return made(
        table, chosen, told, [*notes, *table.notes, *chosen.guessed],
                 modulus=modulus, skip_missing=skip_missing)  # fmt: skip


def _kind(path: str | os.PathLike[str]) -> str:
    with Path(path).open("rb") as file:
        start = file.read(8)
    return next((kind for magic, kind in _MAGIC.items() if start.startswith(magic)), "text")


def _listed(columns: Mapping[str, str]) -> dict[str, str]:
    """Return the roles that are columns; levels and spins are looked up apart."""
    return {
        role: name for role, name in columns.items() if role in ("time", "gap", "gap_imaginary")
    }


def _long(table: Table) -> tuple[str, ...]:
    """Return the names of columns; those of the length of the time where the time is plain."""
    names = tuple(table.columns)
    times = [name for name in names if bare(name)[0] in ("t", "time", "times")]
    if len(times) != 1:
        return names
    size = table.columns[times[0]].size
    return tuple(name for name in names if table.columns[name].size == size)


def made(
    table: Table, chosen: Chosen, told: Told, notes: list[str],
    *, modulus: bool, skip_missing: bool,
) -> Trajectory:  # fmt: skip
    """Return the trajectory in the chosen columns of a table; raises as `read`."""
    time = _real(table.columns[chosen.names["time"]], "time")
    gap = np.asarray(table.columns[chosen.names["gap"]])
    if "gap_imaginary" in chosen.names:
        imaginary = _real(table.columns[chosen.names["gap_imaginary"]], "gap_imaginary")
        if imaginary.size != gap.size:
            raise ArgumentError("columns", "have as many values as the gap", imaginary.size)
        gap = gap + 1j * imaginary
    gap = _of_complex(gap, notes, modulus=modulus)
    if time.size != gap.size:
        rule = f"have as many values as time, {time.size}"
        raise ArgumentError("gap", rule, gap.size)
    time, gap = _complete(table, time, gap, notes, skip_missing=skip_missing)
    _check_order(table, time)
    said = {**chosen.units, **told.units}
    energy, clock = said.get("gap", GAP), said.get("time", INVERSE_GAP)
    energy, clock = _of_a_gap(energy, clock)
    factor = time_factor("time", clock, energy)
    energy_factor("gap", energy, energy)
    if (energy, clock) != (GAP, INVERSE_GAP):
        notes.append(f"the gap is in {energy}; times, in {clock}, are taken in hbar/{energy}")
    quench = setting(told, energy)
    levels, spins, spin_times = _spins(table, chosen, told, factor)
    return Trajectory(
        time * factor, gap, quench, levels=levels, spins=spins, spin_times=spin_times,
        notes=tuple(notes),
    )  # fmt: skip


# "Delta_f" and the like: a gap is the unit, as if nothing were told.
_A_GAP = re.compile(r"\\?(?:delta|Δ|∆)_?\{?\w{0,5}\}?", re.IGNORECASE)


def _of_a_gap(energy: str, clock: str) -> tuple[str, str]:
    """Return the units of the gap and of time, with the usual names of the user's own mended."""
    own, inverse = ("1", "-", "", "energy unit of the inputs"), ("1", "-", "", "1/energy unit")
    over, slash, named = clock.partition("/")
    if slash and over.strip() in ("1", "hbar", "ħ") and _A_GAP.fullmatch(named.strip()):
        if energy not in (GAP, *own, named.strip()):
            return energy, clock  # of two gaps: refused where units are looked up
        return GAP, INVERSE_GAP
    named = GAP if energy in own or _A_GAP.fullmatch(energy) else energy
    return named, INVERSE_GAP if clock in inverse else clock


def _real(values: np.ndarray, name: str) -> np.ndarray:
    if values.dtype.kind == "c":
        raise ArgumentError(name, "be real", "complex")
    return np.asarray(values, dtype=np.float64)


def _of_complex(gap: np.ndarray, notes: list[str], *, modulus: bool) -> np.ndarray:
    if gap.dtype.kind != "c":
        return np.asarray(gap, dtype=np.float64)
    if modulus:
        notes.append("the gap is the modulus of a complex one")
        return np.asarray(np.abs(gap), dtype=np.float64)
    largest = float(np.nanmax(np.abs(gap.imag), initial=0.0))
    if largest > REAL * float(np.nanmax(np.abs(gap), initial=0.0)):
        rule = "be real (modulus=True, --modulus, takes |Delta|)"
        raise ArgumentError("gap", rule, f"complex, with an imaginary part of {largest:.3g}")
    return np.asarray(gap.real, dtype=np.float64)


def _complete(
    table: Table, time: np.ndarray, gap: np.ndarray, notes: list[str], *, skip_missing: bool
) -> tuple[np.ndarray, np.ndarray]:
    whole = np.isfinite(time) & np.isfinite(gap)
    if whole.all():
        return time, gap
    if not skip_missing:
        row = int(np.argmin(whole))
        name, value = ("time", time[row]) if not np.isfinite(time[row]) else ("gap", gap[row])
        rule = "be finite (skip_missing=True, --skip-missing, leaves such rows out)"
        raise ArgumentError(name, rule, f"{value} in {table.place(row)}")
    notes.append(f"{int(np.count_nonzero(~whole))} rows with missing numbers are left out")
    return time[whole], gap[whole]


def _check_order(table: Table, time: np.ndarray) -> None:
    late = np.flatnonzero(np.diff(time) <= 0.0)
    if late.size:
        row = int(late[0]) + 1
        how = "a repetition" if time[row] == time[row - 1] else "a step back"
        found = f"{time[row]:.9g} after {time[row - 1]:.9g} in {table.place(row)}, {how}"
        raise ArgumentError("time", "increase", found)


def _spins(
    table: Table, chosen: Chosen, told: Told, factor: float
) -> tuple[Levels | None, np.ndarray | None, np.ndarray | None]:
    arrays_ = {**table.columns, **table.others}

    def looked_up(role: str, *usual: str) -> np.ndarray | None:
        name = told.columns.get(role)
        if name is not None:
            if name not in arrays_:
                raise ArgumentError("columns", "name an array of the file", f"'{name}' for {role}")
            return np.asarray(arrays_[name], dtype=np.float64)
        found = [one for one in arrays_ if bare(one)[0] in usual]
        return np.asarray(arrays_[found[0]], dtype=np.float64) if len(found) == 1 else None

    energies = looked_up("energies", "energies", "levels", "eps", "epsilon", "xi")
    if energies is None:
        return None, None, None
    energies = energies.ravel()
    weights = looked_up("weights", "weights", "w")
    if weights is None:
        steps = np.diff(energies)
        if not np.allclose(steps, steps[0], rtol=1e-6):
            raise ArgumentError("weights", "be given for levels at unequal distances", None)
        weights = np.full(energies.size, float(np.mean(steps)))
    levels = Levels(energies, weights.ravel())
    spins = looked_up("spins", "spins", "s", "pseudospins")
    if spins is None:
        return levels, None, None
    if spins.ndim == 2:
        spins = spins[None]
    if spins.ndim == 3 and spins.shape[1] != 3 and spins.shape[2] == 3:
        spins = spins.transpose(0, 2, 1)
    times = looked_up("spin_times", "spin_times", "times_of_spins")
    if times is None:
        time = np.asarray(table.columns[chosen.names["time"]], dtype=np.float64)
        if spins.shape[0] != time.size:
            raise ArgumentError(
                "spin_times", "be given where spins are not saved at all times", None
            )
        times = time
    return levels, spins, times.ravel() * factor
