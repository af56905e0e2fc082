"""States of the splitting methods: what the kernels need, and what is seen between steps."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np

from higgs_num.core import free, sourced
from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.dense import ORDER, gap_series, interpolate
from higgs_num.core.lanes import LANES
from higgs_num.core.observe import ENERGY, MOMENTS, Coefficients, Diary, groups_of, moments
from higgs_num.core.texture import textures
from higgs_num.quench.motion import Motion, unfolded
from higgs_num.quench.parity import joined
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.sources import Sources
from higgs_num.quench.steppers.layout import owned, pack, rotation_tables, unpack
from higgs_num.quench.steppers.of_state import OfState
from higgs_num.quench.steppers.schedule import Schedule
from higgs_sym.ground.errors import ArgumentError, told

LARGEST_TURN = 3.0  # radians of one A; the shears of `core.rotation` fail at pi


class Scheme(Protocol):
    """How the two flows follow one another in a step of fixed length."""

    @property
    def durations(self) -> Vector:
        """Durations of the different A's, one table each."""
        ...

    @property
    def kick_times(self) -> Vector:
        """Times of the B's in units of the step, (turns,)."""
        ...

    def advance(
        self, seen: Coefficients, offset: float, half_lambdas: Vector, state: Vector,
        hidden: Vector, of_hidden: Coefficients, diary: Diary,
    ) -> Vector:  # fmt: skip
        """Return the state as many steps later as the diary has room; `hidden` moves in place."""
        ...

    def lead(self, state: Vector, of_state: Coefficients, angles: Vector) -> Vector:
        """Move led levels in place by the steps of `angles`; return their states after each."""
        ...


class Splitting(OfState):
    """A splitting method: the protocol of a stepper for a `scheme`."""

    longest_step: float | None

    @abstractmethod
    def scheme(self, h: float) -> Scheme:
        """Return what a step of h does."""

    def init(self, motion: Motion, times: Vector, stops: Vector) -> SplittingState:
        """Return the state at t = 0."""
        return SplittingState.of(self, motion, times, stops)


EMPTY = np.zeros(0)
ONE = np.ones(1)
NOTHING = Coefficients(np.zeros((1, 0)), EMPTY, EMPTY)


@dataclass(frozen=True)
class Prepared:
    """What all steps of one length have in common."""

    h: float
    scheme: Scheme
    seen: Coefficients
    hidden: Coefficients
    led: Coefficients

    @classmethod
    def of(cls, method: Splitting, motion: Motion, h: float) -> Self:
        """Return tables and sources for steps of h."""
        scheme = method.scheme(h)
        largest = 2.0 * float(np.max(np.abs(scheme.durations))) * float(
            np.max(np.abs(motion.levels.energies))
        )  # fmt: skip
        if largest > LARGEST_TURN:
            raise ArgumentError(
                "longest_step",
                f"turn the highest level by at most {LARGEST_TURN:g} radians at once "
                f"(be <= {told(h * LARGEST_TURN / largest)})",
                method.longest_step,
            )
        levels, hidden, led = motion.levels, motion.hidden, motion.led
        return cls(
            h,
            scheme,
            parity_tables(scheme, levels.energies, levels.weights, motion.sources),
            NOTHING
            if hidden is None
            else parity_tables(scheme, levels.energies, levels.weights, hidden.sources, led=True),
            NOTHING
            if led is None
            else parity_tables(scheme, led.energies, ONE, led.sources, led=True),
        )


def parity_tables(
    scheme: Scheme, energies: Vector, weights: Vector, sources: Sources, *, led: bool = False
) -> Coefficients:
    """Return what kernels know of levels (n,): for `core.sourced` if led or with sources."""
    Px = pack(weights * sources.Px)
    if not (led or oscillating(sources)):
        return Coefficients(rotation_tables(scheme.durations, 2.0 * energies), EMPTY, Px)
    tables = rotation_tables(scheme.durations, 2.0 * energies, 2.0 * sources.E)
    return Coefficients(tables, pack(sources.ax, sources.gy, sources.pz), Px)


def oscillating(sources: Sources) -> bool:
    """Whether any source oscillates."""
    return bool(np.any(sources.sin_theta))


def _start(weights: Vector, spins: Vector, sources: Sources, sourced_: bool) -> Vector:
    """Return the state at t = 0 as `core.free` or `core.sourced` keeps it."""
    Sx, Sy, Sz = weights * spins
    Px = weights * sources.Px
    if not sourced_:
        return pack(Sx - Px, Sy, Sz)
    C = weights * sources.sin_theta
    return pack(Sx - Px - sources.ax * C, Sy, Sz, C, np.zeros_like(C))


