"""`higgs oracle` and its figure."""

import json
from pathlib import Path

import numpy as np
from click.testing import CliRunner
from matplotlib.axes import Axes

from higgs_num import quench
from higgs_num.commands.oracle import command
from higgs_num.oracle import Ensemble, EnsembleResult, simulate
from higgs_num.plots import oracle
from higgs_num.response.time_domain import step_response

LINE = "--gap-initial 0.8 --gap-final 1 --rate-s 0.3 --levels 20 --t-max 2 --workers 1"


def test_the_command_answers_and_writes(tmp_path: Path) -> None:
    out, plot = tmp_path / "a.nc", tmp_path / "a.svg"
    arguments = [*LINE.split(), "--realisations", "2", "--out", str(out), "--plot", str(plot)]
    answer = command.main(arguments, standalone_mode=False)
    data = json.loads(json.dumps(answer.evaluated(), allow_nan=False))
    assert data["gap"] == EnsembleResult.load(out).mean.tolist()
    assert len(data["gap_realisations"]) == 2
    assert len(data["standard_error"]) == len(data["time"]) == 9
    assert Ensemble.from_dict(data["problem"]) == EnsembleResult.load(out).problem
    assert "<svg" in plot.read_text()
    assert str(out) in answer.text


def test_one_realisation_has_no_error() -> None:
    answer = command.main([*LINE.split(), "--realisations", "1"], standalone_mode=False)
    assert answer.evaluated()["standard_error"] is None


def test_help_states_the_defaults() -> None:
    assert "[300]" in CliRunner().invoke(command, ["--help"]).output
    for name, parameter in ((p.name, p) for p in command.params):
        if name in Ensemble.__dataclass_fields__ and not parameter.required:
            assert parameter.default == Ensemble.__dataclass_fields__[str(name)].default


def test_the_figure_shows_every_size_and_equation_9() -> None:
    results = [
        simulate(Ensemble(0.8, 1.0, levels=n, realisations=2, t_max=2.0), workers=2)
        for n in (20, 40)
    ]
    closure = quench.run(quench.Problem(0.8, 1.0, levels=200, t_max=2.0, cutoff=5.0))
    response = step_response(np.linspace(0.5, 2.0, 4), 0.1)
    ax = oracle(results, closure=closure, response=response)
    assert isinstance(ax, Axes)
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert len(labels) == 4
    assert "N = 40" in labels[2]
    # From its initial towards its final value: Delta_i + (Delta_f - Delta_i) value
    np.testing.assert_allclose(ax.lines[3].get_ydata(), 0.8 + 0.2 * response.value, atol=1e-14)
    assert len(ax.lines) == 4
    assert len(ax.collections) == 2
