"""Couplings that go on changing after t = 0: lambda(t) = factor(t) lambda_final.

Stages of a composition lie outside their step. Near a break point they take lambda as smoothly
continued from the piece to which the time `near` belongs; elsewhere `near` is t itself.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_sym.ground.errors import ArgumentError, finite, nonnegative, positive


@dataclass(frozen=True)
class Ramp:
    """lambda rises linearly from its initial to its final value during `duration` > 0."""

    duration: float

    def __post_init__(self) -> None:
        positive("duration", self.duration)

    @property
    def breaks(self) -> tuple[float, ...]:
        """Times at which a derivative of lambda jumps."""
        return (self.duration,)

    def factor(self, t: Vector, initial: float, near: Vector) -> Vector:
        """Return lambda(t)/lambda_final, `initial` being lambda_initial/lambda_final."""
        rest = np.where(near < self.duration, 1.0 - t / self.duration, 0.0)
        return 1.0 + (initial - 1.0) * rest

    def series(self, t: Vector, initial: float, near: Vector, order: int) -> Vector:
        """Return the Taylor coefficients of `factor` at times (n,): (n, order + 1)."""
        coefficients = np.zeros((t.size, order + 1))
        coefficients[:, 0] = self.factor(t, initial, near)
        coefficients[:, 1] = np.where(near < self.duration, (1.0 - initial) / self.duration, 0.0)
        return coefficients


@dataclass(frozen=True)
class Pulse:
    """1 + height sin^2(pi (t - start)/duration) during the pulse, 1 otherwise; height > -1."""

    height: float
    start: float
    duration: float

    def __post_init__(self) -> None:
        if finite("height", self.height) <= -1.0:
            raise ArgumentError("height", "be > -1 (the coupling stays attractive)", self.height)
        nonnegative("start", self.start)
        positive("duration", self.duration)

    @property
    def breaks(self) -> tuple[float, ...]:
        """Times at which a derivative of lambda jumps."""
        return (self.start, self.start + self.duration)

    def factor(self, t: Vector, initial: float, near: Vector) -> Vector:  # noqa: ARG002
        """Return lambda(t)/lambda_final."""
        on = (near > self.start) & (near < self.start + self.duration)
        phase = math.pi * (t - self.start) / self.duration
        return 1.0 + np.where(on, self.height * np.sin(phase) ** 2, 0.0)

    def series(self, t: Vector, initial: float, near: Vector, order: int) -> Vector:  # noqa: ARG002
        """Return the Taylor coefficients of `factor` at times (n,): (n, order + 1)."""
        on = (near > self.start) & (near < self.start + self.duration)
        frequency = 2.0 * math.pi / self.duration
        # sin^2(phase) = (1 - sin(2 phase + pi/2))/2
        wave = _sine_series(frequency, frequency * (t - self.start) + math.pi / 2.0, order)
        coefficients = -0.5 * self.height * on[:, None] * wave
        coefficients[:, 0] += 1.0 + 0.5 * self.height * on
        return coefficients


@dataclass(frozen=True)
class Modulation:
    """1 + amplitude sin(frequency t), |amplitude| < 1."""

    amplitude: float
    frequency: float

    def __post_init__(self) -> None:
        if abs(finite("amplitude", self.amplitude)) >= 1.0:
            raise ArgumentError("amplitude", "lie between -1 and 1", self.amplitude)
        positive("frequency", self.frequency)

    @property
    def breaks(self) -> tuple[float, ...]:
        """No derivative of lambda jumps after t = 0."""
        return ()

    def factor(self, t: Vector, initial: float, near: Vector) -> Vector:  # noqa: ARG002
        """Return lambda(t)/lambda_final."""
        return 1.0 + self.amplitude * np.sin(self.frequency * t)

    def series(self, t: Vector, initial: float, near: Vector, order: int) -> Vector:  # noqa: ARG002
        """Return the Taylor coefficients of `factor` at times (n,): (n, order + 1)."""
        coefficients = self.amplitude * _sine_series(self.frequency, self.frequency * t, order)
        coefficients[:, 0] += 1.0
        return coefficients


def _sine_series(frequency: float, phases: Vector, order: int) -> Vector:
    """Return the Taylor coefficients of sin(frequency t) where the phase is `phases` (n,)."""
    q = np.arange(order + 1)
    scale = frequency**q / np.array([math.factorial(k) for k in q])
    wave: Vector = scale * np.sin(phases[:, None] + q * math.pi / 2.0)
    return wave


Drive = Ramp | Pulse | Modulation
KINDS: dict[str, type[Drive]] = {"Ramp": Ramp, "Pulse": Pulse, "Modulation": Modulation}


def to_dict(drive: Drive) -> dict[str, Any]:
    """Return the drive as JSON types."""
    return {"kind": type(drive).__name__, **vars(drive)}


def from_dict(plain: dict[str, Any]) -> Drive:
    """Rebuild a drive from `to_dict`."""
    values = dict(plain)
    return KINDS[values.pop("kind")](**values)
