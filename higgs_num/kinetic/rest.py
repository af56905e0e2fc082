"""Equilibrium with impurities on a chain: functions of imaginary time, and the coupling.

All follow from X_+ and X_-, the local functions of the tau_1 basis, on a path in the upper right
quadrant from 0 to beyond the band. There they are smooth, so nothing is broadened and no edge has
to be found: Laplace transforms of spectral functions are integrals along it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.legendre import leggauss
from numpy.typing import NDArray

from higgs_num.core.arrays import Vector
from higgs_num.kinetic.chain import Chain
from higgs_sym.ground.errors import ComputationError

Complex = NDArray[np.complex128]

POINTS = 16  # of Gauss-Legendre on each piece of the path; pieces double
MOST_NEWTON = 60
CONVERGED, SMALL = 1e-14, 1e-6
# Over the gap. Gapless states decay algebraically along the vertical branch, and what is cut
# off there errs by the inverse of it.
LATEST = 1e11
DECAYED = 1e-15


@dataclass(frozen=True, eq=False)
class Rest:
    """One equilibrium.

    gap Delta, temperature (k_B = 1) in the units of the chain. path z (n,), steps dz (n,),
    X (n, sites, 2): X_+ and X_- on the path, retarded.
    """

    chain: Chain
    gap: float
    temperature: float
    path: Complex
    steps: Complex
    X: Complex

    @classmethod
    def of(cls, chain: Chain, gap: float, temperature: float = 0.0) -> "Rest":
        """Solve the equilibrium of a gap.

        Raises
        ------
        ComputationError
            If Newton's method does not converge; not seen.
        """
        reach = 1.5 * chain.reach(gap)
        path, steps = _path(reach, 0.3 * gap / LATEST)
        X = np.full((chain.sites, 2), 1.0 / (50j * reach))
        # X = 1/z far away is followed to the end of the path, then along it to 0.
        down = reach * 1j * np.geomspace(50.0, 1.0, 20)
        turn = reach * np.exp(1j * np.linspace(np.pi / 2.0, 0.0, 12))
        for z in (*down, *turn):
            X = _newton(chain, gap, z, X)
        found = np.empty((path.size, chain.sites, 2), dtype=np.complex128)
        for place in reversed(range(path.size)):
            found[place] = X = _newton(chain, gap, path[place], X)
        return cls(chain, gap, temperature, path, steps, found)

    @property
    def occupied(self) -> Complex:
        """1 - f(z) on the path, (n,)."""
        if self.temperature == 0.0:
            return np.ones_like(self.path)
        return np.asarray(1.0 / (1.0 + np.exp(-self.path / self.temperature)))

    @property
    def equal_time(self) -> Vector:
        """C(t,t) = 1 - 2 N(t,t) of each site, (sites,)."""
        weight = self.steps * (2.0 * self.occupied - 1.0)
        return np.asarray(-(weight @ (self.X[:, :, 0] - self.X[:, :, 1])).imag / np.pi)

    @property
    def ratio(self) -> float:
        """g of Delta = g C(t,t)."""
        return self.gap / float(self.equal_time[0])

    @property
    def vertical_end(self) -> float:
        """Length of the vertical branch: half of 1/T, or where its functions have decayed.

        Gapless states at T = 0 never decay; for them LATEST/gap.
        """
        latest = LATEST / self.gap
        end = min(latest, 0.5 / self.temperature) if self.temperature > 0.0 else latest
        tau = np.geomspace(1.0 / self.chain.reach(self.gap), end, 200)
        particle, hole = self.vertical(tau)
        alive = np.maximum(np.abs(particle), np.abs(hole)).max(axis=1) > DECAYED
        if self.temperature > 0.0 or alive[-1]:
            return end
        return float(tau[int(np.argmin(alive))])

    def vertical(self, tau: Vector) -> tuple[Vector, Vector]:
        """Return P(tau) = (U - N)(0, i tau) and M(tau) = N(0, -i tau), each (n, sites)."""
        plus, minus = self.X[:, :, 0], self.X[:, :, 1]
        return self.transformed(tau, plus, minus), self.transformed(tau, minus, plus)

    def transformed(self, tau: Vector, own: Complex, turned: Complex) -> Vector:
        """Return int dE rho(E) (1 - f(E)) exp(-E tau), (n, components).

        own (path, components): functions on the path whose spectral functions are rho(E) at E > 0;
        turned: those of rho(-E), which count at temperatures > 0 only.
        """
        weight = self.steps * self.occupied
        made = -(np.exp(-np.multiply.outer(tau, self.path)) * weight @ own).imag / np.pi
        if self.temperature > 0.0:
            late = 1.0 / self.temperature - tau
            made -= (np.exp(-np.multiply.outer(late, self.path)) * weight @ turned).imag / np.pi
        return np.asarray(made)


def _path(reach: float, shortest: float) -> tuple[Complex, Complex]:
    """Return nodes and steps from 0 to (1 + i) reach/2, by pieces that double, and to reach."""
    nodes, weights = (np.asarray(one) for one in leggauss(POINTS))
    nodes, weights = (nodes + 1.0) / 2.0, weights / 2.0
    count = int(np.ceil(np.log2(reach / 2.0 / shortest)))
    ends = np.concatenate([[0.0], reach / 2.0 * 2.0 ** np.arange(-count, 1.0)])
    up = (1.0 + 1.0j) * ends
    down = up[-1] + (1.0 - 1.0j) * reach / 2.0 * np.linspace(0.0, 1.0, 5)[1:]
    corners = np.concatenate([up, down])
    lengths = np.diff(corners)
    path = corners[:-1, None] + lengths[:, None] * nodes
    steps = lengths[:, None] * weights
    return np.asarray(path.ravel()), np.asarray(steps.ravel())


def _newton(chain: Chain, gap: float, z: complex, X: Complex) -> Complex:
    before = np.inf
    for _ in range(MOST_NEWTON):
        residual, jacobian = chain.residual(gap, z, X)
        step = np.linalg.solve(jacobian, residual).reshape(X.shape)
        X = X - step
        change = float(np.max(np.abs(step)) / np.max(np.abs(X)))
        # Where the gap closes the equations are nearly singular: steps end at their round-off.
        if change <= CONVERGED or SMALL > change > before / 2.0:
            return X
        before = change
    raise ComputationError(f"equilibrium at gap {gap:.6g}: no convergence at z = {z:.6g}")
