"""`higgs kinetic` and its figures."""

import json
import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from matplotlib.axes import Axes

from higgs_num import oracle, plots, quench
from higgs_num.commands.kinetic import command
from higgs_num.drives import Ramp
from higgs_num.kinetic import KineticQuench, KineticResult, solve
from higgs_sym.ground.errors import ArgumentError, FileError

LINE = "--gap-initial 0.8 --gap-final 1 --rate-s 0.25 --cutoff 2 --t-max 1 --tol 1e-4"


@cache
def small() -> KineticResult:
    return solve(KineticQuench(0.8, 1.0, rate_s=0.25, cutoff=2.0, t_max=1.0), tol=1e-4)


def test_the_command_answers_and_writes(tmp_path: Path) -> None:
    out, plot = tmp_path / "a.nc", tmp_path / "a.svg"
    answer = command.main(
        [*LINE.split(), "--out", str(out), "--plot", str(plot)], standalone_mode=False
    )
    data = json.loads(json.dumps(answer.evaluated(), allow_nan=False))
    assert set(data) == {
        "problem", "method", "error", "reliable_from", "time", "gap", "energy", "norm_change",
        "nodes", "memory", "seconds", "provenance",
    }  # fmt: skip
    assert answer.written == {"out": str(out), "plot": str(plot)}
    loaded = KineticResult.load(out)
    assert data["gap"] == loaded.gap.tolist() == small().gap.tolist()
    assert KineticQuench.from_dict(data["problem"]) == loaded.problem
    assert loaded.to_xarray()["gap"].dims == ("time",)
    assert "<svg" in plot.read_text()
    assert str(out) in answer.text
    assert data["error"] <= 1e-4


def test_options_reach_the_problem() -> None:
    words = (
        "--gap-initial 0.8 --gap-final 1 --rate-s 0.25 --rate-u 0.5 --band flat --depth 2 --cutoff "
        "2 --temperature 0.2 --t-max 0.5 --save-every 0.25 --tol 1e-3 --ramp 0.5"
    )
    answer = command.main(words.split(), standalone_mode=False)
    assert KineticQuench.from_dict(answer.evaluated()["problem"]) == KineticQuench(
        0.8, 1.0, 0.25, 0.5, 2.0, "flat", 2, 0.2, 0.5, 0.25, Ramp(0.5)  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_stopped_quench_goes_on_with_the_same_numbers(tmp_path: Path) -> None:
    def stop(done: float) -> None:
        if done > 0.7:
            raise KeyboardInterrupt

    problem, file = small().problem, tmp_path / "stopped.npz"
    with pytest.raises(KeyboardInterrupt):
        solve(problem, tol=1e-4, progress=stop, checkpoint=file)
    answer = command.main(["--resume", str(file), "--threads", "1"], standalone_mode=False)
    assert answer.evaluated()["gap"] == small().gap.tolist()
    assert not file.exists()
    kept = [*LINE.split(), "--checkpoint", str(file)]
    assert command.main(kept, standalone_mode=False).evaluated()["gap"] == small().gap.tolist()
    assert not file.exists()


@pytest.mark.parametrize(
    ("line", "name", "rule"),
    [
        ("--gap-final 1", "gap_initial", "be given, but is missing"),
        ("--gap-initial 1", "gap_final", "be given, but is missing"),
        ("--resume none.npz --rate-s 0.1", "--rate-s", "be left out with --resume"),
        ("--resume none.npz --tol 1e-3", "--tol", "be left out with --resume"),
        ("--resume none.npz --checkpoint a.npz", "--checkpoint", "be left out with --resume"),
        (f"{LINE} --threads 3", "threads", "be <= 2"),
        (f"{LINE} --ramp 1 --modulation 0.1 1", "--ramp, --pulse, --modulation", "be one at most"),
        (f"{LINE} --out a.nc --checkpoint a.nc", "--out", "another file than --checkpoint"),
    ],
)
def test_what_does_not_go_together(line: str, name: str, rule: str) -> None:
    with pytest.raises(ArgumentError, match=rule) as caught:
        command.main(line.split(), standalone_mode=False)
    assert caught.value.name == name


def test_a_missing_checkpoint_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="none"):
        command.main(["--resume", str(tmp_path / "none.npz")], standalone_mode=False)


def test_an_infinite_band_needs_time() -> None:
    with pytest.raises(ArgumentError, match="where the ringing of wide bands ends"):
        command.main([*LINE.split(), "--cutoff", "inf"], standalone_mode=False)


def test_help_states_the_defaults() -> None:
    text = CliRunner().invoke(command, ["--help"]).output
    for told in ("[semicircle]", "[8]", "[5]", "[30]", "[1/8]", "[1e-6]", "[cores]"):
        assert told in text
    for name, parameter in ((p.name, p) for p in command.params):
        if name in KineticQuench.__dataclass_fields__ and not str(name).startswith("gap"):
            assert parameter.default == KineticQuench.__dataclass_fields__[str(name)].default


def test_a_result_comes_back_from_its_file(tmp_path: Path) -> None:
    result = replace(small(), problem=replace(small().problem, cutoff=math.inf, t_max=30.0))
    result.save(tmp_path / "a.nc")
    back = KineticResult.load(tmp_path / "a.nc")
    assert back.problem == result.problem
    assert back.method == result.method
    for name in ("time", "gap", "energy", "past", "past_weights", "retarded", "keldysh"):
        assert getattr(back, name).tobytes() == getattr(result, name).tobytes()
    assert repr(back) == repr(result)


def test_the_figure_shows_the_error_that_is_stated() -> None:
    ax = plots.kinetic(small())
    assert isinstance(ax, Axes)
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert len(labels) == 2
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), small().gap)
    # Grey where the band rings
    later = replace(small(), reliable_from=0.5)
    assert len(plots.kinetic(later).get_legend().get_texts()) == 3
    assert plots.kinetic(small(), ax=ax) is ax


def test_the_figure_of_three_theories() -> None:
    closure = quench.run(quench.Problem(0.8, 1.0, 0.25, levels=200, t_max=1.0, cutoff=5.0))
    samples = oracle.simulate(
        oracle.Ensemble(0.8, 1.0, 0.25, cutoff=2.0, levels=20, realisations=2, t_max=1.0),
        workers=1,
    )
    ax = plots.comparison(small(), closure=closure, samples=samples)
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert len(ax.lines) == len(labels) == 3
    assert len(ax.collections) == 1
    np.testing.assert_array_equal(ax.lines[1].get_ydata(), samples.mean)
    np.testing.assert_array_equal(ax.lines[2].get_ydata(), small().gap)
    assert len(plots.comparison(small()).lines) == 1
    other = quench.run(quench.Problem(0.8, 1.0, 0.5, levels=200, t_max=1.0, cutoff=5.0))
    with pytest.raises(ArgumentError, match=r"rate_s of `exact`, 0\.25, but is 0\.5"):
        plots.comparison(small(), closure=other)
