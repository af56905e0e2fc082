"""Exact inverse susceptibility of the pairing amplitude (and phase), in units of the gap.

`D` relates a change of the gap to its cause: with `1/lambda -> 1/lambda + j(omega)`,
`delta Delta(omega) = -j(omega) / D^R(omega)` (per unit gap and density of states, both signs of
frequency counted), self-consistent Born approximation, T = 0, `alpha = 1/(tau_s Delta)`.
Scattering off potential impurities drops out identically.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from higgs_num.core import response as core
from higgs_num.core.pairs import AMPLITUDE, PHASE, WHOLE, Channel
from higgs_num.equilibrium.threshold import threshold
from higgs_num.response.frequencies import complex_array
from higgs_sym.ground.errors import ArgumentError, ComputationError, finite, one_of
from higgs_sym.ground.parts import in_parts, share_of
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.shown import Shown

Sheet = Literal["physical", "second"]
Complex = NDArray[np.complex128]
Real = NDArray[np.float64]

# Steps of ln s and of the logarithm along the segment, for the strips in which the integrands are
# analytic: half-width pi/2, and 0.52 (the fold of another sheet, never nearer than 30 degrees).
STEP_SAME = 0.25
STEP_OPPOSITE = 0.08
# Range in which accuracy has been measured against independent values.
SMALLEST_ALPHA = 1e-6
LARGEST_ALPHA = 100.0
SMALLEST_Q, LARGEST_Q = 1e-6, 100.0
TINY = 1e-60
LARGEST_OMEGA = 1e60


def pair_breaking(value: object, name: str = "alpha") -> float:
    """Return 1/(tau_s Delta) as a float in the supported range, or raise `ArgumentError`."""
    alpha = finite(name, value)
    if alpha == 0.0:
        clean = "there D is a closed form, with an inverse root at 2 Delta in 1/D: no peak, no pole"
        raise ArgumentError(name, f"be > 0 (for clean systems {clean})", alpha)
    if not SMALLEST_ALPHA <= alpha <= LARGEST_ALPHA:
        raise ArgumentError(name, f"be in [{SMALLEST_ALPHA:g}, {LARGEST_ALPHA:g}]", alpha)
    return alpha


def momentum(value: object) -> float:
    """Return Q = D_n q^2/Delta as a float in the supported range, or raise `ArgumentError`."""
    Q = finite("Q", value)
    if Q != 0.0 and not SMALLEST_Q <= Q <= LARGEST_Q:
        raise ArgumentError("Q", f"be 0 or in [{SMALLEST_Q:g}, {LARGEST_Q:g}] (D_n q^2/Delta)", Q)
    return Q


def of_channel(alpha: object, channel: Channel) -> float:
    """Return alpha as a float; 0 as well where the answer of a clean film is smooth."""
    kind, Q = channel
    smooth = Q > 0.0 or kind not in (AMPLITUDE, PHASE)
    return 0.0 if smooth and finite("alpha", alpha) == 0.0 else pair_breaking(alpha)


def gap_edge(alpha: float) -> float:
    """Return the single-particle threshold eps_g/Delta = (1 - alpha^(2/3))^(3/2), 0 if gapless.

    alpha: 0 or in [1e-6, 100].

    Examples
    --------
    >>> from higgs_num.response import gap_edge
    >>> print(f"{gap_edge(0.1):.9f}")
    0.694922483
    >>> gap_edge(1.5)
    0.0
    """
    return 1.0 if finite("alpha", alpha) == 0.0 else threshold(1.0, pair_breaking(alpha))


@dataclass(frozen=True)
class Spectrum(Shown):
    """Inverse susceptibility at given frequencies and Q = D q^2/Delta, in units of the gap.

    Examples
    --------
    >>> from higgs_num.response import spectrum
    >>> seen = spectrum([1.0, 1.9, 2.5], 0.1)
    >>> seen.absorption.round(6)
    array([0.      , 0.775117, 0.431345])
    """

    alpha: float
    sheet: Sheet
    omega: Complex
    inverse: Complex
    error: Real
    temperature: float = 0.0
    Q: float = 0.0

    @property
    def susceptibility(self) -> Complex:
        """1/D."""
        return 1.0 / self.inverse

    @property
    def absorption(self) -> Real:
        """Im(1/D^R), positive for omega > 0: the weight of a direct spectroscopic measurement."""
        return np.asarray(self.susceptibility.imag)


def filled(
    x: Complex,
    alpha: float,
    steps: tuple[float, float],
    *,
    second: bool,
    channel: Channel = WHOLE,
    progress: Progress = silent,
) -> tuple[Complex, Real]:
    """Return (D, error) at 2 eps_g + x, x (n,), as `core.response` fills them, part by part."""
    value, error = np.empty_like(x), np.empty(x.size)
    largest = float(np.abs(x).max(initial=0.0))
    turn = 0.0j

    def fill(begin: int, end: int) -> None:
        nonlocal turn
        turn = core.fill_inverse_susceptibility(
            x[begin:end], alpha, steps[0], steps[1], second, channel, largest, turn,
            value[begin:end], error[begin:end],
        )  # fmt: skip

    in_parts(x.size, fill, progress=progress)
    return value, error


def check_modulus(z: Complex, most: float) -> None:
    """Raise `ArgumentError` if a frequency of z (n,) is larger than `most`."""
    bad = (np.abs(z.real) > most) | (np.abs(z.imag) > most)
    if bad.any():
        rule = f"have real and imaginary parts of modulus <= {most:g}"
        raise ArgumentError("omega", rule, complex(z[bad][0]))


def inverse_with_error(
    omega: ArrayLike,
    alpha: float,
    sheet: Sheet,
    steps: tuple[float, float],
    *,
    channel: Channel = WHOLE,
    progress: Progress = silent,
) -> tuple[Complex, Complex, Real]:
    """Return (omega as an array, D or what `channel` says, error) with the given steps.

    `spectrum` is the public form.
    """
    alpha = of_channel(alpha, channel)
    one_of("sheet", sheet, ("physical", "second"))
    wanted = complex_array("omega", omega)
    z = wanted.ravel()
    check_modulus(z, LARGEST_OMEGA)
    if sheet == "physical":
        z = np.where(z.imag < 0.0, -z, z)  # D is even there
    # Nothing changes on this scale, and squares of smaller numbers vanish.
    z = np.where(np.abs(z) < TINY, 0.0, z)
    mirrored = z.real < 0.0
    z = np.where(mirrored, -z.conj(), z)
    gap = gap_edge(alpha)
    value = np.empty(z.size, dtype=np.complex128)
    error = np.empty(z.size)
    lower = z.imag < 0.0
    before = 0.0
    for part, second in ((~lower, False), (lower, True)):
        after = before + float(part.sum()) / max(1, z.size)
        value[part], error[part] = filled(
            z[part] - 2.0 * gap, alpha, steps, second=second, channel=channel,
            progress=share_of(progress, before, after),
        )  # fmt: skip
        before = after
    if not np.isfinite(value).all():
        where = complex(wanted.ravel()[~np.isfinite(value)][0])
        raise ComputationError(f"D is not a number at omega = {where}, alpha = {alpha:.12g}")
    # Real by symmetry: between the thresholds, and on the imaginary axis.
    real = ((z.imag == 0.0) & (z.real <= 2.0 * gap)) | ((z.real == 0.0) & ~lower)
    value.imag[real] = 0.0
    value = np.where(mirrored, value.conj(), value)
    return wanted, value.reshape(wanted.shape), error.reshape(wanted.shape)


def spectrum(
    omega: ArrayLike,
    alpha: float,
    *,
    sheet: Sheet = "physical",
    Q: float = 0.0,
    progress: Progress = silent,
) -> Spectrum:
    """Return D at `omega` with its error.

    omega: (...,) real or complex, in units of the gap. Real: retarded, D^R(omega). `1j*Omega`: the
    imaginary axis. Im omega < 0: on the physical sheet D(-omega), on the second sheet the
    continuation of D^R through the cut above the threshold (gapless: through omega > 0), along
    straight rays from 2 eps_g. Q: D_n q^2/Delta of a mode of momentum q in a dirty film, D_n the
    diffusion constant of normal electrons. progress: told the done fraction.
    Raises ArgumentError for alpha outside [1e-6, 100] (0 is taken where Q > 0), a negative Q, or
    omega that is not finite or beyond 1e60.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.response import gap_edge, spectrum
    >>> seen = spectrum(np.linspace(0.1, 4.0, 40), 0.1)
    >>> below = np.linspace(0.1, 4.0, 40) < 2 * gap_edge(0.1)
    >>> bool((seen.absorption[below] == 0).all()), bool((seen.absorption[~below] > 0).all())
    (True, True)
    """
    steps = (STEP_SAME, STEP_OPPOSITE)
    loss = momentum(Q)
    where, value, error = inverse_with_error(
        omega, alpha, sheet, steps, channel=(AMPLITUDE, loss), progress=progress
    )
    return Spectrum(float(alpha), sheet, where, value, error, Q=loss)


def inverse_susceptibility(omega: ArrayLike, alpha: float, *, sheet: Sheet = "physical") -> Complex:
    """Return D at `omega` (see `spectrum`), an array of the shape of `omega`.

    Examples
    --------
    >>> from higgs_num.response import inverse_susceptibility, static_inverse_susceptibility
    >>> found = inverse_susceptibility([0.5, 2.5], 0.1)
    >>> found.imag.round(6)
    array([ 0.     , -1.80142])
    """
    return spectrum(omega, alpha, sheet=sheet).inverse


def phase_inverse_susceptibility(omega: ArrayLike, alpha: float) -> Complex:
    """Return the kernel of phase fluctuations, 0 at omega = 0 for every alpha (Goldstone).

    omega as in `spectrum`, physical sheet only.

    Examples
    --------
    >>> from higgs_num.response import phase_inverse_susceptibility
    >>> abs(phase_inverse_susceptibility([1.0], 0.1)).round(6)
    array([0.616951])
    """
    return inverse_with_error(
        omega, alpha, "physical", (STEP_SAME, STEP_OPPOSITE), channel=(PHASE, 0.0)
    )[1]


def static_inverse_susceptibility(alpha: float) -> float:
    """Return D(0) in closed form: 2 - pi alpha/2, and for alpha > 1, 2 - q - alpha asin(1/alpha).

    Here q = sqrt(1 - 1/alpha^2). Both are 2 int (R - alpha)/R^4 du from omega(u) = 0.
    alpha: 0 or in [1e-6, 100].

    Examples
    --------
    >>> import math
    >>> from higgs_num.response import static_inverse_susceptibility
    >>> abs(static_inverse_susceptibility(0.1) - (2 - math.pi * 0.1 / 2)) < 1e-14
    True
    """
    if finite("alpha", alpha) == 0.0:
        return 2.0
    alpha = pair_breaking(alpha)
    if alpha <= 1.0:
        return 2.0 - np.pi * alpha / 2.0
    below = 1.0 / (alpha * alpha)
    if alpha < 4.0:
        u = np.sqrt((alpha - 1.0) * (alpha + 1.0))  # asin(1/alpha) as an angle: exact near 1
        return float(2.0 - u / alpha - alpha * np.arctan2(1.0, u))
    # The closed form cancels to 1/(3 alpha^2); its series does not. Terms fall by 1/alpha^2 < 1/16.
    total, power, central = 0.0, 1.0, 1.0
    for n in range(1, 40):
        central *= (2 * n - 1) / (2 * n)
        power *= below
        total += central * power * (1.0 / (2 * n - 1) - 1.0 / (2 * n + 1))
    return total
