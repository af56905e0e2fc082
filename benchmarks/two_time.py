"""The two-time equations by Heun's method on a uniform grid: second order, plain numpy.

What one writes first: predictor and corrector for all of U, C, A, B on a new row, and convolutions
by the trapezoidal rule as products of that row with the square of all that is known. One site (a
semicircular band). Only the equilibrium and the nodes of the vertical branch are those of
`higgs_num.kinetic`.
"""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.kinetic.chain import Complex
from higgs_num.kinetic.follow import Setting
from higgs_num.kinetic.vertical import Vertical


@dataclass(frozen=True, eq=False)
class Row:
    """U, C (k + 1,) and A, B (tau,) at the time t_k, or their derivatives."""

    U: Complex
    C: Complex
    A: Complex
    B: Complex


class TwoTime:
    """All that is known on the grid.

    U (n, n): zero above the diagonal. C (n, n): hermitian. A, B (n, tau).
    """

    def __init__(self, setting: Setting, steps: int) -> None:
        chain, self.v = setting.chain, Vertical.of(setting.still)
        assert chain.sites == 1
        self.g, self.h = setting.final, setting.stop / steps
        # S_+ = flip X_+ + across X_-: potential scatterers like the hops of the band.
        self.flip, self.across = chain.flip, chain.potential + chain.hops[0]
        n = steps + 1
        self.U, self.C = (np.zeros((n, n), dtype=np.complex128) for _ in range(2))
        self.A, self.B = (np.zeros((n, self.v.tau.size), dtype=np.complex128) for _ in range(2))
        self.U[0, 0], self.C[0, 0] = 1.0, setting.still.equal_time[0]
        self.A[0], self.B[0] = self.v.hole[0], self.v.particle[0]

    def row(self, k: int) -> Row:
        return Row(self.U[k, : k + 1], self.C[k, : k + 1], self.A[k], self.B[k])

    def set_row(self, k: int, row: Row) -> None:
        self.U[k, :k], self.U[k, k] = row.U[:k], 1.0
        self.C[k, : k + 1], self.C[: k + 1, k] = row.C, row.C.conj()
        self.A[k], self.B[k] = row.A, row.B

    def derivative(self, k: int) -> Row:
        """Return d/dt of row k, which is known."""
        v, h, now, known = self.v, self.h, self.row(k), slice(0, k + 1)
        U, C, A, B = self.U[known, known], self.C[known, known], self.A[known], self.B[known]
        gap = self.g * now.C[k].real
        S_U = self.flip * now.U + self.across * now.U.conj()
        S_C = self.flip * now.C - self.across * now.C.conj()
        S_A = self.flip * now.A + self.across * now.B.conj()
        S_B = self.flip * now.B + self.across * now.A.conj()
        # Trapezoidal rules: sums less half of both ends; U(t',t') = 1.
        w = np.full(k + 1, h)
        w[0] -= h / 2.0
        w[k] -= h / 2.0
        from_column = h * (S_U @ U) - h / 2.0 * (S_U + S_U[k] * now.U)  # int_t'^t S_U U
        to_column = h * (U @ S_C.conj()).conj()  # int_0^t' S_C U
        to_column -= h / 2.0 * (S_C[0] * U[:, 0].conj() + S_C)
        weighted = w * S_U
        vertical = (B @ (v.weights * S_A).conj() + A @ (v.weights * S_B).conj()).conj()
        return Row(
            -1j * gap * now.U - from_column,
            -1j * gap * now.C + to_column - weighted @ C - 2j * vertical,
            -1j * gap * now.A - weighted @ A + 1j * (S_A @ v.A_from_A[0] + S_B @ v.A_from_B[0]),
            -1j * gap * now.B - weighted @ B - 1j * (S_A @ v.B_from_A[0] + S_B @ v.B_from_B[0]),
        )

    def moved(self, k: int, begin: Row, end: Row) -> Row:
        """Return row k + 1 from row k and derivatives at both; new columns begin at t = t'."""
        now, half = self.row(k), self.h / 2.0
        # C(t,t) changes with both of its times.
        equal = now.C[k].real + self.h * (begin.C[k] + end.C[-1]).real
        return Row(
            np.append(now.U + half * (begin.U + end.U[: k + 1]), 1.0),
            np.append(now.C + half * (begin.C + end.C[: k + 1]), equal),
            now.A + half * (begin.A + end.A),
            now.B + half * (begin.B + end.B),
        )


def two_time(setting: Setting, steps: int, correctors: int = 1) -> Vector:
    """Return Delta (steps + 1,) on the uniform grid from 0 to the last time of the setting.

    correctors: one is Heun's method, many the implicit trapezoidal rule.
    """
    state = TwoTime(setting, steps)
    for k in range(steps):
        begin = state.derivative(k)
        state.set_row(k + 1, state.moved(k, begin, begin))
        for _ in range(correctors):
            state.set_row(k + 1, state.moved(k, begin, state.derivative(k + 1)))
    return np.asarray(state.g * np.einsum("ii->i", state.C).real)
