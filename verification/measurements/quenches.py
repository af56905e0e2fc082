"""Trajectories that several claims look at: the system of the paper, small quenches.

The unit of energy is the final gap. Where only Delta(t) matters the closure is `static`: by
particle-hole parity it gives the same Delta(t) as the paper-literal `even` (claim
`closure-static-even`), and costs less.
"""

from typing import Any

from higgs_num.quench import Closure, Problem, Result
from verification.evidence import Parameter
from verification.lab import Lab

LEVELS = 15_024
CUTOFF = 10.0
# A quench so small that the response is linear to about this relative accuracy, yet 10^5 times
# the error of the integrator.
SMALL = 2e-4
LONG = 1200.0
ZETAS = (0.1, 0.15, 0.2, 0.3, 0.4, 0.5)


def small(lab: Lab, *, sign: float = -1.0, **others: Any) -> Result:
    """Return the trajectory after Delta_i = 1 + sign SMALL -> Delta_f = 1."""
    return quench(lab, 1.0 + sign * SMALL, **others)


def quench(
    lab: Lab,
    gap_initial: float,
    *,
    t_max: float = LONG,
    tol: float | None = None,
    every_level: bool = False,
    **others: Any,
) -> Result:
    """Return the trajectory after gap_initial -> 1 with the given rates, closure `static`.

    `tol` as of `Lab.run`. With impurities the steps are made on few nodes, four times as fast to
    the same tolerance, unless `every_level` is to be followed, for what happens to single ones.
    """
    inputs = {
        "levels": LEVELS,
        "cutoff": CUTOFF,
        "closure": Closure.STATIC,
        "save_every": 0.25,
        **others,
    }
    problem = Problem(gap_initial, 1.0, t_max=t_max, **inputs)
    impure = problem.rate_s > 0.0 or problem.rate_u > 0.0
    result: Result = lab.run(problem, tol, few=impure and tol is None and not every_level)
    return result


def parameters(result: Result) -> dict[str, Parameter]:
    """Return the inputs of a trajectory, for the evidence."""
    inputs = result.problem.to_dict()
    return {**inputs, "levels": len(result.problem.grid)}
