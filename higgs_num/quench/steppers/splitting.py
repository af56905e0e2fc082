"""States of the splitting methods: what the kernels need, prepared once."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from higgs_num.core import driven, splitting
from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.blocks import BLOCK
from higgs_num.core.observables import largest_change, observe
from higgs_num.quench.motion import Motion, unfolded
from higgs_num.quench.sources import Sources
from higgs_num.quench.steppers.layout import pack, rotations, unpack

Observed = tuple[float, float, float]


@dataclass(frozen=True)
class Scheme:
    """Chains of `counts` Strang steps each, combined with `weights`; `steps` steps of `h`."""

    counts: Indices
    weights: Vector
    h: float
    steps: int

    def tables(self, *frequencies: Vector) -> Vector:
        """Return 1 - cos and sin of frequency h/count, shape (chains, b, 2 len BLOCK)."""
        return np.stack(
            [
                pack(*(row for f in frequencies for row in rotations(f * (self.h / k))))
                for k in self.counts
            ]
        )

    @property
    def turns(self) -> int:
        """Number of B's in one step."""
        return int(np.sum(self.counts + 1))


@dataclass(frozen=True)
class Free:
    """Levels without oscillating sources: s = S - Px, times the weights."""

    scheme: Scheme
    half_lambda: float
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
            scheme,
            motion.half_lambda,
            scheme.tables(2.0 * motion.levels.energies),
            pack(Px),
            float(np.sum(Px)),
            pack(Sx - Px, Sy, Sz),
        )

    def advanced(self) -> tuple[Self, Vector]:
        """Return the state one interval later, and the (1 - cos, sin) of every B on the way."""
        scheme = self.scheme
        angles = np.empty((scheme.steps, scheme.turns, 2))
        state = splitting.advance(
            self.state, self.tables, scheme.counts, scheme.weights, scheme.h,
            self.half_lambda, self.offset, angles,
        )  # fmt: skip
        return replace(self, state=state), angles

    def weighted_spins(self) -> Vector:
        """Return weights times S, (b, 3 BLOCK)."""
        S = self.state.copy()
        S[:, :BLOCK] += self.Px
        return S


@dataclass(frozen=True)
class Driven:
    """Levels with oscillating sources: S^x - P^x, S^y, S^z, C and G, times the weights."""

    scheme: Scheme
    half_lambda: float
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
            scheme,
            motion.half_lambda,
            scheme.tables(2.0 * motion.levels.energies, 2.0 * sources.E),
            pack(sources.ax, sources.gy, sources.pz),
            pack(weighted_Px),
            float(np.sum(weighted_Px)),
            pack(Sx - weighted_Px - sources.ax * C, Sy, Sz, C, np.zeros_like(C)),
        )

    def advanced(self) -> Self:
        """Return the state one interval later."""
        scheme = self.scheme
        state = driven.advance(
            self.state, self.tables, self.P, scheme.counts, scheme.weights, scheme.h,
            self.half_lambda, self.offset, scheme.steps,
        )  # fmt: skip
        return replace(self, state=state)

    def led(self, angles: Vector) -> Self:
        """Return the state one interval later under the Delta(t) that made `angles`."""
        scheme = self.scheme
        state = driven.follow(
            self.state, self.tables, self.P, scheme.counts, scheme.weights, angles
        )
        return replace(self, state=state)

    def weighted_spins(self) -> Vector:
        """Return weights times S, (b, 3 BLOCK)."""
        S = self.state[:, : 3 * BLOCK].copy()
        S[:, :BLOCK] += self.Px + self.P[:, :BLOCK] * self.state[:, 3 * BLOCK : 4 * BLOCK]
        return S


@dataclass(frozen=True)
class SplittingState:
    """State of a motion: what moves Delta, and by parity what Delta does not see.

    `hidden` is the sector of the opposite parity (S^x odd, S^y and S^z even in eps), which only
    sources that are even in eps excite.
    """

    motion: Motion
    seen: Free | Driven
    hidden: Driven | None
    levels: Vector

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
            motion, seen, hidden, pack(1.0 / levels.weights, levels.energies, lengths)
        )  # fmt: skip

    def advanced(self) -> Self:
        """Return the state one interval later."""
        if isinstance(self.seen, Driven):
            return replace(self, seen=self.seen.advanced())
        seen, angles = self.seen.advanced()
        hidden = None if self.hidden is None else self.hidden.led(angles)
        return replace(self, seen=seen, hidden=hidden)

    def observe(self) -> Observed:
        """Return Delta, the energy and the largest change of |S|."""
        S = self.seen.weighted_spins()
        gap, energy, change = observe(S, self.levels, self.motion.half_lambda)
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
