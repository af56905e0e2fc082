"""Pseudospins of single levels along an exact quench: a linear problem once the impurities' self-
energy is known.

In the tau_1 basis a level has h = [[Delta, eps], [eps, -Delta]] and the self-energy diag(S, S*) of
the impurities alone. Its propagator u(t,t') obeys u = sigma_2 u* sigma_2, so the column
(u_++, u_-+) is all of it; equal-time correlations are what the noise S_C and the initial state
make of it: c(t,t) = u c_0 u^+ + int int u S_C u^+ + (int u q) u^+ + h.c., where q(s) is what the
vertical branch correlates noise at s with the level at 0.
"""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.kinetic.follow import Setting, Trajectory
from higgs_num.kinetic.low_rank import Matrix
from higgs_num.kinetic.rest import Complex, Rest
from higgs_num.kinetic.vertical import Vertical

COMPONENT = np.array([[0, 2], [2, 1]])  # of ++, --, +-; +- is symmetric


@dataclass(frozen=True, eq=False)
class _Known:
    """What all levels share: self-energies of the impurities, of the tau_1 = +1 component.

    S_U, S_C (n, n) on all times; S_A, S_B (n, tau).
    """

    S_U: Matrix
    S_C: Matrix
    S_A: Matrix
    S_B: Matrix


def level_spins(setting: Setting, trajectory: Trajectory, energies: Vector) -> Vector:
    """Return S^x, S^y, S^z (levels, 3, n) along a run whose two-time functions are known.

    Memory is 5 n^2 complex numbers for n times.
    """
    known = _known(setting, trajectory)
    return np.stack([_level(setting, trajectory, known, float(eps)) for eps in energies])


def _known(setting: Setting, trajectory: Trajectory) -> _Known:
    march, chain = trajectory.march, setting.chain
    assert march is not None
    n, p = trajectory.nodes.size, march.panel.order
    U, C = (np.zeros((n, n), dtype=np.complex128) for _ in range(2))
    for begin in range(1 - p, n, p):
        first, end = max(begin, 0), begin + p
        rows_U, rows_C = march.history.rows(first, end)
        for whole, rows in ((U, rows_U), (C, rows_C)):
            whole[first:end, :end] = rows[0]
            whole[:end, first:end] = rows[0].conj().T
    A, B = march.A[0, :n], march.B[0, :n]
    flip, potential = chain.flip, chain.potential
    return _Known(
        flip * U + potential * U.conj(),
        flip * C - potential * C.conj(),
        flip * A + potential * B.conj(),
        flip * B + potential * A.conj(),
    )


def _level(setting: Setting, trajectory: Trajectory, known: _Known, eps: float) -> Vector:
    """Return S^x, S^y, S^z (3, n) of one level."""
    march, panel = trajectory.march, trajectory.panel
    assert march is not None
    p, n = panel.order, trajectory.nodes.size
    level = _Begun.of(setting.still, eps)
    noise, q = level.noise(known), level.correlation(known)
    c0 = level.equal_time
    u = np.zeros((2, n, n), dtype=np.complex128)  # u_++ and u_-+
    u[0, 0, 0] = 1.0
    after = np.zeros_like(u)  # u with weights of the integrals from t' on
    weights = np.zeros(n)
    c = np.zeros((n, 2, 2), dtype=np.complex128)
    c[0] = c0
    for place, length in enumerate(trajectory.lengths):
        begin, end = place * p, (place + 1) * p + 1
        old, new, rows = slice(0, begin + 1), slice(begin + 1, end), slice(begin, end)
        a = length * panel.integrals
        memory = np.stack([known.S_U[rows, :end], known.S_U[rows, :end].conj()])
        S = memory[:, :, rows]
        implicit = _implicit(a, S, trajectory.gap[place], eps)
        past = -memory[:, :, old] @ after[:, old, old]
        u[:, new, old] = _rows(implicit, a, u[:, begin, old], past)
        u[0, old, new], u[1, old, new] = u[0, new, old].conj().T, -u[1, new, old].T
        # New columns begin at T, where they are known; int_T^t' takes away from int_T^t.
        shorter = np.stack([_shortened(implicit, a, S, a[m]) for m in range(1, p + 1)])
        begun = u[:, begin, new]
        u[:, new, new] = _rows(shorter, a, begun, np.zeros((2, p + 1, p), dtype=np.complex128))
        b = a[-1]
        after[:, begin, old] += b[0] * u[:, begin, old]
        after[:, new, old] += b[1:, None] * u[:, new, old]
        after[:, rows, new] += (b - a[1:]).T * u[:, rows, new]
        spread = np.zeros((p, end))
        spread[:] = weights[:end]
        spread[:, rows] += a[1:]
        c[new] = _equal_time(u[:, new, :end], spread, noise, c0, q)
        weights[rows] += b
    return np.stack([c[:, 0, 0].real, c[:, 1, 0].imag, -c[:, 1, 0].real])


