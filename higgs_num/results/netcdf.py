"""Contents as netCDF-4 files, which other programs read and write."""

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from higgs_num.results.content import Attribute, Content, Quantity, Variable
from higgs_num.results.trailer import with_trailer, without_trailer
from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import read_bytes, write_bytes

# Real trajectories compress to a half at best.
MOST_BLOWN_UP = 100


@dataclass(frozen=True)
class Format:
    """Name and version by which a file says what it is."""

    name: str
    version: int

    @property
    def attributes(self) -> dict[str, Attribute]:
        """The attributes of the file that say so."""
        return {"format": self.name, "format_version": self.version}

    def check(self, path: str | os.PathLike[str], attributes: Mapping[str, Attribute]) -> None:
        """Raise `FileError` unless the attributes of the file at `path` name this format."""
        if attributes.get("format") != self.name:
            raise FileError(path, f"is not a {self.name}")
        found = attributes.get("format_version")
        if found != self.version:
            raise FileError(path, f"has format version {found!r}, but {self.version} is read here")


def write(content: Content, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
    """Write a netCDF-4 file; nothing half-written is left on an error.

    Raises
    ------
    FileError
        If the file exists (without `overwrite`) or cannot be written.
    """
    import h5netcdf
    import h5py

    # In memory: HDF5 ends a process that leaves it with a file which it could not complete.
    image = io.BytesIO()
    with h5netcdf.File(image, "w") as file:
        for dim, size in content.sizes.items():
            file.dimensions[dim] = size
        for name, variable in content.variables.items():
            kind = h5py.string_dtype() if variable.values.dtype == object else np.float64
            dims = variable.quantity.dims
            made = file.create_variable(name, dims, kind, data=variable.values)
            made.attrs.update(variable.quantity.attributes)
        file.attrs.update(content.attributes)
    write_bytes(path, with_trailer(image.getvalue()), overwrite=overwrite)


def read(path: str | os.PathLike[str], expected: Format) -> Content:
    """Read a file that says it is of the expected format; nothing outside the file is touched.

    Raises
    ------
    FileError
        If the file is missing, not netCDF-4, or of another format or version.
    ArgumentError
        If its arrays are not those of a `Content`.
    """
    import h5netcdf
    import h5py

    image = without_trailer(path, read_bytes(path))
    try:
        with h5py.File(io.BytesIO(image), "r") as raw:
            if lead := _leads_elsewhere(raw):
                raise FileError(path, f"is not read: `{lead}` is no array of the file itself")
            if blown := _blown_up(raw, len(image)):
                raise FileError(path, f"is not read: `{blown}` claims more than the file can hold")
            with h5netcdf.File(raw, "r", decode_vlen_strings=True) as file:
                attributes = {name: _attribute(value) for name, value in file.attrs.items()}
                expected.check(path, attributes)
                held = {name: _held(one) for name, one in file.variables.items()}
    except FileError:
        raise
    except Exception:  # damaged files make the libraries raise many kinds of errors
        raise FileError(path, "is not a readable netCDF-4 file") from None
    return Content({name: Variable(*one) for name, one in held.items()}, attributes)


def _leads_elsewhere(file: Any) -> str:
    """Return the name of a member that is a link, a folder, or kept in another file; else ''."""
    import h5py

    for name in file:
        # The link is looked at before it is followed.
        if not isinstance(file.get(name, getlink=True), h5py.HardLink):
            return str(name)
        member = file[name]
        if not isinstance(member, h5py.Dataset) or member.external or member.is_virtual:
            return str(name)
    return ""


def _blown_up(file: Any, held: int) -> str:
    """Return the name of an array that claims to be far larger than a file of `held` bytes; or ''.

    Compressed or never written, a few bytes stand for any number of zeros.
    """
    claims = {str(name): 8 * int(member.size or 0) for name, member in file.items()}
    if sum(claims.values()) <= MOST_BLOWN_UP * held:
        return ""
    return max(claims, key=claims.__getitem__)


def _attribute(value: Any) -> Attribute:
    plain = value.item() if isinstance(value, np.generic) else value
    if not isinstance(plain, str | int | float):
        raise TypeError(f"{plain!r} is neither a text nor a number")
    return plain


def _held(variable: Any) -> tuple[Quantity, np.ndarray]:
    texts = {name: str(variable.attrs.get(name, "")) for name in ("units", "long_name")}
    dims = tuple(str(dim) for dim in variable.dimensions)
    values = np.asarray(variable[...])
    if values.dtype.kind == "f" and values.dtype.itemsize == 8:
        values = values.astype(np.float64)  # in the byte order of this machine
    own = str(variable.name).rpartition("/")[2]
    return Quantity(own, dims, texts["units"], texts["long_name"]), values
