"""Files that were changed, linked, cut or made by others are refused in one line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from higgs_num.results import Curve, Quantity
from higgs_num.results.content import Content, Variable
from higgs_num.results.digest import DIGEST, digest
from higgs_sym.ground.errors import FileError
from tests.higgs_num.results.made_up import Made, made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    curve = Curve(np.array([0.0, 0.1, 0.2]), "1", "entropy")
    made(extra={"entropy": curve}).save(tmp_path / "made.nc")
    return tmp_path / "made.nc"


def refused(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        Made.load(path)
    text = str(caught.value)
    assert "\n" not in text
    assert str(path) in text
    return text


ARRAYS = ("time", "gap", "spins", "level", "weight", "place", "entropy")
HEADERS = ("places", "method", "note", "seconds", "error", "provenance", "extra", "digest")


@pytest.mark.parametrize("name", ARRAYS)
def test_one_changed_bit_of_any_array_is_told(name: str, path: Path) -> None:
    with h5py.File(path, "r+") as file:
        values = file[name][...]
        values.view(np.uint8).flat[0] ^= 1  # the last bit of a mantissa
        file[name][...] = values
    refused(path)


def test_a_changed_label_is_told(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        file["axis"][1] = "z"
    refused(path)


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("change", ["lost", "text", "number"])
def test_any_changed_header_is_told(name: str, change: str, path: Path) -> None:
    with h5py.File(path, "r+") as file:
        if change == "lost":
            del file.attrs[name]
        else:
            file.attrs[name] = "other" if change == "text" else 3.0
    refused(path)


def test_the_smallest_change_of_a_header_is_told(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        stored = float(np.asarray(file.attrs["seconds"]).item())
        file.attrs["seconds"] = np.nextafter(stored, 1.0)
    assert "digest" in refused(path)


@pytest.mark.parametrize("attribute", ["units", "long_name"])
def test_a_changed_unit_or_name_is_told(attribute: str, path: Path) -> None:
    with h5py.File(path, "r+") as file:
        file["gap"].attrs[attribute] = "other"
    refused(path)


@pytest.mark.parametrize("name", ["gap", "level", "spins", "entropy"])
def test_a_lost_array_is_told_by_name(name: str, path: Path) -> None:
    with h5py.File(path, "r+") as file:
        del file[name]
    refused(path)


def test_an_array_too_many_is_told(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        file["more"] = np.zeros(3)
        file["more"].dims[0].attach_scale(file["time"])
    refused(path)


def _external_link(file: Any, other: Path) -> None:
    del file["gap"]
    file["gap"] = h5py.ExternalLink(str(other), "gap")


def _soft_link(file: Any, _other: Path) -> None:
    del file["gap"]
    file["gap"] = h5py.SoftLink("/time")


def _dangling_link(file: Any, _other: Path) -> None:
    file["more"] = h5py.SoftLink("/nothing")


def _external_numbers(file: Any, other: Path) -> None:
    del file["gap"]
    file.create_dataset("gap", (3,), "<f8", external=[(str(other), 0, 24)])


def _virtual_numbers(file: Any, other: Path) -> None:
    del file["gap"]
    layout = h5py.VirtualLayout((3,), "<f8")
    layout[:] = h5py.VirtualSource(str(other), "gap", (3,))
    file.create_virtual_dataset("gap", layout)


def _folder(file: Any, _other: Path) -> None:
    file.create_group("more")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (_external_link, "gap"),
        (_soft_link, "gap"),
        (_dangling_link, "more"),
        (_external_numbers, "gap"),
        (_virtual_numbers, "gap"),
        (_folder, "more"),
    ],
)
def test_nothing_outside_the_file_is_followed(
    change: Callable[[Any, Path], None], name: str, path: Path
) -> None:
    other = path.with_name("other.nc")
    made().save(other)
    with h5py.File(path, "r+") as file:
        change(file, other)
    assert f"`{name}` is no array of the file itself" in refused(path)


@pytest.mark.parametrize("version", [6, 8, "7", 7.5])
def test_other_versions_are_named(version: object, path: Path) -> None:
    with h5py.File(path, "r+") as file:
        file.attrs["format_version"] = version
    assert f"has format version {version!r}, but 7 is read here" in refused(path)


def test_another_format_is_told(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        file.attrs["format"] = "other"
    assert "is not a higgs-toolkit made-up result" in refused(path)


def test_plain_hdf5_is_told(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["gap"] = np.zeros(3)
    refused(path)


def test_no_prefix_of_a_file_is_read(path: Path) -> None:
    whole = path.read_bytes()
    image = whole[: whole.rindex(b"\nsha256 ")]
    for keep in np.linspace(0, len(image) - 1, 40).astype(int):
        path.write_bytes(whole[:keep])
        refused(path)


def test_without_its_last_line_a_file_still_has_the_digest_within(path: Path) -> None:
    """Programs that copy the arrays into a new file drop the line."""
    whole = path.read_bytes()
    before = Made.load(path)
    path.write_bytes(whole[: whole.rindex(b"\nsha256 ")])
    assert np.array_equal(Made.load(path).gap, before.gap)


def test_the_last_line_tells_what_nobody_would_read(path: Path) -> None:
    """Bytes between the arrays change no number; that they changed is known all the same."""
    whole = bytearray(path.read_bytes())
    whole[whole.rindex(b"\nsha256 ") - 1] ^= 1
    path.write_bytes(whole)
    assert "bytes are not those that were written" in refused(path)


def test_an_array_that_claims_more_than_the_file_holds_is_refused(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        del file["gap"]
        file.create_dataset("gap", (10**9,), "<f8", chunks=(1000,), compression="gzip")
    assert "`gap` claims more than the file can hold" in refused(path)


def test_a_header_of_a_kind_that_is_not_known_is_told(tmp_path: Path) -> None:
    """The digest is right here; the method is not one of the table."""
    table = made().to_xarray()
    header = json.dumps({"kind": "Faster", "order": 1})
    variables = {
        str(name): Variable(
            Quantity(str(name), one.dims, one.attrs.get("units", ""), one.attrs["long_name"]),
            one.values if one.dtype == np.float64 else one.values.astype(object),
        )
        for name, one in table.variables.items()
    }
    attributes = {**table.attrs, "method": header}
    attributes[DIGEST] = digest(Content(variables, attributes))
    table.assign_attrs(attributes).to_netcdf(tmp_path / "made.nc", engine="h5netcdf")
    assert "`method` must be one of Slow, Fast, but is 'Faster'" in refused(tmp_path / "made.nc")
