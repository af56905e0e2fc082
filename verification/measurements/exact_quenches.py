"""Quenches of the exact theory that several claims look at, all followed at once.

Semicircular band, unit of energy the final gap. They are computed in processes, one on each core.
"""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.kinetic import KineticQuench, KineticResult, solve_all
from higgs_num.response import second_sheet_pole, step_response
from higgs_sym.registry import formula
from verification.evidence import Parameter
from verification.lab import Lab
from verification.measurements.damped import Damped, damped

ALL_CORES = "cores"
CUTOFF = 5.0
T_MAX = 40.0
TOL = 1e-6
RATES = (0.05, 0.1, 0.2, 0.3)
# Delta_i/Delta_f. Clean: 0.1 is phase III (beyond exp(-pi/2) = 0.208), the others phase II.
STRONG, MODERATE = 0.1, (0.3, 0.6, 1.5)
EVERY = 0.125


def ramps(lab: Lab) -> dict[tuple[float, float], KineticResult]:
    """Return the quenches by (Delta_i/Delta_f, 1/tau_s)."""
    keys = [(ratio, rate) for ratio in (STRONG, *MODERATE) for rate in RATES]

    def computed() -> dict[tuple[float, float], KineticResult]:
        problems = [
            KineticQuench(ratio, 1.0, rate, cutoff=CUTOFF, t_max=T_MAX, save_every=EVERY)
            for ratio, rate in keys
        ]
        return dict(zip(keys, solve_all(problems, tol=TOL), strict=True))

    return lab.shared("exact quenches", computed)


def parameters(result: KineticResult) -> dict[str, Parameter]:
    """Return the inputs of a trajectory, for the evidence."""
    plain = result.problem.to_dict()
    shown = ("gap_initial", "gap_final", "rate_s", "rate_u", "cutoff", "band", "temperature")
    return {**{name: plain[name] for name in shown}, "tol": TOL}


@dataclass(frozen=True)
class Linear:
    """The exact linear theory at a gap: alpha and the gap of the infinite band that acts alike."""

    gap: float
    alpha: float

    def step(self, time: Vector) -> Vector:
        """Return the approach to rest after a small step, from -1 to 0, at times (n,)."""
        return step_response(time * self.gap, self.alpha).remainder

    @property
    def pole(self) -> complex:
        """Position of the second-sheet pole, in units of energy."""
        found = second_sheet_pole(self.alpha)
        assert found is not None
        return found.omega * self.gap


def linear_at(gap: float, rate_s: float, cutoff: float) -> Linear:
    """Return the linear theory about a gap in a semicircular band, to the first order in 1/W."""
    k = float(formula("kinetic.slope_semicircle").expression)
    eta = formula("kinetic.eta").lambdify("numpy")(k_b=k, rate_s=rate_s, W_b=cutoff)
    seen = formula("kinetic.gap_effective").lambdify("numpy")(Delta=gap, eta=eta)
    rate = formula("kinetic.rate_effective").lambdify("numpy")(rate_s=rate_s, eta=eta)
    # Times are those of the band itself: its energies are seen larger by seen/gap.
    return Linear(float(seen), float(rate / seen))


def spread(result: KineticResult, start: float, stop: float) -> float:
    """Return max - min of Delta(t) in a window."""
    return float(np.ptp(result.window(start, stop)[1]))


def rest_of(result: KineticResult) -> float:
    """Return the gap at which Delta(t) comes to rest: its mean over the last ten times 1/Delta."""
    return float(np.mean(result.window(T_MAX - 10.0, T_MAX)[1]))


def damping(result: KineticResult, start: float, stop: float) -> tuple[Damped, Damped]:
    """Return frequency and damping in a window, and those of the linear theory, fitted alike."""
    linear = linear_at(rest_of(result), result.problem.rate_s, result.problem.cutoff)
    time, gap = result.window(start, stop)
    pole = linear.pole
    return (
        damped(time, gap, pole.real, -pole.imag),
        damped(time, linear.step(time), pole.real, -pole.imag),
    )
