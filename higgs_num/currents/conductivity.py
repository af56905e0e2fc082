"""Optical conductivity of a dirty film with pair breaking, with and without a dc current.

Local limit (mean free path far below the coherence length), vertex corrections of isotropic
scattering vanish: Skalski, Betbeder-Matibet and Weiss, Phys. Rev. 136, A1500 (1964). On the
Matsubara axis Omega sigma/sigma_N = int d omega (1 - C)/2 (`currents.conduction_integrand`).

A dc current adds the rate Gamma_q to the pair breaking. For a field along it the quasiparticles are
shaken, and so is the gap:

    Omega sigma/sigma_N = int (1 - C)/2 - Gamma_q int S^2 (1 + B)/(K + alpha C) - Gamma_q W^2/D,

W = int S (u1/R1 + u2/R2)/(K + alpha C), D the inverse response of the amplitude. Unit: the gap
Delta(T) of the state itself, as in `response`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.core.pairs import AMPLITUDE, CONDUCTION, DRAG, MOVING
from higgs_num.inputs import real_array
from higgs_num.response.susceptibility import (
    Complex,
    Real,
    inverse_with_error,
    of_channel,
)
from higgs_num.response.thermal import STEPS, heat, thermal_inverse_with_error
from higgs_sym.ground.errors import ArgumentError, finite, one_of
from higgs_sym.ground.parts import share_of
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.shown import Shown

Direction = Literal["parallel", "perpendicular"]
DIRECTIONS = ("parallel", "perpendicular")
# Coarser steps than those of `response`: nobody measures a conductivity to more than 1e-8, and it
# takes a third of the time. STEPS_ERROR is what they leave, relative to 1 + |value|, measured
# against steps of half the size for alpha from 0 to 8, T from 0 to 5, omega from 0.01 to 20 (most
# for the shaken quasiparticles at alpha = 0.01); the estimate of the sums is too small there.
STEPS_COLD = (0.3, 0.1)
STEPS_ERROR = 5e-9
LEAST_OMEGA = 1e-8


@dataclass(frozen=True)
class Conductivity(Shown):
    """sigma(omega)/sigma_N at frequencies omega > 0 in units of the gap.

    sigma : (n,) complex, sigma_1 + i sigma_2, convention exp(-i omega t)
    levels : (n,) what the pairs and quasiparticles of the state at rest give, (1 - C)/2
    moving : (n,) what is added by quasiparticles that the dc current shakes
    mode : (n,) what is added by the amplitude mode
    error : (n,) estimate of |error|

    Examples
    --------
    >>> from higgs_num.currents import conductivity
    >>> seen = conductivity([0.5, 1.0, 3.0], 0.1)
    >>> seen.sigma.real.round(6)
    array([0.      , 0.      , 0.515945])
    """

    alpha: float
    temperature: float
    share: float
    direction: Direction
    omega: Real
    levels: Complex
    moving: Complex
    mode: Complex
    error: Real

    @property
    def sigma(self) -> Complex:
        """sigma/sigma_N."""
        return self.levels + self.moving + self.mode


def conductivity(
    omega: ArrayLike,
    alpha: float,
    temperature: float = 0.0,
    *,
    share: float = 0.0,
    direction: Direction = "parallel",
    progress: Progress = silent,
) -> Conductivity:
    """Return sigma(omega)/sigma_N.

    Parameters
    ----------
    omega
        (n,) frequencies in [1e-8, 1e4], unit Delta(T). At T = 0 up to 1e60.
    alpha
        Total pair-breaking rate over the gap, 0 (Mattis and Bardeen) or in [1e-6, 100].
    temperature
        T/Delta(T), 0 or in [1e-3, 100].
    share
        Part of the pair breaking that a dc current makes, in [0, 1]: Gamma_q/(alpha Delta).
    direction
        Of the field against the dc current. A perpendicular field leaves the gap alone.
    progress
        Told the done fraction.

    Raises
    ------
    ArgumentError
        If an argument breaks a rule above.

    Examples
    --------
    >>> from higgs_num.currents import conductivity
    >>> seen = conductivity([0.5, 3.0], 0.1, temperature=0.1)
    >>> seen.sigma.round(6)
    array([0.000877+5.905382j, 0.515982+0.380184j])
    """
    alpha = of_channel(alpha, (CONDUCTION, 0.0))
    temperature = heat(temperature)
    share = finite("share", share)
    if not 0.0 <= share <= 1.0:
        raise ArgumentError("share", "be in [0, 1], the part of a dc current in alpha", share)
    if share > 0.0 and alpha == 0.0:
        raise ArgumentError("share", "be 0 where alpha is: a current breaks pairs", share)
    one_of("direction", direction, DIRECTIONS)
    w = np.atleast_1d(real_array("omega", omega, ndim=None))
    if w.ndim != 1 or w.size == 0:
        raise ArgumentError("omega", "be a number or a row of numbers", f"of shape {w.shape}")
    if np.any(w < LEAST_OMEGA):
        rule = f"be >= {LEAST_OMEGA:g} (at 0 sigma_2 is stiffness/omega)"
        raise ArgumentError("omega", rule, float(w[w < LEAST_OMEGA][0]))
    shaken = share > 0.0 and direction == "parallel"
    parts = 4 if shaken else 1

    def along(kind: int, number: int) -> tuple[Complex, Real]:
        channel = (kind, 0.0)
        told = share_of(progress, number / parts, (number + 1) / parts)
        return pair_sum(w, alpha, temperature, channel, told)

    levels, error = along(CONDUCTION, 0)
    moving = mode = np.zeros_like(levels)
    if shaken:
        rate_q = share * alpha
        quasi, doubt = along(MOVING, 1)
        drag, slack = along(DRAG, 2)
        inverse, unsure = along(AMPLITUDE, 3)
        moving, mode = -rate_q * quasi, -rate_q * drag**2 / inverse
        pull = np.abs(drag / inverse)
        error = error + rate_q * (doubt + 2.0 * pull * slack + pull**2 * unsure)
    turn = 1j / w
    return Conductivity(
        alpha, temperature, share, direction, w, turn * levels, turn * moving, turn * mode,
        error / w,
    )  # fmt: skip


def pair_sum(
    omega: Real | Complex,
    alpha: float,
    temperature: float,
    channel: tuple[int, float],
    progress: Progress = silent,
) -> tuple[Complex, Real]:
    """Return a sum over pairs and its error at retarded (real) or imaginary frequencies."""
    if temperature == 0.0:
        _, value, error = inverse_with_error(
            omega, alpha, "physical", STEPS_COLD, channel=channel, progress=progress
        )
    else:
        _, value, error = thermal_inverse_with_error(
            omega, alpha, temperature, STEPS[8], channel=channel, progress=progress
        )
    return value, error + STEPS_ERROR * (1.0 + np.abs(value))


def static_stiffness(alpha: float, temperature: float = 0.0) -> float:
    """Return pi n_s/Delta(T): sigma -> i stiffness sigma_N/omega of a field across the current.

    alpha, temperature: as in `conductivity`. It is the sum over pairs at zero frequency.

    Examples
    --------
    >>> from higgs_num.currents import static_stiffness
    >>> print(f"{static_stiffness(0.1):.9f}")
    3.008259320
    """
    alpha = of_channel(alpha, (CONDUCTION, 0.0))
    value, _ = pair_sum(np.zeros(1), alpha, heat(temperature), (CONDUCTION, 0.0))
    return float(value[0].real)
