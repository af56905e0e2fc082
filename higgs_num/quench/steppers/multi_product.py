"""Extrapolated Strang splitting (multi-product expansion): the fast default."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Self

import numpy as np

from higgs_num.core import extrapolated
from higgs_num.core.arrays import Vector
from higgs_num.core.led import record_extrapolated
from higgs_num.core.observe import Coefficients, Diary
from higgs_num.core.rendezvous import CELLS
from higgs_num.inputs import settle
from higgs_num.quench.steppers.extrapolation import CHAINS, extrapolation_weights
from higgs_num.quench.steppers.layout import aligned
from higgs_num.quench.steppers.of_state import settle_extrapolated
from higgs_num.quench.steppers.splitting import LARGEST_TURN, Splitting
from higgs_sym.ground.errors import ArgumentError, integer

MOST_THREADS = 2  # the chains lie in two heaps


@dataclass(frozen=True)
class Chains:
    """The chains of a step, on `threads` threads."""

    kernel: extrapolated.ChainTable
    threads: int

    @classmethod
    def of(cls, order: int, h: float, threads: int) -> Self:
        """Return the chains of a step h, in two heaps of nearly the same work."""
        heaps = balanced(CHAINS[order])
        counts = (*heaps[0], *heaps[1])
        bounds = np.array([0, len(heaps[0]), len(counts)])
        weights = extrapolation_weights(counts)
        return cls(extrapolated.ChainTable(np.array(counts), weights, bounds, h), threads)

    @property
    def durations(self) -> Vector:
        """Durations of the different A's, one table each."""
        durations: Vector = self.kernel.h / self.kernel.counts
        return durations

    @property
    def kick_times(self) -> Vector:
        """Times of the B's in units of the step, (turns,)."""
        return np.concatenate([np.arange(k + 1) / k for k in self.kernel.counts])

    def advance(
        self, seen: Coefficients, offset: float, half_lambdas: Vector, state: Vector,
        hidden: Vector, of_hidden: Coefficients, diary: Diary,
    ) -> Vector:  # fmt: skip
        """Return the state as many steps later as the diary has room; `hidden` moves in place."""
        states = aligned(2, state.size)
        states[0] = state
        heap, work = aligned(state.size), aligned(self.threads, state.size)
        cells = np.zeros(2 * CELLS, dtype=np.int64)

        def make(part: int) -> None:
            extrapolated.advance_chains(
                part, self.threads, cells, self.kernel, seen, offset, half_lambdas,
                states, heap, work, hidden, of_hidden, diary,
            )  # fmt: skip

        if self.threads == 1:
            make(0)
        else:
            with ThreadPoolExecutor(1) as other:
                second = other.submit(make, 1)
                make(0)
                second.result()
        result: Vector = states[diary.angles.shape[0] % 2]
        return result

    def lead(self, state: Vector, of_state: Coefficients, angles: Vector) -> Vector:
        """Move led levels in place by the steps of `angles`; return their states after each."""
        record = np.empty((angles.shape[0], state.size))
        record_extrapolated(
            state, of_state.tables, of_state.P, self.kernel.counts, self.kernel.weights,
            angles, record,
        )  # fmt: skip
        return record


@lru_cache(maxsize=16)
def balanced(counts: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the chains in two heaps, the larger of which is as light as possible."""

    halves = [
        (heap, tuple(k for k in counts if k not in heap))
        for size in range(1, len(counts))
        for heap in itertools.combinations(counts, size)
    ]
    return min(halves, key=lambda pair: max(map(_work, pair)))


def _work(chains: tuple[int, ...]) -> float:
    """Return the cost of chains in cycles a level, as measured (`python -m benchmarks.kernels`)."""
    # The first and the last pass of a chain wait for memory; between them one makes two turns.
    return sum(4.1 + 2.6 * ((k - 2) // 2) + 1.6 * ((k - 2) % 2) for k in chains)


@dataclass(frozen=True)
class MultiProduct(Splitting):
    """Extrapolated Strang splitting of even order 4 ... 16.

    Parameters
    ----------
    tol
        Error of Delta(t) up to t_max, in units of gap_final: >= 1e-12 (the floor of round-off)
        and < 1.
        `run` measures the error of several orders and steps on a short copy of the quench and
        takes the cheapest that stays below; its `Result` says which, and the error expected.
    order, longest_step
        Both given: this order, and steps of equal length no longer
        than this (in 1/energy, as times); no error is estimated then.
    threads
        1 or 2 threads, with the same bits; so methods that differ in it alone are equal. More
        speed up many runs, not one (`run_all`).

    Examples
    --------
    >>> from higgs_num.quench import MultiProduct, Problem, run
    >>> result = run(Problem(0.95, 1.0, levels=200, t_max=10.0), MultiProduct(tol=1e-12))
    >>> print(f"{result.gap[-1]:.6f}")
    1.001424
    """

    tol: float = 1e-10
    order: int | None = None
    longest_step: float | None = None
    threads: int = field(default=1, kw_only=True, repr=False, compare=False)

    def __post_init__(self) -> None:
        settle_extrapolated(self)
        settle(self, threads=integer("threads", self.threads, least=1, most=MOST_THREADS))

    @property
    def adaptive(self) -> "MultiProduct | None":
        """Itself, unless order and step are given."""
        return self if self.order is None else None

    def on_threads(self, threads: int) -> "MultiProduct":
        """Return the method with so many threads, at most two."""
        return replace(self, threads=threads)

    @property
    def work(self) -> dict[int, float]:
        """Relative cost of one step, for each order that may be chosen.

        The first reaches every tolerance, so that the others need not go on to steps too short.
        """
        return {order: _work(CHAINS[order]) for order in (14, 12, 16, 10, 8, 6, 4)}

    def longest_possible(self, order: int, cutoff: float) -> float:
        """Return the longest step in which no A turns a level too far."""
        return LARGEST_TURN / (2.0 * cutoff / min(CHAINS[order]))

    def with_step(self, order: int, longest_step: float) -> "MultiProduct":
        """Return the method with fixed order and steps."""
        return MultiProduct(self.tol, order, longest_step, threads=self.threads)

    def scheme(self, h: float) -> Chains:
        """Return what a step of h does."""
        if self.order is None:
            raise ArgumentError("order", "be chosen before the first step (`run` does it)", None)
        return Chains.of(self.order, h, self.threads)
