"""A band as a continued fraction, with impurities: what couples the local functions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.arrays import Indices, Vector

Complex = NDArray[np.complex128]


@dataclass(frozen=True, eq=False)
class Chain:
    """X^(j)_s = 1/(L_s - hops[j] X^(j+1)_-s), the last site followed by its like.

    hops (sites,): squares of energies. flip and potential: self-energies of the two kinds of
    impurities are flip X^(0)_s and potential X^(0)_-s. weight: integral of the density of
    states, 1 at the Fermi level.
    """

    hops: Vector
    flip: float
    potential: float
    weight: float

    @property
    def sites(self) -> int:
        """Number of sites."""
        return self.hops.size

    @property
    def following(self) -> Indices:
        """Index of the site after each, (sites,)."""
        return np.minimum(np.arange(1, self.sites + 1), self.sites - 1)

    def reach(self, gap: float) -> float:
        """Return an energy beyond which no spectral function reaches."""
        return float(
            2.0 * np.sqrt(self.hops.max()) + gap + 2.0 * np.sqrt(self.flip + self.potential)
        )

    def residual(self, gap: float, z: complex, X: Complex) -> tuple[Complex, Complex]:
        """Return L_s X_s - hop X_-s X_s - 1 (2 sites,) in equilibrium, and its Jacobian.

        X (sites, 2): X_+ and X_-. The order of unknowns is that of X.ravel().
        """
        sites = self.sites
        sign = np.array([1.0, -1.0])
        ahead, swapped = X[self.following][:, ::-1], X[0, ::-1]
        denominator = (
            z - sign * gap - self.flip * X[0] - self.potential * swapped
            - self.hops[:, None] * ahead
        )  # fmt: skip
        jacobian = np.zeros((sites, 2, sites, 2), dtype=np.complex128)
        for j in range(sites):
            for s in (0, 1):
                jacobian[j, s, j, s] += denominator[j, s]
                jacobian[j, s, 0, s] -= self.flip * X[j, s]
                jacobian[j, s, 0, 1 - s] -= self.potential * X[j, s]
                jacobian[j, s, self.following[j], 1 - s] -= self.hops[j] * X[j, s]
        return (denominator * X - 1.0).ravel(), jacobian.reshape(2 * sites, 2 * sites)

    def self_energy(self, own: Complex, other: Complex, sign: float) -> Complex:
        """Return flip own + sign (potential + hop) other*, arrays (sites, ...).

        U: own = other = U, sign 1. C: own = other = C, sign -1, as C_- = -C_+*. On the vertical
        branch A and B change places: S_A of A and B, S_B of B and A, sign 1.
        """
        ahead = other[self.following].conj()
        hops = self.hops.reshape((-1,) + (1,) * (own.ndim - 1))
        local = self.flip * own[:1] + sign * self.potential * other[:1].conj()
        return np.asarray(local + sign * hops * ahead)
