"""Sweeps on this machine: what is computed, kept, computed again, and refused."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray

from higgs_num.sweeps import Plan, Refine, export, on_grid, open_sweep, status, sweep
from higgs_num.sweeps.identity import _digest_of
from higgs_num.sweeps.store import Store
from higgs_sym.ground.errors import ArgumentError, FileError
from tests.higgs_num.sweeps.own import NAME, exact


def plan(count: int = 12, **changed: Any) -> Plan:
    fixed = {name: changed.pop(name) for name in ("seconds", "behave", "border") if name in changed}
    return Plan(NAME, {"x": np.arange(1.0, count + 1.0)}, fixed=fixed, **changed)


def same(a: xarray.Dataset, b: xarray.Dataset) -> None:
    """Equal to the last bit, NaN where NaN."""
    assert set(a.variables) == set(b.variables)
    for name in a.variables:
        np.testing.assert_array_equal(a[name].values, b[name].values, err_msg=str(name))


def test_a_sweep_holds_what_is_computed(tmp_path: Path) -> None:
    found = sweep(plan(), tmp_path / "s.zarr", workers=2)
    assert found.sizes == {"point": 12, "time": 50}
    for k, x in enumerate(np.arange(1.0, 13.0)):
        np.testing.assert_array_equal(found["curve"].values[k], exact(x))
        assert found["side"].values[k] == int(x > 5.2)
    assert found["x"].attrs["long_name"] == "frequency"
    assert found["side"].attrs["flag_meanings"] == "below above"
    assert "x" in found.coords
    assert found.attrs["finished"] == 1
    assert "version_numpy" in found.attrs


def test_anything_that_reads_zarr_reads_it(tmp_path: Path) -> None:
    sweep(plan(), tmp_path / "s.zarr", workers=1)
    found = xarray.open_zarr(tmp_path / "s.zarr", chunks=None)  # consolidated
    np.testing.assert_array_equal(found["curve"].values[4], exact(5.0))


def test_nothing_is_computed_twice(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    first = sweep(plan(seconds=0.05), path, workers=2)
    started = time.monotonic()
    second = sweep(plan(seconds=0.05), path, workers=2)
    assert time.monotonic() - started < 0.55  # 12 points would take as long as they sleep, 0.3 s
    same(first.drop_attrs(), second.drop_attrs())


def test_on_its_grid(tmp_path: Path) -> None:
    two = Plan(NAME, {"x": [1.0, 2.0, 3.0], "y": [0.0, 1.0]}, outputs=("top", "curve"))
    grid = on_grid(sweep(two, tmp_path / "s.zarr", workers=1))
    assert grid["curve"].dims == ("x", "y", "time")
    np.testing.assert_array_equal(grid["curve"].sel(x=2.0, y=1.0).values, exact(2.0))
    assert grid["seconds"].ndim == 0


@pytest.mark.parametrize(
    ("behave", "told"),
    [
        ("fail", "`x` must not be 3"),
        ("nan", "`curve` is not finite everywhere"),
        ("die", "its process ended 3 times"),
        ("bug", "fault of the program: KeyError"),
    ],
)
def test_points_that_fail_are_nan_with_their_reason(behave: str, told: str, tmp_path: Path) -> None:
    found = sweep(plan(behave=behave), tmp_path / "s.zarr", workers=2)
    assert status(tmp_path / "s.zarr")["failed"] == 1
    assert told in str(found["reason"].values[2])
    assert np.all(np.isnan(found["curve"].values[2]))
    assert found["side"].values[2] == -1
    others = np.delete(np.arange(12), 2)
    for k in others:
        np.testing.assert_array_equal(found["curve"].values[k], exact(k + 1.0))


def test_a_point_that_hangs_is_given_up(tmp_path: Path) -> None:
    # Start-up counts, on a machine that may be busy.
    found = sweep(plan(behave="hang", time_limit=4.0), tmp_path / "s.zarr", workers=2)
    assert "took more than 4 s" in str(found["reason"].values[2])
    assert status(tmp_path / "s.zarr")["done"] == 11


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    marker = tmp_path / "died"
    found = sweep(plan(behave=str(marker)), tmp_path / "s.zarr", workers=2)
    assert marker.exists()
    assert status(tmp_path / "s.zarr")["done"] == 12
    np.testing.assert_array_equal(found["curve"].values[2], exact(3.0))


def test_failed_points_are_tried_again_on_request(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    once = plan(behave=f"once:{tmp_path / 'failed'}")
    sweep(once, path, workers=1)
    assert status(path)["failed"] == 1
    sweep(once, path, workers=1)
    assert status(path)["failed"] == 1  # a failure is an answer
    found = sweep(once, path, workers=1, retry_failed=True)
    assert status(path)["done"] == 12
    np.testing.assert_array_equal(found["curve"].values[2], exact(3.0))


def test_a_kill_between_two_renames_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    first = sweep(plan(6), path, workers=1)
    path.rename(tmp_path / ".s.zarr.before")
    assert status(path)["done"] == 6  # a reader finds it, and leaves it to the next writer
    assert not path.exists()
    longer = sweep(plan(8), path, workers=1)
    np.testing.assert_array_equal(longer["curve"].values[:6], first["curve"].values)
    assert [one.name for one in tmp_path.iterdir()] == ["s.zarr"]


def test_axes_that_grow_keep_what_there_is(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    sweep(plan(8), path, workers=2)
    kept = Store.open(path)
    longer = Plan(NAME, {"x": [0.5, *np.arange(1.0, 11.0)]})
    once = sweep(longer, tmp_path / "once.zarr", workers=2)
    # The old points are not computed again: a store of theirs is what the new one begins with.
    begun = kept.with_points(longer, list(longer.points()), [0] * 11)
    assert begun.count(1) == 8
    same(sweep(longer, path, workers=2).drop_attrs(), once.drop_attrs())


def test_points_are_not_lost_unasked(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    sweep(plan(8), path, workers=1)
    with pytest.raises(FileError, match="holds 3 computed points that this plan has not"):
        sweep(plan(5), path, workers=1)
    assert status(path)["done"] == 8
    sweep(plan(5), path, workers=1, drop=True)
    assert status(path)["points"] == 5


def test_a_store_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    sweep(plan(2), path, workers=1)
    with pytest.raises(FileError, match="is a sweep of kind"):
        sweep(Plan("steady", {"gap_initial": [0.5]}), path, workers=1)
    foreign = tmp_path / "foreign.zarr"
    foreign.mkdir()
    with pytest.raises(FileError, match="is no Zarr group"):
        sweep(plan(2), foreign, workers=1)
    with pytest.raises(FileError, match="does not exist"):
        open_sweep(tmp_path / "nothing.zarr")


def test_code_that_changed_makes_points_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.zarr"
    first = sweep(plan(6), path, workers=1)
    changed = tmp_path / "changed.py"
    changed.write_text("other")
    monkeypatch.setenv("HIGGS_OWN_CODE", str(changed))
    from tests.higgs_num.sweeps import own

    other = own.Kind(**{**vars(own.OWN), "rooms": (str(changed),)})
    monkeypatch.setattr(own, "OWN", other)
    _digest_of.cache_clear()
    seen = open_sweep(path)
    assert status(path) == {**status(path), "stale": 6, "done": 0}
    assert np.all(np.isnan(seen["curve"].values))  # marked, and not mixed with what is valid
    again = sweep(plan(6), path, workers=1)
    assert status(path)["done"] == 6
    same(first.drop_attrs(), again.drop_attrs())


@pytest.mark.parametrize(
    ("array", "how"),
    [
        ("curve", "flip"), ("curve", "delete"), ("top", "cut"), ("state", "flip"),
        ("state", "delete"), ("digest", "cut"), ("reason", "delete"), ("code", "flip"),
    ],
)  # fmt: skip
def test_damaged_chunks_are_computed_anew(array: str, how: str, tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    whole = plan(behave="fail")  # at one point, so that there are reasons
    once = sweep(whole, path, workers=1)
    chunk = min(one for one in (path / array).iterdir() if one.name[0] in "0123456789")
    content = chunk.read_bytes()
    if how == "delete":
        chunk.unlink()
    else:
        half = len(content) // 2
        broken = content[:half] + bytes([content[half] ^ 0x55]) + content[half + 1 :]
        chunk.write_bytes(broken if how == "flip" else content[:half])
    same(sweep(whole, path, workers=1).drop_attrs(), once.drop_attrs())
    same(open_sweep(path).drop_attrs(), once.drop_attrs())


def test_refinement_adds_points_where_the_class_changes(tmp_path: Path) -> None:
    refined = plan(8, refine=Refine("side", 3))
    found = sweep(refined, tmp_path / "s.zarr", workers=2)
    # Halving [5, 6] three times around 5.2: 5.5, then 5.25, then 5.125.
    assert found["x"].values[8:].tolist() == [5.5, 5.25, 5.125]
    assert found["round"].values.tolist() == [0] * 8 + [1, 2, 3]
    same(sweep(refined, tmp_path / "s.zarr", workers=2).drop_attrs(), found.drop_attrs())
    # Fewer rounds later: what is beyond them is gone; more: it is computed.
    fewer = sweep(plan(8, refine=Refine("side", 1)), tmp_path / "s.zarr", workers=1)
    assert fewer["x"].values[8:].tolist() == [5.5]
    more = sweep(refined, tmp_path / "s.zarr", workers=1)
    same(more.drop_attrs(), found.drop_attrs())


def start(folder: Path, seconds: float, count: int = 60) -> "subprocess.Popen[bytes]":
    """Start a sweep in a process of its own."""
    program = (
        "import numpy as np\n"
        "from higgs_num.sweeps import Plan, sweep\n"
        f"sweep(Plan({NAME!r}, {{'x': np.arange(1.0, {count}.0 + 1.0)}}, "
        f"fixed={{'seconds': {seconds}}}), {str(folder / 's.zarr')!r}, workers=2)\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[3], stderr=subprocess.PIPE
    )


def wait_for(path: Path, done: int) -> None:
    """Wait until so many points are on the disk; the store is read while it is written."""
    for _ in range(600):
        if path.is_dir() and status(path)["done"] >= done:
            return
        time.sleep(0.05)
    raise AssertionError("nothing happens")


def test_a_driver_that_is_killed_three_times(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    for done in (1, 4, 8):
        process = start(tmp_path, 0.1)
        wait_for(path, done)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert 8 <= status(path)["done"] < 60
    rest = plan(60, seconds=0.1)
    same(
        sweep(rest, path, workers=2).drop_attrs(),
        sweep(rest, tmp_path / "once.zarr", workers=2).drop_attrs(),
    )


def test_an_interrupt_keeps_what_is_computed(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    process = start(tmp_path, 0.1)
    wait_for(path, 5)
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode != 0
    assert status(path)["done"] >= 5


def test_a_second_driver_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    process = start(tmp_path, 0.1)
    try:
        wait_for(path, 2)
        with pytest.raises(FileError, match="is being swept by another run"):
            sweep(plan(60, seconds=0.1), path, workers=1)
    finally:
        process.kill()
        process.communicate()


def test_clocks_that_jump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of day goes back by a year at each look."""
    now = [1e9]

    def back() -> float:
        now[0] -= 3.15e7
        return now[0]

    monkeypatch.setattr(time, "time", back)
    found = sweep(plan(), tmp_path / "s.zarr", workers=2)
    np.testing.assert_array_equal(found["curve"].values[11], exact(12.0))


