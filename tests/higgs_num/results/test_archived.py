"""What one declaration gives: a file that comes back, the same table for xarray, a list."""

import dataclasses
import json
import pkgutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import xarray

import higgs_num
from higgs_num.results import NUMBER, ONE, Archived, Curve, Labels, Quantity, Series, array, header
from higgs_sym.ground.errors import ArgumentError
from tests.fresh_process import printed_by
from tests.higgs_num.results.made_up import Fast, Made, Slow, made

ENTROPY = {"entropy": Curve(np.array([0.0, 0.1, 0.2]), ONE, "entropy of the spins")}
VARIANTS = {
    "plain": made(),
    "nothing at the places": made(places=()),
    "a curve that was asked for": made(extra=ENTROPY),
    "a curve of another alphabet": made(extra={"größe": ENTROPY["entropy"]}),
    "another kind, and a text of two lines": made(method=Fast(6), note='a "b"\nü', error=1e-17),
    "a long text": made(note="x" * 300_000),  # beyond the 64 KiB of a compact attribute
}


@pytest.fixture(params=VARIANTS, ids=str)
def record(request: pytest.FixtureRequest) -> Made:
    return VARIANTS[request.param]


def test_every_field_comes_back(record: Made, tmp_path: Path) -> None:
    record.save(tmp_path / "made.nc")
    back = Made.load(tmp_path / "made.nc")
    for name in ("time", "gap", "spins"):
        assert getattr(back, name).tobytes() == getattr(record, name).tobytes()
        assert getattr(back, name).shape == getattr(record, name).shape
    for name in ("places", "method", "note", "seconds", "error", "provenance", "levels"):
        assert getattr(back, name) == getattr(record, name)
    assert list(back.extra) == list(record.extra)
    for name in record.extra:
        np.testing.assert_array_equal(back.extra[name], record.extra[name])
        assert back.extra.curve(name).unit == record.extra.curve(name).unit
        assert back.extra.curve(name).long_name == record.extra.curve(name).long_name


def test_xarray_opens_what_to_xarray_returns(record: Made, tmp_path: Path) -> None:
    record.save(tmp_path / "made.nc")
    with xarray.open_dataset(tmp_path / "made.nc", engine="h5netcdf") as opened:
        expected = record.to_xarray()
        xarray.testing.assert_identical(opened, expected)
        for name, variable in expected.variables.items():
            assert opened[name].dtype == variable.dtype
        assert set(opened.coords) == {"time", "level", "place", "axis"}
        assert opened["gap"].attrs == {"long_name": "gap", "units": "energy unit of the inputs"}


def test_a_table_written_by_xarray_is_read(record: Made, tmp_path: Path) -> None:
    record.to_xarray().to_netcdf(tmp_path / "made.nc", engine="h5netcdf")
    assert Made.load(tmp_path / "made.nc").gap.tobytes() == record.gap.tobytes()


def test_the_list_of_quantities_has_all_arrays_and_units(record: Made) -> None:
    table = record.to_xarray()
    known = {one.name: one for one in Made.quantities()}
    assert set(known) | set(record.extra) == set(table.variables)
    for name, one in known.items():
        assert table[name].dims == one.dims
        assert table[name].attrs == one.attributes


def results() -> list[type[Archived]]:
    """Return the results of all rooms, each found in a module `result`."""
    rooms = [room.name for room in pkgutil.iter_modules(higgs_num.__path__) if room.ispkg]
    names = [f"higgs_num.{room}.result" for room in rooms]
    modules = [import_module(name) for name in names if find_spec(name) is not None]
    held = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    return [one for one in held if issubclass(one, Archived) and one.__module__ in names]


def layout(kind: type[Archived]) -> str:
    """Return what a file of such a result holds: attributes, and arrays with their dimensions."""
    arrays = {one.name: f"{one.name}({','.join(one.dims)})" for one in kind.quantities()}
    fields = [one.name for one in dataclasses.fields(kind) if one.name not in arrays]
    return " ".join(sorted([*arrays.values(), *fields]))


