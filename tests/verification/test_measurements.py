"""What several claims measure, on trajectories that are written down instead of computed."""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from higgs_num.quench import Closure, Problem
from higgs_num.response.closure import closure_mode
from higgs_num.results.window import within
from higgs_num.steady import steady_state
from higgs_sym.ground.errors import ComputationError
from verification.lab import Lab
from verification.measurements.arrival import arrival
from verification.measurements.clean_law import clean_law, exact_approach, omitted
from verification.measurements.decay import decay_law
from verification.measurements.formula_value import formula_value
from verification.measurements.mode import fitted_mode, small_quench_mode
from verification.measurements.peaks import TWICE_GAP, TWICE_THRESHOLD, peaks
from verification.measurements.printed_fit import printed_fit
from verification.measurements.quenches import parameters, quench, small


def written(problem: Any, time: np.ndarray, gap: np.ndarray) -> Any:
    """Return what stands for the result of a quench."""

    def window(start: float, stop: float) -> tuple[np.ndarray, np.ndarray]:
        inside = within(time, start, stop)
        return time[inside], gap[inside]

    return SimpleNamespace(problem=problem, time=time, gap=gap, window=window)


@pytest.mark.parametrize("gap", [1.0, 2.0])
def test_an_oscillation_arrives_when_its_envelope_does(gap: float) -> None:
    time = np.arange(0.0, 100.0, 0.05)
    curve = gap - 0.3 * np.exp(-time / 20.0) * np.cos(2.0 * gap * time + 0.4)
    result = written(SimpleNamespace(gap_final=gap), time, curve)
    # exp(-t/20) = 1/10; the envelope is averaged over a period, (pi/40)^2/24 of it, and looked
    # at every eighth of a unit of time.
    assert arrival(result, 0.03) == pytest.approx(20.0 * math.log(10.0), abs=0.2)
    with pytest.raises(ComputationError, match="still above"):
        arrival(result, 0.001)
    # A level that is never exceeded: the middle of the first period.
    assert arrival(result, 1.0) == pytest.approx(0.5 * math.pi / gap)


def test_the_printed_fit_finds_what_was_printed() -> None:
    problem = SimpleNamespace(gap_final=1.0, rate_s=0.2)
    time = np.arange(0.0, 300.0, 0.25)
    for phi in (0.7, -2.5):
        curve = 1.0 - 0.2 * (0.39 + 0.01 * np.cos(1.85 * time + phi))
        # Outside of the printed window, 100 to 250, the trajectory is another.
        curve[(time < 100.0) | (time > 250.0)] = 7.0
        found = printed_fit(written(problem, time, curve))
        # The model holds the curve: the stop of the search and rounding.
        assert found == pytest.approx((0.39, 0.01, phi, 0.925), rel=1e-6)
    # In units of the final gap; zeta is 1/(tau_s gap_final).
    scaled = SimpleNamespace(gap_final=2.0, rate_s=0.4)
    curve = 2.0 - 0.2 * (0.39 + 0.01 * np.cos(3.85 * time + 0.7))
    found = printed_fit(written(scaled, time, curve))
    assert found == pytest.approx((0.39, 0.01, 0.7, 0.9625), rel=1e-6)


def test_the_decay_law_is_that_of_the_curve() -> None:
    time = np.arange(1.0, 1200.0, 0.25)
    curve = 0.9 + 1e-3 * time**-1.5 * np.cos(1.8 * 1.1 * time + 0.3)
    windows = ((100.0, 400.0), (200.0, 800.0))
    power, frequency = decay_law(written(None, time, curve), windows)
    assert power.value == pytest.approx(1.5, abs=1e-6)
    assert frequency.value == pytest.approx(1.1, abs=1e-8)


def mode_beside_edge(problem: Problem, mean: float, shift: float, power: float) -> Any:
    time = np.arange(1.0, 1201.0)  # three a period
    start = closure_mode(problem.grid.folded(), mean, problem.rate_s, problem.rate_u)
    mode = 0.01 * time**-power * np.cos((start + shift) * time + 0.3)
    edge = (0.2 + 0.5 / time - 0.3 / time**2) * time**-1.5 * np.cos(2.0 * mean * time - 0.8)
    return start, written(problem, time, mean + mode + edge)


def test_a_mode_is_told_from_the_edge_at_the_gap_about_which_it_oscillates() -> None:
    problem = Problem(0.9, 1.0, rate_s=0.3, rate_u=0.1, levels=400, t_max=60.0)
    start, result = mode_beside_edge(problem, 0.97, 1e-4, 0.0)
    frequency, size = fitted_mode(
        result, lambda f: f.components[0].frequency, lambda f: f.components[0].amplitude
    )
    # The edge of the model stands at twice the mean of the first fit, off by its error, 1e-6.
    assert frequency.value == pytest.approx(start + 1e-4, abs=1e-6)
    assert size.value == pytest.approx(0.01, rel=1e-3)
    (kept,) = fitted_mode(result, lambda f: f.components[0].frequency, fit_frequency=False)
    # Kept at the pole of the mean that a wrong frequency gives.
    assert kept.value == pytest.approx(start, abs=1e-5)
    start, result = mode_beside_edge(problem, 0.97, 0.0, 0.1)
    (power,) = fitted_mode(result, lambda f: f.components[0].power, fit_power=True)
    assert power.value == pytest.approx(0.1, abs=1e-3)
    (power,) = fitted_mode(result, lambda f: f.components[0].power)
    assert power.value == 0.0