def _implicit(a: Vector, S: Matrix, gap: Vector, eps: float) -> Matrix:
    """Return the matrix of u on all points of a panel, (2 (p + 1), 2 (p + 1))."""
    turned = 1j * eps * np.eye(gap.size)
    own = 1j * np.diag(gap)
    rates = np.block([[own + a * S[0], turned], [turned, a * S[1] - own]])
    return np.asarray(np.eye(2 * gap.size) + np.kron(np.eye(2), a) @ rates)


def _shortened(implicit: Matrix, a: Vector, S: Matrix, weights: Vector) -> Matrix:
    """Return it for a column t' of the panel: weights (p + 1,) are those of int_T^t'."""
    size = len(a)
    made = implicit.copy()
    for one, at in zip(S, (slice(0, size), slice(size, None)), strict=True):
        made[at, at] -= a @ (one * weights)
    return made


def _rows(implicit: Matrix, a: Vector, begun: Matrix, rest: Matrix) -> Matrix:
    """Return u on new points (2, p, columns), begun (2, columns) with the integrals `rest`.

    implicit: one matrix, or one for each column.
    """
    size, columns = len(a), begun.shape[1]
    known, asked = [0, size], [*range(1, size), *range(size + 1, 2 * size)]
    right = begun[:, None, :] + a[1:] @ rest
    right = right.reshape(2 * (size - 1), columns)
    matrix = implicit[..., asked, :]
    if implicit.ndim == 2:
        right = right - matrix[:, known] @ begun
        found = np.linalg.solve(matrix[:, asked], right)
    else:
        right = right.T - np.einsum("mij,jm->mi", matrix[:, :, known], begun)
        found = np.linalg.solve(matrix[:, :, asked], right[:, :, None])[:, :, 0].T
    return np.asarray(found.reshape(2, size - 1, columns))


def _equal_time(u: Matrix, weights: Vector, noise: Matrix, c0: Matrix, q: Matrix) -> Matrix:
    """Return c(t,t) (p, 2, 2) for rows u (2, p, n) with weights (p, n) of the integrals to t."""
    end = u.shape[2]
    v, first = _whole(u * weights), _whole(u[:, :, :1])[:, :, :, 0]
    back = first.conj().transpose(0, 2, 1)
    made = first @ c0 @ back
    for b, c in np.ndindex(2, 2):
        driven = v[:, :, b] @ noise[b, c, :end, :end]
        made += np.einsum("pas,pds->pad", driven, v[:, :, c].conj())
    started = np.einsum("pabs,sbc->pac", v, q[:end]) @ back
    return np.asarray(made + started + started.conj().transpose(0, 2, 1))


def _whole(u: Matrix) -> Matrix:
    """Return the propagator (p, 2, 2, n) of the column (2, p, n)."""
    return np.stack([np.stack([u[0], -u[1].conj()], 1), np.stack([u[1], u[0].conj()], 1)], 1)


