"""What is asked for between steps, without steps there."""

from typing import Any

import numpy as np
import pytest

from higgs_num.quench import Composition, Modulation, MultiProduct, Problem, Pulse, Ramp, run
from higgs_num.quench.motion import motion
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.trajectory import follow

CASES: list[dict[str, Any]] = [
    {"rate_s": 0.1, "closure": "static"},
    {"gap_initial": 0.3},
    {"rate_s": 0.3, "rate_u": 0.1, "closure": "odd"},
    {"rate_s": 0.1, "closure": "odd", "drive": Modulation(0.2, 3.0)},
    {"drive": Ramp(1.0), "gap_initial": 0.5},
    {"drive": Pulse(0.3, 1.0, 2.0)},
]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("make", [MultiProduct, Composition])
def test_values_between_steps_are_those_of_steps_that_end_there(
    case: dict[str, Any], make: Any
) -> None:
    problem = Problem(
        **{"gap_initial": 0.8, "gap_final": 1.0, "levels": 200, "t_max": 5.0, **case},
        save_every=0.25, probes=(0.7, -2.0, 9.0),
    )  # fmt: skip
    stepper = (
        make(order=16, longest_step=0.1) if make is MultiProduct else make(8, longest_step=0.01)
    )
    equations = motion(problem)
    stops = np.unique(np.concatenate([problem.times, equations.breaks]))
    state = stepper.init(equations, problem.times, stops)
    ends = [stepper.observe(state)]
    while not state.done:
        state, record = stepper.advance(state, 10**6)
        ends.append(record)
    between = follow(stepper, equations, problem.times).record.named
    expected = Recorded.joined(ends).named
    # Steps differ, so both make their own error of 1e-12, and round-off of the energy, which is
    # 100; 2 eps h = 2 at the cutoff, where the polynomial of `core.dense` is exact to
    # (2 eps h/2)^20/20! = 1e-18 of the amplitude.
    for name in set(expected) - {"norm_change"}:  # that is the one of a step's end
        np.testing.assert_allclose(between[name], expected[name], rtol=2e-13, atol=5e-12)


def test_saving_more_often_costs_no_steps() -> None:
    def steps(save_every: float) -> int:
        problem = Problem(0.9, 1.0, levels=200, t_max=5.0, save_every=save_every)
        equations = motion(problem)
        stepper = MultiProduct(order=10, longest_step=0.2)
        return int(stepper.init(equations, problem.times, np.zeros(0)).schedule.count)

    assert steps(0.001) == steps(2.5) == 25


def test_the_same_time_has_the_same_value_whatever_else_is_saved() -> None:
    stepper = MultiProduct(order=12, longest_step=0.2)
    few, many = (
        run(Problem(0.9, 1.0, rate_s=0.1, levels=200, t_max=5.0, save_every=every), stepper)
        for every in (0.5, 0.125)
    )
    np.testing.assert_array_equal(few.gap, many.gap[::4])


def test_breaks_end_steps_and_no_more() -> None:
    problem = Problem(0.9, 1.0, levels=200, t_max=5.0, drive=Pulse(0.3, 1.0, 2.0))
    equations = motion(problem)
    state = MultiProduct(order=8, longest_step=0.3).init(
        equations, problem.times, np.array(equations.breaks)
    )
    schedule = state.schedule
    ends = [schedule.times(step, 0)[0] for step in range(schedule.count + 1)]
    assert {0.0, 1.0, 3.0, 5.0} <= set(ends)
    assert np.max(np.diff(ends)) <= 0.3
    assert schedule.count == 4 + 7 + 7
