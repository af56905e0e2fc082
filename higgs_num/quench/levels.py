"""Single-particle levels eps_p and their quadrature weights."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.core.arrays import Vector
from higgs_sym.ground.errors import ArgumentError, integer, positive

MOST_LEVELS = 10_000_000


@dataclass(frozen=True, eq=False)
class Levels:
    """Levels of shape (n,) and weights of shape (n,): a sum over levels stands for int d eps.

    Energies are in the unit of the gaps. Two sets are equal when all their numbers are.
    """

    energies: Vector
    weights: Vector

    @staticmethod
    def uniform(cutoff: float, count: int) -> "Levels":
        """Return `count` equally spaced levels, the midpoint rule on [-cutoff, cutoff]."""
        cutoff = positive("cutoff", cutoff)
        count = integer("levels", count, least=2, most=MOST_LEVELS)
        if count % 2:
            raise ArgumentError("levels", "be even (levels come in pairs +-eps)", count)
        spacing = 2.0 * cutoff / count
        positive_half = (np.arange(count // 2) + 0.5) * spacing
        energies = np.concatenate([-positive_half[::-1], positive_half])
        return Levels(energies, np.full(count, spacing))

    @staticmethod
    def continuum(cutoff: float, width: float, count: int) -> "Levels":
        """Return the positive half, with doubled weights, of a continuum up to `cutoff`.

        `count` Gauss-Legendre levels in asinh(eps/width): evenly spaced below `width`, the scale
        on which the integrand varies near eps = 0, and in the logarithm above it.
        """
        cutoff, width = positive("cutoff", cutoff), positive("width", width)
        nodes, shares = np.polynomial.legendre.leggauss(integer("count", count, least=2))
        half = 0.5 * math.asinh(cutoff / width)
        y = half * (nodes + 1.0)
        return Levels.of(width * np.sinh(y), 2.0 * half * shares * width * np.cosh(y))

    @staticmethod
    def of(energies: ArrayLike, weights: ArrayLike) -> "Levels":
        """Return the given levels (increasing, finite) with the given weights (positive)."""
        eps = np.array(energies, dtype=float)
        w = np.array(weights, dtype=float)
        if eps.ndim != 1 or not 2 <= eps.size <= MOST_LEVELS:
            raise ArgumentError("energies", "be of shape (n,), n >= 2", f"of shape {eps.shape}")
        if w.shape != eps.shape:
            raise ArgumentError("weights", f"be of shape {eps.shape}", f"of shape {w.shape}")
        if not np.all(np.isfinite(eps)) or np.any(np.diff(eps) <= 0.0):
            raise ArgumentError("energies", "be finite and increasing", "not")
        if not np.all(np.isfinite(w)) or np.any(w <= 0.0):
            raise ArgumentError("weights", "be finite and > 0", "not")
        return Levels(eps, w)

    def __post_init__(self) -> None:
        for array in (self.energies, self.weights):
            array.setflags(write=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Levels) and self._bytes == other._bytes

    def __hash__(self) -> int:
        return hash(self._bytes)

    def __len__(self) -> int:
        return int(self.energies.size)

    def __repr__(self) -> str:
        return f"Levels({len(self)} in [{self.energies[0]:.6g}, {self.energies[-1]:.6g}])"

    @property
    def symmetric(self) -> bool:
        """Whether the set is its own mirror image and has no level at eps = 0."""
        same = np.array_equal(self.energies, -self.energies[::-1])
        return same and np.array_equal(self.weights, self.weights[::-1]) and len(self) % 2 == 0

    def folded(self) -> "Levels":
        """Return the positive half of a symmetric set, with doubled weights."""
        half = len(self) // 2
        return Levels(self.energies[half:].copy(), 2.0 * self.weights[half:])

    def unfolded(self) -> "Levels":
        """Return the symmetric set of which this is the positive half, as `folded` gives it."""
        weights = self.weights / 2.0
        return Levels(
            np.concatenate([-self.energies[::-1], self.energies]),
            np.concatenate([weights[::-1], weights]),
        )

    @property
    def revival_time(self) -> float:
        """Time at which the widest-spaced levels rephase: pi / spacing."""
        return math.pi / float(np.max(np.diff(self.energies)))

    @cached_property
    def _bytes(self) -> bytes:
        return self.energies.tobytes() + self.weights.tobytes()
