from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.quench import (
    RK4,
    Condensed,
    MultiProduct,
    Problem,
    Result,
    SolveIvp,
    resume,
    run,
    trajectory,
)
from higgs_num.quench.checkpoint import Checkpoint
from higgs_num.quench.recorded import Recorded
from higgs_sym.ground.errors import ArgumentError, FileError

CASES: list[dict[str, Any]] = [
    {"rate_s": 0.1, "levels": 2000},  # two sectors, Gauss rule
    {"rate_s": 0.1, "levels": 200, "closure": "odd"},
    {"levels": 200},
]


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look up after every few steps, so that there is something to interrupt."""
    monkeypatch.setattr(trajectory, "CHUNK_SECONDS", 1e-5)
    monkeypatch.setattr(trajectory, "FIRST_CHUNK", 1)


def stopped(problem: Problem, path: Path, after: float, stepper: Any = None) -> None:
    def stop(done: float) -> None:
        if done >= after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(problem, stepper, progress=stop, checkpoint=path)


@pytest.mark.parametrize("case", CASES)
def test_windows_resume_with_the_same_bits(case: dict[str, Any], tmp_path: Path) -> None:
    problem = Problem(0.9, 1.0, t_max=20.0, **case)
    method = Condensed(1e-8)
    once = run(problem, method)
    path = tmp_path / "stopped.npz"
    stopped(problem, path, 0.3, method)
    twice = resume(path)
    for name in ("time", "gap", "energy", "norm_change", "final_spins"):
        np.testing.assert_array_equal(getattr(twice, name), getattr(once, name))


def test_runge_kutta_resumes_with_the_same_bits(tmp_path: Path) -> None:
    problem = Problem(0.9, 1.0, t_max=5.0, levels=100, rate_s=0.1, closure="odd")
    once = run(problem, RK4(0.02))
    path = tmp_path / "stopped.npz"
    stopped(problem, path, 0.5, RK4(0.02))
    twice = resume(path)
    for name in ("time", "gap", "energy", "norm_change", "final_spins"):
        np.testing.assert_array_equal(getattr(twice, name), getattr(once, name))
    assert twice.method == once.method


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("after", [0.02, 0.6])
def test_resuming_gives_the_bits_of_one_run(
    case: dict[str, Any], after: float, tmp_path: Path
) -> None:
    problem = Problem(0.9, 1.0, t_max=20.0, **case)
    once = run(problem)
    path = tmp_path / "stopped.npz"
    stopped(problem, path, after)
    assert 1 < len(Checkpoint.load(path).progressed.record) < problem.times.size
    twice = resume(path)
    for name in ("time", "gap", "energy", "norm_change", "final_spins"):
        np.testing.assert_array_equal(getattr(twice, name), getattr(once, name))
    assert (twice.problem, twice.method, twice.error) == (once.problem, once.method, once.error)
    assert twice.levels == once.levels
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_written_at_intervals(tmp_path: Path) -> None:
    path = tmp_path / "going.npz"
    seen: list[bool] = []
    problem = Problem(0.9, 1.0, t_max=10.0, levels=100)
    run(
        problem, progress=lambda _: seen.append(path.exists()), checkpoint=path,
        checkpoint_every=0.0,
    )  # fmt: skip
    assert any(seen)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"foreign", bytes(100)])
def test_foreign_files(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.npz"
    with pytest.raises(FileError, match="does not exist"):
        resume(path)
    path.write_bytes(content)
    with pytest.raises(FileError, match="not a readable checkpoint"):
        resume(path)


def test_foreign_archives_and_other_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.npz"
    with path.open("wb") as handle:
        np.savez(handle, header="{}", record_gap=np.zeros(3))
    with pytest.raises(FileError, match="is not a checkpoint"):
        resume(path)
    path.unlink()
    stopped(Problem(0.9, 1.0, t_max=20.0, levels=200), path, 0.5)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(FileError):
        resume(path)
    path.unlink()
    stopped(Problem(0.9, 1.0, t_max=20.0, levels=200), path, 0.5)
    monkeypatch.setattr("higgs_num.quench.checkpoint.cache_folder", lambda: Path("kernels-other"))
    with pytest.raises(FileError, match="another version"):
        resume(path)


def test_not_every_method_can_resume(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="cannot resume"):
        run(Problem(0.9, 1.0, t_max=1.0, levels=40), SolveIvp(), checkpoint=tmp_path / "x.npz")
    with pytest.raises(FileError, match="no folder"):
        run(Problem(0.9, 1.0, t_max=1.0, levels=40), checkpoint=tmp_path / "none" / "x.npz")


def test_chunks_do_not_change_bits() -> None:
    from higgs_num.quench.motion import motion

    problem = Problem(0.9, 1.0, rate_s=0.1, levels=100, t_max=5.0)
    stepper = MultiProduct(order=12, longest_step=0.125)
    state = stepper.init(motion(problem), problem.times, np.zeros(0))
    _, whole = stepper.advance(state, 40)
    parts = []
    for steps in (1, 7, 32):
        state, record = stepper.advance(state, steps)
        parts.append(record)
    for name, values in Recorded.joined(parts).named.items():
        np.testing.assert_array_equal(values, whole.named[name])


@pytest.mark.parametrize("after", [0.3, 0.45, 0.7])
def test_runge_kutta_resumes_between_times_at_other_intervals(after: float, tmp_path: Path) -> None:
    times = np.concatenate([np.arange(0.0, 5.0, 0.1), np.arange(5.0, 20.0, 0.3)])
    problem = Problem(0.9, 1.0, t_max=20.0, levels=200, rate_s=0.1, save_at=times)
    once = run(problem, RK4(0.01))
    path = tmp_path / "stopped.npz"
    stopped(problem, path, after, RK4(0.01))
    np.testing.assert_array_equal(resume(path).gap, once.gap)


def test_why_all_levels_are_followed_outlives_a_stop(tmp_path: Path) -> None:
    problem = Problem(0.9, 1.0, t_max=10.0, levels=2000, W=lambda eps: 1.0 / np.cosh(eps))
    path = tmp_path / "stopped.npz"
    stopped(problem, path, 0.5)
    assert resume(path).levels_reason == "a checkpoint keeps W on the levels only"


def test_probes_and_functions_cannot_be_kept_together(tmp_path: Path) -> None:
    problem = Problem(0.9, 1.0, rate_s=0.1, t_max=5.0, levels=200, probes=(0.5,), W=np.cosh)
    with pytest.raises(ArgumentError, match="left out with `probes`"):
        run(problem, checkpoint=tmp_path / "run.npz")
    run(problem).save(tmp_path / "run.nc")
    assert Result.load(tmp_path / "run.nc").problem.probes == (0.5,)


PROBLEM = Problem(0.9, 1.0, t_max=20.0, levels=200)


def test_a_file_of_the_user_is_neither_replaced_nor_deleted(tmp_path: Path) -> None:
    path = tmp_path / "user.txt"
    path.write_text("mine")
    with pytest.raises(FileError, match="is no checkpoint of this quench"):
        run(PROBLEM, checkpoint=path)
    assert path.read_text() == "mine"
    # Allowed to be replaced, it stays all the same where nothing had to be kept.
    run(PROBLEM, checkpoint=path, overwrite=True, checkpoint_every=1e9)
    assert path.read_text() == "mine"


def test_a_checkpoint_of_another_quench_stays(tmp_path: Path) -> None:
    path = tmp_path / "run.npz"
    stopped(Problem(0.8, 1.0, t_max=20.0, levels=200), path, 0.5)
    before = path.read_bytes()
    with pytest.raises(FileError, match="is no checkpoint of this quench"):
        run(PROBLEM, checkpoint=path)
    assert path.read_bytes() == before


def test_the_same_quench_begins_again(tmp_path: Path) -> None:
    path = tmp_path / "run.npz"
    stopped(PROBLEM, path, 0.5)
    assert np.array_equal(run(PROBLEM, checkpoint=path).gap, run(PROBLEM).gap)
    assert not path.exists()


def test_a_file_put_in_the_place_meanwhile_is_not_deleted(tmp_path: Path) -> None:
    path = tmp_path / "run.npz"

    def put(done: float) -> None:
        if path.exists():
            path.unlink()
        path.write_text("mine")

    run(PROBLEM, checkpoint=path, checkpoint_every=1e9, progress=put)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("begin", [lambda path: run(PROBLEM, checkpoint=path), resume])
def test_a_second_run_with_the_same_file_is_refused(begin: Any, tmp_path: Path) -> None:
    path = tmp_path / "run.npz"
    told: list[str] = []

    def second(done: float) -> None:
        if not told and path.exists():
            with pytest.raises(FileError) as caught:
                begin(path)
            told.append(str(caught.value))

    run(PROBLEM, checkpoint=path, checkpoint_every=0.0, progress=second)
    assert "is being written by another run (process" in told[0]
    assert list(tmp_path.iterdir()) == []


def _edited(path: Path, name: str, change: Any) -> None:
    with np.load(path) as data:
        held = {key: data[key] for key in data.files}
    name = next(key for key in held if key.startswith(name))
    held[name] = change(held[name])
    np.savez(path, **held)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("record_gap", lambda values: values + 1e-9),
        ("record_gap", lambda values: values[:-1]),
        ("record_energy", lambda values: values.astype(np.float32)),
        ("state_", lambda values: values + 1),
        (
            "header",
            lambda text: np.array(str(text).replace('"gap_final": 1.0', '"gap_final": 1.1')),
        ),
        ("header", lambda text: np.array(str(text).replace('"t_max": 20.0', '"t_max": 30.0'))),
        ("digest", lambda text: np.array("sha256:0")),
    ],
)
def test_edited_states_records_and_inputs_are_refused(
    name: str, change: Any, tmp_path: Path
) -> None:
    path = tmp_path / "run.npz"
    stopped(PROBLEM, path, 0.5)
    _edited(path, name, lambda values: values)
    Checkpoint.load(path)  # written again by numpy as it was, it is as good as before
    _edited(path, name, change)
    with pytest.raises(FileError, match="is damaged"):
        resume(path)


def test_a_few_bytes_do_not_become_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "bomb.npz"
    np.savez_compressed(path, header=np.array("{}"), state=np.zeros(3_000_000))
    assert path.stat().st_size < 100_000
    with pytest.raises(FileError, match="not a readable checkpoint"):
        resume(path)