@dataclass(frozen=True)
class SplittingState:
    """A motion between two steps.

    `seen` is what moves Delta; `hidden` (empty if nothing is there) the sector of the opposite
    parity, which is led by it; `led` levels of no weight (`motion.Led`). sums (MOMENTS,) and
    change: what was taken down at this time; saved: how many of the requested times have passed.
    """

    motion: Motion
    method: Splitting
    times: Vector
    schedule: Schedule
    prepared: Prepared
    levels: Vector
    offset: float
    step: int
    saved: int
    seen: Vector
    hidden: Vector
    led: Vector
    sums: Vector
    change: float

    @classmethod
    def of(cls, method: Splitting, motion: Motion, times: Vector, stops: Vector) -> Self:
        """Return the state at t = 0; steps end at `stops` and at the last of `times`."""
        if method.longest_step is None:
            raise ArgumentError(
                "longest_step", "be chosen before the first step (`run` does it)", None
            )
        sourced_ = oscillating(motion.sources)
        hit = np.unique(np.concatenate([[0.0], times[-1:], stops]))
        schedule = Schedule.of(hit[hit <= times[-1]], method.longest_step)
        levels, hidden = motion.levels, motion.hidden
        mirrored = 0.0 if hidden is None else hidden.spins
        lengths = [np.linalg.norm(motion.spins + D, axis=0) for D in (mirrored, -mirrored)]
        weights, led = levels.weights, motion.led
        seen = _start(weights, motion.spins, motion.sources, sourced_)
        with np.errstate(divide="ignore"):  # where s is zero it stays zero
            rows = unpack(seen, sourced.ROWS if sourced_ else free.ROWS, len(levels))
            kept = 1.0 / np.sum(rows[:3] ** 2, axis=0)
        return cls(
            motion,
            method,
            times,
            schedule,
            Prepared.of(method, motion, schedule.length(0)),
            pack(1.0 / levels.weights, levels.energies, *lengths, 2.0 * motion.sources.E, kept),
            float(np.sum(levels.weights * motion.sources.Px)),
            0,
            0,
            seen,
            EMPTY if hidden is None else _start(weights, hidden.spins, hidden.sources, True),
            EMPTY if led is None else _start(ONE, led.spins, led.sources, True),
            EMPTY,
            0.0,
        )._at_start()

    def _at_start(self) -> Self:
        sums = np.empty((2, MOMENTS))
        half, groups = groups_of(self.levels) // 2, groups_of(self.levels)
        for part, (begin, end) in enumerate([(0, half), (half, groups)]):
            moments(self.seen, self.prepared.seen.P, self.levels, begin, end, sums[part])
        return replace(self, sums=sums[0] + sums[1], saved=int(self.times[0] == 0.0))

    @property
    def time(self) -> float:
        """Time of this state."""
        return float(self.schedule.times(self.step, 0)[0])

    @property
    def done(self) -> bool:
        """Whether the last step has been made."""
        return self.step == self.schedule.count

    def advanced(self, steps: int) -> tuple[Self, Recorded]:
        """Return the state at most so many steps later, no further than the next stop.

        Also the record at the requested times that passed. The change of |S| is that at the
        end of the step which is nearest.
        """
        state = self._prepared()
        steps = min(steps, self.schedule.left(self.step))
        ends = self.schedule.times(self.step, steps)
        through = int(np.searchsorted(self.times, ends[-1], side="right"))
        wanted = self.times[self.saved : through]
        which = np.minimum(np.searchsorted(ends, wanted, side="left"), steps)
        nearer_start = wanted - ends[which - 1] < ends[which] - wanted
        nearest = np.where(nearer_start, which - 1, which)
        diary = self._diary(steps, nearest)
        hidden, led = self.hidden.copy(), self.led.copy()
        half_lambdas = self.motion.half_lambdas(ends, self.prepared.scheme.kick_times)
        seen = state.prepared.scheme.advance(
            state.prepared.seen, self.offset, half_lambdas, self.seen,
            hidden, state.prepared.hidden, diary,
        )  # fmt: skip
        sums = np.concatenate([self.sums[None], diary.moments[:, 0] + diary.moments[:, 1]])
        change = np.concatenate([[self.change], diary.changes.max(axis=(1, 2))])
        spins = np.empty((wanted.size, 3, 0))
        if self.motion.led is not None:
            states = state.prepared.scheme.lead(led, state.prepared.led, diary.angles)
            states = np.concatenate([self.led[None], states])
            spins = self._led_at(wanted, which, ends, sums, states)
        gap, energy = self._seen_at(wanted, which, ends, sums).T
        moved = replace(
            state, step=self.step + steps, saved=through, seen=seen, hidden=hidden,
            led=led, sums=sums[-1], change=float(change[-1]),
        )  # fmt: skip
        return moved, self._record(wanted, gap, energy, change[nearest], spins)

    def _record(
        self, times: Vector, gap: Vector, energy: Vector, change: Vector, spins: Vector
    ) -> Recorded:
        """Return the record at times (n,), spins (n, 3, m) being those of what is led."""
        led, observables = self.motion.led, self.motion.observables
        probes = 0 if led is None else led.probes
        series: dict[str, Vector] = {one.name: np.empty(times.size) for one in observables}
        if observables:
            for number, t in enumerate(times.tolist()):
                for name, value in self.motion.observed(spins[number, :, probes:], t).items():
                    series[name][number] = value
        return Recorded(
            gap=gap.copy(),
            energy=energy.copy(),
            norm_change=change,
            probe_spins=spins[:, :, :probes],
            observables=series,
        )

    def _prepared(self) -> Self:
        """Return this state with tables for the next step."""
        h = self.schedule.length(self.schedule.segment(self.step)[0])
        if h == self.prepared.h:
            return self
        return replace(self, prepared=Prepared.of(self.method, self.motion, h))

    def _diary(self, steps: int, nearest: Vector) -> Diary:
        watched = np.zeros(steps, dtype=np.int64)
        watched[nearest[nearest > 0] - 1] = 1
        watched[-1] = 1  # the next steps may need it
        turns = self.prepared.scheme.kick_times.size
        return Diary(
            self.levels, watched, np.zeros((steps, 2, MOMENTS)), np.zeros((steps, 2, LANES)),
            np.empty((steps, turns, 2)),
        )  # fmt: skip

    def _seen_at(self, wanted: Vector, which: Indices, ends: Vector, sums: Vector) -> Vector:
        """Return Delta and the energy (n, 2) at times `wanted`, in the steps ending `which`."""
        seen = np.empty((wanted.size, 2))
        half_lambdas = self.motion.half_lambdas_between(ends, ORDER)
        interpolate(sums, half_lambdas, self.offset, self._edge, ends, which, wanted, seen)
        return seen

    def _led_at(
        self, wanted: Vector, which: Indices, ends: Vector, sums: Vector, states: Vector
    ) -> Vector:
        """Return S of what is led (n, 3, m) at times `wanted`; states (k, ...) at the ends."""
        led = self.motion.led
        assert led is not None
        sources, count = led.sources, led.energies.size
        gaps = gap_series(
            sums, self.motion.half_lambdas_between(ends, ORDER), self.offset, self._edge
        )
        spins = np.empty((wanted.size, 3, count))
        textures(
            np.stack([unpack(state, sourced.ROWS, count) for state in states]),
            led.energies, 2.0 * sources.E, np.stack([sources.ax, sources.gy, sources.pz]),
            sources.Px, gaps, ends, which, wanted, spins,
        )  # fmt: skip
        return spins

    @property
    def _edge(self) -> float:
        """Delta_s^2 of the oscillating sources, -1 if there are none."""
        if self.prepared.seen.P.size == 0:
            return -1.0
        lowest = int(np.argmin(np.abs(self.motion.levels.energies)))
        E, eps = self.motion.sources.E[lowest], self.motion.levels.energies[lowest]
        return float((E - abs(eps)) * (E + abs(eps)))

    def observe(self) -> Recorded:
        """Return the record of this one time."""
        half_lambda = float(self.motion.half_lambda_at(np.array(self.time)))
        gap = half_lambda * (self.sums[0] + self.offset)
        energy = self.sums[ENERGY] - gap * gap / (2.0 * half_lambda)
        led = self.motion.led
        spins = np.empty((3, 0)) if led is None else _spins(ONE, led.sources, self.led, True)
        now, change = np.array([self.time]), np.array([self.change])
        return self._record(now, np.array([gap]), np.array([energy]), change, spins[None])

    def spins(self) -> Vector:
        """Return S (3, N) on all levels."""
        motion, weights = self.motion, self.motion.levels.weights
        S = _spins(weights, motion.sources, self.seen, self.prepared.seen.P.size > 0)
        if motion.hidden is None:
            return unfolded(S, motion.folded)
        return joined(S, _spins(weights, motion.hidden.sources, self.hidden, True))

    def arrays(self) -> dict[str, Vector]:
        """Return the numbers that change along a trajectory, by name."""
        numbers = np.array([self.step, self.saved, self.change], dtype=float)
        return {
            "seen": self.seen, "hidden": self.hidden, "led": self.led,
            "sums": self.sums, "numbers": numbers,
        }  # fmt: skip

    def restored(self, arrays: dict[str, Vector]) -> Self:
        """Return this state with the numbers that `arrays` gave; ValueError if they do not fit."""
        step, saved, change = arrays["numbers"].tolist()
        if not (0 <= step <= self.schedule.count and 0 <= saved <= self.times.size):
            raise ValueError("the state lies outside the steps of the problem")
        return replace(
            self, step=int(step), saved=int(saved), change=change, sums=arrays["sums"],
            seen=owned(arrays["seen"]), hidden=owned(arrays["hidden"]),
            led=owned(arrays["led"]),
        )  # fmt: skip


def _spins(weights: Vector, sources: Sources, state: Vector, sourced_: bool) -> Vector:
    """Return S (3, n) of a state as `core.free` or `core.sourced` keeps it."""
    rows = unpack(state, sourced.ROWS if sourced_ else free.ROWS, sources.E.size) / weights
    rows[0] += sources.Px
    if sourced_:
        rows[0] += sources.ax * rows[3]
    return rows[:3]
