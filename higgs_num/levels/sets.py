"""Sets of single-particle levels: all of them, or the positive half of a set that is symmetric."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.core.arrays import Vector
from higgs_sym.ground.errors import ArgumentError, integer, positive

MOST_LEVELS = 10_000_000


@dataclass(frozen=True, eq=False)
class LevelSet:
    """Levels of shape (n,) and weights of shape (n,): a sum over them stands for int d eps.

    Energies are in the unit of the gaps, finite and increasing, weights > 0; both are copied and
    can't be changed. Two sets are equal when they are of one type and all their numbers are equal.

    Raises
    ------
    ArgumentError
        If energies or weights break these rules.
    """

    energies: Vector
    weights: Vector

    least: ClassVar[int]
    whole: ClassVar[bool]

    def __init__(self, energies: ArrayLike, weights: ArrayLike) -> None:
        eps, w = np.array(energies, dtype=np.float64), np.array(weights, dtype=np.float64)
        if eps.ndim != 1 or not self.least <= eps.size <= MOST_LEVELS:
            rule = f"be of shape (n,), {self.least} <= n <= {MOST_LEVELS}"
            raise ArgumentError("energies", rule, f"of shape {eps.shape}")
        if w.shape != eps.shape:
            raise ArgumentError("weights", f"be of shape {eps.shape}", f"of shape {w.shape}")
        if not np.all(np.isfinite(eps)) or np.any(np.diff(eps) <= 0.0):
            raise ArgumentError("energies", "be finite and increasing", "not")
        if not np.all(np.isfinite(w)) or np.any(w <= 0.0):
            raise ArgumentError("weights", "be finite and > 0", "not")
        for name, array in (("energies", eps), ("weights", w)):
            array.setflags(write=False)
            object.__setattr__(self, name, array)

    @property
    def everywhere(self) -> "Levels":
        """All levels of either sign for which this set stands."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LevelSet) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __len__(self) -> int:
        return int(self.energies.size)

    def __repr__(self) -> str:
        span = f"{len(self)} in [{self.energies[0]:.6g}, {self.energies[-1]:.6g}]"
        return f"{type(self).__name__}({span})"

    @cached_property
    def _identity(self) -> tuple[bool, bytes]:
        return self.whole, self.energies.tobytes() + self.weights.tobytes()


class Levels(LevelSet):
    """All levels of a system, of either sign, at least two."""

    least = 2
    whole = True

    @classmethod
    def uniform(cls, cutoff: float, count: int) -> Self:
        """Return `count` equally spaced levels, the midpoint rule on [-cutoff, cutoff]."""
        cutoff = positive("cutoff", cutoff)
        count = integer("levels", count, least=2, most=MOST_LEVELS)
        if count % 2:
            raise ArgumentError("levels", "be even (levels come in pairs +-eps)", count)
        spacing = 2.0 * cutoff / count
        positive_half = (np.arange(count // 2) + 0.5) * spacing
        energies = np.concatenate([-positive_half[::-1], positive_half])
        return cls(energies, np.full(count, spacing))

    @property
    def everywhere(self) -> "Levels":
        """The set itself."""
        return self

    @property
    def symmetric(self) -> bool:
        """Whether the set is its own mirror image and has no level at eps = 0."""
        same = np.array_equal(self.energies, -self.energies[::-1])
        return same and np.array_equal(self.weights, self.weights[::-1]) and len(self) % 2 == 0

    def folded(self) -> "HalfLevels":
        """Return the positive half of a symmetric set; ArgumentError if it is not symmetric."""
        if not self.symmetric:
            raise ArgumentError("levels", "be their own mirror image, with the weights", "not")
        half = len(self) // 2
        return HalfLevels(self.energies[half:], 2.0 * self.weights[half:])

    @property
    def revival_time(self) -> float:
        """Time at which the widest-spaced levels rephase: pi / spacing."""
        return math.pi / float(np.max(np.diff(self.energies)))


class HalfLevels(LevelSet):
    """Levels eps > 0 whose weights are doubled, for sums of what is even in eps."""

    least = 1
    whole = False

    def __init__(self, energies: ArrayLike, weights: ArrayLike) -> None:
        super().__init__(energies, weights)
        if self.energies[0] <= 0.0:
            raise ArgumentError("energies", "be > 0", float(self.energies[0]))

    @classmethod
    def continuum(cls, cutoff: float, width: float, count: int) -> Self:
        """Return half of a continuum up to `cutoff`, for integrals of smooth functions.

        `count` Gauss-Legendre levels in asinh(eps/width): evenly spaced below `width`, the scale
        on which the integrand varies near eps = 0, and in the logarithm above it.
        """
        cutoff, width = positive("cutoff", cutoff), positive("width", width)
        nodes, shares = np.polynomial.legendre.leggauss(integer("count", count, least=2))
        half = 0.5 * math.asinh(cutoff / width)
        y = half * (nodes + 1.0)
        return cls(width * np.sinh(y), 2.0 * half * shares * width * np.cosh(y))

    @cached_property
    def everywhere(self) -> Levels:
        """The symmetric set of which this is the positive half."""
        weights = self.weights / 2.0
        return Levels(
            np.concatenate([-self.energies[::-1], self.energies]),
            np.concatenate([weights[::-1], weights]),
        )
