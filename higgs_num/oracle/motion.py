"""Unitary motion of the occupied states under a self-consistent uniform Delta(t).

i d(a, b)/dt = H (a, b) with Delta = -g X, X = sum conj(b) . (Q^T a), g = lambda * spacing, is
split into two parts that are solved exactly:

- free: a_j and b_j acquire the phases of the eigenvalues of the blocks;
- pairing: (a, Q b) and (Q^T a, b) turn by one common 2x2 unitary matrix. Under it
  Z = |a|^2 - |b|^2 is constant (it is under the free part, too: the particle number) and
  X(t) = X(0) exp(-i g Z t), so the self-consistent rotation has a closed form.

Only the two products with the real matrix Q cost N^3: 8 N^2 n operations a stage.
"""

import cmath
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.arrays import Vector
from higgs_num.oracle.palindromes import Palindrome
from higgs_num.oracle.sample import Sample
from higgs_sym.ground.errors import ComputationError

Amplitudes: TypeAlias = NDArray[np.complex128]

# The exact motion keeps n = |a|^2 + |b|^2; products of thousands of rotations lose 1e-12.
NORM_TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class Evolution:
    """Complex Delta(t) at the saved times, and the change of the energy from first to last.

    The energy is that of Tr(h rho) - |Delta|^2/lambda per unit density of states, constant in
    exact time.
    """

    Delta: Amplitudes
    energy_change: float


def rotation(
    Delta: complex, torque: float, time: float
) -> tuple[complex, complex, complex, complex]:
    """Return (m_aa, m_ab, m_ba, m_bb) of the pairing part over `time`; torque = g Z / 2.

    In the frame that turns with Delta the motion is the precession about (Re Delta, -Im Delta,
    -torque).
    """
    rate = math.hypot(abs(Delta), torque)
    cosine = math.cos(rate * time)
    sine = math.sin(rate * time) / rate if rate else time
    frame = cmath.exp(-1j * torque * time)
    return (
        (cosine + 1j * torque * sine) * frame,
        -1j * Delta * sine * frame,
        -1j * Delta.conjugate() * sine / frame,
        (cosine - 1j * torque * sine) / frame,
    )


class _Occupied:
    """The occupied states and room for their products with Q; changed in place."""

    def __init__(self, disorder: Sample, a: Vector, b: Vector, coupling: float) -> None:
        self.disorder = disorder
        self.a: Amplitudes = np.array(a, dtype=np.complex128, order="C")
        self.b: Amplitudes = np.array(b, dtype=np.complex128, order="C")
        self.g = coupling * disorder.spacing
        self.torque = self.g * (self._norm(self.a) - self._norm(self.b)) / 2.0
        self._Qb = np.empty_like(self.a)
        self._Qa = np.empty_like(self.b)

    @staticmethod
    def _norm(states: Amplitudes) -> float:
        return float(np.vdot(states, states).real)

    @property
    def number(self) -> float:
        """Return |a|^2 + |b|^2, the number of occupied states."""
        return self._norm(self.a) + self._norm(self.b)

    def multiply(self) -> complex:
        """Compute Q b and Q^T a and return Delta."""
        Q = self.disorder.Q
        # A real matrix times the interleaved real and imaginary parts: half of a complex product.
        np.matmul(Q, self.b.view(np.float64), out=self._Qb.view(np.float64))
        np.matmul(Q.T, self.a.view(np.float64), out=self._Qa.view(np.float64))
        return complex(-self.g * np.vdot(self.b, self._Qa))

    def turn(self, Delta: complex, time: float, up: Amplitudes, down: Amplitudes) -> None:
        """Apply the pairing part over `time` and then the phases; uses up the products."""
        m_aa, m_ab, m_ba, m_bb = rotation(Delta, self.torque, time)
        self.a *= (m_aa * up)[:, None]
        self._Qb *= (m_ab * up)[:, None]
        self.a += self._Qb
        self.b *= (m_bb * down)[:, None]
        self._Qa *= (m_ba * down)[:, None]
        self.b += self._Qa

    def energy(self, Delta: complex) -> float:
        """Return the energy per unit density of states; Delta as returned by `multiply`."""
        a2 = np.einsum("jn,jn->j", self.a.conj(), self.a).real
        b2 = np.einsum("jn,jn->j", self.b.conj(), self.b).real
        free = float(self.disorder.up @ a2 + self.disorder.down @ b2)
        return self.disorder.spacing * (free - abs(Delta) ** 2 / self.g)


def evolve(
    disorder: Sample,
    state: tuple[Vector, Vector],
    coupling: float,
    palindrome: Palindrome,
    step: float,
    steps: int,
    save_every: int,
    report: Callable[[float], None],
) -> Evolution:
    """Follow the occupied states `state` = (a, b), each (N, n), for `steps` steps.

    Parameters
    ----------
    coupling
        lambda after the quench; Delta(t) = (lambda/2) spacing sum S^x.
    save_every
        Steps between saved values; `steps` is a multiple of it.
    report
        Called at every saved time with the done fraction.

    Raises
    ------
    ComputationError
        If Delta is not finite or the states lose their norm.
    """
    occupied = _Occupied(disorder, *state, coupling)
    number = occupied.number
    phases = [
        (np.exp(-1j * disorder.up * (c * step)), np.exp(-1j * disorder.down * (c * step)))
        for c in palindrome.free
    ]
    outer = palindrome.pairing[0]
    # Within the rotation that joins two steps Delta keeps its modulus and turns at this rate.
    joining = cmath.exp(-2j * occupied.torque * outer * step)
    saved = np.empty(steps // save_every + 1, dtype=np.complex128)
    energy = 0.0
    for i in range(steps):
        for j, (up, down) in enumerate(phases):
            Delta = occupied.multiply()
            fraction = palindrome.pairing[j]
            if j == 0:
                if i == 0:
                    energy = occupied.energy(Delta)
                else:
                    fraction += outer
                if i % save_every == 0:
                    saved[i // save_every] = Delta * joining if i else Delta
                    _check(Delta, i * step)
                    report(i / steps)
            occupied.turn(Delta, fraction * step, up, down)
    one = np.ones(disorder.up.size, dtype=np.complex128)
    Delta = occupied.multiply()
    saved[-1] = Delta * joining
    _check(Delta, steps * step)
    occupied.turn(Delta, outer * step, one, one)
    drift = abs(occupied.number / number - 1.0)
    if drift > NORM_TOLERANCE:
        raise ComputationError(f"The occupied states lost their norm: relative change {drift:.3g}")
    change = occupied.energy(occupied.multiply()) - energy
    report(1.0)
    return Evolution(saved, change)


def _check(Delta: complex, time: float) -> None:
    if not cmath.isfinite(Delta):
        raise ComputationError(f"Delta(t) is no longer finite at time {time:.6g}")
