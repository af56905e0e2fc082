"""The shipped diagrams: against closed forms, the solvers, and linear response."""

import math

import numpy as np
import pytest

from higgs_num.plots import (
    closure_diagram,
    closure_maps,
    difference_diagram,
    exact_diagram,
)
from higgs_num.response import second_sheet_pole
from higgs_num.steady import steady_state
from higgs_num.sweeps.diagrams import NAMES, diagram
from higgs_num.sweeps.diagrams.make import relaxation, semicircle
from higgs_num.sweeps.outcome import CONSTANT, PERSISTENT, VANISHING
from higgs_sym.ground.errors import ArgumentError


def test_clean_quenches_are_in_the_phases_of_the_exact_solution() -> None:
    data = diagram("closure")
    clean = np.flatnonzero((data["rate_s"].values == 0.0) & (data["rate_u"].values == 0.0))
    assert clean.size == 82
    kinds = {"I": VANISHING, "II": CONSTANT, "III": PERSISTENT}
    wrong = []
    for k in clean.tolist():
        state = steady_state(float(data["gap_initial"].values[k]), 1.0, cutoff=10.0)
        if data["class"].values[k] != kinds[str(state.phase)]:
            wrong.append(abs(abs(state.beta) - math.pi / 2.0))
    # By t = 300 a quench close to a border has not shown its law; one in twenty is that close.
    assert len(wrong) <= 4
    assert max(wrong, default=0.0) < 0.2


def test_clean_asymptotes_are_those_of_the_exact_solution() -> None:
    data = diagram("closure")
    clean = (data["rate_s"].values == 0.0) & (data["rate_u"].values == 0.0)
    for k in np.flatnonzero(clean & (data["class"].values == CONSTANT)).tolist():
        state = steady_state(float(data["gap_initial"].values[k]), 1.0, cutoff=10.0)
        if abs(abs(state.beta) - math.pi / 2.0) > 0.3:
            # What is left of the oscillation, 300^(-1/2) of order one, averages out in a window.
            assert data["asymptote"].values[k] == pytest.approx(state.gap_steady, abs=2e-3)


def test_small_exact_quenches_are_damped_as_the_pole_on_the_second_sheet() -> None:
    data = diagram("exact").sel(gap_initial=0.9, method="nearest")
    for rate in (0.2, 0.3, 0.4):
        pole = second_sheet_pole(rate).omega
        one = data.sel(rate_s=rate)
        # A quench of a tenth, on a band of finite width; beside the pole there is the edge.
        assert float(one["damped_frequency"]) == pytest.approx(pole.real, rel=0.15)
        assert float(one["damping_rate"]) == pytest.approx(-pole.imag, rel=0.2)


def test_exact_quenches_come_to_rest() -> None:
    data = diagram("exact")
    assert int(np.count_nonzero(data["state"].values != 1)) == 0
    assert float(data["error"].max()) < 1e-4  # the tolerance of the runs
    strong = data.sel(rate_s=slice(0.1, 0.9))
    classes = strong["class"].values
    assert not np.any(classes == PERSISTENT)


def test_both_theories_agree_without_impurities() -> None:
    data = diagram("difference")
    clean = data["largest"].sel(rate_s=0.0, closure="static").values
    # One equation there; quenches to within 1e-4, the tolerance of the exact runs, and phase I
    # and III amplify it.
    assert np.nanmax(clean) < 2e-3


def test_levels_of_the_semicircle() -> None:
    levels = semicircle(10.0)
    x, w = levels.energies / 10.0, levels.weights
    # Moments of sqrt(1 - x^2): pi/2, pi/8, pi/16, exact for a Gauss rule.
    for power, moment in ((0, math.pi / 2), (2, math.pi / 8), (4, math.pi / 16)):
        assert np.sum(w * x**power) / 10.0 == pytest.approx(moment, rel=1e-12)
    assert levels.symmetric


def test_relaxation_of_what_is_known() -> None:
    t = np.arange(0.0, 25.01, 0.25)
    frequency, rate = relaxation(t, 0.9 + 0.3 * np.exp(-0.35 * t) * np.cos(1.2 * t))
    assert frequency == pytest.approx(1.2, abs=1e-3)  # the mean of the end stands for the limit
    assert rate == pytest.approx(0.35, abs=1e-3)
    assert np.isnan(relaxation(t, np.ones_like(t))[0])


def test_figures() -> None:
    for figure, count in (
        (closure_diagram(), 6),
        (closure_maps(), 18),
        (exact_diagram(), 7),
        (difference_diagram(), 4),
    ):
        assert len(figure.axes) == count


def test_names() -> None:
    assert NAMES == ("closure", "exact", "difference")
    with pytest.raises(ArgumentError, match="`name` must be one of closure, exact, difference"):
        diagram("clean")
    with pytest.raises(ArgumentError, match="must be one of static, odd"):
        closure_maps("even")


@pytest.mark.slow
def test_an_exact_point_computed_anew() -> None:
    from higgs_num.kinetic import KineticQuench, solve
    from higgs_num.sweeps import outcome

    data = diagram("exact")
    ratio = float(data["gap_initial"].values[12])
    found = solve(
        KineticQuench(ratio, 1.0, rate_s=0.3, cutoff=10.0, t_max=25.0, save_every=0.25),
        tol=1e-4, threads=1,
    )  # fmt: skip
    exact = float(data["asymptote"].sel(rate_s=0.3).values[12])
    assert outcome(found.time, found.gap)["asymptote"] == pytest.approx(exact, abs=1e-6)
