"""Columns of binary files: NumPy, HDF5 and netCDF, Parquet. Nothing pickled is read."""

import io
import os
import zipfile
from typing import Any

import numpy as np

from higgs_num.foreign.reading.table import Table
from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import read_bytes

Path = str | os.PathLike[str]
MOST_BYTES = 4 << 30  # of one array


def numpy_file(path: Path) -> Table:
    """Return the arrays of an npz, or the columns of a npy: (n, k), (k, n) or with named fields."""
    content = io.BytesIO(read_bytes(path))
    try:
        found = np.load(content, allow_pickle=False)
        if isinstance(found, np.lib.npyio.NpzFile):
            return _table({name: found[name] for name in found.files})
    except (ValueError, OSError, EOFError, zipfile.BadZipFile, KeyError) as error:
        raise FileError(path, f"is no readable NumPy file: {_line(error)}") from None
    if found.dtype.names:
        return _table({name: found[name] for name in found.dtype.names})
    if found.ndim != 2 or min(found.shape) < 2:
        raise FileError(path, f"holds an array of shape {found.shape}, no columns")
    columns = found if found.shape[0] > found.shape[1] else found.T
    return _table({str(k + 1): columns[:, k] for k in range(columns.shape[1])})


def parquet(path: Path) -> Table:
    """Return the columns of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(read_bytes(path)))
        columns = {name: table[name].to_numpy() for name in table.column_names}
    except (pa.ArrowException, OSError, ValueError) as error:
        raise FileError(path, f"is no readable Parquet file: {_line(error)}") from None
    return _table(columns)


def hdf5(path: Path) -> Table:
    """Return the numeric arrays of an HDF5 or netCDF-4 file by paths; no link is followed."""
    import h5py

    arrays: dict[str, Any] = {}
    units: dict[str, str] = {}
    try:
        with h5py.File(io.BytesIO(read_bytes(path)), "r") as file:

            def visit(name: str, one: Any) -> None:
                if not isinstance(one, h5py.Dataset) or one.dtype.kind not in "iufc":
                    return
                if one.size * one.dtype.itemsize > MOST_BYTES or one.external or one.is_virtual:
                    return
                arrays[name] = _filled(one, one[()])
                if isinstance(unit := one.attrs.get("units"), str | bytes):
                    units[name] = unit.decode() if isinstance(unit, bytes) else unit

            file.visititems(visit)
    except (OSError, RuntimeError, KeyError, ValueError) as error:
        raise FileError(path, f"is no readable HDF5 file: {_line(error)}") from None
    return _table(arrays, units)


def netcdf3(path: Path) -> Table:
    """Return the variables of a classic netCDF file."""
    from scipy.io import netcdf_file

    try:
        with netcdf_file(io.BytesIO(read_bytes(path)), "r", mmap=False) as file:
            arrays: dict[str, Any] = {
                name: np.array(one[:]) for name, one in file.variables.items() if one.shape
            }
            units = {
                name: unit.decode()
                for name, one in file.variables.items()
                if isinstance(unit := getattr(one, "units", None), bytes)
            }
    except (OSError, TypeError, ValueError, IndexError, KeyError) as error:
        raise FileError(path, f"is no readable netCDF file: {_line(error)}") from None
    return _table(arrays, units)


def _filled(one: Any, values: Any) -> Any:
    """Return an array with NaN where netCDF has its fill value."""
    fill = one.attrs.get("_FillValue")
    if fill is None or values.dtype.kind != "f":
        return values
    return np.where(values == np.ravel(fill)[0], np.nan, values)


def _table(arrays: dict[str, Any], units: dict[str, str] | None = None) -> Table:
    columns: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for name, value in arrays.items():
        flat = np.asarray(value)
        if flat.dtype.kind not in "iufc":
            continue
        # (n, 1) is a column to many.
        if flat.ndim == 2 and 1 in flat.shape and flat.size > 1:
            flat = flat.ravel()
        (columns if flat.ndim == 1 else others)[name] = flat
    return Table(columns, units or {}, None, others)


def _line(error: Exception) -> str:
    return str(error).split("\n")[0][:120]
