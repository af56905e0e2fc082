"""Extrapolated Strang splitting (multi-product expansion): the fast default."""

import math
from dataclasses import dataclass, replace

import numpy as np

from higgs_num.core import trace
from higgs_num.core.arrays import Indices, Vector
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.extrapolation import CHAINS, extrapolation_weights
from higgs_num.quench.steppers.floor import FLOOR
from higgs_num.quench.steppers.splitting import Driven, Observed, SplittingState, rotation_tables
from higgs_sym.errors import ArgumentError, one_of, positive


@dataclass(frozen=True)
class Chains:
    """Chains of `counts` Strang steps each, combined with `weights`; `steps` steps of `h`."""

    counts: Indices
    weights: Vector
    h: float
    steps: int

    def tables(self, *frequencies: Vector) -> Vector:
        """Return 1 - cos and sin of frequency h/count, shape (chains, b, 2 len BLOCK)."""
        return rotation_tables(self.h / self.counts, *frequencies)

    @property
    def interval(self) -> float:
        """Time between saves."""
        return self.h * self.steps

    @property
    def kick_times(self) -> Vector:
        """Times of the B's between two saves, in units of it, (steps, turns)."""
        fractions = np.concatenate([np.arange(k + 1) / k for k in self.counts])
        times: Vector = (np.arange(self.steps)[:, None] + fractions) / self.steps
        return times

    @property
    def turns(self) -> int:
        """Number of B's in one step."""
        return int(np.sum(self.counts + 1))

    def advanced(self, state: SplittingState, saves: int) -> tuple[SplittingState, Vector]:
        """Return `state` so many saves later, and (saves, 3), what it shows after each."""
        seen, hidden = state.seen, state.hidden
        half_lambdas = state.half_lambdas(saves, self.kick_times)
        at_saves = state.half_lambda_after(saves)
        record = np.empty((saves, 3))
        if isinstance(seen, Driven):
            moved = trace.trace_driven(
                seen.state, seen.tables, seen.Px, seen.offset, seen.P,
                self.counts, self.weights, self.h,
                half_lambdas, at_saves, state.levels, record,
            )  # fmt: skip
            return replace(
                state, seen=replace(seen, state=moved), saves=state.saves + saves
            ), record
        none = np.empty((0, 0))
        of_hidden = (
            (none, none[None], none, none)
            if hidden is None
            else (hidden.state, hidden.tables, hidden.Px, hidden.P)
        )
        moved, other = trace.trace_free(
            seen.state, seen.tables, seen.Px, seen.offset, *of_hidden,
            self.counts, self.weights, self.h, self.steps, self.turns,
            half_lambdas, at_saves, state.levels, record,
        )  # fmt: skip
        if hidden is not None:
            hidden = replace(hidden, state=other)
        return replace(
            state, seen=replace(seen, state=moved), hidden=hidden, saves=state.saves + saves
        ), record


@dataclass(frozen=True)
class MultiProduct:
    """Extrapolated Strang splitting of even order 4 ... 14.

    Parameters
    ----------
    tol
        Error of Delta(t) up to t_max, in units of gap_final, >= 1e-12 (the floor of round-off).
        `run` measures the error of several orders and steps on a short copy of the quench and
        takes the cheapest that stays below; its `Result` says which, and the error expected.
    order, longest_step
        Both given: this order, and steps that divide the time between saves and are no longer
        than this (in 1/energy, as times); no error is estimated then.
    """

    tol: float = 1e-10
    order: int | None = None
    longest_step: float | None = None

    by_parity = True

    def __post_init__(self) -> None:
        if positive("tol", self.tol) < FLOOR:
            raise ArgumentError("tol", f"be >= {FLOOR:g}, the floor of round-off", self.tol)
        if (self.order is None) != (self.longest_step is None):
            raise ArgumentError("order", "be given together with `longest_step`", self.order)
        if self.order is not None:
            one_of("order", str(self.order), map(str, CHAINS))
            positive("longest_step", self.longest_step)

    @property
    def fixed(self) -> bool:
        """Whether order and step are given."""
        return self.order is not None

    @property
    def work(self) -> dict[int, int]:
        """B's in one step, for each order that may be chosen."""
        return {order: sum(k + 1 for k in counts) for order, counts in CHAINS.items()}

    def with_step(self, order: int, longest_step: float) -> "MultiProduct":
        """Return the method with fixed order and steps."""
        return MultiProduct(self.tol, order, longest_step)

    def init(self, motion: Motion, interval: float) -> SplittingState:
        """Return the state at t = 0, with one rotation table for each distinct rotation."""
        if self.order is None or self.longest_step is None:
            raise ArgumentError("order", "be chosen before the first step (`run` does it)", None)
        steps = math.ceil(interval / self.longest_step * (1.0 - 1e-12))
        counts = CHAINS[self.order]
        scheme = Chains(np.array(counts), extrapolation_weights(counts), interval / steps, steps)
        return SplittingState.of(scheme, motion)

    def advance(self, state: SplittingState, saves: int) -> tuple[SplittingState, Vector]:
        """Return the state `saves` intervals later and (saves, 3), `observe` after each."""
        return state.advanced(saves)

    def observe(self, state: SplittingState) -> Observed:
        """Return Delta, the energy and the largest change of |S|."""
        return state.observe()

    def spins(self, state: SplittingState) -> Vector:
        """Return S of shape (3, N) on all levels."""
        return state.spins()

    def arrays(self, state: SplittingState) -> dict[str, Vector]:
        """Return the numbers that change along a trajectory, by name."""
        return state.arrays()

    def restored(self, state: SplittingState, arrays: dict[str, Vector]) -> SplittingState:
        """Return `state` (from `init`) with the numbers that `arrays` gave."""
        return state.restored(arrays)
