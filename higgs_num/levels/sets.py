"""Sets of single-particle levels: all of them, or the positive half of a set that is symmetric."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.core.arrays import Vector
from higgs_num.inputs import real_array
from higgs_sym.ground.errors import ArgumentError, integer, positive, told

MOST_LEVELS = 10_000_000
LEAST, MOST = 1e-150, 1e150  # of energies: products of two stay within double range
MOST_GAUSS = 5_000  # the rule needs all eigenvalues of a matrix of that size


def _reach(name: str, value: Any) -> float:
    number = positive(name, value)
    if not LEAST <= number <= MOST:
        raise ArgumentError(name, f"lie between {LEAST:g} and {MOST:g}", number)
    return number


def even(name: str, value: Any, *, most: int) -> int:
    """Return an even number of levels, 2 to `most`, or raise `ArgumentError`.

    Examples
    --------
    >>> from higgs_num.levels import even
    >>> even("levels", 400, most=1000)
    400
    """
    count = integer(name, value, least=2, most=most)
    if count % 2:
        raise ArgumentError(name, "be even (levels come in pairs +-eps)", count)
    return count


def _pair(eps: Vector, first: int) -> str:
    return f"{told(eps[first])} before {told(eps[first + 1])}"


@dataclass(frozen=True, eq=False)
class LevelSet:
    """Levels of shape (n,) and weights of shape (n,): a sum over them stands for int d eps.

    Energies are in the unit of the gaps, increasing, at most 1e150 in size, weights > 0 and at
    most 1e150; both are copied and can't be changed. Two sets are equal when they are of one type
    and all their numbers are equal.

    Raises
    ------
    ArgumentError
        If energies or weights break these rules.

    Examples
    --------
    >>> from higgs_num.levels import Levels, LevelSet
    >>> isinstance(Levels.uniform(10.0, 4), LevelSet)
    True
    """

    energies: Vector
    weights: Vector

    least: ClassVar[int]
    whole: ClassVar[bool]

    def __init__(self, energies: ArrayLike, weights: ArrayLike) -> None:
        eps, w = real_array("energies", energies), real_array("weights", weights)
        if not self.least <= eps.size <= MOST_LEVELS:
            rule = f"be of shape (n,), {self.least} <= n <= {MOST_LEVELS}"
            raise ArgumentError("energies", rule, f"of shape {eps.shape}")
        if w.shape != eps.shape:
            raise ArgumentError("weights", f"be of shape {eps.shape}", f"of shape {w.shape}")
        if (most := max(abs(float(eps[0])), abs(float(eps[-1])))) > MOST:
            raise ArgumentError("energies", f"lie between {-MOST:g} and {MOST:g}", most)
        if np.any(falling := np.diff(eps) <= 0.0):
            raise ArgumentError("energies", "increase", _pair(eps, int(np.argmax(falling))))
        if np.any(w <= 0.0):
            raise ArgumentError("weights", "be > 0", float(w[w <= 0.0][0]))
        if np.any(w > MOST):
            raise ArgumentError("weights", f"be <= {MOST:g}", float(np.max(w)))
        for name, array in (("energies", eps), ("weights", w)):
            array.setflags(write=False)
            object.__setattr__(self, name, array)

    @property
    def everywhere(self) -> Levels:
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
    """All levels of a system, of either sign, at least two.

    Examples
    --------
    >>> from higgs_num.levels import Levels
    >>> band = Levels.uniform(10.0, 4)
    >>> band.energies, band.weights
    (array([-7.5, -2.5,  2.5,  7.5]), array([5., 5., 5., 5.]))
    >>> lattice = Levels([-1.0, -0.5, 0.5, 1.0], [0.5, 0.5, 0.5, 0.5])
    >>> len(lattice), lattice.symmetric
    (4, True)
    """

    least = 2
    whole = True

    @classmethod
    def uniform(cls, cutoff: float, count: int) -> Self:
        """Return `count` equally spaced levels, the midpoint rule on [-cutoff, cutoff]."""
        cutoff = _reach("cutoff", cutoff)
        count = even("count", count, most=MOST_LEVELS)
        spacing = 2.0 * cutoff / count
        positive_half = (np.arange(count // 2) + 0.5) * spacing
        energies = np.concatenate([-positive_half[::-1], positive_half])
        return cls(energies, np.full(count, spacing))

    @property
    def everywhere(self) -> Levels:
        """The set itself."""
        return self

    @property
    def symmetric(self) -> bool:
        """Whether the set is its own mirror image and has no level at eps = 0."""
        same = np.array_equal(self.energies, -self.energies[::-1])
        return same and np.array_equal(self.weights, self.weights[::-1]) and len(self) % 2 == 0

    def folded(self) -> HalfLevels:
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
    """Levels eps > 0 whose weights are doubled, for sums of what is even in eps.

    Examples
    --------
    >>> from higgs_num.levels import Levels
    >>> half = Levels.uniform(10.0, 4).folded()
    >>> type(half).__name__, half.energies
    ('HalfLevels', array([2.5, 7.5]))
    """

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
        cutoff, width = _reach("cutoff", cutoff), _reach("width", width)
        count = integer("count", count, least=2, most=MOST_GAUSS)
        nodes, shares = np.polynomial.legendre.leggauss(count)
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
