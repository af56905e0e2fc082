"""Which mistake a trajectory that differs follows: each is made on purpose, and compared."""

import contextlib
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.foreign.bench import Bench
from higgs_num.foreign.case import Case
from higgs_num.foreign.mistakes import MISTAKES, Mistake
from higgs_num.foreign.predicted import quench_of
from higgs_num.foreign.schemes import Equations, Scheme, solve
from higgs_num.foreign.setting import Theory
from higgs_num.levels import Levels
from higgs_num.quench.motion import motion
from higgs_sym.ground.errors import HiggsError

# A mistake is named if it leaves no more than this share of the difference, or what is accepted.
EXPLAINED = 0.1
# Of those that leave more than is accepted, one that leaves less than so many times what the best
# leaves cannot be told from it.
ALIKE = 3.0
# Below this difference, that of the textbook integrator here, nothing is told apart.
FLOOR = 5e-6
# Which take seconds to solve: asked for where nothing simpler explains.
OTHER_THEORY = ("exact-theory",)
# Of what is accepted: steps whose errors are smaller explain nothing.
SHARE = 0.3
# In units of the gap, and a factor of the time at which a trajectory is off by so much: it has left
# what it should be, or is about to leave it.
FAR = ((0.5, 2.0), (0.02, 1.0))
FEWEST = 4  # samples
# Of a quench about which a trajectory is linearised.
SMALL = 1e-4
# Steps are tried at ratios of STEP_RATIO, from the longest that is stable, then refined.
STEP_RATIO = 1.6
REFINEMENTS = 14
USUAL = np.array([1.0, 2.0, 4.0, 5.0, 8.0, 10.0, 16.0, 20.0, 25.0, 32.0, 40.0, 50.0, 64.0, 100.0])
REFINED = 2  # schemes, the most promising ones
MOST_STEPS = 150_000
# Levels are counted from the time of the revival, to so many.
NEAR_COUNT = 8
MOST_COUNTED = 20_000


