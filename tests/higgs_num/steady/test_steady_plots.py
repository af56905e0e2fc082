import json
import math

import numpy as np
import pytest

from higgs_num.commands.steady_state import command
from higgs_num.plots import (
    asymptote,
    asymptotes,
    late_gap,
    phase_diagram,
    steady_state_figure,
)
from higgs_num.quench import Problem, run
from higgs_num.steady import steady_state
from higgs_sym.ground.errors import ArgumentError, FileError


def answer(**inputs):
    options = {
        "cutoff": math.inf,
        "temperature": 0.0,
        "certify": False,
        "plot": None,
        "overwrite": False,
    }
    return command.callback(**{**options, **inputs})


def test_phase_diagram_shows_the_exact_states():
    ax = phase_diagram((math.inf, 10.0))
    curves = {line.get_label(): line for line in ax.lines}
    x, y = curves[r"$\omega_D/\Delta_f=10$"].get_data()
    k = int(np.argmin(np.abs(x - 2.0)))
    assert y[k] == steady_state(x[k], 1.0, 10.0).gap_steady
    assert ax.get_xscale() == "log"
    # A line across all heights: two borders for each cutoff, the infinite one first.
    drawn = [line.get_xdata() for line in ax.lines]
    borders = [x[0] for x in drawn if len(x) == 2 and x[0] == x[1]]
    np.testing.assert_allclose(borders[:2], [math.exp(-math.pi / 2), math.exp(math.pi / 2)])
    phases = [
        str(steady_state(x * beside, 1.0, 10.0).phase)
        for x in borders[2:]
        for beside in (0.999, 1.001)
    ]
    assert phases == ["III", "II", "II", "I"]


@pytest.mark.parametrize("temperature", [0.0, 0.05])
@pytest.mark.parametrize("gap_initial", [0.1, 0.5, 1.0, 2.0, 6.0])
def test_figures_of_all_phases_draw(gap_initial, temperature):
    state = steady_state(gap_initial, 1.0, 10.0, temperature)
    left, right = steady_state_figure(state).axes
    eps, cos = left.lines[0].get_data()
    np.testing.assert_array_equal(cos, state.cos_theta(eps))
    assert right.get_title() == f"phase {state.phase}"
    wave = state.wave
    if wave is not None:
        drawn = late_gap(state).lines[0].get_ydata()
        # Sampled at 801 points, so the turning points are met to the square of the spacing.
        assert abs(drawn.max() - wave.gap_max) < 1e-12
        assert abs(drawn.min() - wave.gap_min) < 1e-4


def test_free_precession_draws():
    assert steady_state_figure(steady_state(1.0, 0.0)).axes[1].get_title() == "phase I"


def test_a_result_draws_its_asymptote():
    result = run(Problem(0.5, 1.0, t_max=20.0, levels=200, closure="static", save_every=1 / 16))
    ax = asymptote(result)
    trajectory, exact = (line.get_data() for line in ax.lines)
    np.testing.assert_array_equal(trajectory[1], result.gap)
    late = exact[0] > 15.0
    # Within the drawing: the correction to the asymptote is a few per cent of its amplitude 0.1.
    difference = exact[1][late] - np.interp(exact[0][late], *trajectory)
    assert np.abs(difference).max() < 0.01
    three = asymptotes([result, run(Problem(6.0, 1.0, t_max=20.0, levels=200, save_every=1 / 16))])
    assert len(three.axes) == 4
    assert three.axes[3].get_yscale() == "log"


def test_no_asymptote_with_impurities():
    result = run(Problem(0.9, 1.0, rate_s=0.1, t_max=2.0, levels=40))
    with pytest.raises(ArgumentError, match="without impurities"):
        asymptote(result)


def test_command_answers_the_keys(tmp_path):
    picture = tmp_path / "state.svg"
    got = answer(gap_initial=0.1, gap_final=1.0, cutoff=10.0, certify=True, plot=str(picture))
    data = json.loads(json.dumps(got.data, allow_nan=False))
    state = steady_state(0.1, 1.0, 10.0)
    assert data["phase"] == "III"
    assert data["roots"] == list(state.roots)
    assert data["gap_steady"] == state.gap_steady
    assert data["gap_min"] == state.wave.gap_min
    assert data["gap_max"] == state.wave.gap_max
    assert data["period"] == state.wave.period
    assert "period" in got.text
    assert picture.stat().st_size > 1000
    with pytest.raises(FileError):
        answer(gap_initial=0.1, gap_final=1.0, plot=str(picture))
    with pytest.raises(ArgumentError):
        answer(gap_initial=0.1, gap_final=1.0, plot=str(tmp_path / "state.doc"))


@pytest.mark.parametrize(
    ("gap_initial", "gap_final"), [(0.5, 1.0), (6.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
)
def test_command_is_json_without_infinities(gap_initial, gap_final):
    got = answer(gap_initial=gap_initial, gap_final=gap_final)
    data = json.loads(json.dumps(got.data, allow_nan=False))
    assert data["gap_min"] is data["gap_max"] is data["period"] is None
    assert f"phase        {data['phase']}" in got.text


@pytest.mark.parametrize(
    ("gap_initial", "phase"), [(0.1, "III"), (0.5, "II"), (1.0, "II"), (6.0, "I")]
)
def test_command_at_a_temperature(gap_initial, phase, tmp_path):
    picture = tmp_path / "state.svg"
    inputs = {"gap_initial": gap_initial, "gap_final": 1.0, "cutoff": 10.0, "temperature": 0.1}
    got = answer(**inputs, plot=str(picture))
    data = json.loads(json.dumps(got.data, allow_nan=False))
    state = steady_state(gap_initial, 1.0, 10.0, 0.1)
    assert data["phase"] == phase
    assert data["roots"] == list(state.roots)
    assert data["beta"] == state.beta
    assert data["energy"] is data["excitation_energy"] is data["approach"] is None
    assert (data["period"] is None) == (phase != "III")
    assert "  temperature  0.1\n  phase" in got.text
    assert "energy" not in got.text
    assert picture.stat().st_size > 1000
    # At T = 0 the text is what it was.
    cold = answer(**{**inputs, "temperature": 0.0})
    assert "energy" in cold.text
    assert "temperature" not in cold.text
