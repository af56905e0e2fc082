"""Exact linear response of the pairing amplitude (and phase) at a temperature T > 0.

Units: the gap Delta(T) of the state itself, also for the temperature (k_B = 1);
`alpha = 1/(tau_s Delta(T))`. Any alpha and T > 0 belong to some state; T grows without limit as the
transition is approached, since the gap is the unit.

`D(i Omega_m) = 2 pi T sum_n [f - df/dDelta]` over fermionic frequencies, pairs omega_n,
omega_n + Omega_m; `core.thermal` has the form on the real axis.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from higgs_num.core import thermal as core
from higgs_num.core.pairs import AMPLITUDE, PHASE, WHOLE, Channel
from higgs_num.core.response import SAME, far_end, near
from higgs_num.equilibrium.fermionic import TERMS, fermionic_rule
from higgs_num.response.frequencies import complex_array
from higgs_num.response.susceptibility import (
    STEP_SAME,
    TINY,
    Complex,
    Real,
    Spectrum,
    check_modulus,
    gap_edge,
    momentum,
    of_channel,
    spectrum,
)
from higgs_sym.ground.errors import ArgumentError, ComputationError, finite
from higgs_sym.ground.parts import in_parts, share_of
from higgs_sym.ground.progress import Progress, silent

# Range in which accuracy has been measured against independent values.
COLDEST = 1e-3
HOTTEST = 100.0
LARGEST_OMEGA = 1e4
# Step of the logarithms along the real axis: folds of other sheets are 30 degrees away or more,
# exp(-2 pi 0.52/0.1) = 6e-15.
STEP_MIXED = 0.1
# Steps by the digits that they leave: exp(-2 pi 0.52/0.16) = 1e-9, in a third of the time.
# What they leave then, relative to 1 + |D|; the estimate of the sums is too small for them.
COARSE = 1e-9
STEPS = {8: (0.4, 0.16), 12: (STEP_SAME, STEP_MIXED)}
# A frequency is bosonic if it is a multiple of 2 pi T to this relative accuracy.
BOSONIC = 1e-9
# Depth of the second sheet, in temperatures: terms of the sum that are taken one by one.
DEEPEST = 1e4
LOST = 1e-9  # error of D there that is not accepted


def heat(value: object, name: str = "temperature") -> float:
    """Return T/Delta(T) as a float: 0 or in the supported range; else `ArgumentError`."""
    temperature = finite(name, value)
    if temperature != 0.0 and not COLDEST <= temperature <= HOTTEST:
        raise ArgumentError(name, f"be 0 or in [{COLDEST:g}, {HOTTEST:g}]", temperature)
    return temperature


def _orders(frequency: Real, temperature: float) -> NDArray[np.int64]:
    multiple = frequency / (2.0 * np.pi * temperature)
    order = np.rint(multiple)
    wrong = np.abs(multiple - order) > BOSONIC * np.maximum(1.0, order)
    if wrong.any():
        raise ArgumentError(
            "omega", "be real or 2 pi T i m with a whole number m", 1j * frequency[wrong][0]
        )
    return order.astype(np.int64)


def thermal_inverse_with_error(
    omega: ArrayLike,
    alpha: float,
    temperature: float,
    steps: tuple[float, float],
    *,
    channel: Channel = WHOLE,
    progress: Progress = silent,
) -> tuple[Complex, Complex, Real]:
    """Return (omega as an array, D or what `channel` says, error), T > 0.

    `thermal_spectrum` is the public form.
    """
    alpha, temperature = of_channel(alpha, channel), heat(temperature)
    wanted = complex_array("omega", omega)
    z = wanted.ravel()
    check_modulus(z, LARGEST_OMEGA)
    bad = (z.real != 0.0) & (z.imag != 0.0)
    if bad.any():
        raise ArgumentError("omega", "be real or 2 pi T i m with a whole number m", z[bad][0])
    real = z.real != 0.0
    order = _orders(np.abs(z[~real].imag), temperature)
    value = np.empty(z.size, dtype=np.complex128)
    error = np.empty(z.size)
    largest = max(alpha, float(np.abs(z).max(initial=0.0)))
    share = SAME / steps[0]
    ends = far_end(channel, share), near(alpha, share)
    path, weights = fermionic_rule(temperature, largest, steps[0], *ends)
    first = core.first_branch(path, alpha)
    rungs = core.ladder(int(order.max(initial=0)), alpha, temperature)
    static, doubt = np.empty(order.size), np.empty(order.size)

    def fill_imaginary(begin: int, end: int) -> None:
        part = slice(begin, end)
        core.matsubara(
            order[part], alpha, temperature, path, first, rungs, weights, channel,
            static[part], doubt[part],
        )  # fmt: skip

    # Nothing changes on this scale; but the value at 0 is another than the limit.
    positive = np.maximum(np.abs(z[real].real), TINY)
    rise, slack = np.empty(positive.size, dtype=np.complex128), np.empty(positive.size)

    def fill_real(begin: int, end: int) -> None:
        part = slice(begin, end)
        core.retarded(
            positive[part], alpha, temperature, path, first, weights, steps[1], channel,
            rise[part], slack[part],
        )  # fmt: skip

    before = order.size / max(1, z.size)
    in_parts(order.size, fill_imaginary, progress=share_of(progress, 0.0, before))
    in_parts(positive.size, fill_real, progress=share_of(progress, before, 1.0))
    value[~real], error[~real] = static, doubt
    value[real] = np.where(z[real].real < 0.0, rise.conj(), rise)
    error[real] = slack
    if not np.isfinite(value).all():
        where = complex(z[~np.isfinite(value)][0])
        raise ComputationError(
            f"D is not a number at omega = {where}, alpha = {alpha:.12g}, T = {temperature:.12g}"
        )
    return wanted, value.reshape(wanted.shape), error.reshape(wanted.shape)


def thermal_second_sheet(
    omega: ArrayLike, alpha: float, temperature: float, *, Q: float = 0.0
) -> Spectrum:
    """Return D at T > 0, continued from above the threshold 2 eps_g to Im omega <= 0.

    omega: (n,), Re >= 2 eps_g (gapless: >= 0), -1e4 T <= Im <= 0. Others as in `thermal_spectrum`.
    Raises ArgumentError for other arguments.
    """
    Q = momentum(Q)
    channel = (AMPLITUDE, Q)
    alpha, temperature = of_channel(alpha, channel), heat(temperature)
    if temperature == 0.0:
        raise ArgumentError("temperature", "be > 0 (at 0: `spectrum`, sheet 'second')", temperature)
    z = np.atleast_1d(complex_array("omega", omega))
    if z.ndim != 1:
        raise ArgumentError("omega", "be a number or a row of numbers", f"of shape {z.shape}")
    check_modulus(z, LARGEST_OMEGA)
    edge = 2.0 * gap_edge(alpha)
    inside = (z.real >= edge) & (z.imag <= 0.0) & (z.imag >= -DEEPEST * temperature) & (z != 0.0)
    if not inside.all():
        rule = f"have Re >= {edge:.6g} and -{DEEPEST:g} T <= Im <= 0"
        raise ArgumentError("omega", rule, complex(z[~inside][0]))
    largest = max(alpha, float(np.abs(z).max()))
    # The second frequency folds where the first has the real part -Im omega: terms up to there.
    count = TERMS + int(-z.imag.min() / (2.0 * np.pi * temperature))
    ends = far_end(channel, 1.0), near(alpha, 1.0)
    path, weights = fermionic_rule(temperature, largest, STEP_SAME, *ends, count)
    first = core.first_branch(path, alpha)
    value, error = np.empty(z.size, dtype=np.complex128), np.empty(z.size)
    core.retarded(z, alpha, temperature, path, first, weights, STEP_MIXED, channel, value, error)
    if not np.isfinite(value).all():
        where = complex(z[~np.isfinite(value)][0])
        raise ComputationError(f"D is not a number on the second sheet at omega = {where}")
    lost = error > LOST * (1.0 + np.abs(value))
    if lost.any():
        rule = "digits are lost on the second sheet, next to a pole of the occupation"
        raise ComputationError(f"{rule}, at omega = {complex(z[lost][0])}, T = {temperature:.6g}")
    return Spectrum(alpha, "second", z, value, error, temperature, Q)


def thermal_spectrum(
    omega: ArrayLike,
    alpha: float,
    temperature: float,
    *,
    Q: float = 0.0,
    digits: Literal[8, 12] = 12,
    progress: Progress = silent,
) -> Spectrum:
    """Return D at `omega` and temperature T with its error, all in units of the gap Delta(T).

    omega: (...,). Real: retarded, D^R(omega). `2j pi T m`, m whole: the Matsubara axis.
    omega = 0 is m = 0, the derivative of the gap equation at constant temperature. It is not the
    limit of D^R, in which the occupation of the levels stays as it was.
    temperature: 0 (then `spectrum`) or in [1e-3, 100]. Q: as in `spectrum`. digits: 8 is two to
    three times as fast. progress: told the done fraction.
    Raises ArgumentError for other arguments, or |omega| > 1e4 at T > 0.

    Examples
    --------
    >>> from higgs_num.response import thermal_spectrum
    >>> thermal_spectrum([1.0, 2.0], 0.1, 0.2).absorption.round(6)
    array([3.26000e-04, 7.51543e-01])
    """
    temperature = heat(temperature)
    if temperature == 0.0:
        return spectrum(omega, alpha, Q=Q, progress=progress)
    loss = momentum(Q)
    if digits not in STEPS:
        raise ArgumentError("digits", f"be {' or '.join(map(str, STEPS))}", digits)
    where, value, error = thermal_inverse_with_error(
        omega, alpha, temperature, STEPS[digits], channel=(AMPLITUDE, loss), progress=progress
    )
    if digits < 12:
        error = error + COARSE * (1.0 + np.abs(value))
    return Spectrum(float(alpha), "physical", where, value, error, temperature, loss)


def thermal_inverse_susceptibility(omega: ArrayLike, alpha: float, temperature: float) -> Complex:
    """Return D at `omega` (see `thermal_spectrum`), an array of the shape of `omega`.

    Examples
    --------
    >>> from higgs_num.response import thermal_inverse_susceptibility
    >>> thermal_inverse_susceptibility([2.5], 0.1, 0.2).imag.round(6)
    array([-1.790187])
    """
    return thermal_spectrum(omega, alpha, temperature).inverse


def thermal_phase_inverse_susceptibility(
    omega: ArrayLike, alpha: float, temperature: float
) -> Complex:
    """Return the kernel of phase fluctuations at T > 0; omega as in `thermal_spectrum`.

    It vanishes at omega = 0 (Goldstone), and here the limit of D^R is the same.

    Examples
    --------
    >>> from higgs_num.response import thermal_phase_inverse_susceptibility
    >>> thermal_phase_inverse_susceptibility([2.5], 0.1, 0.2).imag.round(6)
    array([-4.972046])
    """
    steps = (STEP_SAME, STEP_MIXED)
    if heat(temperature) == 0.0:
        raise ArgumentError("temperature", "be > 0", temperature)
    return thermal_inverse_with_error(omega, alpha, temperature, steps, channel=(PHASE, 0.0))[1]