class Written(Lab):
    """A laboratory that keeps what it is asked for."""

    def __init__(self, curve: Any) -> None:
        self.asked: list[tuple[Problem, float | None]] = []

        def solve(problem: Any, tol: Any, _progress: Any) -> Any:
            self.asked.append((problem, tol))
            return curve(problem)

        super().__init__(solve)


def test_the_trajectories_are_those_of_the_paper() -> None:
    lab = Written(lambda problem: problem)
    small(lab, rate_s=0.2)
    small(lab, sign=1.0, t_max=60.0)
    quench(lab, 0.5, tol=1e-8, closure="even", rate_u=0.3)
    expected = {"levels": 15024, "cutoff": 10.0, "save_every": 0.25}
    static = {**expected, "closure": Closure.STATIC}
    assert lab.asked == [
        (Problem(1.0 - 2e-4, 1.0, t_max=1200.0, rate_s=0.2, **static), None),
        (Problem(1.0 + 2e-4, 1.0, t_max=60.0, **static), None),
        (Problem(0.5, 1.0, t_max=1200.0, closure=Closure.EVEN, rate_u=0.3, **expected), 1e-8),
    ]


def test_the_mode_of_a_small_quench_and_its_mean() -> None:
    def curve(problem: Problem) -> Any:
        return mode_beside_edge(problem, 0.9998, 1e-4, 0.0)[1]

    lab = Written(curve)
    run, frequency, mean = small_quench_mode(lab, 0.3, 0.1)
    assert (run.problem.rate_s, run.problem.rate_u) == (0.3, 0.1)
    assert mean.value == pytest.approx(0.9998, abs=1e-7)
    start = closure_mode(run.problem.grid.folded(), 0.9998, 0.3, 0.1)
    assert frequency.value == pytest.approx(start + 1e-4, abs=1e-6)
    assert small_quench_mode(Written(curve), 0.3)[0].problem.rate_u == 0.0


def test_parameters_tell_how_many_levels_there_are() -> None:
    problem = Problem(0.9, 1.0, levels=400, t_max=60.0, rate_s=0.1)
    found = parameters(written(problem, np.zeros(1), np.zeros(1)))
    assert found["levels"] == 400
    assert (found["gap_initial"], found["rate_s"]) == (0.9, 0.1)


def test_the_clean_law_is_asked_of_a_long_fine_trajectory() -> None:
    state = steady_state(0.7, 1.0, 10.0)

    def curve(problem: Problem) -> Any:
        t = np.arange(0.0, problem.t_max + 0.25, 0.25)
        late = np.maximum(t, 1.0)
        gap, nu = state.gap_steady, state.approach.drift
        size = state.approach.coefficient * late**-0.5
        tail = size * np.cos(2.0 * gap * t - nu * np.log(gap * late) + 0.3)
        return written(problem, t, gap - 0.5 * nu / late + tail)

    lab = Written(curve)
    result, law = clean_law(lab, 0.7)
    (problem, _), = lab.asked  # fmt: skip
    assert (problem.gap_initial, problem.t_max) == (0.7, 600.0)
    assert problem.levels == 8000
    # The estimator's own errors, those of tests/higgs_num/steady/test_late_time.py.
    assert law.gap.value == pytest.approx(state.gap_steady, abs=1e-8)
    assert law.frequency.value == pytest.approx(2.0 * state.gap_steady, abs=1e-5)
    assert exact_approach(result).drift == state.approach.drift
    log = 1.0 + math.log(600.0 * state.gap_steady)
    share = state.approach.drift * log / (600.0 * state.gap_steady)
    assert omitted(result) == pytest.approx(share**2, rel=1e-12)


def test_peaks_are_compared_with_the_bound_that_is_named() -> None:
    alpha = 0.3
    threshold = (1.0 - alpha ** (2.0 / 3.0)) ** 1.5  # Abrikosov and Gor'kov
    assert TWICE_GAP.level(alpha) == 2.0
    assert TWICE_THRESHOLD.level(alpha) == pytest.approx(2.0 * threshold, rel=1e-14)
    lab = Lab()
    above, below = (
        peaks(lab, (alpha,), bound, "above")[0] for bound in (TWICE_THRESHOLD, TWICE_GAP)
    )
    assert above.measured / below.measured == pytest.approx(1.0 / threshold, rel=1e-12)
    assert (above.relation, above.expected) == ("above", 1.0)
    assert above.holds
    assert not below.holds


def test_a_formula_by_its_id() -> None:
    # sqrt(1 - alpha^(2/3))^3 at alpha = 1/8 is (3/4)^(3/2).
    assert formula_value("threshold.gap_edge", Delta=2.0, alpha=0.125) == pytest.approx(
        2.0 * 0.75**1.5, rel=1e-15
    )
