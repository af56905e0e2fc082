"""Zeros of an analytic function below the real axis, by Newton's method (gap = 1)."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from higgs_num.response.susceptibility import Complex

MOST = 60
CIRCLE = 0.03  # radius of Cauchy's formula, over the depth: well inside the nearest branch point
# A step this small, over the depth, changes no slope.
NEAR = 1e-5

Function = Callable[[Complex], Complex]


class Pace(NamedTuple):
    """How the search goes on.

    settled: relative change of omega that ends it. stride: longest step, over the depth.
    points: of Cauchy's formula for a slope that steers.
    """

    settled: float
    stride: float
    points: int


def derivative(D: Function, omega: complex, points: int) -> complex:
    """Return dD/domega by Cauchy's formula on a circle."""
    radius = CIRCLE * abs(omega.imag)
    turns = np.exp(2j * np.pi * np.arange(points) / points)
    return complex(np.mean(D(omega + radius * turns) / turns)) / radius


def newton(D: Function, omega: complex, pace: Pace, edge: float = -np.inf) -> complex | None:
    """Return the zero that is reached from omega; None if it is not, or left of Re = `edge`."""
    rise: complex | None = None
    for _ in range(MOST):
        if omega.real - CIRCLE * abs(omega.imag) < edge:
            return None
        if rise is None:
            rise = derivative(D, omega, pace.points)
        step = complex(D(np.array([omega]))[0]) / rise
        # Beyond a share of the distance to the axis the start was too far away.
        limit = pace.stride * abs(omega.imag)
        if abs(step) > limit:
            step *= limit / abs(step)
        omega -= step
        if abs(step) < pace.settled * abs(omega):
            return omega
        if abs(step) > NEAR * abs(omega.imag):
            rise = None
    return None
