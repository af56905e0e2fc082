"""Truncated Taylor series at many times at once, with the arithmetic that drives are made of."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from higgs_num.core.arrays import Vector


@dataclass(frozen=True, eq=False)
class Jet:
    """Taylor coefficients (n, order + 1) of a function of t at n times."""

    coefficients: Vector

    # Arrays and numbers on the left leave the arithmetic to the jet.
    __array_ufunc__ = None

    @classmethod
    def of_time(cls, t: Vector, order: int) -> Self:
        """Return the function t itself at times (n,)."""
        return cls(np.stack([t, np.ones_like(t), *[np.zeros_like(t)] * (order - 1)], axis=1))

    def lifted(self, value: "Jet | float") -> "Jet":
        """Return a number as a constant function at the same times; a jet as it is."""
        return self * 0.0 + value if not isinstance(value, Jet) else value

    def __add__(self, other: "Jet | float") -> "Jet":
        if isinstance(other, Jet):
            return Jet(self.coefficients + other.coefficients)
        sums = self.coefficients.copy()
        sums[:, 0] += other
        return Jet(sums)

    def __mul__(self, other: "Jet | float") -> "Jet":
        if not isinstance(other, Jet):
            return Jet(self.coefficients * other)
        a, b = self.coefficients, other.coefficients
        orders = range(a.shape[1])
        products = [sum(a[:, j] * b[:, k - j] for j in range(k + 1)) for k in orders]
        return Jet(np.stack(products, axis=1))

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self) -> "Jet":
        return Jet(-self.coefficients)

    def __sub__(self, other: "Jet | float") -> "Jet":
        return self + -other

    def __rsub__(self, other: float) -> "Jet":
        return -self + other

    def __truediv__(self, other: float) -> "Jet":
        return Jet(self.coefficients / other)


def sin(angle: Jet) -> Jet:
    """Return the sine: s' = a' cos a and c' = -a' sin a, coefficient by coefficient."""
    a = angle.coefficients
    sine, cosine = np.zeros_like(a), np.zeros_like(a)
    sine[:, 0], cosine[:, 0] = np.sin(a[:, 0]), np.cos(a[:, 0])
    for k in range(1, a.shape[1]):
        for j in range(1, k + 1):
            sine[:, k] += j / k * a[:, j] * cosine[:, k - j]
            cosine[:, k] -= j / k * a[:, j] * sine[:, k - j]
    return Jet(sine)
