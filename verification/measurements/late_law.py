"""How the exact step response decays at late times."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.response import gap_edge, step_response
from higgs_num.signals import Measured, Oscillation, measure
from verification.evidence import Evidence
from verification.lab import Lab
from verification.measurements.curve import within

# Small enough that the edge at 2 eps_g = 2 - 3 alpha^(2/3) is not resolved up to t = 600.
ALMOST_CLEAN = 1e-6
WINDOWS = ((500.0, 1000.0), (1000.0, 2000.0), (2000.0, 3000.0))
CLEAN_WINDOWS = ((50.0, 150.0), (100.0, 300.0), (200.0, 600.0))
STEP = "exact step response, contour integral of 1/D^R"


@dataclass(frozen=True)
class Late:
    """What is left of the exact step response at late times, all from one contour.

    `time`, `remainder` (n,) cover `WINDOWS`; `far` is the largest |t^3 remainder| about t = 20 000;
    `centres` and `envelope` (m,) are a curve to draw.
    """

    time: Vector
    remainder: Vector
    far: float
    centres: Vector
    envelope: Vector


def late(lab: Lab, alpha: float) -> Late:
    """Return the late remainder at `alpha` = 1/(tau_s Delta) < 1, in units of Delta."""

    def computed() -> Late:
        # Three samples and more a period, as the frequency is below 2; 2500 of them.
        time = np.arange(WINDOWS[0][0], WINDOWS[-1][1] + 1.0, 1.0)
        far = np.arange(20_000.0, 20_100.0, 0.5)
        period = math.pi / gap_edge(alpha)
        centres = np.geomspace(period, 4000.0, 40)
        around = within(centres, period)
        asked = np.concatenate([time, far, around.ravel()])
        found = step_response(asked, alpha).remainder
        rest = found[time.size :]
        return Late(
            time,
            found[: time.size],
            float(np.max(np.abs(rest[: far.size] * far**3))),
            centres,
            np.abs(rest[far.size :]).reshape(around.shape).max(axis=1),
        )

    return lab.shared(("late response", alpha), computed)


def late_law(lab: Lab, alpha: float) -> tuple[Measured, Measured]:
    """Return exponent and frequency of the late remainder of the exact step response, gapped.

    In units of Delta; `alpha` = 1/(tau_s Delta) < 1.
    """

    def fitted() -> tuple[Measured, Measured]:
        one = late(lab, alpha)
        power, frequency = measure(
            one.time,
            one.remainder,
            [Oscillation(2.0 * gap_edge(alpha), 3.0, fit_frequency=True, fit_power=True)],
            WINDOWS,
            lambda f: f.components[0].power,
            lambda f: f.components[0].frequency,
        )
        return power, frequency

    return lab.shared(("late law", alpha), fitted)


def undamped(lab: Lab, alphas: Sequence[float] = (0.1, 0.3)) -> tuple[Evidence, ...]:
    """Return evidence on an undamped oscillation in the exact theory."""
    found = []
    for alpha in alphas:
        power, _ = late_law(lab, alpha)
        found.append(
            Evidence(
                name=f"decay exponent of the late oscillation, exact theory, 1/tau_s = {alpha:g}",
                measured=power.value,
                uncertainty=power.uncertainty,
                expected=0.0,
                tolerance=0.02,
                why_tolerance="an undamped oscillation has exponent 0; measured to 1e-3",
                method=f"{STEP}; fit of t^-p cos(w t + phase) in three windows up to t = 3000",
                parameters={"alpha": alpha},
            )
        )
    return tuple(found)


def clean_exponent(lab: Lab) -> Evidence:
    """Return evidence on the decay with nonmagnetic impurities only: tau_u drops out of D."""

    def fitted() -> Measured:
        time = np.arange(50.0, 600.5, 0.5)
        remainder = step_response(time, ALMOST_CLEAN).remainder
        model = Oscillation(2.0, 0.5, fit_power=True)
        (power,) = measure(time, remainder, [model], CLEAN_WINDOWS, lambda f: f.components[0].power)
        return power

    power = lab.shared("exact clean law", fitted)
    return Evidence(
        name="decay exponent in the exact theory with nonmagnetic impurities only",
        measured=power.value,
        uncertainty=power.uncertainty,
        expected=0.5,
        tolerance=0.02,
        why_tolerance="corrections 1/t at t >= 50; 1/2 and 3/2 are told apart",
        method="exact step response at 1/tau_s = 1e-6; 1/tau_u cancels from it identically",
        parameters={"alpha": ALMOST_CLEAN},
    )