# What files of each format hold. A line that no longer fits asks for the next version, so that
# older files are told from damaged ones.
LAYOUTS = {
    ("higgs-toolkit kinetic result", 1): "energy(time) error gap(time) keldysh(part,past) memory "
    "method nodes norm_change past(past) past_weights(past) problem provenance reliable_from "
    "retarded(part,past) seconds time(time)",
    ("higgs-toolkit oracle result", 2): "coupling_final(realisation) "
    "coupling_initial(realisation) edge_final(realisation) edge_initial(realisation) "
    "energy_change(realisation) gap(realisation,time) method problem provenance seconds "
    "time(time)",
    ("higgs-toolkit quench result", 3): "axis(axis) energy(time) error final_spins(axis,level) "
    "gap(time) level(level) levels levels_reason method norm_change(time) observables "
    "probe(probe) probe_spins(time,axis,probe) problem provenance seconds_setup seconds_solve "
    "time(time) weight(level)",
}


def test_another_layout_has_another_version() -> None:
    assert {(one._format.name, one._format.version): layout(one) for one in results()} == LAYOUTS
    assert len({one._format.name for one in results()}) == len(results())


@pytest.mark.parametrize("kind", results())
def test_every_number_that_is_recorded_has_a_unit_and_a_name(kind: type[Archived]) -> None:
    for one in kind.quantities():
        assert one.long_name
        assert one.unit or one.name == "axis"


def test_fields_as_json() -> None:
    plain = made(extra=ENTROPY).plain("method", "gap", "error", "extra", "levels")
    assert json.loads(json.dumps(plain)) == plain
    assert plain["method"] == {"kind": "Slow", "step": 0.1, "stages": [1, 2]}
    assert plain["gap"] == [1.0, 1.0 / 3.0, 5e-324]
    assert plain["extra"] == {"entropy": [0.0, 0.1, 0.2]}
    assert plain["levels"]["energies"] == [-1.0, 0.25, 1.5]


def test_a_result_is_frozen() -> None:
    record = made()
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.note = "other"  # type: ignore[misc]
    assert dataclasses.replace(record, note="other").note == "other"


def test_saving_imports_no_xarray(tmp_path: Path) -> None:
    script = (
        "import sys; from tests.higgs_num.results.made_up import Made, made\n"
        f"path = {str(tmp_path / 'made.nc')!r}; made().save(path); Made.load(path)\n"
        "print(sorted({'xarray', 'pandas', 'matplotlib'} & set(sys.modules)))"
    )
    assert printed_by(script) == "[]"


@pytest.mark.parametrize(
    ("record", "name", "rule"),
    [
        (made(gap=np.zeros(4)), "gap", "have 3 entries along `time`"),
        (made(gap=np.zeros((3, 1))), "gap", "have the dimensions"),
        (made(gap=np.array([1.0, np.nan, 2.0])), "gap", "be finite"),
        (made(gap=np.zeros(3, dtype=np.float32)), "gap", "hold float64"),
        (made(extra={"gap": ENTROPY["entropy"]}), "extra", "names of their own"),
        (made(extra={"place": ENTROPY["entropy"]}), "extra", "names of their own"),
    ],
)
def test_what_could_not_be_read_is_not_written(
    record: Made, name: str, rule: str, tmp_path: Path
) -> None:
    with pytest.raises(ArgumentError, match=rule) as caught:
        record.save(tmp_path / "made.nc")
    assert caught.value.name == name
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "2nd", "a b", "a/b"])
def test_a_curve_needs_a_name_that_files_can_hold(name: str) -> None:
    with pytest.raises(ArgumentError, match="letters, digits and _"):
        Series({name: ENTROPY["entropy"]})


def test_a_forgotten_declaration_is_an_error_at_once() -> None:
    with pytest.raises(TypeError, match="no declaration of second"):

        class Forgotten(Archived, format="f", version=1):
            first: float = header(NUMBER)
            second: float

    with pytest.raises(TypeError, match="no array has the dimension there"):

        class Unused(Archived, format="f", version=1, labels=(Labels("there", list, "", ""),)):
            first: float = header(NUMBER)

    with pytest.raises(TypeError, match="two arrays have one name"):

        class Twice(Archived, format="f", version=1, labels=(Labels("gap", list, "", ""),)):
            gap: np.ndarray = array("gap", unit=ONE, long_name="gap")


def test_quantities_name_their_attributes_as_netcdf_does() -> None:
    assert Quantity("a", ("b",), "", "text").attributes == {"long_name": "text"}
    assert Slow(0.1) == made().method