def test_a_full_disk_keeps_what_is_there(tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("mounting needs rights that are not here")
    try:
        path = place / "s.zarr"
        begun = sweep(plan(4), path, workers=1)
        (place / "filler").write_bytes(
            b"x" * os.statvfs(place).f_bavail * os.statvfs(place).f_bsize
        )
        with pytest.raises(FileError, match="cannot be written: No space left on device"):
            sweep(plan(400), path, workers=1, allow_large=True)
        same(open_sweep(path).drop_attrs(), begun.drop_attrs())
        (place / "filler").unlink()
        same(
            sweep(plan(30), path, workers=1).drop_attrs(),
            sweep(plan(30), tmp_path / "once.zarr", workers=1).drop_attrs(),
        )
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_exports(tmp_path: Path) -> None:
    path = tmp_path / "s.zarr"
    sweep(plan(4), path, workers=1)
    export(path, tmp_path / "s.nc")
    export(path, tmp_path / "s.csv")
    found = xarray.load_dataset(tmp_path / "s.nc", engine="h5netcdf")
    np.testing.assert_array_equal(found["curve"].sel(x=3.0).values, exact(3.0))
    lines = (tmp_path / "s.csv").read_text().splitlines()
    assert lines[0].startswith("x,y,seconds,behave,border")
    assert len(lines) == 5
    with pytest.raises(FileError, match="exists already"):
        export(path, tmp_path / "s.csv")
    with pytest.raises(ArgumentError, match=r"end in \.nc or \.csv"):
        export(path, tmp_path / "s.txt")


def test_workers_and_a_scheduler_exclude_one_another(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="`workers` must be left out"):
        sweep(plan(), tmp_path / "s.zarr", workers=1, scheduler="tcp://127.0.0.1:1")


def test_threads_of_this_process_are_gone_afterwards(tmp_path: Path) -> None:
    before = threading.active_count()
    sweep(plan(3), tmp_path / "s.zarr", workers=2)
    for _ in range(100):
        if threading.active_count() <= before + 3:  # zarr keeps one for its loop, and a pool
            return
        time.sleep(0.05)
    raise AssertionError([one.name for one in threading.enumerate()])
