"""Textbook integrators of (9), with the mistakes that codes make, at times of one's own."""

import math
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from higgs_num.core import schemes
from higgs_num.core.arrays import Vector
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.padding import padded

# Radians that the highest level turns in a step, where the scheme is not what is in question.
FINE_TURN = 0.25
LEAST_STEPS = 16


class Scheme(IntEnum):
    """How a step is made."""

    EULER = schemes.EULER
    BACKWARD_EULER = schemes.BACKWARD_EULER
    HEUN = schemes.HEUN
    MIDPOINT = schemes.MIDPOINT
    RK4 = schemes.RK4

    @property
    def order(self) -> int:
        """Power of the step to which errors are proportional."""
        return {Scheme.HEUN: 2, Scheme.MIDPOINT: 2, Scheme.RK4: 4}.get(self, 1)

    @property
    def title(self) -> str:
        """Name for a reader."""
        return {
            Scheme.EULER: "Euler's method",
            Scheme.BACKWARD_EULER: "the backward Euler method",
            Scheme.HEUN: "a second-order Runge-Kutta method",
            Scheme.MIDPOINT: "the implicit midpoint rule or Crank-Nicolson",
            Scheme.RK4: "the classical Runge-Kutta method",
        }[self]


@dataclass(frozen=True)
class Equations:
    """(9) as a code may have it.

    coupling : factor of lambda in Delta(t) = (lambda/2) sum S^x
    signs : of the precession terms in the x, y and z equation
    frozen : gap > 0 in which all spins turn, whatever they sum to; 0 if self-consistent
    linear : linearised about the rest state of the gap `frozen`, without impurities
    start_z : factor of S^z at t = 0; sources : factor of the sources, not of the start
    """

    coupling: float = 1.0
    signs: tuple[float, float, float] = (1.0, 1.0, 1.0)
    frozen: float = 0.0
    linear: bool = False
    start_z: float = 1.0
    sources: float = 1.0


RIGHT = Equations()


def solve(
    motion: Motion,
    times: Vector,
    *,
    equations: Equations = RIGHT,
    scheme: Scheme = Scheme.RK4,
    step: float | None = None,
) -> Vector:
    """Return Delta at `times` (n,), increasing, >= 0; NaN where it has grown beyond all bounds.

    `step` unless given is so short that the scheme makes no difference (1e-5 of the gap). Between
    steps a spline of the fifth order interpolates.
    """
    from scipy.interpolate import make_interp_spline

    last = float(times[-1])
    highest = float(np.max(np.abs(motion.levels.energies)))
    longest = FINE_TURN / (2.0 * highest) if step is None else step
    steps = max(LEAST_STEPS, math.ceil(last / longest * (1.0 - 1e-12)))
    h = last / steps if step is None else step
    of = motion.sources
    state = padded(motion.spins * np.array([[1.0], [1.0], [equations.start_z]]))
    eps = motion.levels.energies
    rest = -eps / np.hypot(eps, equations.frozen) if equations.linear else np.zeros_like(eps)
    levels = padded(np.stack([eps, motion.levels.weights, rest]))
    strengths = equations.sources * np.stack([of.constant, of.x_source, of.y_source])
    sources = padded(np.concatenate([[of.E, of.sin_theta], strengths]))
    gap = schemes.follow(
        int(scheme), state, h, steps, levels, sources, equations.sources * of.z_source,
        motion.half_lambda * equations.coupling, equations.frozen,
        np.array(equations.signs), bool(np.any(of.sin_theta)),
    )  # fmt: skip
    known = int(np.count_nonzero(np.isfinite(gap)))
    found = np.full(times.shape, np.nan)
    if known > LEAST_STEPS:
        inside = times <= h * (known - 1)
        curve = make_interp_spline(h * np.arange(known), gap[:known], k=5)
        found[inside] = curve(times[inside])
    return found
