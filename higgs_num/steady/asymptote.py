"""The exact late-time curve of Delta(t), fitted to a trajectory in its one free constant.

The roots of the Lax norm fix everything about the late curve but one number that the transient
decides: the time of a maximum (III), the phase of the oscillation (II), the prefactor (I).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.steady.lax import Array
from higgs_num.steady.phase import Phase
from higgs_num.steady.state import SteadyState
from higgs_num.steady.wave import Wave
from higgs_sym.ground.errors import ArgumentError

TRIAL_SHIFTS = 64
# The ripple of a sharp cutoff D has frequency 2 D. A Gaussian of width RIPPLE_WIDTH/D leaves
# exp(-(2 RIPPLE_WIDTH)^2/2) = 2e-8 of it, and is cut where it has fallen as far.
RIPPLE_WIDTH = 3.0
RIPPLE_REACH = 18.0
# Phase I: the law holds after some e-folds and drowns in the ripple of the cutoff after more.
DECAY_WINDOW = (2.0, 8.0)


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
        """Return Delta at times `t` > 0, any shape."""
        time = np.asarray(t, dtype=np.float64)
        wave, approach = self.state.wave, self.state.approach
        if wave is not None:
            return wave(time - self.constant)
        if approach is None:
            return np.full_like(time, self.state.gap_steady)
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

    Raises ArgumentError if fewer than 8 saved times lie in the window, and at temperatures > 0
    outside phase III, where no law is known.
    """
    if state.temperature > 0.0 and state.wave is None:
        raise ArgumentError(
            "temperature", f"be 0 for a law in phase {state.phase}", state.temperature
        )
    t, y = np.asarray(time, np.float64), np.asarray(gap, np.float64)
    if t.ndim != 1 or t.shape != y.shape:
        raise ArgumentError("gap", f"be of the shape of time, {t.shape}", f"of shape {y.shape}")
    if window is None:
        window = _default_window(state, float(t[-1]))
    t, y = t[t > 0.0], y[t > 0.0]
    if state.phase is Phase.ZERO:
        law = without_ripple(t, Asymptote(state, 1.0, window)(t), state.cutoff)[1]
        t, y = without_ripple(t, y, state.cutoff)
        # Equal relative weights; one correction of relative order 1/t.
        y = y / law
    inside = (t >= window[0]) & (t <= window[1])
    if np.count_nonzero(inside) < 8:
        raise ArgumentError("window", "hold at least 8 saved times after 0", window)
    t, y = t[inside], y[inside]
    if state.wave is not None:
        constant = wave_maximum(state.wave, t, y)
    elif state.phase is Phase.ZERO:
        constant = float(np.linalg.lstsq(np.stack([t**0, 1.0 / t], 1), y, rcond=None)[0][0])
    else:
        constant = _phase(state, t, y)
    return Asymptote(state, constant, window)


def without_ripple(time: Array, gap: Array, cutoff: float) -> tuple[Array, Array]:
    """Return times and gaps averaged over some periods of the cutoff's ripple, ends dropped.

    time, gap : (n,), equally spaced. Raises ArgumentError if the spacing exceeds 1.5/cutoff or
    less than 36/cutoff of time is given.
    """
    if math.isinf(cutoff):
        return time, gap
    spacing = float(time[1] - time[0])
    if spacing * cutoff > 0.5 * RIPPLE_WIDTH:
        raise ArgumentError("time", f"be spaced by at most {1.5 / cutoff:.3g}", spacing)
    reach = math.ceil(RIPPLE_REACH / (cutoff * spacing))
    if time.size <= 2 * reach:
        raise ArgumentError("time", f"span more than {36.0 / cutoff:.3g}", float(time[-1]))
    steps = np.arange(-reach, reach + 1) * spacing * cutoff / RIPPLE_WIDTH
    weights = np.exp(-0.5 * steps**2)
    return time[reach:-reach], np.convolve(gap, weights / weights.sum(), "valid")


def wave_maximum(wave: Wave, time: Array, gap: Array) -> float:
    """Return the time in [time[0], time[0] + period) of the maximum that fits best."""
    from scipy.optimize import least_squares

    shifts = time[0] + wave.period * np.arange(TRIAL_SHIFTS) / TRIAL_SHIFTS
    errors = [float(np.sum((wave(time - shift) - gap) ** 2)) for shift in shifts]

    def residual(shift: Array) -> Array:
        return wave(time - shift[0]) - gap

    found = least_squares(
        residual,
        [shifts[int(np.argmin(errors))]],
        x_scale=wave.period / TRIAL_SHIFTS,
        xtol=1e-15,
        ftol=1e-15,
        gtol=1e-15,
    )
    return float(time[0] + (found.x[0] - time[0]) % wave.period)


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
