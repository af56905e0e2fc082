"""Quenches of the exact theory that several claims look at, all followed at once.

Semicircular bands, unit of energy the final gap. They are computed in processes, one on each core.
"""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.kinetic import KineticQuench, KineticResult, solve_all
from higgs_num.response import gap_edge, second_sheet_pole, step_response
from higgs_num.signals.damped import Damped, damped
from higgs_sym.registry import formula
from verification.evidence import Parameter
from verification.lab import Lab

ALL_CORES = "cores"
CUTOFF = 5.0
TOL = 1e-6
EVERY = 0.125
# Delta_i/Delta_f of clean phase III (beyond exp(-pi/2) = 0.208), and of phase II.
STRONG, WEAKER, REVERSED = 0.1, 0.6, 1.5
RATES = (0.05, 0.1, 0.2, 0.3)
T_MAX, T_LATE = 40.0, 75.0
LATE_RATE = 0.3  # at it the pole has decayed long before T_LATE
# Weakening beyond exp(pi/2) = 4.81: clean phase I. Only a wider band holds that gap.
VANISHING, VANISHING_RATES, VANISHING_CUTOFF, VANISHING_T = 6.0, (0.1, 0.3), 9.0, 20.0
TEMPERATURE, POTENTIAL = 0.25, 0.5
GAPLESS_RATE, GAPLESS_CUTOFF, GAPLESS_T = 2.0, 20.0, 28.0


def _ramp(ratio: float, rate: float) -> KineticQuench:
    long = rate == LATE_RATE and ratio != REVERSED
    return KineticQuench(
        ratio, 1.0, rate, cutoff=CUTOFF, t_max=T_LATE if long else T_MAX, save_every=EVERY
    )


def _problems() -> dict[object, KineticQuench]:
    held: dict[object, KineticQuench] = {
        (ratio, rate): _ramp(ratio, rate)
        for ratio in (STRONG, WEAKER, REVERSED)
        for rate in (0.0, *RATES)
    }
    for rate in VANISHING_RATES:
        held[VANISHING, rate] = KineticQuench(
            VANISHING, 1.0, rate, cutoff=VANISHING_CUTOFF, t_max=VANISHING_T, save_every=EVERY
        )
    held["thermal"] = KineticQuench(
        WEAKER, 1.0, 0.1, cutoff=CUTOFF, temperature=TEMPERATURE, t_max=T_MAX, save_every=EVERY
    )
    held["gapless"] = KineticQuench(
        WEAKER, 1.0, GAPLESS_RATE, cutoff=GAPLESS_CUTOFF, t_max=GAPLESS_T, save_every=EVERY
    )
    for cutoff in (CUTOFF, 2.0 * CUTOFF):
        for rate_u in (0.0, POTENTIAL):
            held["potential", cutoff, rate_u] = KineticQuench(
                STRONG, 1.0, 0.1, rate_u, cutoff=cutoff, t_max=15.0, save_every=EVERY
            )
    changed = formula("kinetic.band_changed").lambdify("numpy")(W_b=CUTOFF, rate_u=POTENTIAL)
    rate = formula("kinetic.rate_changed").lambdify("numpy")(
        W_b=CUTOFF, rate_s=0.1, rate_u=POTENTIAL
    )
    held["changed band"] = KineticQuench(
        STRONG, 1.0, float(rate), cutoff=float(changed), t_max=15.0, save_every=EVERY
    )
    return held


def exact(lab: Lab) -> dict[object, KineticResult]:
    """Return the quenches: by (Delta_i/Delta_f, 1/tau_s), and a few by name."""

    def computed() -> dict[object, KineticResult]:
        problems = _problems()
        return dict(
            zip(problems, solve_all(list(problems.values()), tol=TOL), strict=True)
        )  # fmt: skip

    return lab.shared("exact quenches", computed)


def parameters(result: KineticResult) -> dict[str, Parameter]:
    """Return the inputs of a trajectory, for the evidence."""
    plain = result.problem.to_dict()
    shown = ("gap_initial", "gap_final", "rate_s", "rate_u", "cutoff", "band", "temperature")
    return {**{name: plain[name] for name in shown}, "tol": TOL}


@dataclass(frozen=True)
class Linear:
    """The exact linear theory about a gap: the infinite band that acts alike."""

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

    @property
    def edge(self) -> float:
        """2 eps_g."""
        return 2.0 * gap_edge(self.alpha) * self.gap


def linear_at(gap: float, rate_s: float, cutoff: float) -> Linear:
    """Return the linear theory about a gap in a semicircular band, to the first order in 1/W."""
    k = float(formula("kinetic.slope_semicircle").expression)
    eta = formula("kinetic.eta").lambdify("numpy")(k_b=k, rate_s=rate_s, W_b=cutoff)
    seen = float(formula("kinetic.gap_effective").lambdify("numpy")(Delta=gap, eta=eta))
    rate = float(formula("kinetic.rate_effective").lambdify("numpy")(rate_s=rate_s, eta=eta))
    return Linear(seen, rate / seen)


def about_rest(result: KineticResult) -> Linear:
    """Return the linear theory about the gap at which a quench comes to rest."""
    return linear_at(rest_of(result), result.problem.rate_s, result.problem.cutoff)


def spread(result: KineticResult, start: float, stop: float) -> float:
    """Return max - min of Delta(t) in a window."""
    return float(np.ptp(result.window(start, stop)[1]))


def rest_of(result: KineticResult) -> float:
    """Return the gap at which Delta(t) comes to rest: its mean over the last quarter."""
    last = result.problem.t_max
    return float(np.mean(result.window(0.75 * last, last)[1]))


def damping(result: KineticResult, start: float, stop: float) -> tuple[Damped, Damped]:
    """Return frequency and damping in a window, and those of the linear theory, fitted alike."""
    linear = about_rest(result)
    time, gap = result.window(start, stop)
    pole = linear.pole
    return (
        damped(time, gap, pole.real, -pole.imag),
        damped(time, linear.step(time), pole.real, -pole.imag),
    )
