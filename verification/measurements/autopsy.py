"""Collision integrals of single levels along exact quenches, beside those of closed equations."""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.kinetic import KineticQuench, KineticResult, LevelMotion, level_motion, solve
from higgs_num.kinetic.dephasing import dephase, dephasing
from higgs_num.quench import Closure, Levels, Problem, Result
from higgs_num.quench.sine import sin_theta
from higgs_num.quench.sources import derived_W, sources
from verification.lab import Lab
from verification.measurements.exact_quenches import CUTOFF, EVERY, TOL

RATE = 0.1
RATIOS = (0.9, 0.6, 0.1)
ENERGIES = (0.1, 0.3, 0.6, 1.0, 2.0)
T_AUTOPSY = 25.0
WINDOW = (2.0, 20.0)


@dataclass(frozen=True)
class Autopsy:
    """Levels along one exact quench, and what closures give for the same levels and Delta(t).

    exact, static, even, odd, lossy (levels, 3, n): collision integrals; static, even and odd of
    (9), lossy of the dephasing closure.
    """

    motion: LevelMotion
    static: Vector
    even: Vector
    odd: Vector
    lossy: Vector

    @property
    def inside(self) -> Vector:
        """Which times count."""
        return np.asarray((self.motion.time >= WINDOW[0]) & (self.motion.time <= WINDOW[1]))

    def left(self, of: Vector) -> float:
        """Return the root mean square of what is left of the exact one, over that of it."""
        exact = self.motion.collision[:, :, self.inside]
        return float(np.sqrt(np.mean((exact - of[:, :, self.inside]) ** 2) / np.mean(exact**2)))

    @property
    def varying(self) -> float:
        """Share of the exact one, in the root mean square, that varies in time."""
        exact = self.motion.collision[:, :, self.inside]
        still = exact.mean(axis=2, keepdims=True)
        return float(np.sqrt(np.mean((exact - still) ** 2) / np.mean(exact**2)))

    def local(self, place: int) -> float:
        """Return how much of the varying part of a level is linear in its own S and Delta."""
        inside = self.inside
        exact = self.motion.collision[place][:, inside].T
        spins = self.motion.spins[place][:, inside]
        columns = np.stack([np.ones(spins.shape[1]), *spins, self.motion.gap[inside]], axis=1)
        left = exact - columns @ np.linalg.lstsq(columns, exact, rcond=None)[0]
        return float(1.0 - np.sum(left**2) / np.sum((exact - exact.mean(axis=0)) ** 2))


def autopsy(lab: Lab, ratio: float) -> Autopsy:
    """Return the autopsy of the quench ratio -> 1 at 1/tau_s = RATE."""

    def computed() -> Autopsy:
        problem = _problem(ratio)
        motion = level_motion(problem, ENERGIES, tol=TOL, threads=1)
        return Autopsy(
            motion,
            static=_of_nine(motion, ratio, Closure.STATIC),
            even=_of_nine(motion, ratio, Closure.EVEN),
            odd=_of_nine(motion, ratio, Closure.ODD),
            lossy=dephasing(problem, motion),
        )

    return lab.shared(("autopsy", ratio), computed)


def _of_nine(motion: LevelMotion, ratio: float, closure: Closure) -> Vector:
    """Return the right-hand side of (9), with its printed terms, on levels of a motion."""
    problem = nine(ratio, closure)
    eps, t = motion.energies, motion.time
    of = sources(problem, eps, derived_W(problem, eps), sin_theta(problem, eps))
    phase = 2.0 * of.E[:, None] * t
    C, G = (of.sin_theta[:, None] * turn for turn in (np.cos(phase), np.sin(phase)))
    return np.stack(
        [
            of.x_source[:, None] * G,
            of.constant[:, None] + of.y_source[:, None] * C,
            of.z_source * G,
        ],
        axis=1,
    )


def nine(ratio: float, closure: Closure = Closure.STATIC) -> Problem:
    """Return the quench ratio -> 1 by (9) on levels of the semicircular band."""
    n = 400  # Gauss's rule of the band; revivals come after t = 100
    k = np.arange(n, 0, -1)
    eps = CUTOFF * np.cos(np.pi * k / (n + 1))
    weights = np.pi * CUTOFF / (n + 1) * np.sin(np.pi * k / (n + 1)) ** 2
    return Problem(
        ratio, 1.0, RATE, cutoff=CUTOFF, levels=Levels(eps, weights), t_max=T_AUTOPSY,
        closure=closure, save_every=EVERY,
    )  # fmt: skip


def by_nine(lab: Lab, ratio: float) -> Result:
    """Return the trajectory of `nine`."""
    found: Result = lab.run(nine(ratio))
    return found


def by_exact(lab: Lab, ratio: float) -> KineticResult:
    """Return the exact trajectory of the same quench."""
    problem = _problem(ratio)
    return lab.shared(("exact", ratio), lambda: solve(problem, tol=TOL, threads=1))


def by_dephasing(lab: Lab, ratio: float) -> Vector:
    """Return Delta(t) of the dephasing closure at the saved times of `nine`."""
    problem = _problem(ratio)
    return lab.shared(("dephased", ratio), lambda: dephase(problem))


def _problem(ratio: float) -> KineticQuench:
    return KineticQuench(ratio, 1.0, RATE, cutoff=CUTOFF, t_max=T_AUTOPSY, save_every=EVERY)
