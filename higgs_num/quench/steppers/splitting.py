"""States of the splitting methods: what the kernels need, prepared once."""

from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np

from higgs_num.core import trace
from higgs_num.core.arrays import Vector
from higgs_num.core.observables import largest_change, observe
from higgs_num.quench.motion import Motion, unfolded
from higgs_num.quench.sources import Sources
from higgs_num.quench.steppers.layout import pack, rotations, unpack

Observed = tuple[float, float, float]


class Scheme(Protocol):
    """How the two flows follow one another between saves, `interval` apart."""

    @property
    def interval(self) -> float:
        """Time between saves."""
        ...

    def tables(self, *frequencies: Vector) -> Vector:
        """Return 1 - cos and sin of frequency times duration, (durations, b, 2 len BLOCK)."""
        ...

    def advanced(self, state: "SplittingState", saves: int) -> tuple["SplittingState", Vector]:
        """Return `state` so many saves later, and (saves, 3), what it shows after each."""
        ...


def rotation_tables(durations: Vector, *frequencies: Vector) -> Vector:
    """Return 1 - cos and sin of frequency times duration, (durations, b, 2 len BLOCK)."""
    return np.stack(
        [pack(*(row for f in frequencies for row in rotations(f * tau))) for tau in durations]
    )


@dataclass(frozen=True)
class Free:
    """Levels without oscillating sources: s = S - Px, times the weights."""

    tables: Vector
    Px: Vector
    offset: float
    state: Vector

    @classmethod
    def of(cls, scheme: Scheme, motion: Motion) -> Self:
        """Return the state at t = 0."""
        weights = motion.levels.weights
        Px = weights * motion.sources.Px
        Sx, Sy, Sz = weights * motion.spins
        return cls(
            scheme.tables(2.0 * motion.levels.energies),
            pack(Px),
            float(np.sum(Px)),
            pack(Sx - Px, Sy, Sz),
        )

    def weighted_spins(self) -> Vector:
        """Return weights times S, (b, 3 BLOCK)."""
        return trace.free_spins(self.state, self.Px)


@dataclass(frozen=True)
class Driven:
    """Levels with oscillating sources: S^x - P^x, S^y, S^z, C and G, times the weights."""

    tables: Vector
    P: Vector
    Px: Vector
    offset: float
    state: Vector

    @classmethod
    def of(
        cls, scheme: Scheme, motion: Motion, spins: Vector, Px: Vector, sources: Sources
    ) -> Self:
        """Return the state at t = 0 of levels with `spins` (3, n)."""
        weights = motion.levels.weights
        C = weights * sources.sin_theta
        weighted_Px = weights * Px
        Sx, Sy, Sz = weights * spins
        return cls(
            scheme.tables(2.0 * motion.levels.energies, 2.0 * sources.E),
            pack(sources.ax, sources.gy, sources.pz),
            pack(weighted_Px),
            float(np.sum(weighted_Px)),
            pack(Sx - weighted_Px - sources.ax * C, Sy, Sz, C, np.zeros_like(C)),
        )

    def weighted_spins(self) -> Vector:
        """Return weights times S, (b, 3 BLOCK)."""
        return trace.driven_spins(self.state, self.Px, self.P)


@dataclass(frozen=True)
class SplittingState:
    """State of a motion: what moves Delta, and by parity what Delta does not see.

    `hidden` is the sector of the opposite parity (S^x odd, S^y and S^z even in eps), which only
    sources that are even in eps excite.
    """

    motion: Motion
    scheme: Scheme
    seen: Free | Driven
    hidden: Driven | None
    levels: Vector
    saves: int

    @classmethod
    def of(cls, scheme: Scheme, motion: Motion) -> Self:
        """Return the state at t = 0."""
        sources = motion.sources
        hidden = None
        seen: Free | Driven
        if motion.mirrored:
            nothing = np.zeros_like(motion.spins)
            seen = Free.of(scheme, motion)
            hidden = Driven.of(scheme, motion, nothing, nothing[0], sources)
        elif np.any(sources.sin_theta):
            seen = Driven.of(scheme, motion, motion.spins, sources.Px, sources)
        else:
            seen = Free.of(scheme, motion)
        levels = motion.levels
        lengths = np.linalg.norm(motion.spins, axis=0)
        return cls(
            motion, scheme, seen, hidden, pack(1.0 / levels.weights, levels.energies, lengths), 0
        )  # fmt: skip

    def advanced(self, saves: int) -> "tuple[SplittingState, Vector]":
        """Return the state `saves` intervals later, and what `observe` gives after each."""
        return self.scheme.advanced(self, saves)

    def half_lambdas(self, saves: int, at: Vector) -> Vector:
        """Return lambda/2 during the next `saves`, at fractions `at` (steps, turns) of each.

        Shape (saves, steps, turns); (1, steps, turns) if it is constant.
        """
        count = 1 if self.motion.drive is None else saves
        starts = np.arange(self.saves, self.saves + count, dtype=np.float64)[:, None, None]
        interval = self.scheme.interval
        times: Vector = (starts + at) * interval
        middles: Vector = (starts + 0.5) * interval
        return self.motion.half_lambda_at(times, middles)

    def half_lambda_after(self, saves: int) -> Vector:
        """Return lambda/2 after each of the next `saves`; of this time, (1,), if 0."""
        if saves == 0 or self.motion.drive is None:
            return self.motion.half_lambda_at(np.array([self.saves * self.scheme.interval]))
        counts = np.arange(self.saves + 1.0, self.saves + saves + 1.0)
        return self.motion.half_lambda_at(counts * self.scheme.interval)

    def observe(self) -> Observed:
        """Return Delta, the energy and the largest change of |S|."""
        S = self.seen.weighted_spins()
        gap, energy, change = observe(S, self.levels, self.half_lambda_after(0)[0])
        if self.hidden is not None:
            change = largest_change(S, self.hidden.weighted_spins(), self.levels)
        return gap, energy, change

    def spins(self) -> Vector:
        """Return S (3, N) on all levels."""
        levels = self.motion.levels
        S = unpack(self.seen.weighted_spins(), len(levels)) / levels.weights
        if self.hidden is None:
            return unfolded(S, self.motion.folded)
        D = unpack(self.hidden.weighted_spins(), len(levels)) / levels.weights
        signs = np.array([[1.0], [-1.0], [-1.0]])
        return np.concatenate([((S - D) * signs)[:, ::-1], S + D], axis=1)

    def arrays(self) -> dict[str, Vector]:
        """Return the numbers that change along a trajectory, by name."""
        hidden = {} if self.hidden is None else {"hidden": self.hidden.state}
        return {"seen": self.seen.state, **hidden, "saves": np.array([float(self.saves)])}

    def restored(self, arrays: dict[str, Vector]) -> Self:
        """Return this state with the numbers that `arrays` gave; ValueError if they do not fit."""
        own = self.arrays()
        if {k: v.shape for k, v in own.items()} != {k: v.shape for k, v in arrays.items()}:
            raise ValueError("the state has other shapes than the problem")
        hidden = self.hidden
        if hidden is not None:
            hidden = replace(hidden, state=np.ascontiguousarray(arrays["hidden"]))
        seen = replace(self.seen, state=np.ascontiguousarray(arrays["seen"]))
        return replace(self, seen=seen, hidden=hidden, saves=int(arrays["saves"][0]))
