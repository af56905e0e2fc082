"""Many realisations: same bits for any number of workers, errors, interruption, files."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.oracle import Ensemble, EnsembleResult, simulate
from higgs_sym.ground.errors import ArgumentError, ComputationError, FileError
from higgs_sym.ground.workers import in_processes

SMALL: dict[str, Any] = {
    "gap_initial": 0.8,
    "gap_final": 1.0,
    "rate_s": 0.3,
    "levels": 40,
    "realisations": 3,
    "t_max": 2.0,
}


@pytest.fixture(scope="module")
def small() -> EnsembleResult:
    return simulate(Ensemble(**SMALL), workers=1)


def test_the_same_bits_for_any_number_of_workers(small: EnsembleResult) -> None:
    done: list[float] = []
    other = simulate(Ensemble(**SMALL), workers=3, progress=done.append)
    assert np.array_equal(other.gap, small.gap)
    assert np.array_equal(other.energy_change, small.energy_change)
    assert np.array_equal(other.edge_final, small.edge_final)
    assert done == sorted(done)
    assert done[-1] == 1.0


def test_more_realisations_keep_the_first_ones(small: EnsembleResult) -> None:
    fewer = simulate(Ensemble(**{**SMALL, "realisations": 1}))
    assert np.array_equal(fewer.gap[0], small.gap[0])
    assert np.isinf(fewer.standard_error).all()


def test_the_result_describes_itself(small: EnsembleResult) -> None:
    assert small.gap.shape == (3, small.time.size)
    assert small.time[-1] == 2.0
    # The state is still the old one at t = 0+, the coupling is not.
    at_once = 0.8 * small.coupling_final / small.coupling_initial
    np.testing.assert_allclose(small.gap[:, 0], at_once, rtol=1e-12)
    assert "seed 1" in repr(small)
    assert small.provenance["version_numpy"] == np.__version__


def test_a_result_survives_its_file(small: EnsembleResult, tmp_path: Path) -> None:
    path = tmp_path / "result.nc"
    small.save(path)
    loaded = EnsembleResult.load(path)
    assert loaded.problem == small.problem
    for name in ("time", "gap", "coupling_final", "edge_initial", "energy_change"):
        assert np.array_equal(getattr(loaded, name), getattr(small, name))
    assert (loaded.method, loaded.seconds) == (small.method, small.seconds)
    assert loaded.provenance == small.provenance
    with pytest.raises(FileError, match="exists already"):
        small.save(path)


def test_other_files_are_told(small: EnsembleResult, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="does not exist"):
        EnsembleResult.load(tmp_path / "none.nc")
    (tmp_path / "text.nc").write_text("no")
    with pytest.raises(FileError, match="not a readable"):
        EnsembleResult.load(tmp_path / "text.nc")
    data = small.to_xarray()
    for change, complaint in (
        ({"format": "other"}, "is not a higgs-toolkit oracle result"),
        ({"format_version": 99}, "format version 99"),
        ({"problem": "{}"}, "damaged"),
    ):
        data.assign_attrs(change).to_netcdf(tmp_path / "changed.nc", engine="h5netcdf")
        with pytest.raises(FileError, match=complaint):
            EnsembleResult.load(tmp_path / "changed.nc")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"gap_initial": 0.0}, "gap_initial"),
        ({"gap_final": float("nan")}, "gap_final"),
        ({"cutoff": 0.9}, "cutoff"),
        ({"rate_s": -1.0}, "rate_s"),
        ({"rate_u": 7.0}, "rate_u"),
        ({"levels": 41}, "levels"),
        ({"levels": 2.5}, "levels"),
        ({"realisations": 0}, "realisations"),
        ({"seed": -1}, "seed"),
        ({"save_every": 0.0}, "save_every"),
        ({"t_max": 0.1}, "t_max"),
        ({"t_max": 13.0}, "t_max"),
        ({"t_max": 1.0, "save_every": 1e-9}, "save_every"),
        ({"step": 0.0}, "step"),
    ],
)
def test_wrong_inputs_are_told(change: dict[str, Any], name: str) -> None:
    with pytest.raises(ArgumentError, match=f"`{name}`"):
        Ensemble(**{**SMALL, **change})


def test_the_step_divides_the_time_between_saves() -> None:
    for step, count in ((None, 1), (0.25, 1), (0.24, 2), (0.125, 2), (0.01, 25)):
        assert Ensemble(**{**SMALL, "step": step}).steps_per_save == count
    assert Ensemble(**{**SMALL, "cutoff": 20.0, "levels": 80}).steps_per_save == 4


def fail(kind: str, _report: object) -> int:
    """Work of the tests below, found by the worker under this module's name."""
    if kind == "known":
        raise ComputationError("lost")
    if kind == "unknown":
        raise ZeroDivisionError("a bug")
    if kind == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    print("noise on standard output")
    return 7


@pytest.mark.parametrize(
    ("kind", "error", "text"),
    [
        ("known", ComputationError, "lost"),
        ("unknown", RuntimeError, "a bug"),
        ("killed", ComputationError, "ended before its result"),
    ],
)
def test_a_failure_of_a_worker_is_told(kind: str, error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        in_processes(fail, [(kind,)])


def test_what_a_worker_prints_does_no_harm() -> None:
    assert in_processes(fail, [("fine",), ("fine",)], workers=2) == [7, 7]


def test_an_exception_from_progress_ends_the_work() -> None:
    def stop(done: float) -> None:
        raise KeyboardInterrupt

    long = Ensemble(1.0, 1.0, levels=400, t_max=100.0, realisations=2)
    started = time.perf_counter()
    with pytest.raises(KeyboardInterrupt):
        simulate(long, progress=stop)
    assert time.perf_counter() - started < 60  # the whole run would take minutes


SCRIPT = """
from higgs_num.oracle import Ensemble, simulate
def main():
    simulate(Ensemble(1.0, 1.0, levels=400, t_max=100.0, realisations=2),
        progress=lambda done: print(done, flush=True))
main()
"""


def test_ctrl_c_leaves_no_process_behind() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p or "." for p in sys.path)}
    parent = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    assert parent.stdout is not None
    parent.stdout.readline()  # at work
    os.killpg(parent.pid, signal.SIGINT)
    parent.stdout.close()
    assert parent.wait(timeout=30) != 0
    with pytest.raises(ProcessLookupError):
        os.killpg(parent.pid, 0)
