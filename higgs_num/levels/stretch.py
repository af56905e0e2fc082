"""The variable in which few nodes suffice for functions that oscillate as cos(2 eps t).

A Gauss rule for polynomials in eps crowds its nodes at both ends and takes pi/2 times as many as
the band limit 2 t asks for. The zeros of a prolate spheroidal function do not (Xiao, Rokhlin and
Yarvin, Inverse Problems 17, 805 (2001)). Their density, sqrt((1/m - x^2)/(1 - x^2)) in the WKB
limit, makes a change of variable after which polynomials do as well.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ellipe, ellipeinc

from higgs_num.core.arrays import Vector
from higgs_sym.ground.errors import ComputationError

MOST_ITERATIONS = 100
LAST_MOVE = 4e-16  # of the cutoff: round-off of eps


@dataclass(frozen=True)
class Stretch:
    """Maps 0 < eps < cutoff to -pi/2 < angle < pi/2, in which nodes are about equally spaced.

    For functions of exponential type 2 `t_max` in eps, times smooth ones with singularities no
    closer than eps = +- i `gap`; and, unless `edge` is infinite, with one at the cutoff, smeared
    below a distance `edge`. A Gauss rule of n = `nodes` nodes for polynomials in sin(angle) sums
    them up to about exp(-`efolds`), and half of that at the cutoff, where what is singular is
    small. All in one unit of energy and its inverse.

    The density of nodes is dnu/deps. What polynomials of degree 2n miss is
    exp(-2 Im(pi nu - t_max eps)) on the best contour around (0, cutoff) within the singularities.
    The phase t_max eps + b asinh(eps/gap) gives exp(-pi b) at +- i gap; the elliptic integral,
    with the half c of the whole phase, exp(-(pi/2) c (1/m - 1)) at the ends, where it is singular
    itself. So n grows with t_max as cutoff t_max/pi, and with b as the logarithm of the scales.
    """

    cutoff: float
    t_max: float
    gap: float
    edge: float
    efolds: float

    @cached_property
    def nodes(self) -> int:
        """The number of nodes that suffices."""
        c = self._whole / 2.0
        return math.ceil(2.0 * c * float(ellipe(self._m)) / (math.pi * math.sqrt(self._m)))

    def angle(self, eps: Vector) -> Vector:
        """Return the angle at eps, increasing."""
        # sin(phi) = 2 phase/whole - 1, without the cancellation at the ends.
        half = np.arcsin(np.sqrt(np.clip(self._phase(eps) / self._whole, 0.0, 1.0)))
        scale = math.pi / (2.0 * ellipe(self._m))
        return np.asarray(scale * ellipeinc(2.0 * half - math.pi / 2.0, self._m))

    def energy(self, angle: Vector) -> Vector:
        """Return eps at the angle."""
        # Halvings of brackets that start at the ends, until a Newton step stays inside.
        low, high = np.zeros_like(angle), np.full_like(angle, self.cutoff)
        eps = self.cutoff * (0.5 + angle / math.pi)
        for _ in range(MOST_ITERATIONS):
            miss = self.angle(eps) - angle
            low, high = np.where(miss <= 0.0, eps, low), np.where(miss >= 0.0, eps, high)
            with np.errstate(divide="ignore", invalid="ignore"):
                newton = eps - miss / self._density(eps)
            inside = (newton > low) & (newton < high)
            new = np.where(inside, newton, 0.5 * (low + high))
            moved, eps = float(np.max(np.abs(new - eps))), new
            if moved <= LAST_MOVE * self.cutoff:
                return eps
        raise ComputationError("The nodes of a Gauss rule were not found")

    def _density(self, eps: Vector) -> Vector:
        """Return the derivative of `angle`."""
        share = np.clip(self._phase(eps) / self._whole, 0.0, 1.0)
        # The amplitude of the elliptic integral is 2 asin(sqrt(share)) - pi/2.
        sine = 2.0 * share - 1.0
        elliptic = np.sqrt(1.0 - self._m * sine**2)
        slope = self._phase_slope(eps) / self._whole / np.sqrt(share * (1.0 - share))
        return np.asarray(math.pi / (2.0 * ellipe(self._m)) * elliptic * slope)

    def _phase_slope(self, eps: Vector) -> Vector:
        b = self.efolds / math.pi
        crowd = 0.5 / np.hypot(self.edge, self.cutoff - eps)
        return np.asarray(self.t_max + b * (1.0 / np.hypot(self.gap, eps) + crowd))

    def _phase(self, eps: Vector) -> Vector:
        b = self.efolds / math.pi
        top = np.arcsinh(self.cutoff / self.edge)
        crowd = 0.5 * (top - np.arcsinh((self.cutoff - eps) / self.edge))
        return np.asarray(self.t_max * eps + b * (np.arcsinh(eps / self.gap) + crowd))

    @cached_property
    def _whole(self) -> float:
        return float(self._phase(np.array(self.cutoff)))

    @cached_property
    def _m(self) -> float:
        """Parameter of the elliptic integral; 1 would be equal spacing up to the ends."""
        return 1.0 / (1.0 + 4.0 * self.efolds / (math.pi * self._whole))
