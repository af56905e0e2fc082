from pathlib import Path

import numpy as np
import pytest
import xarray

from higgs_num.quench import (
    RK4,
    Observable,
    Problem,
    Result,
    run,
)
from higgs_sym.ground.errors import ArgumentError, FileError


@pytest.fixture(scope="module")
def result() -> Result:
    return run(Problem(0.95, 1.0, rate_s=0.1, levels=120, t_max=6.0))


@pytest.fixture(scope="module")
def saved(result: Result, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("saved") / "run.nc"
    result.save(path)
    return path.read_bytes()


def test_save_and_load_keep_every_bit(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "run.nc"
    result.save(path)
    back = Result.load(path)
    for name in ("time", "gap", "energy", "norm_change", "final_spins"):
        np.testing.assert_array_equal(getattr(back, name), getattr(result, name))
    assert back.problem == result.problem
    assert back.method == result.method
    assert back.error == result.error
    assert back.levels == result.levels
    assert dict(back.provenance) == dict(result.provenance)
    assert repr(back) == repr(result)


def test_shapes(result: Result) -> None:
    count = len(result.levels)
    assert result.time.shape == result.gap.shape == result.energy.shape == (49,)
    assert result.norm_change.shape == (49,)
    assert result.final_spins.shape == (3, count)


def test_to_xarray_has_time_and_gap(result: Result) -> None:
    data = result.to_xarray()
    assert data["gap"].dims == ("time",)
    np.testing.assert_array_equal(data["gap"], result.gap)
    np.testing.assert_array_equal(data["time"], result.time)
    lambda_sum = float((data["weight"] * data["final_spins"].sel(axis="x")).sum())
    first = run(Problem(0.95, 1.0, rate_s=0.1, levels=120, t_max=6.0))
    assert first.gap[-1] == result.gap[-1]
    # (10) at the last time, with lambda from (10) in the final equilibrium.
    from higgs_num.equilibrium.coupling import coupling
    from higgs_num.levels import Levels

    lam = coupling(Levels(data["level"], data["weight"]), 1.0, 0.1, 0.0)
    assert lam / 2.0 * lambda_sum == pytest.approx(result.gap[-1], rel=1e-13)


def test_window(result: Result) -> None:
    time, gap = result.window(2.0, 4.0)
    assert time[0] == 2.0
    assert time[-1] == 4.0
    assert gap.size == 17
    with pytest.raises(ArgumentError, match="start"):
        result.window(50.0, 60.0)


def test_repr_states_inputs_and_drifts(result: Result) -> None:
    text = repr(result)
    for part in ("0.95 -> 1", "rate_s = 0.1", "MultiProduct", "norm_change", "energy"):
        assert part in text


def test_an_existing_file_stays(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "run.nc"
    path.write_bytes(b"precious")
    with pytest.raises(FileError, match="exists"):
        result.save(path)
    assert path.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [path]
    result.save(path, overwrite=True)
    assert Result.load(path).problem == result.problem


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="does not exist"):
        Result.load(tmp_path / "none.nc")


@pytest.mark.parametrize("content", [b"", b"not netCDF at all", bytes(1000)])
def test_foreign_bytes(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "foreign.nc"
    path.write_bytes(content)
    with pytest.raises(FileError, match="not a readable"):
        Result.load(path)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9])
def test_a_truncated_file(keep: float, saved: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cut.nc"
    path.write_bytes(saved[: int(keep * len(saved))])
    with pytest.raises(FileError) as caught:
        Result.load(path)
    assert "\n" not in str(caught.value)


def test_foreign_netcdf(tmp_path: Path) -> None:
    path = tmp_path / "foreign.nc"
    xarray.Dataset({"gap": ("time", [1.0])}).to_netcdf(path, engine="h5netcdf")
    with pytest.raises(FileError, match="is not a higgs-toolkit"):
        Result.load(path)


def test_another_format_version(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "new.nc"
    result.to_xarray().assign_attrs(format_version=99).to_netcdf(path, engine="h5netcdf")
    with pytest.raises(FileError, match="format version 99"):
        Result.load(path)


@pytest.mark.parametrize("lost", ["gap", "final_spins", "energy"])
def test_a_file_without_one_variable(lost: str, result: Result, tmp_path: Path) -> None:
    path = tmp_path / "damaged.nc"
    result.to_xarray().drop_vars(lost).to_netcdf(path, engine="h5netcdf")
    with pytest.raises(FileError, match=f"damaged .*{lost}"):
        Result.load(path)


def test_a_file_with_a_broken_problem(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "damaged.nc"
    broken = result.to_xarray().assign_attrs(problem='{"levels": 120, "gap_initial": -1.0}')
    broken.to_netcdf(path, engine="h5netcdf")
    with pytest.raises(FileError, match="damaged"):
        Result.load(path)


def test_observables_stand_in_the_file_with_their_units(tmp_path: Path) -> None:
    kinetic = Observable(
        "kinetic", lambda eps, S, t: eps * S[2], "(energy unit)^2", "kinetic energy"
    )
    found = run(Problem(0.95, 1.0, levels=20, t_max=1.0), observe=(kinetic,))
    found.save(tmp_path / "run.nc")
    back = Result.load(tmp_path / "run.nc").observables
    np.testing.assert_array_equal(back["kinetic"], found.observables["kinetic"])
    with xarray.open_dataset(tmp_path / "run.nc", engine="h5netcdf") as table:
        assert table["kinetic"].dims == ("time",)
        assert table["kinetic"].attrs == {
            "long_name": "kinetic energy", "units": "(energy unit)^2"
        }  # fmt: skip


def test_an_order_that_a_method_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="order"):
        RK4(0.05, order=8)  # type: ignore[call-arg]
    assert RK4(0.05).order == 4
