"""How well least squares knows the numbers of a fit: standard errors and correlations."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from higgs_num.core.arrays import Vector

# Beyond, neighbouring residuals tell on each other, and standard errors are too small.
INDEPENDENT = 0.5
WORTH_TELLING = 0.1  # of a correlation, in a report


@dataclass(frozen=True)
class Estimate:
    """One number of a fit.

    standard_error : of independent noise as large as the residual; 0 of what is kept, None where
        least squares says nothing (the phase of nothing, terms that look alike)
    """

    name: str
    value: float
    standard_error: float | None
    kept: bool = False

    def __str__(self) -> str:
        known = "kept" if self.kept else "not told by the window"
        if self.standard_error is None or self.kept:
            return f"{self.name:<14}{self.value:.10g} ({known})"
        return f"{self.name:<14}{self.value:.10g} +- {self.standard_error:.2g}"


@dataclass(frozen=True)
class Estimates:
    """All numbers of a fit, in order, and the correlations (n, n) of those that are not kept.

    neighbours : correlation of each residual with the next; near 0 if the standard errors hold
    """

    numbers: tuple[Estimate, ...]
    correlations: tuple[tuple[float, ...], ...]
    neighbours: float

    def __getitem__(self, name: str) -> Estimate:
        return next(one for one in self.numbers if one.name == name)

    def __str__(self) -> str:
        return "\n".join((*map(str, self.numbers), *self._remarks()))

    def _remarks(self) -> Iterator[str]:
        names = [one.name for one in self.numbers if not one.kept]
        pairs = [
            (self.correlations[i][j], f"{names[i]}, {names[j]}")
            for i in range(len(self.correlations))
            for j in range(i)
        ]
        told = sorted((one for one in pairs if abs(one[0]) >= WORTH_TELLING), key=_size)
        if told:
            yield f"correlations of {WORTH_TELLING:g} or more:"
            yield from (f"  {pair:<30}{value:+.3f}" for value, pair in told)
        if abs(self.neighbours) > INDEPENDENT:
            yield (
                f"Neighbouring residuals are correlated ({self.neighbours:+.2f}): the model lacks "
                "something, and standard errors are too small; `measure` tries several windows."
            )


def _size(one: tuple[float, str]) -> float:
    return -abs(one[0])


def estimates(
    named: Sequence[Estimate],
    jacobian: Vector,
    left: Vector,
    changes: Vector,
    sizes: Sequence[float],
) -> Estimates:
    """Return what least squares knows of its numbers.

    Parameters
    ----------
    named
        All numbers; the errors of those that are not kept are filled in.
    jacobian, left : (n, p), (n,)
        Of the residuals by what was fitted; the residuals, in the same unit.
    changes : (m, p)
        How each of the m numbers that are not kept changes with what was fitted.
    sizes : (m,)
        The unit of each row of `changes`.
    """
    norms = np.linalg.norm(jacobian, axis=0)
    spread = _spread(jacobian, changes, norms) if np.all(norms > 0.0) else None
    square = float(left @ left)
    neighbours = float(left[1:] @ left[:-1]) / square if square > 0.0 else 0.0
    free = [one for one in named if not one.kept]
    if spread is None:
        told: list[float | None] = [None] * len(free)
        correlations: tuple[tuple[float, ...], ...] = ()
    else:
        noise = math.sqrt(square / (left.size - jacobian.shape[1]))
        lengths = np.linalg.norm(spread, axis=1)
        told = [
            _finite(noise * float(length) * size)
            for length, size in zip(lengths, sizes, strict=True)
        ]
        units = spread / np.where(lengths > 0.0, lengths, 1.0)[:, np.newaxis]
        correlations = tuple(tuple(row) for row in (units @ units.T).tolist())
    errors = iter(told)
    filled = (one if one.kept else replace(one, standard_error=next(errors)) for one in named)
    return Estimates(tuple(filled), correlations, neighbours)


def _spread(jacobian: Vector, changes: Vector, norms: Vector) -> Vector | None:
    """Return rows whose products are the covariances; None where the fit tells too little."""
    if not np.isfinite(changes).all():
        return None
    _, sizes, turned = np.linalg.svd(jacobian / norms, full_matrices=False)
    if sizes[-1] <= sizes[0] * jacobian.shape[0] * np.finfo(np.float64).eps:
        return None
    return np.asarray((changes / norms) @ turned.T / sizes)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
