"""A sweep as one file: netCDF with all of it, CSV with one line a point."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from higgs_num.sweeps.dataset import on_grid, open_sweep
from higgs_sym.ground.errors import ArgumentError, flag, path_text
from higgs_sym.ground.files import ensure_writable, write_bytes, write_text

if TYPE_CHECKING:
    import xarray


def export(
    store: str | os.PathLike[str], path: str | os.PathLike[str], *, overwrite: bool = False
) -> None:
    """Write a sweep to `path`, by whose end the format is chosen.

    .nc: netCDF-4, with one dimension for each axis; the points themselves where some are refined.
    .csv: one line a point, parameters, state, reason and all outputs that are one number.

    Raises
    ------
    ArgumentError
        If the end is another.
    FileError
        If the store cannot be read, or the file not be written.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from higgs_num.sweeps import Plan, export, sweep
    >>> folder = Path(tempfile.mkdtemp())
    >>> plan = Plan("steady", {"gap_initial": [0.1, 0.5]}, outputs=("gap_steady",))
    >>> _ = sweep(plan, folder / "a.zarr", workers=1)
    >>> export(folder / "a.zarr", folder / "a.csv")
    >>> len((folder / "a.csv").read_text().splitlines()) > 2
    True
    """
    overwrite = flag("overwrite", overwrite)
    end = Path(path_text("path", path)).suffix.lower()
    if end not in (".nc", ".csv"):
        raise ArgumentError("path", "end in .nc or .csv", os.fspath(path))
    ensure_writable(path, overwrite=overwrite)
    points = open_sweep(store)
    if end == ".csv":
        single = [name for name in points.variables if points[name].dims == ("point",)]
        last = ("state", "reason", "round")
        single = [*(name for name in single if name not in last), *last]
        frame = points[single].reset_coords().to_dataframe()[single]
        write_text(path, frame.to_csv(index=False, lineterminator="\n"), overwrite=overwrite)
        return
    refined = bool(np.any(points["round"].values > 0))
    found = points if refined else on_grid(points)
    write_netcdf(found, path, overwrite=overwrite)


def write_netcdf(
    data: "xarray.Dataset", path: str | os.PathLike[str], *, overwrite: bool, packed: bool = False
) -> None:
    """Write labelled arrays whole or not at all; `packed`: numbers are compressed.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    encoding = {}
    for name in data.variables:
        data[name].encoding.clear()
        if packed and data[name].dtype == np.float64 and data[name].ndim:
            encoding[name] = {"zlib": True, "shuffle": True}
    content = data.to_netcdf(None, engine="h5netcdf", encoding=encoding)
    write_bytes(path, bytes(content), overwrite=overwrite)