@dataclass(frozen=True)
class Named:
    """A mistake that explains a trajectory.

    before, after : largest difference in units of the gap from what is right, and from what the
        mistake gives, over the same times
    accepted : difference that would be accepted
    fitted : what was found with it: `step`, `order`, `levels`

    Examples
    --------
    >>> from higgs_num.catalogue import reference
    >>> from higgs_num.foreign import Setting, Trajectory, examine
    >>> one = reference("clean-phase-3")
    >>> setting = Setting(gap_initial=0.1, gap_final=1.0, cutoff=10.0, levels=400)
    >>> found = examine(Trajectory(one.time * 2.0, one.gap, setting))
    >>> found.named[0].mistake
    'time-halved'
    """

    mistake: str
    sentence: str
    before: float
    after: float
    accepted: float
    fitted: dict[str, float]

    @property
    def whole(self) -> bool:
        """Whether it explains all; if not, the trajectory is near to it and something else."""
        return self.after <= ALIKE * self.accepted

    def plain(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class _Try:
    mistake: str
    sentence: str
    predicted: Vector
    fitted: dict[str, float]


def diagnose(case: Case) -> tuple[Named, ...]:
    """Return the mistakes that explain a trajectory, the best first; none if it is right.

    Those that leave about the same cannot be told apart on these times, and are all returned.
    """
    bench = Bench(case)
    if bench.right is None or bench.times.size < 2:
        return ()
    accepted = max(case.accuracy, FLOOR)
    if bench.distance(bench.right) <= accepted:
        return ()
    # Where errors grow, later times follow the last digits of the code and nothing else.
    earlier = [Bench(case, _while_near(bench, bench.right, *far)) for far in FAR]
    for window in (bench, *earlier):
        right = window.right
        # What is fitted takes longer, and is not asked for what something simple explains.
        for tries in (_simple, _few_levels, _other_theory, _coarse_steps):
            assert right is not None
            if named := _explaining(window, right, tries(window, right), accepted):
                return named
    return ()


def _while_near(bench: Bench, right: Vector, far: float, longer: float) -> float:
    """Return `longer` times the time at which a trajectory is off by `far`; a few samples."""
    off = np.flatnonzero(np.abs(bench.window[1] - right) > far * bench.case.unit)
    if not off.size:
        return float(bench.times[-1])
    first = max(int(off[0]), FEWEST)
    return longer * float(bench.times[min(first, bench.times.size - 1)])


def _explaining(
    bench: Bench, right: Vector, tries: Iterable[_Try], accepted: float
) -> tuple[Named, ...]:
    named: list[Named] = []
    for one in tries:
        after = bench.distance(one.predicted)
        # On the times at which the mistake says something.
        there = bench.distance(np.where(np.isfinite(one.predicted), right, np.nan))
        if after <= max(accepted, EXPLAINED * there) and after < there:
            named.append(Named(one.mistake, one.sentence, there, after, accepted, one.fitted))
    named.sort(key=lambda one: one.after)
    best = named[0].after if named else 0.0
    worst = accepted if best <= accepted else ALIKE * best
    return _distinct([one for one in named if one.after <= worst])


def _distinct(named: list[Named]) -> tuple[Named, ...]:
    """Keep the best of each mistake."""
    seen: dict[str, Named] = {}
    for one in named:
        seen.setdefault(one.mistake, one)
    return tuple(seen.values())


def _simple(bench: Bench, _right: Vector) -> Iterator[_Try]:
    yield from _made(bench, (one for one in MISTAKES.values() if one.id not in OTHER_THEORY))


def _other_theory(bench: Bench, _right: Vector) -> Iterator[_Try]:
    yield from _made(bench, (MISTAKES[id] for id in OTHER_THEORY))


def _made(bench: Bench, mistakes: Iterable[Mistake]) -> Iterator[_Try]:
    for mistake in mistakes:
        # What cannot be set up with the numbers of the mistake is not what was computed.
        with contextlib.suppress(HiggsError):
            for predicted in _predicted(bench, mistake):
                yield _Try(mistake.id, mistake.sentence, predicted, {})


def _predicted(bench: Bench, mistake: Mistake) -> Iterator[Vector]:
    """Yield what a mistake gives; some are made in more than one way."""
    setting = bench.case.setting
    found: list[Vector | None]
    if (special := SPECIAL.get(mistake.id)) is not None:
        found = special(bench)
    elif mistake.changed is not None:
        changed = mistake.changed(setting)
        found = [] if changed is None else [bench.given(changed)]
    elif mistake.time != 1.0 or mistake.gap != 1.0:
        found = [bench.given(setting, mistake.time, mistake.gap)]
    elif _of_levels(bench) and (
        mistake.equations.sources == 1.0 or setting.rate_s > 0.0 or setting.rate_u > 0.0
    ):
        found = [bench.solved(setting, equations=mistake.equations)]
    else:
        found = []
    yield from (one for one in found if one is not None)


def _of_levels(bench: Bench) -> bool:
    """Whether the trajectory follows (9), with or without impurities."""
    return bench.case.setting.chosen_theory in (Theory.CLEAN, Theory.CLOSURE)


def _frozen(bench: Bench) -> list[Vector | None]:
    if not _of_levels(bench):
        return []
    frozen = Equations(frozen=float(bench.case.setting.gap_final or 0.0))
    return [bench.solved(bench.case.setting, equations=frozen)]


def _linearised(bench: Bench) -> list[Vector | None]:
    """Return the linear equations from the true start, and the answer to an infinitesimal quench.

    The latter is Delta_f + (Delta_i - Delta_f) times it: what formulas of linear response give.
    """
    setting = bench.case.setting
    if not _of_levels(bench):
        return []
    start, end = float(setting.gap_initial or 0.0), float(setting.gap_final or 0.0)
    small = end * (1.0 + math.copysign(SMALL, start - end))
    found = bench.solved(replace(setting, gap_initial=small))
    answer = None if found is None else end + (start - end) * (found - end) / (small - end)
    if setting.chosen_theory is Theory.CLOSURE:
        return [answer]
    return [answer, bench.solved(setting, equations=Equations(frozen=end, linear=True))]


def _final_gap_in_sources(bench: Bench) -> list[Vector | None]:
    setting = bench.case.setting
    if setting.chosen_theory is not Theory.CLOSURE:
        return []
    return [_of_problem(bench, gap_steady=setting.gap_final)]


def _clean_start(bench: Bench) -> list[Vector | None]:
    if bench.case.setting.chosen_theory is not Theory.CLOSURE:
        return []
    return [_of_problem(bench, start="clean")]


def _of_problem(bench: Bench, **changes: object) -> Vector | None:
    equations = bench.motion(bench.case.setting, float(bench.times[-1]), **changes)
    return None if equations is None else solve(equations, bench.times)


SPECIAL: dict[str, Callable[[Bench], list[Vector | None]]] = {
    "not-self-consistent": _frozen,
    "linearised": _linearised,
    "final-gap-in-sources": _final_gap_in_sources,
    "clean-start": _clean_start,
}


def _coarse_steps(bench: Bench, right: Vector) -> Iterator[_Try]:
    """Yield, for the likeliest schemes, the step whose errors are nearest to what differs."""
    if not _of_levels(bench):
        return
    setting, last = bench.case.setting, float(bench.times[-1])
    equations = bench.motion(setting, last)
    if equations is None:
        return
    longest = 2.0 / float(np.max(np.abs(equations.levels.energies)))
    # Codes save every so many steps, mostly; and any other step may be.
    time = bench.case.trajectory.time
    usual = (float(time[-1]) - float(time[0])) / (time.size - 1) / USUAL
    steps = np.concatenate([usual, longest * STEP_RATIO ** -np.arange(40.0)])
    steps = np.sort(steps[(steps * MOST_STEPS > last) & (steps <= longest)])[::-1]
    small = SHARE * max(bench.case.accuracy, FLOOR)

    def tried(scheme: Scheme) -> list[float]:
        """Return what remains at each step, down to where the scheme itself errs no more."""
        found = []
        for step in steps:
            made = solve(equations, bench.times, scheme=scheme, step=float(step))
            found.append(bench.distance(made))
            if np.isfinite(made).all() and np.max(np.abs(made - right)) < small * bench.case.unit:
                break
        return found

    def left(scheme: Scheme, step: float) -> float:
        return bench.distance(solve(equations, bench.times, scheme=scheme, step=step))

    if not steps.size:
        return
    coarse = {scheme: tried(scheme) for scheme in Scheme}
    likeliest = sorted(Scheme, key=lambda scheme: min(coarse[scheme]))[:REFINED]
    for scheme in likeliest:
        if not math.isfinite(min(coarse[scheme])):
            continue
        remains = partial(left, scheme)
        start = float(steps[int(np.argmin(coarse[scheme]))])
        # Where errors grow, what remains has many minima, and a usual step may be the very one.
        best = min(start, _refined(remains, start), key=remains)
        best = _rounded(remains, best, bench.case.trajectory.time)
        damping = ", which damps oscillations," if scheme is Scheme.BACKWARD_EULER else ""
        sentence = (
            f"Steps are too long: the errors are those of {scheme.title}{damping} of order "
            f"{scheme.order}, with step {best:.4g}"
        )
        kind = "backward-euler" if scheme is Scheme.BACKWARD_EULER else "step-too-long"
        found = solve(equations, bench.times, scheme=scheme, step=best)
        yield _Try(kind, sentence, found, {"step": best, "order": float(scheme.order)})


def _refined(left: Callable[[float], float], start: float) -> float:
    """Return the best step near `start`: a golden section in its logarithm."""
    ratio = (math.sqrt(5.0) - 1.0) / 2.0
    low, high = math.log(start / STEP_RATIO), math.log(start * STEP_RATIO)
    a, b = high - ratio * (high - low), low + ratio * (high - low)
    at_a, at_b = left(math.exp(a)), left(math.exp(b))
    for _ in range(REFINEMENTS):
        if at_a < at_b:
            high, b, at_b = b, a, at_a
            a = high - ratio * (high - low)
            at_a = left(math.exp(a))
        else:
            low, a, at_a = a, b, at_b
            b = low + ratio * (high - low)
            at_b = left(math.exp(b))
    return math.exp(a if at_a < at_b else b)


def _rounded(left: Callable[[float], float], step: float, time: Vector) -> float:
    """Return the fraction of the spacing of saved times nearest to a step, if it is no worse."""
    spacing = float(time[-1] - time[0]) / (time.size - 1)
    count = max(1, round(spacing / step))
    near = spacing / count
    return near if abs(near / step - 1.0) < 0.05 and left(near) <= 1.02 * left(step) else step


def _few_levels(bench: Bench, right: Vector) -> Iterator[_Try]:
    """Yield the number of levels whose revival is nearest to what differs."""
    setting = bench.case.setting
    if bench.case.trajectory.levels is not None or setting.cutoff is None or not _of_levels(bench):
        return
    gap, accepted = bench.window[1], max(bench.case.accuracy, FLOOR)
    apart = np.abs(gap - right) / bench.case.unit
    beyond = np.flatnonzero(apart > max(accepted, EXPLAINED * float(np.nanmax(apart))))
    if not beyond.size or beyond[0] == 0:
        return
    cutoff = setting.cutoff
    guess = 2.0 * cutoff * float(bench.times[beyond[0]]) / math.pi
    if not 2 * NEAR_COUNT < guess < min(MOST_COUNTED, setting.levels or MOST_COUNTED):
        return
    best: tuple[float, Vector, float] | None = None
    near = 2 * round(guess / 2.0)
    for count in range(near - NEAR_COUNT, near + NEAR_COUNT + 1):
        for ends in (False, True):
            found = _on(bench, _grid(cutoff, count, ends=ends))
            if best is None or bench.distance(found) < best[0]:
                best = (bench.distance(found), found, float(count))
    assert best is not None
    revival = math.pi * best[2] / (2.0 * cutoff)
    needed = math.ceil(2.0 * cutoff * float(bench.case.trajectory.time[-1]) / math.pi)
    sentence = (
        f"Too few levels: oscillations return at t = {revival:.4g}, as of {best[2]:.0f} levels; "
        f"up to the last time takes more than {needed}"
    )
    yield _Try("too-few-levels", sentence, best[1], {"levels": best[2]})


def _grid(cutoff: float, count: int, *, ends: bool) -> Levels:
    """Return `count` equally spaced levels: midpoints, or with levels at both ends."""
    spacing = 2.0 * cutoff / (count - 1 if ends else count)
    # Its own mirror image to the last bit, so that half of it can stand for all.
    eps = spacing * (np.arange(count) - 0.5 * (count - 1))
    return Levels(eps, np.full(count, spacing))


def _on(bench: Bench, levels: Levels) -> Vector:
    last = min(float(bench.times[-1]), 0.9 * levels.revival_time)
    problem = quench_of(bench.case.setting, np.array([0.0, last]), levels)
    return solve(motion(problem), bench.times)
