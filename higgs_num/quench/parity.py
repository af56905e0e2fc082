"""Particle-hole parity: functions of eps on a symmetric set, seen from its positive half."""

import numpy as np

from higgs_num.core.arrays import Vector

# Of (S^x, S^y, S^z) under eps -> -eps in a state that moves Delta.
SIGNS = np.array([[1.0], [-1.0], [-1.0]])


def even_and_odd(values: Vector) -> tuple[Vector, Vector]:
    """Split values (2n,), or (k, 2n), on symmetric levels; parts (n,) or (k, n) at eps > 0."""
    half = values.shape[-1] // 2
    plus, minus = values[..., half:], values[..., :half][..., ::-1]
    # Halves first: the sum of two large numbers might overflow.
    return plus / 2.0 + minus / 2.0, plus / 2.0 - minus / 2.0


def seen_and_hidden(spins: Vector) -> tuple[Vector, Vector]:
    """Split spins (3, 2n) into the sector that moves Delta and the other, (3, n) at eps > 0."""
    even, odd = even_and_odd(spins)
    return np.where(SIGNS > 0.0, even, odd), np.where(SIGNS > 0.0, odd, even)


def joined(seen: Vector, hidden: Vector | None = None) -> Vector:
    """Return spins (3, 2n) on all levels from the sectors (3, n) at eps > 0."""
    if hidden is None:
        return np.concatenate([(SIGNS * seen)[:, ::-1], seen], axis=1)
    minus = SIGNS * (seen - hidden)
    return np.concatenate([minus[:, ::-1], seen + hidden], axis=1)
