"""scipy on a right-hand side written with numpy, as a user would write it: a peer."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.quench import SolveIvp
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.right_side import RightSide


@dataclass(frozen=True)
class NumpySolveIvp(SolveIvp):
    def right_side(self, motion: Motion, near: float) -> Callable[[float, Vector], Vector]:
        return slope(RightSide.of(motion, near))


def slope(side: RightSide) -> Callable[[float, Vector], Vector]:
    """Return dS/dt of (t, S), S (3 m,), of the same equations as `side`."""
    (eps, weights), (E, sin_theta, constant, x_source, y_source) = side.levels, side.sources
    z_source = side.motion.sources.z_source

    def of(t: float, S: Vector) -> Vector:
        x, y, z = S.reshape(3, -1)
        two_gap = 2.0 * side.half_lambda(t) * float(np.dot(weights, x))
        C, G = sin_theta, sin_theta  # zeros, unless the sources oscillate
        if side.oscillating:
            C, G = sin_theta * np.cos(2.0 * E * t), sin_theta * np.sin(2.0 * E * t)
        return np.concatenate(
            [
                2.0 * eps * y + x_source * G,
                -2.0 * eps * x - two_gap * z + constant + y_source * C,
                two_gap * y + z_source * G,
            ]
        )

    return of
