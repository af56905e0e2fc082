"""Whether the nodes of a Gauss rule may stand for all levels of a quench, and if not, why."""

import numpy as np

from higgs_num.levels.gauss import GaussRule
from higgs_num.quench.compression import compressed, worthwhile
from higgs_num.quench.motion import Motion, motion
from higgs_num.quench.observable import Observable
from higgs_num.quench.problem import Problem

UNRESOLVED_AT_START = 1e-11


def fewer_levels(
    problem: Problem, observables: tuple[Observable, ...], *, checkpointed: bool
) -> tuple[GaussRule | None, str]:
    """Return the rule that may stand for all levels, or None and why not (empty: too few saved)."""
    if not worthwhile(problem):
        return None, ""
    arrays = [name for name, given in problem.given.items() if not given.everywhere]
    if arrays:
        return None, f"{', '.join(arrays)} given as {'arrays' if arrays[1:] else 'an array'}"
    rough = [one.name for one in observables if not one.smooth]
    if rough:
        return None, f"{', '.join(rough)} need not be smooth in eps"
    if checkpointed and problem.given:
        return None, f"a checkpoint keeps {', '.join(problem.given)} on the levels only"
    return compressed(problem), ""


def unresolved_at_start(problem: Problem, rule: GaussRule, equations: Motion) -> str:
    """Return which function of eps that enters sums the rule does not resolve; empty if none.

    The hidden sector is not summed: each of its levels is followed as it is, smooth or not.
    """
    entering = _entering(equations)
    for name, values in entering.items():
        if rule.unresolved(values) >= UNRESOLVED_AT_START:
            return name
    if problem.given:
        # What lies between two nodes has no coefficients, but it does enter sums over all levels.
        all_levels = motion(problem)
        sums = {name: _mean(all_levels, values) for name, values in _entering(all_levels).items()}
        for name, values in entering.items():
            if abs(_mean(equations, values) - sums[name]) >= UNRESOLVED_AT_START:
                return name
    return ""


def _entering(equations: Motion) -> dict[str, np.ndarray]:
    components = zip(("S^x", "S^y", "S^z"), equations.spins, strict=True)
    return {
        **{f"{name} at the start": values for name, values in components},
        "W": equations.sources.Px,
        "sin(theta)": equations.sources.sin_theta,
    }


def _mean(equations: Motion, values: np.ndarray) -> float:
    return float(np.average(values, weights=equations.levels.weights))
