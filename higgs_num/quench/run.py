"""The host loop: step from saved time to saved time, record, report, stop on nonsense."""

import math
import time

import numpy as np

from higgs_num.core.observables import observe
from higgs_num.progress import Progress, silent
from higgs_num.provenance import provenance
from higgs_num.quench.motion import motion, unfolded
from higgs_num.quench.problem import Problem
from higgs_num.quench.result import Result
from higgs_num.quench.steppers import MultiProduct, Stepper
from higgs_num.quench.steppers.padding import padded
from higgs_sym.errors import ComputationError


def run(problem: Problem, stepper: Stepper | None = None, *, progress: Progress = silent) -> Result:
    """Integrate Eqs. (9)-(11) after a sudden quench.

    Parameters
    ----------
    problem
        The inputs; its docstring gives units and rules.
    stepper
        The method, `MultiProduct()` unless given.
    progress
        Called at every saved time with the done fraction.

    Raises
    ------
    ComputationError
        If the state is no longer finite; the message gives the time.
    """
    stepper = MultiProduct() if stepper is None else stepper
    started = time.perf_counter()
    equations = motion(problem)
    levels = equations.levels
    times = problem.times
    state = stepper.init(equations, float(times[1]))
    weights = padded(levels.weights)
    weighted_eps = padded(levels.weights * levels.energies)
    norm_0 = np.linalg.norm(equations.spins, axis=0)
    set_up = time.perf_counter()

    record = np.empty((times.size, 3))
    for i in range(times.size):
        if i:
            state = stepper.step(state)
        S = stepper.spins(state)
        record[i] = observe(padded(S), weights, weighted_eps, norm_0, equations.half_lambda)
        if not all(map(math.isfinite, record[i])):
            raise ComputationError(f"Delta(t) is no longer finite at time {times[i]:.6g}")
        progress(i / (times.size - 1))

    return Result(
        problem=problem,
        method=repr(stepper),
        time=times,
        gap=record[:, 0],
        energy=record[:, 1],
        norm_change=record[:, 2],
        final_spins=unfolded(S, equations.folded),
        seconds_setup=set_up - started,
        seconds_solve=time.perf_counter() - set_up,
        provenance=provenance(),
    )
