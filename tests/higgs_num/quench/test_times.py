"""Any times may be asked for."""

from typing import Any

import numpy as np
import pytest

from higgs_num.quench import RK4, Composition, MultiProduct, Problem, SolveIvp, Stepper, run
from tests.higgs_num.quench import printed_equations

SMALL: dict[str, Any] = {
    "rate_s": 0.2, "rate_u": 0.1, "levels": 60, "cutoff": 3.0, "t_max": 4.0,
}  # fmt: skip
# The error of each over four units of time: (2 eps h)^5/120 a step for RK4; for the others what
# they are asked for, and some 1e-11 of scipy in `printed_equations`.
STEPPERS: list[tuple[Stepper, float]] = [
    (RK4(1.0 / 512.0), 5e-9),
    (SolveIvp("DOP853", 1e-12, 1e-12), 1e-10),
    (MultiProduct(order=14, longest_step=0.3), 1e-10),
    (Composition(order=8, longest_step=0.05), 1e-10),
]


@pytest.mark.parametrize("closure", ["even", "odd"])
@pytest.mark.parametrize(("stepper", "tolerance"), STEPPERS)
@pytest.mark.parametrize(
    "times", [[0.0, 0.1, 0.1003, 0.7, 3.99], [0.013], [1.0, np.nextafter(1.0, 2.0), 4.0]]
)
def test_the_printed_equations_are_followed(
    times: list[float], stepper: Stepper, tolerance: float, closure: Any
) -> None:
    problem = Problem(0.8, 1.0, save_at=times, closure=closure, **SMALL)
    result = run(problem, stepper)
    # From t = 0 on, where scipy starts.
    seen = np.concatenate([[0.0], problem.times])[-len(times) - (times[0] > 0.0) :]
    gap, spins = printed_equations.solve(problem, seen)
    np.testing.assert_array_equal(result.time, times)
    np.testing.assert_allclose(result.gap, gap[-len(times) :], rtol=0, atol=tolerance)
    np.testing.assert_allclose(result.final_spins, spins[-1], rtol=0, atol=tolerance)


def test_a_tolerance_is_kept_between_any_times() -> None:
    problem = Problem(0.8, 1.0, save_at=[0.01, 3.3, 3.4, 29.0], levels=400, t_max=30.0, rate_s=0.1)
    result = run(problem, MultiProduct(1e-8))
    fine = run(problem, MultiProduct(order=16, longest_step=0.05))
    assert np.max(np.abs(result.gap - fine.gap)) < 1e-8
