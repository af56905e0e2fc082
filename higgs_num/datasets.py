"""Results as netCDF-4 files that name their format, so that foreign and damaged ones are told."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import replace

if TYPE_CHECKING:
    import xarray


def write_dataset(
    dataset: "xarray.Dataset", path: str | os.PathLike[str], *, overwrite: bool = False
) -> None:
    """Write a netCDF-4 file; nothing half-written is left on an error.

    Raises
    ------
    FileError
        If the file exists (without `overwrite`) or cannot be written.
    """
    with replace(path, overwrite=overwrite) as temporary:
        dataset.to_netcdf(temporary, engine="h5netcdf")


@contextmanager
def reading_dataset(
    path: str | os.PathLike[str], name: str, version: int
) -> Iterator["xarray.Dataset"]:
    """Yield the dataset of a file whose attributes `format` and `format_version` are these.

    What the block cannot find or make sense of is told as damage of the file.

    Raises
    ------
    FileError
        If the file is missing, damaged, or of another format or version.
    """
    import xarray

    if not Path(path).is_file():
        raise FileError(path, "does not exist")
    try:
        with xarray.open_dataset(path, engine="h5netcdf") as opened:
            data = opened.load()
    except Exception:  # the readers below raise many kinds of errors on damaged files
        raise FileError(path, "is not a readable netCDF-4 file") from None
    if data.attrs.get("format") != name:
        raise FileError(path, f"is not a {name}")
    if data.attrs.get("format_version") != version:
        found = data.attrs.get("format_version")
        raise FileError(path, f"has format version {found}, but {version} is read here")
    try:
        yield data
    except (KeyError, ValueError, TypeError) as error:
        raise FileError(path, f"is a damaged {name}: {error}") from None
