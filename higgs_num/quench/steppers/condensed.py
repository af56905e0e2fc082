"""`MultiProduct` on few nodes that stand for all levels during a window: for many quenches."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

import numpy as np
from scipy.special import jv

from higgs_num.core import condensed
from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.condensed import AllLevels, Nodes
from higgs_num.core.dense import ORDER, interpolate
from higgs_num.core.lanes import LANES
from higgs_num.core.observe import ENERGY, LEVEL, MOMENTS, Coefficients
from higgs_num.core.rendezvous import CELLS
from higgs_num.quench.motion import Motion, unfolded
from higgs_num.quench.parity import joined
from higgs_num.quench.recorded import Recorded
from higgs_num.quench.sources import Sources
from higgs_num.quench.steppers.layout import aligned, owned, pack, rotation_tables
from higgs_num.quench.steppers.multi_product import Chains, MultiProduct
from higgs_num.quench.steppers.of_state import OfState, settle_extrapolated
from higgs_num.quench.steppers.schedule import Schedule
from higgs_num.quench.steppers.splitting import oscillating
from higgs_sym.ground.errors import ArgumentError, ComputationError, told

CALLS = 4  # windows in one call of the kernel, for each piece of work that is asked for
STEPS = 4  # of a window: fewer nodes cost less for each step, fewer windows less for all levels
# Size at which Bessel functions, the coefficients of exp(2 i eps H) in the polynomials of the
# nodes, are left out: their sum over all windows stays far below the tolerance.
NEGLIGIBLE = 1e-5  # of the tolerance
UNRESOLVED = 0.1  # of the tolerance, of the highest coefficient of R: the next is 1e2 smaller


@dataclass(frozen=True)
class Condensed(OfState):
    """Extrapolated Strang splitting on few nodes for each window of some steps.

    The steps are those of `MultiProduct`, made on some twenty nodes instead of a thousand levels;
    the levels follow by interpolation of what they do, exact beyond double precision, in one pass
    a window. Errors are those of the steps. Several times faster where levels are many; for
    symmetric sets, without probes and observables.

    Parameters
    ----------
    tol, order, longest_step
        As of `MultiProduct`.

    Examples
    --------
    >>> from higgs_num.quench import Condensed, Problem, run
    >>> result = run(Problem(0.95, 1.0, t_max=20.0), Condensed(tol=1e-8))
    >>> print(f"{result.gap[-1]:.6f}")
    1.003661
    """

    tol: float = 1e-10
    order: int | None = None
    longest_step: float | None = None

    def __post_init__(self) -> None:
        settle_extrapolated(self)

    @property
    def leads(self) -> bool:
        """Nothing is known of single levels within a window."""
        return False

    @property
    def adaptive(self) -> Condensed | None:
        """Itself, unless order and step are given."""
        return self if self.order is None else None

    @property
    def work(self) -> dict[int, float]:
        """Relative cost of one step: of order 14 alone, so that little is searched.

        It reaches every tolerance; whether another would be cheaper is not asked.
        """
        return {14: MultiProduct().work[14]}

    def longest_possible(self, order: int, cutoff: float) -> float:
        """Return the longest step in which no A turns a level too far."""
        return MultiProduct().longest_possible(order, cutoff)

    def with_step(self, order: int, longest_step: float) -> Condensed:
        """Return the method with fixed order and steps."""
        return Condensed(self.tol, order, longest_step)

    def init(self, motion: Motion, times: Vector, stops: Vector) -> CondensedState:
        """Return the state at t = 0."""
        return CondensedState.of(self, motion, times, stops)


@lru_cache(maxsize=256)
def node_count(phase: float, tol: float) -> int:
    """Return how many nodes resolve exp(2 i eps H), 2 cutoff H = `phase`, for a tolerance."""
    negligible = NEGLIGIBLE * tol
    count = max(4, int(phase / 2.0))
    while max(abs(float(jv(degree, phase))) for degree in (2 * count, 2 * count + 1)) > negligible:
        count += 1
    return count


def node_values(points: Vector, nodes: Vector) -> Vector:
    """Return L_k(eps^2) (K, n) of points (n,) for nodes (K,) that are zeros of T_2K."""
    K = nodes.size
    # Weights of the barycentric formula at Chebyshev points of eps^2.
    signs = np.where(np.arange(K) % 2 == 0, 1.0, -1.0)
    angles = (2.0 * np.arange(K) + 1.0) * math.pi / (4.0 * K)
    weights = signs * np.sin(2.0 * angles)
    differences = (points[None] - nodes[:, None]) * (points[None] + nodes[:, None])
    hit = differences == 0.0
    terms = weights[:, None] / np.where(hit, 1.0, differences)
    values = terms / np.sum(terms, axis=0)
    on_node = np.any(hit, axis=0)
    values[:, on_node] = hit[:, on_node]
    return np.asarray(values)


@dataclass(frozen=True)
class Prepared:
    """What all windows with steps of one length have in common."""

    h: float
    chains: Chains
    nodes: Nodes
    everything: AllLevels

    @classmethod
    def of(cls, method: Condensed, motion: Motion, h: float, lengths: Vector) -> Self:
        """Return nodes and tables for steps of h."""
        assert method.order is not None
        chains = Chains.of(method.order, h, 1)
        eps = motion.levels.energies
        cutoff = float(np.max(eps))
        most = MultiProduct().longest_possible(method.order, cutoff)
        if h > most:
            raise ArgumentError(
                "longest_step",
                f"turn the highest level by less than pi at once (be <= {told(most)})",
                method.longest_step,
            )
        window = STEPS * h
        K = node_count(round(2.0 * cutoff * window, 2), method.tol)
        # Zeros of T_2K: as eps^2 they are the Chebyshev points of (0, cutoff^2).
        angles = (2.0 * np.arange(K) + 1.0) * math.pi / (4.0 * K)
        at = cutoff * np.cos(angles)
        on_nodes = motion.sources_at(at)
        sourced_ = oscillating(motion.sources)
        degrees = np.arange(K - 2, K)
        tail = 2.0 / K * np.cos(2.0 * degrees[:, None] * angles[None])
        led = _tables(chains, at, on_nodes, oscillating_=True)
        nodes = Nodes(
            at,
            on_nodes.E,
            grouped(pack_rows(node_values(eps, at))),
            tail,
            _tables(chains, at, on_nodes, oscillating_=sourced_),
            led,
            pack(np.ones(K), at, *np.zeros((2, K)), 2.0 * on_nodes.E, np.zeros(K)),
        )  # fmt: skip
        weights, hidden = motion.levels.weights, motion.hidden
        t = np.tan(motion.sources.E * window)
        s = 2.0 * t / (1.0 + t * t)
        hidden_rows = np.zeros((2, eps.size))
        if hidden is not None:
            hidden_rows = np.stack([weights * hidden.sources.Px, hidden.sources.ax])
        constants = np.stack([weights * motion.sources.Px, motion.sources.ax, *hidden_rows])
        Px, ax, hidden_constant, hidden_cosine = pack_rows(constants)
        turns = pack_rows(np.stack([eps, 1.0 / motion.sources.E, t, s, 1.0 / weights]))
        everything = AllLevels(
            turns[0], turns[1], turns[2], turns[3], turns[4], pack_rows(lengths),
            Px, ax, hidden_constant, hidden_cosine,
        )  # fmt: skip
        return cls(h, chains, nodes, everything)


def _tables(
    chains: Chains, energies: Vector, sources: Sources, *, oscillating_: bool
) -> Coefficients:
    # The constant Px of the sum over levels is in `offset`.
    nothing = np.zeros(energies.size)
    if not oscillating_:
        tables = rotation_tables(chains.durations, 2.0 * energies)
        return Coefficients(tables, np.zeros(0), nothing)
    tables = rotation_tables(chains.durations, 2.0 * energies, 2.0 * sources.E)
    return Coefficients(tables, pack(sources.ax, sources.gy, sources.pz), nothing)


def pack_rows(rows: Vector) -> Vector:
    """Return rows (k, n), each filled up with zeros to pairs of groups of eight."""
    k, n = rows.shape
    packed = aligned(k, -(-n // (2 * LANES)) * 2 * LANES)
    packed[:, :n] = rows
    return packed


def grouped(rows: Vector) -> Vector:
    """Return rows (k, m) group by group: the k rows of eight levels one after another."""
    packed = aligned(rows.size)
    packed[:] = rows.reshape(rows.shape[0], -1, LANES).transpose(1, 0, 2).reshape(-1)
    return packed


def _start(weights: Vector, spins: Vector, sources: Sources) -> Vector:
    """Return the rows of `core.condensed` at t = 0."""
    Sx, Sy, Sz = weights * spins
    C = weights * sources.sin_theta
    Px = weights * sources.Px
    return pack_rows(np.stack([Sx - Px - sources.ax * C, Sy, Sz, C, np.zeros_like(C)]))


EMPTY = np.zeros((condensed.ROWS, 0))


@dataclass(frozen=True)
class CondensedState:
    """A motion between two windows.

    `seen` (ROWS, m) is what moves Delta, `hidden` (ROWS, m or 0) the other sector; sums (MOMENTS,)
    and change: what was taken down at this time; saved: how many of `times` have passed.
    """

    motion: Motion
    method: Condensed
    times: Vector
    schedule: Schedule
    prepared: Prepared
    lengths: Vector
    offset: float
    window: int
    saved: int
    seen: Vector
    hidden: Vector
    sums: Vector
    change: float

    @classmethod
    def of(cls, method: Condensed, motion: Motion, times: Vector, stops: Vector) -> Self:
        """Return the state at t = 0; windows end at `stops` and at the last of `times`."""
        if method.longest_step is None:
            rule = "be chosen before the first step (`run` does it)"
            raise ArgumentError("longest_step", rule, None)
        if not motion.folded:
            rule = "be symmetric, +-eps with equal weights, for `Condensed`"
            raise ArgumentError("levels", rule, motion.levels)
        hit = np.unique(np.concatenate([[0.0], times[-1:], stops]))
        schedule = Schedule.of(hit[hit <= times[-1]], method.longest_step, STEPS)
        hidden, weights = motion.hidden, motion.levels.weights
        mirrored = 0.0 if hidden is None else hidden.spins
        lengths = np.stack(
            [np.linalg.norm(motion.spins + D, axis=0) for D in (mirrored, -mirrored)]
        )
        return cls(
            motion, method, times, schedule,
            Prepared.of(method, motion, schedule.length(0), lengths), lengths,
            float(np.sum(weights * motion.sources.Px)), 0, 0,
            _start(weights, motion.spins, motion.sources),
            EMPTY if hidden is None else _start(weights, hidden.spins, hidden.sources),
            np.zeros(MOMENTS), 0.0,
        )._at_start()  # fmt: skip

    def _at_start(self) -> Self:
        moments = condensed.node_moments(self.seen, self.prepared.nodes, self.prepared.everything)
        return replace(self, sums=moments, saved=int(self.times[0] == 0.0))

    @property
    def time(self) -> float:
        """Time of this state."""
        return float(self.schedule.times(STEPS * self.window, 0)[0])

    def advanced(self, pieces: int) -> tuple[Self, Recorded]:
        """Return the state at most so many pieces later, and the record of the times passed."""
        state, first = self._prepared(), STEPS * self.window
        # A window takes about as long as one step on all levels, and a call as long as ten.
        count = min(CALLS * pieces, self.schedule.left(first) // STEPS)
        ends = self.schedule.times(first, STEPS * count)
        through = int(np.searchsorted(self.times, ends[-1], side="right"))
        wanted = self.times[self.saved : through]
        which = np.minimum(np.searchsorted(ends, wanted, side="left"), ends.size - 1)
        chains = state.prepared.chains
        turns = chains.kick_times.size
        half_lambdas = self.motion.half_lambdas(ends, chains.kick_times)
        moments = np.zeros((STEPS * count, 2, MOMENTS))
        changes, tails = np.zeros(count), np.zeros(count)
        nodes = state.prepared.nodes
        groups = nodes.levels.size // (LEVEL * LANES)
        scratch = aligned(condensed.room(nodes.eps.size, groups))
        seen, hidden = owned(self.seen), owned(self.hidden)
        sourced_ = any(np.any(rows[3]) for rows in (seen, hidden))
        condensed.advance_windows(
            STEPS, np.zeros(2 * CELLS, dtype=np.int64), chains.kernel, nodes,
            state.prepared.everything, self.offset, half_lambdas, seen, hidden,
            sourced_, moments, np.empty((STEPS, turns, 2)), changes, tails,
            scratch,
        )  # fmt: skip
        if np.max(tails) > UNRESOLVED * self.method.tol:
            when = ends[STEPS * int(np.argmax(tails > UNRESOLVED * self.method.tol))]
            raise ComputationError(
                f"The nodes do not resolve what levels do from time {when:.6g} on (highest "
                f"coefficient {np.max(tails):.1e}); MultiProduct, which has none, can follow them"
            )
        sums = np.concatenate([self.sums[None], moments[:, 0] + moments[:, 1]])
        change = np.concatenate([[self.change], changes])
        gap, energy = self._seen_at(wanted, which, ends, sums).T
        ended = -(-which // STEPS)  # the window that ends last before or at the step
        moved = replace(
            state, window=self.window + count, saved=through, seen=seen, hidden=hidden,
            sums=sums[-1], change=float(change[-1]),
        )  # fmt: skip
        return moved, _record(gap, energy, change[ended])

    def _prepared(self) -> Self:
        """Return this state with tables for the next window."""
        h = self.schedule.length(self.schedule.segment(STEPS * self.window)[0])
        if h == self.prepared.h:
            return self
        prepared = Prepared.of(self.method, self.motion, h, self.lengths)
        return replace(self, prepared=prepared)

    def _seen_at(self, wanted: Vector, which: Indices, ends: Vector, sums: Vector) -> Vector:
        """Return Delta and the energy (n, 2) at times `wanted`, in the steps ending `which`."""
        seen = np.empty((wanted.size, 2))
        half_lambdas = self.motion.half_lambdas_between(ends, ORDER)
        interpolate(sums, half_lambdas, self.offset, self._edge, ends, which, wanted, seen)
        return seen

    @property
    def _edge(self) -> float:
        """Delta_s^2 of the oscillating sources, -1 if there are none."""
        if self.prepared.nodes.seen.P.size == 0:
            return -1.0
        nodes = self.prepared.nodes
        lowest = int(np.argmin(nodes.eps))
        E, eps = nodes.E[lowest], nodes.eps[lowest]
        return float((E - eps) * (E + eps))

    def observe(self) -> Recorded:
        """Return the record of this one time."""
        half_lambda = float(self.motion.half_lambda_at(np.array(self.time)))
        gap = half_lambda * (self.sums[0] + self.offset)
        energy = self.sums[ENERGY] - gap * gap / (2.0 * half_lambda)
        return _record(np.array([gap]), np.array([energy]), np.array([self.change]))

    def spins(self) -> Vector:
        """Return S (3, N) on all levels."""
        motion = self.motion
        S = _spins(motion.levels.weights, motion.sources, self.seen)
        if motion.hidden is None:
            return unfolded(S, motion.folded)
        return joined(S, _spins(motion.levels.weights, motion.hidden.sources, self.hidden))

    def arrays(self) -> dict[str, Vector]:
        """Return the numbers that change along a trajectory, by name."""
        numbers = np.array([self.window, self.saved, self.change], dtype=float)
        return {"seen": self.seen, "hidden": self.hidden, "sums": self.sums, "numbers": numbers}

    def restored(self, arrays: dict[str, Vector]) -> Self:
        """Return this state with the numbers that `arrays` gave; ValueError if they do not fit."""
        window, saved, change = arrays["numbers"].tolist()
        if not (0 <= STEPS * window <= self.schedule.count and 0 <= saved <= self.times.size):
            raise ValueError("the state lies outside the windows of the problem")
        return replace(
            self, window=int(window), saved=int(saved), change=change, sums=arrays["sums"],
            seen=owned(arrays["seen"]), hidden=owned(arrays["hidden"]),
        )  # fmt: skip


def _record(gap: Vector, energy: Vector, change: Vector) -> Recorded:
    return Recorded(
        gap=gap.copy(),
        energy=energy.copy(),
        norm_change=change,
        probe_spins=np.empty((gap.size, 3, 0)),
        observables={},
    )


def _spins(weights: Vector, sources: Sources, rows: Vector) -> Vector:
    """Return S (3, n) of the rows of `core.condensed`."""
    spins = rows[:, : weights.size] / weights
    spins[0] += sources.Px + sources.ax * spins[3]
    return np.asarray(spins[:3])
