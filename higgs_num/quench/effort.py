"""What a quench costs before it begins: time on one core and memory.

Rates were measured with 20 to 2,000,000 levels; estimates are right to a factor of about three.
"""

import math

from higgs_num.inputs.effort import Effort
from higgs_num.levels.effort import effort_of_rule
from higgs_num.quench.compression import nodes_needed
from higgs_num.quench.fewer import hindrance
from higgs_num.quench.observable import Observable
from higgs_num.quench.problem import Problem
from higgs_num.quench.search import expected_step
from higgs_num.quench.steppers import RK4, Composition, Condensed, MultiProduct, SolveIvp, Stepper
from higgs_num.quench.steppers.interface import Adaptive
from higgs_num.quench.yardstick import WINDOW

# Seconds.
UNIT = 4e-9  # for a level in a step, and each unit of `Adaptive.work`
STEP = 2e-5  # for a step, however few levels there are
RUNGE_KUTTA = 5e-8  # for a level in a step
RIGHT_SIDE = 1.5e-8  # for a level
CALL = 2e-5  # for a right-hand side, however few levels there are
SAVE = 1e-6  # for a saved time of a splitting
SNAPSHOT = 5e-5  # for a saved time of other methods, and of each observable
LED = 5e-8  # for a led level at a saved time
# Passes in which a search finds its reference, with steps of 1/cutoff, and tries steps; those of
# the sector that moves Delta alone, which take half of the time.
REFERENCE = 3.0
TRIALS = 4.0
# Right-hand sides for each radian that the highest level turns.
SIDES = {"DOP853": 36.0, "RK45": 150.0, "LSODA": 30.0, "Radau": 60.0, "BDF": 60.0}
OTHER_SIDES = 30.0
DENSE = ("Radau", "BDF", "LSODA")  # hold a Jacobian
# Bytes.
LEVEL = 800.0  # for a level: states, chains, tables
NUMBER = 8.0
COPIES = 3.0  # of what is recorded


def effort_of(
    problem: Problem,
    stepper: Stepper,
    *,
    compress: bool = True,
    observables: tuple[Observable, ...] = (),
    checkpointed: bool = False,
    share: float = 1.0,
) -> Effort:
    """Return the estimate for `run` with these arguments; `share`: of the time that is left."""
    every = len(problem.grid)
    saves = float(problem.times.size)
    followed, rule = every, 0
    # Other methods follow half of the levels only where one sector stays empty.
    if problem.grid.symmetric and (stepper.by_parity or not problem.disordered):
        followed = every // 2
        if (
            stepper.by_parity
            and compress
            and hindrance(problem, observables, checkpointed=checkpointed) is None
        ):
            followed = rule = nodes_needed(problem)
    led = len(problem.probes) + (2 * followed if observables else 0)
    steps, step_seconds, save_seconds = _steps(problem, stepper, followed + led)
    seconds = steps * step_seconds + saves * save_seconds
    seconds += saves * (led * LED + len(observables) * SNAPSHOT)
    seconds = share * seconds + effort_of_rule(rule).seconds
    if stepper.adaptive is not None:
        seconds += _search(problem, stepper.adaptive)
    memory = LEVEL * every + effort_of_rule(rule).memory + _dense(stepper, every)
    memory += COPIES * NUMBER * saves * (3 + 3 * len(problem.probes) + len(observables))
    # Between two ends of steps the spins of what is led are known at all saved times at once.
    memory += COPIES * NUMBER * 3 * led * max(1.0, saves / max(1.0, steps))
    work = f"{steps:,.0f} steps" if steps < 1e9 else f"{steps:.2g} steps"
    return Effort(seconds, memory, f"{work} on {followed:,} levels, {saves:,.0f} saved times")


def _steps(problem: Problem, stepper: Stepper, levels: int) -> tuple[float, float, float]:
    """Return how many steps there are, and the seconds of one and of one saved time."""
    t_max, saves = problem.t_max, float(problem.times.size)
    if isinstance(stepper, MultiProduct | Condensed | Composition):
        order, longest = _chosen(problem, stepper)
        return t_max / longest, STEP + levels * UNIT * stepper.work[order], SAVE
    snapshot = SNAPSHOT + levels * RIGHT_SIDE
    if isinstance(stepper, RK4):
        steps = max(saves, t_max / stepper.longest_step + saves / 2.0)
        return steps, CALL + levels * RUNGE_KUTTA, snapshot
    sides, side = OTHER_SIDES, CALL + levels * RIGHT_SIDE
    if isinstance(stepper, SolveIvp):
        sides = SIDES[stepper.method]
        if stepper.method in DENSE:  # decomposed about once a radian, at 1e9 operations a second
            side += (3.0 * levels) ** 3 / 1e9 / sides
    return sides * max(1.0, 2.0 * problem.fastest * t_max), side, snapshot


def _chosen(problem: Problem, stepper: MultiProduct | Condensed | Composition) -> tuple[int, float]:
    """Return order and step, as given or to be expected."""
    if stepper.longest_step is not None and stepper.order is not None:
        return stepper.order, stepper.longest_step
    order = next(iter(stepper.work))
    return order, expected_step(stepper, order, problem.fastest)


def _search(problem: Problem, stepper: Adaptive) -> float:
    """Return the seconds of the search for order and step, on a short copy."""
    gap = max(problem.gap_initial, problem.gap_final)
    window = problem.t_max
    if problem.drive is None:
        window = min(window, WINDOW / gap)
    half = len(problem.grid) // 2 if problem.grid.symmetric else len(problem.grid)
    # The rule of the copy has as many nodes less as its time is shorter.
    fewer = problem.cutoff * (problem.t_max - window) / math.pi
    levels = min(half, max(50.0, nodes_needed(problem) - fewer))
    finest = MultiProduct()
    order = next(iter(finest.work))
    cost = STEP + levels * UNIT * finest.work[order]
    reference = REFERENCE * window * problem.fastest * cost
    first = next(iter(stepper.work))
    trial = window / expected_step(stepper, first, problem.fastest)
    return reference + TRIALS * trial * (STEP + levels * UNIT * stepper.work[first])


def _dense(stepper: Stepper, levels: int) -> float:
    if isinstance(stepper, SolveIvp) and stepper.method in DENSE:
        return COPIES * NUMBER * (3.0 * levels) ** 2
    return 0.0
