"""The textbook's way through the same equations: another grid, rule and order."""

import numpy as np
import pytest

from benchmarks.two_time import two_time
from higgs_num.kinetic import KineticQuench
from higgs_num.kinetic.run import followed
from higgs_num.kinetic.runs import Runs
from higgs_sym.ground.progress import silent


@pytest.mark.parametrize("rate_u", [0.0, 0.5])
def test_heun_approaches_the_panels_as_the_square_of_its_step(rate_u: float) -> None:
    problem = KineticQuench(0.7, 1.0, rate_s=0.2, rate_u=rate_u, cutoff=5.0, t_max=2.0)
    found = followed(Runs(problem, 1e-8), silent)
    setting = found.setting
    assert setting is not None
    errors = []
    for steps in (100, 200):
        times = np.linspace(0.0, setting.stop, steps + 1)
        exact = found.widest.trajectory.at(times)[0]
        errors.append(np.max(np.abs(two_time(setting, steps) - exact)))
    # h = 0.01: (W h)^2 / 12 is 2e-4, a phase error over some units of time is of its order.
    assert errors[1] < 1e-3
    # Four but for the next order, (W h) of the first: 10 %.
    assert errors[0] / errors[1] == pytest.approx(4.0, rel=0.1)
