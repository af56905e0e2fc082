"""The right-hand side of (9) as printed, which the general-purpose solvers are handed."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from higgs_num.core import equations
from higgs_num.core.arrays import Vector
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.padding import padded


@dataclass(frozen=True)
class RightSide:
    """dS/dt for S of shape (3 m,), one component after another, levels padded to m.

    `near` is a time between the two break points of the coupling between which it is asked for,
    as in `higgs_num.drives`. A kernel sums in a fixed order.
    """

    motion: Motion
    near: float
    levels: Vector
    sources: Vector
    oscillating: bool

    @classmethod
    def of(cls, motion: Motion, near: float) -> Self:
        """Return the right-hand side of a motion."""
        of = motion.sources
        return cls(
            motion,
            near,
            padded(np.stack([motion.levels.energies, motion.levels.weights])),
            padded(np.stack([of.E, of.sin_theta, of.constant, of.x_source, of.y_source])),
            bool(np.any(of.sin_theta)),
        )

    def half_lambda(self, t: float) -> float:
        """Return lambda(t)/2, continued from the piece of `near`."""
        if self.motion.drive is None:
            return self.motion.half_lambda
        return float(self.motion.half_lambda_at(np.array(t), np.array(self.near)))

    def __call__(self, t: float, S: Vector) -> Vector:
        """Return dS/dt."""
        out = np.empty_like(S)
        self.fill(t, S, out)
        return out

    def fill(self, t: float, S: Vector, out: Vector) -> None:
        """Put dS/dt into `out`."""
        eps, weights = self.levels
        C, G = self._oscillations(t)
        _, _, constant, x_source, y_source = self.sources
        equations.slope(
            S.reshape(3, -1), C, G, eps, weights, self.half_lambda(t),
            constant, x_source, y_source, self.motion.sources.z_source, out.reshape(3, -1),
        )  # fmt: skip

    def fill_product(self, t: float, S: Vector, change: Vector, out: Vector) -> None:
        """Put the Jacobian at S times `change` into `out`."""
        eps, weights = self.levels
        equations.linearised(
            S.reshape(3, -1), change.reshape(3, -1), eps, weights, self.half_lambda(t),
            out.reshape(3, -1),
        )  # fmt: skip

    def _oscillations(self, t: float) -> tuple[Vector, Vector]:
        """Return C and G; numpy computes cosines of many levels at once, a kernel does not."""
        E, sin_theta = self.sources[:2]
        if not self.oscillating:
            return sin_theta, sin_theta
        phase = 2.0 * E * t
        return sin_theta * np.cos(phase), sin_theta * np.sin(phase)
