"""Whether the nodes of a Gauss rule may stand for all levels of a quench, and if not, why."""

import numpy as np

from higgs_num.levels.gauss import GaussRule
from higgs_num.quench.compression import compressed, worthwhile
from higgs_num.quench.motion import Motion, motion
from higgs_num.quench.observable import Observable
from higgs_num.quench.problem import Problem

UNRESOLVED_AT_START = 1e-11
ROUND_OFF = 1e-12  # of sums of four terms of order one


def hindrance(
    problem: Problem, observables: tuple[Observable, ...], *, checkpointed: bool
) -> str | None:
    """Return why no rule may stand for all levels (empty: too few saved), None if one may."""
    if not worthwhile(problem):
        return ""
    arrays = problem.given_as_arrays
    if arrays:
        return f"{', '.join(arrays)} given as {'arrays' if arrays[1:] else 'an array'}"
    rough = [one.name for one in observables if not one.smooth]
    if rough:
        return f"{', '.join(rough)} need not be smooth in eps"
    if checkpointed and problem.given:
        return f"a checkpoint keeps {', '.join(problem.given)} on the levels only"
    return None


def fewer_levels(
    problem: Problem, observables: tuple[Observable, ...], *, checkpointed: bool
) -> tuple[GaussRule | None, str]:
    """Return the rule that may stand for all levels, or None and why not (empty: too few saved)."""
    reason = hindrance(problem, observables, checkpointed=checkpointed)
    return (compressed(problem), "") if reason is None else (None, reason)


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


def rough_observable(problem: Problem, rule: GaussRule, observables: tuple[Observable, ...]) -> str:
    """Return why an observable said to be smooth may not be summed over the nodes; else empty.

    It may if it is linear in S and the rule resolves its coefficients, as functions of eps, like
    the initial state.
    """
    for one in observables:
        for t in (0.0, problem.t_max):
            nodes = rule.levels.everywhere.energies
            coefficients = _coefficients(one, nodes, t)
            if not _linear(one, nodes, t, coefficients):
                return f"{one.name} is not linear in S"
            half = len(rule.levels)
            for values, all_values in zip(
                coefficients, _coefficients(one, problem.grid.energies, t), strict=True
            ):  # fmt: skip
                scale = float(np.max(np.abs(values))) or 1.0
                sides = (values[half:] / scale, values[:half][::-1] / scale)
                mean = float(np.average(values, weights=rule.levels.everywhere.weights))
                all_mean = float(np.average(all_values, weights=problem.grid.weights))
                if (
                    rule.unresolved(*sides) >= UNRESOLVED_AT_START
                    or abs(mean - all_mean) >= UNRESOLVED_AT_START * scale
                ):
                    return f"{one.name} is not resolved by the nodes"
    return ""


def _coefficients(one: Observable, eps: np.ndarray, t: float) -> list[np.ndarray]:
    """Return what f is for no spin, and how it grows with each component, four arrays (n,)."""
    none = np.zeros((3, eps.size))
    constant = one.on(eps, none, t)
    units = (np.eye(3)[axis][:, None] + none for axis in range(3))
    return [constant, *(one.on(eps, unit, t) - constant for unit in units)]


def _linear(one: Observable, eps: np.ndarray, t: float, coefficients: list[np.ndarray]) -> bool:
    """Whether f is its value without spins plus what is proportional to their components."""
    constant, *slopes = coefficients
    # Spins of all directions and lengths of order one, the same on each call.
    spins = np.random.default_rng(1).normal(size=(3, eps.size))
    expected = constant + sum(slope * S for slope, S in zip(slopes, spins, strict=True))
    scale = max(float(np.max(np.abs(part))) for part in (constant, *slopes)) or 1.0
    return bool(np.max(np.abs(one.on(eps, spins, t) - expected)) <= ROUND_OFF * scale)


def _entering(equations: Motion) -> dict[str, np.ndarray]:
    components = zip(("S^x", "S^y", "S^z"), equations.spins, strict=True)
    return {
        **{f"{name} at the start": values for name, values in components},
        "W": equations.sources.Px,
        "sin(theta)": equations.sources.sin_theta,
    }


def _mean(equations: Motion, values: np.ndarray) -> float:
    return float(np.average(values, weights=equations.levels.weights))