def still_spins(still: Rest, energies: Vector) -> Vector:
    """Return S^x and S^z (2, m) of levels eps (m,) in equilibrium."""
    plus, minus = _diagonal(still)
    thermal = still.steps * (2.0 * still.occupied - 1.0)
    inverse = thermal[:, None] / ((plus * minus)[:, None] - energies**2)
    along = -((minus - plus) @ inverse).imag / np.pi
    return np.stack([along, 2.0 * energies * inverse.sum(axis=0).imag / np.pi])


def _diagonal(still: Rest) -> tuple[Complex, Complex]:
    """Return z -+ Delta less the self-energy of the impurities, on the path."""
    chain, X = still.chain, still.X[:, 0]
    plus, minus = (
        still.path - sign * still.gap - chain.flip * X[:, s] - chain.potential * X[:, 1 - s]
        for s, sign in ((0, 1.0), (1, -1.0))
    )
    return plus, minus


@dataclass(frozen=True, eq=False)
class _Begun:
    """A level in equilibrium: c(0,0) (2, 2), and the vertical branch for ++, --, +-."""

    equal_time: Matrix
    vertical: Vertical

    @classmethod
    def of(cls, still: Rest, eps: float) -> "_Begun":
        """Solve it."""
        plus, minus = _diagonal(still)
        # ++, --, +-. Under E -> -E the first two spectral functions change places, and the last
        # its sign.
        across = np.full(plus.size, eps)
        G = np.stack([minus, plus, across], axis=1) / (plus * minus - eps**2)[:, None]
        turned = np.asarray(G[:, [1, 0, 2]] * np.array([1.0, 1.0, -1.0]))

        def functions(tau: Vector) -> tuple[Vector, Vector]:
            return still.transformed(tau, G, turned), still.transformed(tau, turned, G)

        thermal = still.steps * (2.0 * still.occupied - 1.0)
        same, _, mixed = -(thermal @ (G - turned)).imag / np.pi
        equal = np.array([[same, mixed], [mixed, -same]], dtype=np.complex128)
        return cls(equal, Vertical.of(still, functions))

    def noise(self, known: _Known) -> Matrix:
        """Return what drives the level after t = 0, correlated at two times: (2, 2, n, n).

        S_C, and what the impurities' answer to the level before t = 0 adds.
        """
        v = self.vertical
        S_A, S_B = _both(known.S_A, known.S_B)
        made = np.zeros((2, 2, *known.S_C.shape), dtype=np.complex128)
        made[0, 0], made[1, 1] = known.S_C, -known.S_C.conj()
        for b, a in np.ndindex(2, 2):
            which = COMPONENT[b, a]
            A = 1j * (S_A[b] @ v.A_from_A[which] + S_B[b] @ v.A_from_B[which])
            B = -1j * (S_A[b] @ v.B_from_A[which] + S_B[b] @ v.B_from_B[which])
            made[a, b] -= 2j * (
                (S_A[a] * v.weights) @ B.conj().T + (S_B[a] * v.weights) @ A.conj().T
            )
        return made

    def correlation(self, known: _Known) -> Matrix:
        """Return q(s) (n, 2, 2)."""
        v = self.vertical
        S_A, S_B = _both(known.S_A, known.S_B)
        made = np.empty((len(known.S_A), 2, 2), dtype=np.complex128)
        for a, b in np.ndindex(2, 2):
            which = COMPONENT[a, b]
            made[:, a, b] = -2j * (
                S_A[a] @ (v.particle[which] * v.weights) + S_B[a] @ (v.hole[which] * v.weights)
            )
        return made


def _both(S_A: Matrix, S_B: Matrix) -> tuple[tuple[Matrix, Matrix], tuple[Matrix, Matrix]]:
    """Return S_A and S_B of both components of tau_1."""
    return (S_A, S_B.conj()), (S_B, S_A.conj())
