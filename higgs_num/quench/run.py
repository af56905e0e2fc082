"""Integrate one quench: choose levels and steps, follow, and check what was chosen."""

import time

from higgs_num.progress import Progress, silent
from higgs_num.provenance import provenance
from higgs_num.quench.accuracy import choose
from higgs_num.quench.compression import GaussRule, compressed
from higgs_num.quench.motion import Motion, motion
from higgs_num.quench.problem import Problem
from higgs_num.quench.result import Result
from higgs_num.quench.steppers import MultiProduct, Stepper
from higgs_num.quench.trajectory import follow

# A highest coefficient c of S^x at t_max/2 means an error of some 1e3 c^2 in Delta(t_max): at
# twice the time and twice the degree such coefficients are the squares.
UNRESOLVED_LATER = 1e-8
UNRESOLVED_AT_START = 1e-11


def run(
    problem: Problem,
    stepper: Stepper | None = None,
    *,
    compress: bool = True,
    progress: Progress = silent,
) -> Result:
    """Integrate Eqs. (9)-(11) after a sudden quench.

    Parameters
    ----------
    problem
        The inputs; its docstring gives units and rules.
    stepper
        The method, `MultiProduct()` unless given.
    compress
        Whether equally spaced levels may be replaced by the nodes of their Gauss rule where
        fewer do; the replacement is checked, undone if it fails, and told in the result. Only
        `MultiProduct` does so.
    progress
        Called at every saved time with the done fraction.

    Raises
    ------
    ComputationError
        If the state is no longer finite (the message gives the time), or no step reaches the
        tolerance.
    """
    stepper = MultiProduct() if stepper is None else stepper
    started = time.perf_counter()
    error: float | None = None
    if isinstance(stepper, MultiProduct) and not stepper.fixed:
        stepper, error = choose(problem, stepper)
    rule = compressed(problem) if compress and stepper.by_parity else None
    equations = motion(
        problem, by_parity=stepper.by_parity, half=None if rule is None else rule.levels
    )
    if rule is not None and not _smooth(rule, equations):
        rule = None
        equations = motion(problem, by_parity=stepper.by_parity)
    set_up = time.perf_counter()
    trajectory = follow(stepper, equations, problem.times, rule=rule, progress=progress)
    if trajectory.unresolved > UNRESOLVED_LATER:
        rule = None
        equations = motion(problem, by_parity=stepper.by_parity)
        trajectory = follow(stepper, equations, problem.times)
    solved = time.perf_counter()
    return Result(
        problem=problem,
        method=repr(stepper),
        error=error,
        levels=problem.grid if rule is None else rule.levels.unfolded(),
        time=problem.times,
        gap=trajectory.record[:, 0],
        energy=trajectory.record[:, 1],
        norm_change=trajectory.record[:, 2],
        final_spins=trajectory.spins,
        seconds_setup=set_up - started,
        seconds_solve=solved - set_up,
        provenance=provenance(),
    )


def _smooth(rule: GaussRule, equations: Motion) -> bool:
    """Whether the rule resolves all functions of eps that enter sums."""
    sources = equations.sources
    entering = [equations.spins[0], equations.spins[2], sources.Px]
    if not equations.mirrored:  # otherwise theta acts on the sector that is not summed
        entering.append(sources.sin_theta)
    return rule.unresolved(*entering) < UNRESOLVED_AT_START
