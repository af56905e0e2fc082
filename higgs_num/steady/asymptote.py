"""The exact late-time curve of Delta(t), fitted to a trajectory in its one free constant.

The roots of the Lax norm fix everything about the late curve but one number that the transient
decides: the time of a maximum (III), the phase of the oscillation (II), the prefactor (I).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.inputs import real_array
from higgs_num.signals.ripple import RIPPLE_REACH, smoothed
from higgs_num.signals.stretch import stretch
from higgs_num.steady.inputs import checked_cutoff
from higgs_num.steady.lax import Array
from higgs_num.steady.phase import Phase
from higgs_num.steady.state import SteadyState
from higgs_num.steady.wave import Wave
from higgs_sym.ground.errors import ArgumentError, ComputationError, instance

TRIAL_SHIFTS = 64
# Phase I: the law holds after some e-folds and drowns in the ripple of the cutoff after more.
DECAY_WINDOW = (2.0, 8.0)
# exp(-LAST_FOLDS) is as small as a law may become in a window: the data are divided by it.
LAST_FOLDS = 500.0
FAR = 1e40
LEAST_IN_WINDOW = 8
# A gap beyond that has nothing to do with the wave, and no square.
LARGEST_SHARE = 1e100


@dataclass(frozen=True)
class Asymptote:
    """Late-time Delta(t) of `state`; `constant` is what was fitted within `window`.

    Phase I: constant * t^(-3/2) exp(-rate t). Phase II: the law of `approach.py` with phase
    `constant`, and the mean Delta_s - nu/(2 t) that belongs to its amplitude. Phase III: the wave
    with a maximum at time `constant`.
    """

    state: SteadyState
    constant: float
    window: tuple[float, float]

    def __call__(self, t: ArrayLike) -> Array:
        """Return Delta at times `t`, any shape, finite; > 0 for a law of approach."""
        time = real_array("t", t, ndim=None)
        wave, approach = self.state.wave, self.state.approach
        if wave is not None:
            return wave(time - self.constant)
        if approach is None:
            return np.full_like(time, self.state.gap_steady)
        if time.size and time.min() <= 0.0:
            raise ArgumentError("t", "be > 0", float(time.min()))
        # Later than that nothing is left of the oscillation in double precision.
        time = np.minimum(time, FAR / (self.state.gap_steady or approach.rate))
        decay = time**approach.exponent
        if self.state.phase is Phase.ZERO:
            return np.asarray(self.constant * decay * np.exp(-approach.rate * time))
        gap, nu = self.state.gap_steady, approach.drift
        angle = approach.frequency * time - nu * np.log(gap * time) + self.constant
        assert approach.coefficient is not None
        return np.asarray(gap - 0.5 * nu / time + approach.coefficient * decay * np.cos(angle))


def fit_asymptote(
    state: SteadyState,
    time: ArrayLike,
    gap: ArrayLike,
    window: tuple[float, float] | None = None,
) -> Asymptote:
    """Return the late-time curve of `state` that fits a clean trajectory within `window`.

    time, gap : (n,), the trajectory, in units that match the state
    window : first and last time of the fit; by default the second half of the trajectory, in
        phase I some e-folds of its beginning

    Raises ArgumentError if one is no array (n,) of finite real numbers, time does not increase,
    the window is no pair, ends after 500 e-folds of phase I, or fewer than 8 saved times lie in
    it; and at temperatures > 0 outside phase III, where no law is known.
    """
    instance("state", state, SteadyState)
    if state.temperature > 0.0 and state.wave is None:
        raise ArgumentError(
            "temperature", f"be 0 for a law in phase {state.phase}", state.temperature
        )
    given = stretch(time, gap, name="gap")
    chosen = _default_window(state, given.last) if window is None else _pair(window)
    t, y = given.time[given.time > 0.0], given.signal[given.time > 0.0]
    if state.phase is Phase.ZERO:
        approach = state.approach
        assert approach is not None
        if chosen[1] * approach.rate > LAST_FOLDS:
            raise ArgumentError("window", f"end before {LAST_FOLDS / approach.rate:.6g}", chosen[1])
        # What comes after the window, the law may have fallen below the smallest float.
        used = t <= chosen[1] + 2.0 * RIPPLE_REACH / state.cutoff
        t, y = t[used], y[used]
        if t.size < LEAST_IN_WINDOW:
            raise _too_few(chosen)
        law = without_ripple(t, Asymptote(state, 1.0, chosen)(t), state.cutoff)[1]
        t, y = without_ripple(t, y, state.cutoff)
        # Equal relative weights; one correction of relative order 1/t.
        y = y / law
    inside = (t >= chosen[0]) & (t <= chosen[1])
    if np.count_nonzero(inside) < LEAST_IN_WINDOW:
        raise _too_few(chosen)
    t, y = t[inside], y[inside]
    if state.wave is not None:
        constant = wave_maximum(state.wave, t, y)
    elif state.phase is Phase.ZERO:
        # Times in units of the last: the columns are of order one.
        columns = np.stack([t**0, t[-1] / t], 1)
        constant = float(np.linalg.lstsq(columns, y, rcond=None)[0][0])
    else:
        constant = _phase(state, t, y)
    if not math.isfinite(constant):
        raise ComputationError("The constant of the asymptote is beyond double precision")
    return Asymptote(state, constant, chosen)


def _pair(window: tuple[float, float]) -> tuple[float, float]:
    pair = real_array("window", window)
    if pair.size != 2:
        raise ArgumentError("window", "be a first and a last time", f"{pair.size} numbers")
    return float(pair[0]), float(pair[1])


def _too_few(window: tuple[float, float]) -> ArgumentError:
    return ArgumentError("window", f"hold at least {LEAST_IN_WINDOW} saved times after 0", window)


def without_ripple(time: Array, gap: Array, cutoff: float) -> tuple[Array, Array]:
    """Return times and gaps averaged over some periods of the cutoff's ripple, ends dropped.

    time, gap : (n,), equally spaced. Raises ArgumentError if one is no array (n,) of finite real
    numbers, the times are not equally spaced, by at most 1.5/cutoff, or less than 36/cutoff of
    time is given.
    """
    return smoothed(stretch(time, gap, least=2, name="gap"), checked_cutoff(cutoff))


def wave_maximum(wave: Wave, time: Array, gap: Array) -> float:
    """Return the time in [time[0], time[0] + period) of the maximum that fits best.

    Raises ArgumentError if one is no array (n,) of finite real numbers, or time does not increase.
    """
    from scipy.optimize import least_squares

    given = stretch(time, gap, name="gap")
    instance("wave", wave, Wave)
    # With gaps of order one: then so are the residuals, and the tolerances mean what they say.
    unit = math.frexp(wave.gap_max)[1]
    if float(np.abs(given.signal).max()) > LARGEST_SHARE * wave.gap_max:
        rule = f"be at most {LARGEST_SHARE:g} times that of the wave, {wave.gap_max:.6g}"
        raise ArgumentError("gap", rule, float(np.abs(given.signal).max()))
    here = given.in_units(-unit, unit)
    scaled = Wave(math.ldexp(wave.gap_min, -unit), math.ldexp(wave.gap_max, -unit))
    start, period = float(here.time[0]), scaled.period
    shifts = start + period * np.arange(TRIAL_SHIFTS) / TRIAL_SHIFTS
    errors = [float(np.sum((scaled(here.time - shift) - here.signal) ** 2)) for shift in shifts]

    def residual(shift: Array) -> Array:
        return scaled(here.time - shift[0]) - here.signal

    found = least_squares(
        residual,
        [shifts[int(np.argmin(errors))]],
        x_scale=period / TRIAL_SHIFTS,
        xtol=1e-15,
        ftol=1e-15,
        gtol=1e-15,
    )
    return math.ldexp(start + float(found.x[0] - start) % period, -unit)


def _phase(state: SteadyState, t: Array, y: Array) -> float:
    approach = state.approach
    if approach is None:
        return 0.0
    angle = approach.frequency * t - approach.drift * np.log(state.gap_steady * t)
    signal = (y - state.gap_steady + 0.5 * approach.drift / t) * np.sqrt(t)
    columns = np.stack([np.cos(angle), -np.sin(angle)], axis=1)
    cosine, sine = np.linalg.lstsq(columns, signal, rcond=None)[0]
    return math.atan2(sine, cosine)


def _default_window(state: SteadyState, last: float) -> tuple[float, float]:
    if state.phase is not Phase.ZERO:
        return 0.5 * last, last
    approach = state.approach
    assert approach is not None
    return DECAY_WINDOW[0] / approach.rate, min(DECAY_WINDOW[1] / approach.rate, last)
